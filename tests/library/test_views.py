"""What is kept under names: saved views and annotators, taken back, joined, and refused with a reason."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from reader.library import Library
from reader.library.disk.merge import join
from reader.library.errors import LibraryError
from reader.model.annotator import Annotator
from reader.model.saved_view import SavedView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", annotator="me") as library:
        yield library


def test_a_view_is_made_changed_renamed_deleted_and_each_is_taken_back(library: Library) -> None:
    library.save_view(" Loose  claims ", "#claim -#evidence")
    library.save_view("Long", "words:>2000")
    first = [SavedView("Loose claims", "#claim -#evidence"), SavedView("Long", "words:>2000")]
    assert library.views() == first
    library.save_view("Long", "words:>3000")
    library.rename_view("Long", "Very long")
    library.delete_view("Loose claims")
    assert library.views() == [SavedView("Very long", "words:>3000")]
    for _ in range(3):
        assert library.undo()
    assert library.views() == first
    library.redo()
    assert library.views()[1].query == "words:>3000"


@pytest.mark.parametrize(
    ("name", "query", "why"),
    [
        ("", "#claim", "It needs a name."),
        (" \n", "#claim", "It needs a name."),
        ("A", "", "A view needs a query."),
        ("A", "#claim (", "At 8: This bracket is never closed."),
    ],
)
def test_what_is_no_view_is_refused(library: Library, name: str, query: str, why: str) -> None:
    with pytest.raises(LibraryError) as error:
        library.save_view(name, query)
    assert str(error.value) == why
    assert library.views() == [] and library.next_undo() is None


def test_what_is_not_there_or_taken_is_refused(library: Library) -> None:
    library.save_view("A", "#a")
    library.save_view("B", "#b")
    for refused, why in [
        (partial(library.rename_view, "A", "B"), "There is a view “B” already."),
        (partial(library.rename_view, "C", "D"), "There is no view “C”."),
        (partial(library.delete_view, "C"), "There is no view “C”."),
        (partial(library.rename_view, "A", " "), "It needs a name."),
    ]:
        with pytest.raises(LibraryError) as error:
            refused()
        assert str(error.value) == why
    assert [view.name for view in library.views()] == ["A", "B"]


def test_another_process_sees_it_and_the_codebook_stays(library: Library, tmp_path: Path) -> None:
    before = library.codebook
    library.save_view("A", "#a")
    library.show_annotator(Annotator("kim", "red"))
    with Library(tmp_path / "library", annotator="kim") as other:
        assert other.views() == [SavedView("A", "#a")]
        assert other.annotators() == [Annotator("kim", "red")]
        other.set_codebook(other.codebook)
        other.delete_view("A")
    assert library.views() == []
    assert library.codebook == before
    assert library.annotators() == [Annotator("kim", "red")]


def test_stock_tinydb_reads_it(library: Library, tmp_path: Path) -> None:
    library.save_view("A", "#a")
    with TinyDB(tmp_path / "library" / "library.json") as db:
        found = [dict(document) for document in db.all() if document["kind"] == "view"]
    assert [(view["name"], view["query"]) for view in found] == [("A", "#a")]


def test_two_machines_change_different_fields_of_one_view(library: Library, tmp_path: Path) -> None:
    library.save_view("A", "#a")
    path = tmp_path / "library" / "library.json"
    docs = json.loads(path.read_text("utf-8"))["_default"]
    (key,) = [key for key, document in docs.items() if document["kind"] == "view"]
    library.rename_view("A", "Mine")
    ours = json.loads(path.read_text("utf-8"))["_default"][key]
    theirs = {**docs[key], "query": "#b", "t": {**docs[key]["t"], "query": "29990101T000000000Z0000-zzz"}}
    for joined in (join(ours, theirs), join(theirs, ours)):
        assert (joined["name"], joined["query"]) == ("Mine", "#b")


def test_an_annotator_is_coloured_hidden_and_shown_again(library: Library) -> None:
    library.show_annotator(Annotator("kim", "red"))
    library.show_annotator(Annotator("kim", "red", hidden=True))
    assert library.annotators() == [Annotator("kim", "red", hidden=True)]
    library.show_annotator(Annotator("kim"))
    assert library.annotators() == [Annotator("kim")]
    library.undo()
    library.undo()
    assert library.annotators() == [Annotator("kim", "red")]


def test_ones_own_are_not_hidden_and_a_colour_is_one(library: Library) -> None:
    with pytest.raises(LibraryError, match="Your own highlights are not hidden"):
        library.show_annotator(Annotator("me", hidden=True))
    with pytest.raises(LibraryError, match="There is no colour “pink”"):
        library.show_annotator(Annotator("kim", "pink"))
    with pytest.raises(LibraryError, match="It needs a name"):
        library.show_annotator(Annotator("", "red"))
    library.show_annotator(Annotator("me", "teal"))
    assert library.annotators() == [Annotator("me", "teal")]


def test_what_a_hand_wrote_there_is_read_as_far_as_it_is_any(library: Library, tmp_path: Path) -> None:
    library.save_view("A", "#a")
    path = tmp_path / "library" / "library.json"
    with TinyDB(path) as db:
        db.insert({"kind": "view", "name": 7, "query": []})
        db.insert({"kind": "annotator", "name": "kim", "colour": "pink", "hidden": "yes"})
        db.insert({"kind": "view", "name": "A", "query": "#b"})
    assert library.views() == [SavedView("A", "#a")]
    assert library.annotators() == [Annotator("kim")]
