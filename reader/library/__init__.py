"""The library on disk: the only package that knows TinyDB, files, locks and SQLite."""
