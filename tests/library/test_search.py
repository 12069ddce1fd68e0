"""Words are found in texts and highlights, whatever they are made of, and whatever becomes of the index."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import BadPattern, Library, show_id
from reader.library.index.fulltext import FullText
from reader.library.index.terms import asked, fold, place, read_terms, snippet, spaced
from reader.library.query import search as search_module
from reader.text.query import parse
from tests.library.helpers import added

if TYPE_CHECKING:
    from pathlib import Path

FERRY = "The night ferry leaves at nine.\n\nThe café on deck is well-known; nobody pays there."
TEXTS = {
    "ferry": FERRY,
    "night": "夜の図書館は九時に閉まる。\n\n東京都に住む人は知らない。",
    "bridge": "The bridge is closed at night, and the ferryman sleeps. Later the ferry sank.",
    "korean": "도서관에서 책을 읽었다.",
}


@pytest.fixture
def filled(library: Library) -> Library:
    for title, text in TEXTS.items():
        added(library, text, title=title)
    return library


def titles(library: Library, text: str, *, regex: bool = False) -> set[str]:
    remarks: list[str] = []
    found = library.search(text, regex=regex, remark=remarks.append)
    assert remarks == []
    return {one.article.title for one in found}


def text_file(library: Library) -> Path:
    return library.root / ".reader" / "cache" / "text.sqlite"


SOUGHT = [
    ("ferry", {"ferry", "bridge"}),
    ("night ferry", {"ferry", "bridge"}),
    ("FERRY night", set()),
    ("Later", {"bridge"}),
    ("Ferry", set()),
    ("Café", set()),
    ('"The night"', {"ferry"}),
    ("the", {"ferry", "bridge"}),
    ("ferry cafe", {"ferry"}),
    ('"night ferry"', {"ferry"}),
    ('"ferry night"', set()),
    ("ferrym*", {"bridge"}),
    ("ferrym", set()),
    ("well-known", {"ferry"}),
    ("図書", {"night"}),
    ("図書館", {"night"}),
    ("東京", {"night"}),
    ("京都", {"night"}),
    ("館図", set()),
    ("도서관", {"korean"}),
    ("ferry OR 図書", set()),
    ("text:ferry", set()),
    ("NEAR(ferry", set()),
    ("ferry -- ' ;", {"ferry", "bridge"}),
    ('"night ferry', {"ferry"}),
    ("", set()),
    ("—", set()),
    ("*", set()),
]


@pytest.mark.parametrize(("text", "want"), SOUGHT)
def test_words_are_found(filled: Library, text: str, want: set[str]) -> None:
    assert titles(filled, text) == want


@pytest.mark.parametrize(("text", "want"), SOUGHT)
def test_without_the_full_text_every_text_is_read(
    filled: Library, monkeypatch: pytest.MonkeyPatch, text: str, want: set[str]
) -> None:
    def refuse(self: FullText, *given: object) -> None:
        raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr(FullText, "_make", refuse)
    remarks: list[str] = []
    found = filled.search(text, remark=remarks.append)
    assert {one.article.title for one in found} == want
    assert remarks == ([search_module._SCANNED] if read_terms(text) else [])


def test_what_is_found_stands_there(filled: Library) -> None:
    (one,) = filled.search("nine nobody")
    assert FERRY[one.start :].startswith(("nine", "nobody"))
    assert "nine" in one.snippet and "\n" not in one.snippet
    assert one.score != 0
    (two,) = filled.search("館")
    assert TEXTS["night"][two.start] == "館"


def test_the_better_comes_first_and_no_more_than_wanted(library: Library) -> None:
    for count in (1, 5, 2):
        added(library, "ferry " * count + "word " * (20 - count) + str(count), title=str(count))
    assert [one.article.title for one in library.search("ferry")] == ["5", "2", "1"]
    assert [one.article.title for one in library.search("ferry", 1)] == ["5"]
    assert library.search("ferry", 0) == []


def test_many_are_given_unranked(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "_RANKED_BELOW", 2)
    found = filled.search("ferry")
    assert [one.score for one in found] == [0, 0]


def test_it_keeps_up_with_changes(filled: Library) -> None:
    (one,) = filled.search("cafe")
    marked = filled.mark(one.article.id, 4, 9, note="Says the harbourmaster, 港.")
    (hit,) = filled.search("harbourmaster")
    assert (hit.article.id, hit.start) == (one.article.id, 4)
    assert "harbourmaster" in hit.snippet
    assert titles(filled, "港") == {"ferry"}
    filled.change(marked, note="Nothing.")
    assert titles(filled, "harbourmaster") == set()
    filled.delete([filled.highlight(marked.id)])
    assert titles(filled, "nothing") == set()
    filled.trash(one.article.id)
    assert titles(filled, "cafe") == set()
    filled.undo()
    assert titles(filled, "cafe") == {"ferry"}
    added(filled, "A lighthouse.", title="new")
    with Library(filled.root) as other:
        assert titles(other, "lighthouse") == {"new"}
        added(other, "A lightship.", title="newer")
    assert titles(filled, "lightship") == {"newer"}


def test_an_updated_source_is_found_by_its_new_text(library: Library) -> None:
    added(library, "The old harbour.", title="one", origin="/a.txt")
    assert titles(library, "old") == {"one"}
    added(library, "The new harbour.", title="one", origin="/a.txt")
    assert titles(library, "old") == set()
    assert titles(library, "new") == {"one"}


@pytest.mark.parametrize("junk", [None, b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\0" * 5000])
def test_the_full_text_is_made_anew(filled: Library, junk: bytes | None) -> None:
    assert titles(filled, "cafe") == {"ferry"}
    filled.close()
    for path in text_file(filled).parent.glob("text.sqlite*"):
        path.unlink()
    if junk is not None:
        text_file(filled).write_bytes(junk)
    with Library(filled.root) as again:
        assert titles(again, "cafe") == {"ferry"}
        assert titles(again, "図書") == {"night"}
    if junk is None:
        assert text_file(filled).stat().st_mode & 0o777 == 0o600


def test_it_knows_an_index_that_was_made_anew(filled: Library) -> None:
    assert titles(filled, "cafe") == {"ferry"}
    filled.close()
    for path in text_file(filled).parent.glob("index.sqlite*"):
        path.unlink()
    with Library(filled.root) as again:
        added(again, "A lighthouse.", title="new")
        assert titles(again, "lighthouse") == {"new"}
        assert titles(again, "cafe") == {"ferry"}


def test_a_failure_costs_no_save_and_no_open(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: FullText, *given: object, **named: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(FullText, "_put", fail)
    article = added(filled, "A lighthouse.", title="new")
    assert filled.mark(article, 2, 12).quote == "lighthouse"
    remarks: list[str] = []
    assert [one.article.id for one in filled.search("lighthouse", remark=remarks.append)] == [article]
    assert remarks == [search_module._SCANNED]


def test_an_article_whose_file_is_gone_is_not_found(filled: Library) -> None:
    (one,) = filled.search("cafe")
    next(filled.root.rglob(f"{show_id(one.article.id)}.json")).unlink()
    with Library(filled.root) as again:
        assert titles(again, "cafe") == set()


def test_the_words_of_a_query_also_stand_in_texts_and_notes(filled: Library) -> None:
    def listed(query: str) -> set[str]:
        return {article.title for article in filled.page(parse(query))}

    assert listed("cafe") == listed("caf") == {"ferry"}
    assert listed('"closed at night"') == {"bridge"}
    assert listed("図書") == {"night"}
    assert listed("ridg") == {"bridge"}  # in its title, where the middle of a word is enough
    assert listed("ferry -sank") == {"ferry"}
    assert listed("korean or pays") == {"korean", "ferry"}
    assert filled.count(parse("nine -cafe")) == 0
    (one,) = filled.search("cafe")
    filled.mark(one.article.id, 0, 3, note="harbourmaster")
    assert listed("harbourmaster") == {"ferry"}


# regular expressions


def test_a_regular_expression_is_matched(filled: Library) -> None:
    assert titles(filled, r"ferry\b.*nine", regex=True) == {"ferry"}
    assert titles(filled, "図書.", regex=True) == {"night"}
    (one,) = filled.search("caf.", regex=True)
    assert FERRY[one.start :].startswith("café")
    assert titles(filled, "the bridge", regex=True) == {"bridge"}
    assert titles(filled, "FERRY", regex=True) == set()
    assert titles(filled, r"^The\W\p{Ll}+\Wferry", regex=True) == {"ferry"}
    for bad, why in (("a(b", "character 4"), ("*", "character 1"), ("(?P<1>a)", "no regular expression")):
        with pytest.raises(BadPattern, match=why):
            filled.search(bad, regex=True)


def test_one_that_takes_too_long_is_stopped_and_said(library: Library) -> None:
    added(library, "a" * 5000 + "!", title="long")
    added(library, "short, and aa1b", title="first")
    remarks: list[str] = []
    found = library.search(r"(a|a|aa)+\d(?:b|c)$|(a+)+x", regex=True, remark=remarks.append)
    assert [one.article.title for one in found] == ["first"]
    assert remarks == ["Stopped in one text, after half a second each."]


# the terms


@given(st.text())
def test_any_text_is_safe(text: str) -> None:
    terms = read_terms(text)
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
        if terms:
            db.execute("SELECT * FROM t WHERE t MATCH ?", (asked(terms),)).fetchall()
    db.close()
    place(text, terms)


@given(st.text(), st.integers(0, 500))
def test_folding_keeps_offsets_and_a_snippet_is_one_line(text: str, start: int) -> None:
    assert len(fold(text)) == len(text)
    assert len(snippet(text, min(start, len(text))).splitlines()) <= 1


def test_only_scripts_without_spaces_are_spaced() -> None:
    assert spaced("ab 図書c") == "ab  図  書 c"
    assert spaced("café") == "café"


def test_what_fits_is_found_behind_many_that_rank_better_and_do_not(library: Library) -> None:
    for number in range(5):
        added(library, "The ferry.", title=f"lower {number}")
    wanted = added(library, "The Ferry, of which there is much more to be told than that.", title="upper")
    assert [found.article.id for found in library.search("Ferry", limit=1)] == [wanted]
    for word in ("one", "two"):
        library.change_article(wanted, note=word)  # of which an old row stays each time
    assert [found.article.id for found in library.search("Ferry", limit=2)] == [wanted]
