"""A file to import from: its head to tell what it is, and its bytes, text or lines, up to a size."""

from __future__ import annotations

import os
import stat
from typing import IO, TYPE_CHECKING, TypeVar

from reader.sources.document import Document, decoded
from reader.sources.files import LIMIT, MAX_BYTES, SourceError, origin_of, reason, show_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

T = TypeVar("T")
_HEAD = 1 << 18
_LONGEST_LINE = 128 * 1024 * 1024  # bytes: an article of the largest text, in JSON


class File:
    """An open file. `share` is how much of it was gone through, 0 to 1.

    Every method may raise SourceError, whose sentence names it.
    """

    def __init__(self, path: str, file: IO[bytes], size: int) -> None:
        self.path, self._file, self.size = path, file, size
        self.name, self.origin = show_name(path), origin_of(path)
        self.share = 0.0
        self.head = self._read(_HEAD)
        self._rewind()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def raw(self) -> bytes:
        """Return all bytes."""
        if self.size > MAX_BYTES:
            raise SourceError(f"{self.name} is larger than {LIMIT}.")
        self._rewind()
        raw = self._read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise SourceError(f"{self.name} is larger than {LIMIT}.")
        return raw

    def first_of(self, *needles: bytes) -> bytes:
        """Return the first of some bytes that stand anywhere in the file; empty for none."""
        self._rewind()
        found: set[bytes] = set()
        before = b""
        while chunk := self._read(1 << 20):
            found.update(needle for needle in needles if needle in before + chunk)
            if needles and needles[0] in found:
                break
            before = chunk[-max(map(len, needles)) :]
        return next((needle for needle in needles if needle in found), b"")

    def text(self) -> str:
        """Return the text, decoded; line ends as they are."""
        return decoded(Document(self.raw(), self.origin, self.name))[0]

    def json(self) -> object:
        """Return the JSON document."""
        import json

        try:
            return json.loads(self.text().lstrip("\ufeff"))
        except (ValueError, RecursionError):
            raise self.damaged("it is no whole JSON document") from None

    def lines(self) -> Iterator[bytes]:
        """Yield the lines, without their ends; the file may be of any size."""
        self._rewind()
        gone = 0
        while True:
            try:
                line = self._file.readline(_LONGEST_LINE)
            except OSError as error:
                raise SourceError(f"{self.name} cannot be read: {reason(error)}.") from error
            if not line:
                return
            if len(line) == _LONGEST_LINE:
                raise self.damaged("a line of it is longer than any article")
            gone += len(line)
            self.share = min(1.0, gone / max(1, self.size))
            yield line.rstrip(b"\r\n")

    def through(self, items: Sequence[T]) -> Iterator[T]:
        """Yield items that were read from the file, and count them as its share."""
        for done, item in enumerate(items, 1):
            self.share = done / len(items)
            yield item

    def damaged(self, why: str) -> SourceError:
        """Return an error that says what is wrong with the file."""
        return SourceError(f"{self.name} is damaged: {why}.")

    def _rewind(self) -> None:
        self._file.seek(0)

    def _read(self, size: int) -> bytes:
        try:
            return self._file.read(size)
        except OSError as error:
            raise SourceError(f"{self.name} cannot be read: {reason(error)}.") from error


def open_file(path: str) -> File:
    """Open a regular file. Raises SourceError.

    Opened without blocking: a pipe nobody writes to must not hold the program.
    """
    name = show_name(path)
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        descriptor = os.open(path, flags)
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            return File(path, open(descriptor, "rb"), os.fstat(descriptor).st_size)
        os.close(descriptor)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "its name holds a NUL"
        raise SourceError(f"{name} cannot be read: {why}.") from error
    raise SourceError(f"{name} is not a regular file.")
