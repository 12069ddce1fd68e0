"""Where a passage is from, as a person sees and copies it: its page, or the time when it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.model import Block, Blocks, Body, Imported, Mark, Marks, Metadata
from tests.ui.apps import running
from tests.ui.hosts import rows, screen

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "One two. Three four. Five six."


@pytest.mark.parametrize(
    ("kind", "name", "where"), [("page", "12", "p. 12"), ("time", "00:01:30", "00:01:30")]
)
async def test_card_status_and_copy_name_it(tmp_path: Path, kind: str, name: str, where: str) -> None:
    body = Body(TEXT, Blocks([Block("paragraph", 0, len(TEXT))]), Marks([Mark(kind, 9, len(TEXT), name)]))
    async with running(tmp_path, size=(160, 40)) as run:
        article = run.library.add(Imported("/from.epub", Metadata("From"), body)).article
        run.app.main.travel.open(article.id)
        await run.press("1", "right", "2", "y")
        assert run.message == f"copied “Three four.” (From, {where})"
        cards = [row.rstrip() for row in rows(run.app.main.marks) if "#" in row]
        assert cards[0].endswith("¶ 1") and cards[1].endswith(where)
        assert where in run.app.main.status.status.place


async def test_one_goes_to_a_page(tmp_path: Path) -> None:
    blocks, marks = [Block("paragraph", 0, len(TEXT))], [Mark("page", 0, 8, "iv"), Mark("page", 9, 20, "5")]
    async with running(tmp_path) as run:
        await run.line("go-page 5")
        assert "of this text no pages are known" in screen(run.app)
        await run.press("escape")
        body = Body(TEXT, Blocks(blocks), Marks(marks))
        run.app.main.travel.open(run.library.add(Imported("/p.epub", Metadata("From"), body)).article.id)
        await run.line("go-page 5")
        assert (run.app.desk.opened.caret, run.message) == (9, "p. 5")
        run.app.main.run("go-page")
        await run.pilot.pause()
        assert "iv to 5" in screen(run.app)
        await run.press("6", "enter")
        assert "there is no page 6 in it" in screen(run.app)
        await run.press("backspace", *"iv", "enter")
        assert run.app.desk.opened.caret == 0
        await run.press("backspace")
        assert run.app.desk.opened.caret == 9
