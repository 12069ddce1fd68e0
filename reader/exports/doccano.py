"""JSON lines for doccano (sequence labelling): `label` is a list of [start, end, tag].

doccano counts UTF-16 units unless a project counts grapheme clusters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports import nlp
from reader.exports.utf16 import Utf16
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import ArticleView


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield a line for each article; notes of passages are its comments."""
    for view in views:
        units = Utf16(view.body.text)
        label = [[units.at(mark.start), units.at(mark.end), tag] for mark, tag in nlp.spans(view)]
        comments = [mark.note for mark in view.highlights if mark.note]
        yield nlp.line(
            {
                "id": show_id(view.article.id),
                "text": view.body.text,
                "label": label,
                "Comments": comments,
                "meta": nlp.meta(view),
            }
        )


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what is lost; notes are kept, but not which passage they are on."""
    counts = dict(nlp.lost(view))
    notes = counts.pop("note", 0)
    return {**counts, **({"place of a note": notes} if notes else {})}
