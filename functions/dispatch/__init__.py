"""Card of `dispatch`: turns new documents into tasks; the policy of when and whether stands here alone.

Trigger: Firestore, a document is created in `tenants/{t}/messages`, `tenants/{t}/parked_receipts`,
    `tenants/{t}/consents` or `tenants/{t}/webhook_events`.
Reads: for a contact's message its channel, at most 10 s old, and where an AI agent answers there, that, at most 5 s
    old; all else is in the event.
Writes: nothing.
Hands over to: `send` (job `send-message`, or `send-bulk` for a campaign's messages), `media` (job `fetch-media`),
    `reply` (job `reply-message`), `contacts` (jobs `link-phone` and `learn-facts`), `receive` (job `settle-receipt`),
    `campaigns` (job `suppress-contact`), `webhooks` (job `deliver-webhook`, one for each that wants the event).
Safe to repeat because: a task's name is a digest of job and document, so that Cloud Tasks refuses it within the hour;
    after that, each worker finds in the document that its work is done.
"""
