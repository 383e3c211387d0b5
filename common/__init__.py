"""The shared package: everything that more than one capability needs."""
