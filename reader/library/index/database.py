"""A derived SQLite file: made where it is missing, anew where it is of another schema or half written."""

from __future__ import annotations

import gc
import os
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.library.disk.boot import boot

if TYPE_CHECKING:
    from collections.abc import Iterator

_BUSY_SECONDS = 10
_BULK_PAGES = 20_000  # of 4 kB, written before they are put in their places
_USUAL_PAGES = 1000


class Database:
    """An open file (or one in memory); every method may raise `sqlite3.Error`.

    `tables` are statements parted by semicolons. A change of `schema` makes the file anew.
    """

    def __init__(self, path: str, schema: int, tables: str) -> None:
        self.path = path
        self.inode = 0
        self._open()
        try:
            if self._is_half_written():
                self.db.close()
                remove(path)
                self._open()
            if self.run("PRAGMA user_version").fetchone()[0] != schema:
                self._make(schema, tables)
        except BaseException:
            self.db.close()
            raise

    def _open(self) -> None:
        if self.path != ":memory:":
            flags = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
            os.close(os.open(self.path, flags, 0o600))
            self.inode = os.stat(self.path).st_ino
        self.db = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        self.run, self.many = self.db.execute, self.db.executemany
        try:
            self.run("PRAGMA journal_mode=WAL")
            self.run("PRAGMA synchronous=NORMAL")
        except BaseException:
            self.db.close()
            raise

    def _make(self, schema: int, tables: str) -> None:
        """Make the tables anew, unless another process just did."""
        run = self.run
        run("BEGIN EXCLUSIVE")
        try:
            if run("PRAGMA user_version").fetchone()[0] != schema:
                # tables that belong to a virtual one go with it
                query = (
                    "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY sql NOT LIKE '%VIRTUAL%'"
                )
                for (name,) in run(query).fetchall():
                    run(f'DROP TABLE IF EXISTS "{name}"')
                for statement in (*tables.split(";"), "CREATE TABLE bulk(boot TEXT)"):
                    run(statement)
                run(f"PRAGMA user_version={schema}")
            run("COMMIT")
        except BaseException:
            self.roll_back()
            raise

    def roll_back(self) -> None:
        """End a transaction without its changes, if there is one."""
        if self.db.in_transaction:
            self.run("ROLLBACK")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all between one transaction."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self.roll_back()
            raise

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """Write much, waiting for the disk at the end only; if the system falls the file is made anew."""
        self.run("INSERT INTO bulk VALUES(?)", (boot(),))
        self._set_bulk("OFF", 64_000, _BULK_PAGES)
        collects = gc.isenabled()
        gc.disable()  # it would go through all that is read again and again, and no document is a cycle
        try:
            yield
        finally:
            if collects:
                gc.enable()
            self._set_bulk("FULL", 2000, _USUAL_PAGES)
            self.run("PRAGMA wal_checkpoint").fetchall()
            self.run("DELETE FROM bulk")
            self.run("PRAGMA synchronous=NORMAL")

    def _set_bulk(self, synchronous: str, cache: int, pages: int) -> None:
        self.run(f"PRAGMA synchronous={synchronous}")
        self.run(f"PRAGMA cache_size=-{cache}")
        self.run(f"PRAGMA wal_autocheckpoint={pages}")

    def _is_half_written(self) -> bool:
        """Tell whether the system fell while much was written without waiting for the disk."""
        if not self.run("SELECT 1 FROM sqlite_master WHERE name = 'bulk'").fetchone():
            return False
        return any(since != boot() for (since,) in self.run("SELECT boot FROM bulk"))

    def is_replaced(self) -> bool:
        """Tell whether another process put a new file in place of this one."""
        if self.path == ":memory:":
            return False
        try:
            return os.stat(self.path).st_ino != self.inode
        except OSError:
            return True

    def close(self) -> None:
        """Close the file."""
        self.db.close()


def remove(path: str) -> bool:
    """Take a file of SQLite away; tell whether that could be done."""
    try:
        for suffix in ("", "-wal", "-shm"):
            if os.path.lexists(path + suffix):
                os.unlink(path + suffix)
    except OSError:
        return False
    return True
