"""`open`: the app at an article or a passage, be it one that runs already."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.cli.context import find_article, find_highlight, open_library
from reader.cli.failures import UsageError
from reader.cli.open import take_terminal
from reader.model import ReaderError
from reader.text.ids import show_id

if TYPE_CHECKING:
    from argparse import Namespace

    from reader.cli.parser import Parser
    from reader.library import Library


def _arguments(parser: Parser) -> None:
    parser.add_argument("place", metavar="ID[:PASSAGE]", help="an article, or one of its passages")
    parser.tell(
        "Where the app runs on this library, that one goes there, the one begun last if there are several;\n"
        "else it is started here. :PASSAGE alone is enough, for a passage knows its article.",
        "reader open last",
        "reader open :8cjp62",
    )


def _open(options: Namespace) -> int:
    if options.json:
        raise UsageError("open prints nothing; leave --json out")
    from reader.config import load
    from reader.library.door import ask

    config = load()
    with open_library(options, config=config) as library:
        article, highlight = _place(library, options.place)
        refusal = ask(library.root, show_id(article), show_id(highlight) if highlight else "")
        if refusal is None:
            if not take_terminal():
                raise ReaderError("No reader runs on this library, and there is no terminal to start one in.")
            from reader.cli.start import Meanwhile, keep_first_screen, terminal_size
            from reader.early.record import Asked
            from reader.ui import run

            asked, begun = Asked(options.library or os.environ.get("READER_LIBRARY", "")), terminal_size()
            looked = Meanwhile(asked, library).look
            status = run(
                library, open_article=article, open_highlight=highlight, config=config, looked=looked
            )
        root = library.root
    if refusal:
        raise ReaderError(f"{refusal[0].upper()}{refusal[1:]}.")
    if refusal is None:
        keep_first_screen(asked, root, status, begun)
    return status if refusal is None else 0


def _place(library: Library, text: str) -> tuple[int, int | None]:
    """Return the article and the highlight that `ID`, `ID:PASSAGE` or `:PASSAGE` names."""
    name, _, ending = text.partition(":")
    if not ending:
        return find_article(library, name), None
    highlight = find_highlight(library, ending)
    if name and library.find(name) != highlight.article:
        raise ReaderError(f"The passage “{ending}” is not in the article “{name}”.")
    return highlight.article, highlight.id


COMMANDS = {"open": (_arguments, _open)}
