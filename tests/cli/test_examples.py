"""Command lines that help pages and docs only show are read as the shell would read them."""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path

import pytest

import reader
from reader.cli.commands import COMMANDS, HELP, MAIN_HELP
from reader.cli.parser import Parser

ROOT = Path(reader.__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_fence = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
#: Signs of what tells how a command is used, and is no command line.
_USAGE = set("[]|…")


def parser_of(name: str) -> Parser:
    parser = Parser(COMMANDS[name])
    import_module(f"reader.cli.{COMMANDS[name].module}").COMMANDS[name][0](parser)
    return parser


def commands_in(line: str) -> list[list[str]]:
    """Return the words of each `reader COMMAND` in a line of the shell, without what is redirected."""
    found: list[list[str]] = []
    words: list[str] = []
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.commenters = ""
    lexer.wordchars += "#:…*,@%+“”’"
    for word in [*lexer, "|"]:
        if word in ("|", "&&", ";", "||", "(", ")"):
            if words[:1] == ["reader"]:
                found.append(words[1:])
            words = []
        elif word in (">", "<"):
            words.append(word)
        elif words[-1:] in (["<"], [">"]):
            words.pop()
        else:
            words.append(word)
    return found


def examples(name: str) -> list[str]:
    return (parser_of(name).epilog or "").split("\nExamples:\n")[1].split("\n\n")[0].splitlines()


def holds(words: list[str]) -> None:
    """Let a command's parser read words, whose first may be one of the options that stand before it."""
    if words[:1] and words[0] in COMMANDS:
        parser_of(words[0]).read(words[1:])


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_a_page_are_command_lines(name: str) -> None:
    lines = [words for line in examples(name) for words in commands_in(line)]
    assert lines
    assert {words[0] for words in lines} <= {*COMMANDS}
    for words in lines:
        holds(words)


def test_the_examples_of_the_main_page_are_command_lines() -> None:
    for line in MAIN_HELP.split("\nExamples:\n")[1].split("\n\n")[0].splitlines():
        for words in commands_in(line):
            holds(words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_command_lines_within_sentences_hold(page: Path) -> None:
    for code in re.findall(r"`(reader [^`]+)`", _fence.sub("", page.read_text("utf-8"))):
        name = code.split()[1]
        if name not in COMMANDS:
            assert name.startswith(("-", "COMMAND")) or name in (HELP, "[PATH|-]…"), code
            continue
        own = re.sub(r"\$\(.*\)", "x", code)  # without what other programs are asked
        options = re.findall(r"(?<!\S)\[?(--[a-z][a-z-]*)", own)
        known = {option for option, _ in parser_of(name).options()}
        assert {*options} <= known, code
        if not _USAGE & set(own) and len(own.split()) > 2 and not re.search(r"\b[A-Z]+\b|--help", own):
            for words in commands_in(own):
                holds(words)


#: Blocks that `tests/test_docs.py` does not run, and what holds them.
ELSEWHERE = {
    "README.md": ["sh", "sh"],  # installing from this folder; .ci/run does the second
    "library.md": [""],  # a drawing of the folder
    "plugins.md": ["console", "python", "python", "toml", "toml"],  # tests/test_plugins.py
    "settings.md": ["toml", "toml"],  # tests/cli/test_settings.py
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_block_is_shown_that_nothing_runs(page: Path) -> None:
    text = page.read_text("utf-8")
    if page.name == "README.md":
        text = text.replace(text.split("\n## From the shell\n")[1].split("\n## ")[0], "")
    languages = sorted(re.findall(r"^```(\w*)\n.*?^```$", text, re.MULTILINE | re.DOTALL))
    run = () if page.name == "README.md" else ("sh", "text", "json")
    assert [each for each in languages if each not in run] == ELSEWHERE.get(page.name, [])
