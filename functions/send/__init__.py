"""Card of `send`: gives queued messages to the providers; nothing else talks to them about messages.

Trigger: tasks of the jobs `send-message` and, for campaigns, `send-bulk`, from queues sharded by channel.
Reads: the message, its channel (for a campaign's message, at most 10 s old); the campaign, at most 5 s old; the tenant,
    at most 30 s old; the media's bytes; where a person has a campaign's message sent again, the contact.
Writes: the message's status; the channel's, where the provider refuses the account; the contact's wish, where the
    person refuses; a dead letter where it gives up.
Hands over to: itself, later, where a provider throttles, or would at the pace of this process.
Safe to repeat because: a message is claimed by compare and swap before the provider is called. Whoever finds a claim
    whose lease ran out cannot know whether the provider was called: the message becomes `unknown` and is never sent
    again blindly; the provider's receipt or a person settles it.
"""
