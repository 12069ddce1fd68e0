"""Highlights through texts that change at their source: each state, what waits, the decisions, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library, LibraryError, show_id
from reader.model import Was
from reader.text.query import parse
from tests.library.helpers import added, imported

if TYPE_CHECKING:
    from reader.model import Highlight

OLD = (
    "The ferry was sold in spring. Nobody had asked the ferryman.\n\n"
    "He would have said no, as he always did.\n\nIt rained.\n\nThe bridge opened late in the year."
)
NEW = (
    "A new first paragraph.\n\n"
    "The ferry was sold in spring. Nobody had asked the old ferryman.\n\n"
    "It rained. It rained.\n\nThe bridge opened late in the year."
)
QUOTES = {
    "moved": "The ferry was sold",
    "changed": "Nobody had asked the ferryman.",
    "orphan": "He would have said no",
    "ambiguous": "It rained.",
}


def renew(library: Library, text: str) -> None:
    """Add the text that the source has now."""
    assert library.add(imported(text, origin="/texts/A bridge.txt")).status == "updated"


def by_state(library: Library, article: int) -> dict[str, Highlight]:
    """Return an article's highlights by their state, one of each."""
    found = {highlight.anchor: highlight for highlight in library.highlights_of(article)}
    assert len(found) == len(library.highlights_of(article))
    return found


@pytest.fixture
def article(library: Library) -> int:
    """An article with a passage for each state."""
    number = added(library, OLD)
    for quote in QUOTES.values():
        start = OLD.index(quote)
        library.mark(number, start, start + len(quote), tags=["claim"], note=quote)
    return number


def test_each_state_is_kept_with_where_it_was(library: Library, article: int) -> None:
    digest = library.article(article).digest
    renew(library, NEW)
    with Library(library.root) as again:
        found = by_state(again, article)
    assert found.keys() == QUOTES.keys()
    for state, highlight in found.items():
        quote = QUOTES[state]
        start = OLD.index(quote)
        assert (highlight.note, highlight.tags) == (quote, ("claim",))
        assert highlight.was == (None if state == "moved" else Was(digest, start, start + len(quote), quote))
        assert highlight.waits == (state != "moved")
        assert highlight.attached == (state in ("moved", "changed"))
        if highlight.attached:
            assert NEW[highlight.start : highlight.end] == highlight.quote
        else:
            assert highlight.quote == quote
    assert found["changed"].quote == "Nobody had asked the old ferryman."
    assert NEW[found["ambiguous"].start : found["ambiguous"].end] == "It rained."
    assert (found["orphan"].start, found["orphan"].end) == (0, 0)


def test_an_article_remembers_its_earlier_texts(library: Library, article: int) -> None:
    first = library.article(article).digest
    renew(library, NEW)
    second = library.article(article).digest
    assert library.article(article).earlier == (first,)
    assert library.earlier_body(first).text == OLD
    assert library.page()[0].earlier == (first,)
    renew(library, OLD)
    assert (library.article(article).digest, library.article(article).earlier) == (first, (second,))


def test_an_update_is_one_step(library: Library, article: int) -> None:
    before = library.highlights_of(article)
    renew(library, NEW)
    after = library.highlights_of(article)
    assert library.undo() is not None
    assert library.body(article).text == OLD
    assert [(h.start, h.end, h.quote, h.anchor, h.was) for h in library.highlights_of(article)] == [
        (h.start, h.end, h.quote, h.anchor, h.was) for h in before
    ]
    assert library.article(article).earlier == ()
    assert library.redo() is not None
    assert [(h.id, h.anchor, h.was) for h in library.highlights_of(article)] == [
        (h.id, h.anchor, h.was) for h in after
    ]


def test_what_waits_is_asked_for_by_a_query(library: Library, article: int) -> None:
    query = parse("has:waiting")
    assert (library.count(query), list(library.highlights(query))) == (0, [])
    renew(library, NEW)
    assert library.count(query) == 1
    assert {h.anchor for h in library.highlights(query)} == {"changed", "ambiguous", "orphan"}
    assert {h.anchor for h in library.highlights(parse("has:orphan"))} == {"orphan"}


def test_the_next_text_is_compared_with_the_last_certain_one(library: Library, article: int) -> None:
    digest = library.article(article).digest
    renew(library, NEW)
    renew(library, "Quite another text.")
    assert {h.anchor for h in library.highlights_of(article)} == {"orphan"}
    assert [h.quote for h in library.highlights_of(article) if h.was and h.was.digest == digest] == [
        quote for state, quote in QUOTES.items() if state != "moved"
    ]
    renew(library, OLD + "\n\nThe end.")
    found = library.highlights_of(article)
    assert {h.quote: h.anchor for h in found} == {  # by the text where it last was certain
        quote: "moved" if state == "moved" else "exact" for state, quote in QUOTES.items()
    }
    assert not any(h.waits for h in found)


