"""Notes of what each index has yet to read: an empty file for each article, in a folder for each index.

A writer makes the note before its change, without waiting for the disk; whoever brings the index up to date
takes it away. A process that starts after a change was acknowledged thus sees it, at the price of one look.
"""

from __future__ import annotations

import os
import time

from reader.library.disk.files import RACY_NANOSECONDS, make_folder
from reader.text.ids import read_id, show_id


class Dirty:
    """The folder of notes."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.unnoted: set[int] = set()  # changed by this process, without room for a note
        self._folders: list[str] = []  # as listed when the folder's time was `_listed`
        self._listed = 0

    def register(self, index: str) -> bool:
        """Have changes noted for an index of that name; tell whether none were noted for it so far."""
        folder = f"{self.folder}/{index}"
        if os.path.isdir(folder):
            return False
        try:
            make_folder(folder)
        except OSError:
            pass  # nothing can be noted; at every opening it is told that nothing was
        return True

    def add(self, article: int) -> None:
        """Note that an article is about to change.

        Without room for the note the change goes on: this process knows, and gives the article's folder a
        new time for the others.
        The article's lock is held, so that a note that is there is not taken away before the change.
        """
        name = show_id(article)
        try:
            for folder in self._indexes():
                note = f"{folder}/{name}"
                if not os.access(note, os.F_OK):
                    os.close(os.open(note, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError:
            self.unnoted.add(article)

    def _indexes(self) -> list[str]:
        """Return the folder of each index, listed anew when one may have come."""
        changed = os.stat(self.folder).st_mtime_ns
        if changed != self._listed:
            self._folders = [f"{self.folder}/{name}" for name in os.listdir(self.folder)]
            self._listed = changed if time.time_ns() - changed > RACY_NANOSECONDS else 0
        return self._folders

    def of(self, index: str) -> list[int]:
        """Return the articles that were changed since the index read them."""
        try:
            names = os.listdir(f"{self.folder}/{index}")
        except OSError:
            names = []
        return [*self.unnoted, *(number for name in names if (number := read_id(name)) is not None)]

    def clear(self, index: str, article: int) -> None:
        """Take a note away.

        Raises:
            OSError: when it is not there or may not be taken away.
        """
        self.unnoted.discard(article)
        os.unlink(f"{self.folder}/{index}/{show_id(article)}")
