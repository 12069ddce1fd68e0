"""The history and the trash, each a list over the screen."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from reader.library import Library, StoreFull
from reader.text.cells import cells
from reader.ui.screens.rows import RowsScreen
from tests.library.test_turning import elsewhere
from tests.ui.apps import running
from tests.ui.hosts import screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running


async def opened(run: Running, command: str) -> RowsScreen:
    """Open a list as the palette does."""
    run.app.main.run(command)
    return await looked(run)


async def looked(run: Running) -> RowsScreen:
    rows = run.app.screen
    assert isinstance(rows, RowsScreen)
    await run.app.workers.wait_for_complete()
    await run.pilot.pause()
    return rows


def lines(rows: RowsScreen) -> list[str]:
    """Return the rows without the times at their beginning."""
    return [
        "".join(part for part, _ in (*line.left[1:], *line.right)).strip() for line in rows.lines.lines or ()
    ]


async def test_the_history_is_walked_back_and_forth(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "h", "a", *"why", "escape")
        rows = await opened(run, "history")
        said = ["note on “Four five six!”", "highlight on “Four five six!”", "#claim on “One two, three.”"]
        assert [line.split("  ")[0] for line in lines(rows)[:3]] == said
        await run.press("u")
        await looked(run)
        assert rows.message == f"took back: {said[0]}"
        assert "  undone" in lines(rows)[0]
        await run.press("j", "j", "enter")  # all down to the first mark
        await looked(run)
        assert rows.message == "2 steps taken back"
        assert run.marks == []
        await run.press("g", "enter")
        await looked(run)
        assert rows.message == "3 steps done again"
        assert [mark.note for mark in run.marks] == ["", "why"]
        await run.press("escape")
        assert run.app.desk.session
        assert [mark.note for mark in run.app.desk.session.passages] == ["", "why"]


async def test_the_articles_of_the_history_stand_in_a_column(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        for article in run.ids.values():
            run.library.mark(article, 0, 3)
        run.library.undo()
        shown = await opened(run, "history")
        parts = [[part for part, _ in line.right] for line in shown.lines.lines or ()]
        titles = [where for _, where in parts if where.strip()]
        assert len({title.strip() for title in titles}) > 1
        assert len({cells(title) for title in titles}) == 1
        assert all(title.startswith("  ") and title[2] != " " for title in titles)


async def test_the_history_says_what_cannot_be_undone(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("a", *"mine", "escape")
        with elsewhere(run.library) as other:
            other.change(other.highlight(run.marks[0].id), note="theirs")
        rows = await opened(run, "history")
        assert lines(rows)[0].endswith("cannot be undone: the note was changed since")
        await run.press("u")
        await looked(run)
        assert rows.message.startswith("Cannot be undone: note on “One two, three.”")
        assert run.marks[0].note == "theirs"


class Held:
    """Stands for asyncio in a screen: what is done there in pieces goes on by one when `go_on` is called."""

    def __init__(self) -> None:
        self._go = asyncio.Semaphore(0)
        self.asyncio = SimpleNamespace(sleep=lambda _: self._go.acquire())

    async def go_on(self, run: Running) -> str:
        """Let it do one piece more. Returns what the foot of the screen says then."""
        self._go.release()
        await run.pilot.pause()
        rows = run.app.screen
        assert isinstance(rows, RowsScreen)
        return rows.foot.render_line(0).text.strip()


async def test_a_step_in_many_articles_is_turned_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.ui.handlers.past.AT_ONCE", 0)
    held = Held()
    async with running(tmp_path) as run:
        with run.library.step("many"):
            for article in run.ids.values():
                run.library.mark(article, 0, 3)
        rows = await opened(run, "history")
        monkeypatch.setattr("reader.ui.screens.rows.asyncio", held.asyncio)
        for key, done in (("u", "took back"), ("U", "done again")):
            await run.press(key)
            assert "0 of 2 articles" in rows.foot.render_line(0).text
            await run.press("u", "q", "escape")  # nothing else is done meanwhile, and it is not stopped
            said = await held.go_on(run)
            assert "1 of 2 articles" in said and said.startswith("━━━━━━━━━━")
            assert await held.go_on(run) == f"{done}: many (2 changes in 2 articles)"
            await looked(run)
            assert len(list(run.library.highlights())) == (0 if key == "u" else 2)


async def test_esc_stops_a_walk_between_two_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Held()
    async with running(tmp_path) as run:
        for start in (0, 4, 8):
            run.library.mark(run.ids["First"], start, start + 3)
        rows = await opened(run, "history")
        monkeypatch.setattr("reader.ui.screens.rows.asyncio", held.asyncio)
        await run.press("j", "j", "enter")
        assert "1 of 3 steps · esc stops" in rows.foot.render_line(0).text
        assert "2 of 3 steps" in await held.go_on(run)
        await run.press("escape")
        assert await held.go_on(run) == "3 steps taken back"  # it was asked for behind the last rest
        await looked(run)
        await run.press("g", "enter", "escape")
        assert await held.go_on(run) == "stopped after 2 of 3"
        await looked(run)
        assert [mark.start for mark in run.marks] == [0, 4]
        assert [mark.start for mark in run.app.desk.opened.passages] == [0, 4]


async def test_an_article_comes_back_and_then_its_passage(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "x", "q", "x")
        assert [article.title for article in run.library.page()] == ["Second"]
        await run.press("X")
        rows = await looked(run)
        assert lines(rows) == ["First"]
        await run.press("enter")
        await looked(run)
        assert rows.message == "back: First"
        assert lines(rows) == ["#claim “One two, three.”  First"]
        await run.press("enter")
        await looked(run)
        assert rows.message == "back: “One two, three.”"
        await run.press("escape")
        assert {article.title for article in run.library.page()} == {"First", "Second"}
        assert run.app.main.articles.total == 2


async def test_a_passage_comes_back_into_the_open_article(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "x", "X")
        rows = await looked(run)
        assert lines(rows) == ["#claim “One two, three.”  First"]
        await run.press("enter")
        await looked(run)
        assert (rows.message, lines(rows)) == ("back: “One two, three.”", [])
        assert "The trash is empty" in screen(run.app)
        await run.press("q")
        assert run.app.desk.session
        assert [mark.tags for mark in run.app.desk.session.passages] == [("claim",)]
        await run.press("u")
        assert run.message == "took back: bringing back “One two, three.”"


async def test_a_refusal_is_said_and_the_row_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreFull("Not saved: no space is left on the disk.")

    async with running(tmp_path) as run:
        await run.press("1", "x", "X")
        rows = await looked(run)
        with monkeypatch.context() as full:
            full.setattr(Library, "bring_back", refuse)
            await run.press("enter")
            await looked(run)
        assert rows.message == "Not saved: no space is left on the disk."
        assert len(lines(rows)) == 1 and run.marks == []
        await run.press("enter")
        assert [mark.tags for mark in run.marks] == [("claim",)]


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_empty_lists_say_so_and_close(tmp_path: Path, key: str) -> None:
    async with running(tmp_path) as run:
        for command, empty in (("trash", "The trash is empty"), ("history", "adding “First”")):
            await opened(run, command)
            assert empty in screen(run.app)
            await run.press("enter" if command == "trash" else "j", key)
            assert run.app.screen is run.app.main


@pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 10)])
async def test_long_lists_scroll(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size) as run:
        for number in range(70):
            run.library.change_article(run.ids["First"], note=f"note {number}")
        rows = await opened(run, "history")
        for keys in (["G"], ["pageup"], ["pagedown"], ["k"], ["g"], ["end"], ["home"], ["space"]):
            await run.press(*keys)
            shown = [rows.lines.render_line(y).text for y in range(rows.lines.size.height)]
            assert sum(line.startswith("▌") for line in shown) == 1
        assert all(len(line) == rows.lines.size.width for line in shown)
