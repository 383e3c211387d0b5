"""Card of `workspace`: the tenant itself, its people, and the channels that it connects.

Trigger: HTTP, `/api/workspace/...`.
Reads: the tenant, its members, its channels; the root look-ups of numbers and bots.
Writes: channels with their sealed credentials and look-ups; a Telegram bot's webhook.
Hands over to: nobody; `receive` and `send` find a channel once it is connected.
Safe to repeat because: a number or bot has one root look-up, created once; connecting again what was left half
    connected takes up the same channel; disconnecting twice changes nothing.
"""
