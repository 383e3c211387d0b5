"""Card of `backups`: a tenant's backups in its own Google Drive, and restoring them.

Trigger: HTTP, `/api/backups/...`; Google sends the browser of whoever links a Drive to `/drive/callback`; tasks of
    the jobs `run-backup`, `check-backup`, `restore-backup`, `delete-backup` and `sweep-media`; the schedule
    `backups-nightly`.
Reads: everything of the tenant as of one instant but what `service/left_out.py` names; its media; its link to a
    Drive; the files of its backups.
Writes: files in the Drive; backups, their parts, restores, the schedule; the link with its sealed token, the audit
    trail, the incidents `drive_refused` and `backup_failed`; on a restore, whatever the backup holds and
    `service/rules.py` allows, first of all a new workspace where one is wanted; on a drill, the same into a workspace
    that nobody can enter, which it removes.
Hands over to: itself, when time is up before the work is done.
Safe to repeat because: each part is a checkpoint, a part that was begun is made anew from the same instant and only
    what Drive lacks is sent, and whoever was overtaken finds the backup's version changed; a restore writes only what
    differs, each batch in one commit with how far it is; a drill first clears what another left. A consent is claimed
    once, by the nonce in its state; a link changes only from the version that was read.
"""
