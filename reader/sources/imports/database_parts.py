"""What is taken from SQLite databases of other programs; runs inside the worker process.

A database is opened for reading alone, as a file that does not change, so that nothing is written beside it;
only tables are asked, and nothing that the file itself defines is run.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from reader.sources.worker import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 500_000  # rows


def extract_kobo(raw: bytes) -> dict[str, Any]:
    """Return the highlights and bookmarks of the database at a path, each with its book."""
    with closing(_opened(raw)) as database:
        columns = _needed(database, "Bookmark")
        books = {}
        if _columns(database, "content"):
            rows = _rows(
                database, "SELECT ContentID, Title, Attribution FROM content WHERE ContentType = 6", ()
            )
            books = {row[0]: row[1:] for row in rows}
        colour = "Color" if "Color" in columns else "''"
        # what was deleted elsewhere is hidden until the next synchronisation
        shown = "COALESCE(Hidden, 'false') NOT IN ('true', 1, '1')" if "Hidden" in columns else "1"
        fields = f"BookmarkID, VolumeID, Text, Annotation, DateCreated, {colour}"
        query = f"SELECT {fields} FROM Bookmark WHERE {shown} ORDER BY DateCreated"
        marks = []
        for name, volume, words, note, created, shade in _rows(database, query, ()):
            title, authors = books.get(volume, ("", ""))
            marks.append(
                {
                    "id": name,
                    "volume": str(volume),
                    "text": words,
                    "note": note,
                    "created": created,
                    "colour": "" if shade is None else str(shade),
                    "title": title,
                    "authors": authors,
                }
            )
    return {"marks": marks}


def extract_taguette(raw: bytes) -> dict[str, Any]:
    """Return the tags and documents of the project at a path."""
    with closing(_opened(raw)) as database:
        for table in ("tags", "documents", "highlights", "highlight_tags"):
            _needed(database, table)
        tags = _rows(database, "SELECT id, path, description FROM tags ORDER BY path", ())
        names = {row[0]: row[1] for row in tags}
        tagged: dict[Any, list[str]] = {}
        for mark, tag in _rows(database, "SELECT highlight_id, tag_id FROM highlight_tags", ()):
            tagged.setdefault(mark, []).append(names.get(tag, ""))
        documents = []
        query = "SELECT id, document_id, snippet FROM highlights ORDER BY document_id, start_offset"
        marks: dict[Any, list[dict[str, Any]]] = {}
        for name, document, snippet in _rows(database, query, ()):
            marks.setdefault(document, []).append(
                {"id": name, "snippet": snippet, "tags": tagged.get(name, [])}
            )
        for name, title, contents in _rows(
            database, "SELECT id, name, contents FROM documents ORDER BY id", ()
        ):
            documents.append({"id": name, "name": title, "contents": contents, "marks": marks.get(name, [])})
    return {"tags": [{"path": row[1], "description": row[2]} for row in tags], "documents": documents}


def _opened(raw: bytes) -> sqlite3.Connection:
    path = os.fsdecode(raw)
    try:
        database = sqlite3.connect(f"file:{quote(path)}?mode=ro&immutable=1", uri=True)
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA query_only = ON")
        database.execute("PRAGMA cell_size_check = ON")
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024)
        database.text_factory = lambda value: value.decode("utf-8", "replace")
    except sqlite3.Error:
        raise Refused("is damaged: it is no database") from None
    return database


def _needed(database: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns of a table that must be there: what a view gives may never end."""
    if columns := _columns(database, table):
        return columns
    raise Refused(f"is damaged: it has no table {table}")


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    """Return the columns of a table; none where there is no table of that name."""
    kind = _rows(database, "SELECT type FROM sqlite_master WHERE name = ? COLLATE NOCASE", (table,))
    if kind != [("table",)]:
        return set()
    return {str(row[1]) for row in _rows(database, f"PRAGMA table_info({table})", ())}


def _rows(database: sqlite3.Connection, query: str, given: Sequence[object]) -> list[tuple[Any, ...]]:
    try:
        found = database.execute(query, given).fetchmany(_MOST)
    except (sqlite3.Error, ValueError, OverflowError):
        raise Refused("is damaged: a table of it cannot be read") from None
    return [tuple(None if isinstance(cell, bytes) else cell for cell in row) for row in found]
