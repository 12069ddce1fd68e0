"""Messages: the plain text where there is one, else the page; what was attached is named and left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.model import Imported, Metadata
from reader.sources import html
from reader.sources.dates import iso_date
from reader.sources.document import Document, decoded
from reader.sources.files import SourceError
from reader.sources.mail_lines import pieces_of_mail
from reader.sources.tags import text_lines
from reader.sources.worker import WorkerError, shared
from reader.text.build import BodyBuilder
from reader.text.clean import clean_line, clean_text, mend

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_NAMED = 20  # attachments


def read(document: Document) -> Imported:
    """Turn a message into an article. Raises SourceError where it holds no text."""
    try:
        found = shared.extract("mail", document.raw)
    except WorkerError as error:
        raise SourceError(f"{document.called} {error}.") from error
    fields: dict[str, str] = found["fields"]
    title = clean_line(fields["title"])
    plain = [part for part in found["plain"] if part[2].strip()]
    if not plain and found["html"]:
        imported = _read_page(document, title, found["html"][0])
    else:
        imported = _read_plain(document, title, plain)
    metadata = replace(
        imported.metadata,
        authors=tuple(filter(None, map(clean_line, fields["author"].split(";")))),
        published=iso_date(fields["date"]),
    )
    report = (*imported.report, *_left_out(found["attached"]))
    return replace(imported, metadata=metadata, raw=document.raw, source="mail", report=report)


def _read_plain(document: Document, title: str, parts: list[list[Any]]) -> Imported:
    builder = BodyBuilder()
    builder.add("title", title)
    dropped: list[str] = []
    report: list[str] = []
    first = ""
    for part in parts:
        text, remarks = decoded(_inside(document, part))
        report += remarks
        pieces, signature = pieces_of_mail(clean_text(mend(text)), flows=part[1])
        for piece in pieces:
            builder.add(piece.kind, piece.text, level=piece.level, label=piece.label, close=piece.close)
        first = first or (pieces[0].text if pieces else "")
        dropped += signature
    if not first:
        raise SourceError(f"{document.called} holds no text.")
    metadata = Metadata(
        title=title or document.fallback_title(first),
        dropped=tuple(map(clean_line, dropped)),
    )
    return document.imported(metadata, builder, "mail", tuple(dict.fromkeys(report)))


def _read_page(document: Document, title: str, part: list[Any]) -> Imported:
    page = _inside(document, part)
    try:
        return html.read(page, title)
    except SourceError:
        text, report = decoded(page)  # a message may be shorter than any article
    lines = text_lines(clean_text(mend(text)))
    if not lines:
        raise SourceError(f"{document.called} holds no text.")
    builder = BodyBuilder()
    builder.add("title", title)
    for line in lines:
        builder.add("paragraph", line)
    return document.imported(
        Metadata(title=title or document.fallback_title(lines[0])), builder, "mail", report
    )


def _inside(document: Document, part: Sequence[Any]) -> Document:
    """Return a part of a message as a document."""
    charset, _, text = part
    return replace(document, raw=text.encode("latin-1"), charset=charset, kind="")


def _left_out(names: list[str]) -> tuple[str, ...]:
    if not names:
        return ()
    shown = ", ".join(clean_line(name, 80) for name in names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return (f"left out what is attached: {shown}{more}",)
