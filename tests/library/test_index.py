"""The index may be deleted, ruined or refused at any time; it costs neither a save nor an open."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB

from reader.library import Library, LibraryError, NotFound, ShardDamaged, StoreReadOnly, show_id
from reader.library.index import catalogue
from reader.library.index.index import CHANGED, Index
from reader.text.query import parse
from tests.library.helpers import added, imported

if TYPE_CHECKING:
    from pathlib import Path


def index_of(library: Library) -> Path:
    return library.root / ".reader" / "cache" / "index.sqlite"


def file_of(library: Library, article: int) -> Path:
    return next((library.root / "articles").rglob(f"{show_id(article)}.json"))


def answers(library: Library) -> tuple[Any, ...]:
    return (library.page(), library.count(), library.tag_counts(), library.recent_tags(), library.last_read())


@pytest.fixture
def filled(library: Library) -> Library:
    """A library of three articles, one of them in the trash, with highlights and tags."""
    one, two, three = (added(library, f"Text {name}.", title=name) for name in ("one", "two", "three"))
    library.mark(one, 0, 4, tags=["a"])
    library.mark(two, 0, 4, tags=["b", "a/c"])
    library.mark(three, 0, 4, tags=["gone"])
    library.trash(three)
    library.place(one, 2, 0.5)
    answers(library)
    return library


@pytest.mark.parametrize("junk", [None, b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\0" * 5000])
def test_it_is_made_anew(filled: Library, junk: bytes | None) -> None:
    want = answers(filled)
    filled.close()
    for path in index_of(filled).parent.iterdir():
        path.unlink()
    if junk is not None:
        index_of(filled).write_bytes(junk)
    with Library(filled.root) as again:
        assert answers(again) == want
    with sqlite3.connect(index_of(filled)) as rows:
        assert rows.execute("SELECT count(*) FROM article").fetchone() == (3,)


def test_one_of_another_schema_is_made_anew(filled: Library) -> None:
    want = answers(filled)
    filled.close()
    with sqlite3.connect(index_of(filled)) as rows:
        rows.execute("DROP TABLE tag")
        rows.execute("ALTER TABLE article RENAME TO old")
        rows.execute("PRAGMA user_version = 77")
    assert answers(Library(filled.root)) == want


def test_one_that_is_deleted_under_an_open_library_is_made_anew(filled: Library) -> None:
    want = answers(filled)
    for path in index_of(filled).parent.iterdir():
        path.unlink()
    assert answers(filled) == want
    assert index_of(filled).exists()


def test_a_folder_that_was_away_for_a_while_is_read_again(filled: Library, tmp_path: Path) -> None:
    """As on a disk that is taken off while the program runs, and put back: with its old times."""
    want, articles = answers(filled), filled.root / "articles"
    filled.close()
    for folder in articles.iterdir():
        os.utime(folder, (1_600_000_000, 1_600_000_000))
    with Library(filled.root) as running:
        running.poll()
        assert answers(running) == want
        articles.rename(tmp_path / "away")
        running.poll()
        assert running.count() == 0
        assert running.poll() == []
        (tmp_path / "away").rename(articles)
        running.poll()
        assert answers(running) == want
    with Library(filled.root) as again:
        assert answers(again) == want


def test_without_one_the_files_are_read(filled: Library, tmp_path: Path) -> None:
    want = answers(filled)
    (tmp_path / "file").write_text("not a folder")
    with Library(filled.root, cache=tmp_path / "file") as other:
        assert answers(other) == want
        marked = other.mark(want[0][0].id, 0, 2, tags=["new"])
        assert other.tag_counts()["new"] == 1
        assert filled.highlight(marked.id) == marked
        filled.delete([marked])
        assert other.tag_counts().get("new") is None


@pytest.mark.parametrize("name", ["put", "set_buckets", "state_of", "change", "count"])
@pytest.mark.parametrize("words", ["database or disk is full", "attempt to write a readonly database"])
def test_a_failure_inside_it_is_made_up_for(
    filled: Library, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    want = answers(filled)
    original = getattr(Index, name)

    def fail(self: Index, *given: object) -> object:
        if self.path != ":memory:":
            raise sqlite3.OperationalError(words)
        return original(self, *given)

    monkeypatch.setattr(Index, name, fail)
    filled.mark(want[0][0].id, 0, 2, tags=["kept"])
    assert filled.tag_counts()["kept"] == 1
    assert filled.count() == 2
    filled.poll()
    assert filled.add(imported("Text one.")).status == "known"


def test_damage_inside_it_is_mended(filled: Library) -> None:
    want = answers(filled)
    filled.close()
    data = bytearray(index_of(filled).read_bytes())
    for start in range(4096, len(data), 512):
        data[start : start + 64] = b"\xff" * 64
    index_of(filled).write_bytes(bytes(data))
    assert answers(Library(filled.root)) == want


def test_what_a_crash_left_unindexed_is_found(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    article = filled.page()[0].id
    monkeypatch.setattr(catalogue.Catalogue, "_check", lambda self, index: None)
    filled.mark(article, 0, 2, tags=["late"])
    noted = filled.root / ".reader" / "dirty"
    assert len(list(noted.glob("*/*"))) == 1
    other = Library(filled.root)
    assert other.tag_counts()["late"] == 1
    assert list(noted.glob("*/*")) == []


def test_a_damaged_article_is_not_listed_but_told(filled: Library) -> None:
    one, two = (article.id for article in filled.page())
    path = file_of(filled, one)
    path.write_bytes(b"")
    with Library(filled.root) as again:
        assert [article.id for article in again.page()] == [two]
        assert again.damaged() == [one]
        with pytest.raises(ShardDamaged):
            again.article(one)
        with pytest.raises(ShardDamaged):
            again.mark(one, 0, 2)
    assert path.read_bytes() == b""


def test_an_article_whose_own_line_is_lost_is_damaged(filled: Library) -> None:
    one = filled.page()[0].id
    path = file_of(filled, one)
    raw = path.read_bytes()
    path.write_bytes(b"\n".join(line for line in raw.split(b"\n") if not line.startswith((b'"1"', b',"1"'))))
    with Library(filled.root) as again, pytest.raises(ShardDamaged, match="line of the article"):
        again.article(one)


def test_hand_edited_fields_of_wrong_kinds_become_the_default(filled: Library) -> None:
    one = filled.page()[0].id
    path = file_of(filled, one)
    path.write_text(
        '{"_default": {"1": {"kind": "article", "title": 7, "authors": "x", "status": "?",'
        ' "progress": "half", "tags": {"a": 1}, "position": -4, "note": ["n"], "words": true, "t": 3,'
        ' "v": "1"},'
        ' "9": {"kind": "hl", "start": "0", "end": 4, "tags": [1, "ok", ""], "colour": [], "quote": null,'
        ' "anchor": {}, "note": "a\\u001b[2Jb"}, "10": {"kind": "hl", "start": 5, "end": 2}, "11": {}}}'
    )
    with Library(filled.root) as again:
        article = again.article(one)
        assert (article.title, article.authors, article.status, article.progress) == (
            "untitled",
            (),
            "inbox",
            0.0,
        )
        assert (article.tags, article.position, article.note, article.words) == ((), 0, "", 0)
        found = again.highlights_of(one)
        assert [(h.anchor, h.start, h.end) for h in found] == [("orphan", 0, 0), ("exact", 0, 4)]
        assert (found[1].tags, found[1].colour, found[1].note) == (("ok",), "", "ab")
        assert [listed.title for listed in again.page(order="title")] == ["one", "untitled"]
        assert again.change_article(one, title="Mended").title == "Mended"


def test_a_library_that_may_only_be_read_is_read(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system refuses every write, as on a disk that is mounted read-only."""
    want = answers(filled)
    filled.close()
    real_open, real_mkdir = os.open, os.mkdir

    def refuse(path: Any, flags: int, mode: int = 0o777, **rest: Any) -> int:
        if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
            raise OSError(30, os.strerror(30), path)
        return real_open(path, flags, mode, **rest)

    def refuse_folder(path: Any, mode: int = 0o777, **rest: Any) -> None:
        if os.path.isdir(path):
            return real_mkdir(path, mode, **rest)
        raise OSError(30, os.strerror(30), path)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "mkdir", refuse_folder)
    with Library(filled.root) as again:
        assert answers(again) == want
        one = want[0][0].id
        assert again.body(one).text
        for write in (lambda: again.mark(one, 0, 2), lambda: again.trash(one), lambda: again.add(imported())):
            with pytest.raises(StoreReadOnly, match="Not saved"):
                write()
        assert answers(again) == want


