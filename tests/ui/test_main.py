"""The main screen: keys in each pane, prompts, lists of passages, the mouse, undo, adding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model import STATUSES, Body, Imported, Metadata
from reader.ui.pane.view import GUTTER
from reader.ui.widgets.line_prompt import LinePrompt
from tests.ui.apps import TEXTS, running
from tests.ui.hosts import screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running


def _caret(run: Running) -> int:
    assert run.app.desk.session
    return run.app.desk.session.caret


async def test_a_single_article_opens_with_the_focus_in_its_text(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        assert run.app.main.place == "text"
        assert _caret(run) == 0


async def test_enter_opens_the_article_under_the_bar(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        await run.press("g", "enter")
        assert run.app.desk.session and run.app.desk.session.article.title == "Second"
        assert run.app.main.place == "text"


async def test_q_goes_from_sidebar_to_text_to_list_and_out(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("tab")
        places = [run.app.main.place]
        for _ in range(2):
            await run.press("q")
            places.append(run.app.main.place)
        assert places == ["marks", "text", "list"]
        await run.press("q")
        assert run.app.return_code == 0


async def test_escape_never_leaves_and_says_how_to(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        for _ in range(5):
            await run.press("escape")
        assert run.app.is_running
        assert "q" in run.message


async def test_the_place_is_kept_when_quitting_by_any_way(tmp_path: Path) -> None:
    for keys in (("q", "q"), ("ctrl+q",)):
        async with running(tmp_path / keys[0]) as run:
            await run.press("right", "right", *keys)
            assert run.library.article(run.ids["First"]).position == TEXTS["First"].index("Seven")


async def test_ctrl_c_copies_a_selection_and_never_ends_the_program(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("ctrl+c")
        assert run.app.is_running
        await run.press("V", "ctrl+c")
        assert run.app.clipboard == "One two, three."


@pytest.mark.parametrize("key", ["slash", "a", "t", "d"])
async def test_ctrl_c_where_something_is_asked_says_the_programs_own_line(key: str, tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press(key, "ctrl+c")
        assert run.message == "nothing selected to copy · ctrl+q quits"
        assert not run.app._notifications


@pytest.mark.parametrize("key", ["c", "m", "ctrl+p", "D", "question_mark"])
async def test_ctrl_c_where_nothing_can_be_selected_ends_nothing(key: str, tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press(key, "ctrl+c")
        assert not run.app._notifications
        await run.press("escape", "h")
        assert len(run.marks) == 1


async def test_copy_cites_the_source(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("y")
        assert run.app.clipboard == "“One two, three.” (First)"


async def test_undo_and_redo_by_key(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "right", "u")
        assert run.marks == []
        assert run.message == "took back: #claim on “One two, three.”"
        assert _caret(run) == 0
        await run.press("U")
        assert [h.tags for h in run.marks] == [("claim",)]


async def test_a_new_tag_can_be_made_in_the_prompt(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t", *"dates", "enter")
        assert run.marks[0].tags == ("dates",)


async def test_escape_drops_the_tag_prompt_and_writes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t", "c", "tab", "escape")
        assert run.marks == []
        assert run.app.main.prompts.open is None
        await run.press("right")
        assert _caret(run) > 0


async def test_a_free_digit_asks_which_tag_it_shall_be(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("7", *"dates", "enter")
        assert run.marks[0].tags == ("dates",)
        await run.press("right", "7")
        assert run.marks[1].tags == ("dates",)


async def test_colour_by_letter(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("c", "t")
        assert run.marks[0].colour == "teal"


async def test_the_tags_colour_holds_unless_one_was_chosen(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("2")
        scene = run.app.desk.session and run.app.desk.session.scene
        assert scene and set(scene.colours.values()) == {2}  # evidence is green
        await run.press("c", "p")
        assert set(scene.colours.values()) == {6}


async def test_find_goes_to_the_match_as_one_types_and_escape_comes_back(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("slash", *"seven")
        assert _caret(run) == TEXTS["First"].index("Seven")
        await run.press("escape")
        assert _caret(run) == 0
        await run.press("slash", *"e", "enter", "n")
        first, second = TEXTS["First"].lower().index("e"), TEXTS["First"].lower().index("e", 3)
        assert _caret(run) == second and first < second
        await run.press("N")
        assert _caret(run) == first
        await run.press("n", "backspace")  # n and N are no jumps, / is
        assert _caret(run) == 0


async def test_marks_by_letter_and_the_last_place(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("right", "m", "x", "G", "apostrophe", "x")
        assert _caret(run) == TEXTS["First"].index("Four")
        await run.press("apostrophe", "apostrophe")
        assert _caret(run) == len(TEXTS["First"]) - 1


@pytest.mark.parametrize(("on", "back"), [("j", "k"), ("semicolon", "comma")])
async def test_the_sidebar_moves_the_text_and_enter_stays(on: str, back: str, tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "p", "3", "g", "tab", on, on, back, on)
        assert _caret(run) == TEXTS["First"].index("Eight")
        await run.press("enter")
        assert run.app.main.place == "text"


async def test_digits_notes_and_deletion_in_the_sidebar(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "tab", "2", "a", *"hm", "ctrl+s")
        assert [(h.tags, h.note) for h in run.marks] == [(("claim", "evidence"), "hm")]
        await run.press("tab", "tab", "x") if run.app.main.place != "marks" else await run.press("x")
        assert run.marks == []


async def test_passages_of_a_tag_over_articles_and_back(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "K", "right", "1")
        await run.press("number_sign", *"claim", "enter")
        assert run.app.main.place == "collection"
        titles = []
        for key in ("g", "G"):
            await run.press(key)
            assert run.app.desk.session
            titles.append(run.app.desk.session.article.title)
        assert sorted(titles) == ["First", "Second"]
        await run.press("escape")
        assert run.app.main.place == "text"
        assert run.app.main.collection.listing is None


async def test_n_steps_through_the_passages_over_articles(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "K", "right", "1", "H", "g", "enter", "n")
        seen = {run.app.desk.session.article.title} if run.app.desk.session else set()
        await run.press("N")
        assert run.app.desk.session
        assert seen | {run.app.desk.session.article.title} == {"First", "Second"}


@pytest.mark.parametrize("status", STATUSES)
async def test_status_by_letter_in_text_and_list(tmp_path: Path, status: str) -> None:
    async with running(tmp_path) as run:
        await run.press("s", STATUSES[status])
        await run.press("s")
        assert f"▌{STATUSES[status]} {status}" in screen(run.app)  # what it is now is chosen
        await run.press("escape")
        run.app.desk.save_place()  # as when it has been shown for a moment, which may be after the key
        assert run.library.article(run.ids["First"]).status == status


async def test_a_query_shows_as_it_is_typed_and_a_bad_one_leaves_the_last_result(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, focus_list=True) as run:
        await run.press("slash", *"sec")
        assert run.app.main.shelf.total == 1
        await run.press(*" (")
        assert run.app.main.shelf.total == 1
        prompt = run.app.main.prompts.open
        assert prompt and prompt.message
        await run.press("escape")
        assert run.app.main.shelf.total == 2


@pytest.mark.parametrize("size", [(100, 40), (80, 24)])
async def test_a_bad_query_is_not_taken_and_can_be_corrected(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, focus_list=True, size=size) as run:
        await run.press("slash", *"alpha words:abc", "enter")
        prompt, shelf = run.app.main.prompts.open, run.app.main.shelf
        assert isinstance(prompt, LinePrompt)
        assert (prompt.text, prompt.field.cursor_position) == ("alpha words:abc", 6)
        assert "at 7: “words:” takes a number as in words:>2000" in screen(run.app)
        assert not run.message  # it is said where one types
        assert shelf.text == "alpha words"  # the last that could be read
        await run.press("enter")
        assert run.app.main.prompts.open
        await run.press("end", *["backspace"] * 3, ">", "1", "enter")
        assert run.app.main.prompts.open is None
        assert (shelf.text, shelf.total) == ("alpha words:>1", 1)
        await run.press("slash", *"words:abc", "enter", "escape")
        assert shelf.text == "alpha words:>1"


async def test_a_question_asked_again_begins_with_the_old_one_for_typing_over_it(tmp_path: Path) -> None:
    """In the list, the sidebar and the text alike."""
    async with running(tmp_path) as run:
        await run.press("1")
        for before in ((), ("tab",), ("q", "q")):
            await run.press(*before, "slash", *"t", "enter", "slash")
            prompt = run.app.main.prompts.open
            assert isinstance(prompt, LinePrompt)
            assert prompt.text == "t"
            await run.press("e")
            assert prompt.text == "e"
            await run.press("escape", "slash", "end", "e")
            prompt = run.app.main.prompts.open
            assert isinstance(prompt, LinePrompt)
            assert prompt.text == "te"
            await run.press("escape")


async def test_the_trash_and_back(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        await run.press("x")
        assert run.library.count() == 1
        await run.press("u")
        assert run.library.count() == 2


async def test_notes_and_tags_on_an_article(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        await run.press("a", *"read again", "ctrl+s", "t", *"claim", "enter")
        noted = [(a.note, a.tags) for a in run.library.page() if a.note]
        assert noted == [("read again", ("claim",))]


async def test_details_are_corrected_and_undone(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("d", "end", *" corrected", "ctrl+s")
        assert run.library.article(run.ids["First"]).title == "First corrected"
        await run.press("u")
        assert run.library.article(run.ids["First"]).title == "First"


async def test_what_another_process_tells_of_an_article_meanwhile_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        first = run.ids["First"]
        await run.press("d", *["tab"] * 5, *"mine", "tab", *"my words")
        with Library(tmp_path / "library") as other:
            other.change_article(first, tags=["theirs"], note="their words")
        await run.press("ctrl+s")
        article = run.library.article(first)
        assert (set(article.tags), article.note) == ({"mine", "theirs"}, "their words\n\nmy words")


async def test_an_article_needs_a_title_and_what_was_typed_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("d", *["backspace"] * 5, "tab", *"kick", "ctrl+s")
        assert run.app.main.prompts.open is not None
        assert "title" in run.message
        assert run.library.article(run.ids["First"]).kicker == ""


async def test_adding_a_file_and_a_missing_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new.txt").write_text("A new text.\n\nIt has two paragraphs.", encoding="utf-8")
    async with running(tmp_path, focus_list=True) as run:
        await run.press("plus", *"new.txt", "enter")
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        assert run.library.count() == 3
        await run.press("plus", *"sub/none.txt", "enter")
        asked = run.app.main.prompts.open
        assert isinstance(asked, LinePrompt)
        assert (asked.text, asked.message) == ("sub/none.txt", "there is no file or folder sub/none.txt")
        await run.press("backspace")
        assert asked.message == ""
        await run.press("escape")
        assert (run.library.count(), run.message) == (3, "")


async def test_what_does_nothing_says_so(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("left")
        assert run.message == "the beginning of the text"
        await run.press("G", "right")
        assert run.message == "the end of the text"
        await run.press("left")
        assert run.message == ""
        await run.press("semicolon")
        assert run.message == "nothing is highlighted in this text yet"
        await run.press("greater_than_sign")
        assert run.message == "no heading after this"
        await run.press("h", "semicolon")
        assert run.message == "no highlight after this"
        await run.press("G", "semicolon")
        assert run.message == "no highlight after this · , goes to one before"
        await run.press("Y")
        assert run.message == "Y has no meaning here · ? shows the keys"
        await run.press("left")
        assert run.message == ""


async def test_in_the_list_the_status_line_is_about_the_chosen_article(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("h", "q", "g")
        places = {}
        for key in ("j", "k"):
            await run.press(key)
            assert run.app.main.articles.selected
            places[run.app.main.articles.selected.title] = run.app.main.status.status.place
        assert places["Second"] == "0% · 1 min · no highlights"
        assert places["First"].endswith("% · 1 min · 1 highlight")


async def test_an_export_says_where_it_is_and_what_it_does_not_carry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "home" / "notes"
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(folder)
    async with running(tmp_path) as run:
        await run.press("1")
        await run.export("h")
        assert run.message == "written to ~/notes/first.html · without dates and annotators"
        await run.export("json")
        assert run.message == "written to ~/notes/first.json"
        await run.export("json")
        assert run.message == "written to ~/notes/first-2.json · first.json was there already"
        assert len(list(folder.iterdir())) == 3


async def test_a_click_sets_the_caret_and_picks_and_a_drag_selects(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("right", "1", "g")
        view = run.app.desk.session and run.app.desk.session.view
        assert view
        left = view.left + GUTTER
        await run.pilot.click("#text", offset=(left + 18, 1))
        assert _caret(run) == 18
        assert run.app.desk.session and run.app.desk.session.picked == run.marks[0]
        await run.pilot.click("#text", offset=(left + 5, 1), times=2)
        selection = run.app.desk.session.selection
        assert selection and selection.span == (4, 7)
        await run.press("escape")
        await run.pilot.mouse_down("#text", offset=(left, 1))
        await run.pilot.hover("#text", offset=(left + 6, 1))
        await run.pilot.mouse_up("#text", offset=(left + 6, 1))
        selection = run.app.desk.session.selection
        assert selection and selection.span == (0, 7)


async def test_panes_are_shown_and_hidden_as_wished(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("A")
        assert not run.app.main.articles.display
        assert run.message == "the list is hidden · A shows it"
        await run.press("S")
        assert not run.app.main.marks.display
        assert run.message == "the sidebar is hidden · S shows it"
        await run.press("A")
        assert run.message == "shift+tab goes to it"
        await run.press("S", "Z")
        assert not run.app.main.articles.display and not run.app.main.marks.display
        await run.press("escape")
        assert run.app.main.articles.display and run.app.main.marks.display


@pytest.mark.parametrize(("size", "shown"), [((79, 24), (False, False)), ((80, 24), (False, True))])
async def test_panes_fold_away_on_a_narrow_screen(
    tmp_path: Path, size: tuple[int, int], shown: tuple[bool, bool]
) -> None:
    async with running(tmp_path, size=size) as run:
        assert (run.app.main.articles.display, run.app.main.marks.display) == shown
        await run.press("tab")
        assert run.app.main.marks.display
        await run.press("escape")
        assert run.app.main.place == "text"


async def test_a_key_that_means_nothing_changes_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        before = (run.app.main.place, _caret(run))
        await run.press("R", "I", "r", "X", "f12")
        assert (run.app.main.place, _caret(run)) == before
        assert run.app.is_running


async def test_another_process_is_seen(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        with Library(tmp_path / "library", annotator="me") as other:
            other.mark(run.ids["First"], 0, 3, tags=("claim",))
        run.app.main.look()
        await run.pilot.pause()
        assert run.app.desk.session and len(run.app.desk.session.passages) == 1


async def test_a_text_that_another_process_renewed_is_said(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1")
        newer = Body.plain(TEXTS["First"].replace("two", "twenty-two"))
        with Library(tmp_path / "library", annotator="me") as other:
            other.renew(run.ids["First"], Imported("/First.txt", Metadata("First"), newer))
        run.app.main.look()
        await run.pilot.pause()
        assert run.message == "the text was updated · 1 highlight waits · r decides"


async def test_a_prompt_does_not_cover_what_it_asks_about(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as run:
        long = Body.plain("\n\n".join(f"Words of paragraph {n} " * 5 + "end." for n in range(40)))
        article = run.library.add(Imported("/long.txt", Metadata("Long"), long)).article
        run.app.main.travel.open(article.id)
        session = run.app.desk.session
        assert session
        await run.press("space")
        while (session.view.screen_row() or 0) < session.view.rows - 6:
            await run.press("p")
        caret, top, target = session.caret, session.view.top, session.unit_span()
        await run.press("a")
        assert session.view.shown()[1] >= target[1]
        await run.press("escape")
        assert (session.caret, session.view.top) == (caret, top)
