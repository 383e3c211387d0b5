"""What `webhooks` decides: one file per operation."""
