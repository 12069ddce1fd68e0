"""What a process owes the history: a file for each process, named in it the articles that it changes.

A step is appended to the history a moment after its change was acknowledged. Until then the change is known
by this file, which is locked while its process lives: one that nobody holds is of a process that was killed,
and what it still owed is read back from the articles' files.

The first byte tells whether anything is owed now; then comes a line of JSON for each article, before its
first change: its id, and the step (id and name) that its changes belong to.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from reader.library.disk.boot import boot
from reader.library.disk.files import DISK, Disk, open_beside, read_file
from reader.library.disk.one_at_a_time import take
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.library.disk.ids import Clock

Belongs = tuple[str, str]  # the id and the name of a step
ALONE: Belongs = ("", "")  # each change is a step of its own
TURNING: Belongs = ("turning", "")  # the changes take a step back, or do one again
_OWES, _OWES_NOTHING = b"1", b"0"
_PATIENCE = 1.0  # seconds that another process is given to write what it owes
_LOOK_AGAIN = 0.005


class Left(NamedTuple):
    """What a process that ended left: since which stamp it ran, in this run of the system or an earlier one.

    `articles` it changed, each with the step that the last changes belong to.
    """

    since: str
    rebooted: bool
    articles: dict[int, Belongs]


class Owed:
    """This process's file, and those of others; where none can be made the history may miss a step."""

    def __init__(self, folder: str, clock: Clock, disk: Disk = DISK) -> None:
        self._folder, self._clock, self._disk = folder, clock, disk
        self._fd = -1
        self._path = ""
        self._size = 0
        self._noted: dict[int, Belongs] = {}
        self._belongs = ALONE
        self._owes = False

    @contextmanager
    def belonging(self, belongs: Belongs) -> Iterator[None]:
        """Note for the changes inside that they belong to a step."""
        outer, self._belongs = self._belongs, belongs
        try:
            yield
        finally:
            self._belongs = outer

    def expect(self, article: int) -> None:
        """Note that an article is about to change; the change is stamped later than this."""
        if self._noted.get(article) == self._belongs:
            return
        try:
            if self._fd < 0:
                self._open()
            line = _line(article, self._belongs)
            self._disk.pwrite(self._fd, line, self._size)
        except OSError:
            return
        self._size += len(line)
        self._noted[article] = self._belongs

    def _open(self) -> None:
        """Make the file, locked before anyone can see it."""
        path = f"{self._folder}/{self._clock.stamp()}.{_boot_name()}.{os.urandom(4).hex()}"
        fd, temporary = open_beside(self._disk, path)
        try:
            take(fd)
            self._disk.pwrite(fd, _OWES_NOTHING + b"\n", 0)
            self._disk.rename(temporary, path)
            self._disk.fsync_folder(self._folder)
        except BaseException:
            self._disk.close(fd)
            with suppress(OSError):  # the first error is the one to tell
                self._disk.unlink(temporary)
            raise
        self._fd, self._path, self._size, self._noted, self._owes = fd, path, 2, {}, False

    def owe(self, owes: bool) -> None:
        """Tell whether anything is owed now."""
        if owes == self._owes or self._fd < 0:
            return
        try:
            self._disk.pwrite(self._fd, _OWES if owes else _OWES_NOTHING, 0)
        except OSError:
            return
        self._owes = owes

    def close(self) -> None:
        """Take the file away; nothing is owed any more."""
        if self._fd >= 0:
            try:
                self._disk.unlink(self._path)
            except OSError:
                pass  # whoever finds it finds nothing owed
            self._disk.close(self._fd)
            self._fd = -1
            self._noted = {}

    # the others

    def wait_for_others(self) -> None:
        """Give other processes that live a moment to write what they owe."""
        end = time.monotonic() + _PATIENCE
        while self._others_owe() and time.monotonic() < end:
            time.sleep(_LOOK_AGAIN)

    def _others_owe(self) -> bool:
        return any(self._owes_now(path) for path in self._paths())

    def _owes_now(self, path: str) -> bool:
        """Tell whether a process that lives owes something."""
        try:
            fd = self._disk.open(path, os.O_RDWR)
            try:
                return self._disk.pread(fd, 1, 0) == _OWES and not take(fd)
            finally:
                self._disk.close(fd)
        except OSError:
            return False

    def are_left(self) -> bool:
        """Tell whether there are files of other processes at all."""
        return next(self._paths(), None) is not None

    @contextmanager
    def left(self) -> Iterator[list[Left]]:
        """Give what processes that ended left; their files are taken away on leaving without an error."""
        held: dict[str, int] = {}
        try:
            found = []
            for path in self._paths():
                fd = self._disk.open(path, os.O_RDWR)
                if not take(fd):
                    self._disk.close(fd)
                    continue
                held[path] = fd
                raw, _, _ = read_file(self._disk, path)
                found.append(_read(os.path.basename(path), raw))
            yield found
            for path in held:
                self._disk.unlink(path)
        finally:
            for fd in held.values():
                self._disk.close(fd)

    def _paths(self) -> Iterator[str]:
        """Give the files of other processes, the oldest first."""
        try:
            names = os.listdir(self._folder)
        except OSError:
            return  # a library that may only be read
        for name in sorted(names):
            path = f"{self._folder}/{name}"
            if name[0] != "." and path != self._path:
                yield path


def _boot_name() -> str:
    return boot().replace("-", "")[:12]


def _line(article: int, belongs: Belongs) -> bytes:
    import orjson

    return orjson.dumps([article, *belongs]) + b"\n"


def _read(name: str, raw: bytes) -> Left:
    """Read a process's file; lines that were not written whole are passed over."""
    import orjson

    since, _, rest = name.partition(".")
    articles: dict[int, Belongs] = {}
    for line in raw.splitlines()[1:]:
        try:
            article, step, label = orjson.loads(line)
            articles[int(article)] = str(step), str(label)
        except (ValueError, TypeError):
            continue
    return Left(since, rest.partition(".")[0] != _boot_name(), articles)
