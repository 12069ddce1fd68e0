"""With the mouse alone: sentences marked and tagged, prompts answered and left, keys and palette opened."""

from __future__ import annotations

from asyncio import sleep
from typing import TYPE_CHECKING

import pytest
from textual.events import MouseDown
from textual.geometry import Offset

from reader.text.cells import cells
from reader.ui.screens.help import HelpScreen
from reader.ui.widgets.clicked_key import key_at
from reader.ui.widgets.format_prompt import FormatPrompt
from reader.ui.widgets.status import StatusLine, compose
from reader.ui.widgets.tag_prompt import TagPrompt
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running


async def where(run: Running, words: str) -> tuple[int, int]:
    """Return the cell where words stand on the screen, once they do: a list may be filled by a thread."""
    for _ in range(250):
        for y, strip in enumerate(run.app.screen._compositor.render_strips()):
            text = "".join(segment.text for segment in strip)
            if words in text:
                return cells(text[: text.index(words)]), y
        await run.pilot.pause(0.02)
    raise AssertionError(f"{words} is not on the screen")


async def click(run: Running, words: str, button: int = 1) -> None:
    await run.pilot.click(offset=await where(run, words), button=button)
    await run.pilot.pause()


async def test_a_sentence_is_marked_tagged_and_unmarked(tmp_path: Path) -> None:
    async with running(tmp_path, size=(140, 40)) as run:
        await click(run, "Eight nine")
        await click(run, "claim")
        (mark,) = run.marks
        assert (mark.quote, mark.tags) == ("Eight nine.", ("claim",))
        await click(run, "3 source")
        assert run.marks[0].tags == ("claim", "source")
        await click(run, "Ten.")
        await click(run, "Ten.", button=3)
        assert run.app.main.prompts.open is not None
        await click(run, "tag")
        await click(run, "evidence")
        await click(run, "enter adds")
        assert [each.tags for each in run.marks] == [("claim", "source"), ("evidence",)]
        await click(run, "Eight nine")
        await click(run, "Eight nine", button=3)
        await click(run, "delete")
        assert [each.tags for each in run.marks] == [("evidence",)]


async def test_a_prompt_is_left_by_its_hint(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("c")
        await click(run, "esc leaves")
        assert run.app.main.prompts.open is None
        assert run.marks == []


async def test_a_menu_is_left_by_a_click_on_the_text_and_exports(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await click(run, "Ten.", button=3)
        assert run.app.main.prompts.open
        await click(run, "Here")
        assert run.app.main.prompts.open, "a click in it is none beside it"
        await click(run, "Eight nine")
        assert run.app.main.prompts.open is None
        await click(run, "Ten.", button=3)
        await click(run, "E export")
        assert isinstance(run.app.main.prompts.open, FormatPrompt)
        await click(run, "Eight nine")
        assert isinstance(run.app.main.prompts.open, FormatPrompt), "where one types only esc leaves"


async def test_hits_are_dropped_widened_and_marked_by_their_hints(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.line("g/One|Four|Seven/ tag x")  # words are typed
        for hint in (
            "space toggles",
            "w word starts",
            "w whole words",
            "w anywhere",
            "+ sentences",
            "- words",
        ):
            await run.app.workers.wait_for_complete()
            await click(run, hint)
        await click(run, "+ sentences")
        await run.app.workers.wait_for_complete()
        await click(run, "enter marks")
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        assert [mark.quote for mark in run.marks] == ["Four five six!", "Seven."], "the first was dropped"


async def test_keys_and_palette_are_opened_from_the_status_line(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await click(run, "? keys")
        assert isinstance(run.app.screen_stack[-1], HelpScreen)
        await click(run, "esc closes")
        assert run.app.screen_stack == [run.app.main]
        await run.pilot.click(StatusLine, offset=(2, 0))
        await run.pilot.pause()
        assert type(run.app.screen).__name__ == "PaletteScreen"


@pytest.mark.parametrize(
    ("x", "key"),
    [(0, ""), (5, "escape"), (14, "escape"), (16, ""), (18, "ctrl+s"), (40, ""), (46, "e"), (99, "")],
)
def test_a_hint_names_the_key_under_the_mouse(x: int, key: str) -> None:
    parts = [
        ("Note ", ""),
        ("esc leaves", "row--faint"),
        (" · ctrl+s keeps · type more · e edit", "row--faint"),
    ]
    joined = [parts[0], (parts[1][0] + parts[2][0], "row--faint")]
    assert key_at(joined, x) == key


def test_a_sentence_that_begins_with_a_letter_is_no_key() -> None:
    assert key_at([("a file, a folder, or an address: https://…", "row--faint")], 0) == ""
    assert key_at([("a word or two · ↑ earlier", "row--faint")], 0) == ""
    assert key_at([("e edit · m merge into it", "row--faint")], 9) == ""
    assert key_at([("e edit · m merge it", "row--faint")], 9) == "m"


async def test_what_cannot_be_clicked_does_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        line = run.app.main.status
        place = await where(run, "¶ 1 of")
        await run.pilot.click(offset=place)
        assert run.marks == []
        assert compose(line.status, 0) == []


async def test_keys_go_to_the_prompt_wherever_a_click_or_a_size_left_the_focus(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t")
        run.app.main.set_focus(None)
        await run.press("c", "l")
        await run.pilot.pause()
        asked = run.app.main.prompts.open
        assert isinstance(asked, TagPrompt)
        assert asked.text == "cl"
        run.app.main.set_focus(None)
        await run.press("escape")
        assert run.app.main.prompts.open is None


async def test_a_day_with_the_mouse_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(tmp_path, size=(160, 50), focus_list=True) as run:
        await click(run, "Second")
        await click(run, "Second")
        assert run.app.desk.opened.article.title == "Second"
        await click(run, "Gamma delta.")
        await click(run, "2 evidence")
        assert [(mark.quote, mark.tags) for mark in run.marks] == [("Gamma delta.", ("evidence",))]
        await click(run, "? keys")
        await click(run, " export ")
        await click(run, "Obsidian")
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        assert "Gamma delta." in (tmp_path / "second.md").read_text(encoding="utf-8")
        await click(run, "Alpha beta.")  # what was said has gone
        await click(run, "? keys")
        await click(run, " undo ")
        assert run.marks == []
        await click(run, "? keys")
        await click(run, "ctrl+q")
        assert not run.app.is_running


async def test_a_click_on_what_is_being_taken_away_ends_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("h", "a")
        prompt = run.app.main.prompts.open
        assert prompt is not None
        columns, lines = prompt.region.column_span, prompt.region.line_span
        places = [Offset(x, y) for y in range(*lines) for x in range(*columns)]
        gone, orphans = prompt.remove(), 0
        for place in places * 2:  # at some turns of the loop it has no parent and is still on the screen
            await sleep(0)
            widget, _ = run.app.screen.get_widget_and_offset_at(*place)
            orphans += widget is not None and widget.parent is None
            await run.app.on_event(MouseDown(None, *place, 0, 0, 1, shift=False, meta=False, ctrl=False))
        await gone
        assert orphans
