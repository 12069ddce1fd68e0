"""`search`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.context import open_library
from reader.cli.failures import UsageError
from reader.cli.output import complain, say_json_list, say_table
from reader.text.ids import short_id

if TYPE_CHECKING:
    from argparse import Namespace

    from reader.cli.parser import Parser


def _search_arguments(parser: Parser) -> None:
    parser.add_query()
    parser.add_argument("--regex", action="store_true", help="the QUERY is a regular expression")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="at most so many; 20 if not given")
    parser.tell(
        "Looks in titles, sites, tags, passages, notes and texts for all the words, whole, with or without\n"
        "accents, in any case unless a letter is a capital. Words between double quotes stand together;\n"
        "neigh* is the beginning of a word. Nothing else in it has a meaning. On each line: the end of the\n"
        "id, the title, and the place. The best come first, or the newest when they are 20,000 or more.",
        "reader search 'ferry \"nine at night\"'",
        "reader search --regex '\\d+ soldiers' --limit 5 --json",
    )


def _search(options: Namespace) -> int:
    text = " ".join(options.query)
    if not text.strip():
        raise UsageError("search needs a QUERY")
    if options.limit < 1:
        raise UsageError("--limit must be at least 1")
    from reader.library import BadPattern

    with open_library(options) as library:
        try:
            found = library.search(text, options.limit, regex=options.regex, remark=complain)
        except BadPattern as error:
            raise UsageError(str(error)) from None
    if options.json:
        from reader.exports.shapes import found_shape

        say_json_list(
            found_shape(one.article, one.snippet, start=one.start, score=one.score) for one in found
        )
        return 0
    say_table((short_id(one.article.id), one.article.title, one.snippet) for one in found)
    if not found:
        complain("nothing was found")
    return 0


COMMANDS = {"search": (_search_arguments, _search)}
