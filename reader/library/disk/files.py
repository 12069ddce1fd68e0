"""All access to the disk: reading, replacing whole files, folders, locks. Folders are 0700, files 0600."""

from __future__ import annotations

import os
import stat
import sys
import threading
from typing import TypeAlias

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

#: What tells one state of a file from another: inode, size, modification and change time in nanoseconds.
Signature: TypeAlias = tuple[int, int, int, int]

#: What changed so short a time before it was read may change again under the same time (git's rule).
RACY_NANOSECONDS = 20_000_000

_LARGEST = (1 << 63) - 1  # what SQLite can keep
_LOCKS_KEPT_OPEN = 8
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_NONBLOCK = getattr(os, "O_NONBLOCK", 0)  # opening a pipe by mistake must not wait for a writer


def signature(status: os.stat_result) -> Signature:
    """Return what identifies the state of a file."""
    return status.st_ino & _LARGEST, status.st_size, status.st_mtime_ns, status.st_ctime_ns


class Disk:
    """The system calls that the library makes; tests put a model of a failing disk in its place."""

    def open(self, path: str, flags: int, mode: int = 0o600) -> int:
        """Open a file, never through a link."""
        return os.open(path, flags | _NOFOLLOW | _BINARY | _NONBLOCK, mode)

    def close(self, fd: int) -> None:
        """Close a file."""
        os.close(fd)

    def read_all(self, fd: int) -> bytes:
        """Read a file from its start to its end."""
        size = os.fstat(fd).st_size
        raw = _pread(fd, size + 1, 0)
        while len(raw) != size and (more := _pread(fd, size + 1, len(raw))):
            raw += more  # it grew, or the system gives less at once
        return raw

    def pread(self, fd: int, count: int, offset: int) -> bytes:
        """Read `count` bytes at `offset`."""
        return _pread(fd, count, offset)

    def pwrite(self, fd: int, data: bytes, offset: int) -> None:
        """Write all of `data` at `offset`; the system may take it in several pieces."""
        written = _pwrite(fd, data, offset)
        while written < len(data):
            written += _pwrite(fd, data[written:], offset + written)

    def ftruncate(self, fd: int, size: int) -> None:
        """Cut a file to `size` bytes."""
        os.ftruncate(fd, size)

    def fstat(self, fd: int) -> os.stat_result:
        """Return the status of an open file."""
        return os.fstat(fd)

    def stat(self, path: str) -> os.stat_result:
        """Return the status of a file or of the link itself."""
        return os.stat(path, follow_symlinks=False)

    def set_time(self, fd: int, nanoseconds: int) -> None:
        """Set the modification time of an open file."""
        os.utime(fd, ns=(nanoseconds, nanoseconds))

    def fsync(self, fd: int) -> None:
        """Wait until a file is on disk."""
        os.fsync(fd)

    def fdatasync(self, fd: int) -> None:
        """Wait until a file's content and size are on disk."""
        getattr(os, "fdatasync", os.fsync)(fd)

    def rename(self, old: str, new: str) -> None:
        """Move a file over another."""
        os.replace(old, new)

    def unlink(self, path: str) -> None:
        """Remove a file."""
        os.unlink(path)

    def fsync_folder(self, path: str) -> None:
        """Wait until a folder's entries are on disk."""
        if sys.platform == "win32":
            return
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


DISK = Disk()


def read_file(disk: Disk, path: str) -> tuple[bytes, Signature, bool]:
    """Read a regular file: its bytes, its signature after, and whether it stood still meanwhile.

    Raises:
        OSError: when it cannot be read, is a link or is not a file.
    """
    fd = disk.open(path, os.O_RDONLY)
    try:
        status = disk.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(None, "it is not a file")
        before = signature(status)
        raw = disk.read_all(fd)
        after = signature(disk.fstat(fd))
    finally:
        disk.close(fd)
    return raw, after, before == after and len(raw) == after[1]


def write_new(disk: Disk, path: str, data: bytes) -> None:
    """Put a file with this content in place of what stands there; the folder is still to be synced.

    The old file is whole until the rename, the new one after it.
    """
    fd, temporary = open_beside(disk, path)
    try:
        try:
            disk.pwrite(fd, data, 0)
            disk.fsync(fd)
        finally:
            disk.close(fd)
        disk.rename(temporary, path)
    except BaseException:
        try:
            disk.unlink(temporary)
        except OSError:
            pass  # the first error is the one to tell
        raise


