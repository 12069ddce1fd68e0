"""Bringing an index up to date with the files: those noted as changed, and those in folders that changed."""

from __future__ import annotations

import os
import time
from contextlib import nullcontext
from itertools import islice
from typing import TYPE_CHECKING

from reader.library.disk.files import RACY_NANOSECONDS
from reader.library.errors import LibraryError, NotFound, ShardDamaged
from reader.text.ids import LENGTH, read_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.library.disk.files import Signature
    from reader.library.disk.store import Store
    from reader.library.index.entry import Entry
    from reader.library.index.index import Index
    from reader.library.index.tally import Tally

#: With more files to look at than these somebody waits for it.
MANY = 2000
BATCH = 500
LARGE_BATCH = 4000  # where nobody waits for the first of it: pages that many articles share are written once
_NOT_READ = (0, 0, 0, 0)  # the state of no file


class Upkeep:
    """Reads articles' files into an index. What `find` found and is yet to be read is in `rest`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.rest: list[tuple[int, Signature]] = []  # the oldest first
        self._times: list[tuple[str, int]] = []  # of folders, to be kept once `rest` is read
        self._counted: tuple[int, Tally | None] = (0, None)
        self._refused: set[str] = set()  # folders with a file that could not be read

    def bring_in(self, index: Index, article: int) -> Signature | None:
        """Make an article's row anew if its file changed; return the file state that it is made from."""
        state = self._store.state(article)
        if state is None:
            index.drop([article])
        elif index.state_of(article) != state:
            entry = self._entry(article, state)
            index.put([entry])
            return entry.state
        return state

    def _entry(self, article: int, state: Signature) -> Entry:
        """Return what an article's file holds, and in what state it was.

        A file that the system would not give this time is looked at again the next time.
        """
        from reader.library.index.entry import entry_of

        try:
            shard = self._store.read(article)
        except (NotFound, ShardDamaged):
            return entry_of(article, None, state)
        except LibraryError:
            self._refused.add(self._store.bucket(article))
            return entry_of(article, None, _NOT_READ)
        return entry_of(article, shard, shard.signature, self._tally(article))

    def _tally(self, article: int) -> Tally | None:
        """Return what counted the documents of an article that is open, which change again and again."""
        if self._store.is_open(article) is None:
            return None
        if article != self._counted[0]:
            from reader.library.index.tally import Tally

            self._counted = article, Tally()
        return self._counted[1]

    def changed(self, index: Index, *, every: bool) -> dict[str, int]:
        """Return the folders whose time is another than it was, or all of them, and each one's time."""
        known, on_disk = index.buckets(), dict(self._store.buckets())
        if gone := [name for name in known.keys() - on_disk.keys() if known[name]]:
            for name in gone:
                index.drop(index.states_in(_number_of(name)))
            index.set_buckets((name, 0) for name in gone)  # a disk that is put back has its old times
        return {name: time for name, time in on_disk.items() if every or known.get(name) != time}

    def is_much(self, folders: Iterable[str]) -> bool:
        """Tell whether there are many files in some folders."""
        count = 0
        for names in self._names(folders):
            count += len(names)
            if count > MANY:
                return True
        return False

    def _names(self, folders: Iterable[str]) -> Iterator[list[str]]:
        """Give the names of the files in each of some folders."""
        return (_listed(f"{self._store.articles}/{name}") for name in folders)

    def newest(self, count: int) -> list[int]:
        """Return the newest ids that files are named by."""
        from heapq import nlargest

        folders = [name for name, _ in self._store.buckets()]
        names = (name for listed in self._names(folders) for name in listed if len(name) == LENGTH + 5)
        ids = (read_id(name.removesuffix(".json")) for name in nlargest(count, names))
        return [number for number in ids if number]

    def find(self, index: Index, folders: Mapping[str, int]) -> None:
        """Find what changed in some folders, given with their times, and drop what is gone."""
        self._times, stale = [], list[tuple[int, "Signature"]]()
        if self.is_much(folders):
            self._tell_total(index, sum(map(len, self._names(folders))))
        for name, mtime in folders.items():
            try:
                self._store.take_in_copies(name)
                files = dict(self._store.articles_in(name))
            except OSError:
                continue  # what cannot be looked at stays as it was known
            rows = index.states_in(_number_of(name))
            index.drop(rows.keys() - files.keys())
            stale += [(article, state) for article, state in files.items() if rows.get(article) != state]
            self._times.append((name, mtime if time.time_ns() - mtime > RACY_NANOSECONDS else 0))
        self.rest = sorted(stale)
        if len(stale) > MANY:
            self._tell_total(index, index.progress()[0] + len(stale))
        if not stale and folders:
            self._finish(index)

    def _tell_total(self, index: Index, total: int) -> None:
        """Let all know how many articles there are, where many are yet to be read."""
        if total > index.progress()[0] + MANY:
            index.set_total(total)

    def read(self, index: Index, most: int | None = None) -> None:
        """Read what was found, or the newest so many of it."""
        found = len(self.rest)
        is_bulk = found > MANY and most is None
        with index.bulk() if is_bulk else nullcontext():
            for _ in islice(self._batches(index, LARGE_BATCH if is_bulk else BATCH), most):
                pass
        if found and not self.rest:
            self._finish(index)

    def _batches(self, index: Index, size: int) -> Iterator[None]:
        """Read a batch of `size` at each step."""
        while self.rest:
            self.rest, batch = self.rest[:-size], self.rest[-size:]
            index.put(self._entry(article, state) for article, state in batch)
            yield

    def _finish(self, index: Index) -> None:
        if self._times:
            index.set_buckets((name, 0 if name in self._refused else mtime) for name, mtime in self._times)
            self._refused.clear()
        index.set_total(0)


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def _number_of(bucket: str) -> int:
    """Return the number that the last two digits of an id stand for; -1 when they are none."""
    number = read_id(bucket.rjust(LENGTH, "0"))
    return -1 if number is None else number