@pytest.mark.parametrize("junk", [b"", b"\0" * 300, b"[]"])
def test_a_damaged_library_file_is_never_written_and_articles_are_still_read(
    filled: Library, junk: bytes
) -> None:
    book = filled.root / "library.json"
    book.write_bytes(junk)
    with Library(filled.root) as again:
        assert len(again.page()) == 2
        assert again.codebook.tags == ()
        with pytest.raises(LibraryError, match=r"library\.json"):
            again.mark(again.page()[0].id, 0, 2)
        with pytest.raises(LibraryError, match=r"library\.json"):
            again.set_codebook(again.codebook)
    assert book.read_bytes() == junk


def test_a_library_of_a_newer_version_is_only_read(filled: Library) -> None:
    book = filled.root / "library.json"
    book.write_bytes(book.read_bytes().replace(b'"writer":1', b'"writer":2'))
    with Library(filled.root) as again:
        assert len(again.page()) == 2
        for write in (lambda: again.add(imported()), lambda: again.place(again.page()[0].id, 0, 0)):
            with pytest.raises(StoreReadOnly, match="newer version"):
                write()


def test_a_lost_library_file_starts_no_new_codebook(filled: Library) -> None:
    (filled.root / "library.json").unlink()
    with Library(filled.root) as again:
        assert again.codebook.tags == ()
        assert len(again.page()) == 2
        again.mark(again.page()[0].id, 0, 2)


