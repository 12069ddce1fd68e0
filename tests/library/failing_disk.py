"""A model of a disk that loses power, after SQLite's crash tests and ALICE (Pillai and others, 2014).

What was not synced may be there, lost, cut at any byte or written sector by sector in any order; an entry of
a folder that was not synced may be missing; content and entries are independent, so a rename may come first.
"""

from __future__ import annotations

import errno
import os
import random
import stat
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from reader.library.disk.files import Disk

SECTOR = 512


class PowerCut(BaseException):
    """The process ends here."""


@dataclass
class File:
    now: bytearray
    synced: bytes = b""
    pending: list[tuple[str, int, bytes]] = field(default_factory=list)
    time: int = 0

    def change(self, change: tuple[str, int, bytes]) -> None:
        """Change what is there now, not yet on disk."""
        _apply(self.now, change)
        self.pending.append(change)


class FailingDisk(Disk):
    """Files in memory. `cut_at` is the system call at which the power goes, `fail_at` one that fails."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files: dict[int, File] = {}
        self.names: dict[str, int] = {}
        self.steps = 0
        self.cut_at: int | None = None
        self.fail_at: int | None = None
        self.fails_on = False
        self.error = errno.ENOSPC
        self.chance = random.Random(0)
        self._time = 10**18
        self._open: dict[int, int] = {}
        for name, data in files.items():
            self.names[name] = self._new()
            self.files[self.names[name]].now[:] = data
            self.files[self.names[name]].synced = data
        self.synced_names = dict(self.names)
        self.pending_names: list[tuple[str, str, Any]] = []

    def _new(self) -> int:
        number = len(self.files) + 1
        self.files[number] = File(bytearray(), time=self._tick())
        return number

    def _tick(self) -> int:
        self._time += 50_000_000
        return self._time

    def _step(self) -> None:
        self.steps += 1
        failing = self.fail_at is not None and (
            self.steps == self.fail_at or (self.fails_on and self.steps > self.fail_at)
        )
        if failing:
            raise OSError(self.error, os.strerror(self.error))
        if self.cut_at is not None and self.steps >= self.cut_at:
            raise PowerCut

    def _status(self, number: int) -> Any:
        file = self.files[number]
        return SimpleNamespace(
            st_ino=number,
            st_size=len(file.now),
            st_mtime_ns=file.time,
            st_ctime_ns=file.time,
            st_mode=stat.S_IFREG | 0o600,
        )

    def _change(self, number: int, change: tuple[str, int, bytes]) -> None:
        file = self.files[number]
        file.change(change)
        file.time = self._tick()

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        if flags & os.O_CREAT:
            if path in self.names and flags & os.O_EXCL:
                raise FileExistsError(path)
            if path not in self.names:
                self._step()
                self.names[path] = self._new()
                self.pending_names.append(("set", path, self.names[path]))
        if path not in self.names:
            raise FileNotFoundError(errno.ENOENT, "no such file", path)
        if flags & os.O_TRUNC:
            self._step()
            self._change(self.names[path], ("cut", 0, b""))
        fd = 1000 + self.steps * 100 + len(self._open)
        self._open[fd] = self.names[path]
        return fd

    def close(self, fd: int) -> None:
        self._open.pop(fd, None)

    def pread(self, fd: int, count: int, offset: int) -> bytes:
        return bytes(self.files[self._open[fd]].now[offset : offset + count])

    def read_all(self, fd: int) -> bytes:
        return bytes(self.files[self._open[fd]].now)

    def fstat(self, fd: int) -> Any:
        return self._status(self._open[fd])

    def stat(self, path: str) -> Any:
        if path not in self.names:
            raise FileNotFoundError(errno.ENOENT, "no such file", path)
        return self._status(self.names[path])

    def pwrite(self, fd: int, data: bytes, offset: int) -> None:
        data, number = bytes(data), self._open[fd]
        if self.fail_at == self.steps + 1 and len(data) > 3:
            self._change(number, ("write", offset, data[: len(data) // 2]))
        if self.cut_at is not None and self.steps + 1 >= self.cut_at:
            self._change(number, ("write", offset, data[: self.chance.randrange(len(data) + 1)]))
        self._step()
        self._change(number, ("write", offset, data))

    def ftruncate(self, fd: int, size: int) -> None:
        self._step()
        self._change(self._open[fd], ("cut", size, b""))

    def set_time(self, fd: int, nanoseconds: int) -> None:
        self._step()
        self.files[self._open[fd]].time = self._tick()

    def fsync(self, fd: int) -> None:
        self._step()
        file = self.files[self._open[fd]]
        file.synced, file.pending = bytes(file.now), []

    def fdatasync(self, fd: int) -> None:
        self.fsync(fd)

    def rename(self, old: str, new: str) -> None:
        self._step()
        self.names[new] = self.names.pop(old)
        self.pending_names.append(("rename", old, new))

    def unlink(self, path: str) -> None:
        self._step()
        self.names.pop(path, None)
        self.pending_names.append(("remove", path, None))

    def fsync_folder(self, path: str) -> None:
        self._step()
        self.synced_names, self.pending_names = dict(self.names), []

    # what is found after the end

    def after_kill(self) -> FailingDisk:
        """The process is killed, the system lives on."""
        return FailingDisk({name: bytes(self.files[number].now) for name, number in self.names.items()})

    def after_power_cut(self, chance: random.Random) -> FailingDisk:
        """The power goes: each file and name is one of the ways it may then be."""
        names = dict(self.synced_names)
        for what, name, value in self.pending_names[: chance.randrange(len(self.pending_names) + 1)]:
            if what == "set":
                names[name] = value
            elif what == "remove":
                names.pop(name, None)
            elif name in names:
                names[value] = names.pop(name)
        return FailingDisk({name: survivor(self.files[number], chance) for name, number in names.items()})


def survivor(file: File, chance: random.Random) -> bytes:
    """Choose one of the ways that a file may be after the power went."""
    way = chance.choice(["none", "some", "sectors", "all"]) if file.pending else "none"
    if way == "none":
        return file.synced
    if way == "all":
        return bytes(file.now)
    if way == "some":
        data = bytearray(file.synced)
        count = chance.randrange(len(file.pending))
        for change in file.pending[:count]:
            _apply(data, change)
        what, at, written = file.pending[count]
        if what == "write":
            _apply(data, (what, at, written[: chance.randrange(len(written) + 1)]))
        return bytes(data)
    data = bytearray(chance.choice([len(file.synced), len(file.now)]))
    for start in range(0, len(data), SECTOR):
        source = bytes(chance.choice([file.synced, file.now])[start : start + SECTOR])
        source = source[: len(data) - start]
        data[start : start + len(source)] = source
    return bytes(data)


def _apply(data: bytearray, change: tuple[str, int, bytes]) -> None:
    what, at, written = change
    end = at if what == "cut" else max(len(data), at)
    data.extend(bytes(max(0, end - len(data))))
    if what == "cut":
        del data[at:]
    else:
        data[at : at + len(written)] = written
