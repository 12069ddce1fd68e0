"""Web Annotations (JSON-LD): collections, pages, lists of annotations and single ones.

Recommendation of 23 February 2017, https://www.w3.org/TR/annotation-model/. Offsets are code points.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reader.model import Imported, Kept, Metadata, Passage
from reader.model.shades import colour_near
from reader.sources.imports.values import Fields, fields, items, line, moment, number, tags, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

_QUOTE, _POSITION = "TextQuoteSelector", "TextPositionSelector"


def read(file: File) -> Iterator[Imported]:
    """Yield an article for each source that annotations are of. Raises SourceError."""
    by_source: dict[str, list[Fields]] = {}
    strange = 0
    for annotation in _annotations(file.json()):
        source = _source(_target(annotation))
        if source:
            by_source.setdefault(source, []).append(annotation)
        else:
            strange += 1
    if strange:
        yield Imported(file.origin, error=f"{file.name}: {strange} annotations do not say what they are of.")
    for source, group in file.through(list(by_source.items())):
        yield _article(file, source, group)


def _annotations(document: object) -> Iterator[Fields]:
    """Yield the annotations in a document of whatever shape."""
    waiting = [document]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += reversed(each)
        elif isinstance(each, dict):
            if "target" in each:
                yield each
            else:
                waiting += [each[name] for name in ("items", "first") if name in each]


def _target(annotation: Fields) -> Fields:
    """Return the first target; one that is only an address as an object."""
    target = annotation.get("target")
    target = items(target)[0] if items(target) else target
    return {"source": target} if isinstance(target, str) else fields(target)


def _source(target: Fields) -> str:
    source = target.get("source") or target.get("id")
    return line(fields(source).get("id") if isinstance(source, dict) else source, 2000)


def _article(file: File, source: str, annotations: list[Fields]) -> Imported:
    lost: Counter[str] = Counter()
    passages, notes = [], []
    for annotation in annotations:
        if len(items(annotation.get("target"))) > 1:
            lost["further target"] += len(items(annotation["target"])) - 1
        passage = _passage(annotation, lost)
        if passage.quote:
            passages.append(passage)
        elif passage.note and not fields(_target(annotation)).get("selector"):
            notes.append(passage.note)
        else:
            lost["annotation without words"] += 1
    is_urn = source.startswith("urn:")
    return Imported(
        source if is_urn else file.origin,
        Metadata(_title(annotations), url="" if is_urn else source),
        kept=Kept(note="\n\n".join(notes)),
        passages=tuple(passages),
        lost=lost,
    )


def _title(annotations: list[Fields]) -> str:
    """Return the title that one of some annotations says its source has; the model has no term for it."""
    targets = map(_target, annotations)
    told = (each for target in targets for each in (target, fields(target.get("source"))))
    titles = (line(each.get(name)) for each in told for name in ("dc:title", "dcterms:title", "title"))
    return next(filter(None, titles), "")


def _passage(annotation: Fields, lost: Counter[str]) -> Passage:
    target, found = _target(annotation), _selectors(_target(annotation).get("selector"), lost)
    quote, position = found.get(_QUOTE, {}), found.get(_POSITION, {})
    notes, names = _bodies(annotation, lost)
    creator = annotation.get("creator")
    return Passage(
        quote=text(quote.get("exact")),
        key=line(annotation.get("id")) or "",
        prefix=text(quote.get("prefix")),
        suffix=text(quote.get("suffix")),
        start=number(position.get("start")),
        end=number(position.get("end")),
        colour=colour_near(text(target.get("styleClass"))),
        tags=tags(names, lost),
        note="\n\n".join(notes),
        annotator=line(fields(creator).get("name") or fields(creator).get("nickname")),
        created=moment(annotation.get("created")),
    )


def _selectors(selector: object, lost: Counter[str]) -> dict[str, Fields]:
    """Return the selectors by their type, also those that refine others."""
    found: dict[str, Fields] = {}
    waiting = [selector]
    while waiting:
        each = waiting.pop()
        waiting += items(each)
        if isinstance(each, dict):
            kind = text(each.get("type"))
            if kind in (_QUOTE, _POSITION):
                found.setdefault(kind, each)
            elif kind:
                lost["other selector"] += 1
            if "refinedBy" in each:
                waiting.append(each["refinedBy"])
    return found


def _bodies(annotation: Fields, lost: Counter[str]) -> tuple[list[str], list[str]]:
    """Return the notes and the tags of an annotation."""
    notes, names = [text(annotation.get("bodyValue"))], []
    body = annotation.get("body")
    for each in items(body) or [body]:
        if isinstance(each, str):
            notes.append(each)
        elif isinstance(each, dict):
            value, purpose = text(each.get("value")), each.get("purpose")
            if "tagging" in (items(purpose) or [purpose]):
                names.append(value)
            elif value:
                notes.append(value)
            else:
                lost["body that is no text"] += 1
    return [note for note in notes if note.strip()], names
