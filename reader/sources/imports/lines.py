"""JSON lines, a passage a line, as `export --format jsonl` and `highlights --json` write them."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from reader.model import Imported
from reader.sources.imports.own_fields import metadata_of, passage_of
from reader.sources.imports.values import Fields, line, text
from reader.text.ids import read_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File


def read(file: File) -> Iterator[Imported]:
    """Yield the articles, each with its passages, and an error for each line that is none."""
    for article, group in groupby(_objects(file), _article_of):
        shapes = list(group)
        if article is None:
            yield from (Imported(file.origin, error=text(each.get("error"))) for each in shapes)
            continue
        about = {name: shapes[0].get(name) for name in ("title", "url", "site", "authors")}
        passages = tuple(map(passage_of, shapes))
        yield Imported(file.origin, metadata_of(about), id=read_id(article) or 0, passages=passages)


def _article_of(shape: Fields) -> str | None:
    return None if "error" in shape else line(shape.get("article"))


def _objects(file: File) -> Iterator[Fields]:
    for number, row in enumerate(file.lines(), 1):
        if not row.strip():
            continue
        try:
            value = json.loads(row)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict) and "quote" in value:
            yield value
        else:
            yield {"error": f"{file.name}, line {number}: this is no passage."}
