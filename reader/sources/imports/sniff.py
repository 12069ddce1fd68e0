"""What a file to import from is: told by its content; of tables by their header, of JSON by its keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.sources.imports.file import File

_own = re.compile(rb'\{\s*"format"\s*:\s*"reader"').match
_laid_out_own = re.compile(rb'"format"\s*:\s*"reader"').search

#: Importer -> what stands in a JSON document of it, all of one line; the first that fits counts.
_JSON: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("w3c", (b"http://www.w3.org/ns/anno.jsonld",)),
    ("hypothesis", (b'"annotations"', b'"target"', b'"uri"')),
    ("hypothesis", (b'"rows"', b'"target"', b'"uri"')),
)
#: Header of a table, as a set of names without case -> importer. A header may have more columns.
_TABLES: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(names.split(",")), importer)
    for names, importer in (("id,article_id,quote,note,tags,start,end", "csv"),)
)
#: Bytes in an archive, names of its members among them -> importer.
_ARCHIVES = {b"project.qde": "refi-qda", b".qde": "refi-qda"}


def importer_of(file: File) -> str:
    """Return the name of the importer for a file; empty where none knows it."""
    head = file.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"PK\x03\x04"):
        return _ARCHIVES.get(file.first_of(*_ARCHIVES), "")
    if head.startswith((b"{", b"[")):
        return _json(head)
    if b"urn:QDA-XML:codebook" in head[:4096]:
        return "refi-qda"
    return _table(head)


def _json(head: bytes) -> str:
    if _own(head):
        return "json"
    first = head.split(b"\n", 1)[0]
    if first.rstrip().endswith(b"}") and b'"quote"' in first and b'"article"' in first:
        return "jsonl"
    found = (name for name, keys in _JSON if all(key in head for key in keys))
    return next(found, "json" if _laid_out_own(head) else "")


def _table(head: bytes) -> str:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    names = {name.strip().strip('"').casefold() for name in first.split(",")}
    return next((importer for known, importer in _TABLES if known <= names), "")
