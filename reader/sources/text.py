"""Plain text: decoded, mended, normalised, and its structure found."""

from __future__ import annotations

from reader.model import Imported, Metadata
from reader.sources.document import Document, decoded
from reader.text.build import BodyBuilder
from reader.text.clean import clean_line, mend, normalise
from reader.text.scrape import scrape

_LOOKED_AT = 50  # words


def read(document: Document) -> Imported:
    """Turn a plain text into an article. Raises SourceError for what is no text or empty."""
    text, report = decoded(document)
    scraped = scrape(normalise(mend(text)))
    builder = BodyBuilder()
    for piece in scraped.pieces:
        builder.add(piece.kind, piece.text, level=piece.level, label=piece.label, close=piece.close)
    metadata = Metadata(
        title=clean_line(scraped.title)
        or document.fallback_title(scraped.pieces[0].text if scraped.pieces else ""),
        kicker=clean_line(scraped.kicker),
        standfirst=clean_line(scraped.standfirst),
        authors=tuple(map(clean_line, scraped.authors)),
        site=clean_line(scraped.site),
        dropped=tuple(map(clean_line, scraped.dropped)),
    )
    if _is_addresses(text):
        report = (*report, "it holds addresses alone; xargs reader add < FILE adds what they lead to")
    return document.imported(metadata, builder, "text", report)


def _is_addresses(text: str) -> bool:
    """Tell whether there is nothing but web addresses, several, a line each."""
    words = text.split(None, _LOOKED_AT)[:_LOOKED_AT]
    return len(words) > 1 and all(word.startswith(("http://", "https://")) for word in words)
