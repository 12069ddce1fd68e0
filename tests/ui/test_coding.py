"""Coding mode: the same tags on one unit after the other by enter, each other key as always."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.model import Tag
from reader.ui.widgets.coding_card import tag_rows
from tests.ui.apps import running
from tests.ui.hosts import screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running

FIRST = ("One two, three.", "Four five six!", "Seven.")


def _coded(run: Running) -> list[tuple[str, tuple[str, ...]]]:
    return [(mark.quote, mark.tags) for mark in run.marks]


def _unit(run: Running) -> tuple[str, str]:
    session = run.app.desk.opened
    start, end = session.unit_span()
    return session.unit, session.view.text[start:end].strip()


async def test_enter_codes_and_goes_on_and_the_arrow_skips(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("M", *"claim", "enter")
        assert run.app.main.status.status.mode == "CODE"
        assert run.message == "enter puts #claim on and goes on · → skips · esc ends"
        await run.press("enter", "right", "enter")
        assert _coded(run) == [(FIRST[0], ("claim",)), (FIRST[2], ("claim",))]


async def test_each_unit_is_one_step_of_undo(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("M", *"claim", "enter", "enter", "enter", "u")
        assert _coded(run) == [(FIRST[0], ("claim",))]
        assert run.app.desk.coding.on


async def test_several_tags_are_put_on_at_once_and_can_be_chosen_anew(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("M", *"claim", "tab", *"source", "tab", "enter", "enter")
        assert _coded(run) == [(FIRST[0], ("claim", "source"))]
        await run.press("M", *"claim", "tab", "enter", "enter")
        assert _coded(run)[1] == (FIRST[1], ("source",))


async def test_a_digit_adds_to_the_unit_and_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("M", *"claim", "enter", "2", "3")
        assert _unit(run)[1] == FIRST[0]
        await run.press("enter")
        assert _coded(run) == [(FIRST[0], ("claim", "evidence", "source"))]
        assert _unit(run)[1] == FIRST[1]


async def test_the_unit_stays_and_is_coded_whole(tmp_path: Path) -> None:
    """Neither a motion nor a mark makes it a sentence again, and no passage inside is taken for it."""
    async with running(tmp_path) as run:
        await run.press("v", "1", "left", "M", *"context", "enter", "plus")
        unit, paragraph = _unit(run)
        assert unit == "paragraph"
        await run.press("4", "j", "k")
        assert _unit(run)[0] == "paragraph"
        await run.press("g", "enter")
        assert (paragraph, ("context", "question")) in _coded(run)
        assert ("One", ("claim",)) in _coded(run)


async def test_a_selection_is_coded_and_reading_goes_on_behind_it(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("M", *"claim", "enter", "V", "right", "enter")
        assert [quote for quote, _ in _coded(run)] == [f"{FIRST[0]} {FIRST[1]}"]
        assert run.app.desk.opened.selection is None
        assert _unit(run)[1] == FIRST[2]


async def test_escape_leaves_selection_and_unit_first_then_the_mode(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("M", *"claim", "enter", "plus", "slash", *"two", "enter", "v")
        session, coding = run.app.desk.opened, run.app.desk.coding
        states = []
        for _ in range(5):
            states.append((bool(session.selection), session.unit, bool(session.scene.search), coding.on))
            await run.press("escape")
        assert states == [
            (True, "paragraph", True, True),
            (False, "paragraph", True, True),
            (False, "sentence", True, True),
            (False, "sentence", False, True),
            (False, "sentence", False, False),
        ]
        await run.press("plus", "j")
        assert session.unit == "sentence"


async def test_a_prompt_that_is_left_begins_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("M", "escape", "enter")
        assert not run.app.desk.coding.on
        assert run.marks == []


async def test_it_goes_on_in_the_next_article_by_the_same_unit(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("M", *"claim", "enter", "plus", "K")
        session = run.app.desk.opened
        assert session.article.title != "First"
        assert (session.unit, session.keeps_unit) == ("paragraph", True)
        await run.press("enter")
        assert [mark.tags for mark in run.library.highlights_of(session.article.id)] == [("claim",)]


async def test_the_last_unit_is_coded_and_that_it_was_the_last_is_said(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("M", *"claim", "enter", "G", "enter")
        assert run.message == "#claim · the end of the text"
        assert len(run.marks) == 1


@pytest.mark.parametrize("width", [80, 120])
async def test_the_definition_shows_while_coding(width: int, tmp_path: Path) -> None:
    async with running(tmp_path, size=(width, 24)) as run:
        run.library.change_codebook(lambda book: book.put(Tag("claim", "1", "", "what one could check")))
        await run.press("M", *"claim", "enter")
        rows = [row for row in screen(run.app).splitlines() if "what one could check" in row]
        assert len(rows) == 1 and "#claim" in rows[0]
        await run.press("1")
        assert run.message == "#claim · what one could check"
        await run.press("escape", "escape")
        assert not any("what one could check" in row for row in screen(run.app).splitlines())


def test_more_tags_than_rows_are_named_in_the_last() -> None:
    rows = tag_rows([Tag(name, "", "", f"means {name}") for name in "abcdef"])
    assert ["".join(text for text, _ in row) for row in rows] == [
        "#a  means a",
        "#b  means b",
        "#c  means c",
        "#d #e #f",
    ]
