"""`export`: to standard output or to a new file of one's own."""

from __future__ import annotations

import signal
import stat
from typing import TYPE_CHECKING

import pytest

from reader.exports.filenames import stem
from reader.newfile import new_file

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


def test_no_link_is_followed(run: Run, marked: str, tmp_path: Path) -> None:
    out, target = tmp_path / "out.json", tmp_path / "target"
    out.symlink_to(target)
    assert run("export", "--format", "json", "-o", out).code == 1
    assert not target.exists()


def test_a_failure_half_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"No space.*out\.md"), new_file(tmp_path / "out.md") as file:
        file.write(b"half")
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_gets_a_file_for_each_article(run: Run, marked: str, texts: Path, tmp_path: Path) -> None:
    run("add", texts / "ferry.txt")
    for out in ("plain", "slash.d/", str(tmp_path)):
        folder = tmp_path / out
        done = run("export", "--format", "markdown", "-o", f"{folder}/" if out.endswith("/") else folder)
        assert done.code == 0
        names = sorted(entry.name for entry in folder.glob("*.md"))
        assert [name[:-10] for name in names] == ["the-night-ferry", "the-old-wall-has-nine-gates"]
        assert all(stat.S_IMODE((folder / name).stat().st_mode) == 0o600 for name in names)
    (tmp_path / names[0]).write_text("mine")
    again = run("export", "--format", "markdown", "-o", tmp_path)
    assert again.code == 1
    assert again.err.count("exists; nothing was written") == 1
    assert run("export", "--format", "markdown", "-o", tmp_path, "--force").code == 0
    assert (tmp_path / names[0]).read_text().startswith("---\n")


def test_force_writes_over_a_file_and_nothing_else(run: Run, marked: str, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("mine")
    assert run("export", "--format", "csv", "-o", out, "--force").code == 0
    assert out.read_text().startswith("id,article_id,")
    (tmp_path / "pipe.csv").symlink_to("/dev/null")
    assert run("export", "--format", "csv", "-o", tmp_path / "pipe.csv", "--force").code == 1


@pytest.mark.parametrize("title", ["../../etc/passwd", "CON", "..", "a\\b:c", "字" * 300, "-rf *", "'; rm"])
def test_no_title_leaves_the_folder(title: str) -> None:
    name = stem(title)
    assert name
    assert not set(name) & set("./\\:*?\"<>|' ")
    assert not name.startswith("-")
    assert len(name.encode()) < 200
    assert name.lower() != "con"


def test_a_query_for_passages_chooses_passages(run: Run, marked: str) -> None:
    run("highlight", marked, "--quote", "Two of them", "--tag", "source")
    claims = run("export", "#claim", "--format", "markdown")
    assert "There were nine." in claims.out
    assert "Two of them" not in claims.out
    every = run("export", "title:wall", "--format", "markdown").out
    assert "There were nine." in every
    assert "Two of them" in every


def test_nothing_to_write_is_no_file(run: Run, marked: str, tmp_path: Path) -> None:
    done = run("export", "#nowhere", "--format", "markdown", "-o", tmp_path / "none.md")
    assert (done.code, done.err) == (0, "reader: no article fits; there is no tag #nowhere\n")
    assert not (tmp_path / "none.md").exists()


def test_a_file_that_cannot_be_written_is_named_as_given(run: Run, marked: str, tmp_path: Path) -> None:
    done = run("export", "--format", "markdown", "-o", tmp_path / "no" / "claims.md")
    assert done.code == 1
    assert "claims.md" in done.err
    assert ".part" not in done.err


def test_a_template_of_one_s_own(run: Run, marked: str, tmp_path: Path) -> None:
    own = tmp_path / "claims.txt.j2"
    own.write_text("{{ article.title }}{% for mark in highlights %} / {{ mark.quote }}{% endfor %}!\n")
    words = ("export", "#claim", "--template", own)
    assert run(*words).out == "The old wall has nine gates / There were nine.!\n"
    assert run(*words, "-o", tmp_path / "out").code == 0
    (made,) = (tmp_path / "out").iterdir()
    assert made.suffix == ".txt"
    assert run(*words, "-o", tmp_path / "out").code == 1  # it is there, and not brought up to date
    own.write_text("{{ wrong }}")
    wrong = run(*words)
    assert (wrong.code, wrong.err) == (1, "reader: claims.txt.j2, line 1: 'wrong' is undefined.\n")
    assert run(*words, "--format", "csv").code == 2
    own.write_bytes(b"\xff")
    assert run(*words).err == f"reader: {own} is no text in UTF-8.\n"
    assert run("export", "--template", tmp_path / "none").code == 1


def test_a_signal_that_ends_the_program_leaves_nothing_half_written(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended, new_file(tmp_path / "x.json") as file:
        file.write(b"half")
        assert list(tmp_path.iterdir())
        signal.raise_signal(signal.SIGTERM)
    assert ended.value.code == 128 + signal.SIGTERM
    assert not list(tmp_path.iterdir())
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_folder_that_is_missing_is_named(run: Run, marked: str, tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    done = run("export", "--format", "csv", "-o", folder / "all.csv")
    assert (done.code, done.err) == (1, f"reader: {folder / 'all.csv'}: there is no folder {folder}.\n")
