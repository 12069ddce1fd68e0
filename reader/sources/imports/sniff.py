"""What a file to import from is: told by its content, of tables by their header; by its name at last."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.sources.imports.file import File

_own = re.compile(rb'\{\s*"format"\s*:\s*"reader"').match

#: Header of a table, as a set of names without case -> importer. A header may have more columns.
_TABLES: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(names.split(",")), importer)
    for names, importer in (("id,article_id,quote,note,tags,start,end", "csv"),)
)


def importer_of(file: File) -> str:
    """Return the name of the importer for a file; empty where none knows it."""
    head = file.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"{", b"[")):
        return _json(head)
    return _table(head)


def _json(head: bytes) -> str:
    if _own(head):
        return "json"
    first = head.split(b"\n", 1)[0]
    if first.rstrip().endswith(b"}") and b'"quote"' in first and b'"article"' in first:
        return "jsonl"
    return ""


def _table(head: bytes) -> str:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    names = {name.strip().strip('"').casefold() for name in first.split(",")}
    return next((importer for known, importer in _TABLES if known <= names), "")
