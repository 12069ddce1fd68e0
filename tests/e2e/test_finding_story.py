"""Going about in a long text, typed in a real terminal: phrase, pattern, outline, labels, voice."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from tests.support.escapes import violations
from tests.support.processes import lives
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ESSAY = "sample_articles/a-finger-in-the-margin.md"


def _last(text: str) -> Callable[[list[str]], bool]:
    """Tell whether a text stands in the prompt or the status line."""
    return lambda rows: any(text in row for row in rows[-2:])


def test_find_a_phrase_and_a_pattern_and_go_to_a_heading_and_a_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reader", "--library", str(tmp_path / "library"), ESSAY]
    with Terminal(command, cols=120, rows=40) as terminal:
        terminal.wait_for("READ")
        terminal.send("/")
        terminal.type("the margin")
        terminal.wait_for(_last("1 of "))
        terminal.send("enter", "n")
        terminal.wait_for(_last("2 of "))
        terminal.send("G", "n")
        terminal.wait_for(_last("from the top again"))
        terminal.send("/")
        terminal.type("/mar(gin|ks")
        terminal.wait_for(_last("at the end: missing )"))
        terminal.type(")")
        terminal.wait_for(_last("1 of "))
        terminal.send("enter", "D")
        terminal.type("glass")
        terminal.wait_for("▌ On glass")
        terminal.send("enter")
        terminal.wait_for(lambda rows: any(row[30:].startswith("On glass") for row in rows[:8]))
        terminal.send("f")
        terminal.wait_for("Go to which sentence?")
        terminal.send("s")
        terminal.wait_for(_last("READ"))
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
        screen = bytes(terminal.raw[terminal.raw.index(b"\x1b[?1049h") :])
        assert violations(screen, terminal.cols, terminal.rows, ended=True) == []


def test_what_speaks_is_ended_with_the_program(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    speaker = tmp_path / "bin" / "espeak-ng"
    speaker.write_text(f'#!/bin/sh\necho $$ > "{tmp_path}/process"\nexec sleep 600\n')
    speaker.chmod(0o755)
    command = [sys.executable, "-m", "reader", "--library", str(tmp_path / "library"), ESSAY]
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    with Terminal(command, cols=120, rows=40, env={"PATH": path}) as terminal:
        terminal.wait_for("READ")
        terminal.send("ctrl+p")
        terminal.type("read aloud")
        terminal.wait_for("Speak the text")
        terminal.send("enter")
        terminal.wait_for("reading aloud")
        terminal.wait_for(lambda rows: (tmp_path / "process").exists())
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
    process = int((tmp_path / "process").read_text())
    assert not lives(process)
