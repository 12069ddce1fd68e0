"""KOReader's tables, read without running them, and its JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import sources
from reader.library import Library
from reader.sources.imports.lua import LuaError, load, values_of
from tests.imports.helpers import bring, errors, one, read

#: A sidecar in the shape that KOReader's dumper gives it.
SIDECAR = r"""-- /books/wall.sdr/metadata.epub.lua
return {
    ["annotations"] = {
        [1] = {
            ["chapter"] = "One",
            ["color"] = "green",
            ["datetime"] = "2024-05-06 07:08:09",
            ["drawer"] = "lighten",
            ["note"] = "Who \"counts\"?\
A line more.",
            ["page"] = "/body/DocFragment[3]/body/p[2]/text().0",
            ["pageno"] = 12,
            ["pos0"] = "/body/DocFragment[3]/body/p[2]/text().0",
            ["pos1"] = "/body/DocFragment[3]/body/p[2]/text().24",
            ["text"] = "There were nine \226\128\148 gates.",
        },
        [2] = {
            ["datetime"] = "2024-05-06 07:09:00",
            ["page"] = "x",
            ["text"] = "in One",
        },
    },
    ["doc_props"] = {
        ["authors"] = "Eva Maas\
Li Wei",
        ["language"] = "en",
        ["title"] = "The old wall",
    },
    ["percent_finished"] = 0.25,
    ["summary"] = {
        ["note"] = "Read again.",
        ["status"] = "complete",
    },
}
"""
OLDER = """return {
    ["highlight"] = {[12] = {[1] = {["datetime"] = "2020-01-02 03:04:05", ["drawer"] = "underscore",
        ["text"] = "Nine gates.", ["pos0"] = {["x"] = 1, ["y"] = 2.5}}},
        [13] = {[1] = {["datetime"] = "2020-01-02 03:05:00", ["text"] = "One is a bakery."}}},
    ["bookmarks"] = {
        [1] = {["datetime"] = "2020-01-02 03:04:05", ["highlighted"] = true, ["notes"] = "Nine gates.",
            ["text"] = "Which nine?"},
        [2] = {["datetime"] = "2020-01-02 03:05:00", ["highlighted"] = true, ["notes"] = "One is a bakery.",
            ["text"] = "Page 13 One is a bakery. @ 2020-01-02 03:05:00"},
        [3] = {["datetime"] = "2020-01-02 03:06:00", ["page"] = 14},
    },
    ["doc_path"] = "/mnt/us/books/wall.epub", ["stats"] = {["title"] = "", ["authors"] = "Eva Maas"},
}"""


def test_a_sidecar(tmp_path: Path) -> None:
    imported = one(tmp_path / "metadata.epub.lua", SIDECAR, "koreader")
    assert (imported.metadata.title, imported.metadata.authors) == ("The old wall", ("Eva Maas", "Li Wei"))
    assert (imported.status, imported.kept.note, imported.lost) == ("done", "Read again.", {"bookmark": 1})
    (passage,) = imported.passages
    assert (passage.quote, passage.note) == ("There were nine — gates.", 'Who "counts"?\nA line more.')
    assert (passage.colour, passage.created) == ("green", "2024-05-06T07:08:09Z")


def test_a_sidecar_of_before_2024(tmp_path: Path) -> None:
    imported = one(tmp_path / "metadata.epub.lua", OLDER, "koreader")
    assert imported.metadata.title == "wall"
    assert [(passage.quote, passage.note) for passage in imported.passages] == [
        ("Nine gates.", "Which nine?"),
        ("One is a bakery.", ""),
    ]
    assert imported.lost == {"bookmark": 1}


def test_what_its_exporter_writes(tmp_path: Path) -> None:
    entry = {"page": 12, "time": 1714979289, "text": "Nine gates.", "note": "Which?", "color": "red"}
    book = {
        "title": "The old wall",
        "author": "Eva Maas\nLi Wei",
        "entries": [entry],
        "version": "json/1.1.0",
    }
    imported = one(tmp_path / "x.json", json.dumps(book), "koreader")
    (passage,) = imported.passages
    assert (passage.quote, passage.note, passage.colour) == ("Nine gates.", "Which?", "red")
    assert (passage.created, imported.metadata.authors) == ("2024-05-06T07:08:09Z", ("Eva Maas", "Li Wei"))
    several = read(
        tmp_path / "y.json", json.dumps({"documents": [book, {**book, "title": "Two"}]}), "koreader"
    )
    assert [each.metadata.title for each in several] == ["The old wall", "Two"]


#: What is no table, and what is said of it.
REFUSED = {
    'return { ["annotations"] = os.execute("x") }': "it is no whole table",
    'return { ["annotations"] = function() end }': "it is no whole table",
    'return { ["a"] = 1 } os.exit()': "it is no table",
    'return { ["a"] = ': "its end is missing",
    'return { ["a"] = "open }': "it holds something that is no table",
    'return { ["a"] = "x" .. "y" }': "it holds something that is no table",
    "return {" + '["a"]={' * 100: "its tables are too deep or too many",
    'return { ["a"] = (1) }': "it holds something that is no table",
}


@pytest.mark.parametrize("raw", REFUSED)
def test_nothing_but_a_table_is_read(raw: str, tmp_path: Path) -> None:
    found = errors(read(tmp_path / "x.lua", raw, "koreader")) if '["' in raw else []
    assert found == [f"x.lua is damaged: {REFUSED[raw]}."]


def test_values_of_every_kind() -> None:
    table = load(b"return {1, 'a', [[long\n]], [5]=true, b = nil, c = -0x1F, [-2]=1.5e1; --[[x]] d={}, 'e'}")
    assert values_of(table) == [15, 1, "a", "long\n", "e", True]
    assert (table["c"], table["d"], "b" in table) == (-31, {}, False)
    with pytest.raises(LuaError):
        load(b"return 1")


def quoted(text: str) -> bytes:
    """Write a string as Lua's `%q` does."""
    raw = text.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\\n")
    return b'"' + raw.replace(b"\r", b"\\r").replace(b"\0", b"\\000") + b'"'


