"""Pocket's export: a ZIP archive of tables, and of highlights as JSON."""

from __future__ import annotations

import csv
import json
from io import StringIO
from typing import TYPE_CHECKING

from reader.sources.files import SourceError
from reader.sources.imports.links import pocket_article
from reader.sources.imports.values import line, objects, text
from reader.sources.unzip import Archive
from reader.sources.worker import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.model import Imported
    from reader.sources.imports.file import File


def read_pocket(file: File) -> Iterator[Imported]:
    """Yield the articles of an export of Pocket, with their highlights. Raises SourceError."""
    try:
        archive = Archive(file.raw())
        marks: dict[str, list[tuple[str, str]]] = {}
        table: list[dict[str, str]] = []
        for name in sorted(archive.names):
            if name.endswith(".csv"):
                table += _rows(archive.read(name).decode("utf-8-sig", "replace"))
            elif name.endswith(".json"):
                for entry in objects(_json(archive, name)):
                    found = [
                        (text(each.get("quote")), text(each.get("created_at")))
                        for each in objects(entry.get("highlights"))
                    ]
                    marks.setdefault(line(entry.get("url"), 2000), []).extend(found)
                    table.append(
                        {"url": text(entry.get("url")), "title": text(entry.get("title")), "": "marked"}
                    )
    except Refused as error:
        raise SourceError(f"{file.name} {error}.") from None
    seen: set[str] = set()
    for row in file.through(table):
        url = line(row.get("url"), 2000)
        if url and url not in seen:
            seen.add(url)
            yield pocket_article(file, row, marks.get(url, []))


def _rows(written: str) -> list[dict[str, str]]:
    reader = csv.reader(StringIO(written, newline=""))
    try:
        header = next(reader, [])
        return [dict(zip(header, row, strict=False)) for row in reader if any(row)]
    except csv.Error:
        raise Refused("is damaged: a table in it cannot be read") from None


def _json(archive: Archive, name: str) -> object:
    try:
        return json.loads(archive.read(name))
    except (ValueError, RecursionError):
        raise Refused(f"is damaged: {line(name, 80)} in it is no whole JSON document") from None
