"""Readwise: the CSV that it exports and the one that it imports, and the list of its Reader."""

from __future__ import annotations

import ast
import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.model import Imported, Kept, Metadata, Passage
from reader.model.shades import colour_near
from reader.sources.imports.table import Row, rows
from reader.sources.imports.values import digest, items, line, moment, tags, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

_tag_line = re.compile(r"\.[^\s.]\S*").fullmatch
_FAVOURITE = "favorite"


def read(file: File) -> Iterator[Imported]:
    """Yield an article for each book or page with highlights. Raises SourceError."""
    books: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows(file, "highlight"):
        title, author = (
            row.get("book title", row.get("title", "")),
            row.get("book author", row.get("author", "")),
        )
        books.setdefault((title, author, row.get("url", "")), []).append(row)
    for (title, author, url), group in file.through(list(books.items())):
        lost: Counter[str] = Counter()
        document_tags = tags(group[0].get("document tags", "").split(","), lost)
        yield Imported(
            file.origin,
            Metadata(
                line(title),
                authors=tuple(filter(None, map(line, re.split(r",| and |;", author)))),
                url=line(url, 2000),
            ),
            tags=document_tags,
            passages=tuple(_passage(row, title, lost) for row in group),
            lost=lost,
        )


def _passage(row: Row, title: str, lost: Counter[str]) -> Passage:
    note, named = _note(row.get("note", ""))
    when = row.get("highlighted at", row.get("date", ""))
    return Passage(
        row.get("highlight", ""),
        f"readwise:{digest(title, row.get('highlight'), when)}",
        colour=colour_near(row.get("color", "")),
        tags=tags([*row.get("tags", "").split(","), *named], lost),
        note=note,
        created=moment(when),
    )


def _note(given: str) -> tuple[str, list[str]]:
    """Part the tags at the head of a note, which are written `.tag`, from the note."""
    lines, named = given.replace("\r\n", "\n").split("\n"), []
    while lines and _tag_line(lines[0]):
        named.append(lines.pop(0)[1:])
    return "\n".join(lines).removeprefix(" ") if named or given.startswith(" .") else given, named


def read_list(file: File) -> Iterator[Imported]:
    """Yield the articles of a Reader's list; it holds no highlights. Raises SourceError."""
    for row in file.through(rows(file, "url", "title")):
        lost: Counter[str] = Counter()
        place = row.get("location", "").strip().lower()
        yield Imported(
            file.origin,
            Metadata(line(row.get("title")), url=line(row.get("url"), 2000)),
            status="archived" if place == "archive" else "new" if place == "feed" else "",
            tags=tags(_literal(row.get("document tags", "")), lost),
            kept=Kept(added=moment(row.get("saved date")), progress=_share(row.get("reading progress", ""))),
            lost=lost,
        )


def _literal(cell: str) -> list[str]:
    """Read a list as Python writes it, or names that are parted by commas."""
    if not cell.startswith("["):
        return cell.split(",")
    try:
        return [text(item) for item in items(ast.literal_eval(cell[:20_000]))]
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return []


def _share(cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        return 0.0
    return min(1.0, value) if value > 0 else 0.0
