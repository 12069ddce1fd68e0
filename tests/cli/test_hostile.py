"""Hostile titles, texts, names, tags, notes: nothing reaches the terminal, nothing ends in a traceback."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.hostile.payloads import TITLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Ran, Run


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk hundreds of times: what reaches it is tested elsewhere."""
    for name in ("fsync", "fdatasync"):
        monkeypatch.setattr(os, name, lambda descriptor: None, raising=False)


def assert_harmless(done: Ran) -> None:
    assert done.code in (0, 1, 2)
    for char in done.out + done.err:
        assert char == "\n" or not (char < " " or "\x7f" <= char < "\xa0"), repr(char)
        assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
        assert not "\ud800" <= char <= "\udfff"


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def test_texts_and_file_names(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    for number, payload in enumerate(TITLES.values()):
        name = payload.encode("utf-8", "replace")[:80].replace(b"/", b"_").replace(b"\0", b"_")
        with open(bytes(folder) + b"/%03d " % number + name + b".txt", "wb") as file:
            file.write(encoded(f"{payload}\n\nNumber {number}. {payload} And so on.\n"))
    added = run("add", folder, "--json")
    assert_harmless(added)
    assert len(added.json) == len(TITLES)
    ids = [shape["id"] for shape in added.json if shape["id"]]
    assert len(set(ids)) > len(TITLES) * 0.9
    for words in (
        ["list"],
        ["list", "--json"],
        ["export", "--format", "markdown"],
        ["export", "--format", "json"],
    ):
        assert_harmless(run(*words))
    for article in ids[::10]:
        assert_harmless(run("show", article))


def test_tags_and_notes(run: Run, wall: str) -> None:
    lines = [
        json.dumps(
            {"op": "highlight", "article": wall, "start": 0, "end": 9, "tags": [payload], "note": payload}
        )
        for payload in TITLES.values()
    ]
    answers = run("apply", stdin="\n".join(lines).encode())
    assert_harmless(answers)
    assert len(answers.lines) == len(TITLES)
    for words in (["highlights"], ["highlights", "--json"], ["tags"], ["export", "--format", "markdown"]):
        assert_harmless(run(*words))
    assert len(run("highlights", "--json").json) == sum(answer["ok"] for answer in answers.lines) > 100


@pytest.mark.parametrize(
    "words", [["list"], ["highlights"], ["show"], ["highlight", "last", "--quote"], ["export"]]
)
def test_words_of_the_command_line(run: Run, wall: str, words: list[str]) -> None:
    for payload in TITLES.values():
        if "\0" not in payload and not payload.startswith("-"):
            assert_harmless(run(*words, payload))
