from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.find import Search

from .samples import name_of, steady

LETTERS = st.text("abAB ßéÉİıiIΣσςsſK日.*[", max_size=40)
PROSE = "The cat — “the Cat” — sat on the mat; THE END. " * 2000


def every(text: str, needle: str) -> list[int]:
    """Find all matches the slow way: letter by letter, lower case for lower case."""

    def plain(letter: str) -> str:
        return {"İ": "i", "ς": "σ"}.get(letter, letter.lower())

    if needle == needle.lower():
        text, needle = "".join(map(plain, text)), "".join(map(plain, needle))
    return [i for i in range(len(text)) if needle and text.startswith(needle, i)]


def collected(search: Search) -> list[int]:
    found = array("I")
    steps = list(search.collect(found))
    assert steps == sorted(set(steps))
    assert not steps or steps[-1] == len(search.text)
    return list(found)


def check(text: str, needle: str, places: list[int]) -> None:
    search, expected = Search(text, needle), every(text, needle)
    assert collected(search) == expected
    for pos in places:
        after = [at for at in expected if at >= pos] or expected
        before = [at for at in expected if at < pos] or expected
        assert search.next(pos) == (after[0] if after else None)
        assert search.prev(pos) == (before[-1] if before else None)
        end = min(len(text), pos + 10)
        meeting = [(at, at + len(needle)) for at in expected if at < end and at + len(needle) > pos]
        assert search.between(pos, end) == meeting


@steady
@given(LETTERS, st.text("abAiσςs.", max_size=3))
def test_against_brute_force(text: str, needle: str) -> None:
    check(text, needle, list(range(len(text))))


@pytest.mark.parametrize("needle", ["the", "The", "THE END. The", "zzqq", "“the", "", " ", "é"])
@pytest.mark.parametrize("text", [PROSE, "x" * 9000 + "the" + "y" * 300_000 + "The", ""], ids=name_of)
def test_over_windows(text: str, needle: str) -> None:
    check(
        text,
        needle,
        [p for p in (0, 5, 4095, 4096, 20_000, len(text) // 2, len(text) - 2) if 0 <= p < len(text)],
    )


def test_a_match_on_the_edge_of_a_window() -> None:
    for at in (4094, 4095, 4096, 262_143):
        text = "-" * at + "needle" + "-" * 300_000
        search = Search(text, "needle")
        assert search.next(0) == search.prev(len(text)) == search.next(at) == at
        assert search.next(at + 1) == search.prev(at) == at  # over the end, from the other side
        assert collected(search) == [at]


@pytest.mark.parametrize(
    ("needle", "expected"),
    [("straße", [0, 7]), ("Straße", [0]), ("STRASSE", []), (".*", [15]), ("[", [14])],
)
def test_smart_case_and_no_patterns(needle: str, expected: list[int]) -> None:
    assert collected(Search("Straße straße [.*", needle)) == expected


def test_letters_that_grow_in_lower_case_shift_nothing() -> None:
    text = "İİİ Istanbul, İstanbul istanbul"
    assert collected(Search(text, "istanbul")) == [4, 14, 23]
    assert Search(text, "istanbul").between(0, len(text))[-1] == (23, 31)


def test_sigma_is_found_whatever_follows() -> None:
    text = "ΟΔΟΣ οδός οδος"
    assert collected(Search(text, "οδος")) == [0, 10]
    assert collected(Search(text, "οδοσ")) == [0, 10]


def test_matches_that_overlap_are_found_from_everywhere() -> None:
    search = Search("aaaa", "aa")
    assert collected(search) == [0, 1, 2]
    assert search.between(2, 3) == [(1, 3), (2, 4)]
    assert [search.next(p) for p in range(4)] == [0, 1, 2, 0]
    assert [search.prev(p) for p in range(4)] == [2, 0, 1, 2]


def test_a_match_that_stands_over_the_start_of_a_range_meets_it() -> None:
    assert Search("one needle", "needle").between(7, 9) == [(4, 10)]
    assert Search("one needle", "needle").between(0, 4) == []
