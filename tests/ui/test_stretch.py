"""A stretch of a long list: what it holds is what the whole list holds there, however it was come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.text.query import parse
from reader.ui.lists import stretch as module
from reader.ui.lists.orders import ORDERS, walks_of
from reader.ui.lists.stretch import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.ui.lists.stretch import Walk

TEXT = "One two three four five six seven eight nine ten. "
TAGS = [(), ("claim",), ("evidence", "claim"), ("claim/old",), ("odd",)]
CASES = [(order, text) for order in ORDERS.values() for text in ("", "#claim", "note:why or #odd")]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("stretch") / "library", annotator="me") as library:
        ids = [
            library.add(Imported(f"/{n}.txt", Metadata(f"Text {n}"), Body.plain(f"{TEXT}{n}"))).article.id
            for n in range(12)
        ]
        for turn in range(4):
            for n, article in enumerate(ids):
                if n != 5:
                    tags, colour = TAGS[(n + turn) % 5], "red" if n % 4 == turn else ""
                    note = "why" if n == turn else ""
                    library.mark(article, 4 * turn, 4 * turn + 9, tags=tags, colour=colour, note=note)
        yield library


def walks(library: Library, order: str, text: str) -> list[Walk]:
    query = parse(text) if text else None
    return walks_of(query, order, library.codebook, library.tag_counts())


def whole(library: Library, order: str, text: str) -> list[tuple[str, int]]:
    """Return the whole list, read from its start."""
    stretch = Stretch(library, walks(library, order, text))
    while not stretch.at_end:
        stretch.grow(3, 2)
    return held(stretch)


def held(stretch: Stretch) -> list[tuple[str, int]]:
    return [(item.group, item.highlight.id) for item in stretch.items]


@pytest.mark.parametrize(("order", "text"), CASES)
def test_each_passage_is_listed_in_each_of_its_groups(library: Library, order: str, text: str) -> None:
    found = list(library.highlights(parse(text) if text else None))
    listed = whole(library, order, text)
    assert {number for _, number in listed} == {h.id for h in found}
    assert len(set(listed)) == len(listed)
    if order == "tag":
        assert sorted(listed) == sorted(
            (f"#{tag}" if tag else "without a tag", h.id) for h in found for tag in h.tags or ("",)
        )
        assert [group for n, (group, _) in enumerate(listed) if n == 0 or listed[n - 1][0] != group] == list(
            dict.fromkeys(group for group, _ in listed)
        )
    elif order == "colour":
        colour_of = library.codebook.colour_of
        seen = {h.id: h.colour or colour_of(h.tags) for h in found}
        assert {number: group for group, number in listed} == seen
    elif order == "newest":
        assert [number for _, number in listed] == sorted((h.id for h in found), reverse=True)
        assert {group for group, _ in listed} <= {"today", "yesterday"}
    else:
        assert [number for _, number in listed] == [h.id for h in found]


@pytest.mark.parametrize(("order", "text"), CASES)
def test_from_the_end_it_is_the_same_list(library: Library, order: str, text: str) -> None:
    stretch = Stretch(library, walks(library, order, text), at_end=True)
    while not stretch.at_start:
        before = len(stretch.items)
        assert stretch.grow_back(3, 2) == len(stretch.items) - before
    assert stretch.at_end
    assert held(stretch) == whole(library, order, text)


@pytest.mark.parametrize(("order", "text"), CASES)
def test_from_any_item_it_goes_on_both_ways(library: Library, order: str, text: str) -> None:
    every = Stretch(library, walks(library, order, text))
    while not every.at_end:
        every.grow(9, 9)
    for item in every.items[:: max(1, len(every.items) // 5)]:
        stretch = Stretch.beside(library, walks(library, order, text), item)
        stretch.grow(1, 1)
        assert item in stretch.items
        while not (stretch.at_start and stretch.at_end):
            stretch.grow_back(2, 2)
            stretch.grow(2, 2)
        assert stretch.items == every.items


@pytest.mark.parametrize(("order", "text"), CASES)
def test_what_is_far_is_let_go_and_read_again(
    library: Library, order: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 12)
    every = whole(library, order, text)
    stretch = Stretch(library, walks(library, order, text))
    at = first = 0
    for step in [*[1] * 60, *[-1] * 70, *[1] * 30]:
        if at + 4 > len(stretch.items):
            stretch.grow(3, 3)
        if at < 4:
            front = stretch.grow_back(3, 3)
            at, first = at + front, first - front
        gone = stretch.cut(at)
        at, first = at - gone, first + gone
        assert held(stretch) == every[first : first + len(stretch.items)]
        assert len(stretch.items) <= 12 + 12
        at = max(0, min(at + step, len(stretch.items) - 1))


def test_passages_are_taken_as_they_are_now(library: Library) -> None:
    stretch = Stretch(library, walks(library, "place", ""))
    stretch.grow(6, 9)
    article = stretch.items[0].article.id
    own = [item.highlight for item in stretch.items if item.article.id == article]
    assert not stretch.renew(article, lambda h: h)
    assert stretch.renew(article, lambda h: None if h == own[0] else h)
    assert own[0].id not in {item.highlight.id for item in stretch.items}
    assert own[1].id in {item.highlight.id for item in stretch.items}


def test_nothing_to_list_is_read_at_once(library: Library) -> None:
    stretch = Stretch(library, [])
    assert stretch.at_start and stretch.at_end
    stretch.grow(1, 1)
    assert stretch.grow_back(1, 1) == 0
