"""Firestore: the only package that imports it. One file per collection; `paths` builds every path."""
