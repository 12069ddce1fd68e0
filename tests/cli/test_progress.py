"""The bar: only on a terminal, only when it takes long, and never in the way of the lines."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

import pytest

from reader.cli.progress import Bar, bar_for

if TYPE_CHECKING:
    from pathlib import Path


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Put a terminal in the place of standard error. No fixture: pytest sets the streams after those."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    return stream


@pytest.mark.parametrize("coloured", [True, False])
def test_it_has_colours_unless_none_are_wanted(monkeypatch: pytest.MonkeyPatch, *, coloured: bool) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not coloured:
        monkeypatch.setenv("NO_COLOR", "1")
    clock = Clock()
    with Bar(100, "adding", clock=clock) as bar:
        clock.now = 2
        bar.step()
    assert "adding" in terminal.getvalue()
    assert bool(re.search(r"\x1b\[[0-9;]*[39][0-9]", terminal.getvalue())) == coloured


def test_it_waits_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    clock = Clock()
    with Bar(10, "adding", clock=clock) as bar:
        clock.now = 0.9
        bar.step()
        assert terminal.getvalue() == ""
        clock.now = 1.0
        bar.step()
        assert "adding" in terminal.getvalue()
        assert "2/10" in terminal.getvalue()
        bar.complain("a \x1b[2Jfile")
    assert "reader: a \ufffd[2Jfile\n" in terminal.getvalue()


@pytest.mark.parametrize("total", [0, 1])
def test_one_text_gets_none(monkeypatch: pytest.MonkeyPatch, total: int) -> None:
    terminal = on_terminal(monkeypatch)
    clock = Clock()
    with Bar(total, "adding", clock=clock) as bar:
        clock.now = 9.0
        bar.step()
    assert terminal.getvalue() == ""


def test_without_a_terminal_there_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with Bar(10, "adding", clock=clock) as bar:
        clock.now = 9.0
        bar.step()
        bar.say("a line")
        bar.complain("a fault")
    assert capsys.readouterr() == ("a line\n", "reader: a fault\n")


def test_lines_go_to_standard_output_while_it_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = on_terminal(monkeypatch)
    clock = Clock()
    with Bar(10, "adding", clock=clock) as bar:
        clock.now = 2.0
        bar.step()
        bar.say("a line")
    assert capsys.readouterr().out == "a line\n"
    assert "a line" not in terminal.getvalue()


def test_files_are_counted_for_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    on_terminal(monkeypatch)

    for name in ("a.txt", "b.md", "c.jpg"):
        (tmp_path / name).write_text("x")
    with bar_for([str(tmp_path), "-"]) as bar:
        assert bar.total == 3


def test_it_says_how_fast_it_goes_and_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    clock = Clock()
    with Bar(300, "adding", clock=clock) as bar:
        clock.now = 2.0
        bar.reach(80)
    assert "80/300" in terminal.getvalue()
    assert "40/s · 6 s left" in terminal.getvalue()


def test_what_was_done_before_makes_it_no_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    clock = Clock()
    with Bar(300, "reading the library", done=200, clock=clock) as bar:
        clock.now = 2.0
        bar.reach(220)
    assert "220/300" in terminal.getvalue()
    assert "10/s · 8 s left" in terminal.getvalue()
