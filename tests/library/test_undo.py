"""Undo and redo: one step a change, after a restart too, and never over what someone else changed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.library import ChangedElsewhere, Library, LibraryError, NotFound, StoreFull
from reader.library.disk.storage import ShardFile
from reader.model import Codebook, Highlight, Tag
from tests.library.helpers import TEXT, added, history_of, imported

if TYPE_CHECKING:
    from pathlib import Path


def test_there_is_nothing_to_undo_in_a_new_library(library: Library) -> None:
    assert (library.next_undo(), library.next_redo(), library.undo(), library.redo()) == (None,) * 4


def test_each_change_is_a_step_back_and_forth(library: Library) -> None:
    article = added(library)
    states = [library.highlights_of(article)]
    marked = library.mark(article, 4, 10, tags=["claim"])
    states.append(library.highlights_of(article))
    library.change(marked, note="note")
    states.append(library.highlights_of(article))
    library.change(marked, tags=["claim", "x"], colour="red")
    states.append(library.highlights_of(article))
    library.change(marked, start=0)
    states.append(library.highlights_of(article))
    library.delete(library.highlights_of(article))
    states.append([])

    def said(highlights: list[Highlight]) -> list[tuple[Any, ...]]:
        return [(h.id, h.start, h.quote, h.prefix, h.tags, h.note, h.colour, h.created) for h in highlights]

    labels = []
    for state in states[-2::-1]:
        undone = library.undo()
        assert undone is not None
        labels.append(undone.label)
        assert said(library.highlights_of(article)) == said(state)
    assert labels == [
        "deletion of “The bridge”",
        "bounds of “bridge”",
        "#x on “bridge”",
        "note on “bridge”",
        "#claim on “bridge”",
    ]
    for state in states[1:]:
        assert library.redo() is not None
        assert said(library.highlights_of(article)) == said(state)
    assert library.redo() is None


def test_a_step_says_where_it_was(library: Library) -> None:
    article = added(library)
    marked = library.mark(article, 0, 10)
    step = library.next_undo()
    assert step is not None
    assert (step.article, step.start, step.end, step.highlight) == (article, 0, 10, marked.id)
    assert step.undone
    library.undo()
    again = library.next_redo()
    assert again is not None
    assert (again.highlight, again.undone) == (marked.id, False)


def test_undo_works_after_a_restart(library: Library) -> None:
    article = added(library)
    marked = library.mark(article, 0, 3)
    library.change(marked, note="n")
    library.close()
    with Library(library.root) as again:
        assert again.undo() is not None
        assert again.highlights_of(article)[0].note == ""
    with Library(library.root) as third:
        assert third.redo() is not None
        assert third.highlights_of(article)[0].note == "n"
        third.undo()
        third.undo()
        assert third.highlights_of(article) == []


def test_the_last_step_is_taken_back_also_when_the_clock_was_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = time.time_ns
    with Library(tmp_path / "library") as library:
        article = added(library)
        library.mark(article, 4, 10)
    with monkeypatch.context() as patch:
        patch.setattr(time, "time_ns", lambda: real() - 3_600_000_000_000)
        with Library(tmp_path / "library") as library:
            library.mark(article, 0, 3)
            step = library.next_undo()
            assert step is not None and step.words == "highlight on “The”"
    with Library(tmp_path / "library") as library:
        library.undo()
        assert [mark.quote for mark in library.highlights_of(article)] == ["bridge"]


def test_a_new_change_ends_what_could_be_done_again(library: Library) -> None:
    article = added(library)
    library.mark(article, 0, 3)
    library.undo()
    library.mark(article, 4, 6)
    assert library.redo() is None


def test_changes_inside_a_step_are_one(library: Library) -> None:
    one, two = added(library), added(library, "Another.", title="Two")
    with library.step("code all"):
        first = library.mark(one, 0, 3)
        library.change(first, tags=["x"])
        with library.step("inner"):
            library.mark(two, 0, 3)
        library.change(first, tags=["x", "y"])
    assert library.next_undo() is not None
    step = library.undo()
    assert step is not None
    assert step.label == "code all"
    assert library.highlights_of(one) == library.highlights_of(two) == []
    library.redo()
    assert [highlight.tags for highlight in library.highlights_of(one)] == [("x", "y")]
    assert len(library.highlights_of(two)) == 1


def test_articles_and_the_codebook_are_undone_too(library: Library) -> None:
    article = added(library)
    book = library.codebook
    library.change_article(article, title="Other", status="done")
    library.trash(article)
    library.set_codebook(Codebook((Tag("mine"),)))
    with pytest.raises(NotFound, match="trash"):
        library.article(article)
    assert library.count() == 0
    library.undo()
    assert library.codebook == book
    library.undo()
    assert library.article(article).title == "Other"
    library.undo()
    assert (library.article(article).title, library.article(article).status) == ("A bridge", "inbox")
    library.undo()
    assert library.page() == []
    for _ in range(4):
        assert library.redo() is not None
    assert library.codebook.tags == (Tag("mine"),)
    assert library.page() == []


def test_an_article_with_highlights_goes_to_the_trash_and_back(library: Library) -> None:
    article = added(library)
    marked = library.mark(article, 0, 3)
    library.trash(article)
    for _ in range(2):
        assert library.page() == []
        library.undo()
        assert library.highlights_of(article) == [marked]
        assert library.tag_counts()["claim"] == 0
        library.redo()
    assert list(library.highlights()) == []


def test_the_reading_place_is_no_step_and_in_no_ones_way(library: Library) -> None:
    article = added(library)
    library.place(article, 5, 0.5)
    step = library.undo()
    assert step is not None
    assert step.label == "adding “A bridge”"
    library.redo()
    assert library.article(article).position == 5


def test_what_someone_else_changed_is_not_overwritten(library: Library) -> None:
    article = added(library)
    marked = library.mark(article, 0, 3)
    library.change(marked, note="mine")
    other = Library(library.root)
    with other.step("theirs"):
        other.change(other.highlight(marked.id), note="theirs")
    assert library.next_undo() == other.next_undo()  # one history for all
    history = history_of(library)
    history.write_bytes(b"".join(history.read_bytes().splitlines(True)[:-1]))
    with pytest.raises(ChangedElsewhere, match="Cannot be undone: note on “The”; the note was changed since"):
        library.undo()
    assert library.highlight(marked.id).note == "theirs"
    with pytest.raises(ChangedElsewhere, match="Cannot be undone: highlight on “The”; the note was"):
        library.undo()
    assert library.highlights_of(article) != []


def test_a_change_of_another_field_is_not_in_the_way(library: Library) -> None:
    article = added(library)
    marked = library.mark(article, 0, 3, tags=["x"])
    library.change(marked, tags=["x", "y"])
    history = history_of(library)
    lines = history.read_bytes()
    with Library(library.root) as other:
        other.change(marked, note="theirs", tags=["x", "z"])
    history.write_bytes(lines)
    library.undo()
    now = library.highlight(marked.id)
    assert (now.tags, now.note) == (("x", "z"), "theirs")


def test_a_deletion_elsewhere_is_said(library: Library) -> None:
    article = added(library)
    marked = library.mark(article, 0, 3)
    library.change(marked, note="n")
    history = history_of(library)
    lines = history.read_bytes()
    with Library(library.root) as other:
        other.delete([marked])
    history.write_bytes(lines)
    with pytest.raises(ChangedElsewhere):
        library.undo()
    assert library.highlights_of(article) == []


def test_an_article_with_new_highlights_of_others_is_not_taken_away(library: Library) -> None:
    article = added(library)
    history = history_of(library)
    lines = history.read_bytes()
    with Library(library.root) as other:
        other.mark(article, 0, 3)
    history.write_bytes(lines)
    with pytest.raises(ChangedElsewhere):
        library.undo()
    assert library.article(article).highlights == 1


@pytest.mark.parametrize(
    "junk", [b"{", b"[]\n", b'{"step": 1}\n', b'{"step":"a","entries":[{"article":"x"}]}\n', b"\0"]
)
def test_a_damaged_history_costs_no_change(library: Library, junk: bytes) -> None:
    article = added(library)
    history = history_of(library)
    history.write_bytes(history.read_bytes() + junk)
    library.mark(article, 0, 3)
    with Library(library.root) as again:
        step = again.undo()
        assert step is not None
        assert step.label == "highlight on “The”"
        assert again.highlights_of(article) == []


def test_a_history_that_cannot_be_written_costs_no_change(library: Library) -> None:
    history = library.root / ".reader" / "history"
    history.rmdir()
    history.write_text("in the way")
    article = added(library)
    library.mark(article, 0, 3)
    library.undo()
    assert library.highlights_of(article) == []
    assert library.redo() is not None


def test_a_long_history_is_shortened(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.library.history import history, history_lines

    monkeypatch.setattr(history_lines, "LARGEST", 4000)
    monkeypatch.setattr(history, "_KEPT_STEPS", 3)
    article = added(library)
    marked = library.mark(article, 0, 3)
    for number in range(30):
        marked = library.change(marked, note=f"{number} " + "n" * 100)
    assert history_of(library).stat().st_size < 6000
    with Library(library.root) as again:
        for _ in range(3):
            assert again.undo() is not None
        assert again.highlight(marked.id).note.startswith("26 ")
        for _ in range(3):
            assert again.redo() is not None
        assert again.highlight(marked.id).note.startswith("29 ")


def test_a_step_in_many_articles_stays_whole_when_the_history_is_shortened(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reader.library.history import history_lines

    monkeypatch.setattr(history_lines, "LARGEST", 1000)
    articles = [added(library, f"{title}. {TEXT}", title=title) for title in ("a", "b", "c")]
    with library.step("many"):
        for article in articles * 3:
            library.mark(article, 0, 3)
    path = history_of(library)
    library.mark(articles[0], 4, 6)
    lines = [line for line in path.read_bytes().splitlines() if b'"many"' in line]
    assert len(lines) == 9  # a change each, not one line that has to be read as a whole
    with Library(library.root) as again:
        assert again.undo() is not None
        step = again.undo()
        assert step is not None and (step.label, step.documents, step.articles) == ("many", 9, 3)
        assert list(again.highlights()) == []
        assert again.redo() is not None
        assert len(list(again.highlights())) == 9


operations = st.lists(
    st.tuples(
        st.sampled_from(["mark", "tag", "note", "delete", "undo", "redo", "reopen"]), st.integers(0, 5)
    ),
    max_size=14,
)


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(operations)
def test_undo_walks_back_through_every_state(
    tmp_path_factory: pytest.TempPathFactory, history: list[Any]
) -> None:
    root: Path = tmp_path_factory.mktemp("walk") / "library"
    library = Library(root)
    article = library.add(imported()).article.id

    def state() -> list[tuple[Any, ...]]:
        return [(h.id, h.start, h.end, h.tags, h.note) for h in library.highlights_of(article)]

    past, future = [state()], list[Any]()
    for name, number in history:
        standing = library.highlights_of(article)
        chosen = standing[number % len(standing)] if standing else None
        if name == "undo" and len(past) > 1:
            library.undo()
            future.append(past.pop())
        elif name == "redo" and future:
            library.redo()
            past.append(future.pop())
        elif name == "reopen":
            library.close()
            library = Library(root)
        elif name == "mark" or (chosen and name in ("tag", "note", "delete")):
            change(library, article, name, number, chosen)
            if state() != past[-1]:
                past.append(state())
                future.clear()
        assert state() == past[-1]
    library.close()


def change(library: Library, article: int, name: str, number: int, chosen: Highlight | None) -> None:
    if name == "mark" or chosen is None:
        library.mark(article, number, number + 3)
    elif name == "tag":
        library.change(chosen, tags=sorted({*chosen.tags} ^ {f"t{number}"}))
    elif name == "note":
        library.change(chosen, note=f"note {number}")
    else:
        library.delete([chosen])


def test_undo_of_a_failed_library_says_so(library: Library) -> None:
    article = added(library)
    library.mark(article, 0, 3)
    book = library.root / "library.json"
    book.write_bytes(b"")
    with pytest.raises(LibraryError, match=r"library\.json"):
        library.undo()
    assert len(library.highlights_of(article)) == 1


@pytest.mark.parametrize("redo", [False, True])
def test_a_step_over_several_articles_that_was_refused_halfway_can_be_gone_on_with(
    library: Library, monkeypatch: pytest.MonkeyPatch, redo: bool
) -> None:
    articles = [added(library, f"Text {number}.", title=f"T{number}") for number in range(3)]
    with library.step("three"):
        for article in articles:
            library.mark(article, 0, 4)
    if redo:
        library.undo()

    def full(file: ShardFile, changes: Any, commit: Any = ShardFile.commit) -> Any:
        if file.path == library._store.path(articles[1]):
            raise StoreFull("Not saved: no space is left.")
        return commit(file, changes)

    turn = library.redo if redo else library.undo
    with monkeypatch.context() as patch:
        patch.setattr(ShardFile, "commit", full)
        with pytest.raises(StoreFull):
            turn()
    counts = [len(library.highlights_of(article)) for article in articles]
    assert sum(counts) in (1, 2)
    done = turn()
    assert done and done.label == "three"
    assert [len(library.highlights_of(article)) for article in articles] == [int(redo)] * 3


def test_a_step_that_is_turned_piece_by_piece_and_not_gone_on_with_is_gone_on_with_later(
    library: Library,
) -> None:
    articles = [added(library, f"{title}. {TEXT}", title=title) for title in ("A", "B", "C")]
    with library.step("marks"):
        for article in articles:
            library.mark(article, 0, 4)
    work = library.turning()
    assert [next(work), next(work)] == [(0, 3), (1, 3)]
    work.close()
    assert sum(len(library.highlights_of(article)) for article in articles) == 2
    assert [*library.turning()] == [(0, 3), (1, 3), (2, 3)]
    assert not any(library.highlights_of(article) for article in articles)
    assert [*library.turning(redo=True)] == [(0, 3), (1, 3), (2, 3)]
    assert all(library.highlights_of(article) for article in articles)
