"""A terminal reader and annotator: articles, highlights and tags, kept in a local library."""

__version__ = "0.1.0"
__date__ = "2026-11-26"  # of the version, on the manual page; a clock would make each build another
