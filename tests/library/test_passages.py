"""Passages a page at a time: the same as all at once, from either end, however large a page is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.text.query import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.library.outcomes import Key
    from reader.model import Highlight

TEXT = "One two three four five six seven eight nine ten."
QUERIES = ["", "#a", "#b", "#a/c", "note:why", "#a or note:why", "-#a", "#nowhere", "title:2", "#a #b"]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("passages") / "library", annotator="me") as library:
        ids = [
            library.add(Imported(f"/{n}.txt", Metadata(f"Text {n}"), Body.plain(TEXT))).article.id
            if n == 0
            else library.add(
                Imported(f"/{n}.txt", Metadata(f"Text {n}"), Body.plain(f"{TEXT} {n}"))
            ).article.id
            for n in range(9)
        ]
        for turn in range(3):
            for n, article in enumerate(ids[:7]):
                tags = [(), ("a",), ("b",), ("a", "b"), ("a/c",)][(n + turn) % 5]
                library.mark(article, 3 * turn, 3 * turn + 8, tags=tags, note="why" if n % 3 == 1 else "")
        yield library


def walked(library: Library, text: str, **how: bool) -> list[list[Highlight]]:
    """Return the passages of each article, read with small pages."""
    found: list[list[Highlight]] = []
    after: Key | None = None
    while True:
        page = library.passages(parse(text) if text else None, after, want=2, looks=2, **how)
        found += [highlights for article, highlights in page.found]
        assert all(h.article == article.id for article, highlights in page.found for h in highlights)
        if page.last is None:
            return found
        assert page.last != after
        after = page.last


@pytest.mark.parametrize("text", QUERIES)
def test_pages_hold_what_is_given_at_once(library: Library, text: str) -> None:
    every = list(library.highlights(parse(text) if text else None))
    forwards = walked(library, text)
    assert [h for highlights in forwards for h in highlights] == every
    assert walked(library, text, backwards=True) == forwards[::-1]


@pytest.mark.parametrize("text", QUERIES)
def test_by_time_the_last_made_comes_first(library: Library, text: str) -> None:
    every = sorted(library.highlights(parse(text) if text else None), key=lambda h: -h.id)
    assert [h for some in walked(library, text, by_time=True) for h in some] == every
    back = [h for some in walked(library, text, by_time=True, backwards=True) for h in some]
    assert back == every[::-1]


def test_what_the_index_counts_is_what_is_found(library: Library) -> None:
    for text in QUERIES:
        query = parse(text) if text else None
        known = library.count_passages(query)
        assert known in (None, len(list(library.highlights(query))))
    assert library.count_passages() == 21
    assert library.count_passages(parse("#b")) == 9
    assert library.count_passages(parse("#a")) is None  # a/c stands under it
    assert library.count_passages(parse("#nowhere")) == 0


def test_an_article_that_goes_is_no_longer_listed(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        article = library.add(Imported("/1.txt", Metadata("One"), Body.plain(TEXT))).article.id
        library.mark(article, 0, 7)
        library.trash(article)
        assert library.passages().found == library.passages(by_time=True).found == []
        assert library.count_passages() == 0
