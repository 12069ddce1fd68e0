"""Articles with passages that were marked elsewhere: attached, without a place, again, and undone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.library import Brought, Library, LibraryError
from reader.model import NO_TEXT, Body, Imported, Kept, Metadata, Passage, Tag
from reader.text.ids import urn_of
from reader.text.query import parse
from tests.library.helpers import added, imported

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "The bridge was closed for the whole winter.\n\nNobody had asked the ferryman. "
    "He would’ve said: “Not yet.”\n\nIt rained.\n\nIt rained."
)
CLOSED = Passage('the bridge was "closed" for the whole winter', key="kindle:1", tags=("claim",), note="So?")
FERRYMAN = Passage('He would\'ve said: "Not yet."', key="kindle:2")
NOWHERE = Passage("A sentence that no text here has.", key="kindle:3", prefix="Before. ", suffix=" After.")


def brought(library: Library, *passages: Passage, title: str = "A bridge", **fields: object) -> Brought:
    """Bring one article with passages."""
    metadata = Metadata(title, authors=("Eva Maas",))
    given = replace(Imported("clippings.txt", metadata, passages=passages), **fields)  # type: ignore[arg-type]
    (outcome,) = library.bring_all([given], label="import of clippings.txt")
    assert isinstance(outcome, Brought)
    return outcome


@pytest.fixture
def article(library: Library) -> int:
    return added(library, TEXT)


def test_passages_are_attached_where_their_words_stand(library: Library, article: int) -> None:
    outcome = brought(library, CLOSED, FERRYMAN, NOWHERE, Passage("It rained.", key="kindle:4"))
    assert outcome.article.id == article
    assert outcome[1:6] == ("known", 4, 1, 1, 0)
    marks = {mark.origin: mark for mark in library.highlights_of(article)}
    closed, ferryman = marks["kindle:1"], marks["kindle:2"]
    assert (closed.quote, closed.anchor) == ("The bridge was closed for the whole winter", "exact")
    assert (closed.tags, closed.note, closed.annotator) == (("claim",), "So?", "kim")
    assert TEXT[ferryman.start : ferryman.end] == ferryman.quote == "He would’ve said: “Not yet.”"
    orphan = marks["kindle:3"]
    assert (orphan.anchor, orphan.quote, orphan.prefix) == ("orphan", NOWHERE.quote, "Before. ")
    assert not orphan.waits
    assert marks["kindle:4"].anchor == "ambiguous" and marks["kindle:4"].waits
    assert [mark.origin for mark in library.highlights(parse("has:waiting"))] == ["kindle:4"]


def test_an_article_without_its_text_waits_for_it(library: Library) -> None:
    outcome = brought(library, CLOSED, FERRYMAN, title="A bridge: and its ferry")
    assert (outcome.status, outcome.new, outcome.orphans, outcome.article.source) == ("added", 2, 2, NO_TEXT)
    number = outcome.article.id
    assert "The text is not here." in library.body(number).text
    with pytest.raises(LibraryError, match="what stands in for it cannot be marked"):
        library.mark(number, 0, 3)
    assert {mark.quote for mark in library.highlights_of(number)} == {CLOSED.quote, FERRYMAN.quote}
    assert list(library.highlights(parse("has:waiting"))) == []
    other = added(library, "Another text of that name.", origin="/texts/other.txt")
    assert other != number
    text = imported(TEXT, title="A Bridge (Second Edition)", origin="/texts/bridge.epub")
    taken = library.add(text)
    assert (taken.status, taken.article.id, taken.article.origin) == ("updated", number, "/texts/bridge.epub")
    assert [mark.anchor for mark in library.highlights_of(number)] == ["exact", "exact"]
    assert brought(library, CLOSED, FERRYMAN, title="A bridge: and its ferry")[1:6] == ("known", 0, 0, 0, 2)


def test_a_text_from_the_address_takes_the_place_of_what_stood_in_for_it(library: Library) -> None:
    address = "https://example.org/bridge"
    metadata = Metadata("Something else", url=address)
    number = brought(library, CLOSED, metadata=metadata).article.id
    assert library.article(number).origin == address
    text = replace(imported(TEXT, title="A bridge", origin="/texts/saved.html"), metadata=metadata)
    assert library.add(text).article.id == number
    again = Metadata("Later title", url="http://www.example.org/bridge/?utm_source=x#top")
    assert brought(library, CLOSED, metadata=again)[1:6] == ("known", 0, 0, 0, 1)


def test_importing_again_doubles_nothing_and_fills_only_what_is_empty(library: Library, article: int) -> None:
    brought(library, replace(CLOSED, note=""), FERRYMAN)
    (closed, ferryman) = library.highlights_of(article)
    library.change(ferryman, note="mine", tags=["mine"])
    theirs = replace(FERRYMAN, note="theirs", tags=("theirs",), colour="red")
    assert brought(library, CLOSED, theirs)[1:7] == ("known", 0, 0, 0, 2, 2)
    (closed, ferryman) = library.highlights_of(article)
    assert (closed.note, closed.tags) == ("So?", ("claim",))
    assert (ferryman.note, ferryman.tags, ferryman.colour) == ("mine", ("mine",), "red")
    assert brought(library, CLOSED, theirs)[1:7] == ("known", 0, 0, 0, 2, 0)


def test_what_was_deleted_here_stays_so_but_our_own_exports_bring_it_back(
    library: Library, article: int
) -> None:
    brought(library, CLOSED)
    own = library.mark(article, 0, 10)
    library.delete(library.highlights_of(article))
    assert brought(library, CLOSED).deleted == 1
    assert library.highlights_of(article) == []
    back = Passage(own.quote, id=own.id, start=0, end=10)
    assert brought(library, back, id=article).new == 1
    assert [mark.id for mark in library.highlights_of(article)] == [own.id]


def test_the_same_passage_from_two_programs_is_one(library: Library, article: int) -> None:
    brought(library, CLOSED)
    second = replace(CLOSED, key="readwise:9")
    assert brought(library, second).known == 1
    assert brought(library, replace(second, key="readwise:10", note="Another note.")).new == 1
    urn = urn_of("highlight", library.highlights_of(article)[0].id)
    assert brought(library, Passage("whatever", key=urn), id=article).known == 1
    assert len(library.highlights_of(article)) == 2


def test_a_title_alone_is_not_enough_where_no_passage_fits(library: Library, article: int) -> None:
    outcome = brought(library, NOWHERE)
    assert (outcome.status, outcome.article.id == article) == ("added", False)
    assert brought(library, NOWHERE).article.id == outcome.article.id


def test_offsets_count_where_the_text_is_the_same(library: Library, article: int) -> None:
    place = TEXT.rindex("It rained.")
    known = Passage("It rained.", start=place, end=place + 10, key="x:1")
    brought(library, known, id=article)
    utf16 = replace(known, utf16=True, key="x:2", prefix="", tags=("b",))
    brought(library, utf16, id=article)
    assert {mark.start for mark in library.highlights_of(article)} == {place}


def test_an_import_is_one_step(library: Library, article: int) -> None:
    with library.one_step("import of clippings.txt"):
        brought(library, CLOSED)
        new = brought(library, FERRYMAN, title="Another").article.id
    undone = library.undo()
    assert undone and undone.label == "import of clippings.txt"
    assert library.highlights_of(article) == []
    with pytest.raises(LibraryError):
        library.article(new)
    library.redo()
    assert len(library.highlights_of(article)) == len(library.highlights_of(new)) == 1


def test_a_trial_writes_nothing(library: Library, article: int) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in library.root.rglob("articles/*/*"))
    given = [
        Imported("x", Metadata("A bridge"), passages=(CLOSED,)),
        Imported("x", Metadata("Another"), passages=(FERRYMAN,)),
        Imported("x", error="This is no book."),
    ]
    outcomes = library.bring_all(given, label="", trial=True)
    assert [each[1:3] if isinstance(each, Brought) else str(each) for each in outcomes] == [
        ("known", 1),
        ("added", 1),
        "This is no book.",
    ]
    undo = library.next_undo()
    assert undo and undo.label.startswith("adding")
    assert sorted((path, path.stat().st_mtime_ns) for path in library.root.rglob("articles/*/*")) == before


def test_what_a_person_made_of_an_article_comes_with_it(library: Library) -> None:
    kept = Kept("a note", "2020-01-02T03:04:05Z", "2020-02-02T03:04:05.678Z", 5, 0.5, 60)
    article = brought(library, body=Body.plain(TEXT), kept=kept, status="done", tags=("x",)).article
    assert article[article._fields.index("status")] == "done"
    again = library.article(article.id)
    assert (again.note, again.added, again.read) == kept[:3]
    assert (again.position, again.progress, again.seconds, again.tags) == (5, 0.5, 60, ("x",))


def test_an_article_that_is_here_gets_a_note_and_tags_only_if_it_has_none(
    library: Library, article: int
) -> None:
    brought(library, CLOSED, kept=Kept("theirs"), tags=("x",))
    brought(library, CLOSED, kept=Kept("later"), tags=("y",))
    here = library.article(article)
    assert (here.note, here.tags) == ("theirs", ("x",))
    library.change_article(article, note="mine")
    brought(library, CLOSED, kept=Kept("theirs"))
    assert library.article(article).note == "mine"


def test_tags_are_learnt_without_changing_those_that_are_here(library: Library) -> None:
    library.learn([Tag("claim", "9", "red", "Not this."), Tag("new", "1", "green", "Something.")])
    claim, new = library.codebook.get("claim"), library.codebook.get("new")
    assert claim and (claim.key, claim.colour) == ("1", "yellow") and "asserted" in claim.definition
    assert new and (new.key, new.colour, new.definition) == ("", "green", "Something.")


def test_digits_of_starting_tags_that_nothing_has_go_to_those_that_are_learnt(
    library: Library, article: int
) -> None:
    library.mark(article, 0, 3, tags=("claim",))
    given = [Tag("a", "1"), Tag("b", "2"), Tag("c", "6"), Tag("d"), Tag("source", "9")]
    assert library.learn(given, trial=True) == library.learn(given) == 4
    keys = {tag.name: tag.key for tag in library.codebook.tags}
    assert keys == {
        "claim": "1", "evidence": "", "source": "3", "question": "4", "context": "5",
        "a": "", "b": "2", "c": "6", "d": "",
    }  # fmt: skip
    library.learn([Tag("e", "2"), Tag("f", "4")])
    assert [tag.key for tag in library.codebook.tags][-2:] == ["", "4"]


def test_passages_without_words_and_unfit_tags_are_left_out(library: Library, article: int) -> None:
    outcome = brought(library, Passage(" \n", key="x:1"), replace(CLOSED, tags=("a,b", "ok")))
    assert (outcome.new, outcome.unfit) == (1, 1)
    assert library.highlights_of(article)[0].tags == ("ok",)


def test_a_killed_import_goes_on_where_it_was(tmp_path: Path) -> None:
    given = [
        Imported("x", Metadata(f"Title {n}"), passages=(replace(CLOSED, key=f"k:{n}"),)) for n in range(6)
    ]
    with Library(tmp_path / "library") as library:
        library.bring_all(given[:3], label="import")
    with Library(tmp_path / "library") as library:
        outcomes = library.bring_all(given, label="import")
        assert [each.status for each in outcomes if isinstance(each, Brought)] == ["known"] * 3 + [
            "added"
        ] * 3
        assert library.count() == 6


def test_places_without_words_around_them_hold_where_all_agree(library: Library, article: int) -> None:
    """A table of passages tells offsets alone: of two like words the one is meant that stands there."""
    second = TEXT.rindex("It rained.")
    rained = Passage("It rained.", key="csv:1", start=second, end=second + 10)
    ferryman = "Nobody had asked the ferryman."
    start = TEXT.index(ferryman)
    asked = Passage(ferryman, key="csv:2", start=start, end=start + len(ferryman))
    brought(library, rained, asked)
    marks = {mark.origin: mark for mark in library.highlights_of(article)}
    assert (marks["csv:1"].start, marks["csv:1"].anchor) == (second, "exact")


def test_places_that_do_not_agree_are_not_taken_at_their_word(library: Library, article: int) -> None:
    second = TEXT.rindex("It rained.")
    rained = Passage("It rained.", key="csv:1", start=second, end=second + 10)
    brought(library, rained, Passage("Nobody had asked the ferryman.", key="csv:2", start=3, end=33))
    marks = {mark.origin: mark for mark in library.highlights_of(article)}
    assert marks["csv:1"].anchor == "ambiguous" and marks["csv:2"].anchor != "orphan"
