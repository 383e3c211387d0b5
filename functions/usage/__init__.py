"""Card of `usage`: what a tenant has used of its plan.

Trigger: HTTP, `/api/usage/...`.
Reads: the tenant, at most 30 s old; the month's counter shards.
Writes: nothing.
Hands over to: nobody.
Safe to repeat because: it only reads.
"""
