"""The file of a person's reading pace: this machine's, for it says something of one person only."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

from reader.library.disk.files import read_file, replace
from reader.library.errors import not_saved
from reader.model import Pace

if TYPE_CHECKING:
    from reader.library.disk.store import Store

_SLOWEST, _FASTEST = 20, 2_000  # words a minute; what lies beyond is no pace of reading


def read_pace(store: Store) -> Pace:
    """Return the pace that was kept; that of most people where there is none, or nothing sensible."""
    try:
        raw, _, _ = read_file(store.disk, _path(store))
        kept = json.loads(raw)
        pace = Pace(float(kept["words"]), float(kept["seconds"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Pace()
    sensible = pace.words > 0 and pace.seconds > 0 and math.isfinite(pace.words + pace.seconds)
    return pace if sensible and _SLOWEST <= pace.per_minute <= _FASTEST else Pace()


def keep_pace(store: Store, pace: Pace) -> None:
    """Keep a pace.

    Raises:
        LibraryError: when it was not saved.
    """
    data = json.dumps({"words": round(pace.words, 1), "seconds": round(pace.seconds, 1)})
    try:
        replace(store.disk, _path(store), data.encode())
    except OSError as error:
        raise not_saved(error, "the reading pace") from error


def _path(store: Store) -> str:
    return f"{store.private}/pace.json"
