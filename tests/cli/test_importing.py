"""`import` on the command line: what is said, what fails, again, tried only."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from reader.cli.importing import COMMANDS
from reader.sources.imports import IMPORTERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

FIELDS = "path format status id title new orphans waiting known filled deleted lost error".split()


@pytest.fixture
def exported(run: Run, wall: str, tmp_path: Path) -> Path:
    """An export of a library with two passages."""
    run("highlight", wall, "--quote", "Two of them are walled up", "--tag", "claim", "--note", "Which?")
    run("highlight", wall, "--quote", "one is a bakery")
    file = tmp_path / "everything.json"
    assert run("export", "--format", "json", "-o", file).code == 0
    return file


def test_an_export_comes_back_into_an_empty_library(
    run: Run, exported: Path, wall: str, tmp_path: Path
) -> None:
    empty = f"--library={tmp_path / 'empty'}"
    ran = run("import", exported, empty)
    assert (ran.code, ran.err) == (0, "reader: 2 highlights new\n")
    assert ran.out == f"added    {wall[-6:]}  The old wall has nine gates  (2 highlights)\n"
    assert run("highlights", empty).out == run("highlights").out
    again = run("import", exported, empty)
    assert (again.out.split("  ")[0], again.err) == ("known", "reader: 2 highlights known\n")
    assert "import of everything.json" in run("history", empty).out


def test_a_dry_run_writes_nothing(run: Run, exported: Path, tmp_path: Path) -> None:
    empty = f"--library={tmp_path / 'empty'}"
    ran = run("import", exported, empty, "--dry-run")
    assert ran.out.startswith("added")
    assert ran.err == "reader: 2 highlights new\nreader: nothing was written (--dry-run)\n"
    assert run("list", empty).out == ""


def test_json_tells_of_each_article(run: Run, exported: Path) -> None:
    (outcome,) = run("import", exported, "--json").json
    assert list(outcome) == FIELDS
    assert (outcome["format"], outcome["status"], outcome["known"], outcome["new"]) == ("json", "known", 2, 0)


def test_what_fails_is_one_line_and_the_rest_goes_on(run: Run, exported: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Only a text.\n", "utf-8")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.txt").write_text("Only a text too.\n", "utf-8")
    given = (tmp_path / "notes.txt", tmp_path / "none", pipe, tmp_path / "plain", exported)
    ran = run("import", *given, "--json")
    assert ran.code == 1
    assert ran.err.splitlines() == [
        "reader: notes.txt is of no known program; `reader add` takes texts.",
        "reader: none cannot be read: there is no such file or folder.",
        "reader: pipe is not a regular file.",
        "reader: plain holds no file of a known program.",
        "reader: 2 highlights known",
    ]
    assert [each["status"] for each in ran.json] == ["failed"] * 4 + ["known"]


def test_a_codebook_is_told_where_to_go(run: Run, tmp_path: Path) -> None:
    book = tmp_path / "codebook.toml"
    book.write_text('[[tag]]\nname = "mood"\n', "utf-8")
    ran = run("import", book)
    assert (ran.code, ran.err) == (
        1,
        "reader: codebook.toml is of no known program; `reader tag import` takes a codebook.\n",
    )


def test_a_format_is_named_or_refused(run: Run, exported: Path, tmp_path: Path) -> None:
    ran = run("import", exported, "--format", "docx")
    assert ran.code == 2 and "there is no format docx; formats: json," in ran.err
    laid_out = tmp_path / "x.json"
    laid_out.write_text(
        json.dumps(json.loads(exported.read_text("utf-8")), indent=2, sort_keys=True), "utf-8"
    )
    assert run("import", laid_out).code == run("import", laid_out, "--format", "json").code == 0
    ran = run("import", laid_out, "--format", "csv")
    assert (ran.code, ran.err) == (1, "reader: x.json is damaged: it is no table with a column “quote”.\n")
    ran = run("import", laid_out, "--format", "w3c")
    assert (ran.code, ran.err) == (1, "reader: There is nothing of w3c in x.json.\n")


def test_ctrl_c_keeps_what_is_done(run: Run, exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(file: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("reader.sources.imports.native.read", stopped)
    ran = run("import", exported)
    assert ran.code == 130
    assert "stopped; 0 articles already done, and kept" in ran.err


def test_a_codebook_alone_is_told(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "codebook.csv"
    table.write_text("tag,description\nclaim,What is claimed\nmood,How it feels\n", "utf-8")
    assert run("import", table, "--dry-run").err.startswith("reader: 1 tag new in the codebook\n")
    assert run("import", table).err == "reader: 1 tag new in the codebook\n"
    assert (run("import", table).err, run("import", table, "--json").json) == ("", [])
    assert "mood" in run("tags").out


def test_a_dry_run_tells_what_a_text_that_comes_will_hold(run: Run, exported: Path, tmp_path: Path) -> None:
    empty = f"--library={tmp_path / 'empty'}"
    run("export", "--format", "csv", "-o", tmp_path / "x.csv")
    run("import", tmp_path / "x.csv", empty)
    ran = run("import", exported, empty, "--dry-run")
    assert ran.out.startswith("updated") and "without a place" not in ran.out


def test_of_many_articles_of_which_nothing_is_new_a_few_are_told(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "saved.csv"
    rows = "".join(f"Title {number},https://example.org/{number},1,,unread\n" for number in range(9))
    table.write_text(f"title,url,time_added,tags,status\n{rows}", "utf-8")
    assert len(run("import", table).out.splitlines()) == 9
    again = run("import", table)
    assert len(again.out.splitlines()) == 3
    assert again.err == "reader: and 6 more articles of which nothing is new\n"


def test_add_imports_what_is_no_text(run: Run, exported: Path, wall: str, tmp_path: Path) -> None:
    ran = run("add", exported, f"--library={tmp_path / 'empty'}")
    assert (ran.code, ran.out) == (0, f"added    {wall[-6:]}  The old wall has nine gates  (2 highlights)\n")
    broken = tmp_path / "broken.json"
    broken.write_bytes(exported.read_bytes()[:-60])
    ran = run("add", broken)
    assert ran.code == 1 and ran.err.startswith("reader: broken.json, line 2: this is no whole article.")


def test_refresh_passes_over_what_has_no_text_to_be_read(run: Run, exported: Path, tmp_path: Path) -> None:
    empty = f"--library={tmp_path / 'empty'}"
    run("export", "--format", "csv", "-o", tmp_path / "x.csv")
    assert "(2 highlights, no text yet)" in run("import", tmp_path / "x.csv", empty).out
    assert run("refresh", empty).err == "reader: there is nothing to read again\n"
    assert run("check", empty).err == "reader: no highlight waits\n"


def test_the_help_tells_every_format(run: Run) -> None:
    told = run("import", "--help").out
    assert all(f"  {name} " in told for name in IMPORTERS)
    assert list(COMMANDS) == ["import"]


def test_what_another_program_wrote_is_imported_from_a_folder_too(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "plain.txt").write_text("A plain text.\n", "utf-8")
    when = "Added on Monday, April 21, 2025 10:08:07 PM"
    clipping = f"The Old Gates (R. Penn)\n- Your Highlight on page 1 | {when}\n\n"
    (folder / "My Clippings.txt").write_text(f"{clipping}Nobody counted them.\n==========\n", "utf-8")
    done = run("add", folder)
    assert (done.code, done.err) == (0, "")
    assert {article["title"] for article in run("list", "--json").json} == {"The Old Gates", "plain"}
    assert [mark["quote"] for mark in run("highlights", "--json").json] == ["Nobody counted them."]


def test_a_folder_of_files_of_other_programs_is_imported_in_one_step(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "omnivore"
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "wall.html").write_text(f"<p>{'Nobody had counted the gates. ' * 5}</p>", "utf-8")
    entry = {
        "slug": "wall",
        "title": "Wall",
        "url": "https://e.example/w",
        "savedAt": "",
        "readingProgress": 0,
    }
    for number in (0, 20):
        shown = {**entry, "title": f"Wall {number}", "url": f"https://e.example/{number}"}
        (folder / f"metadata_{number}_to_{number + 20}.json").write_text(json.dumps([shown]), "utf-8")
    assert run("import", folder).code == 0
    assert {article["title"] for article in run("list", "--json").json} == {"Wall 0", "Wall 20"}
    (step,) = run("history", "--json").json
    assert step["what"] == "import of omnivore"


def test_what_comes_with_passages_was_begun_and_a_mere_address_waits_to_be_read(
    run: Run, wall: str, tmp_path: Path
) -> None:
    run("highlight", wall, "--range", "0:9")
    run("export", "--format", "csv", "-o", tmp_path / "passages.csv")
    (tmp_path / "links.html").write_text(
        "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF='https://example.org/a'>One</A></DL>", "utf-8"
    )
    empty = f"--library={tmp_path / 'empty'}"
    assert run("import", tmp_path / "passages.csv", tmp_path / "links.html", empty).code == 0
    listed = {article["title"]: article["status"] for article in run("list", empty, "--json").json}
    assert listed == {"The old wall has nine gates": "reading", "One": "inbox"}
