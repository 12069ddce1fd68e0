"""The same text twice is one article; a changed source updates it and its highlights follow their quotes."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reader.library import Library, LibraryError, ShardDamaged
from reader.model import Body, Imported, Metadata
from reader.text.body import Block, Blocks, Mark, Marks
from tests.library.helpers import TEXT, added, imported

if TYPE_CHECKING:
    from pathlib import Path


def files(root: Path) -> dict[str, bytes]:
    """Every file of a library but its own notes."""
    return {
        str(path): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".reader" not in path.parts
    }


def test_the_same_text_twice_is_one_article_and_nothing_is_written(library: Library) -> None:
    first = library.add(imported())
    before = files(library.root)
    again = library.add(imported(title="Other", origin="/elsewhere.txt"), tags=["x"])
    assert (again.status, again.article) == ("known", first.article)
    assert files(library.root) == before
    assert library.count() == 1


@pytest.mark.parametrize("state", ["missing", "corrupt", "folder in the way"])
def test_the_same_text_is_known_whatever_became_of_the_index(library: Library, state: str) -> None:
    added(library)
    library.close()
    cache = library.root / ".reader" / "cache"
    for path in cache.iterdir():
        path.unlink()
    if state == "corrupt":
        (cache / "index.sqlite").write_bytes(b"garbage" * 1000)
    elif state == "folder in the way":
        (cache / "index.sqlite").mkdir()
    with Library(library.root) as again:
        assert again.add(imported()).status == "known"
        assert again.count() == 1


def test_a_text_in_the_trash_comes_back_when_it_is_added(library: Library) -> None:
    article = added(library)
    library.mark(article, 0, 3)
    library.trash(article)
    again = library.add(imported())
    assert (again.status, again.article.id, again.article.highlights) == ("added", article, 1)
    library.undo()
    assert library.count() == 0


def test_a_changed_source_updates_its_article(library: Library) -> None:
    first = library.add(imported()).article
    library.change_article(first.id, status="done", site="corrected", note="n")
    library.place(first.id, TEXT.index("Nobody"), 0.5)
    text = "New start.\n\n" + TEXT
    result = library.add(imported(text, title="Title"), tags=["ignored"])
    now = library.article(first.id)
    assert (result.status, result.article) == ("updated", now)
    assert (now.title, now.site, now.status, now.note) == ("Title", "corrected", "done", "n")
    assert (now.position, now.characters, now.tags) == (text.index("Nobody"), len(text), ())
    assert library.body(first.id).text == text
    assert library.count() == 1
    assert sorted(path.suffix for path in (library.root / "texts").rglob("*.txt")) == [".txt", ".txt"]
    library.undo()
    assert library.body(first.id).text == TEXT
    assert library.article(first.id).title == "A bridge"


def test_standard_input_is_no_origin_to_update(library: Library) -> None:
    one = library.add(imported("One.", origin="-"))
    two = library.add(imported("Two.", origin="-"))
    assert (two.status, one.article.id != two.article.id) == ("added", True)


OLD = "One claim stands here. The word. Another claim stands there. The word. An end."


@pytest.mark.parametrize(
    ("quote", "occurrence", "new", "anchor", "now"),
    [
        ("One claim", 0, OLD.replace("An end", "The end"), "exact", "One claim"),
        ("Another claim", 0, "Before. " + OLD, "moved", "Another claim"),
        ("Another claim", 0, OLD.replace("Another", "That"), "orphan", None),
        ("claim", 0, OLD + " More.", "exact", "claim"),
        ("The word", 1, "Before. " + OLD, "moved", "The word"),  # twice, but once with what stands around it
        ("The word", 1, "The word. The word. The word. " * 4, "ambiguous", None),
        ("Another claim", 0, OLD + " Another claim again.", "exact", "Another claim"),
        ("Another claim", 0, "Another claim. " + OLD.replace("stands", "is"), "moved", "Another claim"),
        ("One claim stands", 0, OLD.replace("stands here", "stood here"), "changed", "One claim stood"),
    ],
)
def test_a_highlight_follows_its_quote_or_loses_its_place(  # noqa: PLR0917
    library: Library, quote: str, occurrence: int, new: str, anchor: str, now: str | None
) -> None:
    article = added(library, OLD)
    start = -1
    for _ in range(occurrence + 1):
        start = OLD.index(quote, start + 1)
    marked = library.mark(article, start, start + len(quote), note="kept")
    library.add(imported(new, origin="/texts/A bridge.txt"))
    (found,) = library.highlights_of(article)
    assert (found.id, found.anchor, found.note) == (marked.id, anchor, "kept")
    assert found.quote == (now or quote)
    if now is not None:
        assert new[found.start : found.end] == now


def test_offsets_into_a_text_that_was_updated_meanwhile_are_refused(library: Library) -> None:
    article = added(library, OLD)
    marked = library.mark(article, 0, 3)
    assert library.body(article).text == OLD
    Library(library.root).add(imported("Before. " + OLD, origin="/texts/A bridge.txt"))
    with pytest.raises(LibraryError, match="open it again"):
        library.mark(article, 4, 9)
    with pytest.raises(LibraryError, match="open it again"):
        library.change(marked, end=9)
    assert library.change(marked, note="n").quote == "One"
    library.body(article)
    assert library.mark(article, 8, 11).quote == "One"


def test_an_orphan_finds_its_place_again_when_the_text_returns(library: Library) -> None:
    article = added(library, OLD)
    library.mark(article, 0, 9)
    library.add(imported("Nothing of it.", origin="/texts/A bridge.txt"))
    assert library.highlights_of(article)[0].anchor == "orphan"
    library.add(imported(OLD + " And more.", origin="/texts/A bridge.txt"))
    assert library.highlights_of(article)[0].anchor == "exact"


def test_a_body_with_blocks_and_marks_comes_back_whole(library: Library) -> None:
    text = "Head\n\nSome bold link.\nrow\ta\n\ncode\n  more"
    blocks = Blocks(
        [
            Block("heading", 0, 4, 2),
            Block("item", 6, 21, 1, "•"),
            Block("row", 22, 27),
            Block("code", 29, 40, 0, "python", "> -"),
        ]
    )
    marks = Marks([Mark("strong", 11, 15), Mark("link", 16, 20, "https://example.org/ü")])
    body = Body(text, blocks, marks)
    article = library.add(Imported("/a.md", Metadata("T"), body, "markdown", b"# source")).article
    assert Library(library.root).body(article.id) == body
    kept = sorted(path.name[32:] for path in (library.root / "texts").rglob("*") if path.is_file())
    assert kept == [".marks.json", ".md", ".txt"]
    assert next((library.root / "texts").rglob("*.md")).read_bytes() == b"# source"


def test_what_was_kept_before_lists_stood_in_quotes_reads_as_it_did(library: Library) -> None:
    blocks = [Block("item", 0, 3, 1, "•"), Block("quote", 5, 8, 2), Block("code", 10, 11, 1)]
    body = Body("One\n\nTwo\n\n3", Blocks(blocks), Marks())
    article = library.add(Imported("/a.md", Metadata("T"), body, "markdown")).article
    path = next((library.root / "texts").rglob("*.marks.json"))
    columns = json.loads(path.read_bytes())
    del columns["blocks"]["withins"]
    path.write_text(json.dumps(columns))
    assert Library(library.root).body(article.id) == body


@pytest.mark.parametrize("origin", ["/a.txt", "/a", "/a.json", "/a.t x", "/a.../", "-"])
def test_a_source_never_takes_the_place_of_the_text(library: Library, origin: str) -> None:
    article = library.add(Imported(origin, Metadata("T"), Body.plain(TEXT), raw=b"raw bytes")).article
    assert next((library.root / "texts").rglob("*.src")).read_bytes() == b"raw bytes"
    assert Library(library.root).body(article.id).text == TEXT


def test_a_text_changed_outside_is_refused_and_mended_by_adding_it_again(library: Library) -> None:
    article = added(library)
    path = next((library.root / "texts").rglob("*.txt"))
    path.write_text(TEXT.replace("bridge", "BRIDGE"))
    with pytest.raises(ShardDamaged, match="changed outside"):
        Library(library.root).body(article)
    path.unlink()
    with pytest.raises(ShardDamaged, match="missing"):
        Library(library.root).body(article)


@pytest.mark.parametrize("junk", [b"", b"{}", b"[1]", b'{"blocks":{"starts":[0],"ends":[9999]}}', b"\0"])
def test_a_text_opens_without_its_blocks(library: Library, junk: bytes) -> None:
    article = added(library)
    next((library.root / "texts").rglob("*.marks.json")).write_bytes(junk)
    assert Library(library.root).body(article) == Body.plain(TEXT)


def test_control_characters_and_surrogates_do_not_enter(library: Library) -> None:
    data = Metadata(
        "\x1b]0;evil\x07Title\nwith line", authors=("A\ud800b", "\x00"), site="s\x9b31m", dropped=("\x07",)
    )
    source = replace(imported(), metadata=data, origin="/tmp/\udcff\x1b[2Jname.txt", body=Body.plain(TEXT))
    article = library.add(source, tags=["a\x07b"]).article
    for value in (
        article.title,
        *article.authors,
        article.site,
        article.origin,
        *article.tags,
        *article.dropped,
    ):
        assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in value)
    assert article.title.startswith("Title")
    assert article.authors == ("A\ufffdb",)
    for wrong in ("", " # ", "a,b", "/", "x" * 300):
        with pytest.raises(LibraryError):
            library.mark(article.id, 0, 3, tags=[wrong])
    assert library.highlights_of(article.id) == []


def test_an_article_without_a_title_takes_its_first_line(library: Library) -> None:
    assert added(library, title="") > 0
    assert library.page()[0].title == "The bridge was closed."


def test_a_link_in_place_of_the_texts_folder_is_refused(library: Library, tmp_path: Path) -> None:
    (library.root / "texts").rmdir()
    (tmp_path / "outside").mkdir()
    os.symlink(tmp_path / "outside", library.root / "texts")
    with pytest.raises(LibraryError):
        Library(library.root).add(imported())
    assert list((tmp_path / "outside").iterdir()) == []


def test_adding_a_known_text_brings_its_lost_file_back(library: Library, tmp_path: Path) -> None:
    added = library.add(imported("One two.", origin="/a.txt"))
    for path in (library.root / "texts").rglob("*.txt"):
        path.unlink()
    with Library(library.root, annotator="me") as again:
        assert again.add(imported("One two.", origin="/a.txt")).status == "known"
        assert again.body(added.article.id).text == "One two."
