"""A PDF taken apart, inside the worker process: lines by PDFium, paragraphs and headings by where they stand.

Every piece keeps the pages it is from, as marks, so that a passage can be cited by its page.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import pypdfium2

from reader.sources.pdf_heads import without_running_heads
from reader.sources.pdf_lines import Line, body_size, lines_of
from reader.sources.pdf_notes import take_notes
from reader.sources.pdf_paragraphs import paragraphs
from reader.sources.pieces import sent
from reader.sources.worker import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_PAGES = 10_000
_MOST_WITH_TABLES = 500  # pages; in more, to look for tables might take longer than the worker may
_FEWEST = 8  # letters and digits in all; less is a picture of a text


def extract(raw: bytes) -> dict[str, Any]:
    """Return the document's `fields`, `blocks` and the lines `dropped`. Raises Refused."""
    try:
        document = pypdfium2.PdfDocument(raw)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refused("is protected by a password") from None
        raise Refused("is damaged: it is no whole PDF") from None
    if not count:
        raise Refused("is damaged: it has no pages")
    if count > _MOST_PAGES:
        raise Refused(f"has more than the limit of {_MOST_PAGES:,} pages")
    pages = list(_pages(document, count))
    letters = (char for page in pages for line in page for char in line.text if char.isalnum())
    if len(list(islice(letters, _FEWEST))) < _FEWEST:
        raise Refused("has no text layer: its pages are pictures, which would have to be recognised first")
    pages, dropped = without_running_heads(pages)
    fields = _fields(document)
    texts, notes = take_notes(pages, body_size(pages))
    pieces = paragraphs(texts, notes, fields["title"])
    if not fields["title"]:
        heads = (piece.text for piece in pieces[:3] if (piece.kind, piece.level) == ("heading", 1))
        fields["title"] = next(heads, "")
    return {"fields": fields, "blocks": sent(pieces), "dropped": dropped}


def _pages(document: pypdfium2.PdfDocument, count: int) -> Iterator[list[Line]]:
    """Yield the lines of each page; a page that cannot be read is empty."""
    for number in range(count):
        label = str(number + 1)
        try:
            label = document.get_page_label(number).strip() or label
            page = document[number]
        except (pypdfium2.PdfiumError, UnicodeError):
            yield []
            continue
        try:
            yield lines_of(page, label, gaps=count <= _MOST_WITH_TABLES)
        except pypdfium2.PdfiumError:
            yield []
        finally:
            page.close()


def _fields(document: pypdfium2.PdfDocument) -> dict[str, str]:
    """Return what a PDF says of itself; where that cannot be read, empty."""
    try:
        found = document.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, UnicodeError):
        return {"title": ""}
    made = found.get("CreationDate", "").removeprefix("D:")
    title = found.get("Title", "")
    return {
        # what a word processor takes from the name of its file is no title
        "title": "" if title.lower().endswith((".doc", ".docx", ".indd", ".tex", ".dvi", ".pdf")) else title,
        "author": found.get("Author", ""),
        "date": f"{made[:4]}-{made[4:6]}-{made[6:8]}" if made[:8].isdigit() else "",
    }
