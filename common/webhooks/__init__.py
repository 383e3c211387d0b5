"""Posting to addresses that tenants choose: which may be, how it is signed, and the one way out."""
