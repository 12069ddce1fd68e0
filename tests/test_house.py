"""The rules of the house that a program can check."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GENERATED = {"__pycache__", "dist", "build", "snapshot_report.html"}
TEXT_SUFFIXES = {
    "",
    ".cfg",
    ".css",
    ".html",
    ".json",
    ".lock",
    ".md",
    ".py",
    ".svg",
    ".tcss",
    ".toml",
    ".txt",
    ".yml",
}

MOST_LINES = 300
MOST_LINES_OF = {"reader/ui/pane/view.py": 400}
MOST_FUNCTION_LINES = 50

# put together here, so that this file does not hold what it looks for
PLACES_NEVER_NAMED = {
    "a path of the machine it was written on": (
        "/wo" + "rk/",
        "/tmp/br" + "ief",
        "/ro" + "ot/",
        "/op" + "t/wheels",
    ),
    "a package registry's host": ("py" + "pi.org", "pythonhost" + "ed.org", "registry.np" + "mjs"),
}


def modules(folder: str = "reader") -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_files() -> Iterator[Path]:
    for top in sorted(ROOT.iterdir()):
        hidden = top.name.startswith(".") and top.name not in {".ci", ".gitignore"}
        if hidden or top.name in GENERATED:
            continue
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix in TEXT_SUFFIXES and not GENERATED & set(path.parts):
                yield path


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_the_import_contracts_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout


@pytest.mark.parametrize("kind", PLACES_NEVER_NAMED)
def test_no_file_names(kind: str) -> None:
    found = [
        f"{name(path)}:{number} {place}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        for place in PLACES_NEVER_NAMED[kind]
        if place in line
    ]
    assert found == []


def test_the_search_for_names_sees_the_whole_house() -> None:
    seen = {name(path) for path in text_files()}
    assert {
        "pyproject.toml",
        "constraints.txt",
        ".ci/run",
        "reader/__init__.py",
        "tests/test_house.py",
    } <= seen


def test_every_module_says_what_it_is_for() -> None:
    silent = [name(path) for path in modules() if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert silent == []


def test_no_module_is_too_long() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    too_long = {
        path: lines for path, lines in lengths.items() if lines >= MOST_LINES_OF.get(path, MOST_LINES)
    }
    assert too_long == {}


def test_no_function_is_too_long() -> None:
    too_long = [
        f"{name(path)}:{function.lineno} {function.name}"
        for path in modules()
        for function in functions(ast.parse(path.read_bytes()))
        if (function.end_lineno or function.lineno) - function.lineno >= MOST_FUNCTION_LINES
    ]
    assert too_long == []


def test_the_constraints_name_versions_only() -> None:
    first, *lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert first.startswith("#") and ".ci/constraints" in first
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][^\s@/]*", line) for line in lines)
    assert lines == sorted(lines, key=str.lower)
    assert not any(line.startswith("reader") for line in lines)


def test_readme_has_the_one_test_command_that_the_checks_read() -> None:
    commands = re.findall(
        r"^python3 -m venv .*pytest$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(commands) == 1
