"""`refresh`, `check`: texts that changed at their source, and passages that wait for a person since."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reader.cli.adding import Outcome, Report, sentence, waiting_in
from reader.cli.context import existing_library, in_view, pages, read_query
from reader.cli.output import complain, line_of, say, say_json_list
from reader.cli.progress import Bar
from reader.cli.words import plural
from reader.model import ReaderError, anchor_words, can_be_read_again
from reader.text.ids import short_id, show_id
from reader.text.words import quoted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from reader.cli.parser import Parser
    from reader.library import Library
    from reader.model import Article, Highlight


# refresh


def _refresh_arguments(parser: Parser) -> None:
    parser.add_query()
    parser.add_argument(
        "--allow-private", action="store_true", help="also addresses of this machine and its network"
    )
    parser.tell(
        "Reads the file or address of each article again. Where the text has changed, the article takes\n"
        "it, and its passages are sought in it; `reader check` lists those that wait for you then. Articles\n"
        "that came from standard input are passed over. Ends with 1 when a source could not be read.",
        "reader refresh",
        "reader refresh 'site:site-34 -status:archived'",
    )


def _refresh(options: Namespace) -> int:
    query = read_query(options)
    with existing_library(options) as library:
        query = in_view(library, options.view, query)
        articles = [article for article in pages(library, query) if can_be_read_again(article)]
        bar = Bar(len(articles) if sys.stderr.isatty() else 0, "reading again")
        with bar, Report(bar, as_json=options.json) as report:
            for article in articles:
                report.tell(_renew(library, article, allow_private=options.allow_private))
    if not articles:
        complain("no article fits" if query else "there is nothing to read again")
    elif waiting := report.waiting:
        complain(f"{plural(waiting, 'highlight')} to decide on; `reader check` lists what waits")
    return 1 if report.failed else 0


def _renew(library: Library, article: Article, *, allow_private: bool) -> Outcome:
    """Read an article's source again; say what became of it."""
    from reader import sources
    from reader.library import StoreFull, StoreReadOnly

    try:
        imported = next(sources.load(article.origin, allow_private=allow_private))
        renewed = library.renew(article.id, imported)
    except (StoreFull, StoreReadOnly):
        raise  # the next one would fail in the same way
    except (ReaderError, OSError) as error:
        told = f"{line_of(article.title, 60)}: {sentence(error)}"
        return Outcome(article.origin, "failed", article, error=told)
    waiting = waiting_in(library, renewed.article)
    status = "same" if renewed.status == "known" else renewed.status
    return Outcome(article.origin, status, renewed.article, remarks=imported.report, waiting=waiting)


# check


def _check_arguments(parser: Parser) -> None:
    parser.add_query()
    parser.tell(
        "Lists the passages whose text changed at its source so that you have to say where they belong:\n"
        "changed (other words stand there now), ambiguous (at several places), no place (nowhere). Under\n"
        "each stands what was marked (-) and what is proposed (+); `triage` in the app decides.\n"
        "Ends with 1 while something waits.",
        "reader check",
        "reader check '#claim' --json",
    )


def _check(options: Namespace) -> int:
    from reader.text.query_nodes import And, Has

    query = read_query(options)
    with existing_library(options) as library:
        query = in_view(library, options.view, query)
        waiting = Has("waiting") if query is None else And((query, Has("waiting")))
        found = [_Waiting(library, highlight) for highlight in library.highlights(waiting)]
        if options.json:
            say_json_list(each.shape() for each in found)
        else:
            for line in _lines(found):
                say(line)
    if not found:
        complain("no highlight waits")
    return 1 if found else 0


class _Waiting:
    """A passage that waits, with its article's title and the words that it is proposed to be."""

    def __init__(self, library: Library, highlight: Highlight) -> None:
        self.highlight = highlight
        self.title = library.article(highlight.article).title
        self.before = highlight.was.quote if highlight.was else highlight.quote
        self.proposal = ""
        if highlight.end > highlight.start:
            try:
                text = library.body(highlight.article).text
            except ReaderError:
                text = ""  # doctor tells of it; what waits is listed all the same
            self.proposal = text[highlight.start : highlight.end]

    def shape(self) -> dict[str, object]:
        """Shape it as `check --json` prints it."""
        highlight = self.highlight
        return {
            "id": show_id(highlight.id),
            "article": show_id(highlight.article),
            "title": self.title,
            "anchor": highlight.anchor,
            "quote": self.before,
            "proposal": self.proposal,
            "start": highlight.start,
            "end": highlight.end,
        }


def _lines(found: list[_Waiting]) -> Iterator[str]:
    article = None
    for each in found:
        if each.highlight.article != article:
            if article is not None:
                yield ""
            article = each.highlight.article
            yield f"{short_id(article)}  {line_of(each.title)}"
        yield f"  {short_id(each.highlight.id)}  {anchor_words(each.highlight.anchor)}"
        yield f"    - {quoted(line_of(each.before))}"
        yield f"    + {quoted(line_of(each.proposal))}" if each.proposal else "    + (nothing like it)"


COMMANDS = {
    "refresh": (_refresh_arguments, _refresh),
    "check": (_check_arguments, _check),
}
