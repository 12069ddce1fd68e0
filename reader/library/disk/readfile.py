"""What was read of one article's file, and whether it may have changed since; nothing here takes a lock."""

from __future__ import annotations

import time
from zlib import crc32

from reader.library.disk import codec
from reader.library.disk.files import RACY_NANOSECONDS, Disk, Signature, read_file, signature
from reader.library.disk.merge import Documents, alive
from reader.library.disk.migrations import migrate
from reader.library.errors import NotFound, ShardDamaged, base_name, not_read

_READ_ATTEMPTS = 5


class ReadFile:
    """The documents of one file as last read."""

    def __init__(self, path: str, disk: Disk) -> None:
        self.path = path
        self.foreign: set[str] = set()  # ids of documents that something else changed
        self._disk = disk
        self._state: codec.Parsed | None = None
        self._live: Documents = {}
        self._racy = True
        self._checksum = 0  # of the file without its tail
        self.signature: Signature = (0, 0, 0, 0)

    @property
    def live(self) -> Documents:
        """The documents that stand, as last read; they belong to the storage."""
        return self._live

    @property
    def docs(self) -> Documents:
        """All documents, deleted ones too, as last read."""
        return self._state.docs if self._state else {}

    def refresh(self) -> codec.Parsed:
        """Read the file if it may have changed.

        Raises:
            NotFound: when it is gone.
            ShardDamaged: when no document in it can be read.
            LibraryError: when the system refuses.
        """
        try:
            if self._state is not None and not self._racy:
                if signature(self._disk.stat(self.path)) == self.signature:
                    return self._state
            raw, read = self._read()
        except FileNotFoundError as error:
            raise NotFound(f"{base_name(self.path)} is not in the library any more.") from error
        except OSError as error:
            raise not_read(error, self.path) from error
        if self._state is not None and read == self.signature and checksum(raw) == self._checksum:
            self._racy = time.time_ns() - read[2] < RACY_NANOSECONDS
            return self._state
        parsed = codec.parse(raw)
        if parsed.quality == "unreadable":
            raise ShardDamaged(f"{base_name(self.path)} is damaged: no whole line is left in it.")
        return self._take(parsed, read, checksum(raw))

    def _read(self) -> tuple[bytes, Signature]:
        """Read until the file stands still and has its tail; after some attempts take it as it is."""
        for attempt in range(_READ_ATTEMPTS):
            raw, read, still = read_file(self._disk, self.path)
            if still and (raw.endswith(codec.TAIL) or attempt > 1):
                break
            time.sleep(0.0005 * attempt)
        return raw, read

    def _take(self, parsed: codec.Parsed, read: Signature, checksum: int) -> codec.Parsed:
        """Keep what was read, and note what something else changed in it."""
        parsed.docs, migrated = migrate(parsed.docs)
        parsed.appendable = parsed.appendable and not migrated
        if self._state is not None:
            before, after = self._state.docs, parsed.docs
            self.foreign.update(
                key for key in before.keys() | after.keys() if before.get(key) != after.get(key)
            )
        self._state, self.signature, self._checksum = parsed, read, checksum
        self._live = {key: document for key, document in parsed.docs.items() if alive(document)}
        self._racy = time.time_ns() - read[2] < RACY_NANOSECONDS
        return parsed


def checksum(raw: bytes) -> int:
    """Return a checksum of a file without its tail, so that an append can carry it on."""
    return crc32(memoryview(raw)[: -len(codec.TAIL)])
