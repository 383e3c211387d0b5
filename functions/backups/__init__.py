"""Card of `backups`: a tenant's backups in its own Google Drive.

Trigger: HTTP, `/api/backups/...`; Google sends the browser of whoever links a Drive to `/drive/callback`.
Reads: the tenant and its members; its link to a Drive.
Writes: the link with its sealed token, the audit trail, the incident `drive_refused`.
Hands over to: nobody.
Safe to repeat because: a consent is claimed once, by the nonce in its state; a link changes only from the version that
    was read; giving a permission back twice changes nothing.
"""
