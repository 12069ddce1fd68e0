"""`history`, `trash`: what was done, and what was deleted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from reader.cli.context import existing_library
from reader.cli.failures import UsageError
from reader.cli.output import complain, line_of, say, say_json, say_json_list, say_table
from reader.cli.words import tags_line
from reader.model import ReaderError
from reader.text.ids import short_id, show_id
from reader.text.words import quoted

if TYPE_CHECKING:
    from argparse import Namespace

    from reader.cli.parser import Parser
    from reader.library import Library
    from reader.library.editing.trash import Trashed
    from reader.library.outcomes import Past


def _history_arguments(parser: Parser) -> None:
    parser.add_number("-n", "--limit", default=20, about="at most N")
    parser.tell(
        "On each line: the time, the end of the article's id, what was done, whether it can be undone, the\n"
        "article's title. `u` in the app takes back the first that is not undone yet, then the next; what\n"
        "others changed since it leaves as it is.",
        "reader history",
        "reader history -n 100 --json",
    )


def _history(options: Namespace) -> int:
    with existing_library(options) as library:
        steps = library.history(options.limit)
        titles = {past.step.article: _title(library, past.step.article) for past in steps}
    if options.json:
        say_json_list(_step_shape(past, titles[past.step.article]) for past in steps)
        return 0
    say_table(
        (
            local_time(past.at),
            short_id(past.step.article) if past.step.article else "",
            past.step.words,
            state_words(past),
            titles[past.step.article],
        )
        for past in steps
    )
    if not steps:
        complain("nothing was done yet that could be undone")
    return 0


def state_words(past: Past) -> str:
    """Say in a few words whether a step can be taken back; of one that can, nothing."""
    says = {"part": "in part", "stuck": "cannot be undone", "undone": "undone"}.get(past.state, "")
    return f"{says}: {past.step.remark}" if past.step.remark else says


def _title(library: Library, article: int) -> str:
    """Return an article's title; none when it is deleted, or damaged, or the step is of the codebook."""
    try:
        return library.article(article).title if article else ""
    except ReaderError:
        return ""


def _step_shape(past: Past, title: str) -> dict[str, Any]:
    step = past.step
    return {
        "time": past.at,
        "what": step.label,
        "changes": step.documents,
        "state": past.state,
        "reason": step.remark,
        "article": show_id(step.article) if step.article else "",
        "title": title,
        "highlight": show_id(step.highlight) if step.highlight else "",
        "start": step.start or 0,
        "end": step.end or 0,
    }


def local_time(moment: str) -> str:
    """Write a time (ISO 8601, UTC) as the clock on the wall has it; what is none as a dash."""
    from calendar import timegm

    try:
        seconds = timegm(time.strptime(moment, "%Y-%m-%dT%H:%M:%SZ"))
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))
    except (ValueError, OverflowError):
        return "-"


def _trash_arguments(parser: Parser) -> None:
    parser.add_argument(
        "action",
        choices=("list", "restore"),
        nargs="?",
        default="list",
        metavar="ACTION",
        help="what to do, as below; list without it",
    )
    parser.add_argument("ids", nargs="*", metavar="ID", help="with restore: what to bring back")
    parser.tell(
        "Actions:\n  list            what was deleted, the last first\n"
        "  restore ID…     bring it back\n\n"
        "On each line of the list: the end of the id, when it was deleted, article or passage, its title or\n"
        "quote. Nothing leaves the trash but by being restored.",
        "reader trash list",
        "reader trash restore fgam53",
    )


def _trash(options: Namespace) -> int:
    if options.action == "list" and options.ids:
        raise UsageError("`reader trash list` takes no ID")
    if options.action == "restore" and not options.ids:
        raise UsageError("`reader trash restore` needs an ID, as `reader trash list` shows it")
    with existing_library(options) as library:
        if options.action == "restore":
            return _bring_back(library, options)
        found = list(library.trashed())
    if options.json:
        say_json_list(map(_trashed_shape, found))
        return 0
    say_table(map(_trashed_row, found))
    if not found:
        complain("the trash is empty")
    return 0


def _bring_back(library: Library, options: Namespace) -> int:
    back = []
    for text in options.ids:
        item = library.bring_back(text)
        back.append(item)
        if not options.json:
            say(line_of(f"back  {short_id(item.id)}  {_named(item)}"))
    if options.json:
        say_json(list(map(_trashed_shape, back)))
    return 0


def _named(item: Trashed) -> str:
    highlight = item.highlight
    if highlight is None:
        return item.article.title
    return "  ".join(filter(None, (tags_line(highlight.tags), quoted(highlight.quote), item.article.title)))


def _trashed_row(item: Trashed) -> tuple[str, ...]:
    kind = "passage" if item.highlight else "article"
    return short_id(item.id), local_time(item.deleted), kind, _named(item)


def _trashed_shape(item: Trashed) -> dict[str, Any]:
    highlight = item.highlight
    return {
        "kind": "highlight" if highlight else "article",
        "id": show_id(item.id),
        "article": show_id(item.article.id),
        "title": item.article.title,
        "quote": highlight.quote if highlight else "",
        "tags": list((highlight or item.article).tags),
        "note": (highlight or item.article).note,
        "deleted": item.deleted,
    }


COMMANDS = {
    "history": (_history_arguments, _history),
    "trash": (_trash_arguments, _trash),
}
