"""Where articles come from: one module a kind of source, and the registry that chooses."""
