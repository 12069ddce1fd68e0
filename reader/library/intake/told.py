"""What a source tells of a text, cleaned, or refused with a reason."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.library.errors import LibraryError
from reader.model import Article
from reader.text.clean import clean_line, clean_note
from reader.text.words import count_words

if TYPE_CHECKING:
    from reader.model import Imported


def check_text(imported: Imported) -> None:
    """Raise LibraryError when a source yielded no text."""
    if imported.error:
        raise LibraryError(clean_line(imported.error))
    if not imported.body.text.strip():
        raise LibraryError(f"There is no text in {clean_line(imported.origin) or 'it'}.")


def fields_of(imported: Imported, tags: tuple[str, ...]) -> Article:
    """Clean what a source tells of a text."""
    data, text = imported.metadata, imported.body.text
    origin = imported.origin.encode("utf-8", "replace").decode()
    return Article(
        id=0,
        title=clean_line(data.title) or clean_line(text[:200].split("\n", 1)[0], 80),
        kicker=clean_line(data.kicker),
        standfirst=clean_note(data.standfirst),
        authors=tuple(filter(None, map(clean_line, data.authors))),
        published=clean_line(data.published),
        site=clean_line(data.site),
        url=clean_line(data.url, 2000),
        language=clean_line(data.language, 40),
        dropped=tuple(clean_line(line) for line in data.dropped),
        source=clean_line(imported.source, 40),
        origin=clean_line(origin, 4000),
        digest=imported.body.digest,
        characters=len(text),
        words=count_words(text),
        tags=tags,
        status=imported.status or ("reading" if imported.passages else "inbox"),  # what is marked was begun
    )


def suffix_of(origin: str) -> str:
    """Return how a file's name ends, in lower case; a source is kept under it."""
    return os.path.splitext(origin)[1][1:].lower()
