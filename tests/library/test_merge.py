"""Versions of documents join in any order to the same bytes, and to what a person would expect."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.library.disk import codec
from reader.library.disk.ids import Clock
from reader.library.disk.merge import (
    Document,
    Documents,
    alive,
    expand,
    join,
    join_all,
    last_stamp,
    stamp_change,
    stamps_of,
    tombstone,
)

TAGS = ["x", "y", "z"]
FIELDS = ["note", "colour", "position"]
START = 1_785_000_000_000


class Machine:
    """A machine with its own clock that edits its own copy."""

    def __init__(self, name: str, skew: int = 0) -> None:
        self.time = START + skew
        self.clock = Clock(name, wall=lambda: self.time)
        self.docs: Documents = {}

    def write(self, key: str, new: Document | None) -> None:
        old = self.docs.get(key)
        stamp = self.clock.stamp(last_stamp(old) if old else "")
        if new is not None:
            self.docs[key] = stamp_change(old, new, stamp)
        elif old is not None:
            self.docs[key] = tombstone(old, stamp)

    def edit(self, key: str, **fields: Any) -> None:
        self.write(key, {**self.docs[key], **fields})


machine, choice = st.integers(0, 2), st.integers(0, 5)
operations = st.one_of(
    st.tuples(st.just("new"), machine),
    st.tuples(st.just("set"), machine, choice, st.sampled_from(FIELDS), st.integers(0, 3)),
    st.tuples(st.just("unset"), machine, choice, st.sampled_from(FIELDS)),
    st.tuples(st.just("tag"), machine, choice, st.sampled_from(TAGS)),
    st.tuples(st.just("untag"), machine, choice, st.sampled_from(TAGS)),
    st.tuples(st.just("delete"), machine, choice),
    st.tuples(st.just("tick"), machine, st.integers(-3000, 3000)),
    st.tuples(st.just("pull"), machine, machine),
)


def played(history: list[tuple[Any, ...]]) -> list[Documents]:
    """Play operations on three machines, one with a clock far behind; return what each then has."""
    machines = [Machine("aa"), Machine("bb", 5_000), Machine("cc", -86_400_000)]
    made = 0
    for name, number, *rest in history:
        here = machines[number]
        if name == "new":
            made += 1
            here.write(str(100 + made), {"kind": "hl", "quote": f"q{made}", "tags": ["x"]})
        elif name == "tick":
            here.time += rest[0]
        elif name == "pull":
            here.docs = join_all(here.docs, machines[rest[0]].docs)
        elif standing := sorted(key for key, document in here.docs.items() if alive(document)):
            edit_one(here, standing[rest[0] % len(standing)], name, rest[1:])
    return [each.docs for each in machines]


def edit_one(here: Machine, key: str, name: str, rest: list[Any]) -> None:
    document = here.docs[key]
    tags = set(document.get("tags", []))
    if name == "set":
        here.edit(key, **{rest[0]: rest[1]})
    elif name == "unset":
        here.write(key, {field: value for field, value in document.items() if field != rest[0]})
    elif name == "tag":
        here.edit(key, tags=sorted(tags | {rest[0]}))
    elif name == "untag":
        here.edit(key, tags=sorted(tags - {rest[0]}))
    else:
        here.write(key, None)


@settings(max_examples=250, suppress_health_check=list(HealthCheck))
@given(st.lists(operations, min_size=5, max_size=60))
def test_machines_converge_whatever_the_order(history: list[tuple[Any, ...]]) -> None:
    a, b, c = played(history)
    written = codec.dump
    assert written(join_all(a, b)) == written(join_all(b, a))
    assert written(join_all(join_all(a, b), c)) == written(join_all(a, join_all(b, c)))
    assert written(join_all(a, a)) == written(a)
    merged = join_all(join_all(a, b), c)
    for one in (a, b, c):
        assert written(join_all(merged, one)) == written(merged)
    assert codec.parse(written(merged)).docs == merged


stamps = st.sampled_from(["", "s1", "s2", "s3"])
values = st.sampled_from([None, 0, "v", ["l"], {"o": 1}])
any_document = st.builds(
    lambda fields, stamps, tags: {
        **fields,
        **({"tags": sorted(tags)} if tags else {}),
        **({"t": kept} if (kept := {name: stamp for name, stamp in stamps.items() if stamp}) else {}),
    },
    st.dictionaries(st.sampled_from(FIELDS), values),
    st.dictionaries(st.sampled_from(["*", "~", "#x", "#y", *FIELDS]), stamps),
    st.sets(st.sampled_from(TAGS)),
)
any_shard = st.dictionaries(st.sampled_from(["1", "2", "3"]), any_document)


def meaning(docs: Documents) -> dict[str, Any]:
    """What documents say, whether a stamp is written out or is the default's."""
    told = {}
    for key, document in docs.items():
        marks = stamps_of(document)
        names = (expand(document).keys() | marks.keys()) - {"~"}
        told[key] = (
            expand(document),
            {name: marks.get(name, marks.get("*", "")) for name in names},
            marks.get("~"),
        )
    return told


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(any_shard, any_shard, any_shard)
def test_even_inconsistent_documents_converge(a: Documents, b: Documents, c: Documents) -> None:
    assert codec.dump(join_all(a, b)) == codec.dump(join_all(b, a))
    assert meaning(join_all(join_all(a, b), c)) == meaning(join_all(a, join_all(b, c)))


def test_edits_of_different_fields_and_tags_are_all_kept() -> None:
    a, b = Machine("aa"), Machine("bb")
    a.write("7", {"kind": "hl", "quote": "q", "note": "", "tags": ["x"]})
    b.docs = dict(a.docs)
    a.time += 10
    b.time += 20
    a.edit("7", note="from a")
    b.edit("7", colour="red", tags=["x", "y"])
    a.edit("7", tags=["z"])
    joined = join(a.docs["7"], b.docs["7"])
    assert (joined["note"], joined["colour"], joined["tags"]) == ("from a", "red", ["y", "z"])


def test_an_edit_newer_than_a_deletion_revives_and_a_newer_deletion_stands() -> None:
    a, b = Machine("aa"), Machine("bb")
    a.write("7", {"kind": "hl", "note": "old"})
    b.docs = dict(a.docs)
    a.time += 10
    a.write("7", None)
    b.time += 20
    b.edit("7", note="later")
    joined = join(a.docs["7"], b.docs["7"])
    assert alive(joined)
    assert joined["note"] == "later"
    b.time += 30
    b.write("7", None)
    buried = join(joined, b.docs["7"])
    assert not alive(buried)
    assert buried["note"] == "later"  # a tombstone keeps its content


def test_writing_a_deleted_document_again_revives_it_without_any_change() -> None:
    a = Machine("aa")
    a.write("7", {"kind": "hl", "note": "n"})
    a.write("7", None)
    assert not alive(a.docs["7"])
    a.write("7", {"kind": "hl", "note": "n"})
    assert alive(a.docs["7"])


def test_tags_that_are_none_are_passed_over() -> None:
    assert join({"tags": ["a", 1, None]}, {"tags": "abc"})["tags"] == ["a"]
