"""One article's file through TinyDB, and beside stock TinyDB, editors and other machines."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB, operations, where

from reader.library import LibraryError, ShardDamaged, StoreReadOnly
from reader.library.disk import codec, migrations
from reader.library.disk.files import Disk
from reader.library.disk.newfiles import NewFiles
from reader.library.disk.shard import OwnDocument
from reader.library.disk.store import Store

if TYPE_CHECKING:
    from reader.library.disk.merge import Documents
    from reader.library.disk.shard import ArticleDB

ARTICLE = 912_770_666_812_307_451


def opened(root: Path) -> ArticleDB:
    """Open the article of a library as a process of its own would."""
    return Store(str(root)).database(ARTICLE)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A library with one article of eleven documents."""
    store = Store(str(tmp_path / "library"))
    stamp = {"*": store.clock.stamp()}
    docs: Documents = {"1": {"kind": "article", "title": "T", "tags": ["x"], "v": 1, "t": stamp}}
    for number in range(10):
        docs[str(100 + number)] = {"kind": "hl", "quote": "q" * number + ' é\n"', "tags": ["y"], "t": stamp}
    new = NewFiles()
    store.create(ARTICLE, docs, new)
    new.settle()
    return tmp_path / "library"


@pytest.fixture
def path(root: Path) -> Path:
    return Path(Store(str(root)).path(ARTICLE))


def quarantined(root: Path) -> list[bytes]:
    return [file.read_bytes() for file in (root / ".reader" / "quarantine").iterdir()]


def test_tinydb_works_on_it_and_stock_tinydb_reads_it(root: Path, path: Path) -> None:
    db = opened(root)
    ids = db.insert_multiple([{"kind": "hl", "quote": f"q{i} ünï", "tags": ["b", "a"]} for i in range(5)])
    db.update({"note": "hi"}, doc_ids=[ids[2]])
    db.update(operations.set("quote", "q3!"), where("quote").matches("q3"))
    db.remove(doc_ids=[ids[0]])
    db.upsert({"kind": "hl", "quote": "up"}, where("quote") == "none such")
    db.insert(OwnDocument({"kind": "hl", "quote": "numbered"}, 77))
    assert db.get(doc_id=ids[0]) is None
    kept = db.get(doc_id=ids[2])
    assert kept is not None
    assert (kept["note"], kept["tags"]) == ("hi", ["a", "b"])
    assert (db.count(where("kind") == "hl"), len(db)) == (16, 17)
    assert len(db.search(where("tags").any(["a"]))) == 4

    with TinyDB(str(path)) as stock:
        seen = {document.doc_id: document for document in stock.all()}
        assert seen[ids[2]]["note"] == "hi"
        assert seen[ids[3]]["quote"].endswith("!")
        assert "~" in seen[ids[0]]["t"]
        assert seen[77]["quote"] == "numbered"


def test_a_returned_document_does_not_reach_the_store(root: Path) -> None:
    db = opened(root)
    document = db.get(doc_id=1)
    assert document is not None
    document["tags"].append("leak")
    again = db.get(doc_id=1)
    assert again is not None
    assert again["tags"] == ["x"]


def test_an_updater_that_fails_changes_nothing(root: Path, path: Path) -> None:
    db, before = opened(root), path.read_bytes()

    def fail(document: Any) -> None:
        document["tags"].append("half")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        db.update(fail, doc_ids=[1])
    assert path.read_bytes() == before
    assert opened(root).all() == db.all()


@pytest.mark.parametrize("value", [object(), "\ud800", {1, 2}, 1 << 70])
def test_a_value_that_is_not_json_touches_nothing(root: Path, path: Path, value: object) -> None:
    db, before = opened(root), path.read_bytes()
    with pytest.raises(TypeError):
        db.insert({"x": value})
    with pytest.raises(TypeError):
        db.insert_multiple([{"a": 1}, {"x": value}])
    assert path.read_bytes() == before
    assert len(db) == 11


