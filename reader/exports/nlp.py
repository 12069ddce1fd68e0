"""Offsets and labels for programs that learn: spaCy, doccano, Label Studio. A highlight is a span a tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.losses import counted, is_lost
from reader.exports.stream import dump
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.exports.shapes import Shape
    from reader.model import ArticleView, Highlight


def spans(view: ArticleView) -> Iterator[tuple[Highlight, str]]:
    """Give each highlight that has a place, once for each of its tags."""
    return ((mark, tag) for mark in view.highlights if not is_lost(mark) for tag in mark.tags)


def meta(view: ArticleView) -> Shape:
    """Return what is told of the article beside its text."""
    article = view.article
    return {"id": show_id(article.id), "title": article.title, "url": article.url, "site": article.site}


def line(value: Shape) -> bytes:
    """Write a line of JSON lines."""
    return dump(value) + b"\n"


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what a text with labelled spans does not say."""
    return counted(
        view,
        "article note",
        "article tag",
        "passage without a place",
        "passage without a tag",
        "note",
        "colour",
        "date",
        "annotator",
        "link",
    )
