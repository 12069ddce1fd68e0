import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.spans import SpanIndex

LENGTHS = st.one_of(st.integers(1, 3000), st.sampled_from([1, 1023, 1024, 1025, 2048, 65535, 65536, 200_000]))
SPANS = st.tuples(st.integers(0, 200_000), LENGTHS).map(lambda s: (s[0], s[0] + s[1]))


def test_empty() -> None:
    index: SpanIndex[int] = SpanIndex()
    assert index.query(0, 10**9) == []
    assert len(index) == 0
    assert 1 not in index


@pytest.mark.parametrize(
    ("start", "end", "meets"),
    [
        (0, 10, False),
        (0, 11, True),
        (10, 11, True),
        (19, 20, True),
        (20, 30, False),
        (12, 14, True),
        (0, 99, True),
    ],
)
def test_ranges_are_half_open(start: int, end: int, meets: bool) -> None:
    index: SpanIndex[str] = SpanIndex()
    index.add("a", 10, 20)
    assert index.query(start, end) == ([(10, 20, "a")] if meets else [])


def test_adding_a_key_again_moves_it() -> None:
    index: SpanIndex[str] = SpanIndex()
    index.add("a", 10, 20)
    index.add("a", 90_000, 190_000)
    assert index.query(0, 100) == []
    assert index.query(150_000, 150_001) == [(90_000, 190_000, "a")]
    assert len(index) == 1


def test_removing() -> None:
    index: SpanIndex[str] = SpanIndex()
    index.add("a", 10, 20)
    index.add("b", 10, 20)
    index.remove("a")
    assert index.query(0, 100) == [(10, 20, "b")]
    assert "a" not in index
    with pytest.raises(KeyError):
        index.remove("a")
    assert "b" in index


@given(st.lists(SPANS, max_size=60), st.lists(st.integers(0, 59)), st.lists(SPANS, min_size=1, max_size=20))
def test_against_brute_force(
    spans: list[tuple[int, int]], removed: list[int], asked: list[tuple[int, int]]
) -> None:
    index: SpanIndex[int] = SpanIndex()
    for key, span in enumerate(spans):
        index.add(key, *span)
    left = dict(enumerate(spans))
    for key in removed:
        if key in left:
            index.remove(key)
            del left[key]
    assert len(index) == len(left)
    for start, end in asked:
        expected = sorted((a, b, key) for key, (a, b) in left.items() if a < end and b > start)
        assert sorted(index.query(start, end)) == expected
