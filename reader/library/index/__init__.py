"""What is derived from the files and may be deleted: SQLite for lists, passages, full text and likeness."""
