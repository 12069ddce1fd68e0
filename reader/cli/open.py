"""`reader [PATH|-]…`: add what is given, then open the app on it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from reader.cli.commands import main_help
from reader.cli.context import open_library
from reader.cli.failures import UsageError
from reader.cli.output import complain
from reader.cli.patience import Patience
from reader.cli.start import (
    Meanwhile,
    keep_first_screen,
    known_article,
    remember,
    source_state,
    terminal_size,
)
from reader.config import load
from reader.early.record import Asked
from reader.early.terminal import give_back
from reader.model import ReaderError

if TYPE_CHECKING:
    from argparse import Namespace

    from reader.cli.adding import Outcome
    from reader.cli.parser import Parser
    from reader.config import Config
    from reader.library import Library

_DUMB = ("dumb", "unknown")  # what a terminal calls itself that can only print


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH|URL", help="a file, a folder, an address, or - for standard input"
    )
    parser.add_argument("--no-early-paint", action="store_true", help="paint nothing before all is loaded")
    parser.page = main_help


def _open(options: Namespace) -> int:
    if options.json:
        raise UsageError("--json goes with a command, as in: reader add PATH --json")
    config = load()
    asked = _asked(options)
    patience, begun = Patience(), terminal_size()
    with open_library(options, config=config, patience=patience) as library:
        status, root = _read(library, options.paths, asked, config, patience), library.root
    keep_first_screen(asked, root, status, begun)
    return status


def _asked(options: Namespace) -> Asked:
    one = options.paths[0] if len(options.paths) == 1 else ""
    named = options.library or os.environ.get("READER_LIBRARY", "")
    return Asked(named, one if os.path.isfile(one) else "", quiet=options.no_early_paint)


def _read(library: Library, paths: list[str], asked: Asked, config: Config, patience: Patience) -> int:
    """Open the app on what is given, added to the library unless it is known."""
    patience.waits = bool(paths)  # only what is added has to be compared with all that there is
    known = known_article(library, asked)
    outcomes = [] if known else _add(library, paths, asked)
    patience.waits = False
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    added = [known] if known else [outcome.article for outcome in outcomes if outcome.article]
    if paths and not added:
        _suggest(paths)
        return 1
    if not take_terminal():
        if not paths:
            raise ReaderError(
                "The reader needs a terminal that is not “dumb”; `reader --help` lists what needs none."
            )
        from reader.cli.words import plural

        complain(f"there is no terminal to read in; {plural(len(added), 'article')} added or known")
        return 1 if failed else 0
    from reader.ui import run

    one = len(paths) == 1 and not os.path.isdir(paths[0])
    return run(
        library,
        open_article=added[0].id if one else None,
        focus_list=bool(paths) and not one,
        message=_message(outcomes),
        config=config,
        looked=Meanwhile(asked, library).look,
    )


def _add(library: Library, paths: list[str], asked: Asked) -> list[Outcome]:
    """Add what is given; say on standard error what failed, and nothing of the rest."""
    if not paths:
        return []
    give_back()  # it was painted for a text that is known
    source = source_state(asked.file) if asked.file else None
    from reader.cli.adding import add_all, saying_what_stays
    from reader.cli.progress import bar_for

    outcomes: list[Outcome] = []
    with bar_for(paths) as bar, saying_what_stays(bar, lambda: sum(bool(each.article) for each in outcomes)):
        for outcome in add_all(library, paths):
            bar.step()
            outcomes.append(outcome)
            if outcome.status == "failed":
                bar.complain(outcome.error)
    if len(outcomes) == 1 and (article := outcomes[0].article):
        remember(asked, article, source)
    return outcomes


def _suggest(paths: list[str]) -> None:
    """Name the command that was meant, where a word that is no file looks like one."""
    from reader.cli.commands import COMMANDS, HELP
    from reader.text.meant import meant

    word = paths[0]
    command = "" if os.path.lexists(word) else meant(word, (*COMMANDS, HELP), likeness=0.7)
    if command:
        complain(f"did you mean the command `reader {command}`?")


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
    if why := next((outcome.error for outcome in outcomes if outcome.status == "failed"), ""):
        return f"{', '.join(parts)}: {why}"
    return f"{', '.join(parts)}." if parts else ""


def take_terminal() -> bool:
    """Make sure that the app has a terminal to draw on and to read keys from.

    One that calls itself dumb has no place to draw at, and the toolkit would ask its size for ever.
    Standard input may have been a pipe: then the terminal is opened onto descriptor 0 in its place.
    """
    if os.environ.get("TERM", "").casefold() in _DUMB:
        return False
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
