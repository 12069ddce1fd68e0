"""What `E` writes from each place, and that a file that is written again keeps what a person wrote in it."""

from __future__ import annotations

import asyncio
import sys
import types
from importlib.metadata import EntryPoint
from threading import Event, current_thread, main_thread
from typing import TYPE_CHECKING

from reader.config import Config
from reader.exports import FORMATS, plugged
from reader.exports.plugged import GROUP
from reader.library import Library
from reader.model.plugins import Plugin
from reader.ui.prompts.format_choice import FormatChoices, format_rows, recent_formats
from reader.ui.widgets.format_prompt import FormatPrompt
from tests.ui.apps import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

    from reader.model import ArticleView


async def test_each_place_exports_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with running(tmp_path) as run:
        second = run.library.mark(run.ids["Second"], 0, 11, tags=["claim"])
        await run.press("1", "right", "2")
        await run.export("m")
        first = folder / "first.md"
        assert "One two, three." in first.read_text()
        first.write_text(f"{first.read_text()}\nMine.\n")
        await run.press("right", "3")
        await run.export("m")
        assert run.message.startswith(f"brought up to date: {first}")
        assert first.read_text().count("\n> ") == 3
        assert "\nMine.\n" in first.read_text()
        await run.export("m")
        assert run.message.startswith(f"nothing new for {first}")

        await run.press("number_sign", "c", "l", "enter")
        await run.export("m")
        claims = (folder / "claim.md").read_text()
        assert claims.count("\n> ") == 2
        assert second.quote in claims
        await run.press("slash", "ctrl+u", *"alpha", "enter")  # passages, not articles
        await run.export("jsonl")
        assert (folder / "alpha.jsonl").read_text().count("\n") == 1
        await run.press("q", "H")
        await run.export("jsonl")
        assert (folder / "highlights.jsonl").read_text().count("\n") == 4
        await run.press("q", "tab", "slash", *"one", "enter")
        await run.export("jsonl")
        assert (folder / "first.jsonl").read_text().count("\n") == 1
        await run.press("q", "q")
        await run.export("m")
        assert (folder / "library.md").read_text().count("\n> ") == 4
        run.app.main.run("export-library")
        await run.pilot.pause()
        await run.press("c", "enter")
        await run.app.workers.wait_for_complete()
        assert (folder / "library.csv").exists()
        assert sorted(path.name for path in folder.iterdir()) == [
            "alpha.jsonl", "claim.md", "first.jsonl", "first.md", "highlights.jsonl",
            "library.csv", "library.md",
        ]  # fmt: skip


async def test_formats_of_plug_ins_stand_behind_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    quotes = types.ModuleType("quotes_for_a_test")
    quotes.write = lambda views: (mark.quote.encode() for view in views for mark in view.highlights)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, quotes.__name__, quotes)
    modules = {"quotes": quotes.__name__, "bad": "nowhere"}
    entries = [EntryPoint(name, module, GROUP) for name, module in modules.items()]
    found = {entry.name: Plugin(entry.name, "a-test 1.0", entry) for entry in entries}
    monkeypatch.setattr(plugged, "plugins", lambda group: found)
    assert [row.name for row in format_rows()] == [*FORMATS, "quotes", "bad"]
    async with running(tmp_path) as run:
        await run.press("1")
        await run.export("quotes")
        assert (tmp_path / "first.txt").read_text() == "One two, three."
        await run.export("bad")
        assert run.app.main.is_error and run.message.startswith("The plug-in bad (a-test 1.0) failed: ")


def test_a_format_is_found_by_its_name_its_use_and_its_readers() -> None:
    choices = FormatChoices(format_rows())
    for letters, name in {
        "m": "markdown", "h": "html", "c": "csv", "a": "anki", "bib": "bibtex", "obs": "markdown",
        "zot": "bibtex", "nvivo": "refi-qda", "excel": "csv", "latex": "bibtex", "paper": "html",
        "codebook": "refi-codebook", "training": "spacy", "jsonl": "jsonl", " Label": "label-studio",
        "word": "docx",
    }.items():  # fmt: skip
        assert choices.matches(letters)[0].name == name, letters
    assert not choices.matches("xyzzy")
    assert len({row.name for row in choices.matches("e")}) == len(choices.matches("e"))


