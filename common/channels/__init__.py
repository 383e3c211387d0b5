"""Adapters: the one place that knows how each provider speaks."""
