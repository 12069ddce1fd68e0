"""Any string, by any way into the library and onto the screen: never a control character."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from textual.color import Color

from reader.library import Library
from reader.model import Body, Codebook, Imported, Metadata, ReaderError, Tag
from reader.ui.terminal.safety import ControlFilter
from reader.ui.widgets.painted import shown
from tests.hostile.payloads import TERM, TITLES
from tests.support.escapes import violations
from tests.support.terminal import Terminal
from tests.ui.apps import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.widget import Widget

COLS, ROWS = 100, 30
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LINE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
PIECES = st.sampled_from([*TERM.values(), "[/]", "[@click=app.quit]x[/]", "word", " ", "\ud800", "\u202e"])
ANY = st.text(st.characters(codec=None), max_size=40) | st.lists(PIECES, max_size=6).map("".join)


def strings(value: object) -> Iterator[str]:
    """Yield every string in a JSON value, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def written(folder: Path) -> Iterator[str]:
    """Yield every string in the files of a library, whatever lines of JSON they are made of."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".json", ".jsonl"}:
            for line in path.read_text(encoding="utf-8", errors="strict").splitlines():
                with contextlib.suppress(json.JSONDecodeError):
                    yield from strings(json.loads(line))


def fill(library: Library, text: str) -> None:
    """Give a string to everything that takes one; what is refused is refused in a clean sentence."""
    body = Body.plain("One two, three. Four five six! Seven.")
    known = Metadata(text, kicker=text, authors=(text,), site=text, url=text, published=text, standfirst=text)
    article = library.add(Imported(text or "/x", known, body)).article.id
    for call in (
        lambda: library.add(Imported("/y", known, Body.plain(f"{text} and more."), tags=(text,))),
        lambda: library.mark(article, 0, 8, note=text),
        lambda: library.mark(article, 4, 8, tags=[text]),
        lambda: library.mark(article, 4, 8, colour=text),
        lambda: library.change_article(article, title=text, kicker=text, authors=(text,), note=text),
        lambda: library.change_article(article, tags=(text,)),
        lambda: library.set_codebook(replace(Codebook(()), tags=(Tag(text, "1", "yellow", text),))),
    ):
        try:
            call()
        except ReaderError as error:
            assert not LINE.search(str(error)), call


@given(text=ANY)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_string_brings_a_control_character_into_a_library(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("library")
    with Library(folder, annotator=text) as library:
        fill(library, text)
    assert [each for each in written(folder) if CONTROL.search(each)] == []


@given(st.lists(ANY, max_size=4))
def test_the_backstop_lets_no_control_character_through(texts: list[str]) -> None:
    segments = [Segment(text) for text in texts]
    shown = ControlFilter().apply(segments, Color.parse("black"))
    assert not any(LINE.search(segment.text) for segment in shown)
    assert [len(segment.text) for segment in shown] == [len(text) for text in texts]


@given(ANY)
def test_no_row_that_a_widget_paints_itself_holds_a_control_character(text: str) -> None:
    assert not LINE.search(shown(text))
    assert len(shown(text)) == len(text)


def painted(widget: Widget) -> str:
    """Return the text that a widget's own rows hold."""
    return "".join(widget.render_line(y).text for y in range(widget.size.height))


async def test_no_message_of_the_status_line_holds_a_control_character(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        for text in TITLES.values():
            for error in (False, True):
                run.app.main.say(text, error=error)
                row = painted(run.app.main.status)
                assert not re.search("[\x00-\x1f\x7f-\x9f]", row), repr(text)


async def test_no_error_that_a_command_meets_says_a_control_character(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as run:
        said: list[Any] = []
        monkeypatch.setattr(run.app.main, "say", lambda text, **_: said.append(text))
        for text in TITLES.values():
            before = len(said)
            run.app.main.intake.start(str(tmp_path / "none") + text)
            await run.app.workers.wait_for_complete()
            assert len(said) > before, repr(text)
        assert [each for each in said if LINE.search(each)] == []


FIELDS = {
    "the palette": "ctrl+p",
    "the help": "?",
    "the details of an article": "d",
    "the query": "/",
    "what to add": "+",
}


@pytest.mark.parametrize("key", FIELDS.values(), ids=FIELDS.keys())
def test_what_is_pasted_into_a_field_is_shown_clean(tmp_path: Path, key: str) -> None:
    with Library(tmp_path / "library") as library:
        library.add(Imported("/one.txt", Metadata("The article"), Body.plain("One two, three. Four.")))
    command = [sys.executable, "-m", "reader", "--library", str(tmp_path / "library")]
    with Terminal(command, cols=COLS, rows=ROWS) as terminal:
        terminal.wait_for("LIST")
        before = terminal.screen()
        terminal.send(key)
        terminal.wait_for(lambda rows: rows != before)
        for text in TITLES.values():
            pasted = text.encode("utf-8", "replace").replace(b"\x1b[201~", b"")[:60]
            terminal.write(b"\x1b[200~" + pasted + b"\x1b[201~")
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0, terminal.text()
        assert violations(bytes(terminal.raw), COLS, ROWS, formats=True, ended=True) == []
