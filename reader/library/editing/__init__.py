"""Changes of highlights and tags: one, several, or all over the library."""
