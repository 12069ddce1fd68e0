"""Hostile titles, texts, tags and notes in the program itself: each byte for the terminal is judged."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import pytest

from reader import sources
from reader.library import Library
from reader.model import Imported, Metadata, ReaderError
from reader.text.build import BodyBuilder
from tests.hostile.payloads import TITLES
from tests.support.escapes import violations
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

COLS, ROWS = 120, 40
LAST_WORDS = "the last words of all"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Name a folder for a library that need not wait for the disk."""
    for name in ("fsync", "fdatasync"):
        monkeypatch.setattr(os, name, lambda descriptor: None, raising=False)
    return tmp_path / "library"


def run(folder: Path) -> Terminal:
    return Terminal([sys.executable, "-m", "reader", "--library", folder], cols=COLS, rows=ROWS)


def leave(terminal: Terminal) -> None:
    """Quit, and judge what was written in all."""
    terminal.send("ctrl+q")
    status = terminal.wait_exit()
    found = violations(bytes(terminal.raw), COLS, ROWS, formats=True, ended=True)
    assert found == []
    assert status == 0, terminal.text()


def open_first(terminal: Terminal) -> None:
    """Open the article that the list shows first."""
    terminal.wait_for("LIST")
    terminal.send("enter")
    terminal.wait_for("READ")


def turn(terminal: Terminal, key: str) -> list[str]:
    """Press a key that changes the screen, and wait until it did."""
    before = terminal.screen()
    terminal.send(key)
    return terminal.wait_for(lambda rows: rows != before)


def turn_until(terminal: Terminal, key: str, text: str) -> int:
    """Press a key until a text stands on the screen; return how often."""
    pressed = 0
    while not any(text in row for row in terminal.screen()):
        turn(terminal, key)
        pressed += 1
        assert pressed < 1000
    return pressed


def text_of_all(path: Path) -> Imported:
    """Read a text file in which every payload stands in a paragraph of its own."""
    paragraphs = [
        "All of it at once",
        *(f"Before it. {each} After it." for each in TITLES.values()),
        LAST_WORDS,
    ]
    path.write_bytes("\n\n".join(paragraphs).encode("utf-8", "surrogatepass"))
    (imported,) = sources.load(str(path))
    assert not imported.error
    return imported


def test_titles_in_the_list(folder: Path) -> None:
    with Library(folder) as library:
        for number, payload in enumerate(TITLES.values()):
            body = BodyBuilder()
            body.add("paragraph", f"Text {number}.")
            known = Metadata(
                f"{number:03} {payload}", kicker=payload, authors=(payload,), site=payload, url=payload
            )
            library.add(Imported(f"/texts/{number}", known, body.body()))
    with run(folder) as terminal:
        terminal.wait_for("LIST")
        assert turn_until(terminal, "pgdn", " 000") > 5
        leave(terminal)


def test_text_tags_and_notes_on_the_page(folder: Path, tmp_path: Path) -> None:
    with Library(folder) as library:
        article = library.add(text_of_all(tmp_path / "all.txt")).article.id
        text = library.body(article).text
        start = 0
        for payload in TITLES.values():
            start = text.index("Before it.", start)
            # a tag that would be empty once it is cleaned is refused
            with contextlib.suppress(ReaderError):
                library.mark(article, start, start + len("Before it."), tags=[payload], note=payload)
            start += 1
        assert len(library.highlights_of(article)) > len(TITLES) * 0.8
    with run(folder) as terminal:
        open_first(terminal)
        turn(terminal, "t")
        for _ in range(8):
            turn(terminal, "down")
        terminal.send("esc")
        terminal.wait_for("READ")
        assert turn_until(terminal, "space", LAST_WORDS) > 5
        leave(terminal)


def test_pasted_text_in_a_note(folder: Path, tmp_path: Path) -> None:
    with Library(folder) as library:
        library.add(text_of_all(tmp_path / "all.txt"))
    with run(folder) as terminal:
        open_first(terminal)
        terminal.send("a")
        terminal.wait_for("ctrl+g")
        terminal.paste("begin \x07\x08\x0e\x7f\x9b2J\u202e end")
        terminal.wait_for("begin")
        terminal.send("ctrl+s")
        terminal.wait_for("note kept")
        leave(terminal)
    with Library(folder) as library:
        (highlight,) = library.highlights()
    assert highlight.note == "begin  end"
