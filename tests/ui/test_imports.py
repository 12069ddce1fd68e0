"""Files of other programs taken in by `+`: a report, one step of undo, and what fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.ui.apps import running
from tests.ui.hosts import rows

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.ui.apps import Running

CLIPPINGS = """First (Eva Maas)
- Your Highlight on page 1 | Location 1-2 | Added on Monday, April 21, 2025 10:08:07 PM

one two three. four FIVE six
==========
First (Eva Maas)
- Your Bookmark on page 1 | Location 3 | Added on Monday, April 21, 2025 10:09:07 PM


==========
A book (Li Wei)
- Your Highlight on page 1 | Location 1-2 | Added on Monday, April 21, 2025 10:08:07 PM

It is not here.
==========
"""


async def take(run: Running, path: Path) -> None:
    run.app.main.intake.start(str(path))
    await run.app.workers.wait_for_complete()
    await run.pilot.pause()


async def test_passages_come_in_with_a_report_and_undo_takes_them_back(tmp_path: Path) -> None:
    path = tmp_path / "My Clippings.txt"
    path.write_text(CLIPPINGS, "utf-8")
    async with running(tmp_path) as run:
        await take(run, path)
        assert run.message == "1 added · 2 highlights new · 1 not taken (bookmark)"
        (mark,) = run.marks
        assert mark.quote == "One two, three. Four five six"
        assert [article.title for article in run.library.page()] == ["A book", "Second", "First"]
        await take(run, path)
        assert run.message == "2 highlights known · 1 not taken (bookmark)"
        undone = run.library.undo()
        assert undone and undone.label == "import of My Clippings.txt"
        assert run.library.highlights_of(run.ids["First"]) == []
        assert run.library.count() == 2


async def test_a_folder_may_hold_files_of_other_programs_between_texts(tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "My Clippings.txt").write_text(CLIPPINGS, "utf-8")
    async with running(tmp_path) as run:
        await take(run, folder)
        assert run.message == "1 added · 2 highlights new · 1 not taken (bookmark)"
        (folder / "a.txt").write_text("A plain text.\n", "utf-8")
        damaged = '{"format":"reader","version":9,"codebook":[],"articles":[\n]}\n'
        (folder / "z.txt").write_text(damaged, "utf-8")
        await take(run, folder)
        known = "1 added · from 2 files of other programs · 2 highlights known · 1 not taken"
        assert run.message.startswith(known)
        assert run.message.endswith("z.txt was written by a newer version of this program.")
        assert {article.title for article in run.library.page()} == {"A book", "Second", "First", "a"}
        tables = tmp_path / "tables"
        tables.mkdir()
        await take(run, tables)
        assert run.message == "There are no texts in tables."
        (tables / "readwise.csv").write_text("Highlight,Book Title\nA line of it.,Persuasion\n", "utf-8")
        await take(run, tables)
        assert run.message == "1 added · 1 highlight new"


async def test_a_text_that_comes_says_how_many_highlights_found_their_places_in_it(tmp_path: Path) -> None:
    clippings, book = tmp_path / "My Clippings.txt", tmp_path / "A book.txt"
    nowhere = CLIPPINGS.replace("Location 1-2", "Location 7-8").replace("It is not here.", "Other words.")
    clippings.write_text(CLIPPINGS + nowhere, "utf-8")
    book.write_text("A book\n\nIt is not here. But now it is.\n", "utf-8")
    async with running(tmp_path) as run:
        await take(run, clippings)
        run.app.main.panes.focus("list")
        await run.press("g", "enter")
        wide = run.app.main.marks.size.width
        await take(run, book)
        assert run.message == "1 updated · 1 of 2 highlights in place"
        assert 0 < run.app.main.marks.size.width < wide
        (found,) = [article for article in run.library.page() if article.title == "A book"]
        assert {mark.anchor for mark in run.library.highlights_of(found.id)} == {"exact", "orphan"}


async def test_a_file_that_is_damaged_is_said(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"format":"reader","version":9,"codebook":[],"articles":[\n]}\n', "utf-8")
    async with running(tmp_path) as run:
        await take(run, path)
        assert run.message == "1 could not be read: x.json was written by a newer version of this program."
        assert not run.app.main.intake.running


async def test_what_has_no_text_cannot_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "My Clippings.txt"
    path.write_text(CLIPPINGS, "utf-8")
    async with running(tmp_path, focus_list=True) as run:
        await take(run, path)
        run.app.main.run("refresh")
        await run.pilot.pause()
        assert run.message.startswith("the text of this article is nowhere known")


async def test_an_article_without_its_text_tells_no_minutes_of_it(tmp_path: Path) -> None:
    clippings = tmp_path / "My Clippings.txt"
    clippings.write_text(
        "The Old Harbour (Pérez, Ana)\n- Your Highlight on page 12 | Location 123-125 | "
        "Added on Monday, April 21, 2025 10:08:07 PM\n\nThe ferry had not run.\n==========\n",
        encoding="utf-8",
    )
    async with running(tmp_path, focus_list=True) as run:
        run.app.main.shelf.add(str(clippings))
        await run.app.workers.wait_for_complete()
        await run.press("g")
        main = run.app.main
        assert main.articles.selected is not None
        assert main.articles.selected.title == "The Old Harbour"
        assert main.articles.selected.words == 0
        assert main.status.status.place == "no text yet · 1 highlight"
        assert any("no text yet" in row for row in rows(main.articles))
        await run.press("enter")
        assert (main.status.status.place, main.place) == ("no text yet", "marks")
        await run.press("shift+tab", "semicolon")
        assert run.message == "the text is not here · tab goes through its highlights"
        assert not any("min" in row for row in rows(main.text))


async def test_a_text_of_another_title_takes_the_place_at_which_it_is_added(tmp_path: Path) -> None:
    path = tmp_path / "My Clippings.txt"
    path.write_text(CLIPPINGS, "utf-8")
    for name, words in (("other", "Nothing of it."), ("book", "So it begins. It is not here. It ends.")):
        (tmp_path / f"{name}.txt").write_text(f"The collected works of nobody\n\n{words}\n", "utf-8")
    async with running(tmp_path, focus_list=True) as run:
        await take(run, path)
        await run.press("g", "enter")
        number = run.app.desk.opened.article.id
        await take(run, tmp_path / "other.txt")
        assert run.message == "1 added"
        assert not run.library.article(number).has_text
        await take(run, tmp_path / "book.txt")
        assert run.message == "1 updated · 1 of 1 highlights in place"
        assert run.library.article(number).has_text
        (mark,) = run.library.highlights_of(number)
        assert run.library.body(number).text[mark.start : mark.end] == "It is not here."
        article = run.library.article(number)  # later files of passages know it by these
        assert (article.title, article.authors) == ("A book", ("Li Wei",))


async def test_of_an_article_without_its_text_one_goes_through_the_highlights(tmp_path: Path) -> None:
    path = tmp_path / "My Clippings.txt"
    path.write_text(CLIPPINGS, "utf-8")
    async with running(tmp_path, focus_list=True) as run:
        await take(run, path)
        await run.press("g", "enter")
        main = run.app.main
        await run.press("1", "r")
        assert run.message == "nothing waits · 1 highlight has no place until the text is here"
        for key, said in (("enter", "the text is not here · + adds it"), ("e", "the text is not here")):
            await run.press(key)
            assert run.message.startswith(said) and main.place == "marks"
        await run.press("plus")
        assert type(main.prompts.open).__name__ == "QueryPrompt"
        await run.press("escape", "shift+tab", "space")
        assert "finished" not in run.message
        for key in ("h", "1", "a", "M"):
            await run.press(key)
            assert run.message == "the text is not here, and what stands in for it cannot be marked"
        await run.press("tab", "H", "escape")
        assert main.place == "marks"
        await run.press("q")
        assert main.place == "list"
        await run.press("escape")
        assert main.place == "marks"
        mark = main.desk.opened.passages
        assert [(each.quote, each.tags) for each in mark] == [("It is not here.", ("claim",))]


async def test_how_far_an_import_is_stands_where_nothing_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "My Clippings.txt"
    path.write_text(CLIPPINGS, "utf-8")
    async with running(tmp_path) as run:
        main, now, shown = run.app.main, 0.0, []
        say = main.say_how_far

        def hear(words: str, done: int = 0, total: int = 0) -> None:
            nonlocal now
            now += 4.0
            say(words, done, total)
            shown.append(main.status.status.message)
            if words:
                main.say("highlighted")  # what a key does meanwhile
                assert main.status.status.message == "highlighted"
                main.message = ""  # with the next key

        monkeypatch.setattr("reader.ui.tasks.imports._MOST", 1)
        monkeypatch.setattr(main.intake, "_clock", lambda: now)
        monkeypatch.setattr(main, "say_how_far", hear)
        await take(run, path)
        assert shown.pop(0) == f"reading {path}"
        assert (
            shown[0].startswith(("━", "╌"))
            and "  importing " in shown[0]
            and shown[0].endswith("% · esc stops")
        )
        assert "/min" in shown[1] and shown[1].endswith(" · esc stops")
        assert shown[-1] == ""
        assert run.message.startswith("1 added")
