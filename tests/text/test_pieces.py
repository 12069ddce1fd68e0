from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.body import Body
from reader.text.cells import grapheme_start
from reader.text.pieces import PIECE, Pieces

from .samples import ARTICLE, FAMILY, bodies, body_of, name_of

GIANTS = [
    "A sentence of some words, and more of them. " * 1000,
    "word " * 8000,
    "x" * 40_000,
    "日本語の文章です。" * 3000,
    "日本語" * 8000,
    FAMILY * 4000,
    "ab\u0301" * 9000,
    "🇫🇷" * 9000,
    "क्षि " * 6000,
    "a \u0301" * 9000,
]


def check(body: Body) -> Pieces:
    """Assert that the pieces of a body are its blocks, in order, cut between clusters."""
    pieces = Pieces(body)
    seen: dict[int, list[tuple[int, int]]] = {}
    for i in range(len(pieces)):
        span = pieces.span(i)
        assert span[0] < span[1] <= span[0] + PIECE
        assert grapheme_start(body.text, span[0]) == span[0]
        assert pieces.at(span[0]) == pieces.at(span[1] - 1) == i
        block = pieces.owner[i]
        assert pieces.opens_block(i) == (block not in seen)
        seen.setdefault(block, []).append(span)
    assert list(seen) == list(range(len(body.blocks)))
    for block, spans in seen.items():
        assert spans[0][0] == body.blocks[block].start
        assert spans[-1][1] == body.blocks[block].end
        assert all(one[1] == two[0] for one, two in pairwise(spans))
    return pieces


@given(bodies)
def test_short_blocks_are_pieces(body: Body) -> None:
    assert len(check(body)) == len(body.blocks)


@pytest.mark.parametrize("text", GIANTS, ids=name_of)
def test_giant_paragraphs_are_cut(text: str) -> None:
    body = body_of(("title", "Short"), ("paragraph", text), ("paragraph", "Short again."))
    pieces = check(body)
    assert len(pieces) > 4
    assert pieces.opens_block(0)
    assert pieces.opens_block(1)
    assert not pieces.opens_block(2)


def test_a_paragraph_is_cut_after_a_sentence_or_else_after_a_word() -> None:
    for text, before in ((GIANTS[0], "them. "), (GIANTS[1], "word "), (GIANTS[3], "です。")):
        body = body_of(("paragraph", text))
        pieces = Pieces(body)
        assert all(body.text[: pieces.starts[i]].endswith(before) for i in range(1, len(pieces)))


def test_code_is_cut_after_a_line() -> None:
    body = body_of(("code", "call(x). then(y)\n\n" * 2000))
    pieces = check(body)
    assert len(pieces) > 4
    assert all(body.text[pieces.starts[i] - 1] == "\n" for i in range(1, len(pieces)))


def test_offsets_between_blocks_belong_to_the_piece_before() -> None:
    pieces = Pieces(ARTICLE)
    for i in range(len(pieces) - 1):
        assert pieces.at(pieces.span(i)[1]) == i
    assert pieces.at(len(ARTICLE.text)) == len(pieces) - 1


def test_no_pieces() -> None:
    assert len(Pieces(Body.plain(""))) == 0
    assert Pieces(Body.plain("")).at(3) == 0


@given(st.integers(PIECE - 2, PIECE + 2))
def test_sizes_about_the_limit(size: int) -> None:
    assert len(check(Body.plain("x" * size))) == (1 if size <= PIECE else 2)


@given(st.lists(st.sampled_from((1, 40, PIECE // 2, PIECE, PIECE + 1, 2 * PIECE)), max_size=9))
def test_a_giant_is_cut_wherever_it_stands(sizes: list[int]) -> None:
    check(Body.plain("\n\n".join("x" * size for size in sizes)))
