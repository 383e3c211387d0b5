"""Card of `media`: fetches the media of inbound messages at once, and has voice notes and pictures put into words.

Providers keep media only for a while.

Trigger: tasks of the jobs `fetch-media` and `transcribe-media`.
Reads: the message, its channel, the channel's agent; the tenant, at most 30 s old; the object in the bucket; where its
    message does not want it any more, whether another shows it.
Writes: the object in the bucket, or its removal; the message's media with its transcript, and the month's counter of
    bytes in the same commit; the month's counters of the language model; a dead letter where it gives up.
Asks: a language model, for what a file says or shows, where the channel's agent may look at media and the plan has it.
Hands over to: itself, for the words.
Safe to repeat because: an object's name is the hash of its bytes, a message whose media is stored is left alone but for
    handing over again what still waits for its words, and words that are there are never made again.
"""
