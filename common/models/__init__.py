"""Pure data and rules, without any input or output."""
