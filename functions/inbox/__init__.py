"""Card of `inbox`: the unified inbox, where people read conversations and reply.

Trigger: HTTP, `/api/inbox/...`.
Reads: conversations, messages, the tenant's channels and canned replies; a usage shard for each reply,
    the template that it sends; the member to whom somebody else gives a conversation; for the story of a message, dead
    letters of work on it; where a campaign's message is sent again, the campaign and the contact.
Writes: conversations (status, assignee, labels, unread), queued messages with their count; uploaded media; canned
    replies.
Hands over to: `dispatch`, by the queued messages; `send`, where a person has a message sent again.
Safe to repeat because: a reply's id is derived from caller, conversation and Idempotency-Key, and is created only
    once, in the one commit that also counts it against the plan; canned replies are saved over a version.
"""
