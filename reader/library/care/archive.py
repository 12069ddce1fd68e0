"""One archive of a library, and a new library from one. `.reader`, this machine's own, is left out."""

from __future__ import annotations

import gzip
import io
import os
import re
import shutil
import tarfile
import zlib
from typing import IO, TYPE_CHECKING

from reader.library.disk import codec
from reader.library.disk.files import DISK, read_file
from reader.library.disk.ids import read_id
from reader.library.errors import LibraryError, base_name, not_read, not_saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.disk.store import Store

#: The files of a library, by their paths in it.
_is_ours = re.compile(
    r"library\.json|feeds\.json|articles/(?P<bucket>[0-9a-z]{2})/(?P<id>[0-9a-z]{13})\.json"
    r"|texts/(?P<two>[0-9a-f]{2})/(?P<digest>[0-9a-f]{32})\.(?P<suffix>marks\.json|[A-Za-z0-9]{1,8})"
).fullmatch
_LARGEST_FILE = 512 << 20  # bytes
_EXPANDS = 100  # times its size is what an archive may unpack to; text and JSON come to a tenth of that
_ALWAYS = 256 << 20  # bytes that any may
_MOST_FILES = 5_000_000
_ATTEMPTS = 20
_LEVEL = 6  # of compression


def write_archive(store: Store, out: IO[bytes], step: Callable[[], None]) -> int:
    """Write the files of a library as .tar.gz, each as it is at one moment; return how many.

    Raises:
        LibraryError: when a file cannot be read.
        OSError: when the archive cannot be written.
    """
    count = 0
    with tarfile.open(fileobj=out, mode="w:gz", compresslevel=_LEVEL, format=tarfile.PAX_FORMAT) as archive:
        for name in _files(store.root):
            try:
                raw, changed = _whole(store, f"{store.root}/{name}")
            except FileNotFoundError:
                continue  # deleted meanwhile
            except OSError as error:
                raise not_read(error, name) from error
            info = tarfile.TarInfo(name)
            info.size, info.mode, info.mtime = len(raw), 0o600, changed
            archive.addfile(info, io.BytesIO(raw))
            count += 1
            step()
    return count


def _files(root: str) -> Iterator[str]:
    """Give the files of a library by their paths in it; links are passed over."""
    yield "library.json"
    if os.path.isfile(f"{root}/feeds.json"):
        yield "feeds.json"
    for top in ("articles", "texts"):
        for folder in _entries(f"{root}/{top}", folders=True):
            for name in _entries(f"{root}/{top}/{folder}", folders=False):
                if _is_ours(f"{top}/{folder}/{name}"):
                    yield f"{top}/{folder}/{name}"


def _entries(folder: str, *, folders: bool) -> list[str]:
    if os.path.islink(folder) or not os.path.isdir(folder):
        return []
    with os.scandir(folder) as entries:
        return sorted(
            entry.name
            for entry in entries
            if (entry.is_dir if folders else entry.is_file)(follow_symlinks=False)
        )


def _whole(store: Store, path: str) -> tuple[bytes, int]:
    """Read a file at a moment when nobody writes to it, and the time it changed, in seconds."""
    for _ in range(_ATTEMPTS):
        raw, read, still = read_file(store.disk, path)
        if still and (not path.endswith(".json") or raw.endswith((codec.TAIL, b"}"))):
            break  # else somebody is writing, or it is damaged: then it goes in as it is
    return raw, read[2] // 1_000_000_000


def restore_archive(archive: str, root: str, step: Callable[[], None] = lambda: None) -> tuple[int, int]:
    """Make a library of an archive, where none is; return how many files came and how many were passed over.

    Nothing of it is there until all of it is. Links, other files, paths that lead elsewhere are passed over.

    Raises:
        LibraryError: when something is at `root`, or the archive is none, damaged or too large.
    """
    target = os.path.abspath(root)
    free = not os.path.lexists(target) or (not os.path.islink(target) and os.path.isdir(target))
    if not free or (os.path.isdir(target) and os.listdir(target)):
        raise LibraryError(f"{target} is there and not empty; an archive is restored into a new library.")
    beside = os.path.join(os.path.dirname(target), f".{os.path.basename(target)}.part")
    if os.path.lexists(beside):
        raise LibraryError(f"{beside} is of a restore that runs or was killed; if none runs, delete it.")
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.mkdir(beside, 0o700)
    except OSError as error:
        raise not_saved(error, target) from error
    try:
        counts = _unpack(archive, beside, step)
        getattr(os, "sync", lambda: None)()
        os.rename(beside, target)
        try:
            DISK.fsync_folder(os.path.dirname(target))
        except OSError:
            os.rename(target, beside)  # what is told not to be restored is not to be found
            raise
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise LibraryError(f"{base_name(archive)} is no whole archive; nothing was restored.") from error
    except OSError as error:
        raise not_saved(error, target) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return counts


def _unpack(archive: str, folder: str, step: Callable[[], None]) -> tuple[int, int]:
    taken = passed = 0
    for name in ("articles", "texts"):
        os.mkdir(f"{folder}/{name}", 0o700)
    try:
        compressed = _Measured(archive)
    except OSError as error:
        raise not_read(error, archive) from error
    with compressed, tarfile.open(fileobj=compressed, mode="r|") as members:
        for member in members:
            step()
            if taken + passed >= _MOST_FILES or member.size > _LARGEST_FILE:
                raise LibraryError(f"{base_name(archive)} is larger than a library can be.")
            if not member.isreg() or not _belongs(member.name):
                passed += not member.isdir()
                continue
            _check_room(folder, member.size)
            source = members.extractfile(member)
            raw = source.read() if source else b""
            if len(raw) != member.size:
                raise EOFError
            _write(f"{folder}/{member.name}", raw, member.mtime)
            taken += 1
        while compressed.read(1 << 20):  # to its end, where its checksum is
            pass
    if not os.path.exists(f"{folder}/library.json"):
        raise LibraryError(f"{base_name(archive)} holds no library; nothing was restored.")
    return taken, passed


class _Measured(gzip.GzipFile):
    """Reads what was compressed, but no more than so small an archive can honestly hold."""

    def __init__(self, archive: str) -> None:
        super().__init__(archive, "rb")
        self._left = max(_ALWAYS, _EXPANDS * os.path.getsize(archive))

    def read(self, size: int | None = -1) -> bytes:
        """Read at most `size` bytes. Raises LibraryError when it is too much in all."""
        raw = super().read(size)
        self._left -= len(raw)
        if self._left < 0:
            raise LibraryError(f"{base_name(self.name)} unpacks to far more than a library would.")
        return raw


def _belongs(name: str) -> bool:
    """Tell whether a path is one that a library has."""
    match = _is_ours(name)
    if not match:
        return False
    if match["id"]:
        return read_id(match["id"]) is not None and match["id"].endswith(match["bucket"])
    return not match["digest"] or match["digest"].startswith(match["two"])


def _check_room(folder: str, size: int) -> None:
    if shutil.disk_usage(folder).free < size + (16 << 20):
        raise LibraryError("Not restored: no space is left on the disk for the archive.")


def _write(path: str, raw: bytes, changed: float) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    fd = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with open(fd, "wb") as file:
        file.write(raw)
    seconds = min(max(0, int(changed)), 1 << 33)
    os.utime(path, (seconds, seconds))
