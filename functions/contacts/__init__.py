"""Card of `contacts`: the people who write to the tenant, and which addresses are whose.

Trigger: HTTP, `/api/contacts/...`; tasks of the jobs `move-messages` and `link-phone`.
Reads: contacts, identities, conversations; the message with which a contact shares a phone number.
Writes: contacts, identities, conversations; the conversation of messages, where two contacts become one.
Hands over to: itself, for moving the messages of a merged contact.
Safe to repeat because: linking an address that is linked changes nothing; a merge is one commit on the condition that
    the merged conversation is unchanged, and moving its messages goes on until none is left.
"""
