from itertools import takewhile

from hypothesis import given
from hypothesis import strategies as st

from reader.text.alike import ends_alike

few = st.lists(st.integers(0, 2), max_size=12)


@given(few, few, few, few)
def test_both_ends_are_counted_and_nothing_twice(
    start: list[int], one: list[int], other: list[int], end: list[int]
) -> None:
    one, other = start + one + end, start + other + end
    head, tail = ends_alike(one, other)
    assert head == sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    rest = zip(reversed(one[head:]), reversed(other[head:]), strict=False)
    assert tail == sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], rest))
