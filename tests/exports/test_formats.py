"""Every format, whole, against files that were read by eye."""

from __future__ import annotations

import html
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import mammoth
import pytest
from lxml import etree

from reader.exports import FORMATS
from reader.model import ArticleView, Link, Mark, Marks
from reader.model.view import LinkEnd
from tests.exports.views import EVERYDAY, HOSTILE, number

GOLDEN = Path(__file__).parent / "golden"
ALL = sorted(FORMATS.keys() - {"pdf"})  # that has a file of tests of its own
TOLD = ("markdown", "markdown-plain", "org", "html", "csv", "docx")  # of links
TEXT_FORMATS = sorted({*ALL} - {"markdown", "json", "anki", "refi-qda", "docx"})


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_an_export_is_as_it_was_read_by_eye(name: str) -> None:
    form = FORMATS[name]
    written = b"".join(form.write(iter([EVERYDAY, HOSTILE])))
    assert written == (GOLDEN / f"several-{name}{form.suffix}").read_bytes()


def test_a_project_holds_what_was_read_by_eye() -> None:
    archive = zipfile.ZipFile(BytesIO(b"".join(FORMATS["refi-qda"].write(iter([EVERYDAY, HOSTILE])))))
    assert archive.testzip() is None
    *sources, project = archive.namelist()
    assert project == "project.qde"
    assert archive.read(project) == (GOLDEN / "several-project.qde").read_bytes()
    assert [archive.read(name).decode() for name in sources] == [EVERYDAY.body.text, HOSTILE.body.text]


def _document(written: bytes) -> bytes:
    return zipfile.ZipFile(BytesIO(written)).read("word/document.xml")


def test_a_document_holds_what_was_read_by_eye_and_word_can_be_read_again() -> None:
    written = b"".join(FORMATS["docx"].write(iter([EVERYDAY, HOSTILE])))
    assert zipfile.ZipFile(BytesIO(written)).testzip() is None
    assert _document(written) == (GOLDEN / "several-document.xml").read_bytes()
    for part in zipfile.ZipFile(BytesIO(written)).namelist():
        etree.fromstring(zipfile.ZipFile(BytesIO(written)).read(part))
    read = mammoth.convert_to_html(BytesIO(written)).value
    assert f"<h1>{html.escape(EVERYDAY.article.title, quote=False)}</h1>" in read
    words = " ".join(mammoth.extract_raw_text(BytesIO(written)).value.split())
    for mark in EVERYDAY.highlights:
        assert " ".join(mark.quote.split()) in words
        assert " ".join(mark.note.split()) in words


@pytest.mark.parametrize("name", sorted({*ALL} - {"anki"}))  # of that the notes are compared
def test_the_same_library_gives_the_same_bytes(name: str) -> None:
    once, again = (b"".join(FORMATS[name].write(iter([EVERYDAY, HOSTILE]))) for _ in range(2))
    assert once == again


def test_a_page_keeps_what_joins_letters_and_emoji_in_a_note() -> None:
    note = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \U0001f469\u200d\U0001f467 \U0001fae9"
    marks = tuple(replace(mark, note=note) for mark in EVERYDAY.highlights)
    view = replace(EVERYDAY, article=EVERYDAY.article._replace(note=note), highlights=marks)
    page = b"".join(FORMATS["html"].write(iter([view]))).decode()
    assert page.count(note) == 1 + len(marks)
    assert "\ufffd" not in page


@pytest.mark.parametrize("name", ALL)
def test_nothing_to_export_is_no_error(name: str) -> None:
    b"".join(FORMATS[name].write(iter([])))


@pytest.mark.parametrize("name", ALL)
def test_losses_are_numbers_above_nought(name: str) -> None:
    lost = FORMATS[name].lost(EVERYDAY)
    assert all(type(count) is int and count > 0 for count in lost.values())


def _linked() -> ArticleView:
    """Return the everyday article with three links of its first passage: to its last, elsewhere, to none."""
    first, *rest = EVERYDAY.highlights
    there, gone = number("2n00000000zzz"), number("2n00000000zzy")
    links = (Link("supports", rest[-1].id), Link("contradicts", there), Link("answers", gone))
    ends = {
        rest[-1].id: LinkEnd(rest[-1].quote, EVERYDAY.article.title),
        there: LinkEnd("“Not *so*,” she said.", "Another <day>"),
    }
    led = {rest[-1].id: (LinkEnd(first.quote, EVERYDAY.article.title, "supported by"),)}
    return replace(EVERYDAY, highlights=(replace(first, links=links), *rest), ends=ends, led=led)


@pytest.mark.parametrize("name", ALL)
def test_a_link_is_carried_or_said_to_be_lost(name: str) -> None:
    view = _linked()
    written = b"".join(FORMATS[name].write(iter([view])))
    if name in ("json", "jsonl"):
        lines = json.loads(written)["articles"][0]["highlights"] if name == "json" else written.splitlines()
        shapes = [line if isinstance(line, dict) else json.loads(line) for line in lines]
        ids = [shape["id"] for shape in shapes]
        assert shapes[0]["links"][0] == {"kind": "supports", "highlight": ids[-1]}
        assert all(shape["links"] == [] for shape in shapes[1:])
        assert "link" not in FORMATS[name].lost(view)
    elif name in TOLD:
        written = _document(written) if name == "docx" else written
        words = " ".join(html.unescape(written.decode()).replace("\\", "").split())
        last = " ".join(view.highlights[-1].quote.split())
        assert f"→ supports “{last}”" in words
        assert "→ contradicts “Not *so*,” she said. (Another <day>)" in words
        assert "→ answers a passage that was deleted" in words
        assert f"← supported by “{' '.join(view.highlights[0].quote.split())}”" in words
        assert "link" not in FORMATS[name].lost(view)
    else:
        assert FORMATS[name].lost(view)["link"] == 3


@pytest.mark.parametrize("name", [*TOLD, "anki"])
def test_the_page_of_a_passage_is_told(name: str) -> None:
    body = EVERYDAY.body
    paged = replace(body, marks=Marks([*body.marks, Mark("page", 0, len(body.text), "xii")]))
    written = b"".join(FORMATS[name].write(iter([replace(EVERYDAY, body=paged)])))
    if name == "anki":
        written = _fields_of_cards(written)
    if name == "docx":
        written = _document(written)
    assert b"p. xii" in written


def _fields_of_cards(package: bytes) -> bytes:
    with TemporaryDirectory() as folder:
        path = zipfile.ZipFile(BytesIO(package)).extract("collection.anki2", folder)
        with closing(sqlite3.connect(path)) as database:
            return "".join(row[0] for row in database.execute("select flds from notes")).encode()
