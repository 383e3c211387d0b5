"""Card of `contacts`: the people who write to the tenant, which addresses are whose, what is known of them; audiences.

Trigger: HTTP, `/api/contacts/...`; tasks of the jobs `move-messages`, `link-phone`, `import-audience` and
    `empty-audience`.
Reads: contacts, identities, conversations, audiences, channels; the message with which a contact shares a phone number;
    files of people.
Writes: contacts, identities, facts and the memory that packs them, tombstones, conversations, consents, audiences,
    files of people; the conversation of messages, where
    two contacts become one.
Hands over to: itself, for moving the messages of a merged contact and for working off files; `dispatch`, by consents.
Safe to repeat because: linking an address that is linked changes nothing; a merge is one commit on the condition that
    the merged conversation is unchanged, and moving its messages goes on until none is left; each slice of a file is
    one commit with the cursor, on the condition that nobody moved the cursor meanwhile.
"""
