"""`export` into files that are there: what a person wrote stays, what did not change is not written."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from reader.cli.export import Export
from reader.cli.export_watch import keep_up_to_date
from reader.exports import FORMATS
from reader.library import Library
from reader.text.query import parse

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

both = pytest.mark.parametrize("form", [name for name, form in FORMATS.items() if form.living])


@pytest.fixture
def claim(run: Run, wall: str) -> str:
    """The id of a passage with a tag and a note."""
    words = ("--quote", "There were nine.", "--tag", "claim", "--note", "Who?")
    return run("highlight", wall, *words).out.strip()


def state(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


@both
def test_a_file_is_brought_up_to_date(run: Run, wall: str, claim: str, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"wall{FORMATS[form].suffix}"
    words = ("export", "--format", form, "-o", out)
    assert run(*words).code == 0
    before = state(out)
    assert run(*words).code == 0
    assert state(out) == before
    out.write_text(f"{out.read_text()}\nMy own words.\n")
    out.chmod(0o640)
    mine = state(out)
    assert run(*words).code == 0
    assert state(out) == mine
    run("highlight", wall, "--quote", "Two of them", "--tag", "source")
    assert run(*words).code == 0
    text = out.read_text()
    assert "Two of them" in text
    assert "\nMy own words.\n" in text
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    run("apply", stdin=b'{"op": "delete", "highlight": "%s"}' % claim.encode())
    gone = run(*words)
    assert "reader: 1 highlight not among the highlights any more: marked so\n" in gone.err
    assert "There were nine." in out.read_text()
    assert run(*words, "--force").code == 0
    assert out.read_text() == run("export", "--format", form).out


@both
def test_a_change_on_both_sides_is_said(run: Run, claim: str, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"wall{FORMATS[form].suffix}"
    run("export", "--format", form, "-o", out)
    out.write_text(out.read_text().replace("Who?", "Who, again?"))
    run("apply", stdin=b'{"op": "note", "highlight": "%s", "note": "Who indeed?"}' % claim.encode())
    done = run("export", "--format", form, "-o", out)
    assert "reader: 1 highlight changed in the file and in the library: both stand there\n" in done.err
    assert "Who, again?" in out.read_text()
    assert "Who indeed?" in out.read_text()


def test_what_is_not_ours_is_not_written_over(run: Run, claim: str, tmp_path: Path) -> None:
    out, other = tmp_path / "wall.md", tmp_path / "other.md"
    other.write_text("# Mine\n\n^hl-0000000000000\n")
    out.symlink_to(other)
    for path in (out, other):
        done = run("export", "--format", "markdown", "-o", path)
        assert (done.code, "exists; nothing was written" in done.err) == (1, True)
    assert other.read_text() == "# Mine\n\n^hl-0000000000000\n"


def test_a_file_in_another_format_is_none_to_bring_up_to_date(run: Run, claim: str, tmp_path: Path) -> None:
    out = tmp_path / "claims.md"
    run("export", "--format", "markdown", "-o", out)
    text = out.read_text()
    for form in ("markdown-plain", "org"):
        done = run("export", "--format", form, "-o", out)
        assert (done.code, "exists; nothing was written" in done.err) == (1, True)
    assert out.read_text() == text
    assert run("export", "--format", "markdown-plain", "-o", out, "--force").code == 0
    assert run("export", "--format", "markdown", "-o", out).code == 1
    assert run("export", "--format", "markdown-plain", "-o", out).code == 0


def test_a_folder_is_kept_by_article(run: Run, wall: str, claim: str, texts: Path, tmp_path: Path) -> None:
    run("add", texts / "ferry.txt")
    words = ("export", "--format", "markdown", "-o", tmp_path / "notes")
    run(*words)
    (ferry,) = (tmp_path / "notes").glob("the-night-ferry-*.md")
    (own,) = (tmp_path / "notes").glob("the-old-wall-*.md")
    with Library(tmp_path / "library") as library:
        library.change_article(library.find(wall), title="Nine gates")
        library.trash(library.find(run("list", "title:ferry", "--json").json[0]["id"]))
    before = state(ferry)
    assert run(*words).code == 0
    assert sorted(path.name for path in (tmp_path / "notes").iterdir()) == sorted([ferry.name, own.name])
    assert "\n# Nine gates\n" in own.read_text()
    assert state(ferry) == before  # it has no passages to mark
    with Library(tmp_path / "library") as library:
        library.trash(library.find(wall))
    gone = run(*words)
    assert "1 highlight not among the highlights any more: marked so" in gone.err
    assert "*Not among the passages any more.*" in own.read_text()


def test_nothing_that_fits_marks_what_was_written(run: Run, claim: str, tmp_path: Path) -> None:
    out = tmp_path / "claims.md"
    run("export", "#claim", "--format", "markdown", "-o", out)
    run("apply", stdin=b'{"op": "untag", "highlight": "%s", "tag": "claim"}' % claim.encode())
    text = out.read_text()
    run("export", "#claim", "--format", "markdown", "-o", out)
    marked = text.replace("\n^hl-", "\n*Not among the passages any more.*\n\n^hl-")
    assert out.read_text() == marked
    run("apply", stdin=b'{"op": "tag", "highlight": "%s", "tag": "claim"}' % claim.encode())
    run("export", "#claim", "--format", "markdown", "-o", out)
    assert out.read_text() == text


def test_a_write_of_another_program_meanwhile_is_not_lost(
    run: Run, wall: str, claim: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "wall.md"
    run("export", "--format", "markdown", "-o", out)
    run("highlight", wall, "--quote", "Two of them")
    opened = os.open
    late = iter(["\nSaved just now.\n"])

    def editor(path: object, *rest: object, **named: object) -> int:
        if str(path).endswith(".part") and (words := next(late, "")):
            out.write_text(out.read_text() + words)
        return opened(path, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", editor)
    assert run("export", "--format", "markdown", "-o", out).code == 0
    assert "\nSaved just now.\n" in out.read_text()
    assert "Two of them" in out.read_text()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_watched_folder_follows_the_library(
    run: Run, wall: str, claim: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another process marks, adds and trashes while one watches; ctrl+c ends it."""
    out = tmp_path / "notes"
    with Library(tmp_path / "library") as library, Library(tmp_path / "library") as other:

        def mark() -> None:
            other.mark(other.find(wall), 0, 4, note="Later.")

        def add() -> None:
            run("add", tmp_path / "texts" / "ferry.txt")

        def nothing() -> None:
            capsys.readouterr()

        def trash() -> None:
            other.trash(other.find(wall))

        def stop() -> None:
            raise KeyboardInterrupt

        steps = iter([mark, add, nothing, trash, lambda: None, stop])
        printed = []

        def pause(_: float) -> None:
            printed.append(capsys.readouterr().out)
            next(steps)()

        export = Export(library, FORMATS["markdown"], None, str(out), force=False)
        assert keep_up_to_date(export, pause) == 0
    own, ferry = (next(out.glob(f"{name}-*.md")) for name in ("the-old-wall", "the-night-ferry"))
    lines = [f"written  {path}\n" for path in (own, own, ferry)]
    assert printed == [*lines, "", lines[0], ""]
    assert own.read_text().count("Not among the passages any more") == 2


