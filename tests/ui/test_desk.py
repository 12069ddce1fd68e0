"""The desk over a real library: places, undo across articles, the byline, citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model import Article, Body, Imported, Metadata, Pace, ReaderError
from reader.ui.pane.motions import move
from reader.ui.pane.target import Target
from reader.ui.reading.byline import Byline, byline
from reader.ui.reading.copying import citation
from reader.ui.reading.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", annotator="me") as library:
        yield library


def _add(library: Library, title: str, text: str) -> int:
    imported = Imported(f"/{title}.txt", Metadata(title, authors=("Eva Roth",), site="s"), Body.plain(text))
    return library.add(imported).article.id


def test_the_place_is_kept_and_found_again(library: Library) -> None:
    article = _add(library, "A", "One. Two. Three.")
    desk = Desk(library)
    move(desk.open(article), "next-unit")
    desk.close()
    assert library.article(article).position == 5
    assert Desk(library).open(article).caret == 5


def test_back_goes_over_articles_and_never_to_where_one_is(library: Library) -> None:
    first, second = _add(library, "A", "One. Two."), _add(library, "B", "Three.")
    desk = Desk(library)
    desk.open(first, 5)
    desk.remember()
    desk.open(second)
    desk.remember()
    assert desk.back() == (first, 5)
    assert desk.back() is None


def test_undo_takes_the_last_mark_back_and_says_where(library: Library) -> None:
    desk = Desk(library)
    session = desk.open(_add(library, "A", "One. Two."))
    move(session, "next-unit")
    desk.marking.toggle(session, "claim")
    said, place = desk.undo()
    assert said.startswith("took back: ")
    assert place == (session.article.id, 5)
    assert library.highlights_of(session.article.id) == []
    assert len(session.passages) == 0
    desk.undo(redo=True)
    assert [h.tags for h in session.passages] == [("claim",)]


def test_a_step_in_another_article_is_named_first_and_done_by_the_second_key(library: Library) -> None:
    desk = Desk(library)
    session = desk.open(_add(library, "First", "One. Two."))
    desk.marking.highlight(session)
    desk.open(_add(library, "Second", "Three."))
    desk.undo()  # the addition of the second article is the last step
    desk.open(_add(library, "Third", "Four."))
    desk.undo()
    said, place = desk.undo()
    assert "First" in said and place is None
    assert len(library.highlights_of(session.article.id)) == 1
    said, place = desk.undo()
    assert place == (session.article.id, 0)
    assert library.highlights_of(session.article.id) == []


def test_undo_with_nothing_done_says_so(library: Library) -> None:
    with pytest.raises(ReaderError, match="nothing to take back"):
        Desk(library).undo()


def test_a_citation_names_its_source(library: Library) -> None:
    session = Desk(library).open(_add(library, "A Title", "One two."))
    assert citation(session, Target(0, 8, None, ""), "plain") == "“One two.” (Eva Roth, A Title, s)"


def test_in_a_byline_the_site_gives_way_then_the_authors_then_the_date() -> None:
    line = Byline("Ottilie Marsh", "The Returns Desk", "12 Oct 2024", "31 min")
    assert line.fitted(60) == "Ottilie Marsh · The Returns Desk · 12 Oct 2024 · 31 min"
    assert line.fitted(50) == "Ottilie Marsh · The Return… · 12 Oct 2024 · 31 min"
    assert line.fitted(40) == "Ottilie Marsh · 12 Oct 2024 · 31 min"
    assert line.fitted(33) == "Ottilie M… · 12 Oct 2024 · 31 min"
    assert line.fitted(26) == "12 Oct 2024 · 31 min"
    assert line.fitted(12) == "31 min"


def test_the_byline_has_what_is_known() -> None:
    article = Article(1, "T", authors=("A", "B"), site="s", published="2021-12-28", words=460)
    assert str(byline(article, Pace())) == "A, B · s · 28 Dec 2021 · 2 min"
    assert str(byline(Article(1, "T", published="spring"), Pace())) == "spring · 1 min"
