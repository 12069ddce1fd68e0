"""The outline: going to a heading by a few letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.text.body import Block, Blocks, Body, Mark, Marks
from reader.text.cells import cells
from reader.text.outline import Outline
from reader.ui.screens.outline import OutlineScreen
from reader.ui.widgets.outline_list import OutlineList

from .apps import running
from .hosts import HOSTILE, SIZES, Host, rows
from .hosts import screen as painted
from .test_finder import caret, reading

if TYPE_CHECKING:
    from pathlib import Path


def book(*headings: tuple[int, str]) -> Body:
    """Make a body of headings, each with a paragraph under it."""
    text, blocks = "", []
    for level, heading in headings:
        for kind, words in (("heading", heading), ("paragraph", "Some words under it. " * 30)):
            blocks.append(Block(kind, len(text), len(text) + len(words), level if kind == "heading" else 0))
            text += words + "\n\n"
    return Body(text.rstrip("\n"), Blocks(blocks), Marks())


BOOK = book((1, "Harbour"), (2, "Night ferry"), (2, "Ice"), (1, "Letters"), (3, "From the coast"))


def outlined(app: object) -> OutlineScreen:
    screen = getattr(app, "screen")  # noqa: B009
    assert isinstance(screen, OutlineScreen)
    return screen


async def test_it_opens_at_the_heading_one_reads_under_and_enter_goes_on(tmp_path: Path) -> None:
    async with reading(tmp_path, BOOK) as run:
        await run.press("greater_than_sign", "greater_than_sign", "j", "D")
        assert outlined(run.app).found.entry == 2
        await run.press("down", "enter")
        assert caret(run) == BOOK.text.index("Letters")
        assert run.app.main.place == "text"
        await run.press("backspace")
        assert caret(run) == BOOK.text.index("Some", BOOK.text.index("Ice"))


async def test_the_heading_one_reads_under_is_told_by_its_weight_as_well(tmp_path: Path) -> None:
    async with reading(tmp_path, BOOK) as run:
        await run.press("D", "end")
        found = outlined(run.app).found
        drawn = [found.render_line(y) for y in range(found.count)]
        heavy = ["".join(part.text for part in row if part.style and part.style.bold) for row in drawn]
        assert [title.strip() for title in heavy] == ["Harbour", "", "", "", "From the coast"]


async def test_letters_find_a_heading_and_escape_goes_a_step_at_a_time(tmp_path: Path) -> None:
    async with reading(tmp_path, BOOK) as run:
        await run.press("D", *"ftc")
        assert rows(outlined(run.app).found)[0].split() == ["▌", "From", "the", "coast", "Letters", "79%"]
        await run.press("escape")
        assert outlined(run.app).text == ""
        assert outlined(run.app).found.entry == 0
        await run.press("escape")
        assert run.app.screen is run.app.main
        await run.press("D", *"nothing", "enter")
        assert outlined(run.app).found.entry is None  # there is nowhere to go


@pytest.mark.parametrize("typed", ["que", "Dub"])
async def test_a_heading_is_found_by_whatever_letter_it_begins_with(typed: str, tmp_path: Path) -> None:
    async with reading(tmp_path, book((1, "Ice"), (1, "Dublin"), (1, "Queen"))) as run:
        await run.press("D", *typed)
        assert outlined(run.app).text == typed
        assert outlined(run.app).found.count == 1


async def test_a_heading_tells_its_page_where_the_book_has_pages(tmp_path: Path) -> None:
    ice = BOOK.text.index("Ice")
    paged = Body(BOOK.text, BOOK.blocks, Marks([Mark("page", ice, len(BOOK.text), "xii")]))
    async with reading(tmp_path, paged) as run:
        await run.press("D")
        assert [row.split()[-1] for row in rows(outlined(run.app).found)[:3]] == ["0%", "19%", "xii"]


async def test_a_selection_grows_to_the_heading(tmp_path: Path) -> None:
    async with reading(tmp_path, BOOK) as run:
        await run.press("v", "D", *"ice", "enter")
        session = run.app.desk.session
        assert session
        assert session.selection
        assert session.selection.span == (0, BOOK.text.index("Ice") + 3)


async def test_without_headings_it_lists_paragraphs(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("D")
        painted = rows(outlined(run.app).found)
        assert [" ".join(row.split()) for row in painted if row.strip()] == [
            "▌ One two, three. Four five six! Seven. 0%",
            "Eight nine. Ten. 70%",
        ]
        await run.press("e", "enter")
        assert caret(run) == 39


async def test_without_an_article_it_says_so(tmp_path: Path) -> None:
    async with running(tmp_path, opened=None, focus_list=True) as run:
        await run.press("D")
        assert run.message == "no article is open"


@pytest.mark.parametrize("size", SIZES)
async def test_only_the_rows_in_view_are_made(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    many = Outline(book(*((1 + n % 3, f"Heading {n}") for n in range(100_000))))
    made: list[int] = []
    title = Outline.title

    def counted(self: Outline, index: int) -> str:
        made.append(index)
        return title(self, index)

    monkeypatch.setattr(Outline, "title", counted)
    shown = OutlineList(many, 50_000)
    async with Host(shown).at(size):
        shown.styles.height = size[1] - 2
        made.clear()
        for step in (0, 1, 10, -100_000, 200_000):
            shown.move(step)
            assert any(row.startswith("▌") for row in rows(shown))
        assert len(made) <= 5 * size[1]


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_headings_hold_is_shown_as_it_is(text: str) -> None:
    shown = OutlineList(Outline(book((1, text or " "), (2, "b"))), 0)
    async with Host(shown).at():
        for row in rows(shown):
            assert row.isprintable()
            assert cells(row) == 80


@pytest.mark.parametrize(("size", "wide", "rows_of_it"), [((100, 40), 100, 35), ((200, 60), 104, 12)])
async def test_the_box_is_as_tall_as_it_was_while_one_types(
    tmp_path: Path, size: tuple[int, int], wide: int, rows_of_it: int
) -> None:
    async with reading(tmp_path, BOOK, size) as run:
        await run.press("D")
        screen = outlined(run.app)
        region = screen.box.region
        assert screen.found.size.height == rows_of_it
        assert "esc closes" in painted(run.app)
        await run.press(*"ice")
        assert screen.box.region == region
        assert screen.found.count == 1
        assert screen.found.size.height == rows_of_it
        assert "esc clears" in painted(run.app)
        assert region.width == wide  # the whole screen, or as much of it as leaves room on both sides


async def test_the_status_line_says_what_has_the_keys(tmp_path: Path) -> None:
    async with reading(tmp_path, BOOK) as run:
        for key, mode in (("D", "OUTLINE"), ("question_mark", "KEYS"), ("ctrl+p", "PALETTE"), ("X", "TRASH")):
            await run.press(key)
            status = run.app.main.status.status
            assert (status.mode, status.digits, status.target) == (mode, (), "")
            await run.press("escape")
            assert run.app.main.status.status.mode == "READ"
