"""The file of the history: JSON lines, to which every process of the library appends.

{"step": "…", "label": "…", "stamp": "…", "entries": […]}   done; lines of one step belong together
{"undone": "…"}  {"redone": "…"}  {"dropped": "…"}          a step was taken back, done again, given up
{"since": "…"}                                              up to this stamp nothing is missing
"""

from __future__ import annotations

import os
import stat
from io import BytesIO
from typing import TYPE_CHECKING, Any

import orjson

from reader.library.disk.files import read_file, write_new

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

    from reader.library.disk.store import Store

Record = dict[str, Any]
#: An article, a document of it, and the stamp of its change.
Changed = tuple[int, str, str]
LARGEST = 2 << 20  # bytes; then only the newest steps are kept


class HistoryLines:
    """The lines, and how far this process has read them; every method may raise OSError."""

    def __init__(self, store: Store) -> None:
        self.path = f"{store.private}/history/steps.jsonl"
        self._locks, self._disk = store.locks, store.disk
        self._inode = self._read_up_to = 0
        self._written_up_to = 0  # the size that this process left, which ends in a whole line
        self._limit = LARGEST
        self._is_synced = self._is_placed = True  # the lines, and the file's name

    def held(self) -> AbstractContextManager[None]:
        """Hold the lock of the file."""
        return self._locks.hold("history")

    def append(self, records: Iterable[Record]) -> bool:
        """Append lines; the lock is held. Tells whether the file is now too large."""
        lines = _written(records)
        fd = self._disk.open(self.path, os.O_CREAT | os.O_RDWR)
        try:
            size = self._disk.fstat(fd).st_size
            if size not in (0, self._written_up_to) and self._disk.pread(fd, 1, size - 1) != b"\n":
                lines = b"\n" + lines  # the last one is torn
            try:
                self._disk.pwrite(fd, lines, size)
            except OSError:
                self._disk.ftruncate(fd, size)  # half a line says nothing
                raise
            self._written_up_to, self._is_synced = size + len(lines), False
            self._is_placed = self._is_placed and size > 0
        finally:
            self._disk.close(fd)
        return self._written_up_to > self._limit

    def replace(self, records: Iterable[Record]) -> None:
        """Write the file anew; the lock is held."""
        data = _written(records)
        write_new(self._disk, self.path, data)
        self._is_synced = self._is_placed = False
        self._limit = max(LARGEST, 2 * len(data))  # a long step stays whole: not each change writes it anew

    def new(self) -> tuple[bool, Iterator[Record]]:
        """Read what was appended since the last time, by whatever process; tell whether it is the whole."""
        status = self._disk.stat(self.path)
        anew = status.st_ino != self._inode or status.st_size < self._read_up_to
        if anew:
            self._inode, self._read_up_to = status.st_ino, 0
        if status.st_size == self._read_up_to:
            return anew, iter(())
        raw = self._behind(self._read_up_to)
        raw = raw[: raw.rfind(b"\n") + 1]
        self._read_up_to += len(raw)
        return anew, _read(raw)

    def _behind(self, offset: int) -> bytes:
        fd = self._disk.open(self.path, os.O_RDONLY)
        try:
            status = self._disk.fstat(fd)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(None, "it is not a file")
            return self._disk.pread(fd, max(0, status.st_size - offset), offset)
        finally:
            self._disk.close(fd)

    def known(self) -> tuple[str, set[Changed]]:
        """Return up to which stamp nothing is missing, and the changes that lines tell of."""
        since, changes = "", set[Changed]()
        try:
            raw, _, _ = read_file(self._disk, self.path)
        except FileNotFoundError:
            return since, changes
        for record in _read(raw):
            since = max(since, str(record.get("since", "")))
            changes.update(changes_of(record))
        return since, changes

    def sync(self) -> None:
        """Wait until what this process wrote is on disk."""
        if self._is_synced:
            return
        if not self._is_placed:
            self._disk.fsync_folder(os.path.dirname(self.path))
            self._is_placed = True
        fd = self._disk.open(self.path, os.O_RDWR)
        try:
            self._disk.fdatasync(fd)
        finally:
            self._disk.close(fd)
        self._is_synced = True


def changes_of(record: Record) -> Iterator[Changed]:
    """Give the changes that a line tells of."""
    match record:
        case {"stamp": str(stamp), "entries": [*entries]}:
            for entry in entries:
                match entry:
                    case {"article": int(article), "document": str(document)}:
                        yield article, document, stamp
        case {"turned": [*turned]}:
            for each in turned:
                match each:
                    case [int(article), str(document), str(stamp)]:
                        yield article, document, stamp


def _written(records: Iterable[Record]) -> bytes:
    return b"".join(orjson.dumps(record) + b"\n" for record in records)


def _read(raw: bytes) -> Iterator[Record]:
    """Read lines, but for those that were torn by a crash."""
    for line in BytesIO(raw):
        try:
            record = orjson.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict):
            yield record
