"""Records every system call that changes files in a folder, and makes what a power cut may leave of it.

After ALICE (Pillai and others, 2014): of a file, what was not synced may be there, lost, cut at any byte or
written sector by sector; of a folder, entries not synced may be missing, the later ones first. Files and
folders know nothing of each other: a name may be there before its content, a folder before its name.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.library.disk import files
from tests.library.failing_disk import File, survivor

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


@dataclass
class Folder:
    """Names and what they stand for, as they are now and as they are on disk for sure."""

    now: dict[str, Folder | File] = field(default_factory=dict)
    synced: dict[str, Folder | File] = field(default_factory=dict)
    pending: list[tuple[str, Folder | File | None]] = field(default_factory=list)

    def set(self, name: str, what: Folder | File | None) -> None:
        """Give a name to something else, or to nothing."""
        self.now.pop(name, None)
        if what is not None:
            self.now[name] = what
        self.pending.append((name, what))


class World:
    """A folder in memory, changed call by call."""

    def __init__(self) -> None:
        self.root = Folder()

    def _at(self, path: str) -> tuple[Folder, str]:
        *folders, name = path.split("/")
        folder = self.root
        for each in folders:
            inner = folder.now[each]
            assert isinstance(inner, Folder)
            folder = inner
        return folder, name

    def _file(self, path: str) -> File:
        folder, name = self._at(path)
        file = folder.now[name]
        assert isinstance(file, File)
        return file

    def apply(self, call: tuple[Any, ...], chance: random.Random | None = None) -> None:
        """Do a call; with a chance only so much of it as is done when the power goes."""
        what, path, *given = call
        if what == "sync all":
            _sync_all(self.root)
            return
        folder, name = self._at(path)
        if what == "write":
            at, data = given
            cut = data if chance is None else data[: chance.randrange(len(data) + 1)]
            self._file(path).change(("write", at, cut))
        elif chance is not None:
            return
        elif what == "truncate":
            self._file(path).change(("cut", given[0], b""))
        elif what in ("create", "mkdir"):
            folder.set(name, File(bytearray()) if what == "create" else Folder())
        elif what == "remove":
            folder.set(name, None)
        elif what in ("rename", "link"):
            target, new = self._at(given[0])
            moved = folder.now[name]
            if what == "rename":
                folder.set(name, None)
                if target is folder:
                    folder.pending.pop()  # within a folder it is one change: never neither name
                    target.now[new] = moved
                    target.pending.append((f"{name}/{new}", moved))
                    return
            target.set(new, moved)
        elif what == "sync":
            _sync(folder.now[name] if name else folder)

    def whole(self, target: Path) -> None:
        """Write to `target` all that is there now."""
        _sync_all(self.root)
        self.left(target, random.Random(0))

    def left(self, target: Path, chance: random.Random) -> None:
        """Write to `target` what is found when the power is back."""
        _write(self.root, target, chance)


def _sync(what: Folder | File) -> None:
    if isinstance(what, File):
        what.synced, what.pending = bytes(what.now), []
    else:
        what.synced, what.pending = dict(what.now), []


def _sync_all(folder: Folder) -> None:
    for inner in folder.now.values():
        _sync_all(inner) if isinstance(inner, Folder) else _sync(inner)
    _sync(folder)


def _write(folder: Folder, target: Path, chance: random.Random) -> None:
    names = dict(folder.synced)
    for name, what in folder.pending[: chance.randrange(len(folder.pending) + 1)]:
        old, _, new = name.partition("/")
        names.pop(old, None)
        if what is not None:
            names[new or old] = what
    target.mkdir(exist_ok=True)
    for name, what in names.items():
        if isinstance(what, Folder):
            _write(what, target / name, chance)
        else:
            (target / name).write_bytes(survivor(what, chance))


class Recorder:
    """Notes the calls that change what is in a folder, from `start` on; the folder is empty then."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root = os.path.realpath(root)
        self.calls: list[tuple[Any, ...]] = []
        self._files: dict[int, str] = {}
        self._content: dict[str, bytearray] = {}
        for name in ("open", "close", "ftruncate", "fsync", "fdatasync", "sync"):
            self._patch(patch, name)
        patch.setattr(files, "_pwrite", lambda *given: self._pwrite(os.pwrite, *given))
        for name in ("replace", "rename", "link", "unlink", "remove", "mkdir", "rmdir"):
            self._patch(patch, name)

    def _patch(self, patch: pytest.MonkeyPatch, name: str) -> None:
        real = getattr(os, name)
        noted = getattr(self, f"_{name}")
        patch.setattr(os, name, lambda *given, **named: noted(real, *given, **named))

    def _within(self, path: Any) -> str | None:
        """Return a path within the folder, `None` for one elsewhere."""
        full = os.path.abspath(os.fspath(path))
        if full == self.root:
            return ""
        return full[len(self.root) + 1 :] if full.startswith(self.root + "/") else None

    def _open(self, real: Callable[..., int], path: Any, flags: int, *rest: Any, **named: Any) -> int:
        within = self._within(path) if isinstance(path, str | Path) else None
        if within is None:
            fd = real(path, flags, *rest, **named)
            self._files.pop(fd, None)
            return fd
        new = not os.path.lexists(path)
        fd = real(path, flags, *rest, **named)
        self._files[fd] = within
        if new:
            self.calls.append(("create", within))
            self._content[within] = bytearray()
        elif flags & os.O_TRUNC:
            self.calls.append(("truncate", within, 0))
            self._content[within] = bytearray()
        return fd

    def _close(self, real: Callable[..., None], fd: int) -> None:
        self._files.pop(fd, None)
        real(fd)

    def _pwrite(self, real: Callable[..., int], fd: int, data: Any, at: int) -> int:
        count = real(fd, data, at)
        if fd in self._files:
            self._wrote(self._files[fd], at, bytes(data[:count]))
        return count

    def _wrote(self, within: str, at: int, data: bytes) -> None:
        self.calls.append(("write", within, at, data))
        content = self._content[within]
        content.extend(bytes(max(0, at - len(content))))
        content[at : at + len(data)] = data

    def _ftruncate(self, real: Callable[..., None], fd: int, size: int) -> None:
        real(fd, size)
        if fd in self._files:
            self.calls.append(("truncate", self._files[fd], size))
            del self._content[self._files[fd]][size:]

    def _fsync(self, real: Callable[..., None], fd: int) -> None:
        if fd in self._files:
            self._catch_up(self._files[fd])
            self.calls.append(("sync", self._files[fd]))

    _fdatasync = _fsync

    def _catch_up(self, within: str) -> None:
        """Note what was written through a file object, of which no call was seen."""
        path = Path(self.root, within)
        if path.is_file() and (raw := path.read_bytes()) != self._content[within]:
            self._wrote(within, 0, raw)

    def _sync(self, real: Callable[..., None]) -> None:
        for within in self._content:
            self._catch_up(within)
        self.calls.append(("sync all", ""))

    def _replace(self, real: Callable[..., None], old: Any, new: Any, **named: Any) -> None:
        real(old, new, **named)
        self._renamed("rename", old, new)

    _rename = _replace

    def _link(self, real: Callable[..., None], old: Any, new: Any, **named: Any) -> None:
        real(old, new, **named)
        self._renamed("link", old, new)

    def _renamed(self, what: str, old: Any, new: Any) -> None:
        source, target = self._within(old), self._within(new)
        if source is None or target is None:
            return
        self.calls.append((what, source, target))
        if what == "rename":
            self._files = {fd: target if name == source else name for fd, name in self._files.items()}
        for within in list(self._content):
            if within == source or within.startswith(source + "/"):
                content = self._content[within] if what == "link" else self._content.pop(within)
                self._content[target + within[len(source) :]] = content

    def _unlink(self, real: Callable[..., None], path: Any, **named: Any) -> None:
        real(path, **named)
        within = self._within(path) if "dir_fd" not in named else None
        if within:
            self.calls.append(("remove", within))
            self._content.pop(within, None)

    _remove = _rmdir = _unlink

    def _mkdir(self, real: Callable[..., None], path: Any, *rest: Any, **named: Any) -> None:
        real(path, *rest, **named)
        if within := self._within(path):
            self.calls.append(("mkdir", within))
