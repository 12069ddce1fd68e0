from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from reader.library import Change, Library, LibraryError, NotFound, short_id, show_id
from reader.model import STARTING_TAGS, Body, Codebook, Imported, Metadata, Tag
from reader.text.query import parse
from tests.library.helpers import TEXT, added, imported

if TYPE_CHECKING:
    from pathlib import Path


def test_an_article_is_kept_with_all_that_its_source_told(library: Library) -> None:
    data = Metadata(
        "Title",
        kicker="Kicker",
        standfirst="Standfirst.",
        authors=("Ada", "Ben"),
        published="2021-12-28",
        site="site-34",
        url="https://example.org/a",
        language="en",
        dropped=(".", "source site-34"),
    )
    result = library.add(Imported("/texts/a.txt", data, Body.plain(TEXT), "text", b"raw"), tags=["#econ"])
    again = Library(library.root).article(result.article.id)
    assert result.status == "added"
    assert again == result.article
    assert (again.title, again.authors, again.dropped, again.tags) == (
        "Title",
        ("Ada", "Ben"),
        (".", "source site-34"),
        ("econ",),
    )
    assert again.characters == len(TEXT)
    assert again.words == 17
    assert again.digest == Body.plain(TEXT).digest


def test_a_body_comes_back_as_it_was(library: Library) -> None:
    article = added(library)
    body = Library(library.root).body(article)
    assert body == Body.plain(TEXT)


def test_a_highlight_is_kept_with_its_quote_and_context(library: Library) -> None:
    article = added(library)
    start = TEXT.index("Nobody")
    marked = library.mark(article, start, start + 6, tags=["b", "#a / c"], note="who?\x1b[2J", colour="red")
    assert (marked.quote, marked.prefix, marked.annotator) == ("Nobody", TEXT[:start], "kim")
    assert (marked.tags, marked.note, marked.colour, marked.anchor) == (("a/c", "b"), "who?", "red", "exact")
    other = Library(library.root)
    assert other.highlights_of(article) == [marked]
    assert other.highlight(marked.id) == marked
    assert other.article(article).highlights == 1


def test_marking_always_makes_a_new_highlight_and_lists_them_by_place(library: Library) -> None:
    article = added(library)
    made = [library.mark(article, start, end) for start, end in ((4, 9), (0, 3), (4, 6), (4, 9))]
    listed = library.highlights_of(article)
    assert len({highlight.id for highlight in made}) == 4
    assert [(highlight.start, highlight.end) for highlight in listed] == [(0, 3), (4, 6), (4, 9), (4, 9)]


@pytest.mark.parametrize("bounds", [(-1, 3), (3, 3), (5, 2), (0, len(TEXT) + 1)])
def test_a_range_outside_the_text_is_refused(library: Library, bounds: tuple[int, int]) -> None:
    article = added(library)
    with pytest.raises(LibraryError, match="no passage"):
        library.mark(article, *bounds)
    assert library.highlights_of(article) == []


def test_only_what_is_given_of_a_highlight_changes(library: Library) -> None:
    article = added(library)
    marked = library.mark(article, 0, 3, tags=["x"], note="note", colour="blue")
    changed = library.change(marked, note="other")
    assert (changed.note, changed.colour, changed.tags, changed.start) == ("other", "blue", ("x",), 0)
    moved = library.change(changed, end=10)
    assert (moved.quote, moved.note) == ("The bridge", "other")
    bare = library.change(moved, tags=[], note="", colour="")
    assert (bare.tags, bare.note, bare.colour, bare.quote) == ((), "", "", "The bridge")


def test_tags_changed_from_two_places_are_both_kept(library: Library) -> None:
    article = added(library)
    seen = library.mark(article, 0, 3, tags=["x"])
    Library(library.root).change(seen, tags=["x", "y"])
    assert library.change(seen, tags=["z"]).tags == ("y", "z")


def test_deleted_highlights_are_gone(library: Library) -> None:
    article = added(library)
    one, two, three = (library.mark(article, i, i + 2) for i in range(3))
    library.delete([one, two])
    assert library.highlights_of(article) == [three]
    with pytest.raises(NotFound):
        library.change(one, note="late")
    with pytest.raises(NotFound):
        library.highlight(one.id)


