"""However the program ends, in a real terminal: the terminal is as it was, what was acknowledged is kept."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model import Body, Imported, Metadata
from tests.support.escapes import violations
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

COLS, ROWS = 100, 30
SOON = 20.0  # seconds; the program gives itself two, a busy machine may need some more
TEXT = "One two, three. Four five six! Seven.\n\nEight nine. Ten."
ALTERNATE = b"\x1b[?1049h"  # begins the screen of a full-screen program
SECRET = "the words of a person"

#: Breaks the handler of a command, then runs the program as it is started otherwise.
RAISING = f"""
import sys
from reader.cli import main
from reader.ui.handlers.marking import MarkingCommands
def broken(self):
    secret = {SECRET!r}
    raise ValueError(secret + "\\x1b[2J")
MarkingCommands.colour = broken
sys.exit(main(sys.argv[1:]))
"""
#: The same, in what lies over the panes.
RAISING_OVER = f"""
import sys
from reader.cli import main
from reader.ui.screens.help import HelpScreen
def broken(self, text):
    secret = {SECRET!r}
    raise ValueError(secret + "\x1b[2J")
HelpScreen.seek = broken
sys.exit(main(sys.argv[1:]))
"""
#: Keeps the program from ever looking at what happens; it has to be ended by force.
STUCK = """
import sys, time
from reader.cli import main
from reader.ui.handlers.marking import MarkingCommands
def stuck(self):
    self.screen.text.display = False
    while True:
        pass
MarkingCommands.colour = stuck
sys.exit(main(sys.argv[1:]))
"""
#: Is stopped when the terminal is the shell's again, as by ctrl+z, and the library is not closed yet.
CLOSING = """
import os, signal, sys
from reader.cli import main
from reader.library import Library
close = Library.close
def closing(self):
    Library.close = close  # what paints the next start closes one too
    os.kill(os.getpid(), signal.SIGTSTP)
    close(self)
Library.close = closing
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library(tmp_path / "library") as library:
        library.add(Imported("/one.txt", Metadata("The first article"), Body.plain(TEXT)))
    return tmp_path / "library"


class Reading:
    """The program with an article open and its first sentence tagged, which it said was done."""

    def __init__(self, terminal: Terminal, modes: tuple[int, int, int]) -> None:
        self.terminal, self._modes = terminal, modes

    def ended(self, status: int, *allow: str) -> str:
        """Require that it ends by itself and that the terminal is as before; return what it printed."""
        assert self.terminal.wait_exit(SOON) == status, self.terminal.text()
        assert violations(bytes(self.terminal.raw), COLS, ROWS, allow=allow, ended=True) == []
        assert self.terminal.modes == self._modes
        return self.terminal.text()


@contextmanager
def reading(folder: Path, program: str = "", editor: str = "") -> Iterator[Reading]:
    start = [sys.executable, *(("-c", program) if program else ("-m", "reader")), "--library", str(folder)]
    with Terminal(start, cols=COLS, rows=ROWS, env={"VISUAL": editor}) as terminal:
        before = terminal.modes
        terminal.wait_for("LIST")
        terminal.send("enter")
        terminal.wait_for("READ")
        terminal.send("1")
        terminal.wait_for("#claim")
        yield Reading(terminal, before)


def marks(folder: Path) -> list[tuple[str, tuple[str, ...], str]]:
    with Library(folder) as library:
        return [(each.quote, each.tags, each.note) for each in library.highlights()]


ACKNOWLEDGED = ("One two, three.", ("claim",), "")


def read_on(terminal: Terminal) -> None:
    terminal.send("right")
    terminal.wait_for(lambda rows: " sentence " in rows[-1] and "#claim" not in rows[-1])


def type_a_note(terminal: Terminal) -> None:
    terminal.send("right", "a")
    terminal.wait_for("ctrl+g")
    terminal.type("half a thought")
    terminal.wait_for("half a thought")


def choose_a_tag(terminal: Terminal) -> None:
    terminal.send("t")
    terminal.type("unheard")
    terminal.wait_for("unheard")


def search(terminal: Terminal) -> None:
    terminal.send("/")
    terminal.type("unheard")
    terminal.wait_for("unheard")


def look_for_help(terminal: Terminal) -> None:
    terminal.send("?")
    terminal.wait_for(lambda rows: not any("READ" in row for row in rows))


SITUATIONS = [read_on, choose_a_tag, search, look_for_help]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.__name__)
def test_a_signal_ends_it_in_good_order(
    folder: Path, situation: Callable[[Terminal], None], number: signal.Signals
) -> None:
    with reading(folder) as program:
        situation(program.terminal)
        program.terminal.signal(number)
        program.ended(128 + number)
    assert marks(folder) == [ACKNOWLEDGED]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_while_a_note_is_typed_keeps_the_note(folder: Path, number: signal.Signals) -> None:
    with reading(folder) as program:
        type_a_note(program.terminal)
        program.terminal.signal(number)
        program.ended(128 + number)
    assert marks(folder) == [ACKNOWLEDGED, ("Four five six!", (), "half a thought")]


