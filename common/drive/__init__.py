"""Google Drive: people's consent, and the client of the few calls that backups need.

Google's libraries are imported when they are first needed: only backups pay for them.
"""
