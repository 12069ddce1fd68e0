"""The codebook as CSV that Taguette imports: `tag,description`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.losses import counted
from reader.exports.stream import csv_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import ArticleView


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the tags of the codebook, then those that are in use and not in it."""
    yield from csv_rows([("tag", "description")])
    known: set[str] = set()
    for view in views:
        rows = [(tag.name, tag.definition) for tag in view.codebook.tags if tag.name not in known]
        known.update(name for name, _ in rows)
        for name in (tag for mark in view.highlights for tag in mark.tags):
            if name not in known:
                known.add(name)
                rows.append((name, ""))
        yield from csv_rows(rows)


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what a codebook does not hold: the articles and their passages."""
    return counted(view, "article text", "article note", "article tag", "passage", "note", "link")
