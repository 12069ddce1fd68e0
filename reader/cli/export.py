"""`export`: to standard output, to a file, or to a file an article in a folder."""

from __future__ import annotations

import os
import sys
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.context import open_library, pages, read_query
from reader.cli.failures import UsageError
from reader.cli.output import complain
from reader.cli.words import plural
from reader.exports import FORMATS
from reader.exports.filenames import article_stem
from reader.model import ReaderError
from reader.newfile import new_file

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from reader.cli.parser import Parser
    from reader.exports import Format
    from reader.library import Library
    from reader.model import ArticleView
    from reader.text.query import Query


def _arguments(parser: Parser) -> None:
    parser.add_query()
    parser.add_argument("--format", metavar="F", help="one of those below")
    parser.add_argument(
        "-o", "--output", default="-", metavar="OUT", help="a file or folder; else standard output"
    )
    parser.add_argument("--force", action="store_true", help="write over files that are there")
    formats = "\n".join(f"  {form.name:<14} {form.about}" for form in FORMATS.values())
    parser.tell(
        "The articles that fit the QUERY, with their passages: those that fit where it asks for passages,\n"
        "as #claim does, else all. An OUT that is a folder, ends in / or has no suffix gets a file an\n"
        "article. What the format cannot carry is counted on standard error. A file that is there is not\n"
        "written over, but with --force.\n\n"
        f"Formats:\n{formats}",
        "reader export '#claim' --format markdown -o claims.md",
        "reader export 'added:7d' --format org -o notes/",
        "reader export --format json > everything.json",
    )


def _export(options: Namespace) -> int:
    if options.format not in FORMATS:
        problem = f"there is no format {options.format}" if options.format else "--format is needed"
        raise UsageError(f"{problem}; formats: {', '.join(FORMATS)}")
    form, out = FORMATS[options.format], options.output or "-"
    if out == "-" and form.binary and sys.stdout.isatty():
        raise UsageError(f"{form.name} is not for a terminal; name a file with -o")
    query = read_query(options)
    lost: Counter[str] = Counter()
    left_out: list[str] = []
    with open_library(options) as library:
        views = _counted(_views(library, query, left_out), form, lost)
        if out == "-":
            for piece in form.write(views):
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        elif (first := next(views, None)) is None:
            pass  # nothing to write is no file
        elif _is_folder(out):
            _write_folder(Path(out), form, chain((first,), views), left_out, force=options.force)
        else:
            write_new(Path(out), form.write(chain((first,), views)), force=options.force)
    for reason in left_out:
        complain(f"left out: {reason}")
    if not lost["article"] and not left_out:
        complain("no article fits")
    del lost["article"]
    if lost:
        complain(
            f"{form.name} does not carry: {', '.join(plural(count, noun) for noun, count in lost.items())}"
        )
    return 1 if left_out else 0


def _is_folder(out: str) -> bool:
    named_so = out.endswith(("/", os.sep)) or not Path(out).suffix
    return os.path.isdir(out) or (named_so and not os.path.exists(out))


def _write_folder(
    folder: Path, form: Format, views: Iterable[ArticleView], left_out: list[str], *, force: bool
) -> None:
    """Write a file for each article; what is there already is left, and said."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for view in views:
        path = folder / f"{article_stem(view.article)}{form.suffix}"
        try:
            write_new(path, form.write(iter([view])), force=force)
        except ReaderError as error:
            left_out.append(str(error))


def _views(library: Library, query: Query | None, left_out: list[str]) -> Iterator[ArticleView]:
    """Yield the articles that fit; note of those that cannot be read why not."""
    for article in pages(library, query):
        try:
            view = library.view(article.id, query)
        except ReaderError as error:
            left_out.append(f"“{article.title}”: {error}")
        else:
            yield view


def _counted(views: Iterable[ArticleView], form: Format, lost: Counter[str]) -> Iterator[ArticleView]:
    """Pass articles on, counting them and what the format loses of them."""
    for view in views:
        lost["article"] += 1
        lost.update(form.lost(view))
        yield view


def write_new(path: Path, pieces: Iterable[bytes], *, force: bool = False) -> None:
    """Write a file that was not there, readable by its owner alone, whole or not at all.

    Raises:
        ReaderError: something of that name is there.
        OSError: it could not be written.
    """
    with new_file(path, force=force) as file:
        for piece in pieces:
            file.write(piece)


COMMANDS = {"export": (_arguments, _export)}
