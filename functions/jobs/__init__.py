"""Card of `jobs`: work that failed, long work, queues, schedules and incidents; and the sweep after what got lost.

Trigger: HTTP, `/api/jobs/...`; the schedule `jobs-sweep`.
Reads: dead letters, long-running work, incidents; overdue messages, silent work and untold events of all tenants,
    through indexes that hold nothing else; the state of queues at Cloud Tasks; the last run of each schedule; counts of
    failed tries.
Writes: dead letters; when an overdue message or event is looked at next; at Cloud Tasks, whether a queue dispatches;
    the audit trail.
Hands over to: the worker of each job, by a further task, which does the work or gives it up; whatever a schedule
    starts, when a person starts it.
Safe to repeat because: a person's retry and a sweep name their tasks by letter and moment, and each worker finds in its
    documents what is done; a sweep moves on what it saw to, on the condition that nobody changed it meanwhile.
"""
