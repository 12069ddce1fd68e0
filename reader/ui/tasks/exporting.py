"""What `E` writes into the working folder: the open article, what a list or query shows, or the library."""

from __future__ import annotations

import os
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.text.words import plural_of
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.exports import Format
    from reader.exports.files import Files
    from reader.library import Library
    from reader.model import Article, ArticleView
    from reader.text.query import Query
    from reader.ui.screens.main import MainScreen

_PAGE = 1000
_MOST_NAMES = 1000


def _go_on() -> None:
    """Let an export that nobody stops go on."""


class Scope(NamedTuple):
    """What is exported: in words, the start of the file's name, one article or all that meet a query.

    Of passages that are `listed` none is written that does not meet the query itself.
    """

    words: str
    name: str
    article: Article | None = None
    query: Query | None = None
    listed: bool = False

    def count(self, library: Library) -> int:
        """Count the articles, about as many where passages are listed."""
        return 1 if self.article else library.count(self.query)

    def views(self, library: Library) -> Iterator[ArticleView]:
        """Yield the articles, each with its passages that fit."""
        if self.article:
            yield library.told(self.article.id, self.query, listed=self.listed)
            return
        if self.listed:
            for article, _ in groupby(library.highlights(self.query), lambda highlight: highlight.article):
                yield library.told(article, self.query, listed=True)
            return
        offset = 0
        while page := library.page(self.query, offset=offset, limit=_PAGE):
            yield from (library.told(article.id, self.query) for article in page)
            offset += len(page)


LIBRARY = Scope("the whole library", "library")


def scope_of(screen: MainScreen) -> Scope:
    """Return what a person means who exports from where the focus is. Raises ReaderError: that is nothing."""
    from reader.exports.filenames import stem
    from reader.text.query_nodes import Has

    listing = screen.collection.listing if screen.place == "collection" else None
    if listing and listing.query:
        return Scope("what is listed", stem(listing.text), query=listing.query, listed=True)
    if listing:
        return Scope("all highlights", "highlights", query=Has("highlight"), listed=True)
    if screen.place == "list" and screen.shelf.query:
        return Scope("what the list shows", stem(screen.shelf.text), query=screen.shelf.query)
    if screen.place == "list":
        return LIBRARY
    article = screen.chosen_article()
    query = screen.sidebar.query if screen.place == "marks" else None
    words = "these highlights" if query else "this article"
    return Scope(words, stem(article.title), article, query, listed=query is not None)


def format_of(name: str) -> Format:
    """Return a format by its name. Raises ReaderError: it is a plug-in's that cannot be used."""
    from reader.exports import FORMATS
    from reader.exports.plugged import plugged

    form = FORMATS.get(name) or plugged(name)
    assert form is not None
    return form


def export(library: Library, scope: Scope, form: Format, seen: Callable[[], None] = _go_on) -> str:
    """Write a new file in the working folder, or bring the one up to date that was written so; say where.

    `seen` is called behind each article that was read; what it raises ends the export: nothing is written.

    Raises:
        ReaderError: it could not be written.
    """
    from reader.exports.files import Files

    lost: dict[str, None] = {}
    views = _noting(scope.views(library), form, lost, seen)
    first = next(views, None)
    if first is None:
        raise ReaderError("there is nothing to export")
    name = f"{scope.name}{form.suffix}"
    files = Files(library.written, form)
    try:
        path, there = _place(Path.cwd(), scope, form, files)
        written = files.write(path, _again(first, views))
    except OSError as error:
        raise ReaderError(f"Not written: {name} ({error.strerror}).") from error
    done = "written to" if not there else "brought up to date:" if written else "nothing new for"
    parts = [f"{done} {_short(path)}", *files.remarks(), _without(list(lost)) if written else ""]
    if path.name != name:
        parts.append(f"{name} was there already")
    return " · ".join(filter(None, parts))


def _again(first: ArticleView, rest: Iterator[ArticleView]) -> Iterator[ArticleView]:
    yield first
    yield from rest


def _noting(
    views: Iterator[ArticleView], form: Format, lost: dict[str, None], seen: Callable[[], None]
) -> Iterator[ArticleView]:
    """Pass articles on, noting what the format loses of them."""
    for view in views:
        lost.update(dict.fromkeys(form.lost(view)))
        seen()
        yield view


def _place(folder: Path, scope: Scope, form: Format, files: Files) -> tuple[Path, bool]:
    """Return the file to write, and whether it is one of ours that is there already."""
    name, article = scope.name, scope.article.id if scope.article else None
    for number in range(1, _MOST_NAMES):
        path = folder / f"{name}{'' if number == 1 else f'-{number}'}{form.suffix}"
        if not os.path.lexists(path):
            return path, False
        if files.is_of(path, article):
            return path, True
    raise ReaderError(f"there are a thousand files named {name} already")


def _short(path: Path) -> str:
    """Return a path as people write it, from their own folder on."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def _without(nouns: Sequence[str]) -> str:
    """Say what was not written, by its nouns in the singular."""
    *others, last = [*map(plural_of, nouns)] or [""]
    return f"without {', '.join(others)}{' and ' if others else ''}{last}" if last else ""
