"""Card of `reply`: the AI agent answers what a contact wrote, once, or leaves it to people, visibly.

Trigger: tasks of the job `reply-message`, each some seconds after its message, so that a burst gets one answer.
Reads: the message, its conversation, channel, agent and contact; the newest messages of the thread; what is known about
    the contact; the tenant, at most 30 s old; a usage shard for each answer.
Asks: a language model, with this contact's data only.
Writes: the answer in the state `queued` with its counts; why a conversation waits for a person; what the contact asked
    to remember or to forget, and the work of erasing all; the month's counters of the language model; the incident of
    a model that does not answer.
Hands over to: `dispatch`, by the answer; `contacts` (job `forget-contact`), where the contact wants to be forgotten;
    itself, later, where a voice note is not in words yet.
Safe to repeat because: the answer's id is derived from the message that it answers, and it is stored in one commit on
    the condition that the conversation is as it was when the agent looked: a newer message, a person's answer or a
    second run of the task makes that fail, and the agent looks again.
"""
