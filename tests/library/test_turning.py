"""A step is taken back field by field; what others changed since stays, and is told."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from reader.library import ChangedElsewhere, Library
from reader.library.outcomes import Past
from reader.model import Codebook, Tag
from tests.library.helpers import TEXT, added, history_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def elsewhere(library: Library) -> Iterator[Library]:
    """Give a library whose changes come as another machine's do: they are in no history here."""
    history = history_of(library)
    lines = history.read_bytes()
    with Library(library.root) as other:
        yield other
    history.write_bytes(lines)


def states(library: Library) -> list[tuple[str, str, str]]:
    return [(past.step.words, past.state, past.step.remark) for past in library.history(9)]


def test_what_others_left_alone_is_taken_back_and_the_rest_told(library: Library) -> None:
    article = added(library)
    first, second = library.mark(article, 0, 10), library.mark(article, 11, 14)
    with library.step("apply"):
        library.change(first, note="mine", colour="green")
        library.change(second, note="mine")
    with elsewhere(library) as other:
        other.change(other.highlight(first.id), note="theirs")
    assert states(library)[0] == ("apply (2 changes)", "part", "the note was changed since")
    step = library.undo()
    assert step is not None and step.kept == ("the note was changed since",)
    first, second = library.highlights_of(article)
    assert (first.note, first.colour, second.note) == ("theirs", "", "")
    again = library.redo()
    assert again is not None and again.remark == "the note was changed since"
    first, second = library.highlights_of(article)
    assert (first.note, first.colour, second.note) == ("theirs", "green", "mine")


def test_bounds_are_taken_back_whole_or_not_at_all(library: Library) -> None:
    article = added(library)
    mark = library.mark(article, 4, 10)
    library.change(mark, start=0)
    with elsewhere(library) as other:
        other.change(other.highlight(mark.id), end=14)
    assert states(library)[0] == ("bounds of “bridge”", "stuck", "the bounds were changed since")
    with pytest.raises(ChangedElsewhere, match="the bounds were changed since"):
        library.undo()
    (mark,) = library.highlights_of(article)
    assert mark.quote == TEXT[0:14] == TEXT[mark.start : mark.end]


def _note(library: Library, article: int) -> None:
    library.change(library.highlights_of(article)[0], note="theirs")


def _tag(library: Library, article: int) -> None:
    library.change(library.highlights_of(article)[0], tags=["theirs"])


def _delete(library: Library, article: int) -> None:
    library.delete(library.highlights_of(article))


@pytest.mark.parametrize(
    ("foreign", "reason"),
    [
        (_note, "the note was changed since"),
        (_tag, "#claim and #theirs were changed since"),
        (_delete, "the passage was deleted since"),
    ],
)
def test_a_new_highlight_that_others_touched_stays_as_they_left_it(
    library: Library, foreign: Callable[[Library, int], None], reason: str
) -> None:
    article = added(library)
    with library.step("both"):
        mark = library.mark(article, 4, 10, tags=["claim"])
        library.change(mark, colour="green")
    with elsewhere(library) as other:
        foreign(other, article)
    before = library.highlights_of(article)
    with pytest.raises(ChangedElsewhere, match=f"Cannot be undone: both; {reason}"):
        library.undo()
    assert library.highlights_of(article) == before
    step = library.next_undo()
    assert step is not None and step.label == "adding “A bridge”"  # the next key goes on


def test_what_others_took_back_already_is_no_reason_to_refuse(library: Library) -> None:
    article = added(library)
    library.mark(article, 4, 10)
    with elsewhere(library) as other:
        other.delete(other.highlights_of(article))
    step = library.undo()
    assert step is not None and not step.kept


def test_an_article_with_passages_of_others_stays(library: Library) -> None:
    article = added(library)
    with elsewhere(library) as other:
        other.mark(article, 0, 3)
    with pytest.raises(ChangedElsewhere, match="passages were marked in it since"):
        library.undo()
    assert library.article(article).highlights == 1


def test_places_in_another_text_are_not_turned(library: Library) -> None:
    article = added(library)
    mark = library.mark(article, 4, 10)
    added(library, "So! " + TEXT)
    with elsewhere(library) as other:
        added(other, "Oh. So! " + TEXT)
    with pytest.raises(ChangedElsewhere, match="the text was changed since"):
        library.undo()
    now = library.highlight(mark.id)
    assert library.body(article).text[now.start : now.end] == now.quote == "bridge"


def test_the_codebook_of_others_stays(library: Library) -> None:
    library.set_codebook(Codebook((Tag("mine", "1"),)))
    with elsewhere(library) as other:
        other.set_codebook(Codebook((Tag("mine", "2"),)))
    said = library.undo()
    assert said is not None and said.remark == "the codebook was changed since"
    assert [tag.key for tag in library.codebook.tags if tag.name == "mine"] == ["2"]


def test_a_file_that_is_gone_is_in_nobodys_way(library: Library) -> None:
    one, two = added(library), added(library, "Another.", title="Two")
    with library.step("apply"):
        library.mark(one, 0, 3)
        library.mark(two, 0, 3)
    (next((library.root / "articles").rglob("*.json"))).unlink()
    step = library.undo()
    assert step is not None and step.remark == "the article is gone"
    assert [mark for article in library.page() for mark in library.highlights_of(article.id)] == []


def test_the_history_tells_what_can_be_undone_as_undo_then_finds_it(library: Library) -> None:
    article = added(library)
    mark = library.mark(article, 4, 10, tags=["claim"])
    library.change(mark, note="mine")
    library.change(library.highlight(mark.id), colour="green")
    library.delete(library.highlights_of(article))
    with elsewhere(library) as other:
        other.change_article(article, title="Theirs")
    library.undo()
    expected = states(library)
    assert [state for _, state, _ in expected] == ["undone", "done", "done", "done", "stuck"]
    assert expected[-1][2] == "the title was changed since"
    found: list[tuple[str, str, str]] = []
    while (step := library.next_undo()) is not None:
        try:
            library.undo()
        except ChangedElsewhere as error:
            found.append((step.words, "stuck", str(error).split("; ")[1].rstrip(".")))
        else:
            found.append((step.words, "done", ""))
    assert found == expected[1:]


def test_past_is_what_a_list_needs(library: Library) -> None:
    added(library)
    (past,) = library.history(1)
    assert isinstance(past, Past) and past.at.endswith("Z")
    assert (past.step.documents, past.step.articles) == (1, 1)
