"""One word for one thing: what is stored is a highlight, its text a passage; to mark is only a verb."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reader
from reader.cli.commands import MAIN_HELP, main_help
from reader.ui.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(reader.__file__).parents[1]
#: The noun, as in “a mark” or “{count} marks”; “h marks the sentence” and “quotation marks” are none.
_noun = re.compile(
    r"(?:\b(?:an?|the|this|that|these|those|no|all|any|every|each|your|its|next|last|first)|[0-9}])"
    r" (?:new |own )?marks?\b(?! (?:the|a|it|what|every)\b|\})",
    re.IGNORECASE,
).search


def said(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module that may be shown, with their lines: no docstring, no name of a thing."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "}" for part in node.values)
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented:
            yield node.lineno, node.value


@pytest.mark.parametrize("folder", ["ui", "cli", "exports", "library", "sources", "analysis"])
def test_nothing_that_is_shown_calls_a_highlight_a_mark(folder: str) -> None:
    wrong = [
        f"{path.name}:{line}: {text}"
        for path in sorted((ROOT / "reader" / folder).rglob("*.py"))
        for line, text in said(path)
        if _noun(text)
    ]
    assert wrong == []


def test_the_rule_finds_what_it_is_for() -> None:
    assert all(map(_noun, ("3 marks", "no marks yet", "these marks", "the last mark here", "} mark")))
    assert not any(map(_noun, ("h marks the sentence", "quotation marks", "mark every hit", "marks it done")))


def test_keys_help_and_pages_hold_to_it() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    texts = [
        *(f"{command.title}. {command.about}" for command in COMMANDS),
        MAIN_HELP,
        main_help(),
        *(
            re.sub(r"`[^`]*`|inline marks|and each mark|<!--.*?-->", "", page.read_text("utf-8"))
            for page in pages
        ),
    ]
    assert [found[0] for text in texts if (found := _noun(text))] == []
