"""What `templates` decides: one file per kind of work."""
