"""The program's own JSON: complete, one article a line inside one document, so that it streams.

`{"format": "reader", "version": 1, "codebook": [tag…], "articles": [{"article": …, "highlights": […]}…]}`
"""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import TYPE_CHECKING

from reader.exports.shapes import Shape, highlight_shape, tag_shape, view_shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import ArticleView, Codebook

VERSION = 1
#: Controls that JSON lets stand as they are: they are written as escapes, which lose nothing.
_CONTROLS = "[\x7f-\x9f\u2028-\u202e\u2066-\u2069]"


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the document, an article at a time; every view brings the same codebook."""
    rest = iter(views)
    first = next(rest, None)
    codebook = _codebook(first.codebook) if first else []
    yield b'{"format":"reader","version":%d,"codebook":%s,"articles":[' % (VERSION, _dump(codebook))
    for number, view in enumerate(chain((first,), rest) if first else ()):
        yield (b",\n" if number else b"\n") + _dump(_entry(view))
    yield b"\n]}\n"


def lost(view: ArticleView) -> Mapping[str, int]:
    """Say that nothing is lost."""
    return {}


def _entry(view: ArticleView) -> Shape:
    article = view.article
    state = {"position": article.position, "digest": article.digest, "origin": article.origin}
    return {
        "article": {**view_shape(view), **state},
        "highlights": [highlight_shape(highlight, article.title) for highlight in view.highlights],
    }


def _codebook(codebook: Codebook) -> list[Shape]:
    shapes = [tag_shape(tag, 0) for tag in codebook.tags]
    return [{name: value for name, value in shape.items() if name != "count"} for shape in shapes]


def _dump(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # a library that was edited by hand may hold them, and standard output may be a terminal
    text = re.sub(_CONTROLS, lambda match: f"\\u{ord(match[0]):04x}", text)
    return text.encode("utf-8", "replace")
