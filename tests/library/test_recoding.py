"""Changes of tags all over the library: one step, tried first, with what stands under a tag."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from reader.library import Library, LibraryError
from reader.library.outcomes import Quote
from reader.model import Codebook, Tag
from tests.library.helpers import TEXT, added

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.model.recoding import Recoding

State = tuple[Any, ...]


@pytest.fixture
def coded(library: Library) -> Library:
    """Two articles with passages of a tag, of what stands under it, and of another one."""
    one, two = added(library), added(library, TEXT + " More.", title="Rain")
    library.set_codebook(
        Codebook(
            (
                Tag("claim", "1", "yellow", "Said to be so.", "when stated", "opinions"),
                Tag("claim/old", "", "", "An old one."),
                Tag("hear", "2", "red"),
            )
        )
    )
    library.mark(one, 0, 10, tags=["claim"])
    library.mark(one, 4, 10, tags=["claim", "claim/old", "x"])
    library.mark(one, 11, 14, tags=["claims"])
    library.mark(two, 0, 10, tags=["claim/old"])
    library.mark(two, 4, 10, tags=["hear"])
    library.change_article(two, tags=["claim", "econ"])
    return library


def state(library: Library) -> State:
    """Return all tags of a library, each passage's and article's, and its codebook."""
    articles = library.page()
    return (
        library.codebook,
        {article.id: sorted(article.tags) for article in articles},
        {h.id: h.tags for article in articles for h in library.highlights_of(article.id)},
        {name: count for name, count in library.tag_counts().items() if count},
    )


def tags(library: Library) -> list[tuple[str, ...]]:
    return sorted(h.tags for article in library.page() for h in library.highlights_of(article.id))


OPERATIONS: dict[str, Callable[[Library], Recoding]] = {
    "rename": lambda library: library.renaming("claim", "statement/made"),
    "merge": lambda library: library.merging(["claim", "x"], "hear"),
    "merge into a new one": lambda library: library.merging(["claim", "hear"], "new"),
    "move": lambda library: library.moving("claim", "hear"),
    "delete from the codebook": lambda library: library.deleting(["claim"], from_passages=False),
    "delete": lambda library: library.deleting(["claim"], from_passages=True),
    "split": lambda library: library.splitting("claim", "rumour", library.highlights()),
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_a_change_is_one_step_back_and_forth_and_after_reopening(
    coded: Library, operation: Callable[[Library], Recoding], tmp_path: Path
) -> None:
    before, last = state(coded), coded.next_undo()
    coded.recode(operation(coded))
    after = state(coded)
    assert after != before
    with Library(tmp_path / "library", annotator="kim") as again:
        assert state(again) == after
        assert again.undo()
        assert state(again) == before
        assert again.next_undo() == last
        assert again.redo()
        assert state(again) == after


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_trying_a_change_says_what_doing_it_touches_and_writes_nothing(
    coded: Library, operation: Callable[[Library], Recoding]
) -> None:
    before = state(coded)
    change = operation(coded)
    touched = coded.touched(change)
    assert state(coded) == before
    coded.recode(change)
    after = state(coded)
    passages = [number for number, tags in before[2].items() if after[2][number] != tags]
    articles = {h.article for number in passages for h in [coded.highlight(number)]}
    articles |= {number for number, tags in before[1].items() if after[1][number] != tags}
    assert (touched.passages, touched.articles) == (len(passages), len(articles))
    assert len(touched.quotes) == len(passages)


def test_a_tag_is_renamed_with_what_stands_under_it_and_keeps_its_place(coded: Library) -> None:
    coded.recode(coded.renaming("claim", "statement"))
    assert [tag.name for tag in coded.codebook.tags] == ["statement", "statement/old", "hear"]
    assert coded.codebook.tags[0] == Tag(
        "statement", "1", "yellow", "Said to be so.", "when stated", "opinions"
    )
    assert tags(coded) == [
        ("claims",),
        ("hear",),
        ("statement",),
        ("statement", "statement/old", "x"),
        ("statement/old",),
    ]
    assert [article.tags for article in coded.page()] == [("econ", "statement"), ()]


def test_the_case_of_a_name_can_be_changed_and_a_tag_be_put_under_its_own_name(coded: Library) -> None:
    coded.recode(coded.renaming("claim", "Claim"))
    assert {name for each in tags(coded) for name in each} == {"Claim", "Claim/old", "claims", "hear", "x"}
    coded.recode(coded.renaming("Claim", "Claim/old"))
    assert {name for each in tags(coded) for name in each} == {
        "Claim/old",
        "Claim/old/old",
        "claims",
        "hear",
        "x",
    }


def test_tags_are_merged_and_what_the_one_lacks_is_taken_from_the_other(coded: Library) -> None:
    coded.recode(coded.merging(["claim"], "hear"))
    assert coded.codebook.tags == (
        Tag("hear/old", "", "", "An old one."),
        Tag("hear", "2", "red", "Said to be so.", "when stated", "opinions"),
    )
    assert tags(coded) == [("claims",), ("hear",), ("hear",), ("hear", "hear/old", "x"), ("hear/old",)]


def test_a_passage_with_both_tags_has_the_merged_one_once(coded: Library) -> None:
    coded.recode(coded.merging(["claim/old"], "claim"))
    assert tags(coded) == [("claim",), ("claim",), ("claim", "x"), ("claims",), ("hear",)]


def test_a_deleted_tag_is_gone_from_the_codebook_and_only_if_so_said_from_passages(coded: Library) -> None:
    coded.recode(coded.deleting(["claim"], from_passages=False))
    assert [tag.name for tag in coded.codebook.tags] == ["hear"]
    assert coded.tag_counts()["claim"] == 2
    coded.recode(coded.deleting(["claim"], from_passages=True))
    assert tags(coded) == [(), (), ("claims",), ("hear",), ("x",)]
    assert [article.tags for article in coded.page()] == [("econ",), ()]


def test_passages_that_are_split_off_have_the_new_tag_in_place_of_the_old(coded: Library) -> None:
    chosen = [h for h in coded.highlights() if "x" in h.tags]
    change = coded.splitting("claim", "claim/new", chosen)
    assert coded.touched(change).quotes == (Quote("A bridge", "bridge"),)
    coded.recode(change)
    assert [tag.name for tag in coded.codebook.tags] == ["claim", "claim/new", "claim/old", "hear"]
    assert tags(coded) == [
        ("claim",),
        ("claim/new", "claim/old", "x"),
        ("claim/old",),
        ("claims",),
        ("hear",),
    ]


@pytest.mark.parametrize(
    ("operation", "reason"),
    [
        (lambda library: library.renaming("none", "b"), "There is no tag “none”."),
        (
            lambda library: library.renaming("claim", "hear"),
            "There is a tag “hear” already; merge them instead.",
        ),
        (lambda library: library.renaming("claim", "a,b"), "A tag's name cannot hold a comma: “a,b”."),
        (lambda library: library.moving("claim", "claim/old"), "“claim” cannot stand under itself."),
        (lambda library: library.moving("hear", "/"), "“hear” stands there already."),
        (lambda library: library.merging(["hear"], "hear"), "“hear” cannot be merged with itself."),
        (
            lambda library: library.merging(["claim"], "claim/old"),
            "“claim” cannot be merged into “claim/old”, which stands under it.",
        ),
        (
            lambda library: library.deleting(["x"], from_passages=False),
            "There is no tag “x” in the codebook.",
        ),
        (lambda library: library.splitting("hear", "b", []), "None of these passages has the tag “hear”."),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    coded: Library, operation: Callable[[Library], Recoding], reason: str
) -> None:
    with pytest.raises(LibraryError) as refusal:
        operation(coded)
    assert str(refusal.value) == reason


def test_what_another_process_did_meanwhile_is_taken_along_and_not_undone(
    coded: Library, tmp_path: Path
) -> None:
    change = coded.renaming("claim", "statement")
    with Library(tmp_path / "library", annotator="lee") as other:
        made = other.mark(coded.page()[0].id, 20, 30, tags=["claim/young"])
    coded.recode(change)
    assert coded.highlight(made.id).tags == ("statement/young",)
    with Library(tmp_path / "library", annotator="lee") as other:
        other.change(other.highlight(made.id), tags=["y"], note="mine")
    done = coded.history(2)[1]
    assert (done.step.label, done.state) == ("#claim is now #statement", "done")
    assert coded.undo()  # the note
    assert coded.undo()
    assert coded.highlight(made.id).tags == ("claim/young",)


def test_what_this_version_does_not_know_of_a_tag_survives_its_renaming(coded: Library) -> None:
    book = coded.root / "library.json"
    text = book.read_text("utf-8")
    book.write_text(text.replace('"name":"hear"', '"name":"hear","weight":7'), "utf-8")
    coded.recode(coded.renaming("hear", "heard"))
    assert '"weight":7' in book.read_text("utf-8").split('"name":"heard"')[1].splitlines()[0]


def test_rules_and_examples_are_kept(library: Library) -> None:
    example = library.mark(added(library), 0, 10, tags=["claim"])
    claim = library.codebook.tags[0]
    told = replace(claim, when="a\nb", when_not="c", examples=(example.id,))
    library.change_codebook(lambda book: book.put(told))
    assert library.codebook.tags[0] == told


def test_tags_that_stand_together_are_counted(coded: Library) -> None:
    assert coded.tags_beside("claim") == [("claim/old", 1), ("x", 1)]
    made = coded.mark(coded.page()[0].id, 20, 30, tags=["claim", "x"])
    assert coded.tags_beside("claim") == [("x", 2), ("claim/old", 1)]
    assert coded.tags_beside("claim", 1) == [("x", 2)]
    coded.delete([made])
    assert coded.tags_beside("x") == [("claim", 1), ("claim/old", 1)]
    coded.recode(coded.deleting(["x"], from_passages=True))
    assert coded.tags_beside("x") == []
    assert coded.tags_beside("nothing") == []


def test_a_change_in_pieces_writes_nothing_before_it_is_gone_on_with(coded: Library) -> None:
    before = state(coded)
    pieces = coded.recoding(coded.renaming("claim", "statement"))
    assert next(pieces) == (0, 2)
    pieces.close()
    assert state(coded) == before


def test_a_change_that_is_left_halfway_is_one_step(coded: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.library.editing.recoding._TOGETHER", 1)
    before = state(coded)
    pieces = coded.recoding(coded.renaming("claim", "statement"))
    assert [next(pieces) for _ in range(3)] == [(0, 2), (0, 2), (1, 2)]
    pieces.close()
    half = state(coded)
    assert half[0].get("statement") and {"claim", "statement/old"} <= half[3].keys()
    coded.change_article(coded.page()[0].id, note="a step of its own")
    assert coded.undo() and coded.undo()
    assert state(coded) == before
    coded.redo()
    assert state(coded) == half
