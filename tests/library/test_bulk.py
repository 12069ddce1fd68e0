"""Every place where a pattern fits, and one step for what is done to all of them."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import BadPattern, Library
from reader.library.editing.bulk import Hit, Hits, Outcome, hits_in
from reader.library.history import history
from reader.model import Article, Body, Highlight
from reader.text.bulk import Bulk, read_bulk
from tests.library.helpers import TEXT, added, history_of, imported


def _found(text: str, line: str, marks: list[Highlight] | None = None) -> list[tuple[str, str]]:
    hits = hits_in(Article(1, "t"), Body.plain(text), marks or [], read_bulk(line)).found
    assert all(hit.shown[hit.at - hit.first : hit.to - hit.first] == text[hit.at : hit.to] for hit in hits)
    return [(text[hit.start : hit.end], text[hit.at : hit.to]) for hit in hits]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (r"/\bhe\b|had/", [("had", "had"), ("He", "He")]),
        (r"/\bH\w/", [("He", "He")]),
        ("/had|asked|not/ tag x sentence", [
            ("Nobody had asked the ferryman.", "had"),
            ("He would have said: not yet.", "not"),
        ]),
        ("/had|said/ tag x paragraph", [
            ("Nobody had asked the ferryman. He would have said: not yet.", "had"),
        ]),
        (r"/\s+/", []),
        (r"/ was\s/", [("was", "was")]),
        ("/closed.*Nobody/", []),
        ("/^It/", [("It", "It")]),
    ],
)  # fmt: skip
def test_hits_are_passages_with_the_place_in_them(line: str, found: list[tuple[str, str]]) -> None:
    assert _found(TEXT, line) == found


def test_a_grapheme_is_never_split() -> None:
    assert _found("cafe\u0301 a", "/e/") == [("e\u0301", "e")]


@given(
    st.text("ab .\n\u0301", max_size=60),
    st.sampled_from(["/a/", "/a b/ tag x sentence", "/b/ tag x paragraph"]),
)
def test_every_passage_holds_its_place_and_none_comes_twice(text: str, line: str) -> None:
    body = Body.plain(text)
    hits = hits_in(Article(1, "t"), body, [], read_bulk(line)).found
    assert all(hit.start <= hit.at < hit.to <= hit.end <= len(text) for hit in hits)
    assert len({(hit.start, hit.end) for hit in hits}) == len(hits)


def test_a_bad_pattern_and_one_that_takes_too_long_are_told() -> None:
    with pytest.raises(BadPattern, match="at the end: missing"):
        hits_in(Article(1, "t"), Body.plain("a"), [], Bulk("(a"))
    slow = hits_in(Article(1, "t"), Body.plain("a" * 60 + "!"), [], Bulk(r"(a|aa)+$"))
    assert slow == Hits([], 0, stopped=True)


# -- in a library


def _gather(library: Library, line: str) -> tuple[Bulk, dict[int, list[Hit]], dict[int, str], int]:
    bulk, hits, digests, done = read_bulk(line), {}, {}, 0
    for article in library.articles(library.article_ids()):
        found = library.hits(article, bulk)
        done += found.done
        if found.found:
            hits[article.id], digests[article.id] = found.found, article.digest
    return bulk, hits, digests, done


def _do(library: Library, line: str) -> Outcome:
    bulk, hits, digests, _ = _gather(library, line)
    *_, last = [Outcome(0, 0), *library.bulk(bulk, hits, digests)]
    return last


def _tags(library: Library) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((mark.quote, mark.tags) for mark in library.highlights())


def test_all_is_one_step_over_articles(library: Library) -> None:
    for number in range(40):  # more than wait for the disk at once
        added(library, f"Text {number}. {TEXT}", title=f"T{number}")
    assert _do(library, "/ferryman/ tag who") == Outcome(40, 40)
    assert _tags(library) == [("ferryman", ("who",))] * 40
    step = library.next_undo()
    assert step and step.words == "#who by /ferryman/ (40 changes in 40 articles)"
    library.undo()
    assert _tags(library) == []
    library.redo()
    assert _tags(library) == [("ferryman", ("who",))] * 40


@pytest.mark.parametrize("on_a_line", [1, 2, 500])
def test_a_step_of_many_passages_is_one_however_many_lines_it_takes(
    library: Library, monkeypatch: pytest.MonkeyPatch, on_a_line: int
) -> None:
    monkeypatch.setattr(history, "_ENTRIES", on_a_line)
    article = added(library)
    _do(library, "/e/ tag letter")
    many = _tags(library)
    assert len(many) > 4
    assert history_of(library).read_bytes().count(b"\n") == -(-len(many) // on_a_line) + 1  # and the adding
    with library.step("a run"):
        _do(library, "/e/ tag vowel")
        _do(library, "/o|e/ tag round")
        library.change_article(article, status="done")
    marked = _tags(library)
    for _ in range(2):
        library.undo()
        assert (_tags(library), library.article(article).status) == (many, "inbox")
        library.undo()
        assert _tags(library) == []
        library.redo()
        library.redo()
        assert (_tags(library), library.article(article).status) == (marked, "done")


def test_where_one_stops_what_was_done_is_one_step(library: Library) -> None:
    for number in range(40):
        added(library, f"Text {number}. {TEXT}", title=f"T{number}")
    bulk, hits, digests, _ = _gather(library, "/ferryman/ tag who")
    assert list(islice(library.bulk(bulk, hits, digests), 1)) == [Outcome(32, 32)]
    assert len(_tags(library)) == 32
    library.undo()
    assert _tags(library) == []


def test_a_passage_that_is_marked_takes_the_tag_and_one_that_has_it_is_done(library: Library) -> None:
    article = added(library)
    start = TEXT.index("It rained.")
    library.mark(article, start, start + 10, tags=["a"], note="n")
    assert _do(library, "/rained/ tag b sentence") == Outcome(1, 1)
    assert [(mark.tags, mark.note) for mark in library.highlights()] == [(("a", "b"), "n")]
    _, hits, _, done = _gather(library, "/rained/ tag b sentence")
    assert (hits, done) == ({}, 1)


def test_tags_are_taken_off_passages_that_hold_the_place(library: Library) -> None:
    article = added(library)
    library.mark(article, 0, 22, tags=["a", "b"])
    library.mark(article, 4, 10, tags=["b"])
    library.mark(article, 11, 14, tags=["b"])
    assert _do(library, "/bridge/ untag b") == Outcome(2, 1)
    assert _tags(library) == [("The bridge was closed.", ("a",)), ("bridge", ()), ("was", ("b",))]
    assert _do(library, "/bridge/ untag") == Outcome(1, 1)
    library.undo()
    library.undo()
    assert _tags(library)[0] == ("The bridge was closed.", ("a", "b"))


def test_a_text_that_was_updated_meanwhile_is_left_as_it_is(library: Library) -> None:
    article = added(library)
    bulk, hits, digests, _ = _gather(library, "/bridge/ tag a")
    library.add(imported("Another bridge. " + TEXT, origin="/texts/A bridge.txt"))
    assert library.article(article).digest != digests[article]
    assert list(library.bulk(bulk, hits, digests)) == [Outcome(0, 0, 1)]
    assert _tags(library) == []


def test_passages_made_moved_and_deleted_meanwhile_are_taken_as_they_are(library: Library) -> None:
    article = added(library)
    moved, gone = library.mark(article, 4, 10), library.mark(article, 15, 21)
    bulk, hits, digests, _ = _gather(library, "/bridge|closed|rained/ tag a")
    start = TEXT.index("rained")
    library.mark(article, start, start + 6, tags=["b"])
    library.change(moved, end=14)
    library.delete([gone])
    assert list(library.bulk(bulk, hits, digests)) == [Outcome(3, 1)]
    assert _tags(library) == [
        ("bridge", ("a",)),
        ("bridge was", ()),
        ("closed", ("a",)),
        ("rained", ("a", "b")),
    ]
    library.undo()
    assert _tags(library) == [("bridge was", ()), ("rained", ("b",))]


def test_others_passages_are_left_alone(library: Library) -> None:
    article = added(library)
    with Library(library.root, annotator="lee") as lee:
        lee.mark(article, 4, 10, tags=["b"])
    assert _gather(library, "/bridge/ untag b")[1] == {}
    assert _do(library, "/bridge/ tag a") == Outcome(1, 1)
    assert [(mark.annotator, mark.tags) for mark in library.highlights()] == [
        ("lee", ("b",)),
        ("kim", ("a",)),
    ]
