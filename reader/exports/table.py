"""CSV (RFC 4180): a highlight a row, for spreadsheets; its header names the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.losses import counted
from reader.exports.names import place_of
from reader.exports.relations import relations
from reader.exports.stream import csv_rows
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import ArticleView

HEADER = tuple("id article_id title author url quote note tags colour start end created place links".split())


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the header and a row for each highlight.

    Tags are parted by a comma, which no tag holds; each link is a line of its cell.
    """
    yield from csv_rows([HEADER])
    for view in views:
        article = view.article
        about = (show_id(article.id), article.title, ", ".join(article.authors), article.url)
        yield from csv_rows(
            (
                show_id(mark.id),
                *about,
                mark.quote,
                mark.note,
                ", ".join(mark.tags),
                mark.colour,
                mark.start,
                mark.end,
                mark.created,
                place_of(view, mark),
                "\n".join(relations(view, mark)),
            )
            for mark in view.highlights
        )


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what the table has no column for."""
    return counted(view, "article text", "article note", "article tag", "annotator")
