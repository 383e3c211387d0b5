"""Media: the bytes of messages in Cloud Storage."""
