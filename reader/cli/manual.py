"""`man`: the manual page, made of what the commands say of themselves."""

from __future__ import annotations

from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING

import reader
from reader.cli.commands import COMMANDS as DECLARED
from reader.cli.commands import MAIN_HELP
from reader.cli.output import say, say_json
from reader.cli.parser import Parser
from reader.ui.commands import COMMANDS as KEYS
from reader.ui.commands import signs

if TYPE_CHECKING:
    from argparse import Namespace

_FILES = """\
.TP
.I config.toml
in the platform's configuration folder, on Linux
.IR ~/.config/reader :
library, name, theme, setting of the page, keys.
.TP
.I reader
in the platform's data folder, on Linux
.IR ~/.local/share :
the library, where no other is named."""


def page() -> str:
    """Return the page in the language of man."""
    parts = [
        f'.TH READER 1 "{reader.__date__}" "reader {reader.__version__}" "User Commands"',
        ".SH NAME",
        "reader \\- read articles closely and tag passages in them",
        ".SH SYNOPSIS",
        ".B reader\n[\\fB\\-\\-library\\fR \\fIDIR\\fR] [\\fIPATH\\fR|\\fIURL\\fR|\\fB\\-\\fR]...\n.br",
        ".B reader\n\\fICOMMAND\\fR ...",
        ".SH DESCRIPTION",
        _text(MAIN_HELP.split("{commands}")[0].split("\n\n", 1)[1]),
        ".SH COMMANDS",
        *(_command(name) for name in DECLARED),
        ".SH EVERYWHERE",
        _block(MAIN_HELP.split("Everywhere:\n")[1].split("\nExamples:")[0].rstrip()).removeprefix(".PP\n"),
        ".SH KEYS",
        _keys(),
        ".SH ENVIRONMENT",
        ".TP\n.B READER_LIBRARY\nthe library's folder, where \\fB\\-\\-library\\fR names none",
        ".TP\n.B READER_CACHE\nthe folder of what can be made anew, in place of the platform's",
        ".TP\n.B NO_COLOR\nwhere it is set, no colours, in the app neither",
        ".SH FILES",
        _FILES,
        ".SH EXIT STATUS",
        ".TP\n.B 0\nall is done",
        ".TP\n.B 1\nsomething could not be done; what could be done, was; or a check found something",
        ".TP\n.B 2\nthe command line is wrong; nothing was done\n.TP\n.B 130\nstopped by ctrl+c",
        ".TP\n.B 141\nwhat read the output has gone away",
    ]
    return "\n".join(parts) + "\n"


def _command(name: str) -> str:
    command = DECLARED[name]
    parser = Parser(command)
    import_module(f"reader.cli.{command.module}").COMMANDS[name][0](parser)
    about, _, examples = (parser.epilog or "").rpartition("\n\nExit status:")[0].partition("\nExamples:\n")
    lines = [
        f".SS reader {_safe(name)} {_safe(command.usage)}".rstrip(),
        f"{_safe(parser.description or '')}",
    ]
    for option, action in parser.options():
        if option not in ("--json", "--library", "--help"):
            value = "" if action.nargs == 0 else f" {action.metavar or '|'.join(action.choices or ())}"
            lines.append(f".TP\n.B {_safe(option + value)}\n{_safe(action.help or '')}")
    lines += [_block(about.strip("\n"))]
    if examples:
        lines += [".PP\nExamples:", _block(examples.rstrip("\n"))]
    return "\n".join(lines)


def _keys() -> str:
    lines = []
    for group, commands in groupby(KEYS, key=lambda each: each.group):
        lines.append(f".SS {_safe(group)}")
        lines += [f".TP\n.B {_safe(signs(each) or 'palette')}\n{_safe(each.about)}" for each in commands]
    return "\n".join(lines)


def _text(text: str) -> str:
    return _safe(text.strip("\n"))


def _block(text: str) -> str:
    """Return text whose indented lines stay as they are, and whose others are filled."""
    parts = []
    for piece in text.split("\n\n"):
        kept = any(line.startswith(" ") for line in piece.split("\n"))
        parts.append(f".PP\n.nf\n{_safe(piece)}\n.fi" if kept else f".PP\n{_safe(piece)}")
    return "\n".join(parts)


def _safe(text: str) -> str:
    """Return text in which man finds no command of its own."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("^", "\\(ha")
    escaped = escaped.replace("`", "\\(ga").replace("~", "\\(ti")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in escaped.split("\n"))


def _arguments(parser: Parser) -> None:
    parser.tell(
        "Prints it in the language of man: all commands and options with their examples, and all keys.",
        "reader man | man -l -",
        "reader man > ~/.local/share/man/man1/reader.1",
    )


def _man(options: Namespace) -> int:
    if options.json:
        say_json({"page": page()})
    else:
        say(page().rstrip("\n"))
    return 0


COMMANDS = {"man": (_arguments, _man)}
