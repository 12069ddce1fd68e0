"""Paths that are completed as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.ui.prompts.path_completion import complete_path
from reader.ui.widgets.query_prompt import QueryPrompt
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Notes" / "old ones").mkdir(parents=True)
    (tmp_path / "Notes" / "old ones" / "b.txt").write_text("The text of b. It goes on.", encoding="utf-8")
    (tmp_path / ".hidden").touch()
    (tmp_path / "news.txt").touch()
    (tmp_path / "new\nline").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("n", ("news.txt",)),
        ("no", ("Notes/",)),
        ("x", ()),
        ("./ne", ("news.txt",)),
        ("~", ("~/",)),
        ("~/N", ("Notes/",)),
        ("Notes/", ("old ones/",)),
        ("Notes/old ones/", ("b.txt",)),
        (".h", (".hidden",)),
        ("news.txt", ()),
        ("nowhere/", ()),
        ("a\0/", ()),
        ("https://n", ()),
    ],
)
def test_a_path_goes_on_with_what_is_there(typed: str, texts: tuple[str, ...]) -> None:
    assert complete_path(typed, len(typed)).texts == texts


def test_what_is_typed_stays_and_hidden_names_are_not_offered() -> None:
    offered = complete_path("~/", 2)
    assert (offered.start, offered.end) == (2, 2)
    assert ".hidden" not in offered.texts
    assert "Notes/" in offered.texts


async def test_tab_leads_from_folder_to_file(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        await run.press("plus", "N", "tab")
        prompt = run.app.main.prompts.open
        assert isinstance(prompt, QueryPrompt)
        assert prompt.text == "Notes/"
        await run.press("tab", "tab")
        assert prompt.text == "Notes/old ones/b.txt"
        await run.press("enter")
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        assert run.library.count() == 3
