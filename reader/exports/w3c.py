"""W3C Web Annotation (JSON-LD): a collection with one page of annotations.

Recommendation of 23 February 2017, https://www.w3.org/TR/annotation-model/. Offsets are code points, as it
demands. A colour has no term there: it is a style class, and the collection carries the style sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.exports.losses import counted, is_lost
from reader.exports.names import PROGRAM, address, as_text
from reader.exports.stream import dump
from reader.model.shades import HEX
from reader.text.ids import urn_of, uuid_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.exports.shapes import Shape
    from reader.model import ArticleView, Highlight

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_STYLE = "\n".join(f".{name} {{ background: {value}; }}" for name, value in HEX.items())


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the collection; `total` stands behind the page, when it is known."""
    name = f"urn:uuid:{uuid_of('collection', 'highlights')}"
    page = f"urn:uuid:{uuid_of('collection', 'highlights page 1')}"
    head = dump({"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": "Highlights"})
    yield head[:-1]
    total = 0
    for view in views:
        for highlight in view.highlights:
            start = {"id": page, "type": "AnnotationPage", "startIndex": 0}
            before = b"," if total else b',"first":' + dump(start)[:-1] + b',"items":['
            yield before + b"\n" + dump(annotation(view, highlight))
            total += 1
    yield (b'\n]},"last":' + dump(page) if total else b"") + b',"total":%d}\n' % total


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what annotations do not say of an article."""
    return counted(view, "article text", "article note", "article tag", "link")


def annotation(view: ArticleView, highlight: Highlight) -> Shape:
    """Shape one annotation, as an item of a page (without `@context`)."""
    language = view.article.language
    bodies: list[Shape] = [
        {"type": "TextualBody", "value": tag, "purpose": "tagging"} for tag in highlight.tags
    ]
    if highlight.note:
        note: Shape = {"type": "TextualBody", "value": highlight.note, "format": "text/markdown"}
        bodies.insert(0, {**note, **({"language": language} if language else {}), "purpose": "commenting"})
    target: Shape = {"type": "SpecificResource", "source": address(view), "selector": selectors(highlight)}
    if view.article.title:  # by which a text is found that has no address
        target["dc:title"] = view.article.title
    made: Shape = {
        "id": urn_of("highlight", highlight.id),
        "type": "Annotation",
        "motivation": "commenting" if highlight.note else "highlighting",
        "created": highlight.created,
        "modified": highlight.updated or highlight.created,
        "generator": {"id": f"urn:uuid:{uuid_of('program', PROGRAM)}", "type": "Software", "name": PROGRAM},
    }
    if highlight.annotator:
        person = f"urn:uuid:{uuid_of('annotator', as_text(highlight.annotator))}"
        made["creator"] = {"id": person, "type": "Person", "name": highlight.annotator}
    if bodies:
        made["body"] = bodies
    if highlight.colour:
        made["stylesheet"] = {"type": "CssStylesheet", "value": _STYLE}
        target["styleClass"] = highlight.colour
    return {**made, "target": target}


def selectors(highlight: Highlight) -> list[Shape]:
    """Return the quote selector and, where the passage has a place, the position selector."""
    quote: Shape = {"type": "TextQuoteSelector", "exact": highlight.quote}
    for name, text in (("prefix", highlight.prefix), ("suffix", highlight.suffix)):
        if text:
            quote[name] = text
    if is_lost(highlight):
        return [quote]
    return [quote, {"type": "TextPositionSelector", "start": highlight.start, "end": highlight.end}]
