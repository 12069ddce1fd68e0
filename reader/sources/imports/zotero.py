"""Zotero: items as its API answers, or as Better BibTeX exports them, with their attachments' annotations."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.model import Imported, Kept, Metadata, Passage
from reader.model.shades import colour_near
from reader.sources.dates import iso_date
from reader.sources.imports.values import Fields, fields, items, line, moment, objects, tags, text
from reader.sources.tags import text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

_PARTS = ("annotation", "attachment", "note")
_MARKS = ("highlight", "underline")
_set = re.compile(r"</?(?:b|i|sub|sup|p)>").sub
_DEEPEST = 2  # an annotation in an attachment in an item


def read(file: File) -> Iterator[Imported]:
    """Yield an article for each item, with the passages of its attachments. Raises SourceError."""
    document = file.json()
    given = document if isinstance(document, list) else fields(document).get("items") or [document]
    found = enumerate(fields(each.get("data")) or each for each in objects(given))
    every = [part for number, each in found for part in _flat(each, number)]
    by_key = {text(each.get("key")): each for each in every if each.get("key")}
    groups: dict[str, list[Fields]] = {
        key: [] for key, each in by_key.items() if each.get("itemType") not in _PARTS
    }
    for each in every:
        if each.get("itemType") in ("annotation", "note"):
            groups.setdefault(_root(each, by_key), []).append(each)
    for key, parts in file.through(list(groups.items())):
        if key or parts:
            yield _article(file, by_key.get(key, {}), parts)


def _flat(item: Fields, number: int, depth: int = 0) -> Iterator[Fields]:
    """Yield an item and what Better BibTeX writes inside of it: attachments, their annotations, notes."""
    key = text(item.get("key") or item.get("itemKey")) or f"item-{number}"
    yield {**item, "key": key}
    if depth == _DEEPEST:
        return
    inside = [each for name in ("attachments", "annotations", "notes") for each in _inside(item, name)]
    for place, each in enumerate(inside):
        part = {"parentItem": key, **each, "key": each.get("key") or f"{key}-{place}"}
        yield from _flat(part, place, depth + 1)


def _inside(item: Fields, name: str) -> Iterator[Fields]:
    kind = name.removesuffix("s")
    for each in items(item.get(name)):
        part = {"note": each} if isinstance(each, str) else fields(each)
        yield {"itemType": kind, **part}


def _root(item: Fields, by_key: dict[str, Fields]) -> str:
    """Return the key of what an annotation or note belongs to in the end."""
    key = text(item.get("parentItem"))
    for _ in range(4):
        above = text(by_key.get(key, {}).get("parentItem"))
        if not above:
            break
        key = above
    return key


def _article(file: File, item: Fields, parts: list[Fields]) -> Imported:
    lost: Counter[str] = Counter()
    passages, notes = [], []
    for each in parts:
        kind = text(each.get("annotationType"))
        if each.get("itemType") == "note":
            notes.append("\n".join(text_lines(text(each.get("note")))))
        elif kind in _MARKS or (not kind and text(each.get("annotationText"))):
            passages.append(_passage(each, lost))
        elif kind in ("note", "text") and text(each.get("annotationComment")):
            notes.append(text(each["annotationComment"]))
        else:
            lost["annotation without words"] += 1
    creators = (
        " ".join(filter(None, (line(each.get("firstName")), line(each.get("lastName")))))
        or line(each.get("name"))
        for each in objects(item.get("creators"))
        if each.get("creatorType") in ("author", None)
    )
    title = line(item.get("title")) or line(item.get("filename"))
    return Imported(
        file.origin,
        Metadata(
            " ".join(text_lines(title))
            or f"Zotero {text(parts[0].get('parentItem')) if parts else ''}".strip(),
            authors=tuple(filter(None, creators)),
            published=iso_date(text(item.get("date"))) or line(item.get("date"), 40),
            site=line(item.get("publicationTitle") or item.get("websiteTitle")),
            url=line(item.get("url"), 2000),
            language=line(item.get("language"), 40),
        ),
        tags=_tags(item, lost),
        kept=Kept(note="\n\n".join(filter(None, notes)), added=moment(item.get("dateAdded"))),
        passages=tuple(passages),
        lost=lost,
    )


def _passage(each: Fields, lost: Counter[str]) -> Passage:
    return Passage(
        _plain(each.get("annotationText")),
        f"zotero:{text(each.get('key'))}",
        colour=colour_near(text(each.get("annotationColor"))),
        tags=_tags(each, lost),
        note=_plain(each.get("annotationComment")),
        annotator=line(each.get("annotationAuthorName")),
        created=moment(each.get("dateAdded")),
    )


def _plain(value: object) -> str:
    """Return words or a comment without the few tags that Zotero lets a person set in them."""
    return _set("", text(value))


def _tags(item: Fields, lost: Counter[str]) -> tuple[str, ...]:
    return tags((text(each.get("tag")) for each in objects(item.get("tags"))), lost)
