"""Highlights split and joined in the text, each one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running


def _quotes(run: Running) -> list[str]:
    return [mark.quote for mark in run.marks]


async def _line(run: Running, text: str) -> None:
    await run.line(text)


async def test_a_highlight_is_split_before_the_word_at_the_caret(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "w")
        await _line(run, "split")
        assert _quotes(run) == ["One", "two, three."]
        assert run.message == "split in 2 · u takes it back"
        picked = run.app.desk.opened.picked
        assert picked and picked.quote == "two, three."
        await run.press("u")
        assert _quotes(run) == ["One two, three."]
        await run.press("U")
        assert _quotes(run) == ["One", "two, three."]


async def test_a_selection_is_cut_out(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("plus", "h", "g", "right", "V")
        await _line(run, "split")
        assert _quotes(run) == ["One two, three.", "Four five six!", "Seven."]
        picked = run.app.desk.opened.picked
        assert picked and picked.quote == "Four five six!"


async def test_a_highlight_is_split_by_a_unit_and_keeps_its_note_once(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("plus", "1", "a", *"why", "escape")
        await _line(run, "split sentence")
        assert [(mark.quote, mark.tags, mark.note) for mark in run.marks] == [
            ("One two, three.", ("claim",), "why"),
            ("Four five six!", ("claim",), ""),
            ("Seven.", ("claim",), ""),
        ]
        assert run.message == "split in 3 · the note stays with the first · u takes it back"


@pytest.mark.parametrize(
    ("keys", "line", "said"),
    [
        ("", "split", "there is no highlight here"),
        ("1", "split", "put the caret on the word where the second part shall begin"),
        ("1", "split sentence", "this highlight is no more than one sentence"),
        ("1pV", "split", "the selection lies in no highlight that could be split"),
        ("", "join", "there is no highlight here"),
        ("1", "join", "no highlight of yours follows this one"),
        ("1pp1g", "join", "no highlight of yours follows this one"),
        ("1)1,gV", "join", "the selection meets no two of your highlights"),
    ],
)
async def test_what_cannot_be_is_said(keys: str, line: str, said: str, tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press(*keys)
        before = _quotes(run)
        await _line(run, line)
        prompt = run.app.main.prompts.open
        assert prompt
        if said not in prompt.message:
            assert prompt.message == "the next highlight is in another paragraph: select both to join them"
        await run.press("escape")
        assert _quotes(run) == before


async def test_a_highlight_is_joined_with_the_next(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "2", "comma")
        await _line(run, "join")
        assert [(mark.quote, mark.tags) for mark in run.marks] == [
            ("One two, three. Four five six!", ("claim", "evidence"))
        ]
        await run.press("u")
        assert _quotes(run) == ["One two, three.", "Four five six!"]


async def test_all_that_a_selection_meets_is_joined_over_paragraphs(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "right", "2", "p", "3", "g", "V", "G")
        await _line(run, "join")
        assert _quotes(run) == ["One two, three. Four five six! Seven.\n\nEight nine."]
        assert run.marks[0].tags == ("claim", "evidence", "source")
        assert run.message == "joined 3 · u takes it back"
