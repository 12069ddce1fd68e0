"""Where articles come from: one module a kind of source, and the registry that chooses.

A kind of text is a function `read(document) -> Imported` in a module of its own and a line in `READERS`; what
is several is `read_all(document) -> Iterator[Imported]` and a line in `SEVERAL`; what holds other texts is
`unwrap(document) -> Iterator[Document]` and a line in `WRAPPERS`. Plug-ins of other packages are asked first.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from reader.model import Imported
from reader.sources import plugged
from reader.sources.document import Document
from reader.sources.files import SourceError, origin_of, read_file, reason, show_name
from reader.sources.folder import walk
from reader.sources.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["SourceError", "count", "load"]

#: Kind -> module with `read`; imported when the first text of that kind comes.
READERS = {
    "text": "reader.sources.text",
    "markdown": "reader.sources.markdown",
    "html": "reader.sources.html",
    "mhtml": "reader.sources.mhtml",
    "mail": "reader.sources.mail",
    "subtitles": "reader.sources.subtitles",
    **dict.fromkeys(("epub", "pdf", "docx", "odt", "rtf"), "reader.sources.book"),
}
#: Kind -> module with `read_all`: several articles in one.
SEVERAL = {"feed": "reader.sources.feed", "epub-chapters": "reader.sources.chapters"}
#: Kind -> module with `unwrap`: each document in it is read as what it is.
WRAPPERS = {"compressed": "reader.sources.compressed", "mbox": "reader.sources.mbox"}
_BY_CHAPTER = {"epub": "epub-chapters"}
_MOST_WRAPPINGS = 3

_address = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE).match


def load(
    uri: str, *, encoding: str = "", allow_private: bool = False, chapters: bool = False
) -> Iterator[Imported]:
    """Yield what `uri` (a file, a folder, an address, `-` for standard input) holds, in order.

    What cannot be read is yielded with an `error`, and the others go on. `encoding` is used for every text;
    `allow_private` lets addresses of this machine and its network be read; `chapters` makes an article of
    each chapter of a book. `file#part`, where no file has that name, is one of the articles in a file.
    """
    asked = Document(b"", "", encoding=encoding, chapters=chapters)
    for imported in _load(uri, asked, allow_private):
        said = plugged.remarks()
        yield replace(imported, report=(*said, *imported.report)) if said else imported


def _load(uri: str, asked: Document, allow_private: bool) -> Iterator[Imported]:
    if uri == "-":
        yield from _load_stdin(asked)
    elif plugin := plugged.claimant(uri):
        yield from plugged.load(plugin, uri, partial(_read, chapters=asked.chapters))
    elif _address(uri):
        from reader.sources import web

        yield from web.load(uri, partial(_read, chapters=asked.chapters), allow_private=allow_private)
    elif os.path.isdir(uri):
        yield from _load_folder(Path(uri), asked)
    elif "#" in uri and not os.path.lexists(uri) and os.path.isfile(whole := uri.partition("#")[0]):
        yield from _load_part(Path(whole), uri, asked)
    else:
        yield from _load_file(Path(uri), asked)


def count(uri: str) -> int:
    """Return how many texts `load(uri)` would try."""
    return sum(1 for _ in walk(Path(uri))) if uri != "-" and os.path.isdir(uri) else 1


def _read(document: Document, wrappings: int = 0, *, chapters: bool = False) -> Iterator[Imported]:
    """Yield what a document holds: an article, or those of the documents in it."""
    kind = document.kind or kind_of(document.raw, document.name)
    if chapters or document.chapters:
        kind = _BY_CHAPTER.get(kind, kind)
    try:
        if kind in READERS:
            read = cast("Callable[[Document], Imported]", import_module(READERS[kind]).read)
            yield read(replace(document, kind=kind))
        elif kind in SEVERAL:
            read_all = cast("Callable[[Document], Iterator[Imported]]", import_module(SEVERAL[kind]).read_all)
            yield from read_all(document)
        elif wrappings == _MOST_WRAPPINGS:
            raise SourceError(f"{document.called} is packed more than {_MOST_WRAPPINGS} times.")
        else:
            unwrap = cast("Callable[[Document], Iterator[Document]]", import_module(WRAPPERS[kind]).unwrap)
            for inside in unwrap(document):
                yield from _read(inside, wrappings + 1, chapters=chapters)
    except SourceError as error:
        yield Imported(document.origin, error=str(error))


def _load_stdin(asked: Document) -> Iterator[Imported]:
    from reader.sources.stdin import read_all

    try:
        raw = read_all()
    except SourceError as error:
        yield Imported("-", error=str(error))
        return
    yield from _read(replace(asked, raw=raw, origin="-"))


def _load_one(path: Path, asked: Document) -> Iterator[Imported]:
    """Yield what a file in a folder holds, by whatever reads it."""
    if plugin := plugged.claimant(str(path)):
        yield from plugged.load(plugin, str(path), partial(_read, chapters=asked.chapters))
    else:
        yield from _load_file(path, asked)


def _load_file(path: Path, asked: Document) -> Iterator[Imported]:
    try:
        raw = read_file(path)
    except SourceError as error:
        yield Imported(origin_of(path), error=str(error))
        return
    yield from _read(replace(asked, raw=raw, origin=origin_of(path), name=show_name(path)))


def _load_part(path: Path, uri: str, asked: Document) -> Iterator[Imported]:
    """Yield the one of the articles in a file that has an address of its own."""
    wanted = origin_of(uri)
    for imported in _load_file(path, replace(asked, chapters=True)):
        if imported.origin == wanted or imported.error:
            yield imported
            return
    yield Imported(wanted, error=f"{show_name(path)} holds no such article any longer.")


def _load_folder(folder: Path, asked: Document) -> Iterator[Imported]:
    from reader.sources.imports import imports_in, is_import

    empty = True
    for found in walk(folder):
        empty = False
        if isinstance(found, OSError):
            where = os.fsdecode(found.filename or folder)
            yield Imported(origin_of(where), error=f"{show_name(where)} cannot be read: {reason(found)}.")
        elif is_import(origin_of(found)):
            yield _passages(origin_of(found))
        else:
            yield from _load_one(found, asked)
    if not empty:
        return
    try:  # what a device or another program left
        yield from map(_passages, imports_in(str(folder)))
    except SourceError:
        yield Imported(origin_of(folder), error=f"There are no texts in {show_name(folder)}.")


def _passages(path: str) -> Imported:
    told = f"{show_name(path)} holds passages of another program, which `import` takes."
    return Imported(path, error=told, is_import=True)
