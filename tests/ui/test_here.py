"""What can be done here: the menu, the named target, refusals, the mouse, prompts and the picked card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.model import Body, Imported, Metadata
from reader.ui.pane.view import GUTTER
from reader.ui.reading.standing import status_of
from reader.ui.widgets.choice_prompt import ChoicePrompt
from reader.ui.widgets.tag_prompt import TagPrompt
from tests.ui.apps import TEXTS, running
from tests.ui.hosts import screen

if TYPE_CHECKING:
    from pathlib import Path

    from reader.ui.pane.session import Session
    from tests.ui.apps import Running


def session_of(run: Running) -> Session:
    session = run.app.desk.session
    assert session
    return session


def target(run: Running) -> str:
    return status_of(run.app.main).target


def menu(run: Running) -> dict[str, str]:
    """Return what the menu offers: labels with the reason why not."""
    prompt = run.app.main.prompts.open
    assert isinstance(prompt, ChoicePrompt)
    return {choice.label: choice.reason for choice in prompt._choices}


async def test_the_menu_says_what_cannot_be_done_and_why(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("enter")
        assert menu(run)["delete"] == menu(run)["edit bounds"] == "there is no highlight here"
        assert menu(run)["highlight"] == ""
        await run.press("x")
        prompt = run.app.main.prompts.open
        assert prompt and prompt.message == "there is no highlight here"
        await run.press("h")
        assert [h.quote for h in run.marks] == ["One two, three."]
        await run.press("enter")
        assert menu(run)["highlight"] == "already highlighted"
        assert menu(run)["delete"] == ""
        await run.press("escape", "right", "v", "enter")
        assert menu(run)["edit bounds"] and "swap ends" in menu(run)


async def test_the_menu_reads_anothers_highlight_only(tmp_path: Path) -> None:
    from reader.library import Library

    async with running(tmp_path) as run:
        with Library(tmp_path / "library", annotator="eva") as other:
            other.mark(run.ids["First"], 0, 15)
        run.app.main.look()
        await run.press("O", "enter")
        assert "eva" in menu(run)["delete"]
        await run.press("escape")
        assert target(run) == "passage"
        await run.press("a", "m", "escape")
        assert [(h.annotator, h.note) for h in run.marks] == [("eva", ""), ("me", "m")]


async def test_the_target_is_always_named(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        seen = [target(run)]
        for key in ("plus", "escape", "v", "escape", "1", "p", "tab", "g"):
            await run.press(key)
            seen.append(target(run))
        assert seen == [
            "sentence", "paragraph", "sentence", "selection · 1 word", "sentence", "highlight #claim",
            "sentence", "highlight #claim", "highlight #claim",
        ]  # fmt: skip


@pytest.mark.parametrize("key", ["h", "1", "t", "full_stop", "a", "c", "x", "y", "semicolon", "O", "v", "u"])
async def test_nothing_else_is_done_while_bounds_are_edited(tmp_path: Path, key: str) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "e", key)
        assert "enter keeps" in run.message
        assert run.app.main.prompts.open is None
        assert session_of(run).editing
        assert status_of(run.app.main).digits == ()
        await run.press("right", "e")
        assert [h.quote for h in run.marks] == ["One two, three. Four five six!"]


async def test_enter_keeps_edited_bounds_and_u_takes_them_back(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "e", "right", "enter")
        assert [h.quote for h in run.marks] == ["One two, three. Four five six!"]
        await run.press("u")
        assert [h.quote for h in run.marks] == ["One two, three."]


async def test_the_right_button_opens_the_menu_at_the_pointer(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        left = session_of(run).view.left + GUTTER
        await run.pilot.click("#text", offset=(left + 18, 1), button=3)
        assert isinstance(run.app.main.prompts.open, ChoicePrompt)
        assert session_of(run).caret == 18
        await run.press("h")
        assert [h.quote for h in run.marks] == ["Four five six!"]


async def test_the_right_button_leaves_a_selection_it_points_at(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("V", "right")
        left = session_of(run).view.left + GUTTER
        await run.pilot.click("#text", offset=(left + 4, 1), button=3)
        await run.press("h")
        assert [h.quote for h in run.marks] == ["One two, three. Four five six!"]


async def test_a_click_while_something_is_asked_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t")
        left = session_of(run).view.left + GUTTER
        await run.pilot.click("#text", offset=(left + 18, 1))
        await run.pilot.click("#articles", offset=(4, 6))
        assert session_of(run).caret == 0
        await run.press(*"evid", "enter")
        assert [(h.quote, h.tags) for h in run.marks] == [("One two, three.", ("evidence",))]


async def test_copying_says_what_was_copied(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("y")
        assert run.message == "copied “One two, three.” (First)"


async def test_toggling_twice_and_enter_writes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t", *"cla", "tab", *"cla", "tab", "enter")
        assert run.app.main.prompts.open is None
        assert run.marks == []


async def test_enter_after_a_toggle_adds_nothing_more(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t", *"evid", "tab", "enter")
        assert [h.tags for h in run.marks] == [("evidence",)]


async def test_a_new_name_that_was_toggled_is_seen(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t", *"dates", "tab")
        prompt = run.app.main.prompts.open
        assert isinstance(prompt, TagPrompt)
        assert prompt.rows[0].name == "dates" and prompt.text == ""
        await run.press("enter")
        assert [h.tags for h in run.marks] == [("dates",)]


async def test_enter_in_the_tag_prompt_never_takes_off(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "t", *"claim", "enter")
        assert [h.tags for h in run.marks] == [("claim",)]


async def test_a_child_is_typed_after_the_completed_name(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t", *"cl", "right", "slash", *"bare", "enter")
        assert [h.tags for h in run.marks] == [("claim/bare",)]


async def test_up_from_the_first_tag_goes_to_the_new_name(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t", "c", "l", "up", "enter")
        assert [h.tags for h in run.marks] == [("cl",)]


async def test_a_note_is_taken_back_whole_and_the_caret_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("w", "a", *"two", "enter", *"lines", "escape")
        assert [h.note for h in run.marks] == ["two\nlines"]
        assert (run.app.main.place, session_of(run).caret) == ("text", 4)
        await run.press("u")
        assert run.marks == []


async def test_repeat_holds_over_articles(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "3", "K", "full_stop")
        assert [h.tags for h in run.marks] == [("claim", "source")]


async def test_a_prompt_is_one_step_of_undo(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t", *"evid", "tab", *"sour", "tab", "enter")
        assert [h.tags for h in run.marks] == [("evidence", "source")]
        await run.press("u")
        assert run.marks == []
        await run.press("7", *"dates", "enter", "u")
        assert run.marks == []
        assert run.library.codebook.keyed("7") is None


async def test_on_a_narrow_screen_the_picked_card_stands_at_the_foot_and_covers_nothing(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, size=(70, 20)) as run:
        long = Body.plain("\n\n".join(f"Words of paragraph {n} " * 9 + "end." for n in range(30)))
        article = run.library.add(Imported("/long.txt", Metadata("Long"), long)).article
        run.app.main.travel.open(article.id)
        await run.press("space", *["p"] * 3, "a", *"why\nso" * 2, "escape")
        main, session = run.app.main, session_of(run)
        assert main.foot.card and main.foot.card.highlight == run.marks[0]
        assert main.foot.display and main.foot.size.height <= 6
        start, end = session.view.shown()
        assert start <= run.marks[0].start and run.marks[0].end <= end
        await run.press("right")
        assert not main.foot.display


async def test_on_a_wide_screen_no_card_stands_at_the_foot(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1")
        assert run.app.main.foot.card is None
        assert TEXTS["First"].startswith(run.marks[0].quote)


async def test_three_clicks_select_the_sentence(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        left = session_of(run).view.left + GUTTER
        await run.pilot.click("#text", offset=(left + 20, 1), times=3)
        selection = session_of(run).selection
        assert selection and TEXTS["First"][slice(*selection.span)] == "Four five six!"


@pytest.mark.parametrize("key", ["ctrl+c", "escape", "backspace", "Z"])
async def test_nothing_said_twice_ends_the_program(tmp_path: Path, key: str) -> None:
    async with running(tmp_path) as run:
        await run.press(*[key] * 4)
        assert run.app.is_running
        assert run.marks == []


async def test_a_tag_gives_its_colour_unless_one_was_chosen_also_to_what_is_repeated(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("2", "c", "p", "right", "full_stop", "right", "3")
        assert [h.colour for h in run.marks] == ["purple", "purple", ""]
        scene = session_of(run).scene
        assert len({scene.colours[h.id] for h in run.marks}) == 2


async def test_tags_just_put_on_are_said_once_and_names_come_back_with_the_next_key(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as run:
        await run.press("1")
        foot = screen(run.app).splitlines()[-1]
        assert foot.count("#claim") == 1
        assert "5  ? keys" in foot
        await run.press("1")
        foot = screen(run.app).splitlines()[-1]
        assert "#claim taken off" in foot
        assert "5 context" not in foot
        await run.press("l")
        assert "4 question" in screen(run.app).splitlines()[-1]


async def test_a_selection_begun_says_that_it_is_the_word(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as run:
        await run.press("plus", "v")
        assert "selection · 1 word" in screen(run.app).splitlines()[-1]
        assert screen(run.app).splitlines()[-1].rstrip().endswith("? keys")
