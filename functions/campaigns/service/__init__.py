"""What `campaigns` decides: an operation a file."""
