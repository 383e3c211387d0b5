"""What agents know of contacts: remembering, recalling and forgetting, over the store and the models."""
