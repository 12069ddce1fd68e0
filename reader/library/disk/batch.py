"""Waiting for the disk: at once for each change, or once for all changes of a batch."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.library.disk.files import DISK, Disk
from reader.library.errors import not_saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.disk.storage import Committed, ShardFile


class Batch:
    """The files that are written to, and what was done to them since the last wait for the disk.

    Outside `together` a file is waited for with each change; the last one stays open for the next.
    """

    def __init__(self, disk: Disk = DISK) -> None:
        self._disk = disk
        self._on = False
        self._open: dict[str, int] = {}  # files with changes that were not waited for
        self._last: tuple[int, int] | None = None  # the inode of the file that was waited for last, and it
        self._done: dict[ShardFile, Committed] = {}
        self._after: list[Callable[[], None]] = []

    @contextmanager
    def together(self) -> Iterator[None]:
        """Wait for the disk once, on leaving.

        Raises:
            LibraryError: on leaving, when the disk refused; then all is taken back.
        """
        if self._on:
            yield
            return
        self._on = True
        try:
            yield
        finally:
            self._on = False
            self._settle()

    def _settle(self) -> None:
        done, after = self._done, self._after
        self._done, self._after = {}, []
        refusal: OSError | None = None
        for path in list(self._open):
            try:
                self.leave(path)
            except OSError as error:
                refusal, refused = error, path
        if refusal:
            for file, changes in done.items():
                file.refuse(changes)
            raise not_saved(refusal, refused) from refusal
        for work in after:
            work()

    def after(self, work: Callable[[], None]) -> None:
        """Do `work` when what was done is on disk."""
        if self._on:
            self._after.append(work)
        else:
            work()

    def did(self, file: ShardFile, done: Committed) -> None:
        """Remember what a file was changed from, in case that it is not waited for in the end."""
        if self._on:
            before = self._done.setdefault(file, {})
            for key, (old, new) in done.items():
                before[key] = before[key][0] if key in before else old, new

    def open(self, path: str, inode: int) -> int:
        """Open a file to be written to, or return it if it is open already."""
        fd = self._open.get(path)
        if fd is not None:
            if self._disk.fstat(fd).st_ino == inode:
                return fd
            self.leave(path)  # another process put a new file in its place
        fd = self._last_one(inode)
        if fd is None:
            fd = self._disk.open(path, os.O_RDWR)
        if self._on:
            self._open[path] = fd
        return fd

    def _last_one(self, inode: int) -> int | None:
        """Return the file that was left open, if it is that one; an open one's inode is no other's."""
        if self._last is None or self._last[0] != inode:
            return None
        fd, self._last = self._last[1], None
        return fd

    def wait(self, fd: int) -> None:
        """Wait for a file, unless that is done later."""
        if not self._on:
            self._disk.fdatasync(fd)

    def close(self, path: str, inode: int, fd: int) -> None:
        """Let go of a file, unless it is still to be waited for."""
        if path in self._open:
            return
        self.let_go()
        if os.name == "nt":
            self._disk.close(fd)  # an open file cannot be replaced there
        else:
            self._last = inode, fd

    def let_go(self) -> None:
        """Close the file that was left open."""
        if self._last is not None:
            self._disk.close(self._last[1])
            self._last = None

    def leave(self, path: str) -> None:
        """Wait for a file that is open, and close it."""
        fd = self._open.pop(path, None)
        if fd is not None:
            try:
                self._disk.fdatasync(fd)
            finally:
                self._disk.close(fd)
