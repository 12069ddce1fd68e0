"""Reading of files: only regular ones, only up to a size, and every failure as a sentence."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.text.clean import clean_line, is_clean

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 64 * 1024 * 1024
LIMIT = "the limit of 64 MB of text"


class SourceError(ReaderError):
    """A source cannot be read; the message names it."""


def show_name(path: Path | str) -> str:
    """Return a file's name as it may be shown."""
    return clean_line(os.path.basename(os.path.abspath(path)) or str(path), 120)


def origin_of(path: Path | str) -> str:
    """Return the absolute path, cleaned only where it could not be stored or shown otherwise."""
    absolute = os.path.abspath(path)
    return absolute if is_clean(absolute) else clean_line(absolute, 4096)


def reason(error: OSError) -> str:
    """Say what an operating system error means, in words that do not depend on the platform."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, PermissionError):
        return "permission was denied"
    return clean_line(error.strerror or type(error).__name__).lower()


def read_file(path: Path) -> bytes:
    """Return a regular file's bytes. Raises SourceError.

    Opened without blocking: a pipe nobody writes to must not hold the program.
    """
    name = show_name(path)
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        descriptor = os.open(path, flags)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise SourceError(f"{name} is not a regular file.")
            if status.st_size > MAX_BYTES:
                raise SourceError(f"{name} is larger than {LIMIT}.")
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "its name holds a NUL"
        raise SourceError(f"{name} cannot be read: {why}.") from error
    if len(raw) > MAX_BYTES:
        raise SourceError(f"{name} is larger than {LIMIT}.")
    return raw
