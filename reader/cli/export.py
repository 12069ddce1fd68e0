"""`export`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.context import open_library, pages, read_query
from reader.cli.failures import UsageError
from reader.cli.newfile import new_file
from reader.cli.output import complain
from reader.cli.words import plural
from reader.exports import FORMATS
from reader.model import ReaderError

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
    parser.add_argument("--format", metavar="F", help=", ".join(FORMATS))
    parser.add_argument("-o", "--output", default="-", metavar="OUT", help="a new file; else standard output")
    formats = "\n".join(f"  {form.name:<10} {form.about}" for form in FORMATS.values())
    parser.tell(
        "The articles that fit the QUERY, each with all of its passages. What the format cannot carry is\n"
        f"counted on standard error. A file that is there is not written over.\n\nFormats:\n{formats}",
        "reader export '#claim' --format markdown -o claims.md",
        "reader export --format json > everything.json",
    )


def _export(options: Namespace) -> int:
    if options.format not in FORMATS:
        problem = f"there is no format {options.format}" if options.format else "--format is needed"
        raise UsageError(f"{problem}; formats: {', '.join(FORMATS)}")
    form = FORMATS[options.format]
    query = read_query(options)
    lost: Counter[str] = Counter()
    left_out: list[str] = []
    with open_library(options) as library:
        pieces = form.write(_counted(_views(library, query, left_out), form, lost))
        if options.output in ("", "-"):
            for piece in pieces:
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        else:
            write_new(Path(options.output), pieces)
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


def _views(library: Library, query: Query | None, left_out: list[str]) -> Iterator[ArticleView]:
    """Yield the articles that fit; note of those that cannot be read why not."""
    for article in pages(library, query):
        try:
            view = library.view(article.id)
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


def write_new(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file that was not there, readable by its owner alone, whole or not at all.

    Raises:
        ReaderError: something of that name is there.
        OSError: it could not be written.
    """
    with new_file(path) as file:
        for piece in pieces:
            file.write(piece)


COMMANDS = {"export": (_arguments, _export)}
