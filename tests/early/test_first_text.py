"""The first text before Textual, in a real terminal: what is painted, when not, what is typed meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

import pytest

from reader.early.record import find
from reader.library.disk.one_at_a_time import try_lock
from reader.library.index.builder import lock_path
from tests.early.starts import TEXT, TEXTUAL, Place, differing, early_part, screens
from tests.support.escapes import violations
from tests.support.screen import ScreenReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.support.terminal import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are POSIX terminals only")

SIZE = (100, 30)
LEAVE = b"\x1b[<u\x1b[?1049l"  # what Textual writes when it ends
PAINTED = b"ne two, three."  # the caret stands on the first letter
LONG = "\n\n".join(
    f"Paragraph {n} goes on for a while. It says that {n} is a number, and then it ends." for n in range(3000)
)
WIDE = (
    "夜の図書館は静かだった。本を閉じる音だけがした。👩‍👩‍👧‍👦 と 🇩🇪 と e\u0301 を読む。\n\n二つ目の段落。" * 3
)
MIXED = "مرحبا بالعالم. Ein „Zitat“, dann — nichts.\n\nZwei\u00a0Wörter…"

#: Paints, and then waits instead of starting.
WAITING = """
import sys, time
import reader.cli.dispatch as dispatch
def wait(words):
    while True:
        time.sleep(0.01)
