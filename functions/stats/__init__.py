"""Card of `stats`: rolls messages up into hours, hours into days, and days into months.

Trigger: schedules `stats-hourly` and `stats-daily`; tasks of the jobs `roll-up`,
    `fan-out-roll-ups` and `back-fill`.
Reads: the marks of touched periods; messages by aggregations, or one by one where there are few; its own roll-ups;
    back-fills; counter shards, and what they came to when they were last compared with the messages.
Writes: roll-ups; the mark of the longer period around each; takes away the marks of what is done;
    how far a back-fill is; recounts; and where counters have drifted their correction, an audit entry, an incident;
    over how many counters the tenant's messages are spread; warnings that a limit is nearly used up.
Hands over to: itself, a task for each tenant that has something to roll up, and the next part of a
    back-fill.
Safe to repeat because: a period is recomputed as a whole and replaces what was there; its mark goes only if nobody
    marked it again, and only once no commit can still rely on it. A correction is made in the commit that says so, on
    condition that nobody compared the month meanwhile.
"""
