"""Google Drive and the part of Google's OAuth 2 that leads to it, with their real HTTP protocols.

Google accounts are made by naming them on the consent page. What an account's files are, and which grants it gave, is
kept in the state folder. As with Google, a grant is of an account to a client: revoking any of its tokens ends it, and
whoever is linked to the same account sees the same files (scope `drive.file` shows the client's own files only, of
which there are no others here).

Left out: permissions, shared drives, revisions, thumbnails, conversion, changes and batches.
"""
