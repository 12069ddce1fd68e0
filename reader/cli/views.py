"""`views`: queries kept under names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.context import existing_library, open_library
from reader.cli.failures import UsageError
from reader.cli.output import complain, line_of, say, say_json, say_json_list, say_table

if TYPE_CHECKING:
    from argparse import Namespace

    from reader.cli.parser import Parser
    from reader.library import Library

#: Each action, the words that it takes, and how many.
_ACTIONS = {"list": ("", 0), "save": ("NAME QUERY", 2), "rename": ("OLD NEW", 2), "delete": ("NAME", 1)}


def _arguments(parser: Parser) -> None:
    parser.takes_query = True
    parser.add_argument(
        "action", nargs="?", default="list", choices=_ACTIONS, metavar="ACTION", help="what to do, as below"
    )
    parser.add_argument("words", nargs="*", default=[], metavar="WORD", help="what to do it with")
    parser.tell(
        "Actions:\n  list               list the views (without an action too)\n"
        "  save NAME QUERY    keep a query under a name, in place of the one there\n"
        "  rename OLD NEW     another name\n"
        "  delete NAME        what it shows stays\n\n"
        "A view stands over the article list and among all highlights of the app; here `--view NAME` shows\n"
        "it, as in `reader list` and `reader highlights`. Each change is one step of undo.",
        "reader views save 'Loose claims' '#claim -has:note'",
        "reader views --json",
    )


def _views(options: Namespace) -> int:
    action, words = options.action, options.words
    usage, count = _ACTIONS[action]
    if action == "save" and len(words) > count:
        words = [words[0], " ".join(words[1:])]
    if len(words) != count:
        raise UsageError(f"`reader views {action}` takes {usage or 'no word'}")
    if action == "save":
        with open_library(options, writing=True) as library:
            return _told(library.save_view(*words)._asdict(), options, "saved")
    with existing_library(options) as library:
        if action == "list":
            return _list(library, options)
        if action == "rename":
            library.rename_view(*words)
            return _told({"name": words[1], "was": words[0]}, options, "renamed")
        library.delete_view(words[0])
        return _told({"name": words[0]}, options, "deleted")


def _list(library: Library, options: Namespace) -> int:
    views = library.views()
    if options.json:
        say_json_list(view._asdict() for view in views)
    elif views:
        say_table((view.name, view.query) for view in views)
    else:
        complain("no view is kept; `reader views save NAME QUERY` keeps one")
    return 0


def _told(shape: dict[str, str], options: Namespace, did: str) -> int:
    if options.json:
        say_json({"did": did, **shape})
    else:
        say(line_of(f"{did}  {shape['name']}"))
    return 0


COMMANDS = {"views": (_arguments, _views)}
