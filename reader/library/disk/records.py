"""Model objects to documents and back; what a hand-edited file got wrong becomes the default.

The patterns of `reader.text.clean` take a while to compile: they are loaded with the first text to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.library.disk.ids import created, stamp_time
from reader.library.disk.merge import Document, Documents, last_stamp, members_of, tags_of
from reader.library.disk.migrations import VERSION
from reader.model import COLOURS, STATUSES
from reader.text.ids import read_id, show_id

if TYPE_CHECKING:
    from reader.model import Article, Highlight, Link, Tag, Was

ARTICLE, HIGHLIGHT, TAG = "article", "hl", "tag"
HEAD = "1"  # the id of the document that is the article
TAG_FIELDS = ("kind", "order", "name", "key", "colour", "definition", "when", "not", "examples")

_MOST = (1 << 32) - 1  # offsets are kept in 32 bits

_ARTICLE_LINES = (
    "title",
    "kicker",
    "published",
    "site",
    "url",
    "language",
    "source",
    "origin",
    "digest",
    "added",
    "read",
)


def text_of(document: Document, name: str, *, lines: bool = False) -> str:
    """Return a text field, cleaned; empty when it is none."""
    value = document.get(name)
    if not isinstance(value, str) or not value:
        return ""
    from reader.text.clean import clean_line, clean_note, is_clean

    if is_clean(value) and (lines or "\n" not in value):
        return value
    return clean_note(value) if lines else clean_line(value)


def number_of(document: Document, name: str) -> int:
    """Return a field that counts something; zero when it is none."""
    value = document.get(name)
    return value if type(value) is int and 0 <= value <= _MOST else 0


def _texts(document: Document, name: str) -> tuple[str, ...]:
    value = document.get(name)
    if not isinstance(value, list):
        return ()
    from reader.text.clean import clean_line

    return tuple(clean_line(item) for item in value if isinstance(item, str) and item)


def tags_in(document: Document) -> tuple[str, ...]:
    """Return the tags of a document, cleaned."""
    tags = [tag for tag in tags_of(document) if tag]
    if not tags:
        return ()
    from reader.text.clean import clean_line, is_clean

    return tuple(tags) if is_clean("".join(tags)) else tuple(map(clean_line, tags))


def links_in(document: Document) -> tuple[Link, ...]:
    """Return the links of a document, each written as its kind and the id of the highlight it goes to."""
    if "links" not in document:
        return ()
    from reader.model import Link
    from reader.text.clean import clean_line

    parted = (text.rpartition(" ") for text in members_of(document, "links"))
    found = (Link(clean_line(kind).strip(), read_id(to) or 0) for kind, _, to in parted)
    return tuple(link for link in found if link.kind and link.to)


def _without_empty(fields: dict[str, Any]) -> Document:
    return {name: value for name, value in fields.items() if value not in ("", 0, [])}


def article_document(article: Article) -> Document:
    """Write an article; empty fields are left out."""
    fields = {name: getattr(article, name) for name in _ARTICLE_LINES}
    fields |= {name: list(getattr(article, name)) for name in ("authors", "dropped", "tags", "earlier")}
    fields |= {
        name: getattr(article, name)
        for name in ("standfirst", "characters", "words", "status", "position", "progress", "seconds", "note")
    }
    return {"kind": ARTICLE, "v": VERSION, **_without_empty(fields)}


def article_of(number: int, document: Document, highlights: int = 0) -> Article:
    """Read an article."""
    from reader.model import Article

    status, progress = document.get("status"), document.get("progress")
    lines = _clean_lines(document)
    return Article(
        id=number,
        title=lines.pop("title") or "untitled",
        added=lines.pop("added") or created(number),
        **lines,
        standfirst=text_of(document, "standfirst", lines=True),
        authors=_texts(document, "authors"),
        dropped=_texts(document, "dropped"),
        earlier=_texts(document, "earlier"),
        characters=number_of(document, "characters"),
        words=number_of(document, "words"),
        status=status if isinstance(status, str) and status in STATUSES else "inbox",
        position=number_of(document, "position"),
        progress=min(1.0, max(0.0, progress)) if isinstance(progress, int | float) else 0.0,
        tags=tags_in(document),
        note=text_of(document, "note", lines=True),
        highlights=highlights,
        seconds=number_of(document, "seconds"),
    )


def _clean_lines(document: Document) -> dict[str, str]:
    """Return the lines of an article, looked at all at once, for almost always they are clean."""
    from reader.text.clean import is_clean

    lines = {name: value for name in _ARTICLE_LINES if isinstance(value := document.get(name, ""), str)}
    together = "".join(lines.values())
    if len(lines) == len(_ARTICLE_LINES) and is_clean(together) and "\n" not in together:
        return lines
    return {name: text_of(document, name) for name in _ARTICLE_LINES}


def highlight_document(highlight: Highlight) -> Document:
    """Write a highlight; empty fields and a time that its id tells are left out."""
    bounds = {"start": highlight.start, "end": highlight.end}
    fields = {
        "quote": highlight.quote,
        "prefix": highlight.prefix,
        "suffix": highlight.suffix,
        "colour": highlight.colour,
        "tags": sorted(highlight.tags),
        "note": highlight.note,
        "links": sorted(f"{link.kind} {show_id(link.to)}" for link in highlight.links),
        "annotator": highlight.annotator,
        "origin": highlight.origin,
        "anchor": "" if highlight.anchor == "exact" else highlight.anchor,
        "was": [*(highlight.was or ())],
        "created": highlight.created,
    }
    return {"kind": HIGHLIGHT, **bounds, **_without_empty(fields)}


_HIGHLIGHT_TEXTS = ("quote", "prefix", "suffix", "note", "annotator", "origin", "created")
_FIRST_LINE = _HIGHLIGHT_TEXTS.index("annotator")  # from which on each is one line


def highlight_of(article: int, number: int, document: Document) -> Highlight:
    """Read a highlight; one whose bounds are none has lost its place."""
    from reader.model import Highlight

    start, end = number_of(document, "start"), number_of(document, "end")
    anchor, colour = anchor_of(document), document.get("colour")
    if start >= end:
        start = end = 0
    quote, prefix, suffix, note, annotator, origin, made = _clean_texts(document)
    made = made or created(number)
    return Highlight(
        id=number,
        article=article,
        start=start,
        end=end,
        quote=quote,
        prefix=prefix,
        suffix=suffix,
        colour=colour if isinstance(colour, str) and colour in COLOURS else "",
        tags=tags_in(document),
        note=note,
        annotator=annotator,
        anchor=anchor,
        links=links_in(document),
        was=was_of(document),
        origin=origin,
        created=made,
        updated=stamp_time(last_stamp(document)) or made,
    )


def anchor_of(document: Document) -> str:
    """Return how a highlight stands in its text; one whose bounds are none has lost its place."""
    start, end = document.get("start"), document.get("end")
    is_whole = type(start) is int is type(end) and 0 <= start < end <= _MOST  # as of most
    if not is_whole and number_of(document, "start") >= number_of(document, "end"):
        return "orphan"
    anchor = document.get("anchor")
    if not isinstance(anchor, str):
        return "exact"  # as of most, before anything is imported
    from reader.model import ANCHORS

    return anchor if anchor in ANCHORS else "exact"


def was_of(document: Document) -> Was | None:
    """Return where a highlight stood before its text changed, while that waits for a person or a text."""
    match document.get("was"):
        case [str(digest), int(start), int(end), str(quote)] if 0 <= start < end <= _MOST:
            pass
        case _:
            return None
    if anchor_of(document) in ("exact", "moved"):
        return None
    from reader.model import Was
    from reader.text.clean import clean_line, clean_note, is_clean

    return Was(clean_line(digest), start, end, quote if is_clean(quote) else clean_note(quote))


def _clean_texts(document: Document) -> list[str]:
    """Return the texts of a highlight, looked at all at once, for almost always they are clean."""
    from reader.text.clean import clean_line, clean_note, is_clean

    texts = [value if type(value) is str else "" for value in map(document.get, _HIGHLIGHT_TEXTS)]
    if not is_clean("".join(texts)):
        texts = [value if is_clean(value) else clean_note(value) for value in texts]
    lines = texts[_FIRST_LINE:]
    if "\n" in "".join(lines):
        texts[_FIRST_LINE:] = map(clean_line, lines)
    return texts


def is_highlight(key: str, document: Document) -> bool:
    """Tell whether a document of a shard is a highlight."""
    return key != HEAD and document.get("kind") == HIGHLIGHT


def placed_highlights(article: int, docs: Documents) -> list[Highlight]:
    """Read the highlights among an article's documents, by start, then end."""
    found = [highlight_of(article, int(key), d) for key, d in docs.items() if is_highlight(key, d)]
    return sorted(found, key=lambda highlight: (highlight.start, highlight.end, highlight.id))


def tag_document(tag: Tag, order: int) -> Document:
    """Write a tag of the codebook; `order` is its place in it."""
    fields: dict[str, Any] = {"name": tag.name, "key": tag.key, "colour": tag.colour}
    fields |= {"definition": tag.definition, "when": tag.when, "not": tag.when_not}
    fields["examples"] = [show_id(number) for number in tag.examples]
    return {"kind": TAG, "order": order, **_without_empty(fields)}


def tag_of(document: Document) -> Tag | None:
    """Read a tag of the codebook; `None` when it has no name."""
    name, key, colour = (text_of(document, field) for field in ("name", "key", "colour"))
    if document.get("kind") != TAG or not name:
        return None
    from reader.model import Tag

    return Tag(
        name,
        key if key in tuple("123456789") else "",
        colour if colour in COLOURS else "",
        text_of(document, "definition", lines=True),
        text_of(document, "when", lines=True),
        text_of(document, "not", lines=True),
        tuple(filter(None, map(read_id, _texts(document, "examples")))),
    )