def test_an_article_can_be_corrected(library: Library) -> None:
    article = added(library)
    changed = library.change_article(
        article, title="Other\x07 title", authors=["Eve"], status="done", tags=["t"], note="n", kicker="K"
    )
    assert (changed.title, changed.authors, changed.status) == ("Other title", ("Eve",), "done")
    assert (changed.tags, changed.note, changed.kicker, changed.site) == (("t",), "n", "K", "site-1")
    assert Library(library.root).article(article) == changed
    for wrong in ({"status": "later"}, {"title": " "}, {"tags": ["a,b"]}):
        with pytest.raises(LibraryError):
            library.change_article(article, **wrong)


def test_the_reading_place_is_kept_and_the_last_read_is_known(library: Library) -> None:
    one, two = added(library, "One text."), added(library, "Two texts.", title="Two")
    assert library.last_read() is None
    library.place(one, 4, 0.5)
    library.place(two, 1, 2.0)
    library.place(two, 1, 0.25)
    again = Library(library.root)
    assert (again.article(one).position, again.article(one).progress) == (4, 0.5)
    assert again.article(two).progress == 0.25
    assert again.article(one).read
    last = again.last_read()
    assert last is not None
    assert last.id == two
    assert [article.id for article in again.page(order="progress")] == [one, two]


def test_the_list_is_in_order_and_in_pages(library: Library) -> None:
    made = [added(library, f"Text {i} " + "word " * i, title=title) for i, title in enumerate("bCaÄ")]
    assert [article.id for article in library.page()] == made[::-1]
    assert [article.title for article in library.page(order="title")] == ["Ä", "a", "b", "C"]
    assert [article.title for article in library.page(order="words", limit=2)] == ["Ä", "a"]
    assert [article.id for article in library.page(offset=1, limit=2)] == made[2:0:-1]
    library.mark(made[1], 0, 2)
    assert library.page(order="highlights")[0].id == made[1]
    assert library.count() == 4
    with pytest.raises(LibraryError, match="order"):
        library.page(order="colour")


def test_queries_choose_articles_and_highlights(library: Library) -> None:
    one, two = added(library), added(library, "Another text.", title="Second")
    claim = library.mark(one, 0, 10, tags=["claim/unsourced"])
    near = library.mark(one, 4, 12, tags=["evidence"], note="measured")
    library.change_article(two, status="done", tags=["claim"])
    library.mark(two, 0, 7)

    def articles(query: str) -> list[int]:
        found = [article.id for article in library.page(parse(query))]
        assert library.count(parse(query)) == len(found)
        return found

    assert articles("#claim") == [two, one]
    assert articles("#claim status:inbox") == [one]
    assert articles("-#evidence") == [two]
    assert articles("second or note:MEASURED") == [two, one]
    assert articles("words:<5") == [two]
    assert articles("added:1d site:site-1") == [two, one]
    assert articles("#evidence overlaps #claim") == [one]
    assert articles("by:kim title:bridge") == [one]
    assert articles("has:orphan") == []
    assert list(library.highlights(parse("#claim"))) == [claim]
    assert list(library.highlights(parse("#evidence within:1p #claim"))) == [near]
    assert list(library.highlights(parse("has:note"))) == [near]
    assert list(library.highlights(parse("colour:green"))) == [near]  # the colour of its tag
    assert [highlight.article for highlight in library.highlights()] == [two, one, one]


def test_ids_are_found_by_their_end(library: Library) -> None:
    article = added(library)
    for written in (show_id(article), show_id(article).upper(), short_id(article), show_id(article)[-4:]):
        assert library.find(written) == article
    for wrong in ("zzzz", show_id(article)[-3:], "", show_id(1), "ääää"):
        with pytest.raises(NotFound):
            library.find(wrong)


def test_the_last_article_is_the_one_read_last_or_the_one_added_last(library: Library) -> None:
    with pytest.raises(NotFound):
        library.find("last")
    first, second = added(library), added(library, "Another text.", title="Second")
    assert library.find("last") == second
    library.place(first, 0, 0)
    assert library.find("last") == first


def test_a_new_library_has_the_starting_tags_and_a_codebook_can_be_set(library: Library) -> None:
    assert library.codebook.tags == STARTING_TAGS
    book = Codebook((Tag("b", "2", "red", "A b."), Tag("claim", "1"), Tag("a/c")))
    library.set_codebook(book)
    other = Library(library.root)
    assert other.codebook == book
    other.set_codebook(Codebook((Tag("a/c"), Tag("b", "3"))))
    assert library.codebook == Codebook((Tag("a/c"), Tag("b", "3")))
    for wrong in (
        (Tag("a"), Tag("#a")),
        (Tag("a", "1"), Tag("b", "1")),
        (Tag("a", "x"),),
        (Tag("a", "", "pink"),),
    ):
        with pytest.raises(LibraryError):
            library.set_codebook(Codebook(wrong))


