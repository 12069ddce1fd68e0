"""A file to write into whose bytes are taken out as they come."""

from __future__ import annotations

from io import RawIOBase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Pipe(RawIOBase):
    """Takes bytes, and gives them away; it cannot be sought in."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        """Tell that it can be written."""
        return True

    def write(self, data: Buffer) -> int:
        """Take bytes."""
        self._waiting += data
        return len(memoryview(data))

    def taken(self) -> bytes:
        """Give away what has come since the last call."""
        data = bytes(self._waiting)
        self._waiting.clear()
        return data
