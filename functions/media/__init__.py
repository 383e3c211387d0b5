"""Card of `media`: fetches the media of inbound messages at once, since providers keep them only for a while.

Trigger: tasks of the job `fetch-media`.
Reads: the message, its channel.
Writes: the object in the bucket; the message's media; a dead letter where it gives up.
Hands over to: nobody.
Safe to repeat because: an object's name is the hash of its bytes, and a message whose media is stored is left alone.
"""
