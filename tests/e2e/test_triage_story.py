"""An article that was edited after passages were marked in it, typed in a real terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reader.library import Library
from tests.support.escapes import violations
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DRAFT = """\
The ferry was sold in spring. Nobody had asked the ferryman.

He would have said no, as he always did.

It rained.

The bridge opened late in the year.
"""
EDITED = """\
A new first paragraph.

The ferry was sold in spring. Nobody had asked the old ferryman.

It rained. It rained.

The bridge opened late in the year.
"""


def _last(text: str) -> Callable[[list[str]], bool]:
    """Tell whether a text stands in the prompt or the status line."""
    return lambda rows: any(text in row for row in rows[-2:])


def _head(number: str, state: str) -> Callable[[list[str]], bool]:
    """Tell whether that passage is decided on: its number in the title, its state in the row below."""
    return lambda rows: (
        any(f"Waiting  {number}" in row for row in rows[:3]) and any(f"{state}: " in row for row in rows[:5])
    )


def test_triage_an_edited_article(tmp_path: Path) -> None:
    source = tmp_path / "ferry.txt"
    source.write_text(DRAFT, "utf-8")
    command = [sys.executable, "-m", "reader", "--library", str(tmp_path / "library"), str(source)]
    with Terminal(command, cols=120, rows=40) as terminal:
        terminal.wait_for("READ")
        for _ in range(4):  # four sentences: one stays, one changes, one goes, one comes twice
            terminal.send("1", "right")
        terminal.wait_for(_last("sentence"))
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
    source.write_text(EDITED, "utf-8")
    with Terminal(command, cols=120, rows=40) as terminal:
        terminal.wait_for(_last("3 highlights wait"))
        terminal.wait_for("≈ changed")
        terminal.send("r")
        terminal.wait_for(_head("1 of 3", "≈ changed"))
        terminal.wait_for("Nobody had asked the old")
        terminal.send("enter")
        terminal.wait_for(_head("1 of 2", "∅ no place"))
        terminal.send("e")
        terminal.wait_for("BOUNDS")
        terminal.send("enter")
        terminal.wait_for(_last("placed"))
        terminal.send("r")
        terminal.wait_for(_head("1 of 1", "? ambiguous"))
        terminal.send("o")
        terminal.wait_for(_last("nothing waits any longer"))
        terminal.send("u")
        terminal.wait_for(_last("took back"))
        terminal.send("r")
        terminal.wait_for(_head("1 of 1", "? ambiguous"))
        terminal.send("enter")
        terminal.wait_for(_last("nothing waits any longer"))
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
        screen = bytes(terminal.raw[terminal.raw.index(b"\x1b[?1049h") :])
        assert violations(screen, terminal.cols, terminal.rows, ended=True) == []
    with Library(tmp_path / "library") as library:
        marks = list(library.highlights())
        assert len(marks) == 4
        assert not any(mark.waits for mark in marks)
        text = library.body(marks[0].article).text
        assert all(text[mark.start : mark.end] == mark.quote for mark in marks)
        assert {mark.quote for mark in marks} >= {
            "The ferry was sold in spring.",
            "Nobody had asked the old ferryman.",
            "It rained.",
        }
