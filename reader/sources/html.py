"""Web pages: the article is found by trafilatura, in a process of its own; furniture lines are dropped."""

from __future__ import annotations

import re
from dataclasses import replace

from reader.model import Imported, Metadata
from reader.sources.byline import without_byline
from reader.sources.dates import iso_date
from reader.sources.document import Document, decoded
from reader.sources.files import SourceError
from reader.sources.links import safe_href
from reader.sources.pieces import Piece, received, write
from reader.sources.worker import WorkerError, shared
from reader.text.boilerplate import is_boilerplate
from reader.text.build import BodyBuilder
from reader.text.clean import clean_line, clean_text, is_clean, mend

_FEWEST = 25  # letters and digits; less is what pages say to programs without scripts
_NO_BREAK = "&nbsp;"  # not cleaned away yet: it makes the indents of verse
_HEAD = 6  # blocks at the top that may belong to the headline
_FURNITURE = {"paragraph", "heading", "item", "image"}
_has_tags = re.compile(r"<[a-zA-Z!/]").search
_declaration = re.compile(r"\s*<\?xml[^>]*>").match
_declared = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
).search
_reference = re.compile(r"&#([xX][0-9a-fA-F]{1,8}|[0-9]{1,9});?").sub
_word = re.compile(r"\w+").findall


def read(document: Document, title: str = "") -> Imported:
    """Turn a page into an article; its own title counts where no other is known.

    Raises SourceError where there is nothing readable in it.
    """
    text, report = decoded(_with_charset(document))
    if not _has_tags(text):
        from reader.sources import text as plain

        return plain.read(document)
    html = _reference(_readable, clean_text(mend(text).replace("\xa0", _NO_BREAK)))
    declaration = _declaration(html)
    try:
        found = shared.extract(
            "html", (html[declaration.end() :] if declaration else html).encode("utf-8", "replace")
        )
    except WorkerError as error:
        raise SourceError(f"{document.called} {error}.") from error
    fields: dict[str, str] = found["fields"]
    title, pieces = _take_title(title or clean_line(fields.get("title", "")), received(found["blocks"]))
    kicker, pieces = _take(pieces, "kicker")
    standfirst, pieces = _take(pieces, "standfirst")
    authors = tuple(name for part in fields.get("author", "").split(";") if (name := clean_line(part)))
    published = iso_date(fields.get("date", ""))
    pieces, byline = without_byline(pieces, authors, published)
    kept, dropped = _without_furniture(pieces)
    if sum(len(_key(piece.text)) for piece in kept) < _FEWEST:
        raise SourceError(f"Nothing readable was found in {document.name or 'standard input'}.")
    builder = BodyBuilder()
    for kind, line in (("kicker", kicker), ("title", title), ("standfirst", standfirst)):
        builder.add(kind, line)
    write(kept, builder)
    metadata = Metadata(
        title=title or document.fallback_title(kept[0].text),
        kicker=clean_line(kicker),
        standfirst=clean_line(standfirst),
        authors=authors,
        published=published,
        site=clean_line(fields.get("site", "")),
        url=safe_href(fields.get("url", "")),
        language=clean_line(fields.get("language", ""), 20),
        dropped=(*byline, *dropped, *map(clean_line, found["dropped"])),
    )
    return document.imported(metadata, builder, "html", report)


def _readable(reference: re.Match[str]) -> str:
    """Take a numeric reference to a control or surrogate out; 128 to 159 mean cp1252 (WHATWG HTML)."""
    digits = reference.group(1)
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if code == ord("\xa0"):
        return _NO_BREAK
    if 0x80 <= code < 0xA0:
        return bytes([code]).decode("cp1252", "ignore")
    return reference.group() if code <= 0x10FFFF and is_clean(chr(code)) else " "


def _with_charset(document: Document) -> Document:
    """Take the encoding that a page declares, where what it came with said none."""
    found = None if document.charset else _declared(document.raw[:4096])
    return replace(document, charset=found.group(1).decode("ascii")) if found else document


def _key(text: str) -> str:
    return "".join(_word(text.casefold()))


def _take_title(title: str, pieces: list[Piece]) -> tuple[str, list[Piece]]:
    """Choose the title and take its repetitions from the top of the page.

    The page's heading is preferred where its metadata add to it ("Headline - Site") or have none; one that is
    only the smaller part behind it is the site's name.
    """
    known = _key(title)
    for piece in pieces[:_HEAD]:
        key = _key(piece.text)
        is_most = known.startswith(key) or (key in known and 2 * len(key) >= len(known))
        if piece.kind == "heading" and piece.level == 1 and (not known or is_most):
            title = clean_line(piece.text) or title
            break
    key = _key(title)
    head = [p for p in pieces[:_HEAD] if not key or _key(p.text) != key or p.kind not in _FURNITURE]
    return title, head + pieces[_HEAD:]


def _take(pieces: list[Piece], kind: str) -> tuple[str, list[Piece]]:
    """Take out the first piece of `kind` near the top; others of that kind become paragraphs."""
    text = ""
    rest = []
    for i, piece in enumerate(pieces):
        if piece.kind == kind and not text and i < _HEAD:
            text = piece.text
        else:
            piece.kind = "paragraph" if piece.kind == kind else piece.kind
            rest.append(piece)
    return text, rest


def _without_furniture(pieces: list[Piece]) -> tuple[list[Piece], list[str]]:
    kept: list[Piece] = []
    dropped: list[str] = []
    for piece in pieces:
        line = clean_line(piece.text)
        if piece.kind in _FURNITURE and (line == "." or is_boilerplate(line)):
            dropped.append(line)
        elif line:
            kept.append(piece)
    return kept, dropped
