"""A book as one article a chapter: the book's title is the site of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.sources.book import article
from reader.sources.files import SourceError
from reader.sources.pieces import received
from reader.sources.worker import WorkerError, shared
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.model import Imported
    from reader.sources.document import Document


def read_all(document: Document) -> Iterator[Imported]:
    """Yield the chapters of a book, the last first, so that they stand in order in lists.

    Raises:
        SourceError: it cannot be read or holds no text.
    """
    try:
        found = shared.extract("epub-chapters", document.raw)
    except WorkerError as error:
        raise SourceError(f"{document.called} {error}.") from error
    book, chapters = found["fields"], found["chapters"]
    name = clean_line(book.get("title", "")) or document.fallback_title("")
    empty = True
    for number, chapter in reversed(list(enumerate(chapters, 1))):
        fields = {**book, "blurb": "", "title": chapter["title"] or f"{name}, {number}", "site": name}
        pieces = received(chapter["blocks"])
        text = "\n".join(piece.text for piece in pieces).encode("utf-8", "replace")
        part = replace(document, origin=f"{document.origin}#{clean_line(chapter['path'], 500)}", raw=text)
        try:
            yield article(part, fields, pieces, "epub")
        except SourceError:
            continue  # a title page: nothing is left of it but what the others say too
        empty = False
    if empty:
        raise SourceError(f"{document.called} holds no text.")
