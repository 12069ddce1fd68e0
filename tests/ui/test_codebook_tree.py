"""The codebook as a tree."""

from __future__ import annotations

from reader.model import Codebook, Tag
from reader.ui.lists.codebook_tree import tree


def shape(book: Codebook, counts: dict[str, int]) -> list[tuple[str, int, int, bool]]:
    return [(node.tag.name, node.depth, node.count, node.known) for node in tree(book, counts)]


def test_tags_stand_under_the_one_that_their_name_begins_with() -> None:
    book = Codebook((Tag("claim", "1"), Tag("source"), Tag("claim/old/er"), Tag("claims")))
    assert shape(book, {"claim": 3, "source/b": 1, "source/a": 2, "claim/new": 4}) == [
        ("claim", 0, 3, True),
        ("claim/old", 1, 0, False),
        ("claim/old/er", 2, 0, True),
        ("claim/new", 1, 4, False),
        ("source", 0, 0, True),
        ("source/a", 1, 2, False),
        ("source/b", 1, 1, False),
        ("claims", 0, 0, True),
    ]
    assert tree(Codebook(), {}) == []


def test_a_tag_stands_at_its_own_place_whatever_comes_before_its_parent() -> None:
    book = Codebook((Tag("b/x"), Tag("a"), Tag("b")))
    assert [name for name, *_ in shape(book, {})] == ["a", "b", "b/x"]
