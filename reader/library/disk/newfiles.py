"""New files that come to stand together, each written beside its place until all are on disk."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from reader.library.disk.files import DISK, Disk, make_folder, open_beside
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

T = TypeVar("T")
_FEW = 8


class NewFile(NamedTuple):
    """A file that was written and not yet waited for; `place` puts it where it belongs, after all others."""

    fd: int
    temporary: str
    path: str
    place: Callable[[str, str], None] | None


class NewFiles:
    """Files on their way. After a failure none is there that has a `place`."""

    def __init__(self, disk: Disk = DISK) -> None:
        self._disk = disk
        self._files: list[NewFile] = []
        self._folders: set[str] = set()  # that got an entry besides those of the files

    def __len__(self) -> int:
        return len(self._files)

    def folder(self, path: str) -> None:
        """Have a folder of mode 0700, and its entries on disk in the end.

        Raises:
            OSError: when it cannot be made, or something else stands there.
        """
        self._folders.add(path)
        if make_folder(path, wait=False):
            self._folders.add(os.path.dirname(path))

    def write(self, path: str, data: bytes, place: Callable[[str, str], None] | None = None) -> None:
        """Write a file beside its place.

        Raises:
            OSError: when it cannot be written.
        """
        fd, temporary = open_beside(self._disk, path)
        self._files.append(NewFile(fd, temporary, path, place))
        self._disk.pwrite(fd, data, 0)

    @contextmanager
    def all_or_none(self) -> Iterator[None]:
        """Give up the files that are written inside when one of them cannot be; those before stay."""
        before = len(self._files)
        try:
            yield
        except BaseException:
            self.discard(before)
            raise

    def settle(self) -> None:
        """Wait for all files and put them in their places, those with a `place` when all others are there.

        Raises:
            OSError: when the disk refused; then no file with a `place` is there.
            LibraryError: of a `place`; likewise.
        """
        files, self._files = self._files, []
        if not files:
            return
        placed: list[str] = []
        try:
            _each(self._disk.fsync, [file.fd for file in files])
            for file in files:
                if not file.place:
                    self._disk.rename(file.temporary, file.path)
            self._wait(file.path for file in files if not file.place)
            for file in files:
                if file.place:
                    file.place(file.temporary, file.path)
                    placed.append(file.path)
            self._wait(placed)
        except BaseException:
            for path in [*(file.temporary for file in files), *placed]:
                _remove(self._disk, path)
            raise
        finally:
            for file in files:
                self._disk.close(file.fd)

    def discard(self, first: int = 0) -> None:
        """Give up what was not settled, from the file number `first` on."""
        files, self._files[first:] = self._files[first:], []
        for file in files:
            self._disk.close(file.fd)
            _remove(self._disk, file.temporary)

    def _wait(self, paths: Iterable[str]) -> None:
        """Wait for the folders of files, and for those that were made."""
        folders = self._folders | {os.path.dirname(path) for path in paths}
        _each(self._disk.fsync_folder, sorted(folders))
        self._folders = set()


def _each(wait: Callable[[T], None], given: Sequence[T]) -> None:
    """Wait for several things at a time: the disk then does together what it would do one by one."""
    if len(given) < _FEW:
        for one in given:
            wait(one)
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_FEW) as threads:
        for _ in threads.map(wait, given):
            pass  # raises what one of them raised


def _remove(disk: Disk, path: str) -> None:
    try:
        disk.unlink(path)
    except OSError:
        pass  # it is not there; or the first error is the one to tell
