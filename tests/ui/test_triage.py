"""Passages whose text changed: what is shown of them, and the screen that decides."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from reader import sources
from reader.library import Library, StoreFull
from reader.model import Body, Imported, Metadata
from reader.text.align import aligned
from reader.ui.app import ReaderApp
from reader.ui.lists.triage import SAYS
from reader.ui.reading.states import stated
from reader.ui.screens.triage import TriageScreen
from tests.support.terminal import PATIENCE
from tests.ui.apps import Running
from tests.ui.hosts import rows, screen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from reader.model import Highlight
    from reader.text.align import Alignment

OLD = (
    "The ferry was sold in spring. Nobody had asked the ferryman.\n\n"
    "He would have said no, as he always did.\n\nIt rained.\n\nThe bridge opened late in the year."
)
NEW = (
    "A new first paragraph.\n\n"
    "The ferry was sold in spring. Nobody had asked the old ferryman.\n\n"
    "It rained. It rained.\n\nThe bridge opened late in the year."
)
QUOTES = ("The ferry was sold", "Nobody had asked the ferryman.", "He would have said no", "It rained.")
OTHER = "Another text. It says a thing. It ends."


def imported(text: str, name: str) -> Imported:
    return Imported(f"/{name}.txt", Metadata(name), Body.plain(text))


@asynccontextmanager
async def running(
    tmp_path: Path, size: tuple[int, int] = (120, 40), *, renewed: bool = True
) -> AsyncIterator[Running]:
    """Run the app on an article whose text changed under four passages, and on another with one."""
    with Library(tmp_path / "library", annotator="me") as library:
        ids = {}
        for name, text, quotes in (("other", OTHER, ("It says a thing.",)), ("ferry", OLD, QUOTES)):
            ids[name] = library.add(imported(text, name)).article.id
            for quote in quotes:
                start = text.index(quote)
                library.mark(ids[name], start, start + len(quote), tags=["claim"])
        if renewed:
            library.add(imported(OTHER.replace("It says a thing. ", ""), "other"))
            library.add(imported(NEW, "ferry"))
        app = ReaderApp(library, article=ids["ferry"])
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Running(app, pilot, library, ids)


def triage(run: Running) -> TriageScreen:
    """Return the screen that decides, which is open."""
    assert isinstance(run.app.screen, TriageScreen)
    return run.app.screen


def head(run: Running) -> str:
    """Return its title and what is told of the passage below that."""
    lines = screen(run.app).splitlines()
    title = next(number for number, line in enumerate(lines) if "Waiting" in line)
    return "\n".join(lines[title : title + 3])


def by_state(run: Running) -> dict[str, Highlight]:
    return {highlight.anchor: highlight for highlight in run.library.highlights_of(run.ids["ferry"])}


async def test_states_show_in_the_gutter_and_the_sidebar(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        cards = [line for line in rows(run.app.main.marks) if "#claim" in line]
        assert [line.split("#claim")[1].split("¶")[0].split() for line in cards] == [
            ["→", "moved"],
            ["≈", "changed"],
            ["∅", "no", "place"],
            ["?", "ambiguous"],
        ]
        assert ["¶" in line for line in cards] == [True, True, False, False]
        text = "\n".join(rows(run.app.main.text))
        session = run.app.desk.session
        assert session
        assert "≈ ▎ The ferry was sold" in text  # what waits, before what has only moved
        drawn = {h.anchor for h in session.passages if h.id in session.scene.counted}
        assert drawn == {"moved", "changed"}
        assert session.passages.at(NEW.index("It rained.")) == []


async def test_what_was_and_what_is_stand_in_the_same_row(tmp_path: Path) -> None:
    async with running(tmp_path, size=(200, 60)) as run:
        await run.press("r")
        assert "≈ changed" in head(run)
        before, now = (rows(pane) for pane in triage(run).contexts)
        assert [n for n, row in enumerate(before) if "asked the ferryman" in row] == [
            n for n, row in enumerate(now) if "the old ferryman" in row
        ]


async def test_what_is_not_attached_is_picked_without_going_anywhere(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("tab")
        caret = run.app.desk.session.caret if run.app.desk.session else -1
        await run.press("G")
        assert run.app.desk.session and run.app.desk.session.picked
        assert not run.app.desk.session.picked.attached
        assert run.app.desk.session.caret == caret


async def test_of_what_is_not_attached_the_words_that_were_marked_are_copied(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("tab")
        for state, key in (("ambiguous", "G"), ("orphan", "k")):
            await run.press(key, "y")
            card = run.app.main.marks.current
            assert card and card.highlight.anchor == state
            assert run.app.clipboard.startswith(f"“{card.highlight.quote}”")


async def test_each_is_shown_before_and_now(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("r")
        shown = triage(run)
        seen = {}
        for number in range(1, 5):
            assert f"{number} of 4" in head(run)
            before, now = ("\n".join(rows(pane)) for pane in shown.contexts)
            state = next(name for name in SAYS if f"{stated(name)}: {SAYS[name]}" in head(run))
            seen[state, number] = before, now
            await run.press("n")
        kinds = [name for name, _ in seen]
        assert sorted(kinds) == ["ambiguous", "changed", "orphan", "orphan"]
        by_kind = {name: texts for (name, number), texts in seen.items() if number < 4}
        assert "asked the ferryman." in " ".join(by_kind["changed"][0].split())
        assert "the old ferryman." in " ".join(by_kind["changed"][1].split())
        assert "He would have said no" in " ".join(by_kind["orphan"][0].split())
        assert "He would have said no" not in " ".join(by_kind["orphan"][1].split())
        assert "▏" in by_kind["orphan"][1]
        assert "other" in screen(run.app)  # the last one is of the other article
        await run.press("p", "left", "k")
        assert "1 of 4" in head(run)
        await run.press("question_mark")
        assert triage(run).message.startswith("enter accepts · e by hand · o no place")
        await run.press("escape")
        assert run.app.screen is run.app.main
        assert run.message == "4 highlights wait · r decides"


async def test_keys_act_while_long_texts_are_aligned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def slow(old: str, new: str) -> Alignment:
        assert go_on.wait(PATIENCE)
        return aligned(old, new)

    monkeypatch.setattr("reader.ui.lists.triage.aligned", slow)
    monkeypatch.setattr("reader.ui.lists.triage._LONG", 0)
    async with running(tmp_path) as run:
        monkeypatch.setattr("reader.text.align._last", [])  # that of the renewal
        await run.press("r")
        await to_state(run, "orphan")
        now = triage(run).contexts[1]
        number = head(run)
        assert "▏" not in "\n".join(rows(now))
        await run.press("n")
        assert head(run) != number
        await run.press("p")
        assert head(run) == number
        go_on.set()
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        assert "▏" in "\n".join(rows(now))


async def to_state(run: Running, state: str) -> None:
    """Go to a passage of the open article in a state."""
    for _ in range(4):
        if stated(state) in head(run):
            return
        await run.press("n")
    raise AssertionError(state)


@pytest.mark.parametrize("state", ["changed", "ambiguous"])
async def test_enter_accepts_and_u_takes_back(tmp_path: Path, state: str) -> None:
    async with running(tmp_path) as run:
        waits = by_state(run)[state]
        await run.press("r")
        await to_state(run, state)
        await run.press("enter")
        settled = run.library.highlight(waits.id)
        assert (settled.anchor, settled.waits, settled.start) == ("exact", False, waits.start)
        assert "of 3" in head(run)
        assert triage(run).message == "accepted · u takes it back"
        await run.press("u")
        assert run.library.highlight(waits.id).was == waits.was
        assert "of 4" in head(run) and stated(state) in head(run)
        await run.press("enter", "escape")
        session = run.app.desk.session
        assert session and session.passages.get(waits.id) == run.library.highlight(waits.id)
        await run.press("u")  # one step, in the app as well
        assert run.library.highlight(waits.id).was == waits.was


async def test_what_was_taken_back_is_done_again(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("r", "U")
        assert triage(run).message == "nothing was taken back here"
        await run.press("o", "o", "u", "u")
        assert "of 4" in head(run)
        for key, left in (("U", "of 3"), ("ctrl+r", "of 2")):
            await run.press(key)
            assert left in head(run)
            assert triage(run).message.startswith("done again: no place for “")
        assert sum(h.waits for h in run.library.highlights()) == 2
        await run.press("u", "o", "U")  # another decision was made since
        assert triage(run).message == "nothing was taken back here"


async def test_anothers_passage_says_whose_it_is(tmp_path: Path) -> None:
    async with running(tmp_path, renewed=False) as run:
        with Library(run.library.root, annotator="kim") as other:
            other.mark(run.ids["other"], 0, len("Another text."))
            other.add(imported(OTHER.replace("Another text. ", ""), "other"))
        run.app.main.look()
        await run.press("r")
        assert "kim's" in screen(run.app)


async def test_there_is_nothing_to_accept_where_there_is_no_place(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("r")
        await to_state(run, "orphan")
        assert "enter accepts" not in head(run)
        await run.press("enter")
        assert triage(run).message.startswith("There is no place to accept")
        assert "of 4" in head(run)
        await run.press("u")
        assert triage(run).message == "nothing was decided here yet"


async def test_o_keeps_an_orphan(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("r", "o", "o", "o", "o")
        assert run.app.screen is run.app.main
        assert run.message == "nothing waits any longer"
        assert not any(h.waits for h in run.library.highlights())
        await run.press("r")
        assert run.message.startswith("nothing waits · 3 highlights have no place in this text")
        cards = [line for line in rows(run.app.main.marks) if "∅ no place" in line]
        assert len(cards) == 3
        await run.press("tab", "G", "enter")
        assert run.message == "it has no place in this text · e gives it that of the caret"
        await run.press("tab", "G", "e")
        session, kept = run.app.desk.session, run.app.main.marks.current
        assert session and session.selection and kept and run.app.main.place == "text"
        assert run.message == "o changes the other end · enter places it here · esc leaves it"
        await run.press("enter")
        placed = run.library.highlight(kept.highlight.id)
        assert (placed.anchor, placed.quote) == ("exact", session.view.text[placed.start : placed.end])


@pytest.mark.parametrize("state", ["changed", "ambiguous", "orphan"])
async def test_e_places_by_hand_and_enter_keeps(tmp_path: Path, state: str) -> None:
    async with running(tmp_path) as run:
        waits = by_state(run)[state]
        await run.press("r")
        await to_state(run, state)
        await run.press("e")
        assert run.app.screen is run.app.main
        session = run.app.desk.session
        assert session and session.editing and session.selection
        span = session.selection.span
        if state != "orphan":
            assert span == (waits.start, waits.end)
        await run.press("enter")
        placed = run.library.highlight(waits.id)
        assert (placed.start, placed.end, placed.anchor, placed.waits) == (*span, "exact", False)
        assert session.view.text[placed.start : placed.end] == placed.quote
        assert run.message == "placed · u takes it back · 3 highlights wait · r decides"
        await run.press("u")
        assert run.library.highlight(waits.id).was == waits.was


async def test_esc_leaves_it_waiting(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        waits = by_state(run)["ambiguous"]
        await run.press("r")
        await to_state(run, "ambiguous")
        await run.press("e", "escape")
        assert run.library.highlight(waits.id) == waits
        assert run.app.desk.session and run.app.desk.session.editing is None


async def test_a_passage_of_another_article_is_placed_there(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("r", "n", "n", "n", "e")
        session = run.app.desk.session
        assert session and session.article.id == run.ids["other"] and session.editing
        await run.press("enter")
        (placed,) = run.library.highlights_of(run.ids["other"])
        assert (placed.anchor, placed.waits) == ("exact", False)


async def test_a_refusal_is_said_and_the_passage_waits_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreFull("Not saved: no space is left on the disk.")

    async with running(tmp_path) as run:
        await run.press("r")
        with monkeypatch.context() as full:
            full.setattr(Library, "keep_orphan", refuse)
            await run.press("o")
        assert triage(run).message == "Not saved: no space is left on the disk."
        assert "1 of 4" in head(run)


@pytest.mark.parametrize("by", ["adding", "reading again"])
async def test_a_text_that_changed_is_taken_and_what_waits_is_said_once(tmp_path: Path, by: str) -> None:
    source = tmp_path / "text.txt"
    source.write_text("A walk.\n\nOne thing stands here. Another thing goes.\n", "utf-8")
    async with running(tmp_path, renewed=False) as run:
        (text,) = sources.load(str(source))
        article = run.library.add(text).article.id
        run.app.main.travel.open(article)
        session = run.app.desk.session
        assert session
        start = session.view.text.index("Another thing goes.")
        run.library.mark(article, start, start + len("Another thing goes."))
        run.app.desk.reload_if(article)
        session.go(start)
        source.write_text("A walk, again.\n\nSome more.\n\nOne thing stands here.\n", "utf-8")
        if by == "adding":
            run.app.main.shelf.add(str(source))
        else:
            run.app.main.run("refresh")
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        said = "1 updated" if by == "adding" else "the text had changed and was updated"
        assert run.message == f"{said} · 1 highlight waits · r decides"
        now = run.app.desk.session
        assert now and now is not session and "Some more." in now.view.text
        assert run.app.main.text.session is now
        (mark,) = now.passages
        assert mark.anchor == "orphan" and mark.waits
        await run.press("u")
        assert run.app.desk.session and "Another thing goes." in run.app.desk.session.view.text
        (mark,) = run.app.desk.session.passages
        assert (mark.anchor, mark.start) == ("exact", start)


async def test_reading_a_source_again_says_that_it_is_the_same_or_gone(tmp_path: Path) -> None:
    source = tmp_path / "text.txt"
    source.write_text("A walk.\n\nOne thing stands here.\n", "utf-8")
    async with running(tmp_path, renewed=False) as run:
        (text,) = sources.load(str(source))
        run.app.main.travel.open(run.library.add(text).article.id)
        for said in ("the text is as it was", "text.txt cannot be read: there is no such file or folder."):
            run.app.main.run("refresh")
            await run.app.workers.wait_for_complete()
            await run.pilot.pause()
            assert run.message == said
            source.unlink(missing_ok=True)
        piped = run.library.add(Imported("-", Metadata("piped"), Body.plain("A pipe."))).article.id
        run.app.main.travel.open(piped)
        run.app.main.run("refresh")
        assert "came from standard input" in run.message


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (40, 12)])
async def test_it_fits_every_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size) as run:
        await run.press("r")
        shown = triage(run)
        for _ in range(4):
            for pane in shown.contexts:
                lines = [pane.render_line(y) for y in range(pane.size.height)]
                assert all(strip.cell_length == pane.size.width for strip in lines)
            await run.press("n")
