"""What `jobs` decides."""
