"""Highlights split and joined: bounds, what goes along, refusals, one step of undo each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.library import Library, LibraryError
from reader.library.editing.reshaping import parts_of
from tests.library.helpers import TEXT, added

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.model import Highlight


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", annotator="kim") as opened:
        yield opened


def _kept(library: Library, article: int) -> list[tuple[str, tuple[str, ...], str, str]]:
    return [(h.quote, h.tags, h.note, h.colour) for h in library.highlights_of(article)]


def _mark(
    library: Library, article: int, words: str, *, tags: tuple[str, ...] = (), note: str = ""
) -> Highlight:
    start = library.body(article).text.index(words)
    return library.mark(article, start, start + len(words), tags=tags, note=note)


def test_a_split_gives_each_part_the_tags_and_the_first_the_note(library: Library) -> None:
    article = added(library)
    whole = library.change(
        _mark(library, article, "The bridge was closed.", tags=("a",), note="n"), colour="red"
    )
    parts = library.split(whole, [11, 14])
    assert parts[0].id == whole.id
    wanted = [("The bridge", ("a",), "n", "red"), ("was", ("a",), "", "red"), ("closed.", ("a",), "", "red")]
    assert _kept(library, article) == wanted
    assert {part.anchor for part in parts} == {"exact"}
    undone = library.undo()
    assert undone and undone.label == "“The bridge was closed.” split in 3"
    assert _kept(library, article) == [("The bridge was closed.", ("a",), "n", "red")]
    library.redo()
    assert _kept(library, article) == wanted


@pytest.mark.parametrize("cuts", [[], [0], [22], [10], [-5, 99]])
def test_a_split_that_leaves_nothing_on_one_side_is_refused(cuts: list[int], library: Library) -> None:
    article = added(library)
    mark = _mark(library, article, "The bridge")
    with pytest.raises(LibraryError, match="Nothing"):
        library.split(mark, cuts)
    assert len(library.highlights_of(article)) == 1


@given(st.text("ab \n", max_size=30), st.lists(st.integers(0, 30)))
def test_parts_hold_every_letter_once_and_end_in_letters(text: str, cuts: list[int]) -> None:
    parts = parts_of(text, 0, len(text), cuts)
    assert "".join("".join(text[start:end].split()) for start, end in parts) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in parts)
    assert not any(start < cut < end for start, end in parts for cut in cuts)


def test_a_join_covers_all_and_keeps_what_each_said(library: Library) -> None:
    article = added(library)
    second = library.change(_mark(library, article, "He would", tags=("b",), note="two"), colour="blue")
    first = _mark(library, article, "Nobody had", tags=("a", "b"), note="one")
    library.join([second, first])
    assert _kept(library, article) == [
        ("Nobody had asked the ferryman. He would", ("a", "b"), "one\n\ntwo", "blue")
    ]
    assert library.highlights_of(article)[0].id == first.id
    undone = library.undo()
    assert undone and undone.label == "2 highlights joined from “Nobody had” on"
    assert _kept(library, article) == [
        ("Nobody had", ("a", "b"), "one", ""),
        ("He would", ("b",), "two", "blue"),
    ]


def test_links_of_what_was_joined_lead_to_the_whole(library: Library) -> None:
    article, other = added(library), added(library, f"Other. {TEXT}", title="Other")
    one, two = _mark(library, article, "The bridge"), _mark(library, article, "was closed.")
    here, far = _mark(library, article, "It rained."), _mark(library, other, "It rained.")
    library.link(one, two, "supports")
    library.link(two, far, "answers")
    library.link(here, two, "contradicts")
    library.link(far, two, "supports")
    library.join([one, two])
    joined = library.highlight(one.id)
    told = {(link.words, link.other.id if link.other else 0) for link in library.links(joined)}
    assert told == {("answers", far.id), ("contradicted by", here.id), ("supported by", far.id)}
    library.undo()
    told = {
        (link.words, link.other.id if link.other else 0) for link in library.links(library.highlight(two.id))
    }
    assert told == {
        ("answers", far.id),
        ("contradicted by", here.id),
        ("supported by", far.id),
        ("supported by", one.id),
    }


def test_what_cannot_be_joined_is_refused(tmp_path: Path, library: Library) -> None:
    article, other = added(library), added(library, f"Other. {TEXT}", title="Other")
    one, two = _mark(library, article, "The bridge"), _mark(library, other, "The bridge")
    with pytest.raises(LibraryError, match="only one passage"):
        library.join([one, one])
    with pytest.raises(LibraryError, match="one article"):
        library.join([one, two])
    with Library(tmp_path / "library", annotator="lee") as others:
        theirs = _mark(others, article, "was closed.")
        with pytest.raises(LibraryError, match="one person"):
            others.join([one, theirs])


def test_bounds_that_were_changed_meanwhile_are_not_written_over(library: Library) -> None:
    article = added(library)
    shown = _mark(library, article, "The bridge was closed.")
    library.change(shown, start=4, end=10)
    with pytest.raises(LibraryError, match="changed meanwhile"):
        library.split(shown, [11])
    assert _kept(library, article) == [("bridge", (), "", "")]
