"""Tables of comma-separated values, row by row; and the table of passages that `export` writes."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING

from reader.model import Imported, Metadata, Passage
from reader.sources.imports.values import line, moment, number
from reader.text.guard import unguarded
from reader.text.ids import read_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

Row = dict[str, str]
_LARGEST_CELL = 64 * 1024 * 1024


def rows(file: File, *needed: str) -> list[Row]:
    """Return the rows of a table by its header, whose names are taken without case.

    Raises:
        SourceError: it is no table, or lacks a column that is `needed`.
    """
    csv.field_size_limit(_LARGEST_CELL)
    text = file.text().lstrip("\ufeff")
    try:
        every = csv.reader(StringIO(text, newline=""), strict=False)
        header = [name.strip().casefold() for name in next(every, [])]
        if missing := [name for name in needed if name not in header]:
            raise file.damaged(f"it is no table with a column “{missing[0]}”")
        return [dict(zip(header, row, strict=False)) for row in every if any(row)]
    except csv.Error as error:
        raise file.damaged(f"it is no table ({error})") from None


def read(file: File) -> Iterator[Imported]:
    """Yield the articles of our own table, each with its passages."""
    every = [
        {name: unguarded(cell) for name, cell in row.items()} for row in rows(file, "quote", "article_id")
    ]
    groups = [list(group) for _, group in groupby(every, lambda row: row.get("article_id", ""))]
    for group in file.through(groups):
        first = group[0]
        yield Imported(
            file.origin,
            Metadata(
                line(first.get("title")),
                authors=tuple(filter(None, (line(name) for name in first.get("author", "").split(", ")))),
                url=line(first.get("url"), 2000),
            ),
            id=read_id(first.get("article_id", "")) or 0,
            passages=tuple(map(_passage, group)),
        )


def _passage(row: Row) -> Passage:
    return Passage(
        quote=row.get("quote", ""),
        id=read_id(row.get("id", "")) or 0,
        start=number(row.get("start")),
        end=number(row.get("end")),
        colour=row.get("colour", ""),
        tags=tuple(filter(None, (line(name) for name in row.get("tags", "").split(",")))),
        note=row.get("note", ""),
        created=moment(row.get("created")),
    )
