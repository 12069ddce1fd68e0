"""Saved views: queries under names, over the list and among all highlights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.model.saved_view import SavedView
from reader.ui.widgets.query_prompt import QueryPrompt
from tests.ui.apps import running
from tests.ui.hosts import rows

if TYPE_CHECKING:
    from pathlib import Path


async def test_a_query_of_the_list_is_saved_shown_by_its_digit_and_left_by_it(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        assert run.app.main.views.size.height == 0
        await run.press("1")
        assert run.message.startswith("there is no view 1")
        await run.press("slash", *"title:sec", "enter")
        run.app.main.run("save-view")
        await run.press(*"My second", "enter")
        assert run.library.views() == [SavedView("My second", "title:sec")]
        assert rows(run.app.main.views)[0].rstrip() == "▌1 My second"
        await run.press("escape")
        assert run.app.main.shelf.total == 2
        assert rows(run.app.main.views)[0].rstrip() == " 1 My second"
        await run.press("1")
        assert (run.app.main.shelf.total, run.message) == (1, "My second · 1 match")
        await run.press("1")
        assert (run.app.main.shelf.total, run.message) == (2, "all articles")
        await run.press("u")
        assert run.library.views() == []
        assert run.app.main.views.size.height == 0


async def test_a_query_of_all_highlights_is_saved_and_shown_there(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "2", "H", "slash", *"#evidence", "enter")
        run.app.main.run("save-view")
        await run.press(*"Evidence", "enter")
        await run.press("slash", "backspace", "enter", "v", *"ev", "enter")
        assert run.message == "Evidence · 1 highlight"
        assert [item.highlight.tags for item in run.app.main.collection.items] == [("evidence",)]
        assert run.app.main.place == "collection"
        await run.press("escape", "q", "1")
        assert run.app.main.shelf.text == "#evidence"


async def test_views_are_renamed_and_deleted_by_name(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        for name, query in (("Loose", "#claim"), ("Long", "words:>9")):
            run.library.save_view(name, query)
        run.app.main.shelf.reload()
        run.app.main.run("rename-view")
        await run.press(*"lo", "tab", "tab")
        prompt = run.app.main.prompts.open
        assert isinstance(prompt, QueryPrompt)
        assert prompt.text == "Long"
        await run.press("enter", *"er", "enter")
        assert [view.name for view in run.library.views()] == ["Loose", "Longer"]
        run.app.main.run("delete-view")
        await run.press(*"loose", "enter")
        assert [view.name for view in run.library.views()] == ["Longer"]
        await run.press("u")
        assert [view.name for view in run.library.views()] == ["Loose", "Longer"]


@pytest.mark.parametrize("command", ["list-views", "collection-views", "rename-view", "delete-view"])
async def test_without_a_view_it_says_how_one_is_made(tmp_path: Path, command: str) -> None:
    async with running(tmp_path) as run:
        run.app.main.run(command)
        assert run.message == "there is no view yet · the palette saves a query as one"


async def test_what_cannot_be_saved_is_said(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        run.app.main.run("save-view")
        assert run.message.startswith("there is no query to save")
        run.library.save_view("A", "#a")
        run.library.save_view("B", "#b")
        run.app.main.run("rename-view")
        await run.press("a", "enter", "backspace", "B", "enter")
        assert run.app.main.prompts.open
        assert run.app.main.prompts.open.message == "There is a view “B” already."
        await run.press("escape", "v", *"nowhere", "enter")
        assert run.app.main.prompts.open and run.app.main.prompts.open.message == "there is no view “nowhere”"


async def test_a_view_is_shown_by_a_click(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        run.library.save_view("Second", "title:second")
        run.app.main.shelf.reload()
        await run.pilot.pause()
        await run.pilot.click(run.app.main.views, offset=(4, 0))
        await run.pilot.pause()
        assert run.app.main.shelf.text == "title:second"
        assert run.app.main.place == "list"
