"""What we tell models to do, a module for each task: its instructions, and the form of its answer."""
