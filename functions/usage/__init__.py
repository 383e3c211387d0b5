"""Card of `usage`: what a tenant has used of its plan, its numbers over time, and what all of it costs.

Trigger: HTTP, `/api/usage/**`.
Reads: the tenant, at most 30 s old; the month's counter shards and warnings; roll-ups; of the running hour counts of
    messages; samples of what was used of our suppliers; back-fills.
Writes: the beginning of a back-fill, and the wish to stop one.
Hands over to: `stats` (job `back-fill`).
Safe to repeat because: a back-fill is named after its Idempotency-Key, and counts whole periods anew; all else reads.
"""
