"""What a query or words to look for find: narrowed by the index, decided on what is read."""