def test_tags_are_counted_and_the_last_used_come_first(library: Library) -> None:
    article = added(library)
    library.mark(article, 0, 3, tags=["claim", "mine"])
    library.mark(article, 4, 6, tags=["claim"])
    library.mark(article, 4, 6, tags=["other"])
    counts = library.tag_counts()
    assert (counts["claim"], counts["mine"], counts["other"], counts["context"]) == (2, 1, 1, 0)
    assert library.recent_tags() == ["other", "claim", "mine"]


def test_a_view_holds_all_of_an_article(library: Library) -> None:
    article = added(library)
    marked = library.mark(article, 0, 3)
    view = library.view(article)
    assert (view.article, view.body, view.highlights, view.codebook) == (
        library.article(article),
        Body.plain(TEXT),
        (marked,),
        library.codebook,
    )


def test_changes_are_announced(library: Library) -> None:
    heard: list[Change] = []
    library.subscribe(heard.append)
    article = added(library)
    marked = library.mark(article, 0, 3)
    library.place(article, 1, 0.1)
    library.delete([marked])
    library.trash(article)
    library.set_codebook(Codebook())
    assert heard == [
        Change(article, "added"),
        Change(article, "highlight"),
        Change(article, "article"),
        Change(article, "highlight"),
        Change(article, "removed"),
        Change(0, "codebook"),
    ]


def test_what_a_source_could_not_read_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="It is binary"):
        library.add(Imported("/x", error="It is binary.\x1b"))
    with pytest.raises(LibraryError, match="no text"):
        library.add(imported("  \n"))
    with pytest.raises(LibraryError, match="surrogates"):
        library.add(imported("a \ud800 b"))
    assert library.count() == 0


def test_folders_and_files_are_private(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        with Library(tmp_path / "library") as library:
            article = added(library)
            library.mark(article, 0, 3)
            library.page()
            library.undo()
    finally:
        os.umask(mask)
    modes = {}
    for folder, _, files in os.walk(library.root):
        modes[folder] = stat.S_IMODE(os.stat(folder).st_mode)
        for name in files:
            path = f"{folder}/{name}"
            modes[path] = stat.S_IMODE(os.stat(path).st_mode)
    assert len(modes) > 15
    assert {
        path for path, mode in modes.items() if mode != (0o700 if os.path.isdir(path) else 0o600)
    } == set()


def test_a_place_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(LibraryError, match="something else is there"):
        Library(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_link_in_the_place_of_a_folder_is_named(library: Library, tmp_path: Path) -> None:
    library.close()
    (library.root / "texts").rename(tmp_path / "elsewhere")
    (library.root / "texts").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LibraryError, match="/texts is a link; links inside a library are not followed"):
        Library(library.root)


@pytest.mark.parametrize("number", [0, -1, 1, 1 << 62, 1 << 63, 1 << 80])
def test_numbers_that_are_no_ids_are_not_found(library: Library, number: int) -> None:
    added(library)
    with pytest.raises(NotFound):
        library.article(number)
    with pytest.raises(NotFound):
        library.highlight(number)


def test_what_marking_returns_is_what_is_kept(library: Library) -> None:
    article = added(library, "Ein “Satz” – mit e\u0301, 漢字 und 👩‍🚀.\n\nNoch einer.")
    for tags, note, colour in ((["b", "a/x", "#b"], " two\tlines \nof it", "red"), ([], "", "")):
        made = library.mark(article, 4, 30, tags=tags, note=note, colour=colour)
        with Library(library.root) as again:
            assert again.highlight(made.id) == made == library.highlight(made.id)


def test_a_note_that_two_write_at_once_keeps_the_words_of_both(library: Library) -> None:
    seen = library.mark(added(library), 0, 10, note="One.\nTwo.")
    with Library(library.root) as other:
        other.change(other.highlight(seen.id), note="One.\nTwo.\nTheirs.")
        assert library.change(seen, note="One, mine.\nTwo.").note == "One, mine.\nTwo.\nTheirs."
        new = library.mark(seen.article, 0, 3)
        other.change(other.highlight(new.id), note="theirs")
        assert library.change(new, note="mine").note == "theirs\n\nmine"
        library.undo()
        assert library.highlight(new.id).note == "theirs"
