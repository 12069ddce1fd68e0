"""`export`: to standard output or to a new file of one's own."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from reader.cli.export import write_new

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture
def marked(run: Run, wall: str) -> str:
    run(
        "highlight",
        wall,
        "--quote",
        "There were nine.",
        "--tag",
        "claim",
        "--colour",
        "red",
        "--note",
        "*Who?*",
    )
    return wall


def test_markdown_goes_to_standard_output_and_says_what_it_loses(run: Run, marked: str) -> None:
    done = run("export", "--format", "markdown")
    assert done.code == 0
    assert done.out.startswith("---\ntitle: ")
    mark = run("highlights", "--json").json[0]["id"]
    assert done.out.endswith(f"## Highlights\n\n> There were nine.\n\n#claim\n\n*Who?*\n\n^hl-{mark}\n")
    assert done.err == (
        "reader: markdown does not carry: 1 article text, 1 position, 1 date, 1 annotator, 1 colour\n"
    )


def test_json_is_complete_and_says_nothing(run: Run, marked: str) -> None:
    done = run("export", "--format=json", "-o", "-")
    assert done.err == ""
    (entry,) = done.json["articles"]
    assert entry["highlights"] == run("highlights", "--json").json
    shown = run("show", marked, "--json").json
    assert {name: entry["article"][name] for name in shown} == shown
    assert len(done.json["codebook"]) == 5


def test_a_query_chooses_articles(run: Run, marked: str, texts: Path) -> None:
    run("add", texts / "ferry.txt")
    assert len(run("export", "--format", "json").json["articles"]) == 2
    assert len(run("export", "#claim", "--format", "json").json["articles"]) == 1
    assert len(run("export", "--format", "json", "-#claim").json["articles"]) == 1
    several = run("export", "--format", "markdown").out
    assert several.startswith("# The night ferry")
    assert several.count("\n# ") == 1


def test_nothing_fits(run: Run, marked: str) -> None:
    done = run("export", "nowhere", "--format", "json")
    assert (done.code, done.json["articles"]) == (0, [])
    assert done.err == "reader: no article fits\n"


def test_a_file_is_written_once_for_its_owner_alone(run: Run, marked: str, tmp_path: Path) -> None:
    out = tmp_path / "out" / "wall.md"
    missing = run("export", "--format", "markdown", "-o", out)
    assert missing.code == 1
    assert missing.err.count("\n") == 1
    out.parent.mkdir()
    done = run("export", "--format", "markdown", "--output", out)
    assert (done.code, done.out) == (0, "")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_bytes() == run("export", "--format", "markdown").out.encode()
    assert [entry.name for entry in out.parent.iterdir()] == ["wall.md"]
    out.write_text("mine")
    again = run("export", "--format", "json", "-o", out)
    assert again.code == 1
    assert "exists; nothing was written" in again.err
    assert out.read_text() == "mine"


@pytest.mark.parametrize("make", ["folder", "link"])
def test_nothing_that_is_there_is_written_to(run: Run, marked: str, tmp_path: Path, make: str) -> None:
    out, target = tmp_path / "out.json", tmp_path / "target"
    out.mkdir() if make == "folder" else out.symlink_to(target)
    assert run("export", "--format", "json", "-o", out).code == 1
    assert not target.exists()


def test_a_failure_half_way_leaves_nothing(tmp_path: Path) -> None:
    def pieces() -> object:
        yield b"half"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / "out.md", pieces())  # type: ignore[arg-type]  # an iterator that fails
    assert list(tmp_path.iterdir()) == []
