"""KOReader: what it keeps beside a book (`metadata.epub.lua`), and the JSON of its exporter."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.model import Imported, Kept, Metadata, Passage
from reader.model.shades import colour_near
from reader.sources.imports.lua import LuaError, Table, load, values_of
from reader.sources.imports.values import Fields, digest, fields, line, moment, objects, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.sources.imports.file import File

#: What older versions write as the text of a bookmark that has none of a person's.
_is_automatic = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s*$").search
_STATUS = {"complete": "done", "abandoned": "archived", "reading": "reading"}


def read(file: File) -> Iterator[Imported]:
    """Yield an article for each book. Raises SourceError."""
    if file.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        yield from _exported(file)
        return
    try:
        table = load(file.raw().removeprefix(b"\xef\xbb\xbf"))
    except LuaError as error:
        raise file.damaged(str(error)) from None
    imported = _sidecar(file, table)
    yield from file.through([imported] if imported else [])


# -- the table beside a book


def _sidecar(file: File, table: Table) -> Imported | None:
    lost: Counter[str] = Counter()
    props, stats = _table(table.get("doc_props")), _table(table.get("stats"))
    title = line(props.get("title")) or line(stats.get("title")) or _name_of(text(table.get("doc_path")))
    title = title or _name_of(file.path.removesuffix(".lua"))
    marks = list(_annotations(table, lost) if "annotations" in table else _older(table, lost))
    if not marks and not lost:
        return None
    authors = text(props.get("authors")) or text(stats.get("authors"))
    summary = _table(table.get("summary"))
    return Imported(
        file.origin,
        Metadata(
            title,
            authors=tuple(filter(None, map(line, re.split(r"\n|;", authors)))),
            language=line(props.get("language"), 40),
        ),
        status=_STATUS.get(text(summary.get("status")), ""),
        kept=Kept(note=text(summary.get("note"))),
        passages=tuple(_passage(title, each) for each in marks),
        lost=lost,
    )


def _annotations(table: Table, lost: Counter[str]) -> Iterator[Table]:
    for each in map(_table, values_of(table.get("annotations"))):
        if each.get("drawer"):
            yield each
        else:
            lost["bookmark"] += 1


def _older(table: Table, lost: Counter[str]) -> Iterator[Table]:
    """Give the highlights of versions before 2024: by page, with the notes apart."""
    notes: dict[str, str] = {}
    for each in map(_table, values_of(table.get("bookmarks"))):
        note = text(each.get("text"))
        if not each.get("highlighted"):
            lost["bookmark"] += 1
        elif note and not _is_automatic(note) and note != text(each.get("notes")):
            notes[text(each.get("datetime"))] = note
    for page in values_of(table.get("highlight")):
        for each in map(_table, values_of(page)):
            yield {**each, "note": notes.get(text(each.get("datetime")), "")}


def _passage(title: str, each: Table) -> Passage:
    where = each.get("pos0")
    place = text(where) if not isinstance(where, dict) else f"{where.get('x')} {where.get('y')}"
    return Passage(
        text(each.get("text")),
        f"koreader:{digest(title, each.get('datetime'), place)}",
        colour=colour_near(text(each.get("color"))),
        note=text(each.get("note")),
        created=moment(each.get("datetime")),
    )


def _table(value: object) -> Table:
    return value if isinstance(value, dict) else {}


def _name_of(path: str) -> str:
    """Return the name of a book's file, without its folder and its ending."""
    name = re.split(r"[/\\]", path.rstrip("/\\"))[-1]
    return line(name.rpartition(".")[0] or name).removeprefix("metadata")


# -- the exporter


def _exported(file: File) -> Iterator[Imported]:
    document = fields(file.json())
    books = list(objects(document.get("documents"))) or [document]
    for book in file.through(books):
        entries = list(objects(book.get("entries")))
        if entries or text(book.get("title")):
            yield _book(file, book, entries)


def _book(file: File, book: Fields, entries: Iterable[Fields]) -> Imported:
    title = line(book.get("title")) or _name_of(text(book.get("file")))
    passages = [
        Passage(
            text(each.get("text")),
            f"koreader:{digest(title, each.get('time'), each.get('page'), each.get('text'))}",
            colour=colour_near(text(each.get("color"))),
            note=text(each.get("note")),
            created=moment(each.get("time")),
        )
        for each in entries
    ]
    authors = re.split(r"\n|;", text(book.get("author")))
    return Imported(
        file.origin,
        Metadata(title, authors=tuple(filter(None, map(line, authors)))),
        passages=tuple(passages),
    )
