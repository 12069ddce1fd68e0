"""Bring index and full text up to date: `python -m reader.library.index.build LIBRARY FOLDER`."""

from __future__ import annotations

import sys
from contextlib import suppress
from sqlite3 import Error
from typing import TYPE_CHECKING

from reader.library.disk.files import DISK
from reader.library.disk.one_at_a_time import try_lock
from reader.library.disk.store import Store
from reader.library.disk.texts import Texts
from reader.library.errors import LibraryError
from reader.library.index.builder import lock_path
from reader.library.index.catalogue import Catalogue

if TYPE_CHECKING:
    from reader.library.index.index import Index


def build(root: str, folder: str) -> None:
    """Look at every article's file, newest first, and read what changed; then the texts of all."""
    store = Store(root)
    catalogue = Catalogue(store, [folder])
    texts = Texts(store.texts, store.quarantine, DISK)

    def read_texts(index: Index) -> None:
        from reader.library.index.fulltext import FullText, path_beside

        full = FullText(path_beside(index.path))
        try:
            full.catch_up(index, store, texts)
        finally:
            full.close()

    try:
        catalogue.ask(lambda index: None)
        if catalogue.folder == folder:  # another, in memory, would be lost with this process
            catalogue.ask(read_texts)
    finally:
        catalogue.close()
        store.close()


def main(root: str, folder: str) -> None:
    """Build unless another process does; nobody hears of a failure, the next one tries again."""
    with suppress(OSError, Error, LibraryError), try_lock(lock_path(folder)) as held:
        if held:
            build(root, folder)


if __name__ == "__main__":
    main(*sys.argv[1:3])
