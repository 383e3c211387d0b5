"""Jobs: one declarative table, and how work is handed over through Cloud Tasks."""
