"""Splitting a tag: its passages in a list, each put to one of the new tags by a digit; one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library import Library
from reader.ui.lists import splitting
from reader.ui.screens import split
from reader.ui.screens.codebook import CodebookScreen
from reader.ui.screens.split import SplitScreen
from tests.ui.apps import TEXTS, Running, running
from tests.ui.hosts import screen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def tags(run: Running) -> list[tuple[str, ...]]:
    return [mark.tags for mark in run.marks]


def said(run: Running) -> str:
    top = run.app.screen
    assert isinstance(top, SplitScreen | CodebookScreen)
    return top.message


async def splits(run: Running) -> SplitScreen:
    """Tag four sentences, three of them as claims, and split that tag into two."""
    await run.press("1", "right", "2", "right", "1", "right", "1", "4", "T", "g", "s")
    await run.press(*"fact", "tab", *"mood/fear", "tab", "enter")
    await run.app.workers.wait_for_complete()
    await run.pilot.pause()
    top = run.app.screen
    assert isinstance(top, SplitScreen)
    return top


async def test_each_passage_is_put_to_a_tag_by_its_digit_and_all_is_one_step(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await splits(run)
        assert "Split #claim  3 stay" in screen(run.app)
        assert "1 #fact 0   2 #mood/fear 0" in screen(run.app)
        before = tags(run)
        await run.press("2", "1")
        shown = screen(run.app)
        assert "1 stays" in shown and "1 #fact 1   2 #mood/fear 1" in shown
        assert tags(run) == before  # nothing is written yet
        await run.press("enter")
        assert said(run) == "#claim split: 1 #fact, 1 #mood/fear · u takes it back"
        assert tags(run) == [("mood/fear",), ("evidence",), ("fact",), ("claim", "question")]
        names = [tag.name for tag in run.library.codebook.tags]
        assert names[:4] == ["claim", "fact", "mood/fear", "evidence"]
        await run.press("u")
        assert tags(run) == before
        assert run.library.codebook.get("fact") is None
        await run.press("U")
        assert tags(run)[2] == ("fact",)


async def test_a_digit_is_taken_back_and_leaving_asks_once(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await splits(run)
        before = run.library.next_undo()
        await run.press("enter")
        assert said(run) == "every passage stays: a digit puts one to its tag"
        await run.press("3")
        assert said(run) == "there is no tag 3"
        await run.press("1", "k", "0", "enter")
        assert said(run) == "every passage stays: a digit puts one to its tag"
        await run.press("1", "escape")
        assert said(run) == "esc once more, and all stay as they are"
        await run.press("k", "escape", "escape")
        assert isinstance(run.app.screen, CodebookScreen)
        assert run.library.next_undo() == before


async def test_a_long_passage_is_cut_between_words_and_it_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split, "_LONGEST", 12)
    async with running(tmp_path) as run:
        await splits(run)
        assert "“One two…”" in screen(run.app)


async def test_of_an_existing_tag_and_of_other_articles_too(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "K", "1", "T", "g", "s", *"evid", "enter")
        await run.app.workers.wait_for_complete()
        await run.press("1", "1", "enter")
        counts = run.library.tag_counts()
        assert (counts["evidence"], counts["claim"]) == (2, 0)


async def test_of_very_many_only_the_first_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(splitting, "MOST", 2)
    async with running(tmp_path) as run:
        await splits(run)
        assert "2 stay · only the first 2 are listed" in screen(run.app)


async def test_what_another_marked_is_not_listed_and_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        with Library(tmp_path / "library", annotator="kim") as other:
            made = other.mark(run.ids["Second"], 0, 5, tags=["claim"])
        run.app.main.look()
        await run.press("T", "s")
        assert said(run) == "no highlight of yours has #claim"
        await run.press("escape")
        await splits(run)
        assert "3 stay · 1 of others stay" in screen(run.app)
        await run.press("1", "1", "1", "enter")
        assert run.library.highlight(made.id) == made
        assert TEXTS["Second"].startswith(made.quote)


async def test_what_cannot_be_is_said(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("T", "s")
        assert said(run) == "no highlight of yours has #claim"
        await run.press("escape", "1", "T", "g", "s")
        for number in range(10):
            await run.press(*f"new{number}", "tab")
        await run.press("enter")
        assert said(run) == "a tag is split into at most 9, one a digit"
