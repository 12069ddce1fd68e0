"""Versions of the documents in a shard: `v` in its first document.

A migration is a pure function without stamps, so that two machines that migrate apart write the same bytes.
It runs in memory on reading and reaches the disk with the next save.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.disk.merge import Documents

VERSION = 1
#: From a version to the next.
MIGRATIONS: dict[int, Callable[[Documents], Documents]] = {}


def migrate(docs: Documents) -> tuple[Documents, bool]:
    """Bring documents to this version; also tell whether anything had to be done."""
    head = docs.get("1") or {}
    version = head.get("v", VERSION)
    changed = False
    while isinstance(version, int) and version in MIGRATIONS:
        docs = MIGRATIONS[version](docs)
        version += 1
        docs = {**docs, "1": {**docs["1"], "v": version}}
        changed = True
    return docs, changed


def is_newer(docs: Documents) -> bool:
    """Tell whether a later version of the program wrote these documents; they may only be read."""
    version = (docs.get("1") or {}).get("v", VERSION)
    return isinstance(version, int) and version > VERSION
