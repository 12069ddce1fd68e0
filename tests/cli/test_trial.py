"""`reader add --dry-run`: what it says is what `reader add` then does, and nothing changes until that."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from reader.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

SEA = "The sea\n\nThe sea was calm. A boat lay at the quay, and nobody was in it.\n"
LATER = SEA.replace("A boat lay at the quay", "Two boats and a raft lay before the long wall")


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return every file and folder below one with its time and what is in it."""
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    }


def told(shapes: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    return [(each["path"], each["status"], each["title"], each["error"]) for each in shapes]


def written(folder: Path) -> Path:
    """Write texts: new, twice the same, twice of one title, one that changes, and one that is none."""
    folder.mkdir()
    (folder / "a.txt").write_text(SEA)
    (folder / "b.txt").write_text("The hill\n\nNobody lives on the hill now.\n")
    (folder / "c.txt").write_text("The hill\n\nNobody lives on the hill now.\n")
    (folder / "d.txt").write_text("The lost\n\nThis one was thrown away.\n")
    (folder / "e.txt").write_bytes(b"\x00\x01\x02\xff\xfe\x00" * 50)
    return folder


def test_what_it_says_is_what_happens_then(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "texts")
    (first,) = run("add", folder / "a.txt", "--json").json
    (lost,) = run("add", folder / "d.txt", "--json").json
    assert run("highlight", first["id"], "--quote", "A boat lay at the quay").code == 0
    with Library(tmp_path / "library") as library:
        library.trash(library.find(lost["id"]))
    (folder / "a.txt").write_text(LATER)
    assert run("list").code == 0  # the index knows all that
    before = state(tmp_path)
    shapes = run("add", folder, folder / "b.txt", folder / "none.txt", "--dry-run", "--json")
    lines = run("add", folder, "--dry-run")
    assert state(tmp_path) == before
    assert (shapes.code, lines.code) == (1, 1)
    assert "nothing was written (--dry-run)" in lines.err
    assert [(os.path.basename(each["path"]), each["status"], each["id"]) for each in shapes.json] == [
        ("e.txt", "failed", ""),
        ("d.txt", "added", lost["id"]),  # out of the trash
        ("c.txt", "added", ""),
        ("b.txt", "known", ""),
        ("a.txt", "updated", first["id"]),
        ("b.txt", "known", ""),
        ("none.txt", "failed", ""),
    ]
    done = run("add", folder, folder / "b.txt", folder / "none.txt", "--json")
    assert told(done.json) == told(shapes.json)
    assert lines.out.splitlines() == [
        f"added    {lost['id'][-6:]}  The lost",
        "added    -       The hill",
        "known    -       The hill  (the same text is already in the library)",
        f"updated  {first['id'][-6:]}  The sea  (1 highlight to decide on)",
    ]


def test_a_text_that_replaces_another_in_the_same_run(run: Run, tmp_path: Path) -> None:
    """The second source of an article takes its text away; the third brings it back as a new article."""
    folder = written(tmp_path / "texts")
    (first,) = run("add", folder / "a.txt", "--json").json
    copy = tmp_path / "copy.txt"
    copy.write_text(SEA)
    (folder / "a.txt").write_text(LATER)
    words = ["add", folder / "a.txt", copy, folder / "a.txt", copy]
    trial, done = run(*words, "--dry-run", "--json").json, run(*words, "--json").json
    assert [each["status"] for each in done] == ["updated", "added", "known", "known"]
    assert told(trial) == told(done)
    assert trial[0]["id"] == first["id"] and trial[1]["id"] == ""


def test_a_text_whose_passages_came_before_it(run: Run, tmp_path: Path) -> None:
    """The first such text would go to the passages that wait for it, and the next one would be new."""
    selector = {"type": "TextQuoteSelector", "exact": "A boat lay at the quay"}
    annotation = {
        "id": "x1", "uri": "https://sea.example/", "text": "", "tags": [], "user": "acct:ann@sea.example",
        "created": "2025-04-21T10:08:07+00:00", "updated": "2025-04-21T10:08:07+00:00",
        "document": {"title": ["The sea"]},
        "target": [{"source": "https://sea.example/", "selector": [selector]}],
    }  # fmt: skip
    exported = tmp_path / "exported.json"
    exported.write_text(json.dumps({"export_date": "2025-05-01", "annotations": [annotation]}))
    assert run("import", exported).code == 0
    head = '<head><title>The sea</title><link rel="canonical" href="https://sea.example/"></head>'
    text = "<h1>The sea</h1><p>The sea was calm. A boat lay at the quay, and nobody was in it.</p>"
    one, two = tmp_path / "one.html", tmp_path / "two.html"
    one.write_text(f"<html>{head}<body><article>{text}</article></body></html>")
    two.write_text(f"<html>{head}<body><article>{text}<p>More came later.</p></article></body></html>")
    words = ["add", one, two, two]
    trial, done = run(*words, "--dry-run", "--json").json, run(*words, "--json").json
    assert [each["status"] for each in done] == ["updated", "added", "known"]
    assert told(trial) == told(done)
    assert trial[0]["id"] == done[0]["id"] != ""


def test_a_corrected_title_stays(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "texts")
    run("add", folder / "a.txt")
    with Library(tmp_path / "library") as library:
        library.change_article(
            library.find("last") if library.last_read() else library.page()[0].id, title="My sea"
        )
    (folder / "a.txt").write_text(LATER.replace("The sea\n", "A sea\n", 1))
    trial = run("add", folder / "a.txt", "--dry-run", "--json").json
    done = run("add", folder / "a.txt", "--json").json
    assert told(trial) == told(done)
    assert done[0]["title"] == "My sea"


def test_where_there_is_no_library_none_is_made(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "texts")
    before = state(tmp_path)
    shapes = run("add", folder, "--dry-run", "--json").json
    assert [each["status"] for each in shapes] == ["failed", "added", "added", "known", "added"]
    assert state(tmp_path) == before
    assert not (tmp_path / "library").exists()
