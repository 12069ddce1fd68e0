"""What the index takes for a query is what a look at each article takes; only quicker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.library.query.narrow import narrow, narrow_passages
from reader.library.query.select import article_matches, highlight_matches
from reader.text.query import parse
from tests.library.helpers import added

if TYPE_CHECKING:
    from reader.model import Article, Highlight
    from reader.text.query_nodes import Query

QUERIES = (
    "status:inbox",
    "status:done",
    "-status:done",
    "words:>3",
    "words:<4 or status:done",
    "words:3",
    "progress:<50",
    "progress:>50",
    "-progress:50",
    "added:7d",
    "added:>2020",
    "added:<2020",
    "added:2020-01",
    "lang:de",
    "lang:en",
    "lang:en-gb",
    "-lang:de",
    "title:one",
    "title:ONE",
    "site:site-1",
    "site:example",
    "author:kim",
    "#a",
    "#A",
    "#a/c",
    "-#a",
    "#b or #source",
    "#a #b",
    "(#a or status:done) -words:>10",
    "-(#a or title:one)",
    "has:note",
    "has:highlight",
    "-has:highlight",
    "has:orphan",
    "has:waiting",
    "note:remark",
    "colour:red",
    "by:kim",
    "-by:kim",
    "#a overlaps #b",
    "#b within:2p #a",
    "bridge",
    "BRIDGE",
    "ridg",
    "-bridge",
    '"was closed"',
    "bridge -#a",
    "bridge or #a",
    "remark",
    "50% or _",
)


@pytest.fixture
def filled(library: Library) -> Library:
    one = added(library, "The bridge was closed. It rained.\n\nNobody came.", title="one")
    two = added(library, "Three words only.", title="Two of them")
    three = added(library, "Ein Haus.", title="Drei")
    four = added(library, "A text about a brücke, 50% wet.", title="The bridge_again")
    library.mark(one, 0, 10, tags=["a"], note="A remark.")
    library.mark(one, 4, 15, tags=["b", "A/c"], colour="red")
    library.mark(one, 36, 42, tags=["b"])
    library.mark(two, 0, 5, tags=["alone"])
    library.change_article(two, status="done", authors=["Kim Low"], tags=["source"])
    library.change_article(three, note="On houses.", site="Example.org")
    library.place(one, 3, 0.5)
    library.place(two, 3, 0.504)
    library.place(four, 3, 0.9)
    library.trash(added(library, "The bridge is gone.", title="gone"))
    return library


def every(library: Library) -> list[tuple[Article, list[Highlight]]]:
    return [(article, library.highlights_of(article.id)) for article in library.page()]


def holding(library: Library, text: str) -> set[int]:
    """Look for a text as the full text does, in every article."""
    wanted = text.casefold()
    found = set()
    for article, highlights in every(library):
        texts = [library.body(article.id).text, *(f"{each.quote} {each.note}" for each in highlights)]
        if any(f" {wanted}" in f" {part.casefold()}" for part in texts):
            found.add(article.id)
    return found


def expected(library: Library, query: Query | None) -> set[int]:
    def paragraph_in(article: Article) -> object:
        return library.body(article.id).blocks.at

    return {
        article.id
        for article, highlights in every(library)
        if article_matches(
            query,
            article,
            highlights,
            paragraph=paragraph_in(article),  # type: ignore[arg-type]
            codebook=library.codebook,
            holding=lambda text: holding(library, text),
        )
    }


@pytest.mark.parametrize("text", QUERIES)
def test_a_query_takes_the_articles_that_meet_it(filled: Library, text: str) -> None:
    query = parse(text)
    want = expected(filled, query)
    assert {article.id for article in filled.page(query)} == want
    assert {article.id for article in filled.page(query, order="relevance")} == want
    assert filled.count(query) == len(want)


def test_the_queries_tell_articles_apart(filled: Library) -> None:
    """A control: a query that takes all or nothing would show little."""
    sizes = [len(expected(filled, parse(text))) for text in QUERIES]
    assert sum(0 < size < 4 for size in sizes) > len(sizes) // 2


@pytest.mark.parametrize("text", QUERIES)
def test_a_query_takes_the_highlights_that_meet_it(filled: Library, text: str) -> None:
    query = parse(text)
    want = [
        highlight.id
        for article, highlights in every(filled)
        for highlight in highlights
        if highlight_matches(
            query,
            highlight,
            article,
            highlights,
            paragraph=filled.body(article.id).blocks.at,
            codebook=filled.codebook,
        )
    ]
    assert [highlight.id for highlight in filled.highlights(query)] == want


def test_what_is_exact_is_not_decided_again(filled: Library) -> None:
    for text in ("status:done", "-#a", "words:>3 or has:note", "bridge -lang:de", "progress:>50"):
        assert narrow(parse(text), lambda text: ()).exact, text
    for text in ("title:one", "-title:one", "#a overlaps #b", "by:kim or status:done"):
        assert not narrow(parse(text), lambda text: ()).exact, text
    assert not narrow_passages(parse("#a")).exact


def test_passages_come_by_article_the_newest_first_over_many_chunks(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.query.selection._FIRST", 1)
    monkeypatch.setattr("reader.library.query.selection._MOST", 2)
    ids = [added(library, f"Text of number {number}.", title=str(number)) for number in range(9)]
    for article in ids:
        library.mark(article, 5, 7, tags=["x/y" if article in ids[::2] else "X"])
        library.mark(article, 0, 4, tags=["z"])
    found = [(each.article, each.start) for each in library.highlights()]
    assert found == [(article, start) for article in reversed(ids) for start in (0, 5)]
    assert [each.article for each in library.highlights(parse("#x"))] == ids[::-1]
    assert [each.article for each in library.highlights(parse("#x/y"))] == ids[::-2]
    assert [each.article for each in library.highlights(parse("#x title:3"))] == [ids[3]]


def test_a_list_that_is_being_walked_bears_changes(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.query.selection._FIRST", 1)
    ids = [added(library, f"Text of number {number}.", title=str(number)) for number in range(5)]
    for article in ids:
        library.mark(article, 0, 4, tags=["x"])
    found = []
    for highlight in library.highlights(parse("#x")):
        found.append(highlight.article)
        library.change(highlight, tags=["y"])
    assert found == ids[::-1]
    assert list(library.highlights(parse("#x"))) == []


def test_counts_and_last_uses_of_tags_are_those_of_an_index_made_anew(library: Library) -> None:
    one, two = (added(library, f"Text {name}.", title=name) for name in ("one", "two"))
    first = library.mark(one, 0, 4, tags=["a"])
    library.mark(two, 0, 4, tags=["a", "b"])
    last = library.mark(one, 5, 8, tags=["c"])
    library.mark(two, 5, 8, tags=["a"])
    for change in (
        lambda: library.change(last, tags=["a"]),
        lambda: library.delete([first]),
        lambda: library.change_article(one, tags=["kept", "b"]),
        lambda: library.trash(two),
        library.undo,
    ):
        change()
        kept = library.tag_counts(), library.recent_tags()
        library.close()
        for path in (library.root / ".reader" / "cache").iterdir():
            path.unlink()
        with Library(library.root) as again:
            assert (again.tag_counts(), again.recent_tags()) == kept


def test_an_answer_is_kept_until_something_changes(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    one = added(library, "Text one.", title="one")
    query = parse("title:one")
    assert [article.id for article in library.page(query)] == [one]
    asked: list[str] = []
    original = article_matches

    def counted(*given: object, **named: object) -> bool:
        asked.append("")
        return original(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("reader.library.query.selection.article_matches", counted)
    library.page(query)
    library.count(query)
    assert asked == []
    two = added(library, "Text two.", title="one more")
    assert {article.id for article in library.page(query)} == {one, two}
    assert asked
