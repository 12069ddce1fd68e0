"""SQLite databases of other programs: Kobo's and Taguette's, read in the worker process alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from reader.model import Imported, Metadata, Passage, Tag
from reader.model.shades import colour_near
from reader.sources.files import SourceError
from reader.sources.imports.page import whole_body_of
from reader.sources.imports.table import rows
from reader.sources.imports.values import line, moment, number, tags, text
from reader.sources.tags import text_lines
from reader.sources.worker import WorkerError, shared
from reader.text.clean import clean_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.imports.file import File

#: Kobo numbers its colours.
_COLOURS = ("yellow", "red", "blue", "green")


def _extracted(file: File, kind: str) -> dict[str, Any]:
    import os

    try:
        return shared.extract(kind, os.fsencode(os.path.abspath(file.path)))
    except WorkerError as error:
        raise SourceError(f"{file.name} {error}.") from error


def read_kobo(file: File) -> Iterator[Imported]:
    """Yield an article for each book with highlights in `KoboReader.sqlite`. Raises SourceError."""
    found = _extracted(file, "kobo")
    books: dict[str, list[dict[str, Any]]] = {}
    for mark in found["marks"]:
        books.setdefault(mark["volume"], []).append(mark)
    for volume, marks in file.through(list(books.items())):
        lost: Counter[str] = Counter()
        passages = []
        for mark in marks:
            if not text(mark["text"]).strip():
                lost["bookmark"] += 1
                continue
            colour = text(mark["colour"])
            passages.append(
                Passage(
                    text(mark["text"]).strip(),
                    f"kobo:{text(mark['id'])}",
                    colour=_COLOURS[int(colour)] if colour in ("0", "1", "2", "3") else colour_near(colour),
                    note=text(mark["note"]),
                    created=moment(mark["created"]),
                )
            )
        if passages:
            title, authors = line(marks[0]["title"]), line(marks[0]["authors"])
            yield Imported(
                file.origin,
                Metadata(
                    title or _name_of(volume),
                    authors=tuple(filter(None, (name.strip() for name in authors.split(",")))),
                ),
                passages=tuple(passages),
                lost=lost,
            )


def _name_of(volume: str) -> str:
    """Return the name of a book's file."""
    return line(volume.rpartition("/")[2].rsplit(".", 1)[0])


def read_taguette(file: File) -> Iterator[Imported]:
    """Yield the codebook and the documents of a project or a codebook of Taguette. Raises SourceError."""
    if not file.head.startswith(b"SQLite"):
        yield from _codebook(file)
        return
    found = _extracted(file, "taguette")
    given = ((text(each["path"]), clean_note(text(each["description"]))) for each in found["tags"])
    if book := tuple(_tags(given)):
        yield Imported(file.origin, codebook=book)
    for document in file.through(found["documents"]):
        lost: Counter[str] = Counter()
        title = line(document["name"])
        yield Imported(
            f"taguette:{file.origin}#{number(document['id'])}",
            Metadata(title),
            whole_body_of(text(document["contents"]), title, lost),
            "html",
            passages=tuple(
                Passage(
                    "\n".join(text_lines(text(mark["snippet"]))).strip(),
                    f"taguette:{title} {number(mark['id'])}",
                    tags=tags(map(text, mark["tags"]), lost),
                )
                for mark in document["marks"]
            ),
            lost=lost,
        )


def _codebook(file: File) -> Iterator[Imported]:
    given = rows(file)
    name = next((each for each in ("tag", "path", "name") if given and each in given[0]), "")
    if not name:
        raise file.damaged("it is no table with a column “tag”")
    pairs = ((row.get(name, ""), clean_note(row.get("description", ""))) for row in given)
    if book := tuple(_tags(pairs)):
        yield Imported(file.origin, codebook=book)


def _tags(given: Iterator[tuple[str, str]]) -> Iterator[Tag]:
    for path, description in given:
        for name in tags([path], Counter()):
            yield Tag(name, definition=description)