def open_beside(disk: Disk, path: str) -> tuple[int, str]:
    """Open a new file in the folder of another, to be renamed to it; return it and its path."""
    folder, name = os.path.split(path)
    temporary = f"{folder}/.{name}.{os.getpid()}.{threading.get_ident() & 0xFFFF:x}.tmp"
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    try:
        return disk.open(temporary, flags), temporary
    except FileExistsError:  # left by a dead process whose number is ours now
        disk.unlink(temporary)
        return disk.open(temporary, flags), temporary


def replace(disk: Disk, path: str, data: bytes) -> None:
    """Put a file in place of another, durably."""
    write_new(disk, path, data)
    disk.fsync_folder(os.path.dirname(path))


def make_folder(path: str, *, wait: bool = True) -> bool:
    """Make a folder of mode 0700 where none is, durably unless not to `wait`; a link there is refused.

    Tells whether it was made.

    Raises:
        OSError: when it cannot be made, or something else stands there.
    """
    try:
        os.mkdir(path, 0o700)
    except FileExistsError:
        if not stat.S_ISDIR(os.stat(path, follow_symlinks=False).st_mode):
            raise
        return False
    if wait:
        DISK.fsync_folder(os.path.dirname(path))
    return True


def make_folders(path: str) -> None:
    """Make a folder and those above it that are missing, durably.

    Raises:
        OSError: when it cannot be made, or something else stands there.
    """
    if not os.path.isdir(path):
        make_folders(os.path.dirname(path))
        make_folder(path)


class Locks:
    """Locks between processes, and between the threads of one, by files that are never deleted.

    A lock belongs to the open file, so the system drops it when its holder dies. Not reentrant.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._process = os.getpid()
        self._free: dict[str, int] = {}  # open files of locks that nobody here holds, for the next time

    def hold(self, name: str) -> Held:
        """Hold the lock of that name while inside, having waited for it.

        Raises:
            OSError: when the lock file cannot be opened; told on going in.
        """
        return Held(self, name)

    def take(self, name: str) -> int:
        """Lock a file and return it."""
        if self._process != os.getpid():  # what a forked process inherits is one lock for both
            self._process, self._free = os.getpid(), {}
        fd = self._free.pop(name, None)
        if fd is not None:
            _lock(fd)
            if os.fstat(fd).st_nlink:
                return fd
            os.close(fd)  # the folder was taken away and made anew
        fd = DISK.open(f"{self.folder}/{name}.lock", os.O_CREAT | os.O_RDWR)
        try:
            _lock(fd)
        except BaseException:
            os.close(fd)
            raise
        return fd

    def give_back(self, name: str, fd: int) -> None:
        """Unlock a file."""
        _unlock(fd)
        if self._free.setdefault(name, fd) is not fd:
            os.close(fd)  # another thread's is there already
        elif len(self._free) > _LOCKS_KEPT_OPEN:
            os.close(self._free.pop(next(iter(self._free))))

    def close(self) -> None:
        """Let go of the files."""
        while self._free:
            os.close(self._free.popitem()[1])


class Held:
    """A lock that is held between entering and leaving."""

    __slots__ = ("_fd", "_locks", "_name")

    def __init__(self, locks: Locks, name: str) -> None:
        self._locks, self._name = locks, name

    def __enter__(self) -> None:
        self._fd = self._locks.take(self._name)

    def __exit__(self, *_: object) -> None:
        self._locks.give_back(self._name, self._fd)


if sys.platform == "win32":

    def _lock(fd: int) -> None:
        while True:
            try:
                os.lseek(fd, 0, os.SEEK_SET)
                msvcrt.locking(fd, msvcrt.LK_LOCK, 1)  # tries for ten seconds
                return
            except OSError as error:
                if error.errno not in (11, 13, 36):  # EAGAIN, EACCES, EDEADLK: another process still has it
                    raise

    def _unlock(fd: int) -> None:
        os.lseek(fd, 0, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

    def _pread(fd: int, count: int, offset: int) -> bytes:
        os.lseek(fd, offset, os.SEEK_SET)
        return os.read(fd, count)

    def _pwrite(fd: int, data: bytes, offset: int) -> int:
        os.lseek(fd, offset, os.SEEK_SET)
        return os.write(fd, data)

else:
    _pread, _pwrite = os.pread, os.pwrite

    def _lock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX)

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)
