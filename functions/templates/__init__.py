"""Card of `templates`: what messages are made of, and what WhatsApp says about it.

Trigger: HTTP, `/api/templates/...`.
Reads: templates and their versions, channels, contacts for a preview, campaigns that use a template, uploaded files.
Asks: a language model, for rewordings of a text without anybody's data.
Writes: templates and their versions; the month's counters of the language model; at Meta, the templates of the
    tenant's WhatsApp Business Accounts.
Hands over to: `receive`, to which Meta reports what became of a submitted template.
Safe to repeat because: a template's id is derived from name and language and created only once; a change is one commit
    on the condition that the template is unchanged; submitting looks at what Meta has before it makes anything there.
"""
