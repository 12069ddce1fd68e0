"""What commands have in common: the library they work on, a query, an id, a colour."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from reader.cli.failures import UsageError
from reader.cli.output import complain
from reader.model import COLOURS, ReaderError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from reader.cli.patience import Patience
    from reader.config import Config
    from reader.library import Library
    from reader.model import Article, Highlight
    from reader.text.query import Query

PAGE = 1000  # articles taken from the library at a time


def open_library(
    options: Namespace,
    *,
    writing: bool = False,
    config: Config | None = None,
    patience: Patience | None = None,
) -> Library:
    """Open the library that the options, the environment or the configuration name.

    Without `config` the file is read only where something in it matters: the place, or who marks.
    """
    from reader.cli.patience import Patience
    from reader.folders import cache_path
    from reader.library import Library

    cache, patience = cache_path(), patience or Patience()
    chosen = options.library or os.environ.get("READER_LIBRARY", "")
    if chosen and config is None and not writing:
        if options.library and not _stands(os.path.expanduser(chosen)):
            raise ReaderError(
                f"There is no library at {chosen}; `reader add` makes one."
            )  # a slip of the pen
        library = Library(os.path.expanduser(chosen), cache=cache, waiting=patience)
    else:
        from reader.config import library_path, load

        if config is None:
            config = load()
            for remark in config.remarks:
                complain(remark)
        path = library_path(options.library, config)
        library = Library(path, annotator=config.annotator, cache=cache, waiting=patience)
    if not writing and (notice := library.notice()):
        complain(notice)  # a command that writes tells it when it is refused
    return library


def existing_library(options: Namespace) -> Library:
    """Open the library that is named, and make none.

    Raises:
        ReaderError: there is none.
    """
    from reader.config import library_path

    path = library_path(options.library)
    if not _stands(str(path)):
        raise ReaderError(f"There is no library at {path}; `reader add` makes one.")
    return open_library(options, writing=True)


def _stands(path: str) -> bool:
    """Tell whether a folder holds a library, be it one that lost files."""
    return os.path.lexists(f"{path}/library.json") or os.path.isdir(f"{path}/articles")


def read_query(options: Namespace) -> Query | None:
    """Read the query of a command line; `None` is everything.

    Raises:
        UsageError: it cannot be read; the sentence says where.
    """
    text = " ".join(options.query)
    if not text:
        return None
    from reader.text.query import QueryError, parse

    try:
        return parse(text)
    except QueryError as error:
        raise UsageError(f"{error.message} (character {error.column + 1} of the query {text})") from None


def in_view(library: Library, name: str, query: Query | None) -> Query | None:
    """Return a query narrowed to what the saved view of a name shows; without a name it stays as it is.

    Raises:
        ReaderError: there is no such view, or its query cannot be read.
    """
    if not name:
        return query
    view = next((view for view in library.views() if view.name == name), None)
    if view is None:
        raise ReaderError(f"There is no view “{name}”; `reader views` lists them.")
    from reader.text.query import QueryError, parse
    from reader.text.query_nodes import And

    try:
        shown = parse(view.query)
    except QueryError as error:
        raise ReaderError(f"The view “{name}” cannot be read: {error.message}") from None
    if query is None or shown is None:
        return shown or query
    return And((shown, query))


def read_tags(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of tags as they are kept.

    Raises:
        ReaderError: one of them cannot be a tag's.
    """
    from reader.text.tags import TagError, normalise_tags

    try:
        return normalise_tags(names)
    except TagError as error:
        raise ReaderError(str(error)) from None


def read_colour(name: str) -> str:
    """Return a colour's name, or nothing for none.

    Raises:
        ReaderError: there is no such colour.
    """
    if name and name not in COLOURS:
        raise ReaderError(f"There is no colour “{name}”, only {', '.join(COLOURS)}.")
    return name


def find_article(library: Library, text: str) -> int:
    """Return the article that an id, its end or `last` stands for.

    Raises:
        ReaderError: there is none, or several; the sentence says where ids are found.
    """
    from reader.library import NotFound

    try:
        return library.find(text)
    except NotFound as error:
        raise ReaderError(f"{str(error).rstrip('.')}; `reader list` shows the ids.") from None


def unknown_tags(library: Library, query: Query | None) -> str:
    """Say which tags a query asks for that nothing has, and what may be meant; empty where there are none."""
    from reader.text.meant import unknown_tag
    from reader.text.query_nodes import tags_of

    asked = set(tags_of(query))
    if not asked:
        return ""
    known = {*library.tag_counts(), *(tag.name for tag in library.codebook.tags)}
    known |= {tag for article in pages(library, None) for tag in article.tags}
    return unknown_tag(sorted(asked), known)


def find_highlight(library: Library, text: str) -> Highlight:
    """Return a highlight by its id, or by its last characters (four or more, when they are enough).

    Raises:
        ReaderError: there is none, or several end so.
    """
    from reader.text.ids import read_id, show_id

    number = read_id(text)
    if number is not None:
        return library.highlight(number)
    ending = text.strip().lower()
    if len(ending) < 4:
        raise ReaderError(
            f"“{text}” is no highlight's id; its last four characters are needed at least, as "
            "`reader highlights` shows them."
        )
    found = [highlight for highlight in library.highlights() if show_id(highlight.id).endswith(ending)]
    if len(found) != 1:
        raise ReaderError(
            f"Several highlights end in “{text}”; give more of the id."
            if found
            else f"No highlight ends in “{text}”; `reader highlights` shows the ids."
        )
    return found[0]


def pages(library: Library, query: Query | None) -> Iterator[Article]:
    """Yield the articles that fit, newest first.

    All are taken a page at a time; those of a query at once, for each page would decide it from the start.
    """
    limit = PAGE if query is None else sys.maxsize
    offset = 0
    while page := library.page(query, offset=offset, limit=limit):
        yield from page
        offset += len(page)
        if len(page) < limit:
            return
