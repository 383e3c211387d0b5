"""What `send` decides."""
