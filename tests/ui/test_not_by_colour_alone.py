"""What colours tell is told in signs or words as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    from textual.widget import Widget


def rows(widget: Widget) -> list[str]:
    return [widget.render_line(y).text for y in range(widget.size.height)]


async def test_a_passage_has_a_bar_beside_its_lines_and_a_card_that_names_it(tmp_path: Path) -> None:
    async with running(tmp_path, size=(140, 30)) as run:
        main = run.app.main
        before = next(row for row in rows(main.text) if "One two" in row)
        await run.press("1")
        marked = next(row for row in rows(main.text) if "One two" in row)
        assert "▎" in marked and "▎" not in before
        assert any("#claim" in row for row in rows(main.marks))
        assert "highlight #claim" in rows(main.status)[0]
        await run.press("right", "h", "c", "b")
        assert any("blue" in row for row in rows(main.marks))  # a colour without a tag is named


async def test_the_current_pane_and_the_chosen_row_have_signs(tmp_path: Path) -> None:
    async with running(tmp_path, size=(140, 30), focus_list=True) as run:
        main = run.app.main
        assert sum("▌" in row for row in rows(main.articles)) in (1, 2, 3)  # the rows of one article
        assert rows(main.status)[0].split()[0] == "LIST"
        await run.press("tab")
        assert rows(main.status)[0].split()[0] == "READ"


async def test_a_passage_is_told_from_the_text_around_it_by_quotation_marks(tmp_path: Path) -> None:
    async with running(tmp_path, size=(140, 30)) as run:
        await run.press("right", "1", "H")
        assert "One two, three. “Four five six!” Seven." in " ".join(rows(run.app.main.passages)[4].split())


async def test_matches_are_counted_in_words(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("slash", "e", "i", "g", "h", "t", "enter")
        assert run.message == "1 of 1"
