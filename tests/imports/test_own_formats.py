"""Our own exports read back: the same highlights, in an empty library and in one that has the text."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from reader.library import Library
from reader.model import ArticleView, Was
from tests.exports.test_readback import views
from tests.exports.views import EVERYDAY
from tests.imports.helpers import bring, errors, exported, read, views_of, without

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Highlight, Imported

SETTINGS = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
#: What changes with every write, or is not the highlight's own.
ALWAYS = ("updated", "origin")
#: Format -> what its file says nothing of.
SAYS_NOTHING_OF = {
    "json": (),
    "jsonl": (),
    "csv": ("annotator",),
}
WITH_TEXT = ("json",)


def compared(marks: list[Highlight] | tuple[Highlight, ...], form: str, *more: str) -> list[Highlight]:
    return [without(mark, *ALWAYS, *SAYS_NOTHING_OF[form], *more) for mark in marks]


def read_back(folder: Path, form: str, view: ArticleView) -> list[Imported]:
    found = read(folder / f"export.{form}", exported(form, [view]), form)
    assert errors(found) == []
    return found


def in_order(view: ArticleView) -> ArticleView:
    """Return a view with all that a library would make of it."""
    marks = sorted(view.highlights, key=lambda mark: (mark.start, mark.end, mark.id))
    return replace(view, highlights=tuple(replace(mark, tags=tuple(sorted(mark.tags))) for mark in marks))


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
            bodies = {(mark.quote, mark.note, mark.tags, mark.colour) for mark in whole.highlights}
            assert {(mark.quote, mark.note, mark.tags, mark.colour) for mark in copy.highlights} == bodies


def test_json_brings_back_everything(tmp_path: Path) -> None:
    lost = replace(
        EVERYDAY.highlights[0],
        id=EVERYDAY.highlights[0].id + 9,
        start=0,
        end=0,
        anchor="orphan",
        was=Was("0" * 32, 3, 9, EVERYDAY.highlights[0].quote),
        origin="kindle:x",
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


def test_blocks_that_do_not_fit_their_text_are_left_out(tmp_path: Path) -> None:
    document = json.loads(exported("json", [EVERYDAY]))
    document["articles"][0]["article"]["blocks"][1]["end"] = 10**6
    (codebook, imported) = read(tmp_path / "x.json", json.dumps(document), "json")
    assert codebook.is_codebook
    assert imported.body.text == EVERYDAY.body.text
    assert {block.kind for block in imported.body.blocks} == {"paragraph"}
