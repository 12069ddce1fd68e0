"""`highlights`, `tags`, `highlight`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.cli.context import (
    find_article,
    in_view,
    open_library,
    read_colour,
    read_query,
    read_tags,
    unknown_tags,
)
from reader.cli.failures import UsageError
from reader.cli.output import complain, line_of, say, say_json, say_json_list, say_table
from reader.cli.words import highlight_lines, plural, tag_row
from reader.model import COLOURS, ReaderError, Tag
from reader.text.ids import short_id, show_id

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from reader.cli.parser import Parser
    from reader.library import Library
    from reader.model import Highlight

MOST_PLACES = 4  # named when a quote stands at several


def _highlights_arguments(parser: Parser) -> None:
    parser.add_query()
    parser.add_argument("--jsonl", action="store_true", help="print a passage a line, as JSON")
    parser.tell(
        "By article, newest first, then by place: the end of the id, start:end, tags, quote; notes below.\n"
        "`reader --help` tells what a QUERY is made of.",
        "reader highlights '#claim -has:note'",
        "reader highlights '#claim within:2p #evidence' --json",
        "reader highlights --view 'Loose claims' added:7d",
    )


def _highlights(options: Namespace) -> int:
    query = read_query(options)
    with open_library(options) as library:
        query = in_view(library, options.view, query)
        found = _titled(library, library.highlights(query))
        if options.jsonl:
            from reader.exports.shapes import highlight_shape

            for highlight, title in found:
                say_json(highlight_shape(highlight, title))
            return 0
        if options.json:
            from reader.exports.shapes import highlight_shape

            say_json_list(highlight_shape(highlight, title) for highlight, title in found)
            return 0
        article = None
        for highlight, title in found:
            if highlight.article != article:
                if article is not None:
                    say()
                article = highlight.article
                say(f"{short_id(article)}  {line_of(title)}")
            for line in highlight_lines(highlight):
                say(line)
        if article is None:
            complain(f"no highlight fits{unknown_tags(library, query)}" if query else "nothing is marked yet")
    return 0


def _titled(library: Library, highlights: Iterable[Highlight]) -> Iterator[tuple[Highlight, str]]:
    """Yield each highlight with its article's title; those of an article come together."""
    article, title = None, ""
    for highlight in highlights:
        if highlight.article != article:
            article = highlight.article
            title = library.article(article).title
        yield highlight, title


def _tags_arguments(parser: Parser) -> None:
    parser.tell(
        "The codebook in its order, then tags that are not in it: key, passages, colour, name, definition.\n"
        "A tag that only articles have stands there with 0.",
        "reader tags",
        "reader tags --json",
    )


def _tags(options: Namespace) -> int:
    with open_library(options) as library:
        counts = library.tag_counts()
        book = library.codebook.tags
    known = {tag.name for tag in book}
    tags = [*book, *(Tag(name) for name in sorted(counts) if name not in known)]
    if options.json:
        from reader.exports.shapes import tag_shape

        say_json_list(tag_shape(tag, counts.get(tag.name, 0)) for tag in tags)
    else:
        say_table([tag_row(tag, counts.get(tag.name, 0)) for tag in tags])
    return 0


def _highlight_arguments(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="the article, as lists show it, or “last”")
    parser.add_argument(
        "--quote", metavar="TEXT", help="the passage, as it stands in the text, and only once"
    )
    parser.add_argument(
        "--range", metavar="A:B", help="the passage, from character A up to B, counted from 0"
    )
    parser.add_argument("--tag", action="append", default=[], metavar="T", help="tag the passage; repeatable")
    parser.add_argument("--note", default="", metavar="TEXT", help="a note on the passage")
    parser.add_argument(
        "--colour", default="", metavar="C", help=f"one of {', '.join(COLOURS)}; else its first tag's"
    )
    parser.tell(
        "Prints the passage's id when it is on disk. Always a new one, also where something is marked.",
        "reader highlight last --quote 'more harm than good' --tag claim --note 'says who?'",
        "reader highlight fgam53 --range 120:180 --colour red",
    )


def _highlight(options: Namespace) -> int:
    if (options.quote is None) == (options.range is None):
        raise UsageError("either --quote or --range is needed, and not both")
    bounds = None if options.range is None else _read_range(options.range)
    tags, colour = read_tags(options.tag), read_colour(options.colour)
    with open_library(options, writing=True) as library:
        article = library.article(find_article(library, options.id))
        start, end = bounds or _only_place(library.body(article.id).text, options.quote)
        made = library.mark(article.id, start, end, tags=tags, note=options.note, colour=colour)
    if options.json:
        from reader.exports.shapes import highlight_shape

        say_json(highlight_shape(made, article.title))
    else:
        say(show_id(made.id))
    return 0


def _read_range(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"\s*([0-9]{1,12})\s*:\s*([0-9]{1,12})\s*", text)
    if not match:
        raise UsageError("--range takes two numbers, as in --range 120:180")
    return int(match[1]), int(match[2])


def _only_place(text: str, quote: str) -> tuple[int, int]:
    """Find the one place of a quote; white space in it stands for any.

    Raises:
        ReaderError: it is nowhere, or at several places.
    """
    from unicodedata import normalize

    words = normalize("NFC", quote.encode("utf-8", "replace").decode("utf-8")).split()
    if not words:
        raise UsageError("--quote needs some text")
    pattern = re.compile("(?=(" + r"\s+".join(map(re.escape, words)) + "))")
    places = [match.span(1) for match in pattern.finditer(text)]
    if not places:
        raise ReaderError(f"“{' '.join(words)}” does not stand in the text.")
    if len(places) > 1:
        named = ", ".join(f"{start}:{end}" for start, end in places[:MOST_PLACES])
        more = ", …" if len(places) > MOST_PLACES else ""
        raise ReaderError(
            f"That stands in the text {plural(len(places), 'time')} ({named}{more}); give --range."
        )
    return places[0]


COMMANDS = {
    "highlights": (_highlights_arguments, _highlights),
    "tags": (_tags_arguments, _tags),
    "highlight": (_highlight_arguments, _highlight),
}
