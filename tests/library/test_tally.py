"""What is counted change by change is what all documents together give."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from reader.library.disk.records import HEAD
from reader.library.disk.store import Shard
from reader.library.index.entry import Entry, entry_of
from reader.library.index.tally import Tally

if TYPE_CHECKING:
    from reader.library.disk.merge import Document

_STATE = (1, 2, 3, 4)
_TAGS = ("a", "b", "c/d", "", "x\x00y")


def _stamp(chance: random.Random) -> str:
    return f"2026010{chance.randrange(1, 9)}T000000000Z0000-me"


def _document(chance: random.Random) -> Document:
    start = chance.randrange(50)
    document: Document = {
        "kind": chance.choice(("hl", "hl", "hl", "other")),
        "start": start,
        "end": start + chance.randrange(20),
        "tags": chance.sample(_TAGS, chance.randrange(4)),
        "t": {"*": _stamp(chance), "#a": _stamp(chance)},
    }
    if chance.random() < 0.2:
        document["t"]["~"] = _stamp(chance)
    if chance.random() < 0.3:
        document["note"] = chance.choice(("", "a note"))
    if chance.random() < 0.3:
        document["anchor"] = chance.choice(("moved", "changed", "orphan", "ambiguous"))
        document["was"] = ["digest" * chance.randrange(2), 1, 5, "quote"]
    if chance.random() < 0.3:
        to = [f"supports {n:013}" for n in chance.sample(range(9), chance.randrange(3))]
        document["links"] = to
    return document


def _seen(entry: Entry) -> list[object]:
    """Return an entry with what has no order in one."""
    sets = [sorted(each) for each in (entry.highlights, entry.tags, entry.pairs, entry.ties)]
    return [*sets, entry.columns[:-1], entry.row, entry.texts]


def test_counted_change_by_change() -> None:
    chance = random.Random(5)
    tally = Tally()
    head = {"kind": "article", "title": "T", "tags": ["a", "z"], "t": {"*": _stamp(chance)}}
    docs: dict[str, Document] = {HEAD: head}
    for _ in range(120):
        docs = dict(docs)
        for _ in range(chance.choice((0, 1, 1, 2, 150))):
            docs[str(chance.randrange(2, 300))] = _document(chance)
        for key in chance.sample(
            [key for key in docs if key != HEAD], min(len(docs) - 1, chance.randrange(3))
        ):
            del docs[key]
        if chance.random() < 0.2:
            stamps = {"*": "20260101T000000000Z0000-me", "~": _stamp(chance)}
            docs[HEAD] = {**head, "note": "n", "t": stamps}
        shard = Shard(docs, _STATE)
        assert _seen(entry_of(7, shard, _STATE, tally)) == _seen(entry_of(7, shard, _STATE))
