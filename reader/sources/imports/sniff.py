"""What a file to import from is: told by its content; of tables by their header, of JSON by its keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.sources.imports.file import File

_own = re.compile(rb'\{\s*"format"\s*:\s*"reader"').match
_laid_out_own = re.compile(rb'"format"\s*:\s*"reader"').search

#: Importer -> what stands in a JSON document of it; the first that fits counts.
_JSON: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("w3c", (b"http://www.w3.org/ns/anno.jsonld",)),
    ("hypothesis", (b'"annotations"', b'"target"', b'"uri"')),
    ("hypothesis", (b'"rows"', b'"target"', b'"uri"')),
    ("wallabag", (b'"is_archived"', b'"is_starred"', b'"content"')),
    ("readeck", (b'"bookmark_id"', b'"text"')),
    ("readeck", (b'"is_marked"', b'"read_progress"')),
    ("omnivore", (b'"slug"', b'"savedAt"', b'"readingProgress"')),
    ("zotero", (b'"itemType"', b'"key"')),
    ("zotero", (b'"itemType"', b'"attachments"')),
    ("koreader", (b'"entries"', b'"title"')),
)
#: Header of a table, as a set of names without case -> importer. A header may have more columns.
_TABLES: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(names.split(",")), importer)
    for names, importer in (
        ("id,article_id,quote,note,tags,start,end", "csv"),
        ("highlight,book title", "readwise"),
        ("highlight,title,author,note", "readwise"),
        ("title,url,saved date,reading progress", "readwise-reader"),
        ("url,title,selection,folder", "instapaper"),
        ("title,url,time_added,tags", "pocket"),
        ("tag,description", "taguette"),
    )
)
#: Bytes in an archive, parts of the names of its members -> importer.
_ARCHIVES = {
    b"project.qde": "refi-qda",
    b".qde": "refi-qda",
    b"metadata_0_": "omnivore",
    b"part_0000": "pocket-zip",
}
#: Bytes in a database, where its tables are defined -> importer.
_DATABASES = {b"CREATE TABLE Bookmark": "kobo", b"CREATE TABLE highlight_tags": "taguette"}
_DOCUMENTS = (b"mimetypeapplication/", b"[Content_Types].xml")

_is_lua = re.compile(rb"(?:--[^\n]*\n\s*)*return\s*\{").match
_is_bookmarks = re.compile(
    rb"<!doctype\s+netscape-bookmark-file|<title>\s*pocket export", re.IGNORECASE
).search


def importer_of(file: File) -> str:
    """Return the name of the importer for a file; empty where none knows it."""
    head = file.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"PK\x03\x04"):
        is_document = any(mark in head[:400] for mark in _DOCUMENTS)
        return "" if is_document else _ARCHIVES.get(file.first_of(*_ARCHIVES), "")
    if head.startswith(b"SQLite format 3\0"):
        return _DATABASES.get(file.first_of(*_DATABASES), "")
    if head.startswith((b"{", b"[")):
        return _json(head)
    if b"urn:QDA-XML:codebook" in head[:4096]:
        return "refi-qda"
    if head.startswith(b"<"):
        return "bookmarks" if _is_bookmarks(head[:4096]) else ""
    if _is_lua(head) and (b'["' in head or b"annotations" in head):
        return "koreader"
    return "kindle" if _is_clippings(head) else _table(head)


def _json(head: bytes) -> str:
    if _own(head):
        return "json"
    first = head.split(b"\n", 1)[0]
    if first.rstrip().endswith(b"}") and b'"quote"' in first and b'"article"' in first:
        return "jsonl"
    found = (name for name, keys in _JSON if all(key in head for key in keys))
    return next(found, "json" if _laid_out_own(head) else "")


def _is_clippings(head: bytes) -> bool:
    """Tell whether the first clipping tells what it is on its second line."""
    if b"==========" not in head:
        return False
    from reader.sources.imports.kindle_words import kind_of

    lines = head[:4096].decode("utf-8", "replace").splitlines()
    return len(lines) > 1 and lines[1].lstrip("\ufeff").startswith(("-", "–")) and bool(kind_of(lines[1]))


def _table(head: bytes) -> str:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    names = {name.strip().strip('"').casefold() for name in first.split(",")}
    return next((importer for known, importer in _TABLES if known <= names), "")
