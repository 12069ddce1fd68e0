"""Members of a ZIP archive, read and never unpacked: real bytes are counted, in each and in all."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from reader.sources.files import LIMIT, MAX_BYTES
from reader.sources.worker import Refused

_MOST_MEMBERS = 20_000
_MOST_OF_ONE = 32 * 1024 * 1024
_CHUNK = 1 << 16


class Archive:
    """An archive in memory. Every method raises `Refused`."""

    def __init__(self, raw: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(raw))
        except (BadZipFile, ValueError, NotImplementedError, OverflowError):
            raise Refused("is damaged: it is no whole ZIP archive") from None
        self.names = frozenset(self._zip.namelist())
        if len(self._zip.namelist()) > _MOST_MEMBERS:
            raise Refused(f"holds more than the limit of {_MOST_MEMBERS:,} files")
        self._left = MAX_BYTES

    def read(self, name: str) -> bytes:
        """Return a member's bytes."""
        try:
            info = self._zip.getinfo(name)
        except KeyError:
            raise Refused("is damaged: a part of it is missing") from None
        if info.flag_bits & 1:
            raise Refused("is encrypted")
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(info) as member:
                while part := member.read(_CHUNK):
                    size += len(part)
                    if size > min(_MOST_OF_ONE, self._left):
                        raise Refused(f"unpacks to more than {LIMIT}")
                    parts.append(part)
        except Refused:
            raise
        except Exception:  # zipfile and its decompressors fail in many ways
            raise Refused("is damaged: a part of it cannot be unpacked") from None
        self._left -= size
        return b"".join(parts)
