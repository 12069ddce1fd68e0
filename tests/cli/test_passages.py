"""`highlight`, `highlights`, `tags`, `apply`: marking from the command line."""

from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

import reader
from reader.cli.apply import waiting
from reader.library import Library, show_id
from reader.library.disk.files import Disk
from tests.cli.conftest import Ran, Run

QUOTE = "There were nine."


def body(run: Run, article: str) -> str:
    return str(run("show", article, "--json").json["body"])


def applied(run: Run, *operations: dict[str, Any] | str) -> Ran:
    lines = [line if isinstance(line, str) else json.dumps(line) for line in operations]
    return run("apply", stdin="\n".join(lines).encode())


def test_a_quote_is_marked(run: Run, wall: str) -> None:
    done = run(
        "highlight", wall[-5:], "--quote", QUOTE, "--tag", "claim", "--tag", "a/b c", "--note", "- who?"
    )
    assert (done.code, done.err) == (0, "")
    (shape,) = run("highlights", "--json").json
    assert done.out == f"{shape['id']}\n"
    assert shape["quote"] == QUOTE == body(run, wall)[shape["start"] : shape["end"]]
    assert shape["article"] == wall
    assert sorted(shape["tags"]) == ["a/b c", "claim"]
    assert shape["note"] == "- who?"
    assert shape["colour"] == ""
    assert shape["anchor"] == "exact"
    assert body(run, wall)[: shape["start"]].endswith(shape["prefix"])
    assert shape["annotator"] == "eva"
    assert set(shape) == {
        "id", "article", "title", "start", "end", "quote", "prefix", "suffix", "colour", "tags", "note",
        "links",
        "annotator", "anchor", "was", "origin", "created", "updated",
    }  # fmt: skip
    assert run("list", "--json").json[0]["highlights"] == 1


def test_a_range_is_marked_again_and_again(run: Run, wall: str) -> None:
    ids = {run("highlight", wall, "--range", "0:9", "--json").json["id"] for _ in range(2)}
    assert len(ids) == 2
    assert {shape["quote"] for shape in run("highlights", "--json").json} == {body(run, wall)[:9]}


def test_white_space_in_a_quote_stands_for_any(run: Run, wall: str) -> None:
    quote = "a bakery.\n\n The   city says"
    shape = run("highlight", wall, "--quote", quote, "--colour", "red", "--json").json
    assert shape["quote"] == "a bakery.\n\nThe city says"
    assert shape["colour"] == "red"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--quote", "ten gates"], "does not stand in the text"),
        (["--quote", "nine"], "stands in the text 2 times"),
        (["--range", "5:5"], "is no passage"),
        (["--range", "5:4"], "is no passage"),
        (["--range", "0:999999"], "is no passage"),
        (["--quote", QUOTE, "--tag", "a,b"], "cannot hold a comma"),
        (["--quote", QUOTE, "--colour", "pink"], "There is no colour “pink”, only yellow"),
    ],
)
def test_what_cannot_be_marked_is_said_in_one_line(run: Run, wall: str, words: list[str], said: str) -> None:
    done = run("highlight", wall, *words)
    assert (done.code, done.out) == (1, "")
    assert said in done.err
    assert done.err.count("\n") == 1
    assert run("highlights", "--json").json == []


def test_a_quote_at_two_places_names_them(run: Run, wall: str) -> None:
    text = body(run, wall)
    first = text.index("nine")
    second = text.index("nine", first + 1)
    assert (
        f"({first}:{first + 4}, {second}:{second + 4}); give --range"
        in run("highlight", wall, "--quote", "nine").err
    )


def test_highlights_come_by_article_then_place_and_can_be_asked_for(run: Run, wall: str, texts: Any) -> None:
    ferry = run("add", texts / "ferry.txt", "--json").json[0]["id"]
    for article, span, tag in (
        (wall, "20:30", "claim"),
        (ferry, "0:9", "claim/late"),
        (wall, "0:9", "source"),
    ):
        run("highlight", article, "--range", span, "--tag", tag)
    shapes = run("highlights", "--json").json
    assert [(shape["article"], shape["start"]) for shape in shapes] == [(ferry, 0), (wall, 0), (wall, 20)]
    assert len(run("highlights", "#claim", "--json").json) == 2
    assert len(run("highlights", "-#claim", "--json").json) == 1
    plain = run("highlights").out
    assert plain.count("\n\n") == 1
    assert plain.startswith(f"{ferry[-6:]}  The night ferry\n")
    assert "  0:9  #claim/late  “" in plain
    assert run("highlights", "#nowhere").err == "reader: no highlight fits; there is no tag #nowhere\n"


