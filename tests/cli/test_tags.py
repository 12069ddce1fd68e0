"""`tag`: the codebook from the command line, and tags changed all over the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.model import STARTING_TAGS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture
def marked(run: Run, wall: str) -> str:
    """The news piece with three tagged passages."""
    run("highlight", wall, "--quote", "There were nine.", "--tag", "claim")
    run("highlight", wall, "--quote", "She has counted twice.", "--tag", "claim/old", "--tag", "source")
    run("highlight", wall, "--quote", "The teacher shrugs.", "--tag", "mood")
    return wall


def tags(run: Run) -> list[list[str]]:
    return [sorted(shape["tags"]) for shape in run("highlights", "--json").json]


def test_a_tag_is_renamed_and_tried_before(run: Run, marked: str) -> None:
    told = [
        "  #claim → #said",
        "  #claim/old → #said/old",
        "  2 highlights, 1 article",
        "  “There were nine.”  The old wall has nine gates",
        "  “She has counted twice.”  The old wall has nine gates",
    ]
    before = tags(run)
    tried = run("tag", "rename", "claim", "said", "--dry-run")
    assert tried.out.splitlines() == ["would be: #claim is now #said", *told]
    assert tags(run) == before
    done = run("tag", "rename", "claim", "said")
    assert (done.code, done.out.splitlines()) == (0, ["#claim is now #said", *told])
    assert tags(run) == [["said"], ["mood"], ["said/old", "source"]]
    assert run("history", "--json").json[0]["what"] == "#claim is now #said"


def test_tags_are_merged_moved_split_and_deleted(run: Run, marked: str) -> None:
    assert run("tag", "merge", "claim", "mood", "heard").code == 0
    assert tags(run) == [["heard"], ["heard"], ["heard/old", "source"]]
    assert run("tag", "move", "heard", "source").code == 0
    assert tags(run) == [["source/heard"], ["source/heard"], ["source", "source/heard/old"]]
    assert run("tag", "move", "source/heard", "/").code == 0
    assert run("tag", "split", "heard", "felt", "shrugs", "-ferry").code == 0
    assert tags(run) == [["heard"], ["felt"], ["heard/old", "source"]]
    assert run("tag", "delete", "heard").code == 0
    assert tags(run) == [["heard"], ["felt"], ["heard/old", "source"]]
    assert "heard" not in {shape["name"] for shape in run("tag", "export", "--json").json}
    assert run("tag", "delete", "heard", "--from-passages").code == 0
    assert tags(run) == [[], ["felt"], ["source"]]


def test_several_tags_are_deleted_in_one_step(run: Run, marked: str) -> None:
    done = run("tag", "delete", "claim/old", "mood", "--from-passages")
    assert done.out.splitlines()[:3] == [
        "#claim/old and #mood taken off all passages",
        "  #claim/old → gone",
        "  #mood → gone",
    ]
    assert tags(run) == [["claim"], [], ["source"]]
    assert run("history", "--json").json[0]["what"] == "#claim/old and #mood taken off all passages"
    refused = run("tag", "delete", "claim", "clame")
    assert (refused.code, refused.err) == (
        1,
        "reader: There is no tag “clame” in the codebook; did you mean claim?\n",
    )
    assert "claim" in {shape["name"] for shape in run("tags", "--json").json}


def test_a_tag_is_merged_with_one_that_stands_under_it(run: Run, marked: str) -> None:
    assert run("tag", "merge", "claim", "claim/old", "heard").code == 0
    assert tags(run) == [["heard"], ["mood"], ["heard", "source"]]


def test_what_a_change_touches_as_json(run: Run, marked: str) -> None:
    assert run("tag", "merge", "claim", "source", "--json", "--dry-run").json == {
        "did": "#claim merged into #source",
        "dry_run": True,
        "tags": [{"from": "claim", "to": "source"}, {"from": "claim/old", "to": "source/old"}],
        "passages": 2,
        "articles": 1,
        "exact": True,
        "quotes": [
            {"title": "The old wall has nine gates", "quote": "There were nine."},
            {"title": "The old wall has nine gates", "quote": "She has counted twice."},
        ],
    }


def test_a_tag_of_the_codebook_is_set(run: Run) -> None:
    words = ("--key", "1", "--definition", "d", "--when", "w", "--not", "n", "--colour", "red")
    tried = run("tag", "set", "mood", *words, "--dry-run")
    assert tried.out == "changed  #claim  key\nnew  #mood  key, colour, definition, when, not\n"
    done = run("tag", "set", "mood", *words)
    assert done.out == tried.out
    (shape,) = [shape for shape in run("tags", "--json").json if shape["name"] == "mood"]
    assert shape == {
        "name": "mood", "count": 0, "key": "1", "colour": "red", "definition": "d", "when": "w",
        "not": "n", "examples": [],
    }  # fmt: skip
    assert run("tag", "set", "mood", "--when", "").out == "changed  #mood  when\n"
    assert run("tag", "set", "mood", "--when", "").out == "nothing was changed\n"


def test_a_codebook_goes_to_a_file_and_back(run: Run, marked: str, tmp_path: Path) -> None:
    file = tmp_path / "codebook.toml"
    assert run("tag", "export", file).out == f"{file}  5 tags\n"
    assert run("tag", "export").out == file.read_text("utf-8")
    assert run("tag", "import", file).out == "nothing was changed\n"
    file.write_text('[[tag]]\nname = "mood"\nkey = 1\n', "utf-8")
    told = "changed  #claim  key\nnew  #mood  key\n"
    assert sorted(run("tag", "import", file, "--dry-run").out.splitlines()) == sorted(told.splitlines())
    assert run("tag", "import", file).code == 0
    names = [shape["name"] for shape in run("tag", "export", "--json").json]
    assert names == ["mood", *(tag.name for tag in STARTING_TAGS)]
    assert run("tag", "export", file).err == f"reader: {file} exists; nothing was written.\n"


def test_what_is_doubtful_is_listed(run: Run, marked: str) -> None:
    run("tag", "set", "sources", "--definition", "d")
    done = run("tag", "check")
    assert done.code == 1
    assert [line.split() for line in done.out.splitlines()] == [
        line.split()
        for line in (
            "unused   #evidence   no passage and no article has it",
            "unused   #question   no passage and no article has it",
            "unused   #context    no passage and no article has it",
            "unused   #sources    no passage and no article has it",
            "unknown  #claim/old  is in use and not in the codebook",
            "unknown  #mood       is in use and not in the codebook",
            "near     #source     may be the same as #sources",
        )
    ]
    assert run("tag", "check", "--json").json[-1] == {"kind": "near", "tag": "source", "other": "sources"}


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("rename", "claim"), 2, "`reader tag rename` takes OLD NEW"),
        (("rename", "none", "x"), 1, "There is no tag “none”."),
        (("rename", "claim", "source"), 1, "There is a tag “source” already; merge them instead."),
        (("merge", "claim", "claim"), 1, "“claim” cannot be merged with itself."),
        (("move", "claim", "claim/x"), 1, "“claim” cannot stand under itself."),
        (("rename", "claim", "x", "--from-passages"), 2, "--from-passages goes with `reader tag delete`"),
        (("check", "--dry-run"), 2, "`reader tag check` changes nothing, with --dry-run or without"),
        (
            ("check", "--key", "1"),
            2,
            "--key, --colour, --definition, --when and --not go with `reader tag set`",
        ),
        (("set", "claim", "--key", "x"), 1, "A key is a digit from 1 to 9."),
        (("set", "claim", "--colour", "pink"), 1, "There is no colour “pink”"),
        (("split", "claim", "x", "walrus"), 1, "None of these passages has the tag “claim”."),
        (("split", "claim", "x", "words:many"), 2, "words"),
        (("none",), 2, "none"),
    ],
)
def test_what_cannot_be_is_refused(
    run: Run, marked: str, words: tuple[str, ...], code: int, reason: str
) -> None:
    done = run("tag", *words)
    assert (done.code, done.out) == (code, "")
    assert reason in done.err
    assert done.err.count("\n") == 1


def test_a_bad_file_is_refused_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    assert run("tags").code == 0  # which makes a library
    before, file = run("tag", "export").out, tmp_path / "bad.toml"
    for content, reason in (
        (
            b"[[tag]]\nname = 1",
            "tag 1: “name” must be a text.",
        ),
        (b'[[tag]]\nname = "\xff"', "it is not in UTF-8."),
        (b"[[tag]]\nkey = 1", "tag 1: “name” must be a text."),
    ):
        file.write_bytes(content)
        done = run("tag", "import", file)
        assert (done.code, done.err) == (1, f"reader: {file}: {reason}\n")
    assert run("tag", "import", tmp_path / "none.toml").code == 1
    assert run("tag", "export").out == before
