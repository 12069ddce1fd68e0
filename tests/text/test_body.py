from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.body import BLOCK_KINDS, MARK_KINDS, Block, Blocks, Body, Mark, Marks

from .samples import ARTICLE

MARKS = st.builds(
    lambda kind, start, size, href: Mark(kind, start, start + size, href),
    st.sampled_from(MARK_KINDS),
    st.integers(0, 100),
    st.integers(1, 40),
    st.sampled_from(["", "https://example.org"]),
)


def test_blocks_give_back_what_was_put_in() -> None:
    given_blocks = [
        Block("title", 0, 5),
        Block("heading", 7, 9, 3),
        Block("item", 11, 12, 1, "1."),
        Block("code", 14, 20, 0, "python"),
    ]
    blocks = Blocks(given_blocks)
    assert len(blocks) == 4
    assert list(blocks) == given_blocks
    assert blocks[1] == given_blocks[1]
    assert blocks[-1] == given_blocks[-1]
    assert blocks[1:3] == given_blocks[1:3]
    assert blocks[::-2] == given_blocks[::-2]
    assert blocks == Blocks(given_blocks)
    assert blocks != Blocks(given_blocks[:-1])
    assert blocks != given_blocks
    with pytest.raises(IndexError):
        blocks[4]


def test_blocks_from_columns_are_the_same() -> None:
    one = ARTICLE.blocks
    kinds, levels = bytes(one.kinds), bytes(one.levels)
    told = {**one.withins}
    other = Blocks.from_columns(one.starts, one.ends, kinds, levels, {**one.labels}, withins=told)
    assert other == one
    assert isinstance(other.starts, array)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError):
        Blocks([Block("poem", 0, 1)])
    with pytest.raises(ValueError):
        Marks([Mark("blink", 0, 1)])


def test_a_level_beyond_a_byte_is_held() -> None:
    assert Blocks([Block("quote", 0, 1, 1000)])[0].level == 255


def test_columns_cannot_be_keys() -> None:
    with pytest.raises(TypeError):
        hash(Blocks())
    with pytest.raises(TypeError):
        hash(Marks())


@pytest.mark.parametrize(
    ("offset", "block"), [(0, 0), (4, 0), (5, 0), (6, 0), (7, 1), (8, 1), (9, 1), (10, 1), (11, 2), (99, 2)]
)
def test_block_at(offset: int, block: int) -> None:
    blocks = Blocks([Block("paragraph", 0, 5), Block("paragraph", 7, 9), Block("paragraph", 11, 12)])
    assert blocks.at(offset) == block


def test_no_blocks() -> None:
    assert Blocks().at(5) == 0
    assert list(Blocks()) == []
    assert not Blocks()


@given(st.lists(MARKS, max_size=30), st.integers(0, 140), st.integers(1, 40))
def test_marks_between_against_brute_force(marks: list[Mark], start: int, size: int) -> None:
    columns = Marks(marks)
    assert sorted(columns, key=repr) == sorted(marks, key=repr)
    expected = [m for m in columns if m.start < start + size and m.end > start]
    assert columns.between(start, start + size) == expected
    stored = Marks.from_columns(columns.starts, columns.ends, bytes(columns.kinds), dict(columns.hrefs))
    assert stored == columns
    assert stored.between(start, start + size) == expected


def test_outer_marks_come_first() -> None:
    marks = Marks([Mark("code", 2, 4), Mark("link", 2, 9, "x"), Mark("strong", 0, 3)])
    assert [m.kind for m in marks] == ["strong", "link", "code"]
    assert marks[1].href == "x"
    assert marks[0:2] == [marks[0], marks[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a", ["a"]),
        ("\n\n", []),
        ("one\ntwo", ["one", "two"]),
        ("\n\none\n  \n\n  two\n", ["one", "  two"]),
    ],
)
def test_plain_body(text: str, expected: list[str]) -> None:
    body = Body.plain(text)
    assert body.text == text
    assert [text[b.start : b.end] for b in body.blocks] == expected
    assert {b.kind for b in body.blocks} <= {"paragraph"}
    assert not body.marks


def test_digest_tells_texts_apart() -> None:
    assert Body.plain("one").digest == Body("one", Blocks(), Marks()).digest
    assert Body.plain("one").digest != Body.plain("one ").digest
    assert len(Body.plain("").digest) == 32
    assert len(Body.plain("\ud800").digest) == 32  # a lone surrogate does not stop it


def test_every_kind_is_kept() -> None:
    blocks = Blocks(Block(kind, i, i + 1) for i, kind in enumerate(BLOCK_KINDS))
    assert [b.kind for b in blocks] == list(BLOCK_KINDS)
    marks = Marks(Mark(kind, i, i + 1) for i, kind in enumerate(MARK_KINDS))
    assert [m.kind for m in marks] == list(MARK_KINDS)
