"""`search`, `duplicates`: words in texts, and texts that share most of their words."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from reader.cli.context import in_view, open_library, pages, read_query
from reader.cli.failures import UsageError
from reader.cli.output import complain, say, say_json_list, say_table
from reader.cli.progress import Bar
from reader.cli.words import article_row
from reader.text.ids import short_id, show_id

if TYPE_CHECKING:
    from argparse import Namespace

    from reader.cli.parser import Parser
    from reader.library.comparing import Alike


def _search_arguments(parser: Parser) -> None:
    parser.takes_query = True
    parser.add_argument("words", nargs="+", metavar="WORDS", help="what is looked for; all the words")
    parser.add_argument("--regex", action="store_true", help="WORDS are a regular expression")
    parser.add_number("-n", "--limit", default=20, about="at most N")
    parser.tell(
        "Looks in titles, sites, tags, passages, notes and texts for all the words, whole, with or without\n"
        "accents, in any case unless a letter is a capital. Words between double quotes stand together;\n"
        "neigh* is the beginning of a word. Nothing else in it has a meaning. On each line: the end of the\n"
        "id, the title, and the place. The best come first, or the newest when they are 20,000 or more.",
        "reader search 'ferry \"nine at night\"'",
        "reader search --regex '\\d+ soldiers' --limit 5 --json",
    )


def _search(options: Namespace) -> int:
    text = " ".join(options.words)
    if not text.strip():
        raise UsageError("search needs WORDS")
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


def _duplicates_arguments(parser: Parser) -> None:
    parser.add_query()
    parser.add_number("--least", default=80, most=100, about="at least N percent alike")
    parser.tell(
        "Lists articles whose texts share most of their words in a row, whatever stands between them: each\n"
        "group with the one that was added first on top, and how like it the others are. With a QUERY only\n"
        "groups in which an article fits. Nothing is changed. The texts are read once.",
        "reader duplicates",
        "reader duplicates 'added:7d' --least 95 --json",
    )


def _duplicates(options: Namespace) -> int:
    query = read_query(options)
    with open_library(options) as library:
        with ExitStack() as ending:
            bar: Bar | None = None

            def step(done: int, total: int) -> None:
                nonlocal bar
                bar = bar or ending.enter_context(Bar(total, "comparing texts"))
                bar.reach(done)

            groups = library.duplicates(options.least / 100, step)
        query, pace = in_view(library, options.view, query), library.pace()
        if query is not None:
            fits = {article.id for article in pages(library, query)}
            groups = [group for group in groups if any(each.article.id in fits for each in group)]
    if options.json:
        say_json_list([_alike_shape(each) for each in group] for group in groups)
        return 0
    for number, group in enumerate(groups):
        if number:
            say()
        say_table((f"{round(100 * each.likeness)}%", *article_row(each.article, pace)) for each in group)
    if not groups:
        complain("no texts are much alike")
    return 0


def _alike_shape(each: Alike) -> dict[str, object]:
    article = each.article
    return {"id": show_id(article.id), "title": article.title, "likeness": round(each.likeness, 4)}


COMMANDS = {"duplicates": (_duplicates_arguments, _duplicates), "search": (_search_arguments, _search)}
