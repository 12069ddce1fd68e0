"""What is painted past Textual's compositor leaves on the terminal what the compositor itself would paint."""

from __future__ import annotations

import os
import pty
import threading
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.ui import app
from reader.ui.app import ReaderApp
from reader.ui.terminal.at_once import Rows
from reader.ui.terminal.output import Output
from tests.support.screen import ScreenReader

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.driver import Driver
    from textual.pilot import Pilot

TEXT = "\n\n".join(f"Part {n} of it, as one may say. A 世界 of words. It goes on and on." for n in range(60))
#: Motions, marks that move the sidebar, prompts that come and go, panes, a list that covers all.
KEYS = "w w j j right h right right H w t a enter j space G g / o f enter n n esc left h u u tab j".split()
KEYS += ["?", "esc", "l", "l", "v", "w", "esc", "2", "b", "pagedown", "pageup"]


class _Terminal(HeadlessDriver):
    """Draws what is written on a screen that can be read."""

    screen: ScreenReader

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.screen.feed(data.encode())


class _App(ReaderApp):
    """The app on such a terminal."""

    CSS_PATH = str(Path(app.__file__).parent / "app.tcss")

    def __init__(self, library: Library, article: int, size: tuple[int, int]) -> None:
        self.drawn = ScreenReader(*size)
        with patch.dict("os.environ", {"TERM": "xterm-256color", "COLORTERM": "truecolor"}):
            super().__init__(library, article=article)

    def get_driver_class(self) -> type[Driver]:
        class Driver(_Terminal):
            screen = self.drawn

        return Driver


def _composed(run: _App) -> list[list[object]]:
    """Return how each cell looks as Textual puts the whole screen together."""
    read = ScreenReader(*run.size)
    for y, strip in enumerate(run.screen._compositor.render_strips(), 1):
        read.feed(f"\x1b[{y};1H{strip.render(run.console)}".encode())
    return _cells(read, run)


def _shown(run: _App) -> list[list[object]]:
    return _cells(run.drawn, run)


def _cells(read: ScreenReader, run: _App) -> list[list[object]]:
    width, height = run.size
    return [[read.cell(x, y).seen for x in range(width)] for y in range(height)]


async def _play(run: _App, pilot: Pilot[None], painted: list[Rows]) -> None:
    await pilot.pause()
    for number, key in enumerate(KEYS):
        await pilot.press(key)
        for _ in range(50):
            await pilot.pause()
            shown, composed = _shown(run), _composed(run)
            if shown == composed:
                break
        assert shown == composed, (number, key)
    assert len(painted) > len(KEYS) // 4  # what motions changed went this way


@pytest.mark.parametrize("size", [(110, 20), (70, 16)])
async def test_the_screen_is_what_textual_would_paint(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[Rows] = []
    made = Rows.__init__

    def count(rows: Rows, given: Sequence[tuple[int, int, int, str]]) -> None:
        painted.append(rows)
        made(rows, given)

    monkeypatch.setattr(Rows, "__init__", count)
    failed: list[BaseException] = []
    with Library(tmp_path / "library", annotator="me") as library:
        article = library.add(Imported("/t.txt", Metadata("T"), Body.plain(TEXT))).article
        run = _App(library, article.id, size)

        async def play(pilot: Pilot[None]) -> None:
            try:
                await _play(run, pilot, painted)
            except BaseException as error:
                failed.append(error)
            finally:
                run.exit()

        await run.run_async(size=size, auto_pilot=play)  # type: ignore[arg-type]  # it gives no result
    if failed:
        raise failed[0]
    assert painted


def test_what_a_terminal_does_not_take_at_once_is_written_in_its_order() -> None:
    """Nothing is lost or mixed up where the terminal is read slowly; nothing waits where it is read."""
    ours, theirs = pty.openpty()
    output = Output(theirs)
    try:
        assert output.offer("first ")
        assert os.read(ours, 100) == b"first "
        pieces = [f"{n:05} é世 " * 500 for n in range(40)]
        left = 0
        for piece in pieces:
            left += not output.offer(piece)  # nobody reads: it gives up at some point, and does not wait
        assert left > 1

        def write() -> None:
            for _ in range(left):
                output.write("")

        writing = threading.Thread(target=write, daemon=True)
        writing.start()
        wanted = "".join(pieces).encode()
        found = b""
        while len(found) < len(wanted):
            found += os.read(ours, 65536)
        assert found == wanted
        writing.join()
        assert output.offer("last")
        assert os.read(ours, 100) == b"last"
    finally:
        output.close()
        os.close(ours)
        os.close(theirs)


def test_a_terminal_that_reads_takes_a_large_frame_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page full of highlights is more than a terminal holds unread; no thread has to be called for it."""
    monkeypatch.setattr("reader.ui.terminal.output._MOMENT", 60.0)
    ours, theirs = pty.openpty()
    output = Output(theirs)
    frame = "x" * 50_000
    found = bytearray()

    def read() -> None:
        while len(found) < len(frame):
            found.extend(os.read(ours, 65536))

    reading = threading.Thread(target=read, daemon=True)
    try:
        reading.start()
        assert output.offer(frame)
        reading.join()
        assert found.decode() == frame
    finally:
        output.close()
        os.close(ours)
        os.close(theirs)


def test_without_a_terminal_all_is_left_to_the_thread(tmp_path: Path) -> None:
    with open(tmp_path / "file", "wb") as file:
        output = Output(file.fileno())
        assert not output.offer("text \ud800")
        output.write("")
        output.close()
    assert (tmp_path / "file").read_bytes() == b"text ?"