dispatch.dispatch = wait
from reader.cli import main
sys.exit(main(sys.argv[1:]))
"""
#: Paints, and then finds no Textual.
WITHOUT_TEXTUAL = """
import sys
sys.modules["textual"] = None
from reader.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A library with an article, and a screen for its next start."""
    place = Place.make(tmp_path, monkeypatch)
    place.read(place.add())
    place.paint()
    yield place


class Shown(NamedTuple):
    """A text, a place in it, columns and rows, a theme."""

    text: str
    position: int
    size: tuple[int, int]
    theme: str


def until_ready(terminal: Terminal) -> None:
    """Wait until Textual has painted and answers a key."""
    terminal.wait_for(lambda _: terminal.raw.count(b"\x1b[?2026l") > 0)
    terminal.send("?")
    terminal.wait_for(lambda rows: any("Keys" in row or "esc" in row for row in rows))
    terminal.send("esc")
    terminal.wait_for("READ")


def until_left(terminal: Terminal) -> bytes:
    """Leave by a key that is looked at when all is painted; give what was written until then."""
    terminal.wait_for(lambda _: b"READ" in terminal.raw.partition(TEXTUAL)[2])
    terminal.send("ctrl+q")
    assert terminal.wait_exit() == 0
    return bytes(terminal.raw[: terminal.raw.rindex(LEAVE)])


def has_painted(terminal: Terminal) -> bool:
    return PAINTED in early_part(bytes(terminal.raw))


@pytest.mark.parametrize(
    "shown",
    [
        Shown(TEXT, 0, (120, 36), "reader-night"),
        Shown(LONG, 150_000, (100, 40), "reader-paper"),
        Shown(WIDE, 30, (80, 24), "reader-night"),
        Shown(MIXED, 20, (60, 20), "reader-paper"),
        Shown(LONG, len(LONG) - 10, (200, 60), "nord"),
    ],
    ids=["short", "deep", "wide", "narrow", "end"],
)
def test_no_frame_of_textual_changes_a_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: Shown
) -> None:
    place, at, size = Place.make(tmp_path, monkeypatch), shown.position, shown.size
    place.configure(f'theme = "{shown.theme}"\n')
    article = place.add("A title", shown.text)
    with place.opened() as library:
        library.mark(article, at, at + 8, tags=["claim"], note="a note")
        library.mark(article, max(0, at - 5), at + 3, colour="blue")
        library.mark(article, at, at + 8, tags=["source"])
    place.add("Another title", "Another text.")
    place.read(article, at)
    place.paint(size)
    with place.started(size=size) as terminal:
        raw = until_left(terminal)
    early, later = screens(raw, size)
    assert later
    assert [differing(early, screen)[:5] for screen in later if screen != early] == []
    assert violations(early_part(raw), *size) == []
    assert "READ" in "".join(cell.text for cell in early[-1])


def test_a_file_that_is_known_is_painted_and_not_read_again(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "ferry.txt"
    file.write_text("The night ferry\n\nIt leaves at nine.\n")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    with place.started(str(file)) as terminal:
        terminal.wait_for("READ")
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
    place.paint(file=str(file))
    os.chmod(file, 0)  # so that whoever is not root cannot read it
    with place.started(str(file)) as terminal:
        until_ready(terminal)
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
        assert b"It leaves at nine." in early_part(bytes(terminal.raw))
        assert "already in the library" not in terminal.raw.decode()


def test_a_program_that_ends_keeps_the_screen_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place.make(tmp_path, monkeypatch)
    place.read(place.add())
    with place.started() as terminal:
        until_ready(terminal)
        terminal.send("right", "ctrl+q")
        assert terminal.wait_exit() == 0
    while not ((record := find(place.asked(), SIZE)) and record.layers):
        os.sched_yield()  # it is kept by a process that goes on for a moment
    with place.started() as terminal:
        until_ready(terminal)
        assert has_painted(terminal)


QUIET = {
    "option": (["--no-early-paint"], {}),
    "NO_COLOR": ([], {"NO_COLOR": "1"}),
}


@pytest.mark.parametrize("why", QUIET)
def test_it_stays_quiet_when_told(place: Place, why: str) -> None:
    words, env = QUIET[why]
    with place.started(*words, env=env) as terminal:
        terminal.wait_for("READ")
        assert not has_painted(terminal)


def test_other_sizes_in_which_it_was_shown_are_painted_too(place: Place) -> None:
    with place.opened() as library:
        article = library.last_read()
        assert article
        library.mark(article.id, 0, 3)  # what was kept for either size holds no more
    place.paint((80, 24))
    for size in (SIZE, (80, 24)):
        record = find(place.asked(), size)
        assert record and all(layer.holds() for layer in record.layers)
    with place.started(size=SIZE) as terminal:
        raw = until_left(terminal)
    early, later = screens(raw, SIZE)
    assert b" two, three." in early_part(raw)
    assert [differing(early, screen)[:5] for screen in later if screen != early] == []


def until_kept(place: Place) -> None:
    """Wait until a process that nobody waits for has kept the next start."""
    while not ((record := find(place.asked(), SIZE)) and record.layers and record.layers[0].holds()):
        os.sched_yield()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP], ids=lambda number: number.name)
def test_one_that_was_ended_from_outside_starts_where_it_was(place: Place, number: signal.Signals) -> None:
    with place.opened() as library:
        article = library.last_read()
        assert article
        library.mark(article.id, 0, 3)
    with place.started() as terminal:
        until_ready(terminal)
        terminal.send("right")
        if number == signal.SIGKILL:
            until_kept(place)  # between keys, with no key that ends it
        terminal.signal(number)
        terminal.wait_exit()
    until_kept(place)
    with place.started() as terminal:
        raw = until_left(terminal)
    early, later = screens(raw, SIZE)
    assert b"our five six" in early_part(raw)  # the caret stands on the first letter of the second sentence
    assert [differing(early, screen)[:5] for screen in later if screen != early] == []


def test_it_stays_quiet_in_a_terminal_of_a_size_that_is_new(place: Place) -> None:
    with place.started(size=(90, 30)) as terminal:
        terminal.wait_for("READ")
        assert not has_painted(terminal)


def test_it_does_not_begin_on_a_terminal_that_can_only_print(place: Place) -> None:
    with place.started(env={"TERM": "dumb"}) as terminal:
        assert terminal.wait_exit() == 1
        assert b"\x1b" not in terminal.raw and b"needs a terminal" in terminal.raw


def test_it_stays_quiet_without_a_terminal(place: Place) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reader", "--library", str(place.library)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **place.env},
        check=False,
    )
    assert b"\x1b" not in done.stdout + done.stderr
    assert b"needs a terminal" in done.stderr


def test_it_stays_quiet_when_the_article_was_changed(place: Place) -> None:
    with place.opened() as library:
        article = library.last_read()
        assert article
        library.mark(article.id, 0, 3)
    with place.started() as terminal:
        terminal.wait_for("READ")
        assert not has_painted(terminal)


def test_it_paints_the_text_alone_when_the_list_was_changed(place: Place) -> None:
    place.add("A new one", "New text.")
    with place.started() as terminal:
        raw = until_left(terminal)
    early, later = screens(raw, SIZE)
    assert PAINTED in early_part(raw)
    assert b"READ" not in early_part(raw)
    assert not any("READ" in "".join(cell.text for cell in row) for row in early)
    first = next(screen for screen in later if "".join(cell.text for cell in screen[-1]).startswith(" READ"))
    changed = [change.partition(") ")[0] for change in differing(early, first)]
    assert changed
    assert [change for change in changed if "text=' '" not in change] == []


def test_the_screen_is_kept_once_nobody_changes_the_index_any_more(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    (index,) = place.folder.rglob("index.sqlite")
    waited = []
    with ExitStack() as builder:
        assert builder.enter_context(try_lock(lock_path(str(index.parent))))

        def wait(seconds: float) -> None:
            waited.append(seconds)
            os.utime(index)
            builder.close()

        monkeypatch.setattr("reader.cli.start.time.sleep", wait)
        place.paint(SIZE)
    assert len(waited) == 1
    record = find(place.asked(), SIZE)
    assert record and all(layer.holds() for layer in record.layers)


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"\xff", b'{"maker": 1}'])
def test_a_damaged_record_is_as_good_as_none(place: Place, damage: bytes) -> None:
    (record,) = (place.folder / "cache" / "reader" / "starts").iterdir()
    record.write_bytes(damage)
    with place.started() as terminal:
        terminal.wait_for("READ")
        assert not has_painted(terminal)


def test_keys_typed_before_textual_act_in_their_order(place: Place) -> None:
    with place.started() as terminal:
        terminal.wait_for("READ")
        assert TEXTUAL not in terminal.raw
        terminal.send("right", "1", "right", "2", "a")
        terminal.paste("pasted\x1b[Dq")
        terminal.send("ctrl+s", "ctrl+c", "ctrl+q")
        assert terminal.wait_exit() == 0
        assert has_painted(terminal)
    with place.opened() as library:
        article = library.last_read()
        assert article
        marks = [(mark.quote, mark.tags, mark.note) for mark in library.highlights_of(article.id)]
    assert marks == [("Four five six!", ("claim",), ""), ("Seven.", ("evidence",), "pasted[Dq")]


def test_enter_acts_though_the_terminal_made_a_line_feed_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place.make(tmp_path, monkeypatch)
    place.add()  # never opened: the list has the keys
    with place.started() as terminal:
        terminal.send("enter")  # the terminal is as the shell left it
        terminal.wait_for("READ")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_before_textual_leaves_the_terminal_whole(place: Place, number: signal.Signals) -> None:
    with place.started(program=WAITING) as terminal:
        before = terminal.modes
        terminal.wait_for("One two")
        assert terminal.modes != before
        terminal.signal(number)
        assert terminal.wait_exit() == 128 + number
        assert terminal.modes == before
        assert violations(bytes(terminal.raw), *SIZE, ended=True) == []


def test_being_stopped_before_textual_gives_the_terminal_back_and_paints_anew(place: Place) -> None:
    with place.started(program=WAITING) as terminal:
        before = terminal.modes
        shown = terminal.wait_for("5 context")
        terminal.signal(signal.SIGTSTP)
        terminal.wait_stopped()
        terminal.wait_for(lambda rows: not any(rows))
        assert terminal.modes == before
        assert violations(bytes(terminal.raw), *SIZE, ended=True) == []
        terminal.signal(signal.SIGCONT)
        assert terminal.wait_for("5 context") == shown
        assert terminal.modes != before
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 128 + signal.SIGTERM
        assert terminal.modes == before


def test_without_textual_the_terminal_is_given_back(place: Place) -> None:
    with place.started(program=WITHOUT_TEXTUAL) as terminal:
        before = terminal.modes
        assert terminal.wait_exit() == 1
        assert terminal.modes == before
        raw = bytes(terminal.raw)
    assert PAINTED in raw and TEXTUAL not in raw
    end = raw.index(b"\x1b[?25h") + 6
    assert violations(raw[:end], *SIZE, ended=True) == []
    reader = ScreenReader(*SIZE)
    reader.feed(raw, final=True)
    assert any("textual" in row for row in reader.rows())


def test_a_word_that_is_a_command_is_the_command(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "list"
    file.write_text("A list\n\nOf things.\n")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    with place.started(str(file)) as terminal:
        terminal.wait_for("READ")
        terminal.send("ctrl+q")
        terminal.wait_exit()
    place.paint(file=str(file))
    done = subprocess.run(
        [sys.executable, "-m", "reader", "list", "--library", str(place.library)],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, **place.env},
        check=True,
    )
    assert b"First" in done.stdout and b"\x1b" not in done.stdout
