"""Card of `webhooks`: where tenants want to hear of events, and telling them.

Trigger: HTTP, `/api/webhooks/...`; tasks of the job `deliver-webhook`.
Reads: webhooks; for a try, the webhook, the event and what came of it so far.
Writes: webhooks, with what the tenant wants to hear of in the same commit; what came of each try; events of tests; the
    incident of a webhook that is switched off; the audit trail; a dead letter where it gives up.
Asks: whatever receiver the tenant names, once its address has been looked at: see `common/webhooks`.
Hands over to: itself, later, while a receiver does not take an event; `dispatch`, by events of tests.
Safe to repeat because: an event has one id, by which receivers know it again; it may arrive twice, never under two ids.
    A try is recorded on the condition that no other was meanwhile, and whoever finds a later one only sees to the next.
"""