def test_every_format_says_what_it_is_and_who_reads_it() -> None:
    rows = format_rows()
    assert all(row.group and row.about and row.readers for row in rows if row.name in FORMATS)
    groups = [row.group for row in rows]
    assert len([at for at, group in enumerate(groups) if group not in groups[:at]]) == len(
        [at for at, group in enumerate(groups) if not at or groups[at - 1] != group]
    )


async def test_the_formats_used_last_stand_on_top_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READER_CACHE", str(tmp_path / "cache"))
    async with running(tmp_path) as run:
        await run.press("1", "E")
        prompt = run.app.main.prompts.open
        assert isinstance(prompt, FormatPrompt) and prompt.chosen and prompt.chosen.name == "markdown"
        await run.press("down", "up", "up", "escape")
        await run.export("csv")
        await run.export("org")
        await run.export("csv")
        assert recent_formats() == ["csv", "org"]
        await run.press("E", "x", "y", "enter")
        assert isinstance(run.app.main.prompts.open, FormatPrompt)  # nothing fits, nothing is taken
        await run.press("escape")
        await run.export()
        assert run.message.startswith(f"written to {tmp_path}/first-3.csv")


async def test_one_reads_on_while_an_export_is_written_and_can_stop_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    began, go_on = Event(), Event()
    slow = types.ModuleType("slow_for_a_test")

    def write(views: Iterator[ArticleView]) -> Iterator[bytes]:
        for view in views:
            yield view.body.text.encode()
            began.set()
            go_on.wait(20)

    slow.write = write  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, slow.__name__, slow)
    entry = EntryPoint("slow", slow.__name__, GROUP)
    monkeypatch.setattr(plugged, "plugins", lambda group: {"slow": Plugin("slow", "a-test", entry)})
    async with running(tmp_path) as run:
        await run.press("q", "E", *"slow", "enter")
        await asyncio.to_thread(began.wait, 20)
        assert run.app.main.outgoing.running and any(folder.iterdir())  # under another name so far
        await run.press("tab", "right", "1")
        assert [mark.quote for mark in run.marks] == ["Four five six!"]
        await run.press("E", "c", "enter", "escape")  # the one that waits is dropped too
        assert run.message == "stopping"
        go_on.set()
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        assert run.message.startswith("stopped: the whole library is not exported")
        assert not list(folder.iterdir())
        await run.export("slow")
        assert [path.name for path in folder.iterdir()] == ["first.txt"]


async def test_leaving_ends_an_export_and_nothing_half_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    began, go_on = Event(), Event()
    real = Library.told

    def told(library: Library, article: int, query: object = None) -> ArticleView:
        if current_thread() is not main_thread():
            began.set()
            go_on.wait(20)
        return real(library, article)

    async with running(tmp_path) as run:
        monkeypatch.setattr(Library, "told", told)
        await run.press("q", "E", *"json", "enter")
        await asyncio.to_thread(began.wait, 20)
        run.app.exit()
        await run.pilot.pause()
    go_on.set()
    await asyncio.get_running_loop().shutdown_default_executor()  # the thread has ended
    assert not list(folder.iterdir())


async def test_a_passage_is_copied_with_its_source_in_the_style_that_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as run:
        run.app.desk.config = Config(citation="mla")
        run.library.change_article(run.ids["First"], authors=["Ana Pérez"], site="site-34")
        run.app.desk.reload()
        copied: list[str] = []
        monkeypatch.setattr(run.app, "copy_to_clipboard", copied.append)
        await run.press("y")
        assert copied == ["“One two, three.”\nPérez, Ana. “First.” site-34."]
