"""What can go wrong with a library, each with one sentence for a person."""

from __future__ import annotations

import errno
from os import fspath, path
from typing import TYPE_CHECKING

from reader.model import ReaderError

if TYPE_CHECKING:
    from os import PathLike

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)


_NEWER = "this {} was written by a newer version of the reader; this one may only read it."


class LibraryError(ReaderError):
    """The library could not do it."""


class StoreFull(LibraryError):
    """No space is left; nothing was saved."""


class StoreReadOnly(LibraryError):
    """The library may not be written."""


class ShardDamaged(LibraryError):
    """A file of the library cannot be read; it was left as it is."""


class NotFound(LibraryError):
    """There is no such article or highlight."""


class BadPattern(LibraryError):
    """A regular expression is none."""


class IndexUnfinished(LibraryError):
    """The articles are still being read for the index; what needs all of them must wait."""


class ChangedElsewhere(LibraryError):
    """A step cannot be taken back, for what it wrote was changed since."""


def newer(what: str) -> str:
    """Say that a library or an article may only be read by this version."""
    return f"T{_NEWER[1:].format(what)}"


def not_saved_newer(what: str) -> StoreReadOnly:
    """Say that a change was refused, for this version may only read the library or the article."""
    return StoreReadOnly(f"Not saved: {_NEWER.format(what)}")


def base_name(file: str | PathLike[str]) -> str:
    """Return the last part of a path, fit to be shown in a sentence."""
    return path.basename(fspath(file)).encode("utf-8", "replace").decode("utf-8")


def not_saved(error: OSError, file: str | PathLike[str]) -> LibraryError:
    """Turn a failure to write `file` into words."""
    name = base_name(file)
    if error.errno in _FULL:
        return StoreFull(f"Not saved: no space is left on the disk for {name}.")
    if error.errno in _READ_ONLY:
        return StoreReadOnly(f"Not saved: {name} cannot be written, the library is read-only.")
    return LibraryError(f"Not saved: {name} could not be written ({error.strerror or error}).")


def not_read(error: OSError, file: str | PathLike[str]) -> LibraryError:
    """Turn a failure to read `file` into words."""
    name = base_name(file)
    if error.errno == errno.ELOOP:
        return LibraryError(f"{name} is a link; links inside the library are not followed.")
    return LibraryError(f"{name} could not be read ({error.strerror or error}).")


def in_the_way(root: str, there: str) -> str:
    """Say why a library cannot be at `root`, for what is there."""
    if there.startswith(f"{root}/") and path.islink(there):
        return f"{there} is a link; links inside a library are not followed."
    return f"The library cannot be at {root}: something else is there."
