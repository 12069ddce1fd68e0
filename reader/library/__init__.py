"""The library on disk: the only package that knows TinyDB, files, locks and SQLite."""

from reader.library.errors import (
    ChangedElsewhere,
    LibraryError,
    NotFound,
    ShardDamaged,
    StoreFull,
    StoreReadOnly,
)
from reader.library.library import Library
from reader.library.outcomes import Added, Change, Undone
from reader.text.ids import short_id, show_id

__all__ = [
    "Added",
    "Change",
    "ChangedElsewhere",
    "Library",
    "LibraryError",
    "NotFound",
    "ShardDamaged",
    "StoreFull",
    "StoreReadOnly",
    "Undone",
    "short_id",
    "show_id",
]