def test_tags_are_the_codebook_then_the_others(run: Run, wall: str) -> None:
    run("highlight", wall, "--range", "0:9", "--tag", "zebra", "--tag", "source")
    run("highlight", wall, "--range", "0:9", "--tag", "source")
    shapes = run("tags", "--json").json
    assert [shape["name"] for shape in shapes] == [
        "claim",
        "evidence",
        "source",
        "question",
        "context",
        "zebra",
    ]
    assert [shape["count"] for shape in shapes] == [0, 0, 2, 0, 0, 1]
    assert shapes[0]["key"] == "1"
    assert set(shapes[0]) == {
        "name", "count", "key", "colour", "definition", "when", "not", "examples",
    }  # fmt: skip
    lines = run("tags").out.splitlines()
    assert len(lines) == 6
    assert lines[2].split()[:4] == ["3", "2", "blue", "source"]


def test_apply_answers_each_line_once(run: Run, wall: str) -> None:
    made = applied(
        run, {"op": "highlight", "article": wall, "start": 0, "end": 9, "tags": ["a"], "note": "n"}
    )
    assert made.code == 0
    (answer,) = made.lines
    assert answer == {"ok": True, "id": answer["id"], "op": "highlight"}
    mark = answer["id"]
    done = applied(
        run,
        {"op": "tag", "highlight": mark, "tag": "#b/"},
        {"op": "untag", "highlight": mark[-5:], "tag": "a"},
        {"op": "note", "highlight": mark, "note": "two\nlines"},
        {"op": "colour", "highlight": mark, "colour": "teal"},
        {"op": "bounds", "highlight": mark, "start": 2, "end": 12},
        {"op": "status", "article": wall, "status": "done"},
        {"op": "progress", "article": wall, "progress": 0.5},
        {"op": "article_tag", "article": "last", "tag": "city life"},
        {"op": "article_note", "article": wall, "note": "read"},
    )
    assert (done.code, done.err) == (0, "")
    assert [(line["ok"], line["id"]) for line in done.lines] == [(True, mark)] * 5 + [(True, wall)] * 4
    (shape,) = run("highlights", "--json").json
    assert (shape["tags"], shape["note"], shape["colour"]) == (["b"], "two\nlines", "teal")
    assert (shape["start"], shape["end"], shape["quote"]) == (2, 12, body(run, wall)[2:12])
    (article,) = run("list", "--json").json
    assert (article["status"], article["progress"], article["tags"]) == ("done", 0.5, ["city life"])
    assert article["note"] == "read"
    assert applied(run, {"op": "delete", "highlight": mark}).lines[0]["ok"]
    assert run("highlights", "--json").json == []


def test_apply_links_passages_and_takes_links_away(run: Run, wall: str) -> None:
    ends = ({"op": "highlight", "article": wall, "start": at, "end": at + 5} for at in (0, 10))
    one, two = (line["id"] for line in applied(run, *ends).lines)
    done = applied(run, {"op": "link", "highlight": one, "to": two, "kind": "supports"})
    assert done.lines == [{"ok": True, "id": one, "op": "link"}]
    assert [shape["links"] for shape in run("highlights", "--json").json] == [
        [{"kind": "supports", "highlight": two}],
        [],
    ]
    refused = applied(run, {"op": "unlink", "highlight": one, "to": two, "kind": "answers"})
    assert refused.lines[0]["error"] == "The passage has no link “answers” there."
    assert applied(run, {"op": "unlink", "highlight": one, "to": two, "kind": "supports"}).code == 0
    assert [shape["links"] for shape in run("highlights", "--json").json] == [[], []]


