"""Asking a person: one prompt at a time, and what may be answered."""
