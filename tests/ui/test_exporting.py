"""What `E` writes from each place, and that a file that is written again keeps what a person wrote in it."""

from __future__ import annotations

import sys
import types
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING

from reader.config import Config
from reader.exports import FORMATS, plugged
from reader.exports.plugged import GROUP
from reader.model.plugins import Plugin
from reader.ui.exporting import letters_of_formats
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_each_place_exports_what_it_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with running(tmp_path) as run:
        second = run.library.mark(run.ids["Second"], 0, 11, tags=["claim"])
        await run.press("1", "right", "2", "E", "m")
        first = folder / "first.md"
        assert "One two, three." in first.read_text()
        first.write_text(f"{first.read_text()}\nMine.\n")
        await run.press("right", "3", "E", "m")
        assert run.message.startswith(f"brought up to date: {first}")
        assert first.read_text().count("\n> ") == 3
        assert "\nMine.\n" in first.read_text()
        await run.press("E", "m")
        assert run.message.startswith(f"nothing new for {first}")

        await run.press("number_sign", "c", "l", "enter", "E", "m")
        claims = (folder / "claim.md").read_text()
        assert claims.count("\n> ") == 2
        assert second.quote in claims
        await run.press("q", "q", "E", "m")
        assert (folder / "library.md").read_text().count("\n> ") == 4
        run.app.main.run("export-library")
        await run.pilot.pause()
        await run.press("c")
        assert (folder / "library.csv").exists()
        assert sorted(path.name for path in folder.iterdir()) == [
            "claim.md", "first.md", "library.csv", "library.md",
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
    letters = {name: letter for letter, name in letters_of_formats().items()}
    assert list(letters) == [*FORMATS, "quotes", "bad"]
    async with running(tmp_path) as run:
        await run.press("1", "E", letters["quotes"])
        assert (tmp_path / "first.txt").read_text() == "One two, three."
        await run.press("E", letters["bad"])
        assert run.app.main.is_error and run.message.startswith("The plug-in bad (a-test 1.0) failed: ")


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
