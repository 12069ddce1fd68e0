"""Text pasted into the program, with escapes inside: it runs no command and leaves no control character."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.text.clean import clean_note
from tests.hostile.payloads import TERM
from tests.support.escapes import violations
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

COLS, ROWS = 100, 30
START, END = b"\x1b[200~", b"\x1b[201~"
#: Taken for keys it would highlight, tag, delete, undo, leave what is open, and quit.
COMMANDS = "begin \x1bh1x\x1b\x1b1234h \x1b[27u\x1b" + "h" * 40 + "\x1b\x1b qqqq \x1b[A\x13\x11 end"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library(tmp_path / "library") as library:
        text = "One two, three. Four five six! Seven."
        library.add(Imported("/one.txt", Metadata("The first article"), Body.plain(text)))
    return tmp_path / "library"


def start(folder: Path) -> Terminal:
    terminal = Terminal([sys.executable, "-m", "reader", "--library", folder], cols=COLS, rows=ROWS)
    terminal.wait_for("LIST")
    terminal.send("enter")
    terminal.wait_for("READ")
    return terminal


def paste(terminal: Terminal, text: str) -> None:
    """Paste as a terminal does that takes nothing out but the end mark."""
    terminal.write(START + text.encode("utf-8", "replace").replace(END, b"") + END)


def leave(terminal: Terminal) -> None:
    terminal.send("ctrl+q")
    assert terminal.wait_exit() == 0, terminal.text()
    assert violations(bytes(terminal.raw), COLS, ROWS, formats=True, ended=True) == []


def test_into_the_text_it_does_nothing(folder: Path) -> None:
    with start(folder) as terminal:
        paste(terminal, COMMANDS)
        terminal.send("a")  # a note is asked for only where no command ran before
        terminal.wait_for("ctrl+g")
        terminal.type("typed after it")
        terminal.send("ctrl+s")
        terminal.wait_for("note kept")
        leave(terminal)
    with Library(folder) as library:
        (only,) = library.highlights()
    assert (only.quote, only.tags, only.note) == ("One two, three.", (), "typed after it")


def test_into_a_note_it_is_text(folder: Path) -> None:
    with start(folder) as terminal:
        terminal.send("a")
        terminal.wait_for("ctrl+g")
        paste(terminal, COMMANDS)
        terminal.wait_for("begin")
        terminal.send("ctrl+s")
        terminal.wait_for("note kept")
        leave(terminal)
    with Library(folder) as library:
        (only,) = library.highlights()
    assert only.note == clean_note(COMMANDS.replace("\x1b", ""))
    assert not CONTROL.search(only.note)


def test_into_the_tag_prompt_it_is_a_name(folder: Path) -> None:
    with start(folder) as terminal:
        terminal.send("t")
        paste(terminal, "be\x1b" + "q" * 40 + "\x1b\x1b[27u\r\x07gin")
        terminal.wait_for("be" + "q" * 40)
        terminal.send("enter")
        terminal.wait_for("READ")
        terminal.wait_for("#be")
        leave(terminal)
    with Library(folder) as library:
        (only,) = library.highlights()
    assert len(only.tags) == 1 and only.tags[0].startswith("be" + "q" * 40)
    assert not CONTROL.search(only.tags[0])


def test_into_the_find_line_it_is_what_is_sought(folder: Path) -> None:
    with start(folder) as terminal:
        terminal.send("/")
        paste(terminal, "Fo\x1bur \x9b\x07fi\x1b\x1bve")
        terminal.wait_for("Find  Four five")
        terminal.send("enter")
        terminal.wait_for("READ")
        terminal.send("h")
        terminal.wait_for("highlighted")
        terminal.send("/")
        paste(terminal, COMMANDS)
        terminal.wait_for("[A end")
        terminal.send("esc")
        terminal.wait_for("READ")
        leave(terminal)
    with Library(folder) as library:
        (only,) = library.highlights()
    assert only.quote == "Four five six!"


def test_every_payload_into_a_note(folder: Path) -> None:
    with start(folder) as terminal:
        terminal.send("a")
        terminal.wait_for("ctrl+g")
        for payload in TERM.values():
            paste(terminal, payload + "\n")
        terminal.type("the end")
        terminal.wait_for("the end")
        terminal.send("ctrl+s")
        terminal.wait_for("note kept")
        leave(terminal)
    with Library(folder) as library:
        (only,) = library.highlights()
    assert only.note.endswith("the end") and only.note.count("PWN") > len(TERM) / 2
    assert not CONTROL.search(only.note)
