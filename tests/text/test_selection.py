import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.body import Body
from reader.text.cells import grapheme_start
from reader.text.segment import Segmenter
from reader.text.selection import Selection

from .samples import bodies, marked, show

SPAN = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1]))


@pytest.mark.parametrize(
    ("anchor", "head", "expected", "forward"),
    [
        ("So[me] text here", "Some te[xt] here", "So[me text] here", True),
        ("Some te[xt] here", "So[me] text here", "So[me text] here", False),
        ("Some [text] here", "Some [text] here", "Some [text] here", True),
        ("Some [text] here", "Some te[x]t here", "Some [text] here", False),
        ("[S]ome text here", "Some text her[e]", "[Some text here]", True),
    ],
)
def test_covers_both_ends(anchor: str, head: str, expected: str, forward: bool) -> None:
    text, *first = marked(anchor)
    _, *last = marked(head)
    selection = Selection((first[0], first[1]), (first[0], first[1])).to((last[0], last[1]))
    assert show(text, selection.span) == expected
    assert selection.forward is forward


@given(SPAN, SPAN)
def test_flip_keeps_the_passage(anchor: tuple[int, int], head: tuple[int, int]) -> None:
    selection = Selection(anchor, head)
    assert selection.flip().span == selection.span
    assert selection.flip().flip() == selection
    assert selection.flip().anchor == head


@given(SPAN, st.lists(SPAN, min_size=1))
def test_the_anchor_is_never_lost(anchor: tuple[int, int], heads: list[tuple[int, int]]) -> None:
    selection = Selection(anchor, anchor)
    for head in heads:
        selection = selection.to(head)
        start, end = selection.span
        assert start <= min(anchor[0], head[0])
        assert end >= max(anchor[1], head[1])
        assert (start, end) == (min(anchor[0], head[0]), max(anchor[1], head[1]))


@given(bodies, st.data())
def test_a_selection_of_units_splits_no_cluster(body: Body, data: st.DataObject) -> None:
    if not body.text:
        return
    segmenter = Segmenter(body)
    offsets = st.integers(0, len(body.text) - 1)
    name = data.draw(st.sampled_from(["word", "clause", "sentence"]))
    anchor, head = (segmenter.unit(name, data.draw(offsets)) for _ in range(2))
    start, end = Selection(anchor, head).span
    assert 0 <= start < end <= len(body.text)
    assert grapheme_start(body.text, start) == start
    assert grapheme_start(body.text, end) == end
