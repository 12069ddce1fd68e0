"""The library: the only package that knows TinyDB, files, locks and SQLite."""

from typing import TYPE_CHECKING

from reader.library.errors import (
    BadPattern,
    ChangedElsewhere,
    LibraryError,
    NotFound,
    ShardDamaged,
    StoreFull,
    StoreReadOnly,
)
from reader.library.library import Library
from reader.text.ids import short_id, show_id

if TYPE_CHECKING:
    from reader.library.outcomes import Added, Brought, Change, Found, Undone
else:  # what only writing answers with is loaded by those who write
    from reader.late import late

    __getattr__ = late(
        __name__, {"reader.library.outcomes": ("Added", "Brought", "Change", "Found", "Undone")}
    )

__all__ = [
    "Added",
    "BadPattern",
    "Brought",
    "Change",
    "ChangedElsewhere",
    "Found",
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
