"""Highlights that are made anew where their documents changed only are those that all documents give."""

from __future__ import annotations

import random

from reader.library.disk.records import HEAD, highlight_document, placed_highlights
from reader.library.placed import Placed
from reader.model import Highlight


def _documents(chance: random.Random, numbers: range) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for number in numbers:
        start = chance.randrange(1000)
        highlight = Highlight(number, 1, start, start + chance.randrange(1, 50), "quote", annotator="me")
        found[str(number)] = highlight_document(highlight)
    return found


def test_what_is_made_anew_is_what_all_documents_give() -> None:
    chance = random.Random(3)
    placed = Placed()
    docs: dict[str, dict[str, object]] = {HEAD: {"kind": "article"}, **_documents(chance, range(2, 600))}
    for _ in range(40):
        kept = placed.of(1, docs)
        assert kept == placed_highlights(1, docs)
        docs = dict(docs)
        for key in chance.sample([key for key in docs if key != HEAD], chance.randrange(4)):
            del docs[key]
        first = chance.randrange(2, 700)
        docs |= _documents(chance, range(first, first + chance.choice((0, 1, 3, 300))))
        again = placed.of(1, docs)
        same = [new for new in again if new in kept]
        assert {id(new) for new in same} <= {id(old) for old in kept}  # those are not made anew


def test_another_article_has_others() -> None:
    chance = random.Random(4)
    placed, docs = Placed(), _documents(chance, range(2, 20))
    assert [h.article for h in placed.of(1, docs)] == [1] * 18
    assert [h.article for h in placed.of(7, docs)] == [7] * 18
    assert placed.of(7, {}) == []
