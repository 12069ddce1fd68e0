"""`add`, `list`, `show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.context import find_article, in_view, open_library, pages, read_query, read_tags, unknown_tags
from reader.cli.failures import UsageError
from reader.cli.output import complain, say, say_json, say_json_list, say_table
from reader.cli.words import article_row, metadata_rows, plural

if TYPE_CHECKING:
    from argparse import Namespace
    from contextlib import AbstractContextManager

    from reader.cli.parser import Parser
    from reader.library import Library


def _add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="PATH|URL", help="a file, a folder, an address, or - for standard input"
    )
    parser.add_argument("--tag", action="append", default=[], metavar="T", help="tag what is new; repeatable")
    parser.add_argument(
        "--encoding", default="", metavar="E", help="how the characters are encoded, as in cp1252"
    )
    parser.add_argument("--chapters", action="store_true", help="of a book (EPUB) an article a chapter")
    parser.add_argument(
        "--allow-private", action="store_true", help="also addresses of this machine and its network"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would become of each, and add nothing"
    )
    parser.tell(
        "Takes text, Markdown, HTML and MHTML, EPUB, PDF, DOCX, ODT, RTF, messages and mailboxes (.eml,\n"
        ".mbox), subtitles (.srt, .vtt), any of them compressed (.gz, .bz2, .xz), and web addresses. The\n"
        "same text twice is one article; a file that changed since it was added updates its article. What\n"
        "cannot be added is said on standard error; the rest goes on.",
        "reader add notes.md ~/texts --tag draft",
        "reader add https://example.org/article",
        "xargs reader add < addresses.txt",
        "reader add ~/texts --dry-run",
        "pdftotext report.pdf - | reader add -",
    )


def _add(options: Namespace) -> int:
    from reader.cli.adding import Report, add_all, saying_what_stays
    from reader.cli.progress import bar_for

    _check_encoding(options.encoding)
    tags = read_tags(options.tag)
    with (
        _library(options) as library,
        bar_for(options.paths) as bar,
        Report(bar, as_json=options.json) as report,
        saying_what_stays(bar, lambda: report.done),
    ):
        outcomes = add_all(
            library,
            options.paths,
            tags=tags,
            encoding=options.encoding,
            allow_private=options.allow_private,
            chapters=options.chapters,
            trial=options.dry_run,
        )
        for outcome in outcomes:
            report.tell(outcome)
    if options.dry_run:
        complain("nothing was written (--dry-run)")
    return 1 if report.failed else 0


def _library(options: Namespace) -> AbstractContextManager[Library]:
    if not options.dry_run:
        return open_library(options, writing=True)
    from reader.cli.trial import trial_library

    return trial_library(options)


def _check_encoding(name: str) -> None:
    try:
        "x".encode(name or "utf-8")
    except (LookupError, ValueError):
        raise UsageError(f"there is no encoding {name}") from None


def _list_arguments(parser: Parser) -> None:
    parser.add_query()
    parser.tell(
        "On each line: the end of the id, status, how much is read, minutes, passages, title and site.\n"
        "`reader --help` tells what a QUERY is made of.",
        "reader list 'status:inbox words:>2000'",
        "reader list '#claim -site:site-34' --json",
        "reader list --view 'Loose claims'",
    )


def _list(options: Namespace) -> int:
    query = read_query(options)
    with open_library(options) as library:
        query = in_view(library, options.view, query)
        if options.json:
            from reader.exports.shapes import article_shape

            say_json_list(article_shape(article) for article in pages(library, query))
            return 0
        pace = library.pace()
        rows = [article_row(article, pace) for article in pages(library, query)]
        damaged = len(library.damaged())
        unknown = unknown_tags(library, query) if query and not rows else ""
    say_table(rows)
    if damaged:
        complain(f"{plural(damaged, 'article')} not shown: the file is damaged")
    if not rows:
        complain(
            f"no article fits{unknown}" if query else "the library is empty; `reader add PATH` adds to it"
        )
    return 0


def _show_arguments(parser: Parser) -> None:
    parser.add_argument("id", metavar="ID", help="the article, as lists show it, or “last”")
    parser.add_argument(
        "--plain",
        action="store_true",
        help="the text alone, its kinds and marks in words: for screen readers",
    )
    parser.tell(
        "--json also gives the text's blocks and marks, and the lines that cleaning took out.",
        "reader show last",
        "reader show fgam53 --json",
        "reader show last --plain | less",
    )


def _show(options: Namespace) -> int:
    with open_library(options) as library:
        view = library.view(find_article(library, options.id))
        notice, pace = library.notice(view.article.id), library.pace()
    if notice:
        complain(notice)
    if options.json:
        from reader.exports.shapes import view_shape

        say_json(view_shape(view))
        return 0
    if options.plain:
        from reader.cli.linear import linear

        for line in linear(view):
            say(line)
        return 0
    say_table(metadata_rows(view.article, pace))
    say()
    say(view.body.text)
    return 0


COMMANDS = {
    "add": (_add_arguments, _add),
    "list": (_list_arguments, _list),
    "show": (_show_arguments, _show),
}
