"""`doctor`, `backup`, `restore`, `history`, `trash` on the command line."""

from __future__ import annotations

import signal
import tarfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

COMMANDS = (
    ["doctor"],
    ["backup", "out.tar.gz"],
    ["history"],
    ["trash", "list"],
    ["trash", "restore", "fgam53"],
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_no_library_is_made_to_be_looked_after(run: Run, tmp_path: Path, words: list[str]) -> None:
    done = run(*words)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"reader: There is no library at {tmp_path / 'library'}; `reader add` makes one.\n"
    assert not (tmp_path / "library").exists()


# doctor


def test_a_healthy_library(run: Run, wall: str) -> None:
    assert (run("doctor").code, run("doctor").out) == (0, "all files are whole\n")
    assert run("doctor", "--repair", "--json").json == []


def test_a_finding_is_told_then_put_right(run: Run, wall: str, tmp_path: Path) -> None:
    (text,) = (tmp_path / "library/texts").glob("*/*.txt")
    whole = text.read_bytes()
    text.write_bytes(whole[:-9])
    told = run("doctor")
    assert told.code == 1
    assert told.out.startswith(f"text  texts/{text.parent.name}/{text.name}: the text of articles/")
    assert told.out.endswith("\n    --repair: make it again from the source beside it\n")
    assert told.err == "reader: 1 finding; `reader doctor --repair` can put 1 right\n"
    assert text.read_bytes() == whole[:-9]
    done = run("doctor", "--repair")
    assert (done.code, done.err) == (0, "reader: 1 finding put right, 0 left\n")
    assert text.read_bytes() == whole
    (kept,) = (tmp_path / "library/.reader/quarantine").iterdir()
    assert kept.read_bytes() == whole[:-9]


def test_what_cannot_be_put_right_is_left_and_ends_with_1(run: Run, wall: str, tmp_path: Path) -> None:
    (path,) = (tmp_path / "library/articles").glob("*/*.json")
    raw = b'{"_default": {\n"912770666812307451": {"kind":"hl","note":"whose?"}\n}}\n'
    path.write_bytes(raw)
    assert run("list").code == 0
    (found,) = run("doctor", "--repair", "--json").json
    assert found == {
        "path": str(path.relative_to(tmp_path / "library")),
        "kind": "headless",
        "problem": "the line of the article or library itself is missing",
        "remedy": "",
        "repaired": False,
        "outcome": "",
    }
    done = run("doctor", "--repair")
    assert done.code == 1 and "left: there is nothing to put it right with" in done.out
    assert path.read_bytes() == raw


# backup and restore


def test_a_library_travels_in_an_archive(run: Run, wall: str, tmp_path: Path) -> None:
    run("highlight", wall, "--quote", "There were nine.", "--tag", "claim", "--note", "who?")
    archive = tmp_path / "out.tar.gz"
    done = run("backup", archive, "--json")
    assert done.json == {"path": str(archive), "files": 5, "bytes": archive.stat().st_size}
    assert archive.stat().st_mode & 0o777 == 0o600
    again = run("backup", archive)
    assert (again.code, again.err) == (1, f"reader: {archive} exists; nothing was written.\n")

    new = tmp_path / "new"
    assert run("restore", archive, "--library", new).out == f"{new}  5 files\n"
    for words in (["list", "--json"], ["highlights", "--json"], ["tags", "--json"], ["show", wall]):
        assert run(*words, "--library", new).out == run(*words).out
    refused = run("restore", archive, "--library", new)
    assert refused.code == 1 and "not empty" in refused.err


def test_a_backup_without_a_name_is_dated(
    run: Run, wall: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("backup").code == 0
    (path,) = tmp_path.glob("reader-20??-??-??.tar.gz")
    with tarfile.open(path) as archive:
        assert "library.json" in archive.getnames()


def test_what_is_ended_leaves_no_half_archive_and_no_half_library(
    run: Run, wall: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.cli.progress import Bar

    run("backup", tmp_path / "whole.tar.gz")
    ending, steps = signal.SIGINT, iter("ab")

    def stop(bar: Bar) -> None:
        if next(steps, None) is None:
            signal.raise_signal(ending)

    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(Bar, "step", stop)
    done = run("backup", folder / "one.tar.gz")
    assert (done.code, done.out) == (130, "")
    assert list(folder.iterdir()) == []
    ending, steps = signal.SIGTERM, iter("ab")
    assert run("restore", tmp_path / "whole.tar.gz", "--library", folder / "new").code == 143
    assert list(folder.iterdir()) == []


def test_restore_wants_a_folder_by_name(run: Run, wall: str, tmp_path: Path) -> None:
    run("backup", tmp_path / "out.tar.gz")
    done = run("restore", tmp_path / "out.tar.gz")
    assert done.code == 2 and "--library is needed" in done.err
    missing = run("restore", tmp_path / "nowhere.tar.gz", "--library", tmp_path / "new")
    assert missing.code == 1 and "nowhere.tar.gz could not be read" in missing.err
    assert not (tmp_path / "new").exists()


# history and trash


def test_the_history_is_told_last_first(run: Run, wall: str) -> None:
    run("highlight", wall, "--quote", "There were nine.", "--tag", "claim")
    marked, added = run("history").out.splitlines()
    assert marked.split(maxsplit=3)[3].split("  ", 1)[0] == "#claim on “There were nine.”"
    assert marked.endswith("  The old wall has nine gates")
    assert wall[-6:] in marked and "adding “The old wall has nine gates”" in added
    (step,) = run("history", "-n", "1", "--json").json
    assert step["what"] == "#claim on “There were nine.”" and step["article"] == wall
    assert (step["state"], step["reason"], step["changes"]) == ("done", "", 1)
    assert step["end"] - step["start"] == len("There were nine.")
    assert step["highlight"] and step["time"].endswith("Z")
    wrong = run("history", "-n", "all")
    assert wrong.code == 2 and "--limit takes a number" in wrong.err


def test_the_history_tells_what_can_be_undone(run: Run, wall: str, tmp_path: Path) -> None:
    made = run("highlight", wall, "--quote", "There were nine.", "--tag", "claim", "--json").json
    history = tmp_path / "library/.reader/history/steps.jsonl"
    kept = history.read_bytes()
    run("apply", stdin=b'{"op": "note", "highlight": "%s", "note": "n"}\n' % made["id"].encode())
    assert run("history", "-n", "1", "--json").json[0]["what"] == "apply"
    history.write_bytes(kept)  # as if another machine had written the note
    stuck, added = run("history", "--json").json
    assert (stuck["state"], stuck["reason"]) == ("stuck", "the note was changed since")
    assert added["state"] == "stuck"
    assert "  cannot be undone: the note was changed since  " in run("history").out


def test_the_trash_is_told_and_given_back(run: Run, wall: str) -> None:
    made = run("highlight", wall, "--quote", "There were nine.", "--tag", "claim", "--json").json
    assert (run("trash", "list").out, run("trash", "list").err) == ("", "reader: the trash is empty\n")
    run("apply", stdin=b'{"op": "delete", "highlight": "%s"}\n' % made["id"].encode())
    assert run("highlights").out == ""
    (row,) = run("trash", "list").out.splitlines()
    assert run("trash").out.splitlines() == [row]
    assert row.startswith(made["id"][-6:]) and "passage  #claim  “There were nine.”" in row
    (item,) = run("trash", "list", "--json").json
    assert (item["kind"], item["id"], item["tags"]) == ("highlight", made["id"], ["claim"])
    assert run("trash", "restore", made["id"][-6:]).out.startswith(f"back  {made['id'][-6:]}  #claim")
    (back,) = run("highlights", "--json").json
    assert (back["id"], back["quote"]) == (made["id"], "There were nine.")
    nothing = run("trash", "restore", made["id"][-6:])
    assert nothing.code == 1 and "Nothing in the trash ends in" in nothing.err


@pytest.mark.parametrize("words", [["trash", "empty"], ["trash", "restore"], ["trash", "list", "x"]])
def test_the_trash_used_wrongly(run: Run, wall: str, words: list[str]) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("reader: ") and done.err.count("\n") == 1


NEWER = "was written by a newer version of the reader; this one may only read it."


def test_a_library_of_a_newer_version_is_read_and_said(run: Run, wall: str, tmp_path: Path) -> None:
    path = tmp_path / "library" / "library.json"
    raw = path.read_bytes().replace(b'"writer":1', b'"writer":9')
    path.write_bytes(raw)
    for words in (["list"], ["show", wall], ["highlights"], ["tags"], ["search", "gates"]):
        told = run(*words)
        assert (told.code, told.err.splitlines()[0]) == (0, f"reader: This library {NEWER}")
    refused = run("highlight", wall, "--range", "0:3")
    assert (refused.code, refused.err) == (1, f"reader: Not saved: this library {NEWER}\n")
    (answer,) = run(
        "apply", stdin=f'{{"op": "status", "article": "{wall}", "status": "done"}}'.encode()
    ).lines
    assert answer["error"] == f"Not saved: this library {NEWER}"
    assert path.read_bytes() == raw


def test_an_article_of_a_newer_version_is_read_and_said(run: Run, wall: str, tmp_path: Path) -> None:
    (path,) = tmp_path.glob("library/articles/*/*.json")
    raw = path.read_bytes().replace(b'"v":1', b'"v":9')
    path.write_bytes(raw)
    assert run("list").err == ""
    told = run("show", wall)
    assert (told.code, told.err) == (0, f"reader: This article {NEWER}\n")
    refused = run("highlight", wall, "--range", "0:3")
    assert (refused.code, refused.err) == (1, f"reader: Not saved: this article {NEWER}\n")
    assert path.read_bytes() == raw
