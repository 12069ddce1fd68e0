"""A note being typed survives a crash: it is kept meanwhile and offered when the note is opened again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reader.library import Library, StoreFull
from reader.ui.widgets.form_prompt import FormPrompt
from reader.ui.widgets.note_prompt import NotePrompt
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running


def prompt(run: Running) -> NotePrompt:
    opened = run.app.main.prompts.open
    assert isinstance(opened, NotePrompt)
    return opened


def drafts(tmp_path: Path) -> list[str]:
    folder = tmp_path / "library/.reader/drafts"
    return [path.read_text() for path in folder.iterdir()] if folder.is_dir() else []


async def type_half_a_thought(run: Running) -> None:
    await run.press("a", *"half")
    prompt(run).keep_draft()  # as every three seconds


async def test_the_draft_is_kept_on_a_timer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.ui.widgets.note_prompt.KEPT_EVERY", 0.01)
    async with running(tmp_path) as run:
        await run.press("a", *"half")
        while not drafts(tmp_path):
            await run.pilot.pause()
        assert '"half' in drafts(tmp_path)[0] or '"hal' in drafts(tmp_path)[0]


async def test_a_draft_is_offered_after_a_crash(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await type_half_a_thought(run)
        run.app.main.prompts.open = None  # the crash: nothing is asked, kept or dropped
        assert len(drafts(tmp_path)) == 1
    async with running(tmp_path) as run:
        assert run.marks == []
        await run.press("right", "a")
        assert (prompt(run).text, prompt(run).message) == ("", "")  # another sentence
        await run.press("escape", "left", "a")
        assert prompt(run).text == "half"
        assert re.fullmatch(r"a draft from \d\d:\d\d was kept · .*", prompt(run).message)
        await run.press(*" a thought", "escape")
        assert [mark.note for mark in run.marks] == ["half a thought"]
        assert drafts(tmp_path) == []


async def test_an_offered_draft_can_be_taken_back(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("a", *"old", "escape")
        (mark,) = run.marks
        await run.press("a", *"er")
        prompt(run).keep_draft()
        run.app.main.prompts.open = None
    async with running(tmp_path) as run:
        await run.press("a")
        assert prompt(run).text == "older"
        await run.press("ctrl+z")
        assert prompt(run).text == "old"
        await run.press("escape")
        assert [(each.id, each.note) for each in run.marks] == [(mark.id, "old")]
        assert drafts(tmp_path) == []


@pytest.mark.parametrize("key", ["escape", "ctrl+s"])
async def test_the_draft_goes_when_the_note_is_kept(tmp_path: Path, key: str) -> None:
    async with running(tmp_path) as run:
        await type_half_a_thought(run)
        assert len(drafts(tmp_path)) == 1
        await run.press(key)
        assert [mark.note for mark in run.marks] == ["half"]
        assert drafts(tmp_path) == []


async def test_the_draft_goes_when_the_note_is_cancelled(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await type_half_a_thought(run)
        prompt(run).cancel()
        await run.pilot.pause()
        assert (run.marks, drafts(tmp_path)) == ([], [])


async def test_the_note_of_an_article_has_a_draft_of_its_own(tmp_path: Path) -> None:
    async with running(tmp_path, opened=None) as run:
        await run.press("a", *"again")
        prompt(run).keep_draft()
        run.app.main.prompts.open = None
    async with running(tmp_path, opened=None) as run:
        await run.press("a")
        assert prompt(run).text == "again"
        await run.press("escape")
        assert [article.note for article in run.library.page() if article.note] == ["again"]


async def test_a_note_that_is_refused_is_there_still_and_its_draft_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreFull("Not saved: no space is left on the disk.")

    async with running(tmp_path) as run:
        with monkeypatch.context() as full:
            full.setattr(Library, "mark", refuse)
            await run.press("a", *"half", "escape")
            assert prompt(run).text == "half"
            assert len(drafts(tmp_path)) == 1
        await run.press("escape")
        assert [mark.note for mark in run.marks] == ["half"]
        assert drafts(tmp_path) == []


async def test_a_draft_that_cannot_be_kept_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreFull("Not saved: no space is left on the disk for the draft.")

    monkeypatch.setattr(Library, "keep_draft", refuse)
    async with running(tmp_path) as run:
        await type_half_a_thought(run)
        assert "no space is left" in prompt(run).message
        await run.press("escape")
        assert [mark.note for mark in run.marks] == ["half"]


# -- the details of an article


def form(run: Running) -> FormPrompt:
    opened = run.app.main.prompts.open
    assert isinstance(opened, FormPrompt)
    return opened


async def test_what_was_changed_in_a_form_is_dropped_by_a_second_escape_only(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("d", "escape")
        assert run.app.main.prompts.open is None  # nothing to lose
        await run.press("d", "X", "escape")
        assert "esc once more drops it" in form(run).message
        await run.press("Y", "escape")
        assert dict(form(run).values)["title"] == "FirstXY"
        await run.press("ctrl+s")
        assert run.library.article(run.ids["First"]).title == "FirstXY"
        await run.press("d", "Z", "escape", "escape")
        assert run.app.main.prompts.open is None
        assert run.library.article(run.ids["First"]).title == "FirstXY"
        assert drafts(tmp_path) == []


@pytest.mark.parametrize("end", ["crash", "ctrl+q"])
async def test_what_was_changed_in_a_form_is_offered_again(tmp_path: Path, end: str) -> None:
    async with running(tmp_path) as run:
        await run.press("d", "X", "shift+tab", *"a note")
        if end == "crash":
            form(run).keep_draft()
            run.app.main.prompts.open = None
        else:
            await run.press(end)
        assert len(drafts(tmp_path)) == 1
    async with running(tmp_path, opened="Second") as run:
        await run.press("d")
        assert form(run).message == "" and not form(run).changed
        await run.press("escape", "J", "d")
        assert form(run).changed == {"title": "FirstX", "note": "a note"}
        assert "was kept · esc esc drops it" in form(run).message
        await run.press("ctrl+s")
        article = run.library.article(run.ids["First"])
        assert (article.title, article.note) == ("FirstX", "a note")
        assert drafts(tmp_path) == []
        await run.press("d")
        assert not form(run).changed


async def test_an_offered_form_can_be_dropped(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("d", "X")
        form(run).keep_draft()
        run.app.main.prompts.open = None
    async with running(tmp_path) as run:
        await run.press("d", "escape", "escape")
        assert drafts(tmp_path) == []
        await run.press("d")
        assert not form(run).changed


async def test_a_note_written_elsewhere_meanwhile_stays_beside_what_was_typed(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("h", "a", *"mine")
        with Library(tmp_path / "library", annotator="me") as other:
            other.change(run.marks[0], note="theirs")
        await run.press("ctrl+s")
        assert run.message == "note kept, with what was written elsewhere meanwhile"
        assert run.marks[0].note == "theirs\n\nmine"
