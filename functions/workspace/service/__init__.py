"""What the workspace is made of, and how channels come, change and go."""
