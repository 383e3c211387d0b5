"""What `reply` decides: whether an agent may answer, what it answers, and when it leaves that to people."""
