"""Where an app that runs can be asked to show something: a socket in the library, for its owner alone.

Each app has its own, `.reader/doors/<process>.sock`. Asked and answered is one line of JSON.
"""

from __future__ import annotations

import json
import os
import socket
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from reader.library.disk.files import make_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST = 1024  # bytes of a line
PATIENCE = 2.0  # seconds for the other side
_LONGEST_PATH = 100  # bytes that every system takes as a socket's address


class Doorway:
    """A socket that an app listens on."""

    def __init__(self, path: str, listening: socket.socket) -> None:
        self.socket, self._path = listening, path

    def close(self) -> None:
        """Listen no more."""
        self.socket.close()
        with suppress(OSError):
            os.unlink(self._path)


def open_door(root: Path) -> Doorway | None:
    """Make the socket of this process; `None` where the system or the library's folder gives none."""
    folder = _folder(root)
    path = f"{folder}/{os.getpid()}.sock"
    try:
        make_folder(folder)
        with suppress(FileNotFoundError):
            os.unlink(path)  # left by a dead process whose number is ours now
        listening = socket.socket(socket.AF_UNIX)
    except (OSError, AttributeError):  # a library that may only be read; a system without such sockets
        return None
    try:
        with _address(path) as address:
            listening.bind(address)
        os.chmod(path, 0o600)  # the folder above is its owner's alone already
        listening.listen()
    except OSError:
        listening.close()
        return None
    listening.setblocking(False)
    return Doorway(path, listening)


def ask(root: Path, article: str, highlight: str = "") -> str | None:
    """Ask an app that runs on a library, the one begun last, to show a place; ids are the 13 characters.

    Returns its answer, nothing when it did, else why not; `None` when no app runs there.
    """
    request = json.dumps({"open": article, "highlight": highlight}).encode() + b"\n"
    for path in _doors(root):
        try:
            return _said(_exchange(path, request))
        except (ConnectionRefusedError, FileNotFoundError):
            with suppress(OSError):
                os.unlink(path)  # its app is dead
        except (OSError, ValueError):
            continue  # it does not answer, or not as one of ours
    return None


def _said(answer: bytes) -> str:
    fields = json.loads(answer)
    error = fields.get("error") if isinstance(fields, dict) else None
    if not isinstance(error, str):
        raise ValueError("no answer of ours")
    return error


def _doors(root: Path) -> list[str]:
    """Return the sockets of a library that are ours, the newest first."""
    found: list[tuple[int, str]] = []
    with suppress(OSError), os.scandir(_folder(root)) as entries:
        for entry in entries:
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISSOCK(status.st_mode) and status.st_uid == os.getuid():
                found.append((status.st_mtime_ns, entry.path))
    return [path for _, path in sorted(found, reverse=True)]


def _exchange(path: str, request: bytes) -> bytes:
    answer = b""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(PATIENCE)
        with _address(path) as address:
            connection.connect(address)
        connection.sendall(request)
        while not answer.endswith(b"\n") and len(answer) <= LONGEST:
            more = connection.recv(LONGEST)
            if not more:
                break
            answer += more
    return answer


@contextmanager
def _address(path: str) -> Iterator[str]:
    """Give a socket's address: its path, or a short name for it where that is too long for one.

    Raises:
        OSError: it is too long, and the system has no short names.
    """
    if len(os.fsencode(path)) <= _LONGEST_PATH:
        yield path
        return
    if not sys.platform.startswith("linux"):
        raise OSError("the path is too long for a socket")
    folder = os.open(os.path.dirname(path), os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{os.path.basename(path)}"
    finally:
        os.close(folder)


def _folder(root: Path) -> str:
    return f"{root}/.reader/doors"