def test_one_change_is_appended_and_nothing_before_the_tail_is_touched(root: Path, path: Path) -> None:
    before = path.read_bytes()
    inode = path.stat().st_ino
    opened(root).update({"note": "n"}, doc_ids=[100])
    after = path.read_bytes()
    assert path.stat().st_ino == inode
    assert after.startswith(before[: -len(codec.TAIL)])
    assert after[len(before) - len(codec.TAIL) :].startswith(b',"100": {')
    assert codec.parse(after).lines == 12


def test_an_update_that_changes_nothing_writes_nothing(root: Path, path: Path) -> None:
    before = path.read_bytes()
    opened(root).update({"tags": ["x"]}, doc_ids=[1])
    assert path.read_bytes() == before


def test_superseded_lines_are_dropped_in_the_end(root: Path, path: Path) -> None:
    db = opened(root)
    for number in range(300):
        db.update({"position": number + 1}, doc_ids=[1])
    assert codec.parse(path.read_bytes()).lines < 270
    db.documents.file.compact()
    parsed = codec.parse(path.read_bytes())
    assert (parsed.lines, parsed.docs["1"]["position"]) == (11, 300)


def test_a_torn_tail_costs_nothing_that_was_acknowledged(root: Path, path: Path) -> None:
    opened(root).insert({"kind": "hl", "quote": "kept"})
    whole = path.read_bytes()
    path.write_bytes(whole[:-2] + b',"5": {"kind":"h')
    db = opened(root)
    assert len(db) == 12
    db.insert({"kind": "hl", "quote": "after"})
    assert codec.parse(path.read_bytes()).quality == "clean"
    assert len(opened(root)) == 13


