"""What the reading and the writing side of a library work with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from reader.library.disk.store import Store
    from reader.library.disk.texts import Texts
    from reader.library.index.catalogue import Catalogue
    from reader.library.state.book import Book


class Parts(NamedTuple):
    """The files of a library, its index, its texts, and what belongs to it as a whole."""

    store: Store
    catalogue: Catalogue
    texts: Texts
    book: Book
