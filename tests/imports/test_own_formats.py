"""Our own exports read back: the same highlights, in an empty library and in one that has the text."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings

from reader.exports.shapes import view_shape
from reader.library import Library
from reader.model import Article, ArticleView, Body, Codebook, Imported, Link, Metadata, Was
from reader.sources.imports.own_fields import body_of
from tests.exports.test_readback import views
from tests.exports.views import EVERYDAY
from tests.imports.helpers import bring, errors, exported, one, read, views_of, without
from tests.text.samples import nested_bodies

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Highlight

SETTINGS = settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
#: What changes with every write, or is not the highlight's own.
ALWAYS = ("updated", "origin")
#: Format -> what its file says nothing of.
SAYS_NOTHING_OF = {
    "json": (),
    "jsonl": (),
    "csv": ("annotator",),
    "w3c": ("id",),
    "hypothesis": ("id", "colour"),
    "refi-qda": ("id", "article", "colour"),
}
WITH_TEXT = ("json", "refi-qda")


def compared(marks: list[Highlight] | tuple[Highlight, ...], form: str, *more: str) -> list[Highlight]:
    return [without(mark, "was", *ALWAYS, *SAYS_NOTHING_OF[form], *more) for mark in marks]


def read_back(folder: Path, form: str, view: ArticleView) -> list[Imported]:
    found = read(folder / f"export.{form}", exported(form, [view]), form)
    assert errors(found) == []
    return found


def in_order(view: ArticleView) -> ArticleView:
    """Return a view with all that a library would make of it."""
    marks = sorted(view.highlights, key=lambda mark: (mark.start, mark.end, mark.id))
    return replace(
        view,
        highlights=tuple(replace(mark, tags=tuple(sorted(mark.tags)), annotator="eva") for mark in marks),
    )


@pytest.mark.parametrize("form", SAYS_NOTHING_OF)
@given(view=views())
@SETTINGS
def test_what_was_exported_comes_back(
    form: str, view: ArticleView, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("library")
    view = in_order(view)
    with Library(folder / "whole", annotator="eva") as library:
        bring(library, read_back(folder, "json", view))
        (whole,) = views_of(library)
        assert whole.body == view.body
        assert compared(whole.highlights, form) == compared(view.highlights, form)
        outcomes = bring(library, read_back(folder, form, whole))
        assert sum(outcome.new for outcome in outcomes) == 0
        assert library.highlights_of(whole.article.id) == list(whole.highlights)
        library.delete(whole.highlights)
        bring(library, read_back(folder, form, whole))
        here = library.highlights_of(whole.article.id)
        assert compared(here, form, "id") == compared(whole.highlights, form, "id")
    with Library(folder / "empty", annotator="eva") as library:
        bring(library, read_back(folder, form, whole))
        (copy,) = views_of(library)
        if form in WITH_TEXT:
            assert compared(copy.highlights, form) == compared(whole.highlights, form)
        else:
            assert {mark.anchor for mark in copy.highlights} == {"orphan"}
            place = "start end prefix suffix anchor id article".split()
            copied, marked = (compared(view.highlights, form, *place) for view in (copy, whole))
            assert sorted(copied, key=repr) == sorted(marked, key=repr)


@pytest.mark.parametrize("form", SAYS_NOTHING_OF)
def test_what_was_exported_finds_its_text_in_another_library(form: str, tmp_path: Path) -> None:
    view = in_order(replace(EVERYDAY, article=EVERYDAY.article._replace(url="")))
    with Library(tmp_path / "other", annotator="eva") as library:
        text = Imported("/wall.txt", Metadata(view.article.title), view.body)
        known = library.add(text).article.id
        bring(library, read_back(tmp_path, form, view))
        assert [article.id for article in library.page()] == [known]
        here = library.highlights_of(known)
    assert {mark.anchor for mark in here} == {"exact"}
    assert compared(here, form, "id", "article") == compared(view.highlights, form, "id", "article")


def test_json_brings_back_everything(tmp_path: Path) -> None:
    lost = replace(
        EVERYDAY.highlights[0],
        id=EVERYDAY.highlights[0].id + 9,
        start=0,
        end=0,
        anchor="orphan",
        was=Was("0" * 32, 3, 9, EVERYDAY.highlights[0].quote),
        origin="kindle:x",
        links=(Link("answers", EVERYDAY.highlights[0].id),),
    )
    view = in_order(replace(EVERYDAY, highlights=(*EVERYDAY.highlights, lost)))
    with Library(tmp_path / "library") as library:
        bring(library, read_back(tmp_path, "json", view))
        (copy,) = views_of(library)
    article = view.article._replace(highlights=3, characters=len(view.body.text), words=copy.article.words)
    assert copy.article == article
    assert (copy.body, copy.codebook) == (view.body, view.codebook)
    assert [without(mark, "updated") for mark in copy.highlights] == [
        without(mark, "updated") for mark in view.highlights
    ]


def test_json_that_another_program_laid_out_anew_is_the_same(tmp_path: Path) -> None:
    content = exported("json", [EVERYDAY])
    laid_out = json.dumps(json.loads(content), indent=1)
    assert read(tmp_path / "a", laid_out, "json") == read(tmp_path / "a", content, "json")


def test_what_is_damaged_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    first, entry, *_ = exported("json", [EVERYDAY]).split(b"\n")
    broken = b"\n".join([first, entry + b",", entry[:-40] + b",", b'{"article":{}}', b"3"])
    found = read(tmp_path / "x.json", broken)
    assert errors(found) == [
        "x.json, line 3: this is no whole article.",
        "x.json: one article has neither a title nor a text.",
        "x.json, line 5: this is no whole article.",
        "x.json is damaged: its end is missing.",
    ]
    assert sum(bool(imported.passages) for imported in found) == 1
    newer = first.replace(b'"version":1', b'"version":2') + b"\n]}\n"
    assert errors(read(tmp_path / "x.json", newer)) == [
        "x.json was written by a newer version of this program."
    ]
    assert errors(read(tmp_path / "x.json", b'{"format":"reader",' + b"[" * 100_000)) == [
        "x.json is damaged: it is no whole JSON document."
    ]
    line = exported("jsonl", [EVERYDAY]).split(b"\n")[0]
    assert errors(read(tmp_path / "x", line + b"\n{}\nnot json\n")) == [
        "x, line 2: this is no passage.",
        "x, line 3: this is no passage.",
    ]


HOSTILE = "a\x1b]52;c;AAAA\x07b\x00\x9b2Jc\u202e"


def test_no_file_of_ours_brings_control_characters_in(tmp_path: Path) -> None:
    document = json.loads(exported("json", [EVERYDAY]))

    def spoilt(value: object) -> object:
        if isinstance(value, str):
            return value if value in ("reader", "exact", "paragraph", "title", "heading") else value + HOSTILE
        if isinstance(value, list):
            return [spoilt(each) for each in value]
        return {name: spoilt(each) for name, each in value.items()} if isinstance(value, dict) else value

    found = read(tmp_path / "x.json", json.dumps(spoilt(document)), "json")
    with Library(tmp_path / "library") as library:
        bring(library, found)
        written = b"".join(path.read_bytes() for path in library.root.glob("[alt]*/**/*") if path.is_file())
        written += (library.root / "library.json").read_bytes()
    assert b"AAAA" not in written and b"ab" in written
    assert not set(written.decode()) & set("\x1b\x07\x00\x9b\u202e")


@given(nested_bodies)
def test_what_stands_in_quotes_and_lists_comes_back_in_them(body: Body) -> None:
    view = ArticleView(Article(1, "T"), body, (), Codebook())
    assert body_of(json.loads(json.dumps(view_shape(view)))).blocks == body.blocks


def test_blocks_that_do_not_fit_their_text_are_left_out(tmp_path: Path) -> None:
    document = json.loads(exported("json", [EVERYDAY]))
    document["articles"][0]["article"]["blocks"][1]["end"] = 10**6
    (codebook, imported) = read(tmp_path / "x.json", json.dumps(document), "json")
    assert codebook.is_codebook
    assert imported.body.text == EVERYDAY.body.text
    assert {block.kind for block in imported.body.blocks} == {"paragraph"}


#: JSON-LD as other programs write it: one annotation, a list, a page; bodies and selectors of all kinds.
WEB = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "https://annotations.example/1",
    "type": "Annotation",
    "created": "2024-05-06T07:08:09+02:00",
    "creator": {"id": "https://example.org/kim", "nickname": "kim"},
    "body": [
        "A note.",
        {"type": "TextualBody", "value": "politics, local", "purpose": "tagging"},
        {"type": "Image", "id": "https://example.org/a.png"},
    ],
    "target": {
        "source": {"id": "https://example.org/page"},
        "styleClass": "red",
        "selector": {
            "type": "FragmentSelector",
            "value": "top",
            "refinedBy": {"type": "TextQuoteSelector", "exact": "nine gates", "prefix": "has "},
        },
    },
}
WEB_PAGE = {**WEB, "id": "https://annotations.example/2", "target": "https://example.org/page"}


@pytest.mark.parametrize(
    "document",
    [
        [WEB, WEB_PAGE],
        {"@context": WEB["@context"], "type": "AnnotationCollection", "first": {"items": [WEB, WEB_PAGE]}},
    ],
)
def test_web_annotations_of_others(document: object, tmp_path: Path) -> None:
    imported = one(tmp_path / "x.jsonld", json.dumps(document, indent=1), "w3c")
    (passage,) = imported.passages
    assert (passage.quote, passage.prefix, passage.colour) == ("nine gates", "has ", "red")
    assert (passage.note, passage.tags, passage.annotator) == ("A note.", ("politics; local",), "kim")
    assert (passage.created, passage.key) == ("2024-05-06T05:08:09Z", "https://annotations.example/1")
    assert (imported.metadata.url, imported.kept.note) == ("https://example.org/page", "A note.")
    assert imported.lost == {"body that is no text": 2, "other selector": 1}


def test_hypothesis_as_its_api_answers(tmp_path: Path) -> None:
    note = {
        "id": "abc",
        "created": "2024-05-06T07:08:09.123+00:00",
        "user": "acct:kim@hypothes.is",
        "uri": "https://example.org/page",
        "text": "Why nine?",
        "tags": ["Gates"],
        "document": {"title": ["The page"]},
        "target": [
            {
                "source": "https://example.org/page",
                "selector": [
                    {"type": "RangeSelector", "startContainer": "/p[1]"},
                    {"type": "TextPositionSelector", "start": 5, "end": 15},
                    {"type": "TextQuoteSelector", "exact": "nine gates"},
                ],
            }
        ],
    }
    page = {**note, "id": "d", "text": "A good page.", "tags": ["good"], "target": [{"source": "x"}]}
    reply = {**note, "id": "e", "references": ["abc"]}
    imported = one(tmp_path / "x.json", json.dumps({"total": 3, "rows": [note, page, reply]}), "hypothesis")
    (passage,) = imported.passages
    assert (passage.quote, passage.note, passage.tags) == ("nine gates", "Why nine?", ("Gates",))
    assert (passage.key, passage.annotator, passage.utf16) == ("hypothesis:abc", "kim", True)
    assert (imported.metadata.title, imported.kept.note, imported.tags) == (
        "The page",
        "A good page.",
        ("good",),
    )
    assert imported.lost == {"reply": 1}


def project(xml: str, **members: str) -> bytes:
    """Pack a project with texts."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("project.qde", xml)
        for name, text in members.items():
            archive.writestr(f"Sources/{name}.txt", text)
    return out.getvalue()


