"""A terminal reader and annotator: articles, highlights and tags, kept in a local library."""

__version__ = "0.1.0"
