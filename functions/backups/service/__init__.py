"""What `backups` decides."""
