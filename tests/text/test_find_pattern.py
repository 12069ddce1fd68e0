import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from reader.text.body import Body
from reader.text.find import Search
from reader.text.find_pattern import PatternError, PatternSearch, search_for

PATTERNS = ("a", "a+", "[ab]b?", "^.", r"\w+$", "b.", "(?<=a)b", "a|", "B", r"\Sb", "(?P<N>a)b")


def every(body: Body, pattern: str) -> list[tuple[int, int]]:
    """Find all matches paragraph by paragraph, each alone."""
    flags = regex.MULTILINE | (0 if pattern == "B" else regex.IGNORECASE)
    return [
        (block.start + m.start(), block.start + m.end())
        for block in body.blocks
        for m in regex.finditer(pattern, body.text[block.start : block.end], flags)
        if m.end() > m.start()
    ]


@given(st.text("abAB \n", max_size=60), st.sampled_from(PATTERNS), st.integers(0, 60))
def test_against_each_paragraph_alone(text: str, pattern: str, origin: int) -> None:
    body = Body.plain(text)
    search, expected = PatternSearch(body, pattern, min(origin, len(text))), every(body, pattern)
    list(search.count())
    assert search.complete
    assert not search.stopped
    assert search.total == len(expected)
    assert [search.place(at) for at, _ in expected] == list(range(1, len(expected) + 1))
    for pos in range(len(text)):
        after = [span for span in expected if span[0] >= pos] or expected
        before = [span for span in expected if span[0] < pos] or expected
        assert search.next(pos) == (after[0] if after else None)
        assert search.prev(pos) == (before[-1] if before else None)
        end = pos + 5
        assert search.between(pos, end) == [s for s in expected if s[0] < end and s[1] > pos]


@pytest.mark.parametrize(
    ("pattern", "where"),
    [("(a", "at the end"), ("a**", "at 3"), ("[z-a]", "at"), (r"a\p{nothing}", "at"), ("(?P<1>a)", "at")],
)
def test_a_bad_pattern_says_where(pattern: str, where: str) -> None:
    with pytest.raises(PatternError, match=where):
        PatternSearch(Body.plain("text"), pattern)


def test_one_that_takes_too_long_is_stopped_and_what_lies_ahead_is_known() -> None:
    slow = "a" * 40 + "!"
    body = Body.plain(f"ab\n\n{slow}\n\nab ab")
    pattern = r"ab|(?:(?:a|aa|a{3})+)+\b(?!!).z"
    search = PatternSearch(body, pattern, len(body.text) - 3)
    list(search.count())
    assert search.complete
    assert search.stopped
    assert search.next(0) == (0, 2)  # the time ran out in the second paragraph, after the last and the first
    assert search.total == 3


def test_one_that_is_abandoned_ends() -> None:
    search = PatternSearch(Body.plain("a\n\na"), "a")
    search.abandoned = True
    assert list(search.count()) == []
    assert search.stopped


def test_a_slash_begins_a_pattern() -> None:
    body = Body.plain("a/b axb")
    assert isinstance(search_for(body, "/a.b"), PatternSearch)
    plain = search_for(body, "\\/b")
    assert isinstance(plain, Search)
    assert plain.next(0) == (1, 3)
    assert search_for(body, "a/b").next(0) == (0, 3)


@pytest.mark.parametrize(
    ("typed", "found"), [("/a/", "a"), ("/a\\/", "a/"), ("/a[/]", "a/"), ("//", "/"), ("/", None)]
)
def test_a_slash_may_close_a_pattern(typed: str, found: str | None) -> None:
    body = Body.plain("b a/b")
    search = search_for(body, typed)
    assert isinstance(search, PatternSearch)
    list(search.count())
    span = search.next(0)
    assert (span and body.text[slice(*span)]) == found


@pytest.mark.parametrize(
    ("pattern", "total"), [(r"\p{Lu}b", 1), (r"\p{Lt}b", 0), (r"\p{L}b", 2), (r"\P{N}\Sb?", 2)]
)
def test_a_class_of_capitals_asks_for_capitals(pattern: str, total: int) -> None:
    search = PatternSearch(Body.plain("Ab aB"), pattern)
    list(search.count())
    assert search.total == total
