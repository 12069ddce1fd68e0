"""Two apps on one library, and a command line beside them: each shows what the others did."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The bridge was closed.\n\nNobody had asked the ferryman.\n\nIt rained.\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with one article, in which nothing is marked."""
    (tmp_path / "bridge.txt").write_text(TEXT)
    _run(tmp_path / "library", "add", str(tmp_path / "bridge.txt"))
    return tmp_path / "library"


def _reader(library: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "reader", "--library", str(library), *words]


def _run(library: Path, *words: str) -> str:
    done = subprocess.run(_reader(library, *words), capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def _opened(library: Path, name: str) -> Terminal:
    env = {"LOGNAME": name, "USER": name}
    return Terminal(_reader(library), cols=120, rows=40, env=env)


def test_each_shows_what_the_others_do_and_none_of_it_is_lost(library: Path) -> None:
    with _opened(library, "kim") as one, _opened(library, "kim") as two:
        for app in (one, two):  # both, before a key: a start after the first place kept would go on there
            app.wait_for("LIST")
        for app in (one, two):
            app.send("enter")
            app.wait_for("READ")
        one.send("1")
        one.wait_for("#claim")
        two.wait_for("#claim")  # without a key: it looks every second

        one.send("3")  # both change the same passage
        two.send("4")
        for app in (one, two):
            app.wait_for(lambda rows: all(tag in "\n".join(rows) for tag in ("#source", "#question")))

        _run(library, "highlight", "last", "--quote", "It rained.", "--tag", "weather")
        for app in (one, two):
            app.wait_for("#weather")

        one.send("x")
        one.wait_for(lambda rows: "#claim" not in "\n".join(rows[:-1]))
        two.wait_for(lambda rows: "#claim" not in "\n".join(rows[:-1]))
        for app in (one, two):
            app.send("ctrl+q")
            assert app.wait_exit() == 0
    assert "#weather" in _run(library, "highlights")
    assert "#claim" not in _run(library, "highlights")
