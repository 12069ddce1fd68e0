"""Input taken apart: what is pasted stays a paste, whatever it holds and however it comes in pieces."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the driver is for POSIX terminals")

if sys.platform != "win32":
    import termios

    from textual import constants, events
    from textual._ansi_sequences import SYNC_END, SYNC_START
    from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
    from textual.drivers import linux_driver

    from reader.early.terminal import ENTER, waiting
    from reader.ui.terminal.driver import Keys, PlainPastes, SafeDriver
    from reader.ui.terminal.output import Output

START, END = "\x1b[200~", "\x1b[201~"
PIECES = st.lists(st.sampled_from(["\x1b", "[", "2", "0", "1", "~", "q", "\x1b[", "\x1b[20", "x" * 40, "é"]))
STREAMS = st.lists(st.tuples(PIECES.map("".join), PIECES.map("".join)), max_size=3)


def through(stream: str, cuts: list[int]) -> str:
    """Pass a stream through in pieces."""
    pastes = PlainPastes()
    places = sorted({cut % (len(stream) + 1) for cut in cuts} | {0, len(stream)})
    return "".join(pastes.feed(stream[a:b]) for a, b in pairwise(places))


@given(STREAMS, st.lists(st.integers(0, 400), max_size=12))
def test_only_the_escapes_in_pastes_are_taken_out(parts: list[tuple[str, str]], cuts: list[int]) -> None:
    parts = [(typed.replace("\x1b", ""), pasted.replace(END, "")) for typed, pasted in parts]
    stream = "".join(f"{typed}\x1b[A{START}{pasted}{END}" for typed, pasted in parts)
    plain = "".join(f"{typed}\x1b[A{START}{pasted.replace(chr(27), '')}{END}" for typed, pasted in parts)
    if stream.count(END) == len(parts):  # an end of a paste and the end mark can make up another mark
        assert through(stream, cuts) == plain


@given(st.text(st.sampled_from("ab\x1b[~120;")), st.lists(st.integers(0, 99), max_size=5))
def test_what_is_typed_passes_as_it_is(text: str, cuts: list[int]) -> None:
    if START not in text:
        assert through(text, cuts) == text


@given(PIECES.map("".join), st.lists(st.integers(0, 400), max_size=6))
def test_the_parser_makes_one_paste_of_it_and_no_key(pasted: str, cuts: list[int]) -> None:
    pasted = pasted.replace(END, "")
    stream = f"{START}{pasted}{END}"
    if stream.count(END) == 1:
        found = list(XTermParser().feed(through(stream, cuts)))
        assert [type(event) for event in found] == [events.Paste]
        assert isinstance(found[0], events.Paste) and found[0].text == pasted.replace("\x1b", "")


SENT = (
    "a",
    "G",
    "é",
    "世",
    " ",
    "\r",
    "\x1b",
    "\x1b[C",
    "\x1b[A\x1b",
    "[",
    "\x1bOP",
    "\x01",
    "ab",
    "\x1bx",
)


@given(st.lists(st.sampled_from([*SENT, START, END, "\x1b[<0;3;4M", "\x1b[I"]), max_size=30))
def test_keys_that_came_before_are_what_the_parser_says(pieces: list[str]) -> None:
    keys, parser, pastes = Keys(), XTermParser(), PlainPastes()
    for piece in pieces * 2:
        found = keys.feed(piece)
        plain = pastes.feed(piece)
        wanted = list(parser.feed(plain)) if plain else []
        assert list(map(_said, found)) == list(map(_said, wanted))


def test_a_line_feed_is_the_key_enter_and_in_a_paste_it_stays() -> None:
    typed, pasted = Keys().feed("\n" + START + "one\ntwo" + END)
    assert isinstance(typed, events.Key) and (typed.key, typed.character) == ("enter", "\r")
    assert isinstance(pasted, events.Paste) and pasted.text == "one\ntwo"


def _said(message: Message) -> tuple[object, ...]:
    if isinstance(message, events.Key):
        return message.key, message.character, message.is_printable, message.name, message.aliases
    return type(message), getattr(message, "text", "")


def test_textual_still_needs_it_and_still_calls_it() -> None:
    """Fails when Textual changes what the driver stands on, or mends what it is for."""
    assert (BRACKETED_PASTE_START, BRACKETED_PASTE_END) == (START, END)
    unguarded = [type(event) for event in XTermParser().feed(f"{START}a\x1b{'q' * 40}{END}")]
    assert events.Key in unguarded
    assert linux_driver.LinuxDriver.run_input_thread is not SafeDriver.run_input_thread
    assert "run_input_thread" in linux_driver.LinuxDriver._run_input_thread.__code__.co_names


def test_a_frame_is_written_when_it_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(linux_driver.LinuxDriver, "write", lambda _, data: written.append(data))
    driver = object.__new__(SafeDriver)
    for data in ("\a", SYNC_START, "text", "\x1b[1;1H", SYNC_END, "title"):
        driver.write(data)
    assert written == ["\a", f"{SYNC_START}text\x1b[1;1H{SYNC_END}", "title"]


def test_esc_is_looked_for_within_its_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    pieces = [b"\x1b"]
    keys: list[str] = []

    class Stopped:
        def is_set(self) -> bool:
            return len(waits) > 2

    def select(read: list[int], _write: list[int], _error: list[int], wait: float) -> tuple[list[int]]:
        waits.append(wait)
        return (read if pieces else [],)

    def take(message: events.Key) -> None:
        keys.append(message.key)

    clock = iter(range(100))  # each look is a second later
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.025)
    monkeypatch.setattr("textual._parser.get_time", lambda: float(next(clock)))
    monkeypatch.setattr("reader.ui.terminal.driver.select.select", select)
    driver = object.__new__(SafeDriver)
    monkeypatch.setattr(driver, "fileno", 0, raising=False)
    monkeypatch.setattr(driver, "exit_event", Stopped(), raising=False)
    monkeypatch.setattr(driver, "_read", pieces.pop)
    monkeypatch.setattr(driver, "process_message", take)
    driver.run_input_thread()
    assert keys == ["escape"]
    assert waits[1] == 0.025 < waits[2]


def test_textual_still_takes_the_terminal_as_the_hand_over_expects() -> None:
    """Fails when Textual enters the screen, keeps the modes or sets them otherwise than it did."""
    start = linux_driver.LinuxDriver.start_application_mode.__code__
    assert ENTER in start.co_consts
    assert {"write", "attrs_before", "tcgetattr"} <= set(start.co_names)
    assert "attrs_before" in linux_driver.LinuxDriver.stop_application_mode.__code__.co_names


def test_no_key_can_echo_to_the_screen_that_textual_enters(monkeypatch: pytest.MonkeyPatch) -> None:
    """It enters the alternate screen before it sets the modes: a key typed in between was printed there."""
    entered: list[int] = []

    def start(driver: SafeDriver) -> None:
        entered.append(termios.tcgetattr(driver.fileno)[3])
        driver.attrs_before = termios.tcgetattr(driver.fileno)

    monkeypatch.setattr(linux_driver.LinuxDriver, "start_application_mode", start)
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb"), os.fdopen(theirs, "wb") as terminal:
        before = termios.tcgetattr(theirs)
        driver = object.__new__(SafeDriver)
        monkeypatch.setattr(driver, "fileno", theirs, raising=False)
        monkeypatch.setattr(driver, "_file", terminal, raising=False)
        monkeypatch.setattr(driver, "_loop", asyncio.new_event_loop(), raising=False)
        driver.start_application_mode()
        driver._loop.run_until_complete(asyncio.sleep(0))
        driver._loop.close()
        assert before[3] & termios.ECHO
        assert not entered[0] & (termios.ECHO | termios.ICANON)
        assert driver.attrs_before == before


async def test_a_size_that_changes_while_the_terminal_is_taken_is_told_behind_that_of_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[int, int]] = []
    size = (80, 24)
    loop = asyncio.get_running_loop()

    class App:
        def post_message(self, message: Message) -> None:
            assert isinstance(message, events.Resize)
            told.append((message.size.width, message.size.height))

    async def tell(size: tuple[int, int]) -> None:
        told.append(size)

    def start(_: SafeDriver) -> None:  # as Textual tells it: by a task
        asyncio.run_coroutine_threadsafe(tell(size), loop)

    monkeypatch.setattr(linux_driver.LinuxDriver, "start_application_mode", start)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    driver = object.__new__(SafeDriver)
    monkeypatch.setattr(driver, "_loop", loop, raising=False)
    monkeypatch.setattr(driver, "_app", App(), raising=False)
    monkeypatch.setattr(driver, "_output", Output(2))
    monkeypatch.setattr(driver, "_make_keys_wait", lambda: None)
    monkeypatch.setattr(driver, "_get_terminal_size", lambda: size)
    driver.start_application_mode()
    size = (100, 30)
    driver._note_size()
    for _ in range(4):
        await asyncio.sleep(0)
    assert told[-1] == size


def test_the_last_size_is_told_last_however_signals_interrupt_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[int, int]] = []
    waiting_calls: list[Callable[[], None]] = []

    class Loop:
        def call_soon_threadsafe(self, call: Callable[[], None]) -> None:
            waiting_calls.append(call)

    class App:
        def post_message(self, message: Message) -> None:
            assert isinstance(message, events.Resize)
            told.append((message.size.width, message.size.height))

    driver = object.__new__(SafeDriver)
    sizes = iter([(80, 24), (80, 24), (100, 30)])  # as the terminal has them, each time it is asked
    monkeypatch.setattr(driver, "_loop", Loop(), raising=False)
    monkeypatch.setattr(driver, "_app", App(), raising=False)
    monkeypatch.setattr(driver, "_get_terminal_size", lambda: next(sizes))
    next(sizes)
    driver._note_size()
    driver._note_size()
    for call in waiting_calls:
        call()
    assert told == [(80, 24), (100, 30)]


@pytest.mark.parametrize("flags", [0, ~0])
def test_the_early_start_sets_the_modes_that_textual_sets(flags: int) -> None:
    flags &= 0xFFFFFFFF
    early = waiting([flags, flags, flags, flags, 0, 0, [b"\x04"] * 32])
    assert early[0] == SafeDriver._patch_iflag(flags)
    assert early[3] == SafeDriver._patch_lflag(flags)
    assert early[6][termios.VMIN] == 1


def test_the_size_is_the_terminals_unless_the_environment_says_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_no_terminal = SafeDriver.__new__(SafeDriver)
    monkeypatch.setattr("reader.ui.terminal.driver.size", lambda: (91, 31))
    assert of_no_terminal._get_terminal_size() == (91, 31)
    monkeypatch.undo()
    monkeypatch.setenv("COLUMNS", "77")
    monkeypatch.setenv("LINES", "22")
    assert of_no_terminal._get_terminal_size() == (77, 22)
