"""`reader [PATH|-]…`: add what is given, then open the app on it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from reader.cli.commands import main_help
from reader.cli.context import open_library
from reader.cli.failures import UsageError
from reader.cli.output import complain
from reader.cli.words import plural
from reader.config import load
from reader.model import ReaderError

if TYPE_CHECKING:
    from argparse import Namespace

    from reader.cli.adding import Outcome
    from reader.cli.parser import Parser
    from reader.library import Library


def _arguments(parser: Parser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a file, a folder, or - for standard input")
    parser.page = main_help


def _open(options: Namespace) -> int:
    if options.json:
        raise UsageError("--json goes with a command, as in: reader add PATH --json")
    config = load()
    with open_library(options, config=config) as library:
        outcomes = _add(library, options.paths)
        failed = [outcome for outcome in outcomes if outcome.status == "failed"]
        added = [outcome.article for outcome in outcomes if outcome.article]
        if options.paths and not added:
            _suggest(options.paths)
            return 1
        if not take_terminal():
            if not options.paths:
                raise ReaderError("The reader needs a terminal; `reader --help` lists what does not.")
            complain(f"there is no terminal to read in; {plural(len(added), 'article')} added or known")
            return 1 if failed else 0
        from reader.ui import run

        one = len(options.paths) == 1 and not os.path.isdir(options.paths[0])
        return run(
            library,
            open_article=added[0].id if one else None,
            focus_list=bool(options.paths) and not one,
            message=_message(outcomes),
            config=config,
        )


def _add(library: Library, paths: list[str]) -> list[Outcome]:
    """Add what is given; say on standard error what failed, and nothing of the rest."""
    if not paths:
        return []
    from reader.cli.adding import add_all, saying_what_stays
    from reader.cli.progress import bar_for

    outcomes: list[Outcome] = []
    with bar_for(paths) as bar, saying_what_stays(lambda: sum(bool(each.article) for each in outcomes)):
        for outcome in add_all(library, paths):
            bar.step()
            outcomes.append(outcome)
            if outcome.status == "failed":
                bar.complain(outcome.error)
    return outcomes


def _suggest(paths: list[str]) -> None:
    """Name the command that was meant, where a word that is no file looks like one."""
    from difflib import get_close_matches

    from reader.cli.commands import COMMANDS

    word = paths[0]
    if word == "help" and not os.path.lexists(word):
        complain("did you mean `reader --help`?")
    meant = [] if os.path.lexists(word) else get_close_matches(word, COMMANDS, 1, 0.7)
    if meant:
        complain(f"did you mean the command `reader {meant[0]}`?")


def _message(outcomes: list[Outcome]) -> str:
    """Sum up what was added in one sentence for the app; nothing where nothing is worth one."""
    counts = {"added": 0, "updated": 0, "known": 0, "failed": 0}
    for outcome in outcomes:
        counts[outcome.status] += 1
    if len(outcomes) == 1:
        said = {
            "known": "This text was already in the library.",
            "updated": "The text had changed and was updated.",
        }
        return said.get(outcomes[0].status) or "; ".join(outcomes[0].remarks)
    words = {"added": "added", "updated": "updated", "known": "already there", "failed": "could not be added"}
    parts = [f"{count} {words[status]}" for status, count in counts.items() if count]
    return f"{', '.join(parts)}." if parts else ""


def take_terminal() -> bool:
    """Make sure that the app has a terminal to draw on and to read keys from.

    Standard input may have been a pipe: then the terminal is opened onto descriptor 0 in its place.
    """
    if sys.__stdin__ is None or not (sys.stdout.isatty() and sys.stderr.isatty()):
        return False
    try:
        if os.isatty(0):
            return True
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        return False
    os.dup2(terminal, 0)
    os.close(terminal)
    return True


COMMANDS = {"": (_arguments, _open)}
