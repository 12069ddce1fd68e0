"""What a newcomer does, typed in a real terminal: open, mark, tag, note, undo, quit, come back, export."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.escapes import violations
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

SAMPLES = "sample_articles"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def _reader(library: Path, *args: str) -> list[str]:
    return [sys.executable, "-m", "reader", "--library", str(library), *args]


def _print(library: Path, *args: str) -> str:
    done = subprocess.run(_reader(library, *args), capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


def _clean(terminal: Terminal) -> None:
    # before the screen is taken there may be a bar, where adding takes its time
    screen = bytes(terminal.raw[terminal.raw.index(b"\x1b[?1049h") :])
    assert violations(screen, terminal.cols, terminal.rows, allow={"clipboard"}, ended=True) == []


def test_open_the_samples_mark_three_sentences_quit_and_find_all_of_it_again(library: Path) -> None:
    with Terminal(_reader(library, SAMPLES), cols=120, rows=40) as terminal:
        terminal.wait_for("Articles")
        terminal.wait_for("LIST")
        terminal.send("/")
        terminal.type("title:neighbours")
        terminal.send("enter")
        terminal.wait_for("1 match")
        terminal.send("enter")
        terminal.wait_for("READ")
        terminal.send("p", "p", "p")
        terminal.wait_for("¶ 4 of")
        terminal.send("1")
        terminal.wait_for("#claim")
        terminal.send("right", "right", "3")
        terminal.wait_for("#source")
        terminal.send("right", "a")
        terminal.type("by whom?")
        terminal.send("ctrl+s")
        terminal.wait_for("note kept")
        terminal.send("p", "h")
        terminal.wait_for("highlighted the sentence")
        terminal.send("u")
        terminal.wait_for("took back: highlight on “A birthday sends people back…”")
        terminal.send("z")
        place = terminal.wait_for(lambda rows: "¶ " in rows[-1])[-1]
        terminal.send("q")
        terminal.wait_for("LIST")
        terminal.send("q")
        assert terminal.wait_exit() == 0
        _clean(terminal)
    with Terminal(_reader(library), cols=120, rows=40) as terminal:
        terminal.wait_for("by whom?")
        terminal.wait_for(lambda rows: _paragraph(rows[-1]) == _paragraph(place))
        screen = "\n".join(terminal.wait_for("#source"))
        assert "#claim" in screen
        assert "The neighbours" in screen
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
        _clean(terminal)
    exported = _print(library, "export", "--format", "markdown")
    assert exported.count("\n> ") >= 3
    assert "#claim" in exported
    assert "#source" in exported
    assert "by whom?" in exported


def _paragraph(status: str) -> str:
    return status.partition("¶ ")[2].split(" ")[0]


def test_a_missing_path_is_said_and_nothing_opens(library: Path) -> None:
    command = _reader(library, "no-such-file.txt")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "no-such-file.txt" in done.stderr
    assert "Traceback" not in done.stderr
