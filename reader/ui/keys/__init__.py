"""Which command a key calls, in what order, and other ways to call one: by name, by letters, by macro."""
