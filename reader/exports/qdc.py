"""REFI-QDA 1.0: the codebook alone (`.qdc`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.codes import Codes, element
from reader.exports.losses import counted
from reader.exports.names import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import ArticleView

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the document once all articles were seen, for the tags that only they know."""
    codes = Codes()
    for view in views:
        codes.take(view)
    book = element("CodeBook", {"xmlns": "urn:QDA-XML:codebook:1.0", "origin": PROGRAM}, None)
    yield f"{_HEAD}{book}<Codes>{codes.xml()}</Codes></CodeBook>\n".encode("utf-8", "replace")


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what a codebook does not hold: the articles and their passages."""
    return counted(view, "article text", "article note", "article tag", "passage", "note", "link")
