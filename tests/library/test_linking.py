"""Links between highlights: made, found from both ends, merged one by one, taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library, LibraryError
from reader.library.disk.merge import join, stamp_change
from reader.library.disk.records import highlight_document, highlight_of
from reader.library.outcomes import Linked
from reader.model import Highlight, Link
from reader.model.view import LinkEnd
from tests.library.helpers import TEXT, added

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", annotator="kim") as opened:
        yield opened


def _mark(library: Library, article: int, words: str) -> Highlight:
    start = library.body(article).text.index(words)
    return library.mark(article, start, start + len(words))


def _seen(library: Library, highlight: Highlight) -> list[tuple[str, str, bool]]:
    links = library.links(library.highlight(highlight.id))
    return [(link.words, link.other.quote if link.other else "", link.incoming) for link in links]


def test_a_view_knows_where_links_lead(library: Library) -> None:
    article = added(library)
    claim = _mark(library, article, "The bridge was closed.")
    source = _mark(library, added(library, f"Other. {TEXT}", title="Other"), "It rained.")
    library.link(claim, source, "contradicts")
    assert library.view(article).ends == {source.id: LinkEnd("It rained.", "Other", article=source.article)}
    library.delete([source])
    assert library.view(article).ends == {}


def test_what_is_exported_knows_what_leads_there(library: Library) -> None:
    article = added(library)
    claim = _mark(library, article, "The bridge was closed.")
    source = _mark(library, added(library, f"Other. {TEXT}", title="Other"), "It rained.")
    library.link(source, claim, "contradicts")
    assert library.told(article).led == {
        claim.id: (LinkEnd("It rained.", "Other", "contradicted by", source.article),)
    }
    assert library.view(article).led == {}  # nobody who reads waits for it
    library.delete([source])
    assert library.told(article).led == {}


def test_a_link_is_found_from_both_ends_over_articles_and_after_a_restart(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        claim = _mark(library, added(library), "The bridge was closed.")
        source = _mark(library, added(library, f"Other. {TEXT}", title="Other"), "It rained.")
        library.link(source, claim, "supports")
    with Library(tmp_path / "library") as library:
        assert _seen(library, source) == [("supports", claim.quote, False)]
        assert _seen(library, claim) == [("supported by", source.quote, True)]
        assert library.linked([claim.id, source.id]) == {claim.id}


def test_a_kind_of_ones_own_is_one_line(library: Library) -> None:
    article = added(library)
    first, second = _mark(library, article, "The bridge"), _mark(library, article, "It rained.")
    library.link(first, second, "  is the\tcause ")
    assert _seen(library, first) == [("is the cause", "It rained.", False)]
    assert _seen(library, second) == [("is the cause of", "The bridge", True)]
    for kind in ("", " \n ", "x" * 41):
        with pytest.raises(LibraryError, match="a few words"):
            library.link(first, second, kind)


def test_what_cannot_be_linked_is_refused(library: Library) -> None:
    article = added(library)
    first, second = _mark(library, article, "The bridge"), _mark(library, article, "It rained.")
    with pytest.raises(LibraryError, match="with itself"):
        library.link(first, first, "supports")
    library.link(first, second, "supports")
    with pytest.raises(LibraryError, match="linked so already"):
        library.link(first, second, "supports")
    library.link(first, second, "answers")
    library.delete([second])
    with pytest.raises(LibraryError, match="deleted"):
        library.link(first, second, "contradicts")


def test_a_deleted_end_is_told_and_comes_back_with_its_links(library: Library) -> None:
    article = added(library)
    first, second = _mark(library, article, "The bridge"), _mark(library, article, "It rained.")
    library.link(first, second, "answers")
    library.delete([second])
    assert library.links(library.highlight(first.id)) == [Linked("answers", second.id, None, False)]
    library.undo()
    assert _seen(library, first) == [("answers", "It rained.", False)]
    library.delete([first])
    assert _seen(library, second) == []
    library.trash(article)
    library.undo()
    library.undo()
    assert _seen(library, second) == [("answered by", "The bridge", True)]


def test_undo_and_redo_of_links_are_a_step_each(library: Library) -> None:
    article = added(library)
    first, second = _mark(library, article, "The bridge"), _mark(library, article, "It rained.")
    linked = library.link(first, second, "supports")
    library.unlink(linked, Link("supports", second.id))
    assert _seen(library, first) == []
    undone = library.undo()
    assert undone and undone.label == "“supports” taken off “The bridge”"
    assert _seen(library, first) == [("supports", "It rained.", False)]
    undone = library.undo()
    assert undone and undone.label == "“The bridge” supports “It rained.”"
    assert _seen(library, second) == []
    library.redo()
    assert _seen(library, second) == [("supported by", "The bridge", True)]


def test_other_changes_keep_the_links(library: Library) -> None:
    article = added(library)
    first, second = _mark(library, article, "The bridge"), _mark(library, article, "It rained.")
    library.link(first, second, "supports")
    stale = first  # as it was shown before the link
    library.change(stale, tags=["claim"], note="n", start=0, end=5)
    assert _seen(library, first) == [("supports", "It rained.", False)]


def test_links_merge_one_by_one_in_any_order() -> None:
    one, two = Link("supports", 5 << 40), Link("is cause", 6 << 40)
    base = stamp_change(None, highlight_document(Highlight(1, 2, 0, 3, "abc", links=(one,))), "1")
    added_one = stamp_change(
        base, highlight_document(Highlight(1, 2, 0, 3, "abc", links=(one, two), note="n")), "2"
    )
    taken = stamp_change(base, highlight_document(Highlight(1, 2, 0, 3, "abc")), "3")
    merged = join(added_one, taken)
    assert merged == join(taken, added_one)
    assert highlight_of(2, 1, merged).links == (two,)
    assert highlight_of(2, 1, merged).note == "n"


@pytest.mark.parametrize("links", [5, ["supports"], ["supports 0"], [" 0123456789abc"], [None], {"a": 1}])
def test_links_that_are_none_are_passed_over(links: object) -> None:
    document = {"kind": "hl", "start": 0, "end": 3, "quote": "abc", "links": links}
    assert highlight_of(2, 1, document).links == ()
