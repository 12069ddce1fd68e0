"""The JSON that Hypothesis' client exports and imports. Its offsets are UTF-16 units of a page's text.

For an article from the web only the quote is given: our offsets are not the page's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.losses import counted, is_lost
from reader.exports.names import address, is_own_address
from reader.exports.stream import json_list
from reader.exports.utf16 import Utf16
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.exports.shapes import Shape
    from reader.model import ArticleView, Highlight

_USER = "acct:{}@reader.local"


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the document, an annotation a line."""
    head = b'{"export_date":"1970-01-01T00:00:00.000Z","export_userid":"acct:reader@reader.local",'
    annotations = (annotation for view in views for annotation in _annotations(view))
    yield from json_list(annotations, before=head + b'"client_version":"1.0.0","annotations":', after=b"}\n")


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what Hypothesis has no place for."""
    kinds = ["article text", "article note", "article tag", "colour", "link"]
    return counted(view, *kinds, *([] if is_own_address(view) else ["position"]))


def _annotations(view: ArticleView) -> Iterator[Shape]:
    offsets = Utf16(view.body.text)
    source = address(view)
    for mark in view.highlights:
        yield {
            "id": show_id(mark.id),
            "created": mark.created,
            "updated": mark.updated or mark.created,
            "user": _USER.format(mark.annotator or "reader"),
            "uri": source,
            "text": mark.note,
            "tags": list(mark.tags),
            "group": "__world__",
            "permissions": {"read": ["group:__world__"]},
            "target": [{"source": source, "selector": _selectors(view, mark, offsets)}],
            "document": {"title": [view.article.title]},
            "links": {},
            "hidden": False,
            "flagged": False,
        }


def _selectors(view: ArticleView, mark: Highlight, offsets: Utf16) -> list[Shape]:
    quote: Shape = {
        "type": "TextQuoteSelector",
        "exact": mark.quote,
        "prefix": mark.prefix,
        "suffix": mark.suffix,
    }
    if is_lost(mark) or not is_own_address(view):
        return [quote]
    start, end = offsets.at(mark.start), offsets.at(mark.end)
    return [{"type": "TextPositionSelector", "start": start, "end": end}, quote]
