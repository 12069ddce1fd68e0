"""Quotes and items in each other: told by kind, level and what is kept besides, and read back from these."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.body import Block, Blocks
from reader.text.nest import Lists, containers, shared, told

from .samples import nests

if TYPE_CHECKING:
    from random import Random


@given(st.sampled_from(["paragraph", "heading", "code", "row", "image", "rule"]), nests)
def test_what_is_told_of_a_block_is_what_it_stands_in(kind: str, inside: list[str]) -> None:
    kind, level, label, within = told(kind, 0, inside)
    assert list(containers(Blocks([Block(kind, 0, 1, level, label, within)]), 0)) == inside


@pytest.mark.parametrize(
    ("block", "inside"),
    [
        (("paragraph", 0, ""), []),
        (("quote", 1, ""), [">"]),
        (("quote", 3, ""), [">", ">", ">"]),
        (("quote", 0, ""), [">"]),
        (("item", 0, "•"), ["•"]),
        (("item", 2, "10."), ["-", "-", "10."]),
        (("item", 1, ""), ["-", "-"]),
        (("item", 0, "-"), ["•"]),
        (("code", 0, "python"), []),
        (("code", 2, "python"), ["-", "-"]),
        (("row", 1, ""), []),
    ],
)
def test_kind_and_level_alone_tell_what_stands_in_one_kind(
    block: tuple[str, int, str], inside: list[str]
) -> None:
    kind, level, label = block
    assert list(containers(Blocks([Block(kind, 0, 1, level, label)]), 0)) == inside
    if kind in ("quote", "item") and level and label != "-":
        assert told("paragraph", 0, inside) == (kind, level, label, "")


@pytest.mark.parametrize(
    ("above", "below", "count"),
    [
        ("> -", "> -", 2),
        ("> •", "> -", 2),
        ("> •", "> •", 1),
        ("> >", ">", 1),
        ("1. >", "- >", 2),
        (">", "-", 0),
        ("-", ">", 0),
        ("", "•", 0),
    ],
)
def test_what_goes_on_in_the_next_block(above: str, below: str, count: int) -> None:
    assert shared(above.split(), below.split()) == count


def blocks_of(*parts: list[str]) -> Blocks:
    made = []
    for at, inside in enumerate(parts):
        kind, level, label, within = told("paragraph", 0, inside)
        made.append(Block(kind, 2 * at, 2 * at + 1, level, label, within))
    return Blocks(made)


def test_each_stands_as_far_in_as_what_it_is_in() -> None:
    lists = Lists(blocks_of(["9."], ["-", ">"], ["10."], ["-", "•"], ["-", "-", ">"], [">", "•"], []))
    assert [lists.around(i) for i in range(7)] == [
        [("9.", 4)],
        [("", 4), (">", 2)],
        [("10.", 4)],
        [("", 4), ("◦", 2)],
        [("", 4), ("", 2), (">", 2)],
        [(">", 2), ("•", 4)],
        [],
    ]
    assert [lists.indent(i) for i in range(7)] == [4, 6, 4, 6, 8, 6, 0]


@given(st.lists(nests, min_size=1, max_size=12), st.randoms())
def test_how_far_in_a_block_stands_does_not_depend_on_what_was_asked_before(
    parts: list[list[str]], random: Random
) -> None:
    blocks = blocks_of(*parts)
    order = list(range(len(parts)))
    one, other = Lists(blocks), Lists(blocks)
    random.shuffle(order)
    for i in order:
        other.indent(i)
    for i, inside in enumerate(parts):
        around = one.around(i)
        assert around == other.around(i)
        assert [sign == ">" for sign, _ in around] == [each == ">" for each in inside]
        assert all(width >= 2 for _, width in around)
        assert one.indent(i) == [0, *accumulate(width for _, width in around)][-1]
