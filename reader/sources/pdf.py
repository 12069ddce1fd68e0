"""PDF documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sources import book

if TYPE_CHECKING:
    from reader.model import Imported
    from reader.sources.document import Document


def read(document: Document) -> Imported:
    """Turn a document into one article. Raises SourceError."""
    return book.read(document, "pdf")
