"""`u` and `ctrl+r`: said in a few words, gone to, after a restart and beside other processes too."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from reader.library import Library, StoreFull, show_id
from reader.model import Body, Imported, Metadata
from tests.library.test_turning import elsewhere
from tests.ui.apps import TEXTS, running

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.ui.apps import Running


def at(run: Running) -> tuple[str, int]:
    session = run.app.desk.session
    assert session
    return session.article.title, session.caret


def apply(run: Running, *operations: dict[str, object]) -> None:
    """Run `reader apply` as another process does."""
    lines = "".join(json.dumps(operation) + "\n" for operation in operations)
    command = [sys.executable, "-m", "reader", "--library", str(run.library.root), "apply"]
    subprocess.run(command, input=lines, text=True, check=True, capture_output=True, timeout=60)


async def test_it_is_said_what_is_taken_back_and_done_again(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "h", "c", "g", "a", *"why", "escape", "x", "G")
        said = [
            "deletion of “Four five six!”",
            "note on “Four five six!”",
            "green on “Four five six!”",
            "highlight on “Four five six!”",
            "#claim on “One two, three.”",
        ]
        for words in said:
            await run.press("u")
            assert run.message == f"took back: {words}"
        assert at(run) == ("First", 0)
        for words in reversed(said):
            await run.press("ctrl+r")
            assert run.message == f"done again: {words}"
        await run.press("ctrl+r")
        assert run.message == "nothing to do again"


async def test_after_a_restart_a_step_in_another_article_is_named_then_done(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("right", "1", "ctrl+q")
    async with running(tmp_path, opened="Second") as run:
        await run.press("u")
        assert run.message == "u once more takes back: #claim on “Four five six!” · in “First”"
        assert at(run)[0] == "Second" and len(run.library.highlights_of(run.ids["First"])) == 1
        await run.press("u")
        assert run.message == "took back: #claim on “Four five six!”"
        assert at(run) == ("First", TEXTS["First"].index("Four"))
        assert run.marks == []
        await run.press("ctrl+r")
        assert [mark.tags for mark in run.marks] == [("claim",)]


async def test_a_run_of_apply_in_another_process_is_one_step(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1")
        first, second = (show_id(run.ids[title]) for title in ("First", "Second"))
        apply(
            run,
            {"op": "highlight", "article": first, "start": 16, "end": 20},
            {"op": "highlight", "article": second, "start": 0, "end": 5, "tags": ["x"]},
            {"op": "status", "article": second, "status": "done"},
        )
        await run.press("u")
        assert run.message == "took back: apply (3 changes in 2 articles)"
        assert [mark.quote for mark in run.marks] == ["One two, three."]
        assert run.library.article(run.ids["Second"]).status == "inbox"
        assert list(run.library.highlights_of(run.ids["Second"])) == []
        await run.press("u")
        assert run.message == "took back: #claim on “One two, three.”"


async def test_what_others_changed_since_is_told_and_the_rest_taken_back(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("c", "g", "a", *"why", "escape")
        (mark,) = run.marks
        await run.press("2", "c", "r", "right", "full_stop")
        with elsewhere(run.library) as other:
            other.change(other.highlight(run.marks[1].id), note="theirs")
        await run.press("u")
        assert run.message.startswith("Cannot be undone: #evidence on “Four five six!”; the note was changed")
        assert run.app.main.is_error
        assert [each.note for each in run.marks] == ["why", "theirs"]
        assert run.app.desk.session
        assert [each.note for each in run.app.desk.session.passages] == ["why", "theirs"]
        await run.press("u")  # goes on to the step before
        assert run.message == "took back: red on “One two, three.”"
        assert run.library.highlight(mark.id).colour == "green"


async def test_a_step_that_is_refused_is_there_still_and_the_screen_shows_what_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as run:
        await run.press("1")

        def refuse(*_: object) -> None:
            raise StoreFull("Not saved: no space is left on the disk.")

        with monkeypatch.context() as full:
            full.setattr(Library, "undo", refuse)
            await run.press("u")
            assert run.message == "Not saved: no space is left on the disk."
        assert run.app.desk.session and len(run.app.desk.session.passages) == 1
        await run.press("u")
        assert run.message.startswith("took back: #claim") and run.marks == []


async def test_a_step_in_many_articles_is_turned_while_the_screen_lives(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        texts = [f"Text {number}." for number in range(40)]
        run.library.add_all(Imported(f"/{text}", Metadata(text), Body.plain(text)) for text in texts)
        with run.library.step("many"):
            for article in run.library.page(limit=99):
                if article.title in texts:
                    run.library.mark(article.id, 0, 4, tags=["claim"])
        await run.press("u")
        assert run.message.startswith("u once more takes back: many (")
        for key, marked, said in (("u", 0, "took back: many ("), ("U", 40, "done again: many (")):
            await run.press(key)
            await run.app.workers.wait_for_complete()
            await run.pilot.pause()
            assert run.app.main.prompts.open is None
            assert run.message.startswith(said)
            assert run.library.tag_counts()["claim"] == marked
