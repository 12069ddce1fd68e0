"""The JSON that Label Studio imports: a task an article, its highlights as one annotation. Code points.

The labelling configuration that fits is `<View><Labels name="label" toName="text"/><Text name="text"
value="$text"/></View>`, with a `Label` inside `Labels` for each tag.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports import nlp
from reader.exports.losses import is_lost
from reader.exports.stream import json_list
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.exports.shapes import Shape
    from reader.model import ArticleView, Highlight

_NAMES = {"from_name": "label", "to_name": "text"}


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the list of tasks."""
    yield from json_list(_task(number, view) for number, view in enumerate(views, 1))


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what a task does not say; a region carries its note."""
    return {kind: count for kind, count in nlp.lost(view).items() if kind != "note"}


def _task(number: int, view: ArticleView) -> Shape:
    results = [
        result for mark in view.highlights if not is_lost(mark) and mark.tags for result in _results(mark)
    ]
    return {
        "id": number,
        "data": {"text": view.body.text, **nlp.meta(view)},
        "annotations": [{"result": results}],
    }


def _results(mark: Highlight) -> Iterator[Shape]:
    """Give the region with its labels, and its note as the region's text."""
    region: Shape = {"id": show_id(mark.id), **_NAMES}
    span: Shape = {"start": mark.start, "end": mark.end, "text": mark.quote}
    labels: Shape = {"type": "labels", "value": {**span, "labels": list(mark.tags)}}
    if mark.note:
        labels["meta"] = {"text": [mark.note]}
    yield {**region, **labels}
