"""Another annotator's highlights: told apart, hidden, coloured apart, and never changed by accident."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model.annotator import Annotator
from reader.ui.pane.shown import Shown
from tests.ui.apps import TEXTS, running
from tests.ui.hosts import rows, screen
from tests.ui.test_suggesting import TEXT, fill, learnt

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Highlight
    from tests.ui.apps import Running

QUOTE = "Four five six!"


def by_kim(run: Running, tmp_path: Path) -> Highlight:
    """Let kim mark a sentence of First, and take it up."""
    start = TEXTS["First"].index(QUOTE)
    with Library(tmp_path / "library", annotator="kim") as other:
        made = other.mark(run.ids["First"], start, start + len(QUOTE), tags=("claim",), note="hm")
    run.app.main.look()
    return made


def is_kims_alone(run: Running, made: Highlight) -> None:
    """Check that kim's highlight is what it was."""
    assert run.library.highlight(made.id) == made


@pytest.mark.parametrize(
    ("place", "keys"),
    [
        ("text", ("semicolon", "x")),
        ("text", ("semicolon", "e")),
        ("text", ("semicolon", "delete")),
        ("text", ("right", "x")),
        ("text", ("right", "e")),
        ("sidebar", ("tab", "x")),
        ("all highlights", ("H", "x")),
    ],
)
async def test_what_would_change_or_delete_it_is_refused(
    tmp_path: Path, place: str, keys: tuple[str, ...]
) -> None:
    async with running(tmp_path) as run:
        made = by_kim(run, tmp_path)
        await run.press(*keys)
        assert run.message in ("this highlight is kim's: it can only be read", "there is no highlight here")
        assert run.app.main.is_error
        assert run.app.desk.session and run.app.desk.session.editing is None
        assert run.marks == [made]
        is_kims_alone(run, made)


@pytest.mark.parametrize(
    ("keys", "marked"),
    [
        (("h",), ((), "", "")),
        (("2",), (("evidence",), "", "")),
        (("1",), (("claim",), "", "")),
        (("t", "e", "v", "enter"), (("evidence",), "", "")),
        (("c", "r"), ((), "red", "")),
        (("a", "m", "y", "escape"), ((), "", "my")),
    ],
)
@pytest.mark.parametrize("there", [("semicolon",), ("tab",), ("H",)])
async def test_marking_makes_ones_own_over_it(
    tmp_path: Path,
    there: tuple[str, ...],
    keys: tuple[str, ...],
    marked: tuple[tuple[str, ...], str, str],
) -> None:
    if there != ("semicolon",) and keys == ("h",):
        pytest.skip("h is a key of the text")
    async with running(tmp_path) as run:
        made = by_kim(run, tmp_path)
        await run.press(*there, *keys)
        (own,) = [h for h in run.library.highlights_of(run.ids["First"]) if h.annotator == "me"]
        assert (own.quote, (own.tags, own.colour, own.note)) == (QUOTE, marked)
        is_kims_alone(run, made)
        await run.press("u")
        assert run.marks == [made]


@pytest.mark.parametrize("line", ["split word", "join", "split"])
async def test_it_is_neither_split_nor_joined(tmp_path: Path, line: str) -> None:
    async with running(tmp_path) as run:
        made = by_kim(run, tmp_path)
        await run.press("semicolon")
        await run.line(line)
        assert "this highlight is kim's: it can only be read" in screen(run.app)
        await run.press("escape", "escape")
        assert run.marks == [made]
        is_kims_alone(run, made)


async def test_a_link_may_lead_to_it_but_not_start_from_it(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        made = by_kim(run, tmp_path)
        await run.press("semicolon", "ampersand")
        assert run.message == "this highlight is kim's: it can only be read"
        assert run.app.desk.link_begun is None
        await run.press("g", "1", "ampersand", "semicolon", "ampersand", "s")
        assert [link.to for mark in run.marks for link in mark.links] == [made.id]
        is_kims_alone(run, made)
        await run.press("semicolon")
        await run.line("unlink")  # the link is one's own, also where one takes it away from its other end
        assert not any(mark.links for mark in run.marks)
        is_kims_alone(run, made)


async def test_the_suggested_tag_makes_ones_own_over_it(tmp_path: Path) -> None:
    fill(tmp_path / "library")
    async with running(tmp_path) as run:
        with Library(tmp_path / "library", annotator="kim") as other:
            asked = next(a.id for a in other.page(limit=99) if a.title == "Asked")
            start = TEXT.index("Why is it so?")
            made = other.mark(asked, start, start + len("Why is it so?"))
        await learnt(run)
        run.app.main.travel.open(asked)
        await run.press("right", "i")
        assert run.message == "#question"
        (own,) = [h for h in run.marks if h.annotator == "me"]
        assert (own.quote, own.tags) == ("Why is it so?", ("question",))
        is_kims_alone(run, made)


async def test_of_a_selection_only_ones_own_are_deleted(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        made = by_kim(run, tmp_path)
        await run.press("1", "V", "G", "x")
        assert run.marks == [made]


async def test_cards_and_status_say_whose_it_is(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        by_kim(run, tmp_path)
        await run.press("right", "semicolon")
        assert "kim · ¶ 1" in screen(run.app)
        await run.press("1")
        assert screen(run.app).count("kim · ¶ 1") == 1
        await run.press("H")
        assert any(row.rstrip().endswith("kim") for row in rows(run.app.main.passages))


async def test_an_annotator_is_hidden_and_shown_again(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        by_kim(run, tmp_path)
        await run.press("1")
        session = run.app.desk.session
        assert session and len(session.passages) == 2
        run.app.main.run("annotators")
        await run.press("b", "h")
        assert run.message == "kim's highlights are hidden · u takes it back"
        assert len(session.passages) == 1
        assert QUOTE not in "".join(rows(run.app.main.marks))
        await run.press("semicolon")
        assert session.picked and session.picked.annotator == "me"
        await run.press("H")
        assert [item.highlight.annotator for item in run.app.main.collection.items] == ["me"]
        await run.press("slash", *"by:kim", "enter")  # who asks for them sees them
        assert [item.highlight.annotator for item in run.app.main.collection.items] == ["kim"]
        await run.press("escape", "u")
        assert len(session.passages) == 2
        assert run.library.annotators() == []


async def test_an_annotator_has_a_colour_for_all_highlights(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        made = by_kim(run, tmp_path)
        await run.press("1")
        session = run.app.desk.session
        assert session
        before = session.scene.colours[made.id]
        run.app.main.run("annotators")
        await run.press("b", "t")
        assert session.scene.colours[made.id] != before
        assert [session.scene.colours[h.id] for h in session.passages if h.id != made.id] == [before]
        assert run.library.annotators() == [Annotator("kim", "teal")]
        is_kims_alone(run, made)
    async with running(tmp_path) as run:  # it is kept
        session = run.app.desk.session
        assert session and session.scene.colours[made.id] != before
        run.app.main.run("annotators")
        await run.press("b", "n")
        assert session.scene.colours[made.id] == before


async def test_ones_own_cannot_be_hidden(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1")
        run.app.main.run("annotators")
        await run.press("a", "h")
        assert len(run.app.desk.session.passages if run.app.desk.session else ()) == 1
        assert run.library.annotators() == []


def test_without_a_choice_the_colours_are_those_of_the_tags(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        assert Shown(library.annotators()).hidden == frozenset()
