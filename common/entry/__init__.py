"""The glue of every main.py: routing, who calls, validation, errors turned into answers, events decoded."""
