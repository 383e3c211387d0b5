"""Card of `receive`: takes in what providers report.

Trigger: HTTP, `/webhooks/{provider}` (the platform's app) and `/webhooks/{provider}/{channel_key}` (a tenant's own);
    tasks of the job `settle-receipt`.
Reads: look-ups of numbers and keys, channels, identities; a message for each receipt,
    the template that a notice is about.
Writes: messages, identities, contacts, conversations, usage shards, consents, parked receipts, notices;
    what WhatsApp says about templates, and of how many people may be written to in a day.
Hands over to: `dispatch`, by the documents that it creates.
Safe to repeat because: a message's id is derived from channel and provider id and created only once, in the one commit
    that also counts it; a receipt only raises a status, under the condition that the message is unchanged, and that of
    an earlier try does not end a later one;
    of what is said about a template, the newest counts.
"""
