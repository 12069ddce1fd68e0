"""Files in every state: torn, damaged, foreign. Whole lines survive, and nothing raises."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library.disk import codec

STAMP = "20260729T101112345Z0000-k3p"


def documents(count: int) -> dict[str, dict[str, object]]:
    chance = random.Random(3)
    return {
        str(number): {
            "kind": "hl" if number > 1 else "article",
            "quote": "q" * chance.randrange(1, 90) + ' é\n"',
            "tags": ["y"],
            "t": {"*": STAMP},
        }
        for number in range(1, count + 1)
    }


def test_a_file_reads_as_it_was_written() -> None:
    docs = documents(10)
    raw = codec.dump(docs, {"mine": {"1": {"x": 1}}})
    parsed = codec.parse(raw)
    assert (parsed.docs, parsed.quality, parsed.lines, parsed.others) == (
        docs,
        "clean",
        10,
        {"mine": {"1": {"x": 1}}},
    )
    assert json.loads(raw)["_default"] == docs
    assert codec.parse(codec.dump({})).docs == {}


def test_cut_at_every_byte_whole_lines_survive() -> None:
    docs = documents(6)
    raw = codec.dump(docs)
    line_ends = [i for i, byte in enumerate(raw) if byte == ord("\n")][1:-1]
    for cut in range(len(raw)):
        parsed = codec.parse(raw[:cut])
        whole = sum(1 for end in line_ends if end <= cut)
        assert all(docs[key] == document for key, document in parsed.docs.items())
        assert len(parsed.docs) >= whole
        assert parsed.quality in ("torn", "unreadable") or cut == len(raw) - 1  # only the last line feed
        assert whole == 0 or parsed.quality != "unreadable"


def damaged(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.choice([1, 1, 3])):
        at = chance.randrange(len(data))
        match chance.choice(["flip", "zero", "cut", "double"]):
            case "flip":
                data[at] ^= 1 << chance.randrange(8)
            case "zero":
                data[at : at + 512] = bytes(len(data[at : at + 512]))
            case "cut":
                del data[at : at + chance.randrange(200)]
            case _:
                data[at:at] = data[at : at + chance.randrange(200)]
    return bytes(data)


def test_random_damage_never_raises_and_whole_lines_survive() -> None:
    docs, chance, seen = documents(30), random.Random(1), 0
    raw = codec.dump(docs)
    lines = {line: json.loads(b"{" + line.strip(b",") + b"}") for line in raw.split(b"\n")[1:-2]}
    for _ in range(500):
        data = damaged(raw, chance)
        parsed = codec.parse(data)
        now = set(data.split(b"\n"))
        whole = [key for line, document in lines.items() if line in now for key in document]
        lost = [key for key in whole if parsed.docs.get(key) != docs[key]]
        assert len(lost) <= 2  # one may have been joined with a damaged twin
        seen += parsed.quality != "clean"
    assert seen > 400


@pytest.mark.parametrize("indent", [None, 2])
def test_a_torn_file_of_stock_tinydb_gives_its_whole_documents(indent: int | None) -> None:
    docs = {str(i): {"kind": "hl", "quote": f"q{i}", "deep": {"a": [1]}} for i in range(1, 20)}
    raw = json.dumps({"_default": docs}, indent=indent).encode()
    assert codec.parse(raw).docs == docs
    torn = codec.parse(raw[: len(raw) // 2])
    assert 7 <= len(torn.docs) <= 12
    assert torn.quality in ("damaged", "torn")
    left_over = codec.parse(raw + raw[-40:])  # what it leaves when it is killed before it truncates
    assert len(left_over.docs) >= 19


@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 4096, b"<html>502</html>", b"[1,2,3]", b"null", b'"_default"', b"{}", b"[" * 99_999]
)
def test_what_holds_no_document_is_unreadable(raw: bytes) -> None:
    assert codec.parse(raw).quality == "unreadable"


def test_lines_of_one_id_are_joined_never_the_last_wins() -> None:
    early = {"kind": "hl", "note": "n", "t": {"*": STAMP, "note": "20260801T000000000Z0000-aa"}}
    late = {"kind": "hl", "colour": "red", "t": {"*": STAMP, "colour": "20260802T000000000Z0000-bb"}}
    raw = codec.dump({"7": early})[: -len(codec.TAIL)] + b"," + codec.line("7", late) + b"\n" + codec.TAIL
    parsed = codec.parse(raw)
    assert (parsed.docs["7"]["note"], parsed.docs["7"]["colour"]) == ("n", "red")
    assert (parsed.quality, parsed.lines) == ("clean", 2)


def test_both_sides_of_a_conflict_are_joined() -> None:
    ours, theirs = documents(3), documents(4)
    a, b = codec.dump(ours).split(b"\n"), codec.dump(theirs).split(b"\n")
    raw = b"\n".join([a[0], b"<<<<<<< HEAD", *a[1:-2], b"=======", *b[1:-2], b">>>>>>> x", *a[-2:]])
    parsed = codec.parse(raw)
    assert (parsed.quality, parsed.docs) == ("conflict", theirs)


def test_stamps_that_are_none_are_dropped() -> None:
    raw = b'{"_default": {"1": {"t": {"*": 5, "a": "zzz", "b": "%s"}}, "2": {"t": "x"}}}' % STAMP.encode()
    assert codec.parse(raw).docs == {"1": {"t": {"b": STAMP}}, "2": {}}


@pytest.mark.parametrize("key", ["0", "01", "-1", "x", "", "9223372036854775808", "٣", "1" * 5000])
def test_keys_that_are_no_ids_are_kept_apart(key: str) -> None:
    raw = json.dumps({"_default": {"7": {"a": 1}, key: {"b": 2}}}).encode()
    parsed = codec.parse(raw)
    assert parsed.docs == {"7": {"a": 1}}
    assert parsed.quality != "clean"  # so that the file is kept aside before it is written anew


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_can_be_looked_at(raw: bytes) -> None:
    for data in (raw, codec.HEAD + raw, b'{"_default": {"1": {' + raw):
        assert codec.parse(data).quality in ("clean", "torn", "conflict", "damaged", "unreadable")
