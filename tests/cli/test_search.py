"""`search`: words in the texts, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.fixture
def both(run: Run, texts: Path) -> None:
    assert run("add", texts / "wall.txt", texts / "ferry.txt").code == 0


@pytest.mark.usefixtures("both")
def test_it_prints_where_words_stand(run: Run, wall: str) -> None:
    done = run("search", "walled", "bakery")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(wall[-6:])
    assert "Two of them are walled up" in done.out
    assert run("search", '"it leaves at nine every"').out.count("\n") == 1
    assert run("search", "nine", "--limit", "1").out.count("\n") == 1


@pytest.mark.usefixtures("both")
def test_json_has_the_place(run: Run, wall: str) -> None:
    (found,) = run("search", "bak*", "--json").json
    assert list(found) == ["id", "title", "snippet", "start", "score"]
    assert found["id"] == wall
    body = run("show", wall, "--json").json["body"]
    assert body[found["start"] :].startswith("bakery")
    assert run("search", "nowhere", "--json").json == []


@pytest.mark.usefixtures("both")
def test_a_regular_expression(run: Run) -> None:
    (found,) = run("search", "--regex", "nine (every|each) night", "--json").json
    assert found["title"] == "The night ferry"
    refused = run("search", "--regex", "nine (")
    assert refused.code == 2
    assert refused.err == "reader: This is no regular expression: missing ) (character 7).\n"
    assert refused.err.count("\n") == 1


@pytest.mark.usefixtures("both")
def test_nothing_in_it_has_a_meaning(run: Run) -> None:
    for text in ("-", '"', "NOT", "a AND (", "title:x", "--", "{nine}", "^nine", "nine + "):
        done = run("search", "--", text)
        assert done.code == 0, text
        assert "Traceback" not in done.err
    assert run("search", "nowhere").err == "reader: nothing was found\n"


def test_wrong_use(run: Run) -> None:
    assert run("search").code == 2
    assert run("search", " ").code == 2
    assert run("search", "nine", "--limit", "0").code == 2
    assert run("search", "nine", "--limit", "many").code == 2


def test_texts_much_alike_are_said_and_listed(run: Run, tmp_path: Path) -> None:
    words = " ".join(f"word{n * 7 % 61}" for n in range(200))
    (tmp_path / "one.txt").write_text(f"One\n\n{words}\n", "utf-8")
    (tmp_path / "two.txt").write_text(f"Two\n\n{words} more of it\n", "utf-8")
    assert run("add", tmp_path / "one.txt").err == ""
    (one,) = run("list", "--json").json
    done = run("add", tmp_path / "two.txt")
    assert done.code == 0
    assert done.err.startswith(f"reader: two.txt: much like {one['id'][-6:]} “One”, ")
    (group,) = run("duplicates", "--least", "70", "--json").json
    assert [(each["title"], each["likeness"] == 1) for each in group] == [("One", True), ("Two", False)]
    assert len(run("duplicates", "title:two", "--least", "70").out.splitlines()) == 2
    assert run("duplicates", "title:nothing").err == "reader: no texts are much alike\n"
    assert run("duplicates", "--least", "0").code == 2
