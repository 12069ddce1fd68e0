"""What is left out of Textual's import: it is used inside functions only, and loaded where it is used."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.ui.lean import PUT_OFF

if TYPE_CHECKING:
    from collections.abc import Iterator

LOADED = """
import sys
from reader.ui.lean import PUT_OFF, import_textual
import_textual()
names = [name for name in sys.modules if name.partition(".")[0] in ("rich", "textual")]
assert not set(PUT_OFF) & set(sys.modules), "left out"
print(*[sys.modules[name].__file__ for name in names])
"""

USED = """
from reader.ui.lean import import_textual
import_textual()
import sys, textual.app, textual.layout, textual.css.stylesheet as sheets
assert "textual.canvas" not in sys.modules
textual.layout.Canvas(2, 1)
assert "textual.canvas" in sys.modules
print(textual.css.stylesheet.parse_style("bold").bold, textual.app.CommandPalette.__class__.__name__)
assert textual.app.CommandPalette.BINDINGS
from textual.command import CommandPalette
from textual.markup import parse_style
print(CommandPalette.__mro__[-1].__name__, parse_style("bold").bold)
"""

#: The classes that have a base which is left out: nobody makes one.
WITHOUT_A_BASE = {"ThemeProvider"}


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def taken(tree: ast.Module) -> set[str]:
    """Return the names that a module takes from what is left out, as soon as it is loaded."""
    found = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module in PUT_OFF
        for alias in node.names
    }
    return found | {
        alias.name.partition(".")[0]
        for node in tree.body
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name in PUT_OFF
    }


def at_once(node: ast.AST) -> Iterator[ast.Name]:
    """Give the names that loading a module looks up: all but those in functions and annotations."""
    if isinstance(node, ast.Name):
        yield node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        children: list[ast.AST] = [*node.decorator_list, *node.args.defaults]
    elif isinstance(node, ast.AnnAssign):
        children = [node.value] if node.value else []
    elif isinstance(node, ast.ClassDef) and node.name in WITHOUT_A_BASE:
        children = [*node.body]
    else:
        children = [] if isinstance(node, ast.Lambda) else [*ast.iter_child_nodes(node)]
    for child in children:
        yield from at_once(child)


def test_textual_uses_what_is_left_out_in_functions_only() -> None:
    files = run(LOADED).split()
    assert len(files) > 100
    names = set()
    for file in files:
        tree = ast.parse(Path(file).read_text("utf-8"))
        here = taken(tree)
        assert here & {name.id for name in at_once(tree)} == set(), file
        names |= here
    assert {"Canvas", "CommandPalette", "parse_style", "Table", "user_downloads_path"} <= names


def test_what_is_left_out_is_loaded_where_it_is_used() -> None:
    assert run(USED).split() == ["True", "Name", "object", "True"]


@pytest.mark.parametrize("name", PUT_OFF)
def test_what_is_left_out_exists(name: str) -> None:
    assert find_spec(name)