PROJECT = """<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="Other 1.0">
<Users><User guid="U" name="Kim"/></Users>
<CodeBook><Codes><Code guid="A" name="a" isCodable="true" color="#ff0000">
<Description>What a is.</Description>
<Code guid="B" name="b" isCodable="true"/></Code></Codes></CodeBook>
<Sources>
<TextSource guid="11111111-1111-1111-1111-111111111111" name="Interview" plainTextPath="internal://t.txt">
<PlainTextSelection guid="S1" name="x" startPosition="7" endPosition="13" creatingUser="U"
 creationDateTime="2024-05-06T07:08:09Z"><Description>Note.</Description>
<Coding guid="C"><CodeRef targetGUID="B"/></Coding><NoteRef targetGUID="N"/></PlainTextSelection>
<PlainTextSelection guid="S2" name="y"/>
<Coding guid="D"><CodeRef targetGUID="A"/></Coding></TextSource>
<PictureSource guid="P" name="photo"/>
<TextSource guid="Q" name="Elsewhere" plainTextPath="relative://t.txt"/>
</Sources><Notes><Note guid="N" name="memo"><PlainTextContent>A memo.</PlainTextContent></Note></Notes>
</Project>"""


def test_a_project_of_another_program(tmp_path: Path) -> None:
    book, imported, elsewhere = read(
        tmp_path / "p.qdpx", project(PROJECT, t="First\r\nsecond line."), "refi-qda"
    )
    assert [(tag.name, tag.colour, tag.definition) for tag in book.codebook] == [
        ("a", "red", "What a is."),
        ("a/b", "", ""),
    ]
    (passage,) = imported.passages
    assert (passage.quote, passage.tags, passage.note) == ("second", ("a/b",), "Note.\n\nA memo.")
    assert (passage.annotator, passage.created, imported.tags) == ("Kim", "2024-05-06T07:08:09Z", ("a",))
    assert imported.lost == {"picture": 1, "passage without a place": 1, "text outside of the project": 1}
    assert elsewhere.metadata.title == "Elsewhere"
    with Library(tmp_path / "library") as library:
        bring(library, [book, imported])
        (view,) = views_of(library)
    (mark,) = view.highlights
    assert (view.article.title, view.body.text[mark.start : mark.end], mark.anchor) == (
        "Interview",
        "second",
        "exact",
    )


#: What a hostile or damaged project is told.
REFUSED = {
    "p.qdpx is refused: it declares a document type.": project(
        '<!DOCTYPE Project [<!ENTITY a "aaaa">]><Project>&a;</Project>'
    ),
    "p.qdpx is damaged: project.qde cannot be read.": project("<Project>"),
    "p.qdpx is damaged: it is no project and no codebook.": project("<html/>"),
    "p.qdpx is damaged: it is no whole ZIP archive.": project(PROJECT)[:900],
    "p.qdpx unpacks to more than the limit of 64 MB of text.": project(PROJECT, t="x"),
}


@pytest.mark.parametrize("said", REFUSED)
def test_a_hostile_project_gets_one_sentence(
    said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = REFUSED[said]
    if "64 MB" in said:
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as archive:
            archive.writestr("project.qde", PROJECT)
            archive.writestr("Sources/t.txt", b"x" * (40 << 20))
        raw = out.getvalue()
    assert errors(read(tmp_path / "p.qdpx", raw)) == [said]
