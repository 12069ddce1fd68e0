"""The codebook as a tree: its tags and those in use, each under the one that its name begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.model import Tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.model import Codebook


@dataclass(frozen=True, slots=True)
class Node:
    """A tag in the tree: how deep, on how many passages; `known` where the codebook has it."""

    tag: Tag
    depth: int
    count: int
    known: bool


def tree(book: Codebook, counts: Mapping[str, int]) -> list[Node]:
    """Return the tags from top to bottom: in the codebook's order, then those that are only in use.

    A level that no tag has itself stands in it too, for what is under it.
    """
    known = {tag.name: tag for tag in book.tags}
    names = dict.fromkeys([*known, *sorted(counts)])
    places = {name: place for place, name in enumerate(names)}
    under: dict[str, set[str]] = {}
    for place, name in enumerate(names):
        level = name
        while level:  # a level that is no tag stands where the first tag under it does
            places.setdefault(level, place)
            under.setdefault(_parent(level), set()).add(level)
            level = _parent(level)

    def below(name: str) -> list[str]:
        return sorted(under.get(name, ()), key=lambda each: (places[each], each), reverse=True)

    nodes: list[Node] = []
    waiting = [(name, 0) for name in below("")]
    while waiting:
        name, depth = waiting.pop()
        nodes.append(Node(known.get(name) or Tag(name), depth, counts.get(name, 0), name in known))
        waiting += [(each, depth + 1) for each in below(name)]
    return nodes


def _parent(name: str) -> str:
    return name.rpartition("/")[0]
