"""What is decided about agents: making and changing them, trying them, and what they did."""
