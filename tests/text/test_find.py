import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.find import Search

from .samples import name_of

LETTERS = st.text("abAB ßéÉİıiIΣσςsſK日.*['’“\n", max_size=40)
PROSE = "The cat — “the Cat” — sat\n on the mat; THE END. " * 2000
Spans = list[tuple[int, int]]
some_space = re.compile(r"\s+")


def every(text: str, needle: str) -> Spans:
    """Find all matches the slow way: at each letter in turn, one code point of the needle after the other."""
    needle = normalize("NFC", needle)
    heeds = needle != needle.lower()

    def alike(one: str, other: str) -> bool:
        if "'" in needle or '"' in needle:
            one, other = ({"‘": "'", "’": "'", "“": '"', "”": '"'}.get(c, c) for c in (one, other))
        if not heeds:
            one, other = ({"İ": "i", "ς": "σ"}.get(c, c.lower()) for c in (one, other))
        return one == other

    def end(at: int) -> int | None:
        """Return where a match that begins at `at` ends."""
        groups = re.split(r"(\s+)", needle)
        for number, group in enumerate(groups):
            if not group.isspace():
                if len(text) - at < len(group) or not all(map(alike, text[at : at + len(group)], group)):
                    return None
                at += len(group)
            elif at >= len(text) or not text[at].isspace():
                return None
            else:  # at the edges of the needle one space will do
                inside = any(groups[:number]) and any(groups[number + 1 :])
                at = space.end() if inside and (space := some_space.match(text, at)) else at + 1
        return at

    ends = [(at, end(at)) for at in range(len(text))] if needle else []
    return [(at, to) for at, to in ends if to is not None]


def counted(search: Search) -> Spans:
    """Return all matches once they are counted."""
    steps = list(search.count())
    assert steps == sorted(set(steps))
    assert not steps or steps[-1] == len(search.text)
    assert search.complete
    found: Spans = []
    at = search.next(0)
    while at and at not in found[:1]:
        found.append(at)
        assert search.place(at[0]) == len(found)
        at = search.next(at[0] + 1)
    assert search.total == len(found)
    return found


def check(text: str, needle: str, places: list[int]) -> None:
    search, expected = Search(text, needle), every(text, needle)
    for _ in range(2):  # before all is counted, and after
        for pos in places:
            after = [span for span in expected if span[0] >= pos] or expected
            before = [span for span in expected if span[0] < pos] or expected
            assert search.next(pos) == (after[0] if after else None)
            assert search.prev(pos) == (before[-1] if before else None)
            end = min(len(text), pos + 10)
            assert search.between(pos, end) == [s for s in expected if s[0] < end and s[1] > pos]
        if not search.complete and len(expected) < 1000:
            assert counted(search) == expected
        list(search.count())
        assert [search.place(at) for at, _ in expected] == list(range(1, len(expected) + 1))


@given(LETTERS, st.text("abAiσςs. '“\n", max_size=4))
def test_against_brute_force(text: str, needle: str) -> None:
    check(text, needle, list(range(len(text))))


@given(st.text("ab \n", max_size=60), st.text("ab ", max_size=8))
def test_phrases_against_brute_force(text: str, needle: str) -> None:
    check(text, needle, list(range(len(text))))


@pytest.mark.parametrize(
    "needle", ["the", "The", "THE END. The", "sat on  the", "zzqq", "“the", '"the cat"', "", " ", "é"]
)
@pytest.mark.parametrize(
    "text",
    [PROSE, "x" * 9000 + "the" + "y" * 300_000 + "The", "sat on" + "\n" * 70_000 + "the sat", ""],
    ids=name_of,
)
def test_over_windows(text: str, needle: str) -> None:
    check(
        text,
        needle,
        [p for p in (0, 5, 4095, 4096, 20_000, len(text) // 2, len(text) - 2) if 0 <= p < len(text)],
    )


def test_a_match_on_the_edge_of_a_window() -> None:
    for at in (4094, 4095, 4096, 65_535, 262_143):
        for needle in ("needle", "needle eye"):
            text = "-" * at + needle.replace(" ", " \n\n") + "-" * 300_000
            search = Search(text, needle)
            span = (at, text.rindex(needle[-1]) + 1)
            assert search.next(0) == search.prev(len(text)) == search.next(at) == span
            assert search.next(at + 1) == search.prev(at) == span  # over the end, from the other side
            assert counted(search) == [span]


@pytest.mark.parametrize(
    ("needle", "expected"),
    [("straße", [0, 7]), ("Straße", [0]), ("STRASSE", []), (".*", [15]), ("[", [14])],
)
def test_smart_case_and_no_patterns(needle: str, expected: list[int]) -> None:
    assert [at for at, _ in counted(Search("Straße straße [.*", needle))] == expected


def test_a_phrase_goes_over_the_ends_of_lines_and_paragraphs() -> None:
    text = "It is the end\nof the line.\n\nOf  the\tpage."
    assert counted(Search(text, "end of")) == [(10, 16)]
    assert counted(Search(text, "line. of the page")) == [(21, 40)]
    assert counted(Search(text, "of ")) == [(14, 17), (28, 31)]


def test_what_is_typed_in_parts_is_found_as_it_is_written() -> None:
    assert counted(Search("caf\u00e9", "cafe\u0301")) == [(0, 4)]
    assert counted(Search("caf\u00e9", "cafe")) == []  # accents count


def test_straight_quotation_marks_stand_for_curly_ones() -> None:
    assert counted(Search("don’t don't", "don't")) == [(0, 5), (6, 11)]
    assert counted(Search("don’t don't", "don’t")) == [(0, 5)]


def test_whole_words() -> None:
    assert counted(Search("the other; the-the _the", "the", whole=True)) == [(0, 3), (11, 14), (15, 18)]
    assert counted(Search("日本語", "本", whole=True)) == [(1, 2)]


def test_letters_that_grow_in_lower_case_shift_nothing() -> None:
    text = "İİİ Istanbul, İstanbul istanbul"
    assert counted(Search(text, "istanbul")) == [(4, 12), (14, 22), (23, 31)]


def test_sigma_is_found_whatever_follows() -> None:
    text = "ΟΔΟΣ οδός οδος"
    assert counted(Search(text, "οδος")) == [(0, 4), (10, 14)]
    assert counted(Search(text, "οδοσ")) == [(0, 4), (10, 14)]


def test_matches_that_overlap_are_found_from_everywhere() -> None:
    search = Search("aaaa", "aa")
    assert counted(search) == [(0, 2), (1, 3), (2, 4)]
    assert search.between(2, 3) == [(1, 3), (2, 4)]


def test_a_match_that_stands_over_the_start_of_a_range_meets_it() -> None:
    assert Search("one needle", "needle").between(7, 9) == [(4, 10)]
    assert Search("one needle", "needle").between(0, 4) == []


def test_a_place_is_known_only_when_all_is_counted() -> None:
    search = Search("a b a", "a")
    assert (search.total, search.place(4)) == (0, None)
    list(search.count())
    assert (search.total, search.place(4), search.place(1)) == (2, 2, None)
