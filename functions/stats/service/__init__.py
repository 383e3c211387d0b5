"""What `stats` decides."""
