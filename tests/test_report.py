"""A fault leaves a report with where it arose, and nothing that a person wrote; what was typed is kept."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

import reader
from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.report import apology, lines_of
from reader.text.query import parse
from reader.ui.app import ReaderApp

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "what Ann said to Ben"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_CACHE", str(tmp_path / "cache"))


def fault() -> BaseException:
    """An error of the program's own code, and what came before it; the words of both are a person's."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError:
            parse({SECRET: 1})  # type: ignore[arg-type]
    except Exception as error:
        return error
    raise AssertionError


def test_the_report_says_where_and_tells_no_text(tmp_path: Path) -> None:
    error = fault()
    text = "\n".join(lines_of(error))
    assert f"reader {reader.__version__}, Python 3." in text and "\ntextual " in text
    assert f"builtins.{type(error).__name__}" in text
    assert "builtins.KeyError" in text
    assert "  reader/text/query.py:" in text and "test_report.py:" in text
    assert SECRET not in text
    assert str(tmp_path) not in text and sys.prefix not in text and reader.__path__[0] not in text


def test_the_apology_names_the_report(tmp_path: Path) -> None:
    said = apology(fault())
    (path,) = (tmp_path / "cache" / "reports").iterdir()
    assert str(path) in said and "is saved" in said
    assert SECRET not in said + path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_where_no_report_can_be_written_the_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    assert type(fault()).__name__ in apology(fault())
    assert "lies at" not in apology(fault())


async def test_what_is_being_typed_and_the_place_outlive_a_fault(tmp_path: Path) -> None:
    with Library(tmp_path / "library", annotator="me") as library:
        body = Body.plain("One two. Four five. " * 9)
        article = library.add(Imported("/a.txt", Metadata("First"), body)).article.id
        app = ReaderApp(library, article=article)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("right", "right", "a", "w", "h", "y")
            app._blame(ValueError(SECRET))
            app._fault = None  # the test is to end well
        assert library.article(article).position == body.text.index("One", 10)
        again = ReaderApp(library, article=article)
        async with again.run_test(size=(120, 40)) as pilot:
            await pilot.press("a")
            await pilot.pause()
            prompt = again.main.prompts.open
            assert prompt is not None
            assert getattr(prompt, "text", "") == "why"
