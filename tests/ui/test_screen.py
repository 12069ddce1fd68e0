"""The pane read back from a terminal: every cell is the model's, whatever the text, the size and the keys."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.drivers.headless_driver import HeadlessDriver
from wcwidth import iter_graphemes

from reader.model import Article, ArticleView, Body, Codebook, Highlight
from reader.text.cells import cells
from reader.text.clean import clean_text
from reader.text.find import Search
from reader.ui.pane.draw import row_parts
from reader.ui.pane.motions import MOTIONS
from reader.ui.pane.rows import row_keys
from reader.ui.pane.session import Session
from reader.ui.pane.styles import look
from reader.ui.pane.view import GUTTER
from reader.ui.pane.widget import ReadingPane
from reader.ui.theme.themes import THEMES, highlight_palette
from tests.support.screen import Cell, ScreenReader
from tests.text.samples import CLUSTERS, built, nests
from tests.ui.hosts import Host

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.pilot import Pilot

#: What is done besides motions; each is a method of a session.
DEEDS = ("extend", "extend-units", "larger", "smaller", "swap", "escape", "pick", "drop", "size")
SIZES = ((80, 24), (60, 12), (140, 40), (34, 9))
MOST = 40  # code points of a word
#: Controls and marks of direction, which never stay in a text that is read in.
HOSTILE = ["\x1b[2J", "\x9b", "\x07", "\u202e", "\u2066", "\ud800", "\ufeff", "\x00"]


class _Terminal(HeadlessDriver):
    """Draws what is written on a screen that can be read."""

    screen: ScreenReader

    @property
    def is_headless(self) -> bool:
        return False

    def write(self, data: str) -> None:
        self.screen.feed(data.encode())


class _PaneHost(Host):
    """Shows one pane on such a terminal."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.pane = ReadingPane(highlight_palette(THEMES[0]), id="text")
        self.read = ScreenReader(*size)
        with patch.dict("os.environ", {"TERM": "xterm-256color", "COLORTERM": "truecolor"}):
            super().__init__(self.pane)

    def get_driver_class(self) -> type[Driver]:
        class Driver(_Terminal):
            screen = self.read

        return Driver


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Several paragraphs in any script, with what terminals take for commands."""
    words = st.lists(st.sampled_from(CLUSTERS + HOSTILE), min_size=1, max_size=MOST).map("".join)
    text = clean_text("\n\n".join(draw(st.lists(words, min_size=1, max_size=14))))
    return text.strip() or "x"


@st.composite
def bodies(draw: st.DrawFn) -> Body:
    """Such paragraphs by themselves, or in quotes and lists that are in each other."""
    text = draw(texts())
    if draw(st.booleans()):
        return Body.plain(text)
    return built(("paragraph", words, 0, "", draw(nests)) for words in text.split("\n"))


def _session(body: Body, spans: list[tuple[int, int]]) -> Session:
    marks = tuple(
        Highlight(n, 1, a, b, body.text[a:b], colour="green" if n % 2 else "red", note="n" * (n % 3 == 0))
        for n, (a, b) in enumerate(spans, 1)
    )
    return Session(ArticleView(Article(1, "T"), body, marks, Codebook()))


def _do(session: Session, deed: str) -> None:
    if deed in ("extend", "extend-units"):
        session.extend(units=deed == "extend-units")
    elif deed in ("larger", "smaller"):
        session.resize_unit(1 if deed == "larger" else -1)
    elif deed == "drop" and session.picked:
        session.forget(session.picked)
    elif deed == "swap":
        session.swap_ends()
    elif deed == "escape":
        session.escape()
    elif deed == "pick":
        session.pick_neighbour(1)


def _hex(colour: tuple[int, int, int]) -> str:
    return "".join(f"{part:02x}" for part in colour)


def expected(host: _PaneHost) -> list[list[Cell]]:
    """Return the cells that the model says stand on the screen."""
    assert host.pane.session
    view, scene = host.pane.session.view, host.pane.session.scene
    palette = highlight_palette(THEMES[0])
    rows, keys = [], row_keys(view, scene)
    scene.still = None
    assert row_keys(view, scene) == keys  # what was kept of the last screen is what is made anew
    for key in keys:
        row = []
        for text, number in row_parts(view, key):
            seen = look(number, palette)
            for cluster in iter_graphemes(text):
                for part in (cluster, *[""] * (cells(cluster) - 1)):
                    looks = (seen.bold, seen.italic, seen.underline, seen.strike, False)
                    row.append(Cell(part, _hex(seen.colour), _hex(seen.ground), *looks))
        rows.append(row)
    return rows


def _cells(host: _PaneHost) -> list[list[Cell]]:
    width, height = host.pane.size
    return [[host.read.cell(x, y) for x in range(width)] for y in range(height)]


def compare(host: _PaneHost) -> None:
    """Hold the terminal's cells against the model's, and its words against the body's."""
    assert host.pane.session
    view = host.pane.session.view
    shown, width = _cells(host), host.pane.size.width
    for y, (seen, meant) in enumerate(zip(shown, expected(host), strict=True)):
        assert seen == meant, (y, "".join(c.text for c in seen), "".join(c.text for c in meant))
    for y, row in enumerate(view.layout.window(view.top, view.rows), view.headroom):
        if not view.layout.is_space(row):
            left = view.left + GUTTER + view.layout.indent_of(row.block)
            line = "".join(cell.text for cell in shown[y][left : width - 2])
            end = min(row.end, view.body.blocks.ends[row.block])
            assert line.rstrip() == view.text[row.start : end].replace("\t", "│").rstrip()


