"""The mouse on the scroll bar: it shows the part of the text that is pointed at, and selects nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from textual.events import MouseMove

from reader.text.body import Body
from reader.ui.pane.view import View
from tests.ui.apps import running
from tests.ui.test_travel import at, open_long

if TYPE_CHECKING:
    from pathlib import Path


@given(st.integers(40, 400), st.integers(1, 60), st.lists(st.integers(-5, 70), min_size=1, max_size=8))
def test_the_bar_shows_the_text_in_its_order_and_both_its_ends(
    paragraphs: int, height: int, pointed: list[int]
) -> None:
    view = View(Body.plain("\n\n".join(f"Paragraph {n}. It ends here." for n in range(paragraphs))))
    view.resize(60, height)
    tops = []
    for y in sorted(pointed):
        view.roll_to(y)
        tops.append(view.top)
        assert view.screen_row() is not None
    assert tops == sorted(tops)
    view.roll_to(-1)
    assert view.shown()[0] == 0
    view.roll_to(height)
    assert view.shown()[1] == len(view.text) or view.rows == 1


async def test_the_bar_is_dragged(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 16)) as run:
        await open_long(run)
        await run.press("right")
        before, pane = at(run), run.app.main.text
        assert pane.session
        bar, foot = pane.size.width - 2, pane.size.height - 1
        await run.pilot.mouse_down(pane, offset=(bar, foot))
        assert pane.session.view.shown()[1] == len(pane.session.view.text)
        last = at(run)
        pane.post_message(MouseMove(pane, bar, 2, 0, -9, 1, False, False, False))
        await run.pilot.pause()
        assert at(run) < last
        await run.pilot.mouse_up(pane, offset=(bar - 20, 4))
        there = at(run)
        assert pane.session.selection is None
        await run.press("backspace")
        assert at(run) == before
        assert there != before


async def test_the_bar_moves_no_caret_while_a_prompt_asks_about_it(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 16)) as run:
        await open_long(run)
        await run.press("right", "a")
        before, pane = at(run), run.app.main.text
        assert pane.session
        await run.pilot.mouse_down(pane, offset=(pane.size.width - 2, pane.size.height - 1))
        await run.pilot.mouse_up(pane, offset=(pane.size.width - 2, pane.size.height - 1))
        assert pane.session.view.shown()[1] == len(pane.session.view.text)
        assert at(run) == before


async def test_where_all_is_on_the_screen_there_is_no_bar(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        pane = run.app.main.text
        assert pane.session
        x, view = pane.size.width - 2, pane.session.view
        y = max(y for y in range(view.rows) if view.offset_at(x, y) is not None)
        await run.pilot.click(pane, offset=(x, y))
        assert view.caret == view.offset_at(x, y) != 0
