"""A lock that is taken or left alone, never waited for."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.library.disk.files import DISK

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def try_lock(path: str) -> Iterator[bool]:
    """Hold the lock file at `path` if nobody does; tell whether it is held.

    Raises:
        OSError: when it cannot be opened.
    """
    fd = DISK.open(path, os.O_CREAT | os.O_RDWR)
    try:
        yield take(fd)
    finally:
        os.close(fd)


def take(fd: int) -> bool:
    """Lock an open file if nobody holds it; tell whether it is locked now."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
