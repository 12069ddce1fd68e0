"""Whether a piece stands only once in a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.text.anchor import Reanchoring, occurrences
from reader.text.once import SHORTEST, Once

#: Few words, so that pieces come again, also overlapping themselves.
texts = st.lists(st.sampled_from(("a", "ab ", "x" * 40, "one and the other ", "é世")), max_size=120).map(
    "".join
)


@given(texts, st.integers(0, 400), st.integers(SHORTEST, 300))
def test_it_says_what_a_search_says(text: str, place: int, size: int) -> None:
    piece = text[place : place + size]
    if len(piece) >= SHORTEST:
        found = Once(text).only_at(piece, place)
        assert found in (None, occurrences(piece, text) == [place])
        assert Once(text + "!").only_at(piece + "?", place) is False


def test_what_stands_too_often_is_not_told() -> None:
    text = "the same again " * 2000
    assert Once(text).only_at(text[:200], 0) is not True


def test_many_passages_are_found_as_few_are() -> None:
    old = " ".join(f"Sentence {n % 40} of {n} says that {n * 7919 % 1000} is odd." for n in range(400))
    new = f"A new beginning. {old}"
    many = Reanchoring(old, new)
    for start in range(0, len(old) - 60, 97):
        assert many.resolve(start, start + 50) == Reanchoring(old, new).resolve(start, start + 50)
