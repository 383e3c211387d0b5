"""What `receive` decides: one file per kind of report."""
