"""Articles and passages out of other programs, and back out of our own exports: one module a format.

A format is a function `read(file) -> Iterator[Imported]` in a module of its own and a line in `IMPORTERS`;
`sniff` tells by its content which one a file is of.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from reader.model import Imported
from reader.sources.files import SourceError, show_name
from reader.sources.imports.file import File, open_file
from reader.sources.imports.sniff import importer_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["IMPORTERS", "File", "Importer", "importer_of", "imports_in", "is_import", "open_file"]


@dataclass(frozen=True)
class Importer:
    """A format to read. Its module, imported when first used, has `read`, or the function named behind it."""

    name: str
    about: str
    module: str

    def read(self, file: File) -> Iterator[Imported]:
        """Yield what a file holds; what cannot be read is yielded with an `error`, and the others go on."""
        empty = True
        try:
            module, _, name = self.module.partition(":")
            read = getattr(import_module(module), name or "read")
            for imported in cast("Iterator[Imported]", read(file)):
                empty = False
                yield imported
        except SourceError as error:
            file.share = 1.0
            yield Imported(file.origin, error=str(error))
        else:
            file.share = 1.0
            if empty:
                yield Imported(file.origin, error=f"There is nothing of {self.name} in {file.name}.")


def is_import(path: str) -> bool:
    """Tell whether a path is a file of another program, or an export of ours, and no text to be added."""
    if not os.path.isfile(path):
        return False
    try:
        with open_file(path) as file:
            return bool(importer_of(file))
    except SourceError:
        return False


_KOBO = ".kobo"  # the one hidden folder that holds what people marked


def imports_in(path: str) -> list[str]:
    """Return the files to import at a path: itself, or what a folder holds of other programs, by name.

    Raises:
        SourceError: a folder holds none.
    """
    if not os.path.isdir(path):
        return [path]
    found: list[str] = []
    for here, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name == _KOBO or not name.startswith("."))
        paths = [os.path.join(here, name) for name in sorted(names) if not name.startswith(".")]
        found += [each for each in paths if not os.path.islink(each) and is_import(each)]
    if not found:
        raise SourceError(f"{show_name(path)} holds no file of a known program.")
    return found


def _importer(name: str, about: str, module: str = "") -> Importer:
    return Importer(name, about, f"reader.sources.imports.{module or name}")


IMPORTERS: dict[str, Importer] = {
    importer.name: importer
    for importer in (
        _importer("json", "this program's own JSON: everything", "native"),
        _importer("jsonl", "this program's passages, a line each", "lines"),
        _importer("csv", "this program's table of passages", "table"),
        _importer("w3c", "Web Annotations (JSON-LD)"),
        _importer("hypothesis", "what Hypothesis exports"),
        _importer("kindle", "My Clippings.txt of a Kindle"),
        _importer("koreader", "metadata….lua beside a book, or what KOReader exports as JSON"),
        _importer("kobo", "KoboReader.sqlite of a Kobo", "database:read_kobo"),
        _importer("readwise", "the CSV that Readwise exports"),
        _importer("readwise-reader", "the list of Readwise Reader (CSV)", "readwise:read_list"),
        _importer("instapaper", "the CSV that Instapaper exports", "links:read_instapaper"),
        _importer("pocket", "the table of Pocket (CSV)", "links:read_pocket"),
        _importer("pocket-zip", "what Pocket exports: tables and highlights", "archives:read_pocket"),
        _importer("omnivore", "what Omnivore exports (ZIP, or a list in its folder): texts and highlights"),
        _importer("wallabag", "the JSON that wallabag exports: texts and annotations"),
        _importer("readeck", "bookmarks or annotations of Readeck's API (JSON)"),
        _importer("zotero", "items of Zotero's API, or Better BibTeX JSON, with their annotations"),
        _importer("taguette", "a project (SQLite) or codebook (CSV) of Taguette", "database:read_taguette"),
        _importer("bookmarks", "bookmarks of a browser, or Pocket's old list (HTML)", "links:read_bookmarks"),
        _importer("refi-qda", "a project (.qdpx) or codebook (.qdc) of NVivo, MAXQDA, QualCoder …", "refi"),
    )
}
