"""Card of `stats`: rolls messages up into hours, hours into days, and days into months.

Trigger: schedules `stats-hourly` and `stats-daily`; tasks of the job `roll-up`.
Reads: the marks of touched periods; messages by aggregations, or one by one where there are few; its own roll-ups.
Writes: roll-ups; the mark of the longer period around each; takes away the marks of what is done.
Hands over to: itself, a task for each tenant that has something to roll up.
Safe to repeat because: a period is recomputed as a whole and replaces what was there; its mark goes only if nobody
    marked it again, and only once no commit can still rely on it.
"""
