"""The index kept up to date with the files; when it fails, another, at last one in memory, stands in."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

from reader.library.disk.boot import boot
from reader.library.disk.files import make_folder
from reader.library.errors import IndexUnfinished, LibraryError
from reader.library.index.database import remove
from reader.library.index.upkeep import MANY, Upkeep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reader.library.disk.files import Signature
    from reader.library.disk.store import Store
    from reader.library.index.builder import Builder
    from reader.library.index.index import Index

T = TypeVar("T")
_SHOWN = 64  # articles that are read at once while another process reads all
LOOK_AGAIN = 0.05  # seconds


class Catalogue:
    """Answers from the index in the first of some folders that can be used, after it has read what changed.

    `waiting` is told, while many files are being read, how many articles are known and how many there are;
    it returns whether to wait on, else the answer is of what is known. Without it all is read here first.
    """

    def __init__(
        self, store: Store, folders: Sequence[str], waiting: Callable[[int, int], bool] | None = None
    ) -> None:
        self._store, self._folders, self.waiting = store, list(folders), waiting
        self._upkeep = Upkeep(store)
        self._index: Index | None = None
        self._name = ""  # under which changes are noted for it
        self._builder: Builder | None = None  # while it reads
        self._checked = False
        self._delegated = -1  # how many articles were known when another process was last asked
        self._written: set[int] = set()  # what this process wrote and an index in memory has yet to read
        self._seen = 0
        self._own: dict[int, int] = {}  # of each article, the hash of its file's state: many are written

    @property
    def folder(self) -> str:
        """The folder of the index; empty when it is in memory."""
        return self._folders[0] if self._folders else ""

    def ask(self, work: Callable[[Index], T], *, whole: bool = False) -> T:
        """Run `work` on an index that knows every acknowledged change of every process.

        Raises:
            IndexUnfinished: when it must be `whole`, and nobody waits until it is.
        """
        import sqlite3

        while True:
            in_memory = not self._folders
            try:
                index = self._opened()
                self._catch_up(index)
                if whole and self.is_building():
                    raise IndexUnfinished("Not added: the library is still being read; try again soon.")
                return work(index)
            except (sqlite3.Error, OSError) as error:
                if in_memory:
                    raise
                self._replace_index(error)

    def _opened(self) -> Index:
        from reader.library.index.index import Index

        if self._index and self._index.is_replaced():
            self.close()
        if self._index is None:
            path = ":memory:"
            if self._folders:
                if not os.path.isdir(self.folder):
                    os.makedirs(os.path.dirname(self.folder), mode=0o700, exist_ok=True)
                    make_folder(self.folder)
                path = self._path
            self._index = Index(path)
            self._checked, self._delegated = False, -1
            self._name = _name_of(path)
        return self._index

    @property
    def _path(self) -> str:
        return f"{self.folder}/index.sqlite"

    def _replace_index(self, error: Exception) -> None:
        """After a failure: a corrupt file is made anew, else the next folder is used, at last the memory."""
        import sqlite3

        self.close()
        corrupt = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        if not corrupt or not remove(self._path) or not _opens(self._path):
            del self._folders[0]

    def close(self) -> None:
        """Close the index."""
        if self._index:
            self._index.close()
        self._index = self._builder = None

    def files(self) -> list[str]:
        """Return the files that change when what the index answers does."""
        path = self._path
        return [path, f"{path}-wal", f"{self._store.dirty.folder}/{_name_of(path)}"]

    # its care

    def ailment(self) -> str:
        """Say what is wrong with the index's file; empty when nothing is."""
        from reader.library.index.checks_index import ailment
        from reader.library.index.index import SCHEMA

        return ailment(self._store, self._path, _name_of(self._path), SCHEMA) if self._folders else ""

    def remake(self) -> None:
        """Make the index anew from all files.

        Raises:
            LibraryError: when the old one cannot be taken away.
        """
        self.close()
        if self._folders and not remove(self._path):
            raise LibraryError("Not repaired: the index cannot be taken away.")
        self.ask(lambda index: None)

    # keeping up

    def _catch_up(self, index: Index) -> None:
        """Read the articles that are noted as changed, and at first those in folders that changed."""
        if not self._folders:
            self._catch_up_in_memory(index)
            return
        if self._builder:
            self._wait(index, self._builder)
        if not self._checked:
            self._check(index)
        elif self._upkeep.rest:
            self._read(index)
        for article in self._store.dirty.of(self._name):
            self._store.mark_clean(self._name, article, self._upkeep.bring_in(index, article))

    def _catch_up_in_memory(self, index: Index) -> None:
        """Look at every file of a small library each time, else at folders and at what was written here."""
        upkeep = self._upkeep
        if not upkeep.rest:
            upkeep.find(index, upkeep.changed(index, every=index.progress()[0] < MANY))
        for article in self._written:
            upkeep.bring_in(index, article)
        self._written.clear()
        self._read(index)

    def _check(self, index: Index) -> None:
        """Look for what changed without a note: in folders put there by others, or before the system fell."""
        new = self._store.dirty.register(self._name)
        every = new or index.checked != boot()
        self._checked = True
        folders = self._upkeep.changed(index, every=every)
        if not self._check_elsewhere(index, folders):
            self._upkeep.find(index, folders)
            self._read(index)

    def _read(self, index: Index) -> None:
        """Read what was found; when that is much, piece by piece while somebody waits, and one at least."""
        upkeep = self._upkeep
        upkeep.read(index, 1 if self.waiting and len(upkeep.rest) > MANY else None)
        while upkeep.rest and self.waiting and self.waiting(*index.progress()):
            upkeep.read(index, 1)
        if not upkeep.rest and index.checked != boot():
            index.set_checked(boot())

    def _check_elsewhere(self, index: Index, folders: Mapping[str, int]) -> bool:
        """Have another process look, if that is much; tell whether it does, or has done it.

        One that ended before it was done is followed by another, unless it read nothing.
        """
        if not self.waiting or not self._upkeep.is_much(folders):
            return False
        known, _ = index.progress()
        if known <= self._delegated:
            return False
        self._delegated = known
        index.set_checked("")
        builder = self.start_builder()
        if builder is None:
            return False
        self._wait(index, builder)
        if not self._builder:
            return self._checked
        for article in self._upkeep.newest(_SHOWN):
            self._upkeep.bring_in(index, article)
        return True

    def start_builder(self) -> Builder | None:
        """Have another process read what changed, texts too; `None` when that cannot be."""
        from reader.library.index.builder import Builder

        builder = Builder(self._store.root, self.folder)
        return builder if builder.runs() or builder.start() else None

    def _wait(self, index: Index, builder: Builder) -> None:
        """Go on once the other process has read all articles, or at once when nobody wants to wait."""
        self._builder = builder
        while index.checked != boot() and builder.runs():
            if not self.waiting or not self.waiting(*index.progress()):
                return
            time.sleep(LOOK_AGAIN)
        self._builder = None
        self._checked = index.checked == boot()
        if self._checked:
            self._delegated = -1

    def is_building(self) -> bool:
        """Tell whether another process reads, so that not all is known yet."""
        return self._builder is not None or bool(self._upkeep.rest)

    def progress(self) -> tuple[int, int] | None:
        """Return how many articles are known of how many; `None` when all are."""
        known, total = self.ask(lambda index: index.progress()) if self.is_building() else (0, 0)
        return (known, total) if known < total else None

    def check_rows(self, articles: Iterable[int]) -> bool:
        """Look at the files of some articles; tell whether a row had to be made anew."""

        def look(index: Index) -> bool:
            stale = [article for article in articles if index.state_of(article) != self._store.state(article)]
            for article in stale:
                self._upkeep.bring_in(index, article)
            return bool(stale)

        return self.ask(look)

    # what others changed

    def wrote(self, article: int) -> None:
        """Remember that this process brought an article's file to its present state."""
        file = self._store.is_open(article)
        self._own[article] = hash(file.signature if file else self._store.state(article))
        if article in self._store.dirty.unnoted:
            with suppress(OSError):  # then a list shows the change when it shows the article
                os.utime(os.path.dirname(self._store.path(article)))
        if not self._folders:
            self._written.add(article)

    def watch(self) -> None:
        """Begin to note what others change."""
        self._seen = self.ask(lambda index: index.change())

    def others(self) -> Iterator[tuple[int, bool]]:
        """Give the articles that others changed since the last call, and whether each still stands."""
        from reader.library.index.columns import DAMAGED, TRASHED

        def changed(index: Index) -> list[tuple[int, int, Signature]]:
            idle = self._folders and not self.is_building()
            folders = self._upkeep.changed(index, every=False) if idle else {}
            if folders and not self._check_elsewhere(index, folders):
                self._upkeep.find(index, folders)
                self._read(index)
            rows = index.changed_since(self._seen)
            self._seen = index.change()
            return rows

        for article, standing, state in self.ask(changed):
            if standing != DAMAGED and self._own.get(article) != hash(state):
                self._own[article] = hash(state)
                yield article, standing != TRASHED


def _name_of(path: str) -> str:
    """Return the name under which changes are noted for an index at `path`."""
    return f"{crc32(os.path.realpath(path).encode('utf-8', 'surrogateescape')):08x}"


def _opens(path: str) -> bool:
    """Tell whether a new index can be made at `path`."""
    import sqlite3

    from reader.library.index.index import Index

    try:
        Index(path).close()
    except (sqlite3.Error, OSError):
        return False
    return True
