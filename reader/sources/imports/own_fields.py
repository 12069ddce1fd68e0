"""Articles, passages and tags as our own exports shape them, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import is_normalized

from reader.model import (
    ANCHORS,
    COLOURS,
    LINK_KINDS,
    STATUSES,
    Block,
    Blocks,
    Body,
    Kept,
    Link,
    Mark,
    Marks,
    Metadata,
    Passage,
    Tag,
    Was,
)
from reader.sources.imports.values import Fields, fields, items, line, lines, moment, number, objects, text
from reader.text.body import BLOCK_KINDS, MARK_KINDS
from reader.text.clean import clean_note, clean_text, is_clean
from reader.text.ids import read_id

if TYPE_CHECKING:
    from collections.abc import Iterator


def metadata_of(shape: Fields) -> Metadata:
    """Read what is known of an article."""
    return Metadata(
        title=line(shape.get("title")),
        kicker=line(shape.get("kicker")),
        standfirst=clean_note(text(shape.get("standfirst"))),
        authors=lines(shape.get("authors", [])),
        published=line(shape.get("published")),
        site=line(shape.get("site")),
        url=line(shape.get("url"), 2000),
        language=line(shape.get("language"), 40),
        dropped=lines(shape.get("dropped", [])),
    )


def status_of(shape: Fields) -> str:
    """Read an article's status."""
    status = text(shape.get("status"))
    return status if status in STATUSES else ""


def kept_of(shape: Fields) -> Kept:
    """Read what a person made of an article."""
    progress = shape.get("progress")
    return Kept(
        note=clean_note(text(shape.get("note"))),
        added=moment(shape.get("added")),
        read=moment(shape.get("read")),
        position=number(shape.get("position")),
        progress=float(progress) if isinstance(progress, int | float) else 0.0,
        seconds=number(shape.get("seconds")),
    )


def body_of(shape: Fields) -> Body:
    """Read a text; blocks and marks that do not fit it are as good as none."""
    given = text(shape.get("body"))
    if not is_clean(given) or not is_normalized("NFC", given):
        return Body.plain(clean_text(given))
    try:
        blocks, marks = Blocks(_blocks(shape, len(given))), Marks(_marks(shape, len(given)))
    except ValueError:
        return Body.plain(given)
    return Body(given, blocks, marks) if len(blocks) else Body.plain(given)


def _bounds(shape: Fields, size: int, after: int = 0) -> tuple[int, int]:
    start, end = number(shape.get("start")), number(shape.get("end"))
    if not after <= start < end <= size:
        raise ValueError("a range that is outside of the text")
    return start, end


def _blocks(shape: Fields, size: int) -> Iterator[Block]:
    last = 0
    for each in objects(shape.get("blocks")):
        kind = text(each.get("kind"))
        if kind not in BLOCK_KINDS:
            raise ValueError("an unknown kind of block")
        start, last = _bounds(each, size, last)
        told = line(each.get("label"), 2000), line(each.get("within"), 500)
        yield Block(kind, start, last, min(255, number(each.get("level"))), *told)


def _marks(shape: Fields, size: int) -> Iterator[Mark]:
    for each in objects(shape.get("marks")):
        kind = text(each.get("kind"))
        if kind not in MARK_KINDS:
            raise ValueError("an unknown kind of mark")
        yield Mark(kind, *_bounds(each, size), line(each.get("href"), 2000))


def passage_of(shape: Fields) -> Passage:
    """Read a passage."""
    colour, anchor = text(shape.get("colour")), text(shape.get("anchor"))
    was = fields(shape.get("was"))
    bounds = number(was.get("start")), number(was.get("end"))
    known = Was(line(was.get("digest"), 32), *bounds, text(was.get("quote")))
    return Passage(
        quote=text(shape.get("quote")),
        key=line(shape.get("origin")),
        id=read_id(text(shape.get("id"))) or 0,
        prefix=text(shape.get("prefix")),
        suffix=text(shape.get("suffix")),
        start=number(shape.get("start")),
        end=number(shape.get("end")),
        colour=colour if colour in COLOURS else "",
        tags=lines(shape.get("tags", [])),
        note=text(shape.get("note")),
        annotator=line(shape.get("annotator")),
        created=moment(shape.get("created")),
        anchor=anchor if anchor in ANCHORS else "",
        was=known if known.start < known.end else None,
        links=tuple(_links(shape)),
    )


def _links(shape: Fields) -> Iterator[Link]:
    for each in objects(shape.get("links")):
        kind, to = line(each.get("kind"), 40), read_id(text(each.get("highlight")))
        if kind in LINK_KINDS and to:
            yield Link(kind, to)


def tag_of(shape: Fields) -> Tag | None:
    """Read a tag of the codebook; `None` for what has no name."""
    name, key, colour = line(shape.get("name"), 200), text(shape.get("key")), text(shape.get("colour"))
    if not name or "," in name:
        return None
    return Tag(
        name,
        key if key in tuple("123456789") else "",
        colour if colour in COLOURS else "",
        clean_note(text(shape.get("definition"))),
        clean_note(text(shape.get("when"))),
        clean_note(text(shape.get("not"))),
        tuple(filter(None, (read_id(text(each)) for each in items(shape.get("examples"))))),
    )
