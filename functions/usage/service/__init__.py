"""What `usage` decides."""