async def _painted(host: _PaneHost, pilot: Pilot[object]) -> None:
    """Wait until the screen is as it is meant to be; what it then still is not is told."""
    for _ in range(100):
        await pilot.pause()
        if _cells(host) == expected(host):
            break
    compare(host)


async def _play(
    host: _PaneHost, pilot: Pilot[object], session: Session, deeds: list[str], needle: str
) -> None:
    pane = host.pane
    pane.show(session)
    await _painted(host, pilot)
    session.scene.search = Search(session.view.text, needle) if needle else None
    pane.repaint()
    for n, deed in enumerate(deeds):
        if deed == "size":
            size = SIZES[n % len(SIZES)]
            host.read.resize(*size)
            await pilot.resize_terminal(*size)
        elif deed in MOTIONS:
            pane.move(deed)
        else:
            _do(session, deed)
            pane.repaint()
        await _painted(host, pilot)


@settings(max_examples=12)
@given(bodies(), st.lists(st.sampled_from((*sorted(MOTIONS), *DEEDS)), max_size=10), st.data())
def test_the_terminal_shows_the_model_cell_by_cell(body: Body, deeds: list[str], data: st.DataObject) -> None:
    size = len(body.text)
    ends = st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda p: (min(p), max(p)))
    session = _session(body, [p for p in data.draw(st.lists(ends, max_size=6)) if p[1] > p[0]])
    needle = data.draw(st.sampled_from(["", "a", "日", "é"]))
    screen = data.draw(st.sampled_from(SIZES))
    host = _PaneHost(screen)
    failed: list[BaseException] = []

    async def play(pilot: Pilot[object]) -> None:
        try:
            await _play(host, pilot, session, deeds, needle)
        except BaseException as error:
            failed.append(error)
        finally:
            host.exit()

    asyncio.run(host.run_async(size=screen, auto_pilot=play))
    if failed:
        raise failed[0]


@given(
    bodies(), st.lists(st.tuples(st.integers(20, 150), st.integers(2, 50)), min_size=2, max_size=6), st.data()
)
def test_the_carets_line_stays_where_it_was_when_the_size_changes(
    body: Body, sizes: list[tuple[int, int]], data: st.DataObject
) -> None:
    view = _session(body, []).view
    view.resize(*sizes[0])
    view.go(data.draw(st.integers(0, len(body.text))))
    for size in sizes[1:]:
        before, caret = view.screen_row(), view.caret
        assert before is not None
        before += view.headroom
        view.resize(*size)
        after = view.screen_row()
        assert after is not None and view.caret == caret
        first, last = view.layout.row_start(0), view.layout.row_start(view.last)
        lowest = view.layout.move(last, 1 - view.rows)
        bounds = view.top in (first, lowest)  # there is no more text above, or below
        edge = before - view.headroom not in range(view.rows)  # the old place is no longer on the screen
        assert after + view.headroom == before or bounds or edge
