"""One change of all that a query finds: counted, asked, done as one step; of others nothing is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.text.query import parse
from reader.ui.lists import bulk as module
from reader.ui.lists.bulk import Bulk, Edit, Tally
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Highlight

TEXT = "One two three four five six seven eight nine ten."


def fill(path: Path) -> Library:
    """Make a library of passages: two of mine and one of kim's in each of nine articles."""
    with Library(path, annotator="kim") as other:
        for n in range(9):
            article = other.add(
                Imported(f"/{n}.txt", Metadata(f"Text {n}"), Body.plain(f"{TEXT} {n}"))
            ).article
            other.mark(article.id, 8, 13, tags=("claim",))
    library = Library(path, annotator="me")
    for n, article in enumerate(library.page()):
        library.mark(article.id, 0, 3, tags=("claim", "odd") if n % 2 else ("claim",))
        library.mark(article.id, 4, 7)
    return library


def state(library: Library) -> list[Highlight]:
    return list(library.highlights())


@pytest.mark.parametrize(
    ("edit", "label"),
    [
        (Edit(add="new/tag"), "#new/tag"),
        (Edit(remove="claim"), "#claim taken off"),
        (Edit(colour="red"), "red"),
        (Edit(delete=True), "deletion"),
    ],
)
def test_it_is_one_step_and_touches_no_passage_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: Edit, label: str
) -> None:
    monkeypatch.setattr(module, "_PAGE", 2)
    with fill(tmp_path / "library") as library:
        before = state(library)
        bulk = Bulk(library, parse("#claim"))
        assert list(bulk.count())[-1] == Tally(own=9, others=9)
        pages = list(bulk.do(edit))
        assert len(pages) > 3 and pages[-1] == 9
        after = {h.id: h for h in state(library)}
        for old in before:
            new = after.get(old.id)
            if old.annotator != "me" or "claim" not in old.tags:
                assert new == old
            elif edit.delete:
                assert new is None
            else:
                assert new is not None
                assert new.colour == (edit.colour or "")
                assert set(new.tags) == {*old.tags, *([edit.add] if edit.add else [])} - {edit.remove}
        step = library.next_undo()
        assert step and step.label == f"{label}: all passages of a query" and step.articles == 9
        library.undo()
        again = state(library)
        assert [(h.id, h.tags, h.colour, h.start) for h in again] == [
            (h.id, h.tags, h.colour, h.start) for h in before
        ]


def test_what_is_broken_off_stays_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAGE", 2)
    with fill(tmp_path / "library") as library:
        work = Bulk(library, None).do(Edit(add="half"))
        next(work)
        work.close()
        done = [h for h in state(library) if "half" in h.tags]
        assert len(done) == 4
        library.mark(done[0].article, 0, 9)  # a step of its own
        library.undo()
        library.undo()
        assert not [h for h in state(library) if "half" in h.tags]


async def test_all_that_is_listed_is_tagged_by_a_few_keys_and_taken_back_by_one(tmp_path: Path) -> None:
    with fill(tmp_path / "library"):
        pass
    async with running(tmp_path) as run:
        await run.press("H", "slash", *"#odd", "enter", "b")
        prompt = run.app.main.prompts.open
        assert prompt and prompt.title == "4 highlights"
        await run.press("t", *"quest", "enter")
        assert run.message == "#question · 4 highlights · u takes it back"
        assert all("question" in item.highlight.tags for item in run.app.main.collection.items)
        assert len(list(run.library.highlights(parse("#question")))) == 4
        await run.press("b", "t", *"quest", "enter")
        assert run.message == "#question · 0 highlights"
        await run.press("u")
        assert not list(run.library.highlights(parse("#question")))
        await run.press("slash", "backspace", "enter", "b")
        assert run.app.main.prompts.open and run.app.main.prompts.open.title == (
            "18 highlights (and 9 of others, which stay)"
        )
        await run.press("x", "n")
        assert len(state(run.library)) == 27
        await run.press("b", "x", "y")
        assert {h.annotator for h in state(run.library)} == {"kim"}
        assert {item.highlight.annotator for item in run.app.main.collection.items} == {"kim"}
        await run.press("b")
        assert run.message == "none of these highlights is yours"
        await run.press("slash", "ctrl+u", *"nowhere", "enter", "b")
        assert run.message == "nothing is listed"
        await run.press("slash", "ctrl+u", "enter", "u")
        assert len(state(run.library)) == 27


@pytest.mark.parametrize(("keys", "tags", "colour"), [("uodd", (), ""), ("cr", ("odd",), "red")])
async def test_a_tag_is_taken_off_and_a_colour_given(
    tmp_path: Path, keys: str, tags: tuple[str, ...], colour: str
) -> None:
    with fill(tmp_path / "library"):
        pass
    async with running(tmp_path) as run:
        await run.press("H", "slash", *"#odd", "enter", "b", *keys)
        if run.app.main.prompts.open:
            await run.press("enter")
        shown = [item.highlight for item in run.app.main.collection.items]
        assert shown == [run.library.highlight(h.id) for h in shown]
        marked = [h for h in state(run.library) if h.annotator == "me" and h.colour == colour]
        assert len(marked) >= 4
        assert ("odd" in {tag for h in marked for tag in h.tags}) == bool(tags)


async def test_esc_stops_what_takes_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAGE", 1)
    with fill(tmp_path / "library"):
        pass
    async with running(tmp_path) as run:
        await run.press("H")
        run.app.main.run("change-all")
        await run.press("escape")
        assert run.app.main.prompts.open is None
        assert run.app.main.place == "collection"
        assert len(state(run.library)) == 27


async def test_without_a_list_it_says_where_one_is(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        run.app.main.run("change-all")
        assert run.message == "there is no list of highlights here · H lists them"