def test_apply_changes_what_another_marked_only_when_told_to(run: Run, wall: str, tmp_path: Path) -> None:
    with Library(tmp_path / "library", annotator="kim") as other:
        made = other.mark(other.find(wall), 0, 9, tags=["claim"])
        before = other.highlight(made.id)
    mark = show_id(made.id)
    changes: list[dict[str, object]] = [
        {"op": "tag", "tag": "a"},
        {"op": "untag", "tag": "claim"},
        {"op": "note", "note": "n"},
        {"op": "colour", "colour": "red"},
        {"op": "bounds", "start": 1, "end": 4},
        {"op": "link", "to": mark, "kind": "supports"},
        {"op": "delete"},
    ]
    operations = [{**change, "highlight": mark} for change in changes]
    refused = applied(run, *operations)
    assert refused.code == 1
    said = "kim made this highlight; `reader apply --others` changes it too."
    assert [answer["error"] for answer in refused.lines] == [said] * len(changes)
    own = applied(run, {"op": "highlight", "article": wall, "start": 20, "end": 25}).lines[0]["id"]
    assert applied(run, {"op": "link", "highlight": own, "to": mark, "kind": "supports"}).code == 0
    with Library(tmp_path / "library") as library:
        assert library.highlight(made.id) == before
    lines = "\n".join(map(json.dumps, operations[:4])).encode()
    assert run("apply", "--others", stdin=lines).code == 0
    (shape,) = (each for each in run("highlights", "--json").json if each["id"] == mark)
    assert (shape["tags"], shape["note"], shape["colour"]) == (["a"], "n", "red")


BAD = [
    ("not json", "not JSON"),
    ('{"op": "tag"', "not JSON"),
    ("[" * 100_000, "not JSON"),
    ("[]", "not a JSON object"),
    ("{}", "“op” must be one of highlight, tag"),
    ('{"op": ["tag"]}', "“op” must be one of"),
    ('{"op": "explode"}', "“op” must be one of"),
    ('{"op": "highlight", "article": "last"}', "needs “start”"),
    ('{"op": "highlight", "article": 7, "start": 0, "end": 2}', "“article” must be a string"),
    ('{"op": "highlight", "article": "WALL", "start": true, "end": 2}', "“start” must be a whole number"),
    ('{"op": "highlight", "article": "WALL", "start": 0, "end": 1e999}', "“end” must be a whole number"),
    ('{"op": "highlight", "article": "WALL", "start": 3, "end": 2}', "is no passage"),
    ('{"op": "highlight", "article": "WALL", "start": -1, "end": 2}', "is no passage"),
    ('{"op": "highlight", "article": "WALL", "start": 0, "end": 9999}', "is no passage"),
    (
        '{"op": "highlight", "article": "WALL", "start": 0, "end": 2, "tags": "a"}',
        "must be a list of strings",
    ),
    ('{"op": "highlight", "article": "WALL", "start": 0, "end": 2, "tag": "a"}', "does not take “tag”"),
    ('{"op": "highlight", "article": "WALL", "start": 0, "end": 2, "colour": "pink"}', "no colour “pink”"),
    ('{"op": "highlight", "article": "WALL", "start": 0, "end": 2, "tags": [","]}', "cannot hold a comma"),
    ('{"op": "tag", "highlight": "zzzz", "tag": "#"}', "needs a name"),
    ('{"op": "tag", "highlight": "zzzz", "tag": "a"}', "No highlight ends in"),
    ('{"op": "tag", "highlight": "0", "tag": "a"}', "no highlight's id"),
    ('{"op": "delete", "highlight": "2n0000000000a"}', ""),
    ('{"op": "status", "article": "WALL", "status": "newer"}', "one of new, inbox"),
    ('{"op": "progress", "article": "WALL", "progress": NaN}', "a number from 0 to 1"),
    ('{"op": "progress", "article": "WALL", "progress": 2}', "a number from 0 to 1"),
    ('{"op": "article_tag", "article": "nowhere", "tag": "a"}', ""),
]


def test_a_bad_line_is_answered_with_its_number_and_the_next_is_done(run: Run, wall: str) -> None:
    good = {"op": "article_note", "article": wall, "note": "done all the same"}
    done = applied(run, *(line.replace("WALL", wall) for line, _ in BAD), "", good)
    assert done.code == 1
    assert done.err == ""
    *answers, last = done.lines
    for number, (answer, (line, said)) in enumerate(zip(answers, BAD, strict=True), 1):
        assert answer["ok"] is False, line
        assert answer["line"] == number
        assert said in answer["error"], line
        assert answer["error"]
    assert last["ok"] is True
    assert run("highlights", "--json").json == []
    assert run("list", "--json").json[0]["note"] == "done all the same"


def test_bytes_that_are_no_text_are_a_bad_line(run: Run, wall: str) -> None:
    done = run(
        "apply",
        "-",
        stdin=b'\xff\xfe\n\n{"op": "article_note", "article": "%s", "note": ""}\n' % wall.encode(),
    )
    assert [line["ok"] for line in done.lines] == [False, True]


