"""Colours: the reader's own, those a person wrote, and the contrast that all must have."""