def test_a_proposal_is_accepted_in_one_step(library: Library, article: int) -> None:
    renew(library, NEW)
    for state in ("changed", "ambiguous"):
        waits = by_state(library, article)[state]
        settled = library.accept(waits)
        assert (settled.anchor, settled.was, settled.start, settled.end) == (
            "exact",
            None,
            waits.start,
            waits.end,
        )
        assert NEW[settled.start : settled.end] == settled.quote
        undone = library.undo()
        assert undone is not None and undone.label.startswith("place accepted for “")
        assert by_state(library, article)[state].was == waits.was


def test_there_is_nothing_to_accept_without_a_proposal(library: Library, article: int) -> None:
    renew(library, NEW)
    before = library.highlights_of(article)
    with pytest.raises(LibraryError, match="no place to accept"):
        library.accept(by_state(library, article)["orphan"])
    assert library.highlights_of(article) == before


def test_what_was_placed_elsewhere_meanwhile_is_not_accepted(library: Library, article: int) -> None:
    renew(library, NEW)
    shown = by_state(library, article)["changed"]
    library.change(shown, start=0, end=5)
    with pytest.raises(LibraryError, match="elsewhere meanwhile"):
        library.accept(shown)


def test_new_bounds_settle_what_waits(library: Library, article: int) -> None:
    renew(library, NEW)
    lost = by_state(library, article)["orphan"]
    placed = library.change(lost, start=0, end=5)
    assert (placed.anchor, placed.was, placed.quote, placed.note) == ("exact", None, "A new", lost.quote)
    library.undo()
    assert by_state(library, article)["orphan"].was == lost.was


def test_a_note_leaves_what_waits_waiting(library: Library, article: int) -> None:
    renew(library, NEW)
    waits = by_state(library, article)["changed"]
    assert library.change(waits, note="n", tags=["x"], colour="red").was == waits.was


@pytest.mark.parametrize("state", ["changed", "ambiguous", "orphan"])
def test_an_orphan_that_was_kept_waits_no_longer(library: Library, article: int, state: str) -> None:
    renew(library, NEW)
    waits = by_state(library, article)[state]
    kept = library.keep_orphan(waits)
    assert (kept.anchor, kept.was, kept.waits, kept.quote) == ("orphan", None, False, QUOTES[state])
    renew(library, OLD)
    again = library.highlight(kept.id)
    assert (again.anchor, again.waits, again.note) == ("orphan", False, QUOTES[state])
    library.undo()
    library.undo()
    assert library.highlight(kept.id).was == waits.was


def test_without_the_old_text_the_quote_and_what_stood_around_it_are_sought(
    library: Library, article: int
) -> None:
    next((library.root / "texts").rglob("*.txt")).unlink()
    with Library(library.root) as again:
        renew(again, NEW)
        found = by_state(again, article)
        assert found["moved"].quote == QUOTES["moved"]
        assert found["changed"].quote == "Nobody had asked the old ferryman."
        assert found["changed"].was and found["changed"].was.quote == QUOTES["changed"]
        assert found["orphan"].quote == QUOTES["orphan"]


def test_a_source_is_read_again_for_the_article_it_belongs_to(library: Library, article: int) -> None:
    other = added(library, NEW, title="another")
    assert library.renew(article, imported(OLD)).status == "known"
    renewed = library.renew(article, imported(NEW))
    assert (renewed.status, renewed.article.id) == ("updated", article)
    assert library.body(article).text == library.body(other).text == NEW
    with pytest.raises(LibraryError, match="no text"):
        library.renew(article, imported(" "))


def test_what_was_deleted_before_the_text_changed_comes_back_where_it_stands_now(
    library: Library, article: int
) -> None:
    marks = library.highlights_of(article)
    library.delete(marks)
    renew(library, NEW)
    for mark in marks:
        library.bring_back(show_id(mark.id))
    found = by_state(library, article)
    assert {state: mark.note for state, mark in found.items()} == QUOTES
    moved, changed = found["moved"], found["changed"]
    assert NEW[moved.start : moved.end] == moved.quote == QUOTES["moved"]
    assert NEW[changed.start : changed.end] == changed.quote == "Nobody had asked the old ferryman."
    assert {mark.note for mark in found.values() if mark.waits} == set(QUOTES.values()) - {QUOTES["moved"]}
    library.undo()
    assert len(library.highlights_of(article)) == 3
    library.delete([moved])
    library.bring_back(show_id(moved.id))
    assert library.highlight(moved.id).anchor == "moved"  # it stands where it did
