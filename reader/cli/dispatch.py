"""From the words of a command line to the command that they name."""

from __future__ import annotations

import atexit
import codecs
import gc
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeAlias, cast

from reader.cli.commands import COMMANDS, HELP, Command, main_help
from reader.early.record import Asked

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from reader.cli.parser import Parser

#: What a module's `COMMANDS` holds for a command: declare its arguments, run it.
Entry: TypeAlias = "tuple[Callable[[Parser], None], Callable[[Namespace], int]]"

OPEN = Command("", "", "[PATH|-]…", "read, adding what is given", "open", prints=False)

_PLAIN = {**dict.fromkeys("“”„", '"'), **dict.fromkeys("‘’", "'"), "…": "...", "·": "-", "–": "-", "—": "-"}
_COLLECT_AFTER = 10_000  # objects more than before; by itself Python looks for garbage after 700


def dispatch(words: list[str]) -> int:
    """Run the command that `words` name, else open the app on them.

    Raises:
        UsageError: the words make no sense.
        ReaderError, OSError: it could not be done.
    """
    _make_tolerant()
    _collect_seldom()
    if words[:1] == ["--complete"]:
        from reader.cli.complete import complete

        return complete(words[1:])
    if words[:1] == ["--paint-next"]:
        from reader.cli.start import paint

        return paint(words[1:])
    leading = _leading_options(words)
    rest = words[len(leading) :]
    if rest[:1] == [HELP]:
        rest = _asked(rest[1:])
    if rest and rest[0] in ("-h", "--help"):
        from reader.cli.page import fitted

        print(fitted(main_help()), end="")
        return 0
    if rest and rest[0] in COMMANDS:
        return _run(COMMANDS[rest[0]], [*leading, *rest[1:]])
    return _run(OPEN, words)


def _run(command: Command, words: list[str]) -> int:
    entries: dict[str, Entry] = import_module(f"reader.cli.{command.module}").COMMANDS
    declare, run = entries[command.name]
    try:
        code = run((command is OPEN and _plain_start(words)) or _read(command, declare, words))
    except SystemExit as ended:  # argparse, having printed a help page
        code = int(ended.code or 0)
    sys.stdout.flush()
    return code


def _asked(words: list[str]) -> list[str]:
    """Return the words by which one asks for the help page of the command that is named first, if one is."""
    names = [word for word in words if not word.startswith("-")][:1]
    if names and names[0] not in COMMANDS:
        from reader.cli.failures import UsageError
        from reader.text.meant import did_you_mean

        near = did_you_mean(names[0], COMMANDS)
        raise UsageError(f"there is no command {names[0]}{near or '; `reader --help` lists them'}")
    return [*names, "--help"]


def _read(command: Command, declare: Callable[[Parser], None], words: list[str]) -> Namespace:
    from reader.cli.parser import Parser

    parser = Parser(command)
    declare(parser)
    return parser.read(words)


def _plain_start(words: list[str]) -> Namespace | None:
    """Read the words of a plain start, for which no parser has to be loaded; None for any other."""
    asked = Asked.of(words)
    if asked is None:
        return None
    paths = [asked.word] if asked.word else []
    plain = SimpleNamespace(library=asked.library, paths=paths, json=False, no_early_paint=asked.quiet)
    return cast("Namespace", plain)


def _collect_seldom() -> None:
    """Look for garbage seldom and not at the end: almost all that a start makes stays until then."""
    gc.set_threshold(_COLLECT_AFTER)
    atexit.register(gc.freeze)


def _make_tolerant() -> None:
    """Put nothing in the place of streams that are closed, and let output lose what its encoding lacks."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")
    codecs.register_error("plain", _in_plain_signs)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="plain")


def _in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    """Write what a stream's encoding lacks with the signs of a typewriter, and what these lack as `?`."""
    assert isinstance(error, UnicodeEncodeError)
    return "".join(_PLAIN.get(char, "?") for char in error.object[error.start : error.end]), error.end


def _leading_options(words: list[str]) -> list[str]:
    """Take the options that may stand before a command."""
    count = 0
    while count < len(words):
        if words[count] == "--library":
            count += 2
        elif words[count] == "--json" or words[count].startswith("--library="):
            count += 1
        else:
            break
    return words[:count]
