"""Finding in the open article, by keys."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual import events

from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.ui.app import ReaderApp
from reader.ui.widgets.find_prompt import FindPrompt

from .apps import Running, running
from .hosts import screen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

TEXT = "The end\nof one. Café at the end of two.\n\nEND three, and no (more."
LONG = "a needle in it. " * 20_000  # more than is counted at once


@asynccontextmanager
async def reading(
    tmp_path: Path, text: str | Body, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Running]:
    """Run the app on one text."""
    body = Body.plain(text) if isinstance(text, str) else text
    with Library(tmp_path / "library", annotator="me") as library:
        added = library.add(Imported("/text.txt", Metadata("Text"), body)).article.id
        app = ReaderApp(library, article=added)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Running(app, pilot, library, {"Text": added})


def prompt(run: Running) -> FindPrompt:
    found = run.app.main.prompts.open
    assert isinstance(found, FindPrompt)
    return found


def caret(run: Running) -> int:
    assert run.app.desk.session
    return run.app.desk.session.caret


async def settled(run: Running) -> None:
    """Wait until all is counted."""
    await run.app.workers.wait_for_complete()
    await run.pilot.pause()


async def test_the_prompt_says_which_of_how_many_and_n_goes_on_around_the_end(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("slash", *"end")
        assert (prompt(run).place, caret(run)) == ("1 of 3", 4)
        await run.press("enter")
        assert run.message == "1 of 3"
        await run.press("n", "n")
        assert (run.message, caret(run)) == ("3 of 3", TEXT.index("END"))
        await run.press("n")
        assert (run.message, caret(run)) == ("1 of 3 · from the top again", 4)
        await run.press("N")
        assert run.message == "3 of 3 · from the end again"
        await run.press("j")
        assert run.message == ""


async def test_n_goes_on_from_a_match_that_begins_between_paragraphs(tmp_path: Path) -> None:
    async with reading(tmp_path, "The end.\n\nThe sea, the end.\n\nThe sky.") as run:
        await run.press("slash", *" the", "enter")
        told = [run.message]
        for key in "nnNNN":
            await run.press(key)
            told.append(run.message)
    assert told == [
        "1 of 3", "2 of 3", "3 of 3", "2 of 3", "1 of 3", "3 of 3 · from the end again",
    ]  # fmt: skip


async def test_n_goes_through_all_the_space_between_paragraphs(tmp_path: Path) -> None:
    async with reading(tmp_path, "One.\n\nTwo three.") as run:
        told = []
        await run.press("slash", "space", "enter")
        for key in "nnnNNN":
            told.append(run.message.partition(" ·")[0])
            await run.press(key)
    assert told == ["1 of 3", "2 of 3", "3 of 3", "1 of 3", "3 of 3", "2 of 3"]


async def test_n_goes_on_from_a_highlight_that_was_gone_to(tmp_path: Path) -> None:
    async with reading(tmp_path, "One the. Two the. Three the. Four the.") as run:
        await run.press("right", "right", "h", "g", "slash", *"the", "enter", "semicolon", "n")
        assert run.message == "3 of 4"


async def test_typing_on_looks_from_where_one_was_and_around_the_end(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("G", "slash", *"end of")
        assert prompt(run).place == "1 of 2 · from the top again"
        await run.press("backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
        assert prompt(run).place == ""
        await run.press("E", "N")
        assert prompt(run).place == "1 of 1 · from the top again"
        await run.press("x")
        assert prompt(run).message == "not found"
        await run.press("backspace", "escape", "n")
        assert run.message == "nothing to find yet · / finds"


async def test_the_count_of_a_long_text_comes_when_it_is_known(tmp_path: Path) -> None:
    async with reading(tmp_path, LONG) as run:
        await run.press("slash", *"needle")
        await settled(run)
        assert prompt(run).place == "1 of 20,000"
        await run.press("enter", "G", "N")
        assert run.message == "20,000 of 20,000"


async def test_a_count_that_comes_late_does_not_speak_over_another_message(tmp_path: Path) -> None:
    async with reading(tmp_path, LONG) as run:
        await run.press("slash", *"needle", "enter")
        run.app.main.say("something else")
        await settled(run)
        assert run.message == "something else"


async def test_a_regular_expression_is_found_within_its_time(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("slash", *"/t[wh]+[oe]")
        await settled(run)
        assert (prompt(run).place, caret(run)) == ("1 of 3", 0)
        await run.press("enter", "n", "n")
        assert (run.message, caret(run)) == ("3 of 3", TEXT.index("two"))


async def test_enter_need_not_wait_for_a_regular_expression(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("slash")
        for key in ("slash", "t", "w", ".", "enter"):
            await run.pilot.press(key)
        await settled(run)
        assert (run.message, caret(run)) == ("1 of 1", TEXT.index("two"))
        await run.press("slash", *"/zz+", "enter")
        await settled(run)
        assert run.message == "“/zz+” is not in this text"


async def test_a_bad_pattern_says_where_and_what_the_last_one_found_stays(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("slash", *"/two")
        await settled(run)
        await run.press("(")
        assert prompt(run).message == "at the end: missing )"
        assert caret(run) == TEXT.index("two")
        await run.press("enter")
        assert prompt(run).text == "/two("  # it is not taken
        assert prompt(run).message == "at the end: missing )"
        await run.press("backspace", "enter")
        await settled(run)
        assert run.message == "1 of 1"


async def test_the_arrows_bring_back_what_was_sought(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("slash", *"one", "enter", "slash", *"two", "enter", "slash", *"one", "enter")
        await run.press("slash", "t", "up")
        assert prompt(run).text == "one"
        await run.press("up")
        assert (prompt(run).text, caret(run)) == ("two", TEXT.index("two"))
        await run.press("up", "down", "down")
        assert prompt(run).text == "t"


async def test_star_finds_whole_words_and_the_last_search_goes_over_articles(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("asterisk")
        assert run.message == "1 of 1 · from the top again"
        await run.press("slash", *"eight", "enter", "K", "n")
        assert run.message == "“eight” is not in this text"
        await run.press("J", "n")
        assert run.message == "1 of 1 · from the top again"


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 12)])
async def test_the_prompt_never_covers_the_match(tmp_path: Path, size: tuple[int, int]) -> None:
    text = "\n\n".join(f"Paragraph {number} with the word." for number in range(300))
    async with reading(tmp_path, text, size) as run:
        await run.press("slash", *"word")
        for _ in range(6):
            session = run.app.desk.session
            assert session
            assert session.match
            start, end = session.view.shown()
            assert start <= session.match[0] < session.match[1] <= end
            assert session.view.rows <= run.app.main.text.size.height
            await run.press("enter", "n", "slash", *"word")


@pytest.mark.parametrize("columns", [80, 40, 30, 20])
async def test_what_is_typed_is_seen_however_narrow_the_screen(tmp_path: Path, columns: int) -> None:
    async with reading(tmp_path, TEXT, (columns, 12)) as run:
        await run.press("slash", *"end of")
        await settled(run)
        line = screen(run.app).splitlines()[-2]
        assert line.startswith(" Find  end of ")
        assert ("1 of 2" in line) == (columns >= 30)


async def test_a_count_that_was_given_up_for_another_search_is_taken_up_again(tmp_path: Path) -> None:
    async with reading(tmp_path, LONG) as run:
        await run.press("slash", *"needle", "enter", "slash", *"it", "escape", "n")
        await settled(run)
        assert run.message == "2 of 20,000"


async def test_a_key_typed_right_behind_enter_goes_on_from_the_match(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("slash", *"end")
        for key in ("enter", "n", "n"):
            run.app.post_message(events.Key(key, key if key == "n" else None))
        await run.pilot.pause()
        await run.pilot.pause()
        assert (run.message, caret(run)) == ("3 of 3", TEXT.index("END"))


async def test_escape_goes_back_to_where_one_was(tmp_path: Path) -> None:
    async with reading(tmp_path, LONG) as run:
        await run.press("slash", *"needle", "enter", "n", "n")
        before, top = caret(run), run.app.desk.session and run.app.desk.session.view.top
        await run.press("slash", *"it.", "escape")
        assert run.app.desk.session
        assert (caret(run), run.app.desk.session.view.top) == (before, top)
        assert run.app.desk.session.scene.search  # the one before is marked again
        assert run.app.desk.session.scene.search.needle == "needle"


async def test_a_bad_pattern_takes_the_place_of_the_count_and_leaves_nothing_behind(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("slash", *"/end")
        await settled(run)
        assert prompt(run).place == "1 of 3"
        await run.press("left_square_bracket", "enter")
        assert (prompt(run).place, run.message) == ("", "")
        assert prompt(run).message.startswith("at the end:")
        await run.press("escape")
        assert run.message == ""


async def test_a_count_that_comes_late_does_not_hide_what_is_wrong(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("slash", "slash")
        for key in ("e", "left_square_bracket"):
            await run.pilot.press(key)
        await settled(run)
        assert prompt(run).message.startswith("at the end:")


async def test_n_after_a_search_that_found_nothing_looks_for_that(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("slash", *"one", "enter")
        there = caret(run)
        await run.press("slash", *"zzz", "enter")
        assert run.message == "“zzz” is not in this text"
        for key in "nN":
            await run.press("w" if key == "n" else "b", key)
            assert run.message == "“zzz” is not in this text"
        assert caret(run) == there
        await run.press("slash", *"yyy", "escape", "n")
        assert run.message == "“zzz” is not in this text"
        await run.press("slash", *"/y+z", "enter")
        await settled(run)
        await run.press("n")
        assert run.message == "“/y+z” is not in this text"


async def test_the_last_search_is_found_again_with_enter(tmp_path: Path) -> None:
    async with reading(tmp_path, TEXT) as run:
        await run.press("slash", *"one", "enter")
        there = caret(run)
        await run.press("G", "slash", "enter")
        assert caret(run) == there
        await run.press("slash", "up", "down", "down", "enter")  # the empty line before it all
        assert run.app.main.prompts.open is None


async def test_n_finds_the_words_of_the_query_by_which_an_article_was_found(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        await run.press("slash", *'seven or "four five" -alpha', "enter", "enter")
        assert run.message == "n finds seven or four five"
        await run.press("n")
        await settled(run)
        assert run.app.desk.opened.match == (16, 25)
        await run.press("n")
        assert run.app.desk.opened.match == (31, 36)
        await run.press("slash", *"eight", "enter", "q", "enter", "n")
        assert run.message.startswith("1 of 1"), "what was sought since stays"


async def test_a_tag_that_is_sought_as_text_is_told_its_key(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("slash", *"#claim", "enter")
        assert run.message == "“#claim” is not in this text · # lists the passages of a tag"


async def test_what_is_not_there_with_its_capitals_is_told_how_both_cases_are_found(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("slash", *"FOUR", "enter")
        assert run.message == "“FOUR” is not in this text · small letters find both cases"
        await run.press("slash", *"fuor", "enter")
        assert run.message == "“fuor” is not in this text"
