"""How articles and highlights leave: one module a format, and the registry that chooses."""