def test_one_run_of_apply_is_one_step_of_undo(run: Run, wall: str, tmp_path: Path) -> None:
    marks = [{"op": "highlight", "article": wall, "start": at, "end": at + 5} for at in range(3)]
    assert applied(run, *marks, {"op": "status", "article": wall, "status": "done"}).code == 0
    with Library(tmp_path / "library") as library:
        assert library.undo() is not None
        assert list(library.highlights()) == []
        assert library.page()[0].status == "inbox"


def test_each_line_is_answered_before_the_next_is_given(wall: str, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "reader", "--library", tmp_path / "library", "apply"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(reader.__file__).parents[1],
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        for start in range(3):
            line = json.dumps({"op": "highlight", "article": wall, "start": start, "end": start + 5})
            child.stdin.write(line.encode() + b"\n")
            child.stdin.flush()
            answer = json.loads(child.stdout.readline())
            with Library(tmp_path / "library") as library:
                assert answer["id"] in {show_id(highlight.id) for highlight in library.highlights()}
        child.stdin.close()
        assert child.wait() == 0


def test_lines_that_wait_are_answered_after_one_wait_for_the_disk(
    run: Run, wall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits, answered = list[int](), list[int]()
    wait, write = Disk.fdatasync, sys.stdout.write

    def waited(disk: Disk, fd: int) -> None:
        waits.append(fd)
        wait(disk, fd)

    def written(text: str) -> int:
        answered.append(len(waits))
        return write(text)

    monkeypatch.setattr(Disk, "fdatasync", waited)
    monkeypatch.setattr(sys.stdout, "write", written)
    marks = [{"op": "highlight", "article": wall, "start": at, "end": at + 5} for at in range(50)]
    done = run("apply", stdin="".join(f"{json.dumps(mark)}\n" for mark in marks).encode())
    assert [line["ok"] for line in done.lines] == [True] * 50
    assert answered == [1] * 50  # each after the wait
    assert len(waits) == 2  # the other, at the end, is the history's


def test_lines_that_the_disk_refuses_are_answered_so_and_can_be_sent_again(
    run: Run, wall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(disk: Disk, fd: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    operations: list[dict[str, Any]] = [
        {"op": "highlight", "article": wall, "start": 0, "end": 5},
        {"op": "status", "article": wall, "status": "no such"},
        {"op": "highlight", "article": wall, "start": 6, "end": 9},
    ]
    with monkeypatch.context() as patch:
        patch.setattr(Disk, "fdatasync", refuse)
        done = applied(run, *operations)
    assert done.code == 1
    assert [(line["ok"], line["line"]) for line in done.lines] == [(False, 1), (False, 2), (False, 3)]
    assert [line["error"][:10] for line in done.lines] == ["Not saved:", "“status” m", "Not saved:"]
    assert run("highlights", "--json").json == []
    assert [line["ok"] for line in applied(run, *operations).lines] == [True, False, True]
    assert len(run("highlights", "--json").json) == 2


@pytest.mark.parametrize("size", [1, 7, 100])
def test_a_line_may_come_in_pieces(size: int) -> None:
    class Pieces(io.BytesIO):
        def read1(self, most: int | None = -1) -> bytes:
            return super().read1(size)

    lines = [b"", b"one", b"", b"two " * 9, "dreißig".encode(), b"last"]
    batches = waiting(cast("io.BufferedReader", Pieces(b"\n".join(lines))))
    numbered = [line for batch in batches for line in batch if line[1]]
    assert numbered == [(number, line) for number, line in enumerate(lines, 1) if line]


def test_nothing_in_nothing_out(run: Run) -> None:
    assert run("apply") == Ran(0, "", "")


def test_passages_are_printed_a_line_each(run: Run, wall: str) -> None:
    run("highlight", wall, "--quote", "There were nine.", "--note", "two\nlines")
    run("highlight", wall, "--quote", "Two of them")
    done = run("highlights", "--jsonl")
    assert done.lines == run("highlights", "--json").json
    assert len(done.lines) == 2
    assert run("highlights", "#nowhere", "--jsonl").out == ""


def test_only_passages_that_are_there_are_opened(run: Run, wall: str, texts: Path) -> None:
    mark = run("highlight", wall, "--quote", "There were nine.").out.strip()
    ferry = run("add", texts / "ferry.txt", "--json").json[0]["id"]
    for place in ("nowhere", f"{ferry}:{mark}", ":zzzz", f"{wall}:", ""):
        done = run("open", place)
        assert (done.code, done.err.count("\n")) == (1, 1)
    assert "is not in the article" in run("open", f"{ferry}:{mark}").err
    assert run("open", wall, "--json").code == 2
