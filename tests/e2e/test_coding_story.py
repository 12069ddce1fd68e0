"""An interview that is coded with six tags in coding mode, typed in a real terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from reader.library import Library
from tests.support.escapes import violations
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SENTENCES = (
    "How long have you worked on the ferry?",
    "Eleven years this winter.",
    "I came because of my brother.",
    "He said that the nights were quiet.",
    "They are not.",
    "Last year the company took a man off every shift.",
    "Nobody asked us.",
    "Would you do it again?",
    "Ask me in the morning.",
)
INTERVIEW = "\n\n".join((" ".join(SENTENCES[:5]), " ".join(SENTENCES[5:7]), " ".join(SENTENCES[7:])))


def _last(text: str) -> Callable[[list[str]], bool]:
    """Tell whether a text stands in the prompt or the status line."""
    return lambda rows: any(text in row for row in rows[-2:])


def test_code_an_interview_with_six_tags_in_coding_mode(tmp_path: Path) -> None:
    source = tmp_path / "ferry.txt"
    source.write_text(INTERVIEW + "\n", "utf-8")
    command = [sys.executable, "-m", "reader", "--library", str(tmp_path / "library"), str(source)]
    with Terminal(command, cols=110, rows=36) as terminal:
        terminal.wait_for("READ")
        terminal.send("M")
        terminal.wait_for("Code with")
        terminal.send(*"ferry/work", "tab", "enter")
        terminal.wait_for("CODE")
        terminal.wait_for("no definition yet")
        terminal.send("right")  # the question is skipped
        terminal.send("enter")  # work
        terminal.send("5", "enter")  # work, and context by its digit
        terminal.send("1", "3", "right")  # a claim and its source alone, and on
        terminal.send("t", *"mood", "enter")  # a new tag by name, and the caret stays
        terminal.wait_for(_last("#mood"))
        terminal.send("right")
        terminal.send("2", "enter")  # evidence, and work
        terminal.send("enter")  # work; then two lines that are skipped, and the mode is left
        terminal.send("right", "right", "esc")
        terminal.wait_for("coding mode ended")
        terminal.wait_for("READ")
        terminal.send("u")
        terminal.wait_for(_last("took back: #ferry/work"))
        terminal.send("U")
        terminal.wait_for(_last("done again"))
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
        screen = bytes(terminal.raw[terminal.raw.index(b"\x1b[?1049h") :])
        assert violations(screen, terminal.cols, terminal.rows, ended=True) == []
    with Library(tmp_path / "library") as library:
        coded = {mark.quote: mark.tags for mark in library.highlights()}
    assert coded == {
        SENTENCES[1]: ("ferry/work",),
        SENTENCES[2]: ("context", "ferry/work"),
        SENTENCES[3]: ("claim", "source"),
        SENTENCES[4]: ("mood",),
        SENTENCES[5]: ("evidence", "ferry/work"),
        SENTENCES[6]: ("ferry/work",),
    }
    assert len({tag for tags in coded.values() for tag in tags}) == 6