@pytest.mark.parametrize("query", ["", "title:wall"])
def test_a_watched_folder_follows_links_at_both_ends(
    run: Run, claim: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    run("add", tmp_path / "texts" / "ferry.txt")
    out = tmp_path / "notes"
    with Library(tmp_path / "library") as library, Library(tmp_path / "library") as other:
        ferry = other.mark(other.find("last"), 0, 9)
        wall = next(h for h in other.highlights() if h.id != ferry.id)

        def link() -> None:
            other.link(ferry, wall, "supports")

        def move() -> None:
            other.change(other.highlight(ferry.id), end=5)

        def unlink() -> None:
            found = other.highlight(ferry.id)
            other.unlink(found, found.links[0])

        def stop() -> None:
            raise KeyboardInterrupt

        steps = iter([link, move, unlink, stop])
        told = []

        def pause(_: float) -> None:
            (path,) = out.glob("the-old-wall-*.md")
            told.append(path.read_text().partition("supported by ")[2].partition("\n")[0])
            next(steps)()

        export = Export(library, FORMATS["markdown"], parse(query), str(out), force=False)
        assert keep_up_to_date(export, pause) == 0
    assert told == ["", "“The night” (The night ferry)", "“The n” (The night ferry)", ""]


@pytest.mark.parametrize("words", [("--format", "markdown"), ("--format", "csv", "-o", "all.csv")])
def test_what_cannot_be_watched_is_said(run: Run, words: tuple[str, ...]) -> None:
    done = run("export", "--watch", *words)
    assert done.code == 2
    assert "--watch" in done.err