#: What lies over the panes, and the keys to it.
OVER = {
    "the keys": ("?",),
    "the palette": ("ctrl+p",),
    "the outline": ("D",),
    "the codebook": ("T",),
    "the trash": ("X",),
    "the history": (":", "history", "enter"),
    "the messages": (":", "messages", "enter"),
    "the hits": (":", "g/e/ tag x", "enter"),
}


@pytest.mark.parametrize("name", OVER)
def test_a_signal_ends_it_in_good_order_whatever_lies_over_the_panes(folder: Path, name: str) -> None:
    number = (signal.SIGTERM, signal.SIGHUP)[list(OVER).index(name) % 2]
    with reading(folder) as program:
        program.terminal.send(*OVER[name])
        program.terminal.wait_for("esc closes")
        program.terminal.signal(number)
        program.ended(128 + number)
    assert marks(folder) == [ACKNOWLEDGED]


def kept(folder: Path, text: str) -> bool:
    for draft in (folder / ".reader/drafts").glob("[!.]*"):
        with suppress(FileNotFoundError):  # taken away since it was listed
            if text in draft.read_text():
                return True
    return False


def wait_until(terminal: Terminal, holds: Callable[[], bool]) -> None:
    """Wait for what the program does without showing it, reading its screen meanwhile."""
    for _ in range(300):
        with suppress(AssertionError):
            terminal.wait_for(lambda _: holds(), 0.2)
            return
    raise AssertionError(terminal.text())


def note_on_the_article(terminal: Terminal) -> None:
    terminal.send("q", "a")


def note_on_a_highlight(terminal: Terminal) -> None:
    terminal.send("a")


def new_note(terminal: Terminal) -> None:
    terminal.send("right", "a")


@pytest.mark.parametrize("place", [new_note, note_on_a_highlight, note_on_the_article])
def test_a_note_that_is_typed_survives_being_killed(folder: Path, place: Callable[[Terminal], None]) -> None:
    with reading(folder) as program:
        place(program.terminal)
        program.terminal.wait_for("ctrl+g")
        program.terminal.type("half a thought")
        wait_until(program.terminal, lambda: kept(folder, "half a thought"))
        program.terminal.signal(signal.SIGKILL)
        program.terminal.wait_exit(SOON)
    assert marks(folder) == [ACKNOWLEDGED]
    start = [sys.executable, "-m", "reader", "--library", str(folder)]
    with Terminal(start, cols=COLS, rows=ROWS) as terminal:
        terminal.wait_for("READ")
        if place is new_note:
            terminal.send("g")
        place(terminal)
        terminal.wait_for("half a thought")
        terminal.wait_for("was kept")
        terminal.send("ctrl+s")
        wait_until(terminal, lambda: not kept(folder, ""))
        terminal.send("ctrl+q")
        assert terminal.wait_exit(SOON) == 0
    with Library(folder) as library:
        notes = [library.page()[0].note, *(mark.note for mark in library.highlights())]
    assert [note for note in notes if note] == ["half a thought"]


def test_quitting_while_a_note_is_typed_keeps_the_note(folder: Path) -> None:
    with reading(folder) as program:
        type_a_note(program.terminal)
        program.terminal.send("ctrl+q")
        program.ended(0)
    assert marks(folder) == [ACKNOWLEDGED, ("Four five six!", (), "half a thought")]


@pytest.mark.parametrize("keys", [("ctrl+q",), ("q", "q")], ids=" ".join)
def test_quitting_restores_the_terminal(folder: Path, keys: tuple[str, ...]) -> None:
    with reading(folder) as program:
        program.terminal.send(*keys)
        program.ended(0)
    assert marks(folder) == [ACKNOWLEDGED]


@pytest.mark.parametrize(("broken", "keys"), [(RAISING, ("c",)), (RAISING_OVER, ("?", "x"))])
def test_an_uncaught_error_ends_in_one_sentence_without_a_persons_text(
    folder: Path, broken: str, keys: tuple[str, ...]
) -> None:
    with reading(folder, broken) as program:
        program.terminal.send(*keys)
        printed = program.ended(1, "bell")
        assert "ValueError" in printed and "is saved" in printed
        assert "Traceback" not in printed
        assert SECRET.encode() not in program.terminal.raw
    assert marks(folder) == [ACKNOWLEDGED]


def test_a_program_that_is_stuck_is_ended_and_the_terminal_restored(folder: Path) -> None:
    with reading(folder, STUCK) as program:
        program.terminal.send("c")
        program.terminal.signal(signal.SIGTERM)
        program.ended(128 + signal.SIGTERM)
    assert marks(folder) == [ACKNOWLEDGED]


def test_a_terminal_that_goes_away_ends_it(folder: Path) -> None:
    with reading(folder) as program:
        type_a_note(program.terminal)
        program.terminal.hang_up()
        # 120 is Python's own: what was left to be written had nowhere to go
        assert program.terminal.wait_exit(SOON) in (128 + signal.SIGHUP, 120)
    assert marks(folder) == [ACKNOWLEDGED, ("Four five six!", (), "half a thought")]