@given(st.text(st.characters(codec="utf-8")))
def test_strings_come_back(text: str) -> None:
    assert load(b"return {" + quoted(text) + b"}") == {1: text}


@given(st.binary(max_size=60))
def test_bytes_of_any_kind_are_a_table_or_refused(raw: bytes) -> None:
    try:
        load(b"return {" + raw)
    except LuaError as error:
        assert str(error)


def test_what_its_own_dumper_wrote_finds_its_places_in_the_book(tmp_path: Path) -> None:
    """Both shapes, the second over what the first has marked already; a bookmark of a page has no words."""
    with Library(tmp_path / "library") as library:
        (book,) = sources.load(str(Path(__file__).parents[1] / "sources" / "made" / "pandoc.epub"))
        article = library.add(book).article
        for name in ("koreader.epub.lua", "koreader-2019.pdf.lua"):
            made = (Path(__file__).parent / "made" / name).read_text("utf-8")
            (brought,) = bring(library, read(tmp_path / name, made, "koreader"))
            assert (brought.article.id, brought.new, brought.orphans) == (article.id, 2, 0)
        marks = library.highlights_of(article.id)
        text = library.body(article.id).text
        assert all(text[mark.start : mark.end] == mark.quote for mark in marks)
        assert sorted((mark.quote, mark.note) for mark in marks) == [
            ("Fischertürl and Žabí brána; the third, 城門", ""),
            ("Nobody had counted the gates", ""),
            (
                "Nobody had counted the gates of the old wall before the summer of 1998",
                'Who would?\nA "second" line \\ with a slash.',
            ),
            ("the third, 城門", "My own note"),
        ]
