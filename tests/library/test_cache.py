"""Where the index stands, and that another process reads what is much: whatever fails, lists still come."""

from __future__ import annotations

import os
import sqlite3
import sys
from typing import TYPE_CHECKING

import pytest

from reader.library import Library, LibraryError, show_id
from reader.library.disk.boot import boot
from reader.library.disk.one_at_a_time import try_lock
from reader.library.index import build, builder, catalogue, upkeep
from reader.library.index.index import Index
from reader.text.query import parse
from tests.library.helpers import added, imported

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COUNT = 7


@pytest.fixture
def filled(library: Library) -> Library:
    """A library of a few articles, each with a highlight."""
    for number in range(COUNT):
        article = added(library, f"Text of number {number}.", title=f"Text {number}")
        library.mark(article, 0, 4, tags=["a"])
    library.close()
    return library


@pytest.fixture
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have another process read more than two articles, and show the two newest meanwhile."""
    for module in ("index.upkeep", "index.catalogue", "query.search", "index.fulltext"):
        monkeypatch.setattr(f"reader.library.{module}.MANY", 2)
    for size in ("BATCH", "LARGE_BATCH"):
        monkeypatch.setattr(upkeep, size, 2)
    monkeypatch.setattr(catalogue, "_SHOWN", 2)


class Waiting:
    """Somebody who waits, or does not, and hears how far it is."""

    def __init__(self, *, waits: bool = True) -> None:
        self.waits, self.heard = waits, list[tuple[int, int]]()

    def __call__(self, known: int, total: int) -> bool:
        self.heard.append((known, total))
        return self.waits


class Endless:
    """Another process that reads for ever."""

    runs_on = True

    def __init__(self, root: str, folder: str) -> None: ...

    def start(self) -> bool:
        return True

    def runs(self) -> bool:
        return self.runs_on


def index_in(cache: Path) -> list[Path]:
    return list(cache.glob("*/index.sqlite"))


# where it stands


def test_each_library_has_a_folder_of_its_own_in_the_cache(tmp_path: Path) -> None:
    cache = tmp_path / "deep" / "cache"
    one, two = (Library(tmp_path / name, cache=cache) for name in ("one", "two"))
    added(one, title="first")
    assert (one.count(), two.count()) == (1, 0)
    assert len(index_in(cache)) == 2
    assert not list((tmp_path / "one" / ".reader" / "cache").iterdir())
    one.close()
    os.rename(tmp_path / "one", tmp_path / "three")
    with Library(tmp_path / "three", cache=cache) as three, Library(tmp_path / "one", cache=cache) as again:
        assert (three.count(), again.count()) == (1, 0)
    assert len(index_in(cache)) == 4
    assert {path.stat().st_mode & 0o777 for path in index_in(cache)} == {0o600}
    assert {path.parent.stat().st_mode & 0o777 for path in index_in(cache)} == {0o700}


def a_file(path: Path) -> None:
    path.write_text("not a folder")


def a_file_above(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.symlink_to("/dev/null/none")


def a_broken_link(path: Path) -> None:
    path.symlink_to(path.parent / "nowhere" / "at all")


@pytest.mark.parametrize("spoil", [a_file, a_file_above, a_broken_link])
def test_a_cache_that_cannot_be_made_is_done_without(
    filled: Library, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(tmp_path / "cache")
    with Library(filled.root, cache=tmp_path / "cache") as other:
        assert len(other.page()) == COUNT
        marked = other.mark(other.page()[0].id, 0, 2, tags=["new"])
        assert other.tag_counts()["new"] == 1
        assert [one.title for one in (found.article for found in other.search('"number 3"'))] == ["Text 3"]
    assert filled.highlight(marked.id) == marked


def refusing(monkeypatch: pytest.MonkeyPatch, folder: Path, error: Exception) -> None:
    """Let every index in a folder fail to open with an error."""
    original = Index.__init__

    def init(self: Index, path: str) -> None:
        if path.startswith(str(folder)):
            raise error
        original(self, path)

    monkeypatch.setattr(Index, "__init__", init)


@pytest.mark.parametrize(
    "error",
    [
        PermissionError(13, "Permission denied"),
        OSError(28, "No space left on device"),
        OSError(30, "Read-only file system"),
        sqlite3.OperationalError("unable to open database file"),
        sqlite3.OperationalError("database or disk is full"),
        sqlite3.OperationalError("disk I/O error"),
        sqlite3.DatabaseError("file is not a database"),
    ],
)
@pytest.mark.parametrize("inside_too", [False, True])
def test_an_index_that_cannot_be_opened_costs_no_list_and_no_save(
    filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, inside_too: bool
) -> None:
    """First the one in the cache fails, then also the one inside the library: it is kept in memory."""
    refusing(monkeypatch, tmp_path if inside_too else tmp_path / "cache", error)
    with Library(filled.root, cache=tmp_path / "cache") as other:
        assert len(other.page()) == other.count() == COUNT
        new = added(other, "A lighthouse.", title="new")
        other.mark(new, 2, 12, tags=["b"])
        assert other.tag_counts()["b"] == 1
        assert other.page()[0].id == new
        assert [found.article.id for found in other.search("lighthouse")] == [new]
        filled.mark(new, 0, 1, tags=["c"])
        assert other.tag_counts()["c"] == 1
    assert not index_in(tmp_path / "cache")


def test_a_large_library_in_memory_is_read_piece_by_piece(
    filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few_are_many: None
) -> None:
    refusing(monkeypatch, tmp_path, PermissionError(13, "Permission denied"))
    waiting = Waiting(waits=False)
    with Library(filled.root, waiting=waiting) as other:
        assert [article.title for article in other.page(limit=2)] == ["Text 6", "Text 5"]
        assert other.unread() is not None
        for _ in range(COUNT):
            other.count()
        assert (other.count(), other.unread()) == (COUNT, None)
        new = added(other, "A lighthouse.", title="new")
        assert other.page()[0].id == new
    waiting.waits = True
    with Library(filled.root, waiting=waiting) as other:
        assert other.count() == COUNT + 1


# another process


@pytest.mark.usefixtures("few_are_many")
def test_another_process_reads_what_is_much(filled: Library, tmp_path: Path) -> None:
    waiting = Waiting()
    with Library(filled.root, cache=tmp_path / "cache", waiting=waiting) as other:
        assert len(other.page()) == COUNT
        assert other.unread() is None
        assert other.tag_counts()["a"] == COUNT
        assert {found.article.title for found in other.search("text")} == {f"Text {n}" for n in range(COUNT)}
    assert waiting.heard
    assert (index_in(tmp_path / "cache")[0].parent / "builder.lock").exists()


@pytest.mark.usefixtures("few_are_many")
def test_meanwhile_the_newest_are_known(
    filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "Builder", Endless)
    waiting = Waiting(waits=False)
    with Library(filled.root, cache=tmp_path / "cache", waiting=waiting) as other:
        newest = other.page()
        assert [article.title for article in newest] == ["Text 6", "Text 5"]
        assert other.mark(newest[0].id, 0, 2, tags=["new"]).quote == "Te"
        assert other.tag_counts()["new"] == 1
        remarks: list[str] = []
        other.search("text", remark=remarks.append)
        assert remarks and "Not all texts are read yet" in remarks[0]
        assert other.count(parse("text")) == 2
        with pytest.raises(LibraryError, match="still being read"):
            other.add(imported("Text of number 0.", origin="/elsewhere.txt"))
        other.poll()
        assert other.poll() == []
        monkeypatch.setattr(Endless, "runs_on", False)  # it ends, having read nothing: it is read here
        assert len(other.page()) > 2
        for _ in range(COUNT):
            other.count()
        assert len(other.page()) == other.count(parse("text")) == COUNT
        assert other.add(imported("Text of number 0.", origin="/elsewhere.txt")).status == "known"


@pytest.mark.usefixtures("few_are_many")
def test_one_that_cannot_be_started_is_done_without(
    filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no such program"))
    with Library(filled.root, cache=tmp_path / "cache", waiting=Waiting()) as other:
        assert len(other.page()) == COUNT


def test_only_one_reads_at_a_time(filled: Library, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with try_lock(builder.lock_path(str(folder))) as held:
        assert held
        assert builder.Builder(str(filled.root), str(folder)).runs()
        build.main(str(filled.root), str(folder))
        assert not (folder / "index.sqlite").exists()
    assert not builder.Builder(str(filled.root), str(folder)).runs()
    build.main(str(filled.root), str(folder))
    assert (folder / "index.sqlite").exists()


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("batches", [0, 1, 2, 3])
def test_one_that_is_killed_is_gone_on_with(
    filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batches: int
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    read: list[int] = []
    original = Index.put

    def put(self: Index, entries: list[object]) -> None:
        given = list(entries)
        if len(read) == batches:
            raise Killed
        read.append(len(given))
        original(self, given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Index, "put", put)
        with pytest.raises(Killed):
            build.main(str(filled.root), str(folder))
    with sqlite3.connect(folder / "index.sqlite") as rows:
        assert rows.execute("SELECT count(*) FROM article").fetchone() == (sum(read),)
    build.main(str(filled.root), str(folder))
    with sqlite3.connect(folder / "index.sqlite") as rows:
        assert rows.execute("SELECT count(*) FROM article").fetchone() == (COUNT,)
        assert rows.execute("SELECT total FROM standing").fetchone() == (0,)
    with sqlite3.connect(folder / "text.sqlite") as rows:
        assert rows.execute("SELECT count(*) FROM words WHERE words MATCH 'text'").fetchone() == (COUNT,)


# after the system fell


def in_cache(library: Library, statement: str, *given: str) -> None:
    with sqlite3.connect(library.root / ".reader" / "cache" / "index.sqlite") as rows:
        rows.execute(statement, given)
    rows.close()


def test_an_index_that_was_being_written_when_the_system_fell_is_made_anew(filled: Library) -> None:
    filled.count()
    filled.close()
    in_cache(filled, "DELETE FROM sought")
    in_cache(filled, "INSERT INTO bulk VALUES(?)", boot())
    index = Index(str(filled.root / ".reader" / "cache" / "index.sqlite"))
    assert index.count() == COUNT  # of this run of the system: somebody may be writing it now
    index.close()
    in_cache(filled, "UPDATE bulk SET boot = 'another'")
    index = Index(str(filled.root / ".reader" / "cache" / "index.sqlite"))
    assert index.count() == 0
    index.close()
    assert filled.count() == COUNT


def test_after_another_start_of_the_system_every_file_is_looked_at(filled: Library) -> None:
    """A change in place leaves the folder's time, and its note may be lost with the power."""
    for bucket in (filled.root / "articles").iterdir():
        os.utime(bucket, (10**9, 10**9))  # so long ago that they are not looked at again
    one = filled.page()[0]
    filled.close()
    path = next((filled.root / "articles").rglob(f"{show_id(one.id)}.json"))
    folder = path.parent.stat()
    raw = path.read_bytes()
    path.write_bytes(raw.replace(b'"title":"Text', b'"title":"Test'))
    assert path.parent.stat().st_mtime_ns == folder.st_mtime_ns
    with Library(filled.root) as again:
        assert again.count() == COUNT
        with sqlite3.connect(filled.root / ".reader" / "cache" / "index.sqlite") as rows:
            assert b"Test" not in rows.execute("SELECT row FROM shown WHERE id = ?", (one.id,)).fetchone()[0]
    in_cache(filled, "UPDATE standing SET checked = 'another'")
    with Library(filled.root) as again:
        assert again.count() == COUNT
        with sqlite3.connect(filled.root / ".reader" / "cache" / "index.sqlite") as rows:
            assert b"Test" in rows.execute("SELECT row FROM shown WHERE id = ?", (one.id,)).fetchone()[0]


def test_a_first_screen_looks_at_its_own_files_only(filled: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    filled.page()
    filled.close()
    looked: list[str] = []
    original = os.stat

    def counted(path: str, *given: object, **named: object) -> os.stat_result:
        if str(path).endswith(".json") and "articles" in str(path):
            looked.append(str(path))
        return original(path, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "stat", counted)
    with Library(filled.root) as again:
        assert len(again.page(limit=2)) == 2
    assert len(looked) <= 4


@pytest.mark.usefixtures("few_are_many")
def test_what_is_looked_for_while_texts_are_read_is_looked_for_again(
    filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    query, waiting = parse("number"), Waiting()
    with Library(filled.root, cache=tmp_path / "cache") as other:
        assert other.count() == COUNT  # the index is whole; nothing has been looked for
    monkeypatch.setattr(builder, "Builder", Endless)
    monkeypatch.setattr(Endless, "runs_on", True)
    waiting.waits = False
    with Library(filled.root, cache=tmp_path / "cache", waiting=waiting) as other:
        assert other.page(query, order="relevance") == []
        monkeypatch.setattr(Endless, "runs_on", False)
        assert len(other.page(query, order="relevance")) == COUNT
