"""Going away and coming back: jumps, lists of passages, sidebar, panes, as product.md has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown

from reader.model import Body, Imported, Metadata
from reader.ui.widgets.line_prompt import LinePrompt
from tests.ui.apps import TEXTS, running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running

LONG = "\n\n".join(f"First words {n}. Then some more of them." for n in range(60))


def at(run: Running) -> tuple[str, int]:
    """Return the open article's title and the caret."""
    session = run.app.desk.session
    assert session
    return session.article.title, session.caret


async def open_long(run: Running) -> None:
    article = run.library.add(Imported("/long.txt", Metadata("Long"), Body.plain(LONG))).article
    run.app.main.travel.open(article.id, remember=False)
    await run.pilot.pause()


@pytest.mark.parametrize(
    "jump", [("G",), ("slash", *"seven", "enter"), ("asterisk",), ("m", "x", "G", "apostrophe", "x")]
)
async def test_jumps_are_gone_back_from(tmp_path: Path, jump: tuple[str, ...]) -> None:
    async with running(tmp_path) as run:
        await run.press("right", *jump, "w", "backspace")
        if jump[0] == "m":
            await run.press("backspace")
        assert at(run) == ("First", TEXTS["First"].index("Four"))


async def test_going_through_matches_is_no_jump(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("slash", "e", "enter", "n", "n", "N", "backspace")
        assert at(run) == ("First", 0)


@pytest.mark.parametrize("key", ["backspace", "ctrl+h", "ctrl+o"])
async def test_the_next_article_is_gone_back_from(tmp_path: Path, key: str) -> None:
    async with running(tmp_path) as run:
        await run.press("right", "K", key)
        assert at(run) == ("First", TEXTS["First"].index("Four"))


async def test_many_turns_of_the_wheel_are_one_place(tmp_path: Path) -> None:
    async with running(tmp_path, size=(120, 16)) as run:
        await open_long(run)
        await run.press("right")
        before = at(run)
        for _ in range(12):
            run.app.main.text.post_message(MouseScrollDown(None, 9, 9, 0, 1, 0, False, False, False))
            await run.pilot.pause()
        assert at(run) != before
        await run.press("backspace")
        assert at(run) == before


async def test_from_a_passage_back_to_its_row_and_then_to_the_text(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("right", "1", "K", "1", "J", "g", "p")
        before = at(run)
        await run.press("number_sign", *"cl", "enter", "g", "j", "enter")
        passage = at(run)
        assert passage[0] != before[0] or passage[1] != before[1]
        assert run.app.main.place == "text"
        await run.press("w", "backspace")
        assert run.app.main.place == "collection"
        assert at(run) == passage
        await run.press("backspace")
        assert run.app.main.place == "text"
        assert at(run) == before


async def test_escape_in_a_list_goes_back_to_where_one_was_however_far_one_went(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("right", "1", "K", "1", "right", "1", "J", "g")
        await run.press("H", "j", "j", "k", "j", "escape")
        assert run.app.main.place == "text"
        assert at(run) == ("First", 0)
        assert run.app.main.collection.listing is None


async def test_escape_in_the_sidebar_goes_back_to_where_one_was(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "p", "3", "w")
        before = at(run)
        await run.press("tab", "g", "escape")
        assert run.app.main.place == "text"
        assert at(run) == before
        await run.press("tab", "g", "enter", "backspace")
        assert at(run) == before


async def test_escape_in_the_sidebar_keeps_a_selection_where_nothing_was_moved(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("v", "w", "tab", "escape")
        session = run.app.desk.session
        assert session and session.selection


async def test_n_goes_on_in_the_list_until_something_is_found(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "1", "right", "1", "H", "g", "enter", "n")
        assert at(run)[1] == TEXTS["First"].index("Four")
        await run.press("n", "N")
        assert at(run)[1] == TEXTS["First"].index("Four")
        await run.press("slash", *"nowhere", "enter")
        assert run.app.main.collection.listing
        await run.press("slash", *"ten", "enter")
        assert run.app.main.collection.listing is None
        await run.press("n")
        assert at(run)[1] == TEXTS["First"].index("Ten")


async def test_a_query_in_the_sidebar_asks_the_open_article_alone(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "K", "1", "right", "2", "tab", "slash", *"#claim", "enter")
        assert [h.quote for h in run.app.main.sidebar.passages] == ["Alpha beta."]
        await run.press("escape", "tab")
        assert len(run.app.main.sidebar.passages) == 2
        await run.press("escape", "H", "slash", *"#claim", "enter")
        assert [item.highlight.quote for item in run.app.main.collection.items] == [
            "Alpha beta.",
            "One two, three.",
        ]


async def test_a_bad_query_leaves_the_last_result_and_what_was_typed(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "H", "slash", *"#claim (", "enter")
        assert len(run.app.main.collection.items) == 1
        prompt = run.app.main.prompts.open
        assert isinstance(prompt, LinePrompt)
        assert prompt.message == "at 8: This bracket is never closed"
        assert (prompt.text, prompt.field.cursor_position) == ("#claim (", 7)
        await run.press("delete", "enter")
        assert run.app.main.prompts.open is None
        assert run.app.main.collection.text == "#claim"


async def test_cards_are_ordered_by_the_colour_that_is_seen(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("2", "right", "1", "right", "c", "b", "H", "o", "c")
        assert [item.highlight.quote for item in run.app.main.collection.items] == [
            "Four five six!",
            "One two, three.",
            "Seven.",
        ]
        await run.press("o", "p")
        assert [item.highlight.start for item in run.app.main.collection.items] == [0, 16, 31]


async def test_giving_a_search_up_puts_the_selection_back(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("v", "slash", *"ten", "escape")
        session = run.app.desk.session
        assert session and session.selection and session.selection.span == (0, 3)
        await run.press("slash", *"ten", "enter")
        assert session.selection.span[1] == TEXTS["First"].index("Ten") + 3
        assert session.scene.search


async def test_what_is_not_found_leaves_the_caret(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("slash", *"tenx", "enter")
        assert at(run) == ("First", 0)
        assert "not in this text" in run.message


async def test_a_selection_grows_to_a_mark(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("m", "x", "right", "v", "apostrophe", "x")
        session = run.app.desk.session
        assert session and session.selection and session.selection.span == (0, 20)


async def test_a_step_in_another_article_is_named_anew_when_something_came_between(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "K", "u")
        assert run.message == "u once more takes back: #claim on “One two, three.” · in “First”"
        await run.press("right", "u")
        assert run.message.startswith("u once more takes back: ")
        await run.press("u")
        assert run.message.startswith("took back: ")
        assert at(run) == ("First", 0)
        assert run.marks == []


async def test_what_was_done_to_another_article_is_named_first_too(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("s", "d", "K", "u")
        assert run.message.startswith("u once more takes back: ")
        assert run.library.article(run.ids["First"]).status == "done"
        await run.press("u")
        assert run.library.article(run.ids["First"]).status != "done"


async def test_a_pane_that_was_hidden_is_not_come_to_by_tab(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("S", "tab")
        assert run.app.main.place == "list"
        await run.press("tab")
        assert run.app.main.place == "text"
        assert not run.app.main.marks.display
        await run.press("A", "tab")
        assert run.app.main.place == "text"


async def test_a_pane_that_was_shown_stays_on_two_panes(tmp_path: Path) -> None:
    async with running(tmp_path, size=(96, 24)) as run:
        assert not run.app.main.articles.display
        await run.press("A")
        assert run.app.main.articles.display
        await run.press("tab", "tab", "tab")
        assert run.app.main.articles.display


async def test_a_pane_can_be_shown_out_of_zen(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("Z", "A")
        assert run.app.main.articles.display
        await run.press("A", "Z", "A")
        assert run.app.main.articles.display


@pytest.mark.parametrize(
    ("key", "place"), [("A", "list"), ("S", "marks"), ("tab", "marks"), ("shift+tab", "list")]
)
async def test_a_pane_lies_over_the_text_on_a_narrow_screen(tmp_path: Path, key: str, place: str) -> None:
    async with running(tmp_path, size=(79, 24)) as run:
        assert run.app.main.text.display
        await run.press(key)
        assert run.app.main.place == place
        assert not run.app.main.text.display
        await run.press("escape")
        assert run.app.main.place == "text" and run.app.main.text.display


async def test_the_next_start_shows_the_sentence_where_one_was(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 16)) as run:
        await open_long(run)
        await run.press("space", "space", "right", "ctrl+q")
        before = at(run)
    async with running(tmp_path, size=(80, 16), opened=None) as run:
        assert at(run) == before
        session = run.app.desk.session
        assert session and session.view.screen_row() is not None
        assert run.app.main.place == "text"


async def test_the_list_is_ordered_by_letter(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        await run.press("o", "t", "G", "enter")
        assert at(run)[0] == "Second"
        await run.press("q", "o", "a", "G", "enter")
        assert at(run)[0] == "First"


async def test_backspace_in_the_list_goes_back_to_the_text(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("right", "G", "q", "backspace")
        assert run.app.main.place == "text"
        assert at(run) == ("First", TEXTS["First"].index("Four"))


async def test_escape_in_the_text_ends_a_list_of_passages_that_one_stayed_in(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "H", "enter")
        assert run.app.main.collection.listing
        await run.press("escape", "escape")
        assert run.app.main.collection.listing is None


async def test_escape_from_a_list_of_passages_comes_back_to_the_caret(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "p", "number_sign", "enter", "escape", "h")
        assert [h.quote for h in run.marks] == ["One two, three.", "Eight nine."]
        await run.press("number_sign", "enter", "j", "k", "escape")
        session = run.app.desk.session
        assert session and session.caret == TEXTS["First"].index("Eight")


async def test_the_list_shows_the_progress_of_what_was_just_read(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("G", "1", "q")
        selected = run.app.main.articles.selected
        assert selected and (selected.progress, selected.highlights) == (1.0, 1)


async def test_escape_in_a_list_without_an_open_article_stays_there(tmp_path: Path) -> None:
    async with running(tmp_path, opened=None, focus_list=True) as run:
        await run.press("escape")
        assert run.app.main.place == "list"


async def test_a_letter_is_there_after_a_restart_over_articles(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("right", "m", "x")
        assert run.message == "bookmark x set · 'x comes back"
        await run.press("m", "apostrophe")
        assert run.app.main.is_error and "needs another letter" in run.message
    async with running(tmp_path, opened="Second") as run:
        await run.press("apostrophe", "x")
        assert at(run) == ("First", TEXTS["First"].index("Four"))
        await run.press("apostrophe", "apostrophe")
        assert at(run)[0] == "Second"
        run.library.trash(run.ids["First"])
        await run.press("apostrophe", "x")
        assert run.app.main.is_error and "trash" in run.message


async def test_a_text_from_right_to_left_says_once_how_it_is_shown(tmp_path: Path) -> None:
    text = "سلام دنیا. این متن است."
    async with running(tmp_path) as run:
        arabic = run.library.add(Imported("/rtl.txt", Metadata("RTL"), Body.plain(text))).article.id
        travel = run.app.main.travel
        travel.open(arabic)
        assert "written from right to left" in run.message
        session = run.app.desk.session
        assert session and session.caret == 0
        await run.press("l")
        assert session.caret == 1  # the order of reading
        travel.open(run.ids["First"])
        assert run.message == ""
        travel.open(arabic)
        assert run.message == ""


async def test_the_empty_text_leads_to_the_list(tmp_path: Path) -> None:
    """Where no article is open, no pane but the list takes keys, and enter does what the empty pane says."""
    async with running(tmp_path, opened=None) as run:
        main = run.app.main
        main.panes.focus("list")
        await run.press("tab", "A")
        assert main.place == "list"
        main.panes.focus("text")
        assert main.teaching.line.hint is None
        await run.press("escape")
        assert main.place == "list"
        main.panes.focus("text")
        await run.press("enter")
        assert main.place == "text"
        assert run.app.desk.opened.article.title == "Second"


async def test_an_article_that_undo_takes_away_says_how_it_comes_back(tmp_path: Path) -> None:
    async with running(tmp_path, opened="Second") as run:
        await run.press("u")
        assert run.message == "took back: adding “Second” · redo brings it back"
        assert run.app.desk.session is None
        await run.press("U", "U")  # the first names it, for it is not in sight
        assert run.message == "done again: adding “Second”"
