"""Looking after a library: damage, archives, a new library out of one."""