def test_a_change_for_whose_note_there_is_no_room_is_seen_by_all(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library(filled.root) as other:
        other.poll()
        one = filled.page()[0].id
        real = os.open

        def full(path: Any, flags: int, *rest: Any, **named: Any) -> int:
            if "/dirty/" in str(path):
                raise OSError(28, os.strerror(28), path)
            return real(path, flags, *rest, **named)

        with monkeypatch.context() as patch:
            patch.setattr(os, "open", full)
            filled.mark(one, 0, 2, tags=["unnoted"])
        assert filled.tag_counts()["unnoted"] == 1
        assert {change.article for change in other.poll()} == {one}
        assert other.tag_counts()["unnoted"] == 1
        with Library(filled.root) as third:
            assert third.tag_counts()["unnoted"] == 1


def test_a_file_that_cannot_be_read_once_is_listed_the_next_time(
    filled: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    want = [article.id for article in filled.page()]
    real = os.open

    def fail(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if str(path).endswith(".json") and "/articles/" in str(path):
            raise OSError(5, os.strerror(5), path)
        return real(path, flags, *rest, **named)

    with Library(filled.root, cache=tmp_path / "other cache") as other:
        with monkeypatch.context() as patch:
            patch.setattr(os, "open", fail)
            assert other.page() == []
    with Library(filled.root, cache=tmp_path / "other cache") as other:
        assert [article.id for article in other.page()] == want
        assert other.damaged() == []


@pytest.fixture
def counted(library: Library) -> Library:
    """A library of two articles in whose files stock TinyDB made a highlight each, both of the id 2."""
    for name in ("one", "two"):
        article = added(library, f"Text {name}.", title=name)
        with TinyDB(file_of(library, article)) as stock:
            assert stock.insert({"kind": "hl", "start": 0, "end": 4, "tags": [name, "both"]}) == 2
    return library


def test_highlights_of_one_id_are_kept_apart_by_their_articles(counted: Library) -> None:
    assert counted.tag_counts().items() >= {"one": 1, "two": 1, "both": 2}.items()
    assert {highlight.tags for highlight in counted.highlights(parse("#both"))} == {
        ("one", "both"),
        ("two", "both"),
    }
    two, one = (article.id for article in counted.page())
    with Library(counted.root) as again:  # no file of which is open
        with pytest.raises(NotFound) as refused:
            again.highlight(2)
    assert str(refused.value) == (
        f"Several highlights have the id 0000000000002, in the articles {show_id(one)} and {show_id(two)}."
    )


def test_a_highlight_is_still_found_when_another_of_its_id_is_gone(counted: Library) -> None:
    two, one = (article.id for article in counted.page())
    counted.highlights_of(two)
    with pytest.raises(NotFound, match="Several"):
        counted.highlight(2)  # also where one file is open
    counted.trash(two)
    assert counted.highlight(2).article == one
    counted.undo()
    counted.delete(counted.highlights_of(one))
    assert counted.tag_counts().items() >= {"two": 1, "both": 1}.items()
    with Library(counted.root) as again:
        assert again.highlight(2).article == two


def test_what_changed_is_looked_up_without_reading_all_articles(filled: Library) -> None:
    plan = filled._parts.catalogue.ask(
        lambda index: index.run(f"EXPLAIN QUERY PLAN {CHANGED}", (0,)).fetchall()
    )
    assert "article_change" in str(plan)
