"""What of an article a format carries, and how much is lost of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.model import ArticleView, Highlight

#: What there is to carry, by the noun it is counted with.
KINDS: dict[str, Callable[[ArticleView], int]] = {
    "article text": lambda view: 1,
    "article note": lambda view: int(bool(view.article.note)),
    "article tag": lambda view: len(view.article.tags),
    "position": lambda view: len(view.highlights),
    "passage without a place": lambda view: sum(is_lost(mark) for mark in view.highlights),
    "passage without a tag": lambda view: sum(not mark.tags for mark in view.highlights),
    "passage": lambda view: len(view.highlights),
    "note": lambda view: sum(bool(mark.note) for mark in view.highlights),
    "tag": lambda view: sum(len(mark.tags) for mark in view.highlights),
    "colour": lambda view: sum(bool(mark.colour) for mark in view.highlights),
    "link": lambda view: sum(len(mark.links) for mark in view.highlights),
    "date": lambda view: len(view.highlights),
    "annotator": lambda view: sum(bool(mark.annotator) for mark in view.highlights),
}


def is_lost(highlight: Highlight) -> bool:
    """Tell whether a highlight has no place in the text any more: its offsets say nothing."""
    return not highlight.attached


def in_order(view: ArticleView) -> list[Highlight]:
    """Return an article's passages as people go through them: those without a place come last."""
    return sorted(view.highlights, key=is_lost)


def counted(view: ArticleView, *kinds: str) -> Mapping[str, int]:
    """Count these kinds of an article, as what is lost of it; those of which there is none are left out."""
    return {kind: count for kind in kinds if (count := KINDS[kind](view))}
