"""Links and footnotes: visited and left, by enter and by labels; nothing but http and https is opened."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import Library
from reader.model import Block, Blocks, Body, Imported, Mark, Marks, Metadata, ReaderError
from reader.ui.app import ReaderApp
from reader.ui.keys.labels import labels
from reader.ui.pane.links import link_at, links_between, note_of, references_to, refusal
from reader.ui.tasks import opener
from tests.ui.apps import Running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

TEXT = "See the site.[1] Again.[1]\n\nA picture\n\nThe note links.\n\nmore of it"
SITE, PICTURE = "https://example.org/a?b=c&d", "http://pictures.example/1.png"


def _body() -> Body:
    first, second, picture, note, more = (
        TEXT.index(words) for words in ("[1]", "[1]\n", "A picture", "The note", "more")
    )
    blocks = [
        Block("paragraph", 0, picture - 2),
        Block("image", picture, note - 2, 0, PICTURE),
        Block("footnote", note, more - 2, 0, "1"),
        Block("footnote", more, len(TEXT)),
    ]
    marks = [
        Mark("link", 8, 12, SITE),
        Mark("emphasis", 0, 12),
        Mark("footnote", first, first + 3, "1"),
        Mark("footnote", second, second + 3, "1"),
        Mark("link", TEXT.index("links"), TEXT.index("links") + 5, "mailto:a@example.org"),
    ]
    return Body(TEXT, Blocks(blocks), Marks(marks))


BODY = _body()
FIRST, SECOND, NOTE = TEXT.index("[1]"), TEXT.index("[1]\n"), TEXT.index("The note")


@pytest.mark.parametrize(
    ("offset", "kind", "target"),
    [
        (9, "address", SITE),
        (FIRST, "reference", "1"),
        (TEXT.index("picture"), "address", PICTURE),
        (NOTE, "note", "1"),
        (TEXT.index("links"), "address", "mailto:a@example.org"),
        (len(TEXT) - 1, "note", "1"),
    ],
)
def test_what_is_under_the_caret(offset: int, kind: str, target: str) -> None:
    link = link_at(BODY, offset)
    assert link and (link.kind, link.target) == (kind, target)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("See https://example.org/a?b=c&d#e, then go on.", "https://example.org/a?b=c&d#e"),
        ("(as http://example.org/a_(b) says)", "http://example.org/a_(b)"),
        ("“http://example.org/…”", "http://example.org/"),
        ("詳しくは（https://example.org/日本）。", "https://example.org/日本"),
    ],
)
def test_an_address_in_the_text_can_be_followed_from_each_of_its_letters(text: str, address: str) -> None:
    body, start = Body.plain(text), text.index("http")
    end = start + len(address)
    for offset in range(start, end):
        assert link_at(body, offset) == (start, end, "address", address)
    assert link_at(body, start - 1) is None
    assert link_at(body, end) is None


def test_an_address_that_leads_elsewhere_than_it_says_is_one_link() -> None:
    plain = Body.plain("https://a.example/")
    body = Body(plain.text, plain.blocks, Marks([Mark("link", 0, 18, SITE)]))
    assert [link.target for link in links_between(body, 0, 18)] == [SITE]


def test_elsewhere_there_is_no_link() -> None:
    assert link_at(BODY, 2) is None
    assert link_at(Body.plain(""), 0) is None
    assert note_of(BODY, "2") is None
    assert references_to(BODY, "1") == [FIRST, SECOND]
    assert [link.start for link in links_between(BODY, 0, SECOND + 1)] == [8, FIRST, SECOND]


@pytest.mark.parametrize(
    "address",
    [
        "mailto:a@b.example", "javascript:alert(1)", "file:///etc/passwd", "/relative", "other.html",
        "https://", "http://user:word@host/", "https://a b.example", "https://a\nb.example", "http://[", "",
        "//host/x", "https:\\\\host", "https://host/\u202eevil",
    ],
)  # fmt: skip
def test_what_is_not_opened(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)  # would raise TypeError
    assert refusal(address)
    with pytest.raises(ReaderError, match=r"^[^\n]+$"):
        opener.open_address(address)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows opens addresses itself")
def test_an_address_is_one_argument_and_no_shell_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    program = tmp_path / opener._OPENERS[-1 if sys.platform == "darwin" else 1]
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$#" "$@" > {kept}.new && mv {kept}.new {kept}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(opener, "_OPENERS", (program.name,))
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def start(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = popen(command, **options)
        started.append(process)
        return process

    monkeypatch.setattr(subprocess, "Popen", start)
    address = "https://example.org/?a=$(touch%20x)&b=`id`;c='d'"
    opener.open_address(address)
    started[0].wait()
    assert kept.read_text() == f"1|{address}|"


def test_without_an_opener_the_address_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ReaderError, match=r"no program here opens addresses: https://a\.example"):
        opener.open_address("https://a.example")


@given(st.integers(0, 600))
def test_no_label_begins_another(count: int) -> None:
    made = labels(count)
    assert len(set(made)) == count
    assert not any(b.startswith(a) for a in made[:40] for b in made if a != b)


def test_a_link_inside_the_text_is_a_place() -> None:
    marks = Marks([Mark("link", 0, 3, f"#{NOTE}"), Mark("link", 4, 7, "#top")])
    links = links_between(Body(TEXT, BODY.blocks, marks), 0, 9)
    assert [(link.kind, link.target) for link in links] == [("place", str(NOTE)), ("address", "#top")]


@asynccontextmanager
async def reading(tmp_path: Path, caret: int, url: str = "") -> AsyncIterator[Running]:
    with Library(tmp_path / "library", annotator="me") as library:
        article = library.add(Imported("/linked.md", Metadata("Linked", url=url), BODY)).article
        library.place(article.id, caret, 0.0)
        app = ReaderApp(library, article=article.id)
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause()
            yield Running(app, pilot, library, {"Linked": article.id})


def caret(run: Running) -> int:
    assert run.app.desk.session
    return run.app.desk.session.caret


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    class Started:
        def wait(self) -> int:
            return 0

    def start(command: list[str], **_: object) -> Started:
        found.append(command[-1])
        return Started()

    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")
    return found


@pytest.mark.parametrize("back", ["enter", "backspace"])
async def test_a_footnote_is_visited_and_left(back: str, tmp_path: Path) -> None:
    async with reading(tmp_path, SECOND) as run:
        await run.press("enter")
        assert caret(run) == NOTE
        assert run.message.startswith("note 1")
        await run.press(back)
        assert caret(run) == SECOND


@pytest.mark.parametrize(("offset", "reached"), [(NOTE, NOTE), (10**30, len(TEXT) - 1)])
async def test_a_place_is_visited_and_left(offset: int, reached: int, tmp_path: Path) -> None:
    async with reading(tmp_path, 0) as run:
        run.app.desk.opened.view.body = replace(BODY, marks=Marks([Mark("link", 0, 3, f"#{offset}")]))
        await run.press("enter")
        assert (caret(run), run.message) == (reached, "backspace goes back")
        await run.press("backspace")
        assert caret(run) == 0


async def test_a_note_come_upon_leads_to_its_first_reference(tmp_path: Path) -> None:
    async with reading(tmp_path, len(TEXT) - 1) as run:
        await run.press("enter")
        assert caret(run) == FIRST
        await run.press("backspace")
        assert caret(run) == len(TEXT) - 1


async def test_a_link_comes_first_in_the_menu(tmp_path: Path, opened: list[str]) -> None:
    async with reading(tmp_path, 9) as run:
        await run.press("enter", "enter")
        assert opened == [SITE]
        assert run.message == "opening example.org in the browser"
        await run.press("enter", "h")
        assert [mark.quote for mark in run.marks] == ["See the site.[1]"]


async def test_a_link_can_be_added_to_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added: list[str] = []
    async with reading(tmp_path, 9) as run:
        monkeypatch.setattr(run.app.main.shelf, "add", added.append)
        await run.press("enter", "plus")
        assert added == [SITE]


async def test_an_address_of_another_kind_is_said_not_to_be_opened(tmp_path: Path, opened: list[str]) -> None:
    async with reading(tmp_path, TEXT.index("links")) as run:
        await run.press("enter", "enter")
        assert (
            run.app.main.prompts.open
            and "mailto: addresses are not opened" in run.app.main.prompts.open.message
        )
        assert opened == []


async def test_labels_stand_on_links_and_are_typed(tmp_path: Path, opened: list[str]) -> None:
    async with reading(tmp_path, 0) as run:
        await run.press("W")
        assert run.app.desk.session
        assert list(run.app.desk.session.scene.labels.items()) == [
            (8, "a"), (FIRST, "s"), (SECOND, "d"), (TEXT.index("A picture"), "f"), (TEXT.index("links"), "g"),
        ]  # fmt: skip
        await run.press("f", "w")
        assert opened == [PICTURE]
        assert not run.app.desk.session.scene.labels
        await run.press("backspace")
        assert caret(run) == 0
        await run.press("W", "d")
        assert caret(run) == NOTE
        await run.press("W", "escape")
        assert not run.app.desk.session.scene.labels


async def test_the_original_is_opened_by_its_key_in_every_pane(tmp_path: Path, opened: list[str]) -> None:
    async with reading(tmp_path, 0, url=SITE) as run:
        await run.press("B", "tab", "B")
        assert opened == [SITE, SITE]


async def test_an_article_without_an_address_says_so(tmp_path: Path, opened: list[str]) -> None:
    async with reading(tmp_path, 0) as run:
        await run.press("B")
        assert run.message == "this article has no address of its own"
        assert opened == []
