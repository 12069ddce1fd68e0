"""The first minutes: a greeting, samples, a tutorial that sees what was done, hints that go away."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from reader.config import Config
from reader.library import Library
from reader.ui.app import ReaderApp
from reader.ui.commands import BY_ID
from reader.ui.learning import tutorial
from reader.ui.learning.teaching import LESSONS
from reader.ui.learning.tutorial import STEPS
from tests.ui.apps import Running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

START = Config()


@asynccontextmanager
async def begun(
    tmp_path: Path, config: Config | None = None, *, filled: bool = False
) -> AsyncIterator[Running]:
    """Run the app as the program does: with a file where choices are kept."""
    with Library(tmp_path / "library", annotator="me") as library:
        ids = {"tutorial": library.add(tutorial.imported()).article.id} if filled else {}
        config = config or START._replace(path=tmp_path / "config.toml")
        app = ReaderApp(library, article=ids.get("tutorial"), config=config)
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause()
            yield Running(app, pilot, library, ids)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_CACHE", str(tmp_path / "cache"))


def said(run: Running) -> str:
    hint = run.app.main.teaching.line.hint
    return " ".join(hint) if hint else ""


async def test_an_empty_library_greets_and_offers_the_tutorial(tmp_path: Path) -> None:
    async with begun(tmp_path) as run:
        assert run.app.main.prompts.open is not None
        assert said(run) == ""
        await run.press("t")
        assert run.app.desk.opened.article.title == tutorial.TITLE
        assert (run.app.main.place, run.library.count()) == ("text", 1)
        assert said(run).endswith(f"1 of {len(STEPS)}")
        run.app.main.run("tutorial")
        assert run.library.count() == 1


async def test_an_empty_library_takes_the_samples(tmp_path: Path) -> None:
    async with begun(tmp_path) as run:
        await run.press("s")
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        assert run.library.count() > 5
        assert run.app.main.prompts.open is None


async def test_nobody_is_greeted_where_there_is_something_to_read(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        assert run.app.main.prompts.open is None


async def test_the_tutorial_goes_on_by_what_was_done(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        session, library = run.app.desk.opened, run.library
        article = session.article.id

        def done(step: int) -> bool:
            run.app.main.show_session()
            return run.app.main.teaching.tutorial.step() is STEPS[step]

        assert done(0)
        await run.press("right")
        assert done(0)
        session.go(session.view.text.index("When the light"))
        assert done(1)
        mark = library.mark(article, *session.view.segmenter.sentence(session.caret))  # by whatever way
        run.app.desk.reload()
        assert done(2)
        library.change(mark, tags=["claim"])
        run.app.desk.reload()
        assert done(3)
        await run.press("a", "w", "h", "o", "escape")
        assert done(4)
        await run.press("right", "1")
        assert done(5)
        await run.press("u")
        assert done(6)
        await run.press("number_sign", "c", "l", "enter")
        assert run.app.main.place == "collection"
        await run.press("enter")
        assert run.app.main.teaching.tutorial.step() is None
        assert (
            said(run) == "Tutorial that was all · ? shows the keys that count · ctrl+p finds any command done"
        )


async def finish(run: Running, at: str = "When the light") -> None:
    session = run.app.desk.opened
    session.go(session.view.text.index(at))
    await run.press("h", "1", "a", "w", "escape", "right", "full_stop", "u", "number_sign", "enter", "enter")
    assert run.app.main.teaching.tutorial.is_done


async def test_a_finished_tutorial_stays_finished_and_begins_again_when_asked_for(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await finish(run)
        await run.press("right", "h")  # nothing can be done again now: the step of taking back stays done
        assert said(run).endswith("done")
    async with begun(tmp_path, filled=True) as run:
        assert said(run).endswith("done")
        run.app.main.run("tutorial")
        assert run.app.main.message.startswith("the tutorial · ")
        assert said(run).endswith(f"1 of {len(STEPS)}")
        assert run.marks, "what was marked stays, and does not count"
        await finish(run, "The ministry announced")


async def test_a_tutorial_that_was_left_goes_on_where_it_was_left(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await run.press("h", "1")
        assert said(run).endswith(f"4 of {len(STEPS)}")
        place = run.app.desk.opened.caret
        await other_article(run)
        run.app.main.run("tutorial")
        assert run.app.main.message.startswith("the tutorial, where you left it")
        assert (said(run)[-6:], run.app.desk.opened.caret) == (f"4 of {len(STEPS)}", place)


async def test_in_a_new_library_the_tutorial_begins_at_its_beginning(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await finish(run)
    (tmp_path / "library").rename(tmp_path / "old")
    async with begun(tmp_path) as run:
        await run.press("t")
        assert said(run).endswith(f"1 of {len(STEPS)}")


async def test_the_tutorial_names_the_keys_that_hold(tmp_path: Path) -> None:
    config = START._replace(path=tmp_path / "config.toml", preset="plain")
    async with begun(tmp_path, config, filled=True) as run:
        session = run.app.desk.opened
        session.go(session.view.text.index("When the light"))
        run.app.main.show_session()
        assert said(run).startswith("Tutorial ctrl+l highlights the sentence")


async def other_article(run: Running, text: str = "One two. Four five. Seven.") -> None:
    from reader.model import Body, Imported, Metadata

    added = run.library.add(Imported("/a.txt", Metadata("First"), Body.plain(text))).article
    run.app.main.travel.open(added.id)
    await run.pilot.pause()


async def test_a_key_is_taught_until_it_is_known(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await other_article(run)
        assert said(run).startswith("→ goes to the next sentence")
        await run.press("right")
        assert said(run).startswith("→")
        await run.press("right")
        assert said(run).startswith("h highlights the sentence")
        await run.pilot.click("HintLine")  # what is taught can be clicked
        assert len(run.marks) == 1
    async with begun(tmp_path, filled=True) as run:
        await other_article(run)
        await run.press("left")
        assert said(run).startswith("h highlights the sentence")
        await run.press("h")
        assert said(run).startswith("1 puts a tag on it")


async def test_who_marks_by_digits_is_not_taught_to_highlight(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await other_article(run)
        await run.press("right", "1", "right", "2")
        assert said(run).startswith("a writes a note on it")


async def test_a_hint_that_is_not_wanted_gives_way(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await other_article(run)
        assert said(run).startswith("→ goes to the next sentence")
        await run.press(*("j", "k") * 13)
        assert said(run).startswith("h ")


async def test_nothing_is_taught_where_it_cannot_be_done(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await other_article(run)
        run.app.main.panes.focus("marks")
        assert said(run) == ""
        run.app.main.panes.focus("text")
        await run.press("h", "tab")
        assert run.app.main.place == "marks"
        assert said(run).startswith("j goes to the next highlight")


async def test_coding_mode_teaches_its_own_keys(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await other_article(run)
        await run.press("M", *"claim", "enter")
        assert said(run).startswith("enter puts the tags on and goes to the next")
        await run.press("enter", "enter")
        assert said(run).startswith("→ passes over this one")
        await run.press("right", "right")
        assert said(run).startswith("1 adds one more tag here, and stays")
        await run.press("escape", "escape")
        assert not run.app.desk.coding.on
        assert said(run).startswith("→ goes to the next sentence")  # there it is not the same


async def test_what_is_marked_is_not_taught_to_be_marked(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await other_article(run)
        await run.press("right", "right")
        assert said(run).startswith("h highlights the sentence")
        await run.press("h")
        assert said(run).startswith("1 puts a tag on it")
        assert said(run).endswith(":options turns them off")
        await run.press("left")
        assert said(run).startswith("h highlights the sentence")


async def test_how_to_export_is_taught_where_something_is_marked_and_where_it_is_listed(
    tmp_path: Path,
) -> None:
    async with begun(tmp_path, filled=True) as run:
        await other_article(run)
        learned = run.app.main.teaching.learned
        for command in ["next-unit", "highlight", "digit", "note", "undo", "marks-stay"] * 2:
            learned.add(command)
        await run.press("right")
        assert said(run).startswith("+ makes the unit larger")
        await run.press("h")
        assert said(run).startswith("E writes what is marked to a file")
        await run.press("tab")
        assert said(run).startswith("j goes to the next highlight")
        await run.press("tab", "H")
        assert said(run).startswith("E writes what is listed to a file")


async def test_no_row_comes_or_goes_for_a_selection(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await other_article(run)
        learned = run.app.main.teaching.learned
        for command, _ in LESSONS["text"] * 2:
            learned.add(command)
        await run.press("right")
        assert not run.app.main.teaching.line.display
        await run.press("v")
        assert run.app.desk.opened.selection
        assert not run.app.main.teaching.line.display  # and the text stays where it is


async def test_a_selection_and_a_link_teach_their_own_keys(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await other_article(run)
        await run.press("v")
        assert said(run).startswith("→ takes the rest of the sentence, then the next one")
        await run.press("right")
        selection, text = run.app.desk.opened.selection, run.app.desk.opened.view.text
        assert selection and text[slice(*selection.span)] == "One two."
        await run.press("right", "left")
        assert said(run).startswith("w takes the next word")
        await run.press("w", "w", "o", "o")
        assert (said(run).strip(), run.app.main.teaching.line.display) == ("", True)  # the row stays
        await run.press("escape", "h", "ampersand")
        assert said(run).startswith("& on another passage links to it")
        await run.press("escape")
        assert said(run).startswith("→ goes to the next sentence")  # in a selection it was another thing


async def test_what_runs_by_itself_is_not_spoken_over_by_a_hint(tmp_path: Path) -> None:
    async with begun(tmp_path, filled=True) as run:
        await other_article(run, "One two. " * 2000)  # which is not at its end in a moment
        await run.press("colon", *"auto-scroll", "enter")
        assert run.app.main.aids.running
        assert said(run).strip() == ""
        await run.press("escape")
        assert said(run).startswith("→ goes to the next sentence")


async def test_hints_can_be_turned_off(tmp_path: Path) -> None:
    config = START._replace(path=tmp_path / "config.toml", hints=False)
    async with begun(tmp_path, config, filled=True) as run:
        await other_article(run)
        assert said(run) == ""
        assert not run.app.main.teaching.line.display


def test_what_is_taught_is_what_there_is() -> None:
    taught = [command for lessons in LESSONS.values() for command, _ in lessons]
    assert {*taught, *(command for step in STEPS for command in step.commands)} <= BY_ID.keys()
