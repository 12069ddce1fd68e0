"""A check of the index, which reads it without bringing it up to date."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from reader.library.disk.store import Store


def ailment(store: Store, path: str, name: str, schema: int) -> str:
    """Say what is wrong with the index at `path`, for which changes are noted under `name`; empty if nothing.

    None is no ailment, nor is one of another schema: it is made when it is needed.
    """
    if not os.path.lexists(path):
        return ""
    try:
        db = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, timeout=10)
        try:
            if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                return "it is damaged"
            if db.execute("PRAGMA user_version").fetchone()[0] != schema:
                return ""
            stale = _stale(store, db, name)
        finally:
            db.close()
    except sqlite3.OperationalError as error:
        return f"it cannot be read ({error})"
    except sqlite3.DatabaseError:
        return "it is damaged"
    return f"it is out of date for {stale} of the articles" if stale else ""


def _stale(store: Store, db: sqlite3.Connection, name: str) -> int:
    """Count rows that are not of the file as it is, though nothing tells the index to look at it."""
    noted = set(store.dirty.of(name))
    read = dict(db.execute("SELECT name, mtime FROM bucket").fetchall())
    rows = {
        number: (inode, size, mtime, ctime)
        for number, inode, size, mtime, ctime in db.execute(
            "SELECT id, inode, size, mtime, ctime FROM article"
        )
    }
    stale = 0
    for bucket, changed in store.buckets():
        for number, state in store.articles_in(bucket):
            row = rows.get(number)
            looked_at = read.get(bucket) == changed and number not in noted
            stale += looked_at and row != state
    return stale
