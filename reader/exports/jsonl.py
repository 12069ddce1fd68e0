"""JSON lines: a highlight a line, as `reader highlights --json` prints it, with its article's address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.losses import counted
from reader.exports.shapes import highlight_shape
from reader.exports.stream import dump

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import ArticleView


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield a line for each highlight."""
    for view in views:
        article = view.article
        source = {"url": article.url, "site": article.site, "authors": list(article.authors)}
        for highlight in view.highlights:
            yield dump({**highlight_shape(highlight, article.title), **source}) + b"\n"


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what lines of highlights do not say of an article."""
    return counted(view, "article text", "article note", "article tag")
