"""Card of `campaigns`: one message to many people: drafts, dry runs, launches, the planner, and what came of it all.

Trigger: HTTP, `/api/campaigns/**`; tasks of the jobs `plan-campaign`, `suppress-contact`, `retry-campaign` and
    `dry-run-campaign`; the schedule `campaigns-tick`.
Reads: campaigns, recipients, audiences, contacts with their conversations, templates, channels, wishes, the month's
    counters; counts of messages.
Writes: campaigns and recipients; messages in the state `queued`, with the month's counter in the same commit; messages
    of people who opted out, and those that are sent again.
Hands over to: itself (the planner's next step); `dispatch` sees each message that is created; `send` (job
    `send-bulk`) for messages that are sent again.
Safe to repeat because: each step of the planner stores what it made together with the moved cursor, on the condition
    that nobody else changed the campaign since it was read. Whoever repeats a step finds the cursor moved and only
    sees to the next one. A message's id is derived from campaign and contact, and its sending is claimed in `send`.
"""