def test_suspending_gives_the_terminal_back_and_fg_paints_it_anew(folder: Path) -> None:
    with reading(folder) as program:
        terminal = program.terminal
        terminal.rest()  # what stands beside the text may come a frame later
        shown = terminal.screen()
        terminal.send("ctrl+z")
        terminal.wait_stopped()
        assert terminal.modes == program._modes
        assert violations(bytes(terminal.raw), COLS, ROWS, ended=True) == []
        assert terminal.screen() != shown
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(lambda rows: rows[:-1] == shown[:-1])
        terminal.send("right", "2")
        terminal.wait_for("evidence")
        terminal.send("ctrl+q")
        program.ended(0)
    assert len(marks(folder)) == 2


def is_taken_again(terminal: Terminal, taken: int, _: list[str]) -> bool:
    return terminal.raw.count(ALTERNATE) > taken


def test_being_stopped_and_continued_from_outside_leaves_the_terminal_whole(folder: Path) -> None:
    with reading(folder) as program:
        terminal = program.terminal
        terminal.signal(signal.SIGSTOP)
        terminal.wait_stopped()
        taken = terminal.raw.count(ALTERNATE)
        terminal.signal(signal.SIGCONT)
        terminal.wait_for(partial(is_taken_again, terminal, taken))
        terminal.send("right")
        terminal.send("a")
        terminal.wait_for("ctrl+g")
        terminal.send("esc", "ctrl+q")
        program.ended(0)


def test_being_continued_twice_leaves_the_terminal_whole(folder: Path) -> None:
    with reading(folder) as program:
        terminal = program.terminal
        for _ in range(3):
            terminal.signal(signal.SIGSTOP)
            terminal.wait_stopped()
            taken = terminal.raw.count(ALTERNATE)
            terminal.signal(signal.SIGCONT)
            terminal.signal(signal.SIGCONT)
            terminal.wait_for(partial(is_taken_again, terminal, taken))
            terminal.rest()
        terminal.send("ctrl+q")
        program.ended(0)


def test_a_new_size_at_the_very_moment_of_coming_back_counts(folder: Path) -> None:
    with reading(folder) as program:
        terminal = program.terminal
        for rows in (ROWS + 1, ROWS + 3, ROWS + 2, ROWS):
            terminal.rest()
            terminal.send("ctrl+z")
            terminal.wait_stopped()
            taken = terminal.raw.count(ALTERNATE)
            terminal.signal(signal.SIGCONT)
            terminal.wait_for(partial(is_taken_again, terminal, taken))
            terminal.resize(COLS, rows)
            terminal.wait_for(lambda screen: screen[-1].startswith(" READ"))
        terminal.send("ctrl+q")
        assert terminal.wait_exit(SOON) == 0


def test_being_stopped_while_it_ends_does_not_take_the_terminal_again(folder: Path) -> None:
    with reading(folder, CLOSING) as program:
        program.terminal.send("ctrl+q")
        program.terminal.wait_stopped()
        program.terminal.signal(signal.SIGCONT)
        program.ended(0)
    assert marks(folder) == [ACKNOWLEDGED]


def test_bytes_that_are_no_text_do_not_end_it(folder: Path) -> None:
    with reading(folder) as program:
        program.terminal.write(b"\xff\xe9\xc3")
        type_a_note(program.terminal)
        program.terminal.send("ctrl+q")
        program.ended(0)
    assert marks(folder)[1][2] == "half a thought"


def test_a_signal_while_the_editor_runs_ends_both_and_keeps_the_note(folder: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho the editor is here\nexec cat\n")
    editor.chmod(0o700)
    with reading(folder, editor=str(editor)) as program:
        type_a_note(program.terminal)
        program.terminal.send("ctrl+g")
        program.terminal.wait_for("the editor is here")
        program.terminal.signal(signal.SIGTERM)
        program.ended(128 + signal.SIGTERM)
    assert marks(folder) == [ACKNOWLEDGED, ("Four five six!", (), "half a thought")]


def test_the_editor_is_given_clean_text_and_what_it_gives_is_cleaned(folder: Path, tmp_path: Path) -> None:
    editor, given = tmp_path / "editor", tmp_path / "given"
    writes = r"half\033]0;PWN\007 a \302\2332Jthought\033[2J"
    editor.write_text(f'#!/bin/sh\ncp "$1" {given}\nprintf \'{writes}\' > "$1"\n')
    editor.chmod(0o700)
    with reading(folder, editor=str(editor)) as program:
        program.terminal.send("right", "a")
        program.terminal.wait_for("ctrl+g")
        program.terminal.write("\x1b[200~one\x07 \u009b2J\u202etwo\x1b[201~".encode())
        program.terminal.wait_for("two")
        program.terminal.send("ctrl+g")
        program.terminal.wait_for("half a")
        program.terminal.send("ctrl+s")
        program.terminal.wait_for("note kept")
        program.terminal.send("ctrl+q")
        program.ended(0)
    assert given.read_text() == "one two"
    assert marks(folder)[1][2] == "half a thought"
