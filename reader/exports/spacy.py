"""JSON lines for spaCy: `text`, `spans` by code point, `meta`. Overlaps are legal in `doc.spans`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.nlp import line, lost, meta, spans
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.model import ArticleView

__all__ = ["lost", "write"]


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield a line for each article."""
    for view in views:
        labelled = [
            {"start": mark.start, "end": mark.end, "label": tag, "id": show_id(mark.id)}
            for mark, tag in spans(view)
        ]
        yield line({"text": view.body.text, "spans": labelled, "meta": meta(view)})
