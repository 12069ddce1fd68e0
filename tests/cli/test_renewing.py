"""`refresh`, `check`: texts that changed at their source, and what waits since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.model import Body, Imported, Metadata
from reader.sources import web
from tests.cli.conftest import WALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Run

CHANGED = WALL.replace("The city says there are eight.", "The city now says that there are eight.").replace(
    "The teacher shrugs. She has counted twice.\n", ""
)


@pytest.fixture
def marked(run: Run, wall: str) -> str:
    """The news piece with three passages."""
    for quote in ("There were nine.", "The city says there are eight.", "She has counted twice."):
        assert run("highlight", wall, "--quote", quote).code == 0
    return wall


def test_a_text_that_is_the_same_stays(run: Run, texts: Path, marked: str) -> None:
    done = run("refresh")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("same     ") and len(done.out.splitlines()) == 1
    assert run("check").code == 0
    assert (run("check").out, run("check").err) == ("", "reader: no highlight waits\n")


def test_a_changed_text_is_taken_and_what_waits_is_said(run: Run, texts: Path, marked: str) -> None:
    (texts / "wall.txt").write_text(CHANGED, "utf-8")
    done = run("refresh", "title:wall")
    assert done.code == 0
    assert done.out.startswith("updated  ") and done.out.endswith("(2 highlights to decide on)\n")
    assert done.err == "reader: 2 highlights to decide on; `reader check` lists what waits\n"
    checked = run("check")
    assert (checked.code, checked.err) == (1, "")
    title, *lines = checked.out.splitlines()
    assert title.endswith("The old wall has nine gates")
    assert [line.split(maxsplit=1)[1] for line in lines[::3]] == ["no place", "changed"]
    assert lines[1:3] == ["    - “She has counted twice.”", "    + (nothing like it)"]
    assert lines[4:] == [
        "    - “The city says there are eight.”",
        "    + “The city now says that there are eight.”",
    ]
    assert run("refresh").out.startswith("same     ")


def test_what_waits_as_json_and_by_a_query(run: Run, texts: Path, marked: str) -> None:
    assert run("check", "--json").json == []
    (texts / "wall.txt").write_text(CHANGED, "utf-8")
    (shape,) = run("refresh", "--json").json
    assert (shape["status"], shape["id"], shape["error"]) == ("updated", marked, "")
    done = run("check", "city", "--json")
    assert done.code == 1
    (found,) = done.json
    text = run("show", marked, "--json").json["body"]
    assert (found["article"], found["anchor"]) == (marked, "changed")
    assert found["quote"] == "The city says there are eight."
    assert (
        text[found["start"] : found["end"]] == found["proposal"] == "The city now says that there are eight."
    )
    assert run("check", "nowhere").code == 0
    assert len(run("highlights", "has:waiting", "--json").json) == 2


def test_adding_a_changed_text_says_what_waits(run: Run, texts: Path, marked: str) -> None:
    (texts / "wall.txt").write_text(CHANGED, "utf-8")
    assert run("add", texts / "wall.txt").out.endswith("(2 highlights to decide on)\n")


def test_a_source_that_cannot_be_read_is_said_and_the_rest_goes_on(
    run: Run, texts: Path, marked: str
) -> None:
    run("add", texts / "ferry.txt")
    (texts / "ferry.txt").unlink()
    (texts / "wall.txt").write_text(CHANGED, "utf-8")
    done = run("refresh")
    assert done.code == 1
    assert [line.split()[0] for line in done.out.splitlines()] == ["updated"]
    assert "reader: The night ferry: ferry.txt cannot be read: there is no such file" in done.err
    (failed,) = [shape for shape in run("refresh", "--json").json if shape["status"] == "failed"]
    assert failed["title"] == "The night ferry" and failed["error"]
    assert run("show", failed["id"]).code == 0


def test_an_address_of_this_network_is_read_again_only_when_that_is_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "The page stood here."

    def load(url: str, read: object, *, allow_private: bool = False) -> Iterator[Imported]:
        if not allow_private:
            yield Imported(url, error=f"{url} is private.")
        else:
            yield Imported(url, Metadata("A page"), Body.plain(text))

    monkeypatch.setattr(web, "load", load)
    assert run("add", "http://127.0.0.1/a", "--allow-private").code == 0
    text = "The page stands here."
    refused = run("refresh")
    assert (refused.code, refused.err) == (1, "reader: A page: http://127.0.0.1/a is private.\n")
    assert run("refresh", "--allow-private").out.startswith("updated  ")
    assert text in run("show", run("list", "--json").json[0]["id"]).out


def test_what_came_from_standard_input_is_passed_over(run: Run) -> None:
    run("add", "-", stdin=b"A note from a pipe.")
    done = run("refresh")
    assert (done.code, done.out, done.err) == (0, "", "reader: there is nothing to read again\n")
    assert run("refresh", "title:nowhere").err == "reader: no article fits\n"


def test_a_query_that_cannot_be_read(run: Run, wall: str) -> None:
    for command in ("refresh", "check"):
        assert run(command, "titel:wall").code == 2
