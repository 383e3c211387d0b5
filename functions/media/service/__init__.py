"""What `media` decides: fetching a file, and having it put into words."""
