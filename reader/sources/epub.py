"""EPUB books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sources import book

if TYPE_CHECKING:
    from reader.model import Imported
    from reader.sources.document import Document


def read(document: Document) -> Imported:
    """Turn a book into one article, its chapters under headings. Raises SourceError."""
    return book.read(document, "epub")
