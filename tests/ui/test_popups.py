"""All that lies over the panes has one frame: the same ground, title, hints, foot and chosen row."""

from __future__ import annotations

import importlib
import pkgutil
import threading
from typing import TYPE_CHECKING

import pytest
from textual.screen import ModalScreen, Screen

from reader.ui import screens
from reader.ui.screens.codebook import CodebookScreen
from reader.ui.screens.popup import Popup
from reader.ui.screens.rows import RowsScreen
from reader.ui.widgets.ground import GroundScreen
from reader.ui.widgets.line_prompt import LinePrompt
from reader.ui.widgets.lines import Line, Lines
from reader.ui.widgets.painted import Nothing
from tests.ui.apps import running
from tests.ui.hosts import SIZES, Host, rows
from tests.ui.hosts import screen as painted

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running

#: The keys, or the line behind a colon, to each of them, and what the status line calls it.
POPUPS = {
    "?": "KEYS",
    "ctrl+p": "PALETTE",
    "D": "OUTLINE",
    "T": "CODEBOOK",
    "X": "TRASH",
    "history": "HISTORY",
    "messages": "MESSAGES",
    "g/e/ tag x": "MARK ALL",
}


async def _open(run: Running, how: str) -> Popup[object]:
    await (run.press(how) if len(how) < 2 or "+" in how else run.line(how))
    await run.app.workers.wait_for_complete()
    await run.pilot.pause()
    assert isinstance(run.app.screen, Popup)
    return run.app.screen


def test_every_screen_over_the_panes_has_the_frame() -> None:
    for module in pkgutil.iter_modules(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(module.name)

    def all_of(kind: type[Screen[object]]) -> set[type[Screen[object]]]:
        below = set(kind.__subclasses__())
        return {each for each in below.union(*map(all_of, below)) if each.__module__.startswith("reader.")}

    over = {each for each in all_of(Screen) if not issubclass(each, GroundScreen)}
    assert len(over) >= len(POPUPS) - 1  # trash and history are one
    for each in over:
        assert issubclass(each, Popup), each
        assert "compose" not in vars(each) or each is Popup, each
        assert "background" not in vars(each).get("DEFAULT_CSS", "") or each is Popup, each
    assert all_of(ModalScreen) == over


@pytest.mark.parametrize("size", [*SIZES, (40, 10), (104, 30)], ids=str)
async def test_title_hints_and_foot_stand_in_the_same_places(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size) as run:
        width, height = size
        for how, mode in POPUPS.items():
            shown = await _open(run, how)
            box, head, foot = shown.box.region, shown.head.region, shown.foot.region
            inner = shown.box.content_region
            assert mode == shown.MODE
            assert {(each.region.x, each.region.right) for each in shown.box.children if each.display} == {
                (inner.x, inner.right)
            }, how
            assert (inner.width == box.width) == (box.width == width), how  # one that floats has an edge
            assert head.y == box.y + (height >= 16), how
            assert foot.bottom == box.bottom - (box.width < width), how
            assert box.x == width - box.right or box.x + 1 == width - box.right, how
            assert box.size == (width, height) or (box.x >= 16 and box.y >= 3), how  # no sliver is left
            line = painted(run.app).splitlines()[head.y]
            assert line[inner.x : inner.x + 3].rstrip() == f"  {line[inner.x + 2]}", how
            assert line[inner.x : inner.right].endswith("esc closes  "), how
            await run.press("escape")
            assert run.app.screen is run.app.main


async def test_what_is_said_gives_the_foot_back(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        shown = await _open(run, "?")
        assert "Go to the next sentence" in painted(run.app)
        shown.say("something was done")
        await run.pilot.pause()
        assert "something was done" in painted(run.app)
        assert "Go to the next sentence" not in painted(run.app)
        shown.say("")
        await run.pilot.pause()
        assert "Go to the next sentence" in painted(run.app)


async def test_what_is_too_long_for_the_foot_goes_on_below_and_moves_no_row(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as run:
        shown = await _open(run, "?")
        before = painted(run.app).splitlines()[:-2]
        shown.say("a deletion of many words was taken back " * 3 + "in the end", error=True)
        await run.pilot.pause()
        above, below = rows(shown.foot)
        assert above.strip().startswith("! a deletion") and below.strip().endswith("in the end")
        assert painted(run.app).splitlines()[:-2] == before
        shown.say("")
        await run.pilot.pause()
        assert len(rows(shown.foot)) == 1


async def test_a_list_has_a_bar_at_its_edge_and_shows_how_far_down_one_is() -> None:
    shown = Lines(Nothing("nothing"), [Line(((f"row {n}", ""),), ((str(n), "row--dim"),)) for n in range(48)])
    async with Host(shown).at((40, 24)) as pilot:
        first = rows(shown)
        assert first[0].startswith("▌ row 0 ")
        assert [row[2:7] for row in first[:3]] == ["row 0", "row 1", "row 2"]
        assert [y for y, row in enumerate(first) if row.endswith("▐")] == list(range(12))
        shown.go(47)
        last = rows(shown)
        assert last[-1].startswith("▌ row 47")
        assert [y for y, row in enumerate(last) if row.endswith("▐")] == list(range(12, 24))
        shown.show(shown.lines[:24] if shown.lines else [])
        await pilot.pause()
        assert not any(row.endswith("▐") for row in rows(shown))
        shown.show([])
        assert rows(shown)[0].strip() == "nothing"


@pytest.mark.parametrize(("patience", "said"), [(60.0, ""), (0.001, "Looking…")])
async def test_what_is_looked_for_is_said_only_when_it_takes_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, patience: float, said: str
) -> None:
    monkeypatch.setattr("reader.ui.widgets.lines.PATIENCE", patience)
    found = threading.Event()
    async with running(tmp_path) as run:
        monkeypatch.setattr(run.library, "history", lambda most: found.wait(60) and [])
        await run.line("history")
        await run.pilot.pause()
        shown = run.app.screen
        assert isinstance(shown, RowsScreen)
        for _ in range(2000):
            if "".join(rows(shown.lines)).strip() == said:
                break
            await run.pilot.pause(0.001)
        assert "".join(rows(shown.lines)).strip() == said
        found.set()
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        assert "".join(rows(shown.lines)).strip() == "Nothing was done yet"


@pytest.mark.parametrize("how", POPUPS)
async def test_esc_leaves_it_though_nothing_has_the_focus(tmp_path: Path, how: str) -> None:
    async with running(tmp_path) as run:
        shown = await _open(run, how)
        shown.set_focus(None)  # as a click outside of a window does that was made smaller
        await run.press("escape")
        assert run.app.screen is run.app.main


async def test_what_the_codebook_asks_keeps_the_keys_though_nothing_has_the_focus(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        shown = await _open(run, "T")
        assert isinstance(shown, CodebookScreen)
        await run.press("n", "x")
        shown.set_focus(None)
        await run.press("y", "z")
        assert isinstance(shown.prompt, LinePrompt)
        assert shown.prompt.text.endswith("xyz")
        shown.set_focus(None)
        await run.press("escape")
        assert shown.prompt is None
