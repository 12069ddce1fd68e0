"""Where articles come from: one module a kind of source, and the registry that chooses.

A kind of text is a function `read(document) -> Imported` in a module of its own and a line in `READERS`.
"""

from __future__ import annotations

import os
import re
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from reader.model import Imported
from reader.sources.document import Document
from reader.sources.files import SourceError, origin_of, read_file, reason, show_name
from reader.sources.folder import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["SourceError", "count", "load"]

#: Kind -> module with `read`; imported when the first text of that kind comes.
READERS = {
    "text": "reader.sources.text",
    "markdown": "reader.sources.markdown",
    "html": "reader.sources.html",
    "epub": "reader.sources.epub",
    "pdf": "reader.sources.pdf",
}
_SUFFIXES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".epub": "epub",
    ".pdf": "pdf",
}
_begins_as_page = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,1000}-->\s*){0,3}<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
).match

_address = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE).match


def load(uri: str, *, encoding: str = "", allow_private: bool = False) -> Iterator[Imported]:
    """Yield what `uri` (a file, a folder, an address, `-` for standard input) holds, in order.

    What cannot be read is yielded with an `error`, and the others go on. `encoding` is used for every text;
    `allow_private` lets addresses of this machine and its network be read.
    """
    if uri == "-":
        yield _load_stdin(encoding)
    elif _address(uri):
        from reader.sources import web

        yield web.load(uri, _read, allow_private=allow_private)
    elif os.path.isdir(uri):
        yield from _load_folder(Path(uri), encoding)
    else:
        yield _load_file(Path(uri), encoding)


def count(uri: str) -> int:
    """Return how many texts `load(uri)` would try."""
    return sum(1 for _ in walk(Path(uri))) if uri != "-" and os.path.isdir(uri) else 1


def kind_of(raw: bytes, name: str) -> str:
    """Choose a reader by the content first, then by the name."""
    if _begins_as_page(raw[:8192]):
        return "html"
    if b"%PDF-" in raw[:1024]:
        return "pdf"
    if raw.startswith(b"PK\x03\x04") and (b"mimetypeapplication/epub+zip" in raw[:200]):
        return "epub"
    return _SUFFIXES.get(os.path.splitext(name)[1].lower(), "text")


def _read(document: Document) -> Imported:
    kind = kind_of(document.raw, document.name)
    read = cast("Callable[[Document], Imported]", import_module(READERS[kind]).read)
    try:
        return read(document)
    except SourceError as error:
        return Imported(document.origin, error=str(error))


def _load_stdin(encoding: str) -> Imported:
    from reader.sources.stdin import read_all

    try:
        raw = read_all()
    except SourceError as error:
        return Imported("-", error=str(error))
    return _read(Document(raw, "-", "", encoding))


def _load_file(path: Path, encoding: str) -> Imported:
    try:
        raw = read_file(path)
    except SourceError as error:
        return Imported(origin_of(path), error=str(error))
    return _read(Document(raw, origin_of(path), show_name(path), encoding))


def _load_folder(folder: Path, encoding: str) -> Iterator[Imported]:
    empty = True
    for found in walk(folder):
        empty = False
        if isinstance(found, OSError):
            where = os.fsdecode(found.filename or folder)
            yield Imported(origin_of(where), error=f"{show_name(where)} cannot be read: {reason(found)}.")
        else:
            yield _load_file(found, encoding)
    if empty:
        yield Imported(origin_of(folder), error=f"There are no texts in {show_name(folder)}.")
