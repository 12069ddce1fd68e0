"""The pace and the reading time on disk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model import Body, Imported, Metadata, Pace

if TYPE_CHECKING:
    from pathlib import Path


def test_a_pace_is_kept_beside_the_library_and_not_in_it(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        assert library.pace() == Pace()
        library.keep_pace(Pace(5000.0, 1000.0))
    with Library(tmp_path / "library") as library:
        assert library.pace().per_minute == pytest.approx(300)
    assert [path.parent.name for path in tmp_path.rglob("pace.json")] == [".reader"]


@pytest.mark.parametrize(
    "text",
    ["", "nothing", "[]", "{}", '{"words": "a", "seconds": 1}', '{"words": 1, "seconds": 0}',
     '{"words": NaN, "seconds": 1}', '{"words": Infinity, "seconds": 1}', '{"words": 1e9, "seconds": 1}',
     '{"words": -1, "seconds": -1}', "\\ud800"],
)  # fmt: skip
def test_a_pace_that_makes_no_sense_is_that_of_most_people(tmp_path: Path, text: str) -> None:
    with Library(tmp_path) as library:
        (tmp_path / ".reader" / "pace.json").write_text(text)
        assert library.pace() == Pace()


def test_the_reading_time_adds_up_over_processes_and_undo_leaves_it(tmp_path: Path) -> None:
    with Library(tmp_path) as one, Library(tmp_path) as other:
        article = one.add(Imported("/a.txt", Metadata("A"), Body.plain("One two. Three."))).article.id
        one.place(article, 3, 0.2, seconds=40)
        other.place(article, 5, 0.4, seconds=30)
        one.change_article(article, status="done")
        one.place(article, 5, 0.4, seconds=5)
        one.undo()
        assert (one.article(article).seconds, one.article(article).status) == (75, "inbox")
    file = next((tmp_path / "articles").rglob("*.json"))
    assert '"seconds":75' in file.read_text().replace(" ", "")
    assert json.loads(file.read_text())


def test_a_place_without_time_writes_none(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        article = library.add(Imported("/a.txt", Metadata("A"), Body.plain("One two."))).article.id
        library.place(article, 3, 0.2)
        assert library.article(article).seconds == 0
    assert "seconds" not in next((tmp_path / "articles").rglob("*.json")).read_text()
