"""Measures of what the sources make of pages and files."""
