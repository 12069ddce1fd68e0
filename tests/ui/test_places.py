"""The reading place: what changes it, what only looks, and that it is the same wherever it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.cli import main
from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.ui.reading import travel
from tests.ui.apps import TEXTS, running
from tests.ui.hosts import screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running

END = len(TEXTS["First"]) - 1
ANEW = "\n\n".join(f"Paragraph {n} of it. It has two sentences." for n in range(30))


def kept(run: Running) -> tuple[list[tuple[str, int, float]], int]:
    """Return what the library has of every article, place and progress, and the one read last."""
    articles = [run.library.article(number) for number in run.ids.values()]
    last = run.library.last_read()
    return [(a.title, a.position, a.progress) for a in articles], last.id if last else 0


def selected(run: Running) -> str:
    """Return the title of the article under the bar of the list."""
    assert run.app.main.articles.selected
    return run.app.main.articles.selected.title


async def read_both(run: Running) -> None:
    """Mark and read First to its end, then mark Second and stand in its first sentence."""
    await run.press("1", "right", "1", "G", "K", "1", "right", "1", "g")
    run.app.desk.save_place()
    assert kept(run)[0][0] == ("First", END, 1.0)


@pytest.mark.parametrize("keys", [("number_sign", *"claim", "enter"), ("H",)])
@pytest.mark.parametrize("out", ["escape", "backspace"])
async def test_looking_through_passages_changes_no_reading_place(
    tmp_path: Path, keys: tuple[str, ...], out: str
) -> None:
    async with running(tmp_path) as run:
        await read_both(run)
        before = kept(run)
        await run.press(*keys)
        for key in "gjjjk":
            await run.press(key)
            run.app.main.look()  # as it does every second
        await run.press(out)
        run.app.main.look()
        assert kept(run) == before
        await run.press(*keys, "G", "ctrl+q")
        assert kept(run) == before


async def test_who_stays_at_a_passage_has_a_place_there_with_the_first_motion(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await read_both(run)
        places, last = kept(run)
        assert last == run.ids["Second"]
        await run.press("H", "G", "enter")  # at the passage of First that is first in it
        run.app.main.look()
        assert kept(run) == (places, run.ids["First"])
        await run.press("l")
        run.app.main.look()
        session = run.app.desk.session
        assert session and session.caret != places[0][1]
        place = ("First", session.caret, round(session.caret / len(TEXTS["First"]), 4))
        assert kept(run)[0] == [place, places[1]]


async def test_looking_through_the_marks_of_the_open_article_keeps_its_place(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "1", "G", "tab", "g")
        run.app.main.look()
        assert kept(run)[0][0] == ("First", END, 1.0)
        assert run.app.desk.session and run.app.desk.session.caret == 0


@pytest.mark.parametrize("opened", ["First", None])
@pytest.mark.parametrize("size", [(100, 40), (80, 24)])
async def test_passages_asked_for_in_the_list_come_back_to_the_list_as_it_was(
    tmp_path: Path, opened: str | None, size: tuple[int, int]
) -> None:
    async with running(tmp_path, opened=opened, focus_list=True, size=size) as run:
        first, second = run.ids["First"], run.ids["Second"]
        for number in (first, second, first):
            run.library.mark(number, 0, 3, tags=("claim",))
        run.app.main.shelf.reload()
        run.app.desk.reload_if(first)
        await run.press("end")
        bar, before, read = selected(run), screen(run.app), kept(run)
        await run.press("number_sign", *"claim", "enter", "down", "down", "escape")
        assert run.app.main.place == "list"
        assert selected(run) == bar
        session = run.app.desk.session
        assert (session and session.article.title) == opened
        assert screen(run.app) == before
        assert kept(run) == read


async def test_backspace_at_the_row_of_a_passage_says_where_the_next_leads(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "K", "1", "number_sign", *"claim", "enter", "enter", "backspace")
        assert run.message == "backspace again: back to the text"
        assert run.message in screen(run.app)
        await run.press("backspace", "q", "number_sign", *"claim", "enter", "enter", "backspace")
        assert run.message == "backspace again: back to the list"
        await run.press("backspace")
        assert run.app.main.place == "list"


# -- how far


async def open_anew(run: Running) -> int:
    article = run.library.add(Imported("/anew.txt", Metadata("Anew"), Body.plain(ANEW))).article.id
    run.app.main.shelf.reload()
    run.app.main.travel.open(article, remember=False)
    await run.pilot.pause()
    return article


async def test_text_in_sight_is_not_yet_read(tmp_path: Path) -> None:
    """The end stands on the screen while the caret is in the middle."""
    async with running(tmp_path, size=(100, 40)) as run:
        assert TEXTS["First"].rsplit(" ", 1)[-1] in screen(run.app)
        assert run.app.main.status.status.place.startswith("0% · ")
        await run.press("right", "right")
        assert run.app.main.status.status.place.startswith("56% · ")


@pytest.mark.parametrize(
    "keys", [(), ("space",), ("p", "p", "right"), ("G",), ("G", "left"), ("slash", *"17", "enter")]
)
async def test_status_line_list_and_command_line_tell_the_same_progress(
    tmp_path: Path, keys: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    async with running(tmp_path) as run:
        await open_anew(run)
        await run.press(*keys)
        told = run.app.main.status.status.place.partition(" · ")[0]
        await run.press("t")
        assert run.app.main.status.status.mode == "ASK"
        assert run.app.main.status.status.place.partition(" · ")[0] == told
        await run.press("escape", "q")
        assert run.app.main.articles.selected
        assert f"{run.app.main.articles.selected.progress:.0%}" == told
        assert run.app.main.status.status.place.partition(" · ")[0] == told
    library = str(tmp_path / "library")
    assert main(["--library", library, "list", "title:anew"]) == 0
    assert told in capsys.readouterr().out.split()


async def test_a_jump_to_the_end_counts_while_one_is_there(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        article = await open_anew(run)
        await run.press("G")
        run.app.main.look()
        assert run.library.article(article).progress == 1
        await run.press("backspace")
        run.app.main.look()
        assert run.library.article(article).progress == 0


# -- last


async def test_the_article_on_the_screen_is_the_last_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(travel, "_SHOWN", 0.001)  # a moment in which nothing is kept
    async with running(tmp_path, opened="First", focus_list=True) as run:

        def last() -> str:
            with Library(tmp_path / "library") as another:  # as the command line opens it
                return another.article(another.find("last")).title

        assert last() == "First"
        await run.press("g", "enter")
        session = run.app.desk.session
        assert session
        assert last() == session.article.title == "Second"
        await run.press("J")
        assert last() == "First"
        await run.press("1", "K", "H")
        assert last() == "Second"
        await run.press("enter")
        assert run.app.desk.session and last() == run.app.desk.session.article.title == "First"


async def test_that_an_article_is_read_is_kept_only_when_the_first_screen_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[travel.Travel] = []
    begin = travel.Travel.begin

    def hold(self: travel.Travel) -> None:
        held.append(self)

    monkeypatch.setattr(travel, "_SHOWN", 0.001)
    monkeypatch.setattr(travel.Travel, "begin", hold)
    async with running(tmp_path) as run:
        for _ in range(5):
            await run.pilot.pause()
        assert not run.app.desk.kept
        begin(held[0])
        for _ in range(5):
            await run.pilot.pause()
        assert run.app.desk.kept
