"""The operations of `apply`: what each takes, checked, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from reader.cli.context import find_highlight, read_colour, read_tags
from reader.model import STATUSES, ReaderError
from reader.text.ids import read_id, show_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library import Library
    from reader.model import Highlight


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one operation; each reader raises `ReaderError` when the value is of another type."""

    values: dict[str, object]
    others: bool = False  # highlights of other annotators may be changed too

    def text(self, name: str) -> str:
        """Return a string; empty when it is not there."""
        value = self.values.get(name, "")
        if not isinstance(value, str):
            raise ReaderError(f"“{name}” must be a string.")
        return value

    def number(self, name: str) -> int:
        """Return a whole number."""
        value = self.values[name]
        if isinstance(value, bool) or not isinstance(value, int):
            raise ReaderError(f"“{name}” must be a whole number.")
        return value

    def share(self, name: str) -> float:
        """Return a number from 0 to 1."""
        value = self.values[name]
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise ReaderError(f"“{name}” must be a number from 0 to 1.")
        return float(value)

    def tag(self) -> str:
        """Return the name of a tag, as it is kept."""
        return read_tags([self.text("tag")])[0]

    def tags(self) -> tuple[str, ...]:
        """Return names of tags, as they are kept; empty when there are none."""
        value = self.values.get("tags", [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ReaderError("“tags” must be a list of strings.")
        return read_tags(value)

    def own(self, library: Library) -> Highlight:
        """Return the highlight that is to be changed.

        Raises:
            ReaderError: there is none, or another annotator made it and that is not allowed.
        """
        highlight = find_highlight(library, self.text("highlight"))
        if highlight.annotator != library.annotator and not self.others:
            whose = highlight.annotator or "Somebody without a name"
            raise ReaderError(f"{whose} made this highlight; `reader apply --others` changes it too.")
        return highlight


#: Does an operation and returns the id of the highlight or article that it was done to.
Perform: TypeAlias = "Callable[[Library, Fields], int]"


@dataclass(frozen=True, slots=True)
class Operation:
    """What an operation must be given, what it may be given, and how it is done."""

    needs: tuple[str, ...]
    perform: Perform
    takes: tuple[str, ...] = ()


def perform(library: Library, values: dict[str, object], *, others: bool = False) -> str:
    """Do an operation; return the id of what it was done to. `others`: also to highlights of others.

    Raises:
        ReaderError: it is not as it should be, or could not be done.
    """
    name = values.get("op")
    operation = OPERATIONS.get(name) if isinstance(name, str) else None
    if operation is None:
        raise ReaderError(f"“op” must be one of {', '.join(OPERATIONS)}.")
    known = {"op", *operation.needs, *operation.takes}
    if missing := [field for field in operation.needs if field not in values]:
        raise ReaderError(f"{name} needs “{missing[0]}”.")
    if unknown := [field for field in values if field not in known]:
        raise ReaderError(f"{name} does not take “{unknown[0]}”.")
    return show_id(operation.perform(library, Fields(values, others)))


def _highlight(library: Library, fields: Fields) -> int:
    start, end, tags = fields.number("start"), fields.number("end"), fields.tags()
    note, colour = fields.text("note"), read_colour(fields.text("colour"))
    article = library.find(fields.text("article"))
    return library.mark(article, start, end, tags=tags, note=note, colour=colour).id


def _tag(library: Library, fields: Fields) -> int:
    tag = fields.tag()
    highlight = fields.own(library)
    return library.change(highlight, tags=[*highlight.tags, tag]).id


def _untag(library: Library, fields: Fields) -> int:
    tag = fields.tag()
    highlight = fields.own(library)
    if tag not in highlight.tags:
        raise ReaderError(f"The passage does not have the tag “{tag}”.")
    return library.change(highlight, tags=[name for name in highlight.tags if name != tag]).id


def _note(library: Library, fields: Fields) -> int:
    note = fields.text("note")
    return library.change(fields.own(library), note=note).id


def _colour(library: Library, fields: Fields) -> int:
    colour = read_colour(fields.text("colour"))
    return library.change(fields.own(library), colour=colour).id


def _bounds(library: Library, fields: Fields) -> int:
    start, end = fields.number("start"), fields.number("end")
    highlight = fields.own(library)
    return library.change(highlight, start=start, end=end).id


def _delete(library: Library, fields: Fields) -> int:
    highlight = fields.own(library)
    library.delete([highlight])
    return highlight.id


def _link(library: Library, fields: Fields) -> int:
    kind, source = fields.text("kind"), fields.own(library)
    return library.link(source, find_highlight(library, fields.text("to")), kind).id


def _unlink(library: Library, fields: Fields) -> int:
    kind, source = fields.text("kind"), fields.own(library)
    link = next((link for link in source.links if link == (kind, read_id(fields.text("to")))), None)
    if link is None:
        raise ReaderError(f"The passage has no link “{kind}” there.")
    return library.unlink(source, link).id


def _status(library: Library, fields: Fields) -> int:
    status = fields.text("status")
    if status not in STATUSES:
        raise ReaderError(f"“status” must be one of {', '.join(STATUSES)}.")
    return library.change_article(library.find(fields.text("article")), status=status).id


def _progress(library: Library, fields: Fields) -> int:
    progress = fields.share("progress")
    article = library.article(library.find(fields.text("article")))
    library.place(
        article.id, min(int(progress * article.characters), max(0, article.characters - 1)), progress
    )
    return article.id


def _article_tag(library: Library, fields: Fields) -> int:
    tag = fields.tag()
    article = library.article(library.find(fields.text("article")))
    return library.change_article(article.id, tags=[*article.tags, tag], seen=article).id


def _article_note(library: Library, fields: Fields) -> int:
    note = fields.text("note")
    return library.change_article(library.find(fields.text("article")), note=note).id


OPERATIONS: dict[str, Operation] = {
    "highlight": Operation(("article", "start", "end"), _highlight, ("tags", "note", "colour")),
    "tag": Operation(("highlight", "tag"), _tag),
    "untag": Operation(("highlight", "tag"), _untag),
    "note": Operation(("highlight", "note"), _note),
    "colour": Operation(("highlight", "colour"), _colour),
    "bounds": Operation(("highlight", "start", "end"), _bounds),
    "delete": Operation(("highlight",), _delete),
    "link": Operation(("highlight", "to", "kind"), _link),
    "unlink": Operation(("highlight", "to", "kind"), _unlink),
    "status": Operation(("article", "status"), _status),
    "progress": Operation(("article", "progress"), _progress),
    "article_tag": Operation(("article", "tag"), _article_tag),
    "article_note": Operation(("article", "note"), _article_note),
}
