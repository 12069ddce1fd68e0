"""Books and documents that the worker takes apart into blocks, as EPUB, PDF and DOCX; one article each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import Imported, Metadata
from reader.sources.byline import without_byline
from reader.sources.dates import iso_date
from reader.sources.files import SourceError
from reader.sources.links import safe_href
from reader.sources.pieces import received, write
from reader.sources.worker import WorkerError, shared
from reader.text.build import BodyBuilder
from reader.text.clean import clean_line

if TYPE_CHECKING:
    from reader.sources.document import Document
    from reader.sources.pieces import Piece

_LONGEST_BLURB = 4000  # characters
_HEAD = 4  # blocks at the top that may repeat the title


def read(document: Document) -> Imported:
    """Turn a book into an article. Raises SourceError where it cannot be read or holds no text."""
    try:
        found = shared.extract(document.kind, document.raw)
    except WorkerError as error:
        raise SourceError(f"{document.called} {error}.") from error
    dropped = tuple(map(clean_line, found.get("dropped", ())))
    return article(document, found["fields"], received(found["blocks"]), document.kind, dropped)


def article(
    document: Document,
    fields: dict[str, str],
    pieces: list[Piece],
    source: str,
    dropped: tuple[str, ...] = (),
) -> Imported:
    """Put an article together from a book's metadata and blocks. Raises SourceError without a text."""
    title = clean_line(fields.get("title", ""))
    key = title.casefold()
    for piece in pieces[:_HEAD]:  # a title page
        if key and clean_line(piece.text).casefold() == key:
            pieces.remove(piece)
    authors = tuple(filter(None, map(clean_line, fields.get("author", "").split(";"))))
    published = iso_date(fields.get("date", ""))
    pieces, byline = without_byline(_without_captions(pieces), authors, published)
    builder = BodyBuilder()
    builder.add("title", title)
    blurb = clean_line(fields.get("blurb", ""), _LONGEST_BLURB)
    builder.add("standfirst", blurb)
    write(pieces, builder)
    metadata = Metadata(
        title=title or document.fallback_title(pieces[0].text if pieces else ""),
        standfirst=blurb,
        authors=authors,
        published=published,
        site=clean_line(fields.get("site", "")),
        url=safe_href(fields.get("url", "")),
        language=clean_line(fields.get("language", ""), 20),
        dropped=(*byline, *dropped),
    )
    if not pieces:
        raise SourceError(f"{document.called} holds no text.")
    return document.imported(metadata, builder, source)


def _without_captions(pieces: list[Piece]) -> list[Piece]:
    """Leave out captions that say again what their pictures say."""
    return [
        piece
        for before, piece in zip([None, *pieces], pieces, strict=False)
        if before is None or (before.kind, piece.kind) != ("image", "paragraph") or before.text != piece.text
    ]
