"""Passages found by their letters, whatever became of case, spaces and points."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.anchor import Anchor, Place
from reader.text.letters import Letters, letters_of, seek

TEXT = (
    "“The ﬁrst ferry,” she wrote, “left at nine — it’s never late.”\n\n"
    "Nobody had exam-\nined the STRASSE. Nobody had asked. It rained. It rained."
)

#: A passage as another program has it, and what it is in the text.
FOUND = {
    '"The first ferry," she wrote, "left': "“The ﬁrst ferry,” she wrote, “left",
    "left at nine - it's never late.": "left at nine — it’s never late.",
    "Nobody had examined the straße": "Nobody had exam-\nined the STRASSE",
    "nobody   had\r\nasked.": "Nobody had asked.",
}


@pytest.mark.parametrize("quote", FOUND)
def test_a_passage_is_found_as_other_programs_have_it(quote: str) -> None:
    found = Letters(TEXT).find(quote)
    assert found
    assert (TEXT[found[0] : found[1]], found[2]) == (FOUND[quote], True)


def test_what_stands_twice_is_not_the_only_one() -> None:
    found = Letters(TEXT).find("it rained")
    assert found and not found[2]
    assert Letters(TEXT).find("rained") is None  # six letters say too little


@given(st.text(max_size=60), st.data())
def test_every_passage_of_a_text_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    found = Letters(text).find(quote)
    assert (found is None) == (len(letters_of(quote)) < 8)
    if found:
        assert letters_of(quote) in letters_of(text[found[0] : found[1]])


#: Quote, prefix, suffix; the state and the words where it is.
SOUGHT = (
    ("left at nine - it's never late.", "", "", "exact", "left at nine — it’s never late."),
    ("left at nine - it's never late.", "other words", "there", "exact", "left at nine — it’s never late."),
    ("It rained.", "", "", "ambiguous", "It rained."),
    ("she had written, “left at nine — it’s never late.”", "", "", "changed", "she wrote, “left"),
    ("Something else altogether.", "", "", "orphan", ""),
)  # fmt: skip


@pytest.mark.parametrize(("quote", "prefix", "suffix", "state", "words"), SOUGHT)
def test_a_passage_from_elsewhere_is_sought(
    quote: str, prefix: str, suffix: str, state: str, words: str
) -> None:
    place = seek(Anchor(0, len(quote), quote, prefix, suffix), Letters(TEXT))
    assert place.state == state
    assert state == "orphan" or TEXT[place.start : place.end].startswith(words)


def test_the_last_signs_of_a_passage_are_not_sought_beyond_it() -> None:
    quote = "A general “law of least effort” applies to cognitive as well as physical exertion."
    now = quote.replace("as physical", "as to physical")
    for after in ("It lies deep in our nature.", "Laziness is built deep into our nature."):
        text = f"It is so while you think about it.\n\n{now} {after}"
        place = seek(Anchor(0, len(quote), quote), Letters(text))
        assert (place.state, text[place.start : place.end]) == ("changed", now)


def test_what_stands_around_tells_one_place_from_another() -> None:
    place = seek(Anchor(0, 10, "It rained.", "had asked. It rained. ", ""), Letters(TEXT))
    assert place == Place("exact", len(TEXT) - 10, len(TEXT))
