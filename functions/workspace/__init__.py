"""Card of `workspace`: the tenant itself, its people and API keys, and the channels that it connects.

Trigger: HTTP, `/api/workspace/...`.
Reads: the tenant, its members, its channels, its audit trail; the memberships of a signed-in person; the root look-ups
    of numbers and bots; for the first steps and what is in use, the number of agents and whether a customer wrote.
Writes: a new tenant with its owner; its name, time zone and language; invitations, and what becomes of members; API
    keys with their root look-ups; channels with their sealed credentials and look-ups; at the provider, a Telegram
    bot's webhook and the subscription to a WhatsApp Business Account.
Hands over to: `contacts` (job `release-conversations`), when somebody works here no more; `receive` and `send` find a
    channel once it is connected.
Safe to repeat because: signing up with one Idempotency-Key founds one tenant; an address has one invitation, which one
    person accepts in the commit that makes them a member; one Idempotency-Key asks once, whatever became of it, and
    makes or renews one API key; link and key are derived from it and so need not be kept to be shown again; a number
    or bot has one root look-up, created once; connecting again what was left half connected takes up the same channel;
    disconnecting twice changes nothing.
Who is removed is out at once: every request reads their membership, and so do the rules of Firestore. Their sign-in
    goes on, since it is theirs for every workspace; here it opens nothing any more. Keys that they made stay.
"""