def test_a_damaged_file_is_kept_aside_before_it_is_written_anew(root: Path, path: Path) -> None:
    raw = path.read_bytes()
    bad = raw[: len(raw) // 2] + b"\0" * 64 + raw[len(raw) // 2 :]
    path.write_bytes(bad)
    db = opened(root)
    assert len(db) == 10
    assert path.read_bytes() == bad
    db.insert({"kind": "hl", "quote": "after"})
    assert quarantined(root) == [bad]
    assert len(opened(root)) == 11


@pytest.mark.parametrize("junk", [b"", b"\0" * 4096, b"<html>502</html>", b"[1,2,3]", b"null"])
def test_a_file_without_a_document_is_refused_and_stays(root: Path, path: Path, junk: bytes) -> None:
    path.write_bytes(junk)
    with pytest.raises(ShardDamaged, match="damaged"):
        opened(root)
    assert path.read_bytes() == junk


@pytest.mark.parametrize("junk", [b"", b"\0" * 4096, b"[]"])
def test_a_file_that_is_ruined_while_it_is_open_is_refused_too(root: Path, path: Path, junk: bytes) -> None:
    db = opened(root)
    path.write_bytes(junk)
    with pytest.raises(ShardDamaged):
        db.insert({"kind": "hl"})
    assert path.read_bytes() == junk


def test_what_stock_tinydb_writes_is_seen_and_its_tables_are_kept(root: Path, path: Path) -> None:
    db = opened(root)
    with TinyDB(str(path)) as stock:
        stock.insert({"kind": "hl", "quote": "stock"})
        stock.table("mine").insert({"x": 1})
    assert db.get(where("quote") == "stock") is not None
    db.insert({"kind": "hl", "quote": "ours"})
    db.insert({"kind": "hl", "quote": "ours again"})
    with TinyDB(str(path)) as stock:
        assert len(stock) == 14
        assert stock.table("mine").all() == [{"x": 1}]
    assert codec.parse(path.read_bytes()).appendable


def test_only_the_default_table_is_served(root: Path) -> None:
    with pytest.raises(ValueError, match="one table"):
        opened(root).table("mine")


def test_a_file_of_a_newer_version_is_only_read(root: Path, path: Path) -> None:
    raw = path.read_bytes().replace(b'"v":1', b'"v":99')
    path.write_bytes(raw)
    db = opened(root)
    assert len(db) == 11
    with pytest.raises(StoreReadOnly, match="newer version"):
        db.insert({"kind": "hl"})
    db.documents.file.compact()
    assert path.read_bytes() == raw


@pytest.fixture
def old_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration from version 0, in which a note was a comment."""

    def note(docs: Documents) -> Documents:
        return {
            key: {("note" if name == "comment" else name): value for name, value in document.items()}
            for key, document in docs.items()
        }

    monkeypatch.setitem(migrations.MIGRATIONS, 0, note)


@pytest.mark.usefixtures("old_version")
def test_an_old_file_is_migrated_in_memory_and_with_the_next_save_on_disk(root: Path, path: Path) -> None:
    raw = path.read_bytes().replace(b'"v":1', b'"v":0')
    path.write_bytes(raw.replace(b'"kind":"hl"', b'"comment":"old","kind":"hl"'))
    before = path.read_bytes()
    db = opened(root)
    notes = [document["note"] for document in db if document.doc_id != 1]
    assert notes == ["old"] * 10
    assert path.read_bytes() == before
    db.insert({"kind": "hl", "note": "new"})
    on_disk = json.loads(path.read_bytes())["_default"]
    assert on_disk["1"]["v"] == 1
    assert not any("comment" in document for document in on_disk.values())


def test_links_are_not_followed(root: Path, path: Path) -> None:
    elsewhere = root.parent / "elsewhere.json"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with pytest.raises(LibraryError, match="link"):
        opened(root)
    path.unlink()
    os.rename(path.parent, root.parent / "folder")
    path.parent.symlink_to(root.parent / "folder")
    elsewhere.rename(root.parent / "folder" / path.name)
    with pytest.raises(LibraryError):
        opened(root)
    assert (root.parent / "folder" / path.name).read_bytes() == before


def test_a_pipe_in_place_of_a_file_does_not_hang(root: Path, path: Path) -> None:
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(LibraryError, match="not a file"):
        opened(root)


def test_an_open_file_that_becomes_a_link_is_not_written_through(root: Path, path: Path) -> None:
    db = opened(root)
    elsewhere = root.parent / "elsewhere.json"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with pytest.raises(LibraryError):
        db.insert({"kind": "hl"})
    assert elsewhere.read_bytes() == before


def test_a_change_of_the_same_size_right_after_a_save_is_seen(
    root: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = opened(root)
    number = db.insert({"kind": "hl", "quote": "first"})
    with monkeypatch.context() as patch:  # a save after which the file is not read again needlessly

        def refuse(disk: Disk, fd: int) -> bytes:
            raise AssertionError("read again")

        patch.setattr(Disk, "read_all", refuse)
        assert db.get(doc_id=number)["quote"] == "first"
    status = path.stat()
    with path.open("r+b") as file:  # what another program may do within the same tick of the system's clock
        raw = file.read()
        file.seek(0)
        file.write(raw.replace(b"first", b"other"))
    assert path.stat().st_size == status.st_size
    assert db.get(doc_id=number)["quote"] == "other"


def test_without_a_time_of_its_own_a_file_just_saved_is_read_again(
    root: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(disk: Disk, fd: int, nanoseconds: int) -> None:
        raise PermissionError("not the owner")

    reads: list[int] = []

    def counted(disk: Disk, fd: int, read: Any = Disk.read_all) -> bytes:
        reads.append(fd)
        raw: bytes = read(disk, fd)
        return raw

    monkeypatch.setattr(Disk, "set_time", refuse)
    db = opened(root)
    number = db.insert({"kind": "hl", "quote": "first"})
    monkeypatch.setattr(Disk, "read_all", counted)
    assert db.get(doc_id=number)["quote"] == "first"
    assert reads
