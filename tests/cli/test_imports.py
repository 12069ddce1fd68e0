"""What commands that only read load: nothing from outside that is not listed here, nothing for writing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import started

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

#: Packages that are neither Python's nor ours, by command; whoever adds one makes the command start later.
ALLOWED: dict[tuple[str, ...], set[str]] = {
    ("--version",): set(),
    ("--help",): set(),
    ("list",): set(),
    ("list", "--json"): set(),
    ("list", "#claim words:>3"): {"orjson"},
    ("tags",): {"orjson"},
    ("highlights",): {"orjson"},
    ("search", "nine"): {"orjson"},
}

#: What `list` has no use for, though it stands in packages that it does use; each takes milliseconds.
NEVER_FOR_LIST = {
    *(
        "asyncio",
        "dataclasses",
        "email",
        "hashlib",
        "inspect",
        "logging",
        "platform",
        "subprocess",
        "tempfile",
        "tomllib",
        "urllib",
        "uuid",
    ),
    *(f"reader.library.{name}" for name in ("adding", "history", "select", "shard", "undoing", "writing")),
    *(f"reader.library.{name}" for name in ("codec", "outcomes", "storage")),
    *(f"reader.model.{name}" for name in ("codebook", "highlight", "imported", "view")),
    *("reader.config", "reader.exports", "reader.sources", "reader.ui"),
    *("reader.text.body", "reader.text.clean", "reader.text.query"),
}

LOADED = """
import sys
at_first = set(sys.modules)  # an environment may load things of its own
from reader.cli import main
code = main(sys.argv[1:])
print(*sys.modules.keys() - at_first, file=sys.stderr)
raise SystemExit(code)
"""


@pytest.fixture
def library(run: Run, wall: str, tmp_path: Path) -> Path:
    """A library with an article and a passage in it, whose index knows both."""
    assert run("highlight", wall, "--quote", "There were nine.", "--tag", "claim").code == 0
    assert run("list").code == 0
    return tmp_path / "library"


def loaded(library: Path, *words: str) -> set[str]:
    done = started(*words, library=library, code=LOADED)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("words", ALLOWED)
def test_a_reading_command_loads_no_package_that_is_not_listed(library: Path, words: tuple[str, ...]) -> None:
    packages = {name.partition(".")[0] for name in loaded(library, *words)}
    assert "reader" in packages
    assert packages - sys.stdlib_module_names - {"reader"} == ALLOWED[words]


def test_the_list_loads_nothing_for_writing(library: Path) -> None:
    modules = loaded(library, "list")
    assert "reader.library.index" in modules
    assert not modules & NEVER_FOR_LIST


def test_the_version_and_help_load_next_to_nothing(library: Path) -> None:
    for word in ("--version", "--help"):
        modules = loaded(library, word)
        assert "reader.cli" in modules
        assert not modules & {"argparse", "dataclasses", "json", "sqlite3", "reader.model", "reader.library"}


PAINTED = """
import sys
at_first = set(sys.modules)
from reader.early.terminal import paint
paint(sys.argv[1:], lambda word: False)
from reader.early.record import Asked, find
find(Asked("/nowhere"))
print(*sys.modules.keys() - at_first)
"""


def test_the_early_start_loads_next_to_nothing(library: Path) -> None:
    done = started("a.txt", library=library, code=PAINTED)
    modules = set(done.stdout.split())
    ours = {name for name in modules if name.partition(".")[0] == "reader"}
    assert ours == {"reader", "reader.cache", "reader.early", "reader.early.record", "reader.early.terminal"}
    assert {name.partition(".")[0] for name in modules - ours} <= sys.stdlib_module_names
    assert not modules & {"argparse", "dataclasses", "inspect", "json", "pathlib", "re", "typing"}
