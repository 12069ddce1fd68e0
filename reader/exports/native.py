"""The program's own JSON: complete, one article a line inside one document, so that it streams.

`{"format": "reader", "version": 1, "codebook": [tag…], "articles": [{"article": …, "highlights": […]}…]}`
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from reader.exports.shapes import Shape, highlight_shape, tag_shape, view_shape
from reader.exports.stream import dump

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import ArticleView, Codebook

VERSION = 1


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the document, an article at a time; every view brings the same codebook."""
    rest = iter(views)
    first = next(rest, None)
    codebook = _codebook(first.codebook) if first else []
    yield b'{"format":"reader","version":%d,"codebook":%s,"articles":[' % (VERSION, dump(codebook))
    for number, view in enumerate(chain((first,), rest) if first else ()):
        yield (b",\n" if number else b"\n") + dump(_entry(view))
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
