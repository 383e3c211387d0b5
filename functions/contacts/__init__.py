"""Card of `contacts`: the people who write to the tenant, which addresses are whose, what is known of them; audiences.

Trigger: HTTP, `/api/contacts/...`; tasks of the jobs `learn-facts`, `embed-facts`, `forget-contact`, `move-messages`,
    `undo-merge`, `link-phone`, `import-audience`, `empty-audience`, `import-contacts`, `undo-import`,
    `clear-contact-file` and `release-conversations`.
Reads: contacts, identities, facts, conversations and their messages, agents, audiences, campaigns, channels; members;
    files of people, and what imports of them changed; merges, dismissed suggestions, and which attributes have a type.
Writes: contacts, identities, facts and the memory that packs them, tombstones, conversations, consents, audiences,
    long-running work, files of people; merges, dismissed suggestions, and which attributes have a type; the
    conversation of messages, where two contacts become one or two again; where a contact is
    forgotten, the words and files of messages, what campaigns copied, and kept answers; the month's counters of the
    language model; who took whose data along as a file, in the audit trail.
Hands over to: itself, for vectors of facts, for erasing, for moving what a merged contact has, and for working off
    files; `dispatch`, by consents.
Safe to repeat because: linking an address that is linked changes nothing; a merge is one commit on the condition that
    the merged conversation is unchanged, and moving goes on until nothing is left; undoing it is one commit on the
    condition that both contacts are unchanged; a conversation is taken from whoever left on the condition that nobody
    changed it; a fact's id comes from its words, and every change to a contact's memory is one commit on the
    condition that its head is unchanged, which also names the messages that were learned from and when all was
    forgotten; each slice of a file is one commit with the cursor, on the condition that nobody moved the cursor
    meanwhile.
"""
