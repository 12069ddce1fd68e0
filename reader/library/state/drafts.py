"""Drafts: what is being typed, kept so that it survives a crash; a file each, on this machine only."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING
from zlib import crc32

from reader.library.disk.files import make_folder, read_file, replace
from reader.library.disk.ids import now
from reader.library.errors import not_saved
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from reader.library.disk.store import Store

_LONGEST = 4 << 20  # bytes of a draft's file; what is longer is none of ours


class Draft(NamedTuple):
    """A text that was being typed, and when it was kept (ISO 8601, UTC)."""

    text: str
    kept: str


class Drafts:
    """The folder of drafts."""

    def __init__(self, store: Store) -> None:
        self._disk, self.folder = store.disk, f"{store.private}/drafts"

    def get(self, key: str) -> Draft | None:
        """Return the draft of that key; one that cannot be read is none."""
        try:
            raw, status, _ = read_file(self._disk, self._path(key))
            fields = json.loads(raw) if status[1] <= _LONGEST else {}
        except (OSError, ValueError):
            return None
        if not isinstance(fields, dict) or fields.get("key") != key:
            return None
        text, kept = fields.get("text"), fields.get("kept")
        if not isinstance(text, str) or not isinstance(kept, str):
            return None
        from reader.text.clean import clean_line, clean_note

        return Draft(clean_note(text), clean_line(kept, 40))

    def keep(self, key: str, text: str) -> None:
        """Keep a draft, on the disk when this returns.

        Raises:
            LibraryError: when it was not saved.
        """
        from reader.text.clean import clean_note

        data = json.dumps({"key": key, "text": clean_note(text), "kept": now()}, ensure_ascii=False)
        try:
            make_folder(self.folder)
            replace(self._disk, self._path(key), data.encode())
        except OSError as error:
            raise not_saved(error, "the draft") from error

    def drop(self, key: str) -> None:
        """Take a draft away, if there is one.

        Raises:
            LibraryError: when the system refuses.
        """
        try:
            self._disk.unlink(self._path(key))
        except FileNotFoundError:
            return
        except OSError as error:
            raise not_saved(error, "the draft") from error

    def _path(self, key: str) -> str:
        """Return the file of a key: its letters and digits, and a checksum to tell it from others."""
        raw = key.encode("utf-8", "replace")
        shown = "".join(char if char.isascii() and char.isalnum() else "-" for char in key[:60])
        return os.path.join(self.folder, f"{shown}.{crc32(raw):08x}.json")
