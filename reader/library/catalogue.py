"""The index kept up to date with the files; when it fails, one in memory, read from all files, stands in."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from reader.library.errors import LibraryError, NotFound, ShardDamaged
from reader.library.files import RACY_NANOSECONDS, make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.library.files import Signature
    from reader.library.index import Index
    from reader.library.store import Shard, Store

T = TypeVar("T")
_BATCH = 500
_NOT_READ = (0, 0, 0, 0)  # the state of no file


class Catalogue:
    """Answers from the index, after it has read what changed."""

    def __init__(self, store: Store, cache: str) -> None:
        self._store, self._cache = store, cache
        self._index: Index | None = None
        self._name = ""  # under which changes are noted for it
        self._in_memory = False
        self._checked = False
        self._seen = 0
        self._own: dict[int, Signature | None] = {}

    def ask(self, work: Callable[[Index], T]) -> T:
        """Run `work` on an index that knows every acknowledged change of every process."""
        import sqlite3

        try:
            index = self._opened()
            self._catch_up(index)
            return work(index)
        except (sqlite3.Error, OSError) as error:
            self._replace_index(error)
        index = self._opened()
        self._catch_up(index)
        return work(index)

    def _opened(self) -> Index:
        from reader.library.index import Index

        if self._index and self._index.is_replaced():
            self.close()
        if self._index is None:
            path = ":memory:"
            if not self._in_memory:
                if not os.path.isdir(self._cache):
                    os.makedirs(os.path.dirname(self._cache), exist_ok=True)
                    make_folder(self._cache)
                path = f"{self._cache}/index.sqlite"
            self._index = Index(path)
            self._checked = False
            self._name = _name_of(path)
        return self._index

    def _replace_index(self, error: Exception) -> None:
        """After a failure: a corrupt file is made anew, anything else is done in memory from now on."""
        import sqlite3

        path = self._index.path if self._index else f"{self._cache}/index.sqlite"
        self.close()
        corrupt = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        if not corrupt or not _remove(path) or not _opens(path):
            self._in_memory = True

    def close(self) -> None:
        """Close the index."""
        if self._index:
            self._index.close()
        self._index = None

    def files(self) -> list[str]:
        """Return the files that change when what the index answers does."""
        path = f"{self._cache}/index.sqlite"
        return [path, f"{path}-wal", f"{self._store.dirty.folder}/{_name_of(path)}"]

    # its care

    def ailment(self) -> str:
        """Say what is wrong with the index's file; empty when nothing is."""
        from reader.library.checks_index import ailment
        from reader.library.index import SCHEMA

        path = f"{self._cache}/index.sqlite"
        return ailment(self._store, path, _name_of(path), SCHEMA)

    def remake(self) -> None:
        """Make the index anew from all files.

        Raises:
            LibraryError: when the old one cannot be taken away.
        """
        self.close()
        if not _remove(f"{self._cache}/index.sqlite"):
            raise LibraryError("Not repaired: the index cannot be taken away.")
        self._in_memory = False
        self.ask(lambda index: None)

    # keeping up

    def _catch_up(self, index: Index) -> None:
        """Read the articles that are noted as changed, and at first those in folders that changed."""
        if self._in_memory:
            self._check_folders(index, all_of_them=True)
            return
        if not self._checked:
            new = self._store.dirty.register(self._name)
            self._check_folders(index, all_of_them=new)
            self._checked = True
        for article in self._store.dirty.of(self._name):
            self._store.mark_clean(self._name, article, self.bring_in(index, article))

    def bring_in(self, index: Index, article: int) -> Signature | None:
        """Make an article's row anew if its file changed; return the file state that it is made from."""
        state = self._store.state(article)
        if state is None:
            index.drop([article])
        elif index.state_of(article) != state:
            row = self._row(article, state)
            index.put([row])
            return row[2]
        return state

    def _row(self, article: int, state: Signature) -> tuple[int, Shard | None, Signature]:
        """Return an article's row: what its file holds, and in what state it was; none for one not read.

        A file that the system would not give this time is looked at again the next time.
        """
        try:
            shard = self._store.read(article)
        except (NotFound, ShardDamaged):
            return article, None, state
        except LibraryError:
            return article, None, _NOT_READ
        return article, shard, shard.signature

    def _check_folders(self, index: Index, *, all_of_them: bool = False) -> None:
        """Read what changed in folders whose time changed: files put there by others, or a first time."""
        known = index.buckets()
        on_disk = dict(self._store.buckets())
        for name in known.keys() - on_disk.keys():
            index.drop(index.states_in(name))
        stale: list[tuple[int, Signature]] = []
        times: list[tuple[str, int]] = []
        for name, mtime in on_disk.items():
            if known.get(name) == mtime and not all_of_them:
                continue
            self._store.take_in_copies(name)
            rows, files = index.states_in(name), dict(self._store.articles_in(name))
            index.drop(rows.keys() - files.keys())
            stale += [(article, state) for article, state in files.items() if rows.get(article) != state]
            times.append((name, mtime if time.time_ns() - mtime > RACY_NANOSECONDS else 0))
        refused: set[str] = set()
        for start in range(0, len(stale), _BATCH):
            rows_now = [self._row(article, state) for article, state in stale[start : start + _BATCH]]
            index.put(rows_now)
            refused |= {self._store.bucket(article) for article, _, state in rows_now if state == _NOT_READ}
        for name, mtime in times:
            index.set_bucket(name, 0 if name in refused else mtime)

    def check_rows(self, articles: Iterable[int]) -> bool:
        """Look at the files of some articles; tell whether a row had to be made anew."""

        def look(index: Index) -> bool:
            stale = [article for article in articles if index.state_of(article) != self._store.state(article)]
            for article in stale:
                self.bring_in(index, article)
            return bool(stale)

        return self.ask(look)

    # what others changed

    def wrote(self, article: int) -> None:
        """Remember that this process brought an article's file to its present state."""
        file = self._store.is_open(article)
        self._own[article] = file.signature if file else self._store.state(article)
        if article in self._store.dirty.unnoted:
            with suppress(OSError):  # then a list shows the change when it shows the article
                os.utime(os.path.dirname(self._store.path(article)))

    def watch(self) -> None:
        """Begin to note what others change."""
        self._seen = self.ask(lambda index: index.change())

    def others(self) -> Iterator[tuple[int, bool]]:
        """Give the articles that others changed since the last call, and whether each still stands."""
        from reader.library.index import DAMAGED, TRASHED

        def changed(index: Index) -> list[tuple[int, int, Signature]]:
            self._check_folders(index)
            rows = index.changed_since(self._seen)
            self._seen = index.change()
            return rows

        for article, standing, state in self.ask(changed):
            if standing != DAMAGED and self._own.get(article) != state:
                self._own[article] = state
                yield article, standing != TRASHED


def _name_of(path: str) -> str:
    """Return the name under which changes are noted for an index at `path`."""
    return f"{crc32(os.path.realpath(path).encode('utf-8', 'surrogateescape')):08x}"


def _remove(path: str) -> bool:
    """Take a corrupt index away; tell whether that could be done."""
    try:
        for suffix in ("", "-wal", "-shm"):
            if os.path.lexists(path + suffix):
                os.unlink(path + suffix)
    except OSError:
        return False
    return True


def _opens(path: str) -> bool:
    """Tell whether a new index can be made at `path`."""
    import sqlite3

    from reader.library.index import Index

    try:
        Index(path).close()
    except (sqlite3.Error, OSError):
        return False
    return True
