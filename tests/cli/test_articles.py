"""`add`, `list`, `show`: what a person and a script see."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader import sources
from reader.cli import context
from tests.cli.conftest import WALL, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.model import Imported


def test_a_text_is_added_once_and_said_so(run: Run, texts: Path) -> None:
    first = run("add", texts / "wall.txt")
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("added    ")
    again = run("add", texts / "wall.txt", "--json")
    assert again.code == 0
    (shape,) = again.json
    assert shape["status"] == "known"
    assert shape["error"] == ""
    assert shape["path"] == str(texts / "wall.txt")
    plain = run("add", texts / "wall.txt")
    assert "the same text is already in the library" in plain.out
    assert len(run("list", "--json").json) == 1


def test_the_same_text_from_another_file_is_the_same_article(run: Run, texts: Path, wall: str) -> None:
    (texts / "copy.txt").write_text(WALL, "utf-8")
    (shape,) = run("add", texts / "copy.txt", "--json").json
    assert (shape["status"], shape["id"]) == ("known", wall)


def test_a_changed_source_updates_its_article(run: Run, texts: Path, wall: str) -> None:
    (texts / "wall.txt").write_text(WALL.replace("eight", "seven"), "utf-8")
    (shape,) = run("add", texts / "wall.txt", "--json").json
    assert (shape["status"], shape["id"]) == ("updated", wall)
    assert "seven" in run("show", wall).out


def test_what_cannot_be_added_is_said_and_the_rest_goes_on(run: Run, texts: Path) -> None:
    done = run("add", texts, texts / "missing.txt", "--json")
    assert done.code == 1
    statuses = {Path(shape["path"]).name: shape["status"] for shape in done.json}
    assert statuses == {
        "ferry.txt": "added",
        "noise.txt": "failed",
        "wall.txt": "added",
        "missing.txt": "failed",
    }
    assert [line for line in done.err.splitlines() if not line.startswith("reader: ")] == []
    assert len(done.err.splitlines()) == 2
    for shape in done.json:
        assert bool(shape["error"]) == (shape["status"] == "failed")
        assert bool(shape["id"]) == (shape["status"] != "failed")


def test_standard_input_is_added(run: Run) -> None:
    done = run("add", "-", "--json", stdin="Über alles\n\nEin Satz.\n".encode())
    assert done.code == 0
    assert done.json[0]["path"] == "-"
    assert "Ein Satz." in run("show", done.json[0]["id"]).out


def test_tags_and_encoding(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes("Grün\n\nEs grünt so grün.\n".encode("cp850"))
    assert run("add", file, "--tag", "draft", "--encoding=cp850", "--tag", "city life").code == 0
    (article,) = run("list", "--json").json
    assert sorted(article["tags"]) == ["city life", "draft"]
    assert "Es grünt so grün." in run("show", article["id"]).out


def test_an_unknown_encoding_is_wrong_use(run: Run, texts: Path) -> None:
    done = run("add", texts, "--encoding", "klingon")
    assert (done.code, done.out, done.err) == (2, "", "reader: there is no encoding klingon\n")


def test_ctrl_c_keeps_what_is_done_and_says_so(
    run: Run, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = sources.load

    def interrupted(uri: str, *, encoding: str = "", **how: bool) -> Iterator[Imported]:
        if uri == "now":
            raise KeyboardInterrupt
        yield from load(uri, encoding=encoding, **how)

    monkeypatch.setattr(sources, "load", interrupted)
    done = run("add", texts / "wall.txt", "now", texts / "ferry.txt", "--json")
    assert done.code == 130
    assert done.err == "reader: stopped; 1 article already done, and kept\n"
    assert [shape["status"] for shape in done.json] == ["added"]
    assert len(run("list", "--json").json) == 1


def test_list_shows_a_line_an_article(run: Run, wall: str) -> None:
    line = run("list").out
    assert line.startswith(wall[-6:])
    assert "inbox" in line
    assert line.rstrip().endswith("The old wall has nine gates · site-34") or "wall" in line
    assert line.count("\n") == 1


def test_list_has_every_documented_field(run: Run, wall: str) -> None:
    (article,) = run("list", "--json").json
    assert set(article) == {
        "id", "title", "kicker", "standfirst", "authors", "published", "site", "url", "language", "source",
        "words", "status", "progress", "tags", "note", "highlights", "added", "read",
    }  # fmt: skip
    assert article["id"] == wall
    assert article["site"] == "site-34"
    assert article["kicker"] == "City life"
    assert article["source"] == "text"
    assert article["status"] == "inbox"
    assert article["highlights"] == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["wall"], 1),
        (["-wall"], 0),
        (["-ferry"], 1),
        (["-(", "ferry", "or", "wall", ")"], 0),
        (["site:site-34", "-lang:xx"], 1),
        (["#claim"], 0),
        (["-#claim"], 1),
        (["-has:highlight", "words:>10"], 1),
        ([""], 1),
    ],
)
def test_a_query_may_begin_with_a_minus(run: Run, wall: str, words: list[str], found: int) -> None:
    assert len(run("list", *words, "--json").json) == found
    assert len(run("--json", "list", "--", *words).json) == found


def test_a_long_list_comes_page_by_page(run: Run, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "PAGE", 2)
    for number in range(5):
        run("add", "-", stdin=f"Text {number}\n\nNumber {number}.\n".encode())
    titles = [f"Text {number}" for number in (4, 3, 2, 1, 0)]
    assert [article["title"] for article in run("list", "--json").json] == titles
    assert [article["title"] for article in run("list", "text", "--json").json] == titles


def test_an_empty_list_is_said_on_standard_error(run: Run) -> None:
    done = run("list")
    assert (done.code, done.out) == (0, "")
    assert "empty" in done.err
    assert run("list", "--json").json == []
    assert run("list", "nothing").err == "reader: no article fits\n"


def test_show_prints_what_is_known_then_the_text(run: Run, wall: str) -> None:
    done = run("show", wall[-6:])
    head, _, text = done.out.partition("\n\n")
    known = dict(line.split(maxsplit=1) for line in head.splitlines())
    assert known["id"] == wall
    assert known["site"] == "site-34"
    assert known["kicker"] == "City life"
    assert known["status"] == "inbox, 0% read"
    assert "There were nine. Two of them are walled up, and one is a bakery." in text
    assert "source site-34" not in text


def test_shown_offsets_are_into_the_shown_body(run: Run, wall: str) -> None:
    shape = run("show", wall, "--json").json
    assert [shape["body"][block["start"] : block["end"]] for block in shape["blocks"]] == [
        block for block in shape["body"].split("\n\n") if block
    ]
    assert [block["kind"] for block in shape["blocks"]][:3] == ["kicker", "title", "standfirst"]
    assert "source site-34" in shape["dropped"]
    assert shape["marks"] == []


@pytest.mark.parametrize("words", [["show", "zzzz"], ["show", "zz"], ["show", "../.."]])
def test_an_id_that_is_none_is_one_line(run: Run, wall: str, words: list[str]) -> None:
    done = run(*words)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"reader: There is no article “{words[1]}”; `reader list` shows the ids.\n"


def test_last_is_the_article_read_last_else_the_one_added_last(run: Run, wall: str, texts: Path) -> None:
    ferry = run("add", texts / "ferry.txt", "--json").json[0]["id"]
    assert run("show", "last", "--json").json["id"] == ferry
    run("apply", stdin=json.dumps({"op": "progress", "article": wall, "progress": 0.5}).encode())
    assert run("show", "last", "--json").json["id"] == wall


def test_nothing_printed_holds_a_control_byte(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31m\x07b.txt"
    file.write_bytes(
        b"A \x1b]0;title\x07 title\xc2\x9b2J [/] [@click=app.quit]\n\n"
        b"Text\x1b[2J \xc2\x9b and \xe2\x80\xae more.\n"
    )
    (tmp_path / "c\nd.txt").write_bytes(bytes(range(256)))
    printed = [run("add", tmp_path / name) for name in (file.name, "c\nd.txt", "e\x1bf.txt")]
    printed += [run("list"), run("show", run("list", "--json").json[0]["id"]), run("list", "x\x1b[2J:", "(")]
    for done in printed:
        assert not [
            char for char in done.out + done.err if (char < " " and char != "\n") or "\x7f" <= char < "\xa0"
        ]
        assert done.err.count("\n") <= 1
