"""Speaking with models: one client a process, what a call cost, and every way in which it can fail."""
