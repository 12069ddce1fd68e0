"""The CSV that Readwise imports. A note that begins with `.word` makes a tag there, a line each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.exports.losses import counted
from reader.exports.names import address, is_own_address
from reader.exports.stream import csv_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import ArticleView, Highlight

HEADER = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_not_in_tags = re.compile(r"[^\w-]+")


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the header and a row for each highlight; `Location` is the offset of its first character."""
    yield from csv_rows([HEADER])
    for view in views:
        article = view.article
        url = "" if is_own_address(view) else address(view)
        about = (article.title, ", ".join(article.authors), url)
        yield from csv_rows(
            (mark.quote, *about, _note(mark), mark.start, _date(mark.created)) for mark in view.highlights
        )


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what Readwise has no place for."""
    spelt = sum(_tag(tag) != tag for mark in view.highlights for tag in mark.tags)
    rest = counted(view, "article text", "article note", "article tag", "annotator", "colour", "link")
    return {**rest, **({"tag spelling": spelt} if spelt else {})}


def _note(highlight: Highlight) -> str:
    tags = "\n".join(f".{_tag(tag)}" for tag in highlight.tags)
    # a note of one's own that begins with a point would be taken for a tag
    note = f" {highlight.note}" if highlight.note.startswith(".") else highlight.note
    return "\n".join(filter(None, (tags, note)))


def _tag(name: str) -> str:
    return _not_in_tags.sub("_", name)


def _date(moment: str) -> str:
    return moment[:19].replace("T", " ")
