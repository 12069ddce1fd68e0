"""The program's own JSON: everything back, an article at a time, so that memory stays flat."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.model import Imported
from reader.sources.files import SourceError
from reader.sources.imports.own_fields import body_of, kept_of, metadata_of, passage_of, status_of, tag_of
from reader.sources.imports.values import Fields, fields, line, objects, text
from reader.text.ids import read_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

_VERSION = 1
_END = b"]}"


def read(file: File) -> Iterator[Imported]:
    """Yield the codebook, then the articles. Raises SourceError."""
    yield from _whole(file, fields(file.json())) if _is_laid_out(file) else _by_lines(file)


def _is_laid_out(file: File) -> bool:
    """Tell whether another program wrote the document anew, so that its lines say nothing."""
    return not file.head.split(b"\n", 1)[0].rstrip().endswith(b'"articles":[')


def _by_lines(file: File) -> Iterator[Imported]:
    lines = file.lines()
    head = _parsed(next(lines).rstrip() + _END)
    if head is None:
        raise file.damaged("its first line is none of ours")
    yield from _codebook(file, head)
    ended = False
    for number, row in enumerate(lines, 2):
        if row.strip() == _END:
            ended = True
        elif row.strip():
            entry = _parsed(row.rstrip().removesuffix(b","))
            if entry is None:
                yield Imported(file.origin, error=f"{file.name}, line {number}: this is no whole article.")
            else:
                yield _article(file, entry)
    if not ended:
        yield Imported(file.origin, error=f"{file.name} is damaged: its end is missing.")


def _parsed(row: bytes) -> Fields | None:
    try:
        value = json.loads(row)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _whole(file: File, document: Fields) -> Iterator[Imported]:
    yield from _codebook(file, document)
    for entry in file.through(list(objects(document.get("articles")))):
        yield _article(file, entry)


def _codebook(file: File, document: Fields) -> Iterator[Imported]:
    version = document.get("version")
    if type(version) is not int or version > _VERSION:
        raise SourceError(f"{file.name} was written by a newer version of this program.")
    tags = tuple(filter(None, map(tag_of, objects(document.get("codebook")))))
    if tags:
        yield Imported(file.origin, codebook=tags)


def _article(file: File, entry: Fields) -> Imported:
    shape = fields(entry.get("article"))
    body = body_of(shape)
    metadata = metadata_of(shape)
    passages = tuple(map(passage_of, objects(entry.get("highlights"))))
    if not metadata.title and not body.text.strip() and not passages:
        return Imported(file.origin, error=f"{file.name}: one article has neither a title nor a text.")
    return Imported(
        origin=line(shape.get("origin"), 4000),
        metadata=metadata,
        body=body,
        source=line(shape.get("source"), 40) or "text",
        tags=tuple(each for each in map(line, _texts(shape.get("tags"))) if "," not in each),
        status=status_of(shape),
        id=read_id(text(shape.get("id"))) or 0,
        kept=kept_of(shape),
        passages=passages,
    )


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
