"""One article's file: read without a lock, written under one, a change of one document by one append."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from zlib import crc32

from reader.library.disk import codec
from reader.library.disk.batch import Batch
from reader.library.disk.files import DISK, Disk, replace, signature
from reader.library.disk.merge import (
    Document,
    Documents,
    alive,
    join_all,
    last_stamp,
    stamp_change,
    tombstone,
)
from reader.library.disk.migrations import is_newer, migrate
from reader.library.disk.overlay import copied
from reader.library.disk.readfile import ReadFile, checksum
from reader.library.errors import (
    LibraryError,
    base_name,
    not_saved,
    not_saved_newer,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from reader.library.disk.ids import Clock
    from reader.library.disk.shard import ArticleDB

_MOST_WASTED_LINES = 256
_WASTE_WHEN_CLOSED = 64
#: What a commit did: for each document what stood (deleted ones too) and what stands now.
Committed = dict[str, tuple[Document | None, Document]]


class ShardFile(ReadFile):
    """The documents of one file.

    A change of one document is one append; several, or a file in another shape, are one replacement.
    """

    def __init__(
        self,
        path: str,
        *,
        clock: Clock,
        lock: Callable[[], AbstractContextManager[None]],
        disk: Disk = DISK,
        before_write: Callable[[], None] = lambda: None,
        quarantine: Callable[[str], None] = lambda path: None,
        append: bool = True,
        batch: Batch | None = None,
    ) -> None:
        super().__init__(path, disk)
        self.clock = clock
        self._batch = batch or Batch(disk)
        self._lock, self._append_allowed = lock, append
        self._before_write, self._quarantine = before_write, quarantine
        self.database: ArticleDB | None = None  # this file as a TinyDB, once it was asked for
        self._suspect = False  # a write failed: the next goes to a new file
        self._refused: Committed = {}  # what was told not to be saved, and may yet stand in the file

    @contextmanager
    def begin(self) -> Iterator[None]:
        """Hold the lock over fresh documents: all between is one transaction."""
        lock = self._lock()
        try:
            lock.__enter__()
        except OSError as error:
            raise not_saved(error, self.path) from error
        try:
            self.refresh()
            if self._refused:
                try:
                    self._take_back_refused()
                except OSError as error:
                    raise not_saved(error, self.path) from error
            yield
        finally:
            lock.__exit__(None, None, None)

    def held(self) -> codec.Parsed:
        """Return what `begin` read; while the lock is held it is not read again."""
        return self._state or self.refresh()

    def commit(self, changes: Mapping[str, Document | None], *, whole: bool = False) -> Committed:
        """Stamp and write changed documents; `None` deletes. Returns once they are on disk.

        Raises:
            TypeError: for a value that is not JSON; nothing was touched.
            LibraryError: when it was not saved.
        """
        state = self.held()
        if is_newer(state.docs):
            raise not_saved_newer("article")
        self._before_write()
        stamp = self.clock.stamp(max((last_stamp(state.docs.get(key, {})) for key in changes), default=""))
        done: Committed = {}
        for key, new in changes.items():
            old = state.docs.get(key)
            if new is not None:
                done[key] = old, stamp_change(old, copied(new), stamp)
            elif old is not None:
                done[key] = old, tombstone(old, stamp)
        lines = b"".join(b"," + codec.line(key, new) + b"\n" for key, (_, new) in done.items())
        appending = len(done) == 1 and state.appendable and state.quality == "clean" and bool(state.docs)
        try:
            if appending and self._append_allowed and not whole and not self._suspect:
                self._append(state, lines + codec.TAIL, done)
            else:
                self._replace(state, {key: new for key, (_, new) in done.items()})
        except OSError as error:
            self._suspect, self._state, self._refused = True, None, done
            try:
                self.refresh()
                self._take_back_refused()
            except (OSError, LibraryError):
                pass  # the next transaction begins with it
            raise not_saved(error, self.path) from error
        self._batch.did(self, done)
        return done

    def refuse(self, done: Committed) -> None:
        """Take back what was committed and then not waited for."""
        self._suspect, self._state, self._refused = True, None, done
        try:
            with self.begin():
                pass
        except LibraryError:
            pass  # the next transaction begins with it

    def _take_back_refused(self) -> None:
        """Write a file without a change that was told not to be saved, so that it can be done again."""
        state = self.held()
        before = {key: old for key, (old, new) in self._refused.items() if state.docs.get(key) == new}
        if before:
            rest = {key: document for key, document in state.docs.items() if key not in before}
            state.docs = {**rest, **{key: old for key, old in before.items() if old is not None}}
            self._replace(state, {})
        self._refused = {}

    def _append(self, state: codec.Parsed, payload: bytes, done: Committed) -> None:
        """Write behind the tail, then over its three bytes, and wait for the disk."""
        disk, size, tail = self._disk, self.signature[1], len(codec.TAIL)
        inode = self.signature[0]
        fd = self._batch.open(self.path, inode)
        try:
            moved = signature(disk.fstat(fd)) != self.signature
            if moved or disk.pread(fd, tail + 1, size - tail - 1) != b"\n" + codec.TAIL:
                name = base_name(self.path)
                raise LibraryError(f"Not saved: {name} was changed by something else meanwhile.")
            try:
                disk.pwrite(fd, payload[tail:], size)
                disk.pwrite(fd, payload[:tail], size - tail)
                exact = self._set_time(fd)
                written = signature(disk.fstat(fd))
                self._batch.wait(fd)
            except OSError:
                self._state = None  # what the system holds of the file may not be what is on disk
                self._take_back(fd, size)
                raise
            self.signature = written
            self._checksum = crc32(payload[:-tail], self._checksum)
        finally:
            self._batch.close(self.path, inode, fd)
        self._racy = not exact
        for key, (_, new) in done.items():
            state.docs[key] = new
            if alive(new):
                self._live[key] = new
            else:
                self._live.pop(key, None)
        state.lines += len(done)
        if state.lines > _MOST_WASTED_LINES and state.lines > 4 * len(state.docs):
            self.compact(held=True)

    def _set_time(self, fd: int) -> bool:
        """Give an open file a time of its own; tell whether that could be done.

        The system's times stand still for some milliseconds, so that another change right after this one
        could leave the file's as it is. It cannot leave one that the system would not have given.
        """
        try:
            self._disk.set_time(fd, time.time_ns())
        except (OSError, NotImplementedError, TypeError):
            return False  # not its owner, or a system without the call: the file is read again
        return True

    def _take_back(self, fd: int, size: int) -> None:
        """Restore the tail after a failed append; a torn one is readable too."""
        try:
            self._disk.pwrite(fd, codec.TAIL, size - len(codec.TAIL))
            self._disk.ftruncate(fd, size)
            self._disk.fdatasync(fd)
        except OSError:
            pass  # the append's own error is the one to tell

    def _replace(self, state: codec.Parsed, new: Documents) -> None:
        """Write the whole file anew; what could not be read of the old one is kept aside first."""
        docs = {**state.docs, **new}
        data = codec.dump(docs, state.others)
        if state.bad or state.quality == "damaged":
            self._quarantine(self.path)
        try:
            replace(self._disk, self.path, data)
        except OSError:
            self._state = None  # it may or may not have come to stand there
            raise
        self._suspect = False
        self._state = None
        written = codec.Parsed(docs, others=state.others, lines=len(docs))
        written.appendable = bool(docs)
        self._take(written, signature(self._disk.stat(self.path)), checksum(data))

    def take_in(self, other: codec.Parsed) -> None:
        """Join another version of this file, such as a synchronising program leaves beside it.

        Raises:
            LibraryError: when the result was not saved.
        """
        with self.begin():
            state = self.held()
            if is_newer(state.docs) or is_newer(other.docs):
                raise not_saved_newer("article")
            joined = join_all(state.docs, migrate(other.docs)[0])
            if joined == state.docs:
                return
            try:
                self._before_write()
                self._replace(state, joined)
            except OSError as error:
                raise not_saved(error, self.path) from error

    def compact(self, *, held: bool = False) -> None:
        """Drop superseded lines; never needed for correctness, so a refusal of the system is let be."""
        try:
            if held:
                self._replace(self.held(), {})
                return
            with self.begin():
                state = self.held()
                if state.lines > len(state.docs) and not is_newer(state.docs):
                    self._replace(state, {})
        except (OSError, LibraryError):
            self._state = None

    def let_go(self) -> None:
        """Write a file anew that wastes many lines, now that it is closed."""
        if self._state and self._state.lines - len(self._state.docs) > _WASTE_WHEN_CLOSED:
            self.compact()
