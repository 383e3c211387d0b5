"""The capabilities: one folder each, deployed alone."""
