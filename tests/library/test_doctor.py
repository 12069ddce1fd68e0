"""Every kind of damage is found, told with what would be done, and put right where that can be."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.library import Library, LibraryError, ShardDamaged, StoreReadOnly
from tests.library.helpers import TEXT, added, imported

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.care.findings import Finding
    from reader.model import Imported


@pytest.fixture
def marked(tmp_path: Path) -> tuple[Path, int]:
    """A library with an article of two highlights, copied as it then was, and with a third since."""
    root = tmp_path / "library"
    with Library(root, annotator="kim") as library:
        article = added(library)
        library.mark(article, 4, 10, tags=("claim",), note="why?")
    with Library(root) as library:
        library.mark(article, 11, 14, note="second")
    with Library(root) as library:
        library.mark(article, 0, 3, note="third")
        library._changes.edited.clear()  # the session ends by a crash
    return root, article


def file_of(root: Path) -> Path:
    (path,) = root.glob("articles/*/*.json")
    return path


def examined(root: Path, *, repair: bool = False, sources: bool = False) -> list[Finding]:
    def reread(path: str) -> Imported | None:
        return imported(Path(path).read_text()) if sources else None

    with Library(root) as library:
        return list(library.examine(repair=repair, reread=reread))


def notes(root: Path, article: int) -> list[str]:
    with Library(root) as library:
        return sorted(highlight.note for highlight in library.highlights_of(article))


def snapshot(root: Path) -> dict[str, bytes]:
    """What the truth is: every file but the index."""
    return {
        str(path): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not {"cache", "dirty", "locks"} & set(path.parts)
    }


def quarantined(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((root / ".reader/quarantine").iterdir())]


def test_a_healthy_library_has_no_finding(marked: tuple[Path, int]) -> None:
    root, _ = marked
    before = snapshot(root)
    assert examined(root) == examined(root, repair=True) == []
    assert snapshot(root) == before


def cut_off(raw: bytes) -> bytes:
    return raw[:-40]


def conflict(raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    return b"".join(
        [*lines[:2], b"<<<<<<< ours\n", lines[2], b"=======\n", *lines[3:-1], b">>>>>>> theirs\n"]
    )


def scratched(raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    lines[2] = lines[2][:20] + b"\0" * 8 + lines[2][28:]
    return b"".join(lines)


def headless(raw: bytes) -> bytes:
    lines = raw.splitlines(keepends=True)
    return b"".join([lines[0], lines[2].lstrip(b","), *lines[3:]])


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], list[str]]] = {
    "torn": (cut_off, ["second", "why?"]),
    "conflict": (conflict, ["second", "third", "why?"]),
    "damaged": (scratched, ["second", "third", "why?"]),
    "headless": (headless, ["second", "third", "why?"]),
    "empty": (lambda raw: b"", ["second", "why?"]),
    "zeros": (lambda raw: bytes(len(raw)), ["second", "why?"]),
    "foreign": (lambda raw: b'{"some": ["thing", "else"]}', ["second", "why?"]),
    "unreadable": (lambda raw: b"not of this world\n", ["second", "why?"]),
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_article_is_found_and_restored_from_its_copy(marked: tuple[Path, int], kind: str) -> None:
    root, article = marked
    damage, expected = DAMAGES[kind]
    path = file_of(root)
    raw = damage(path.read_bytes())
    path.write_bytes(raw)
    before = snapshot(root)

    (found,) = examined(root)
    assert (found.kind, found.path) == (kind, str(path.relative_to(root)))
    assert found.problem and "copy of 20" in found.remedy and not found.repaired and not found.outcome
    assert snapshot(root) == before  # to look changes nothing

    (mended,) = examined(root, repair=True)
    assert mended.repaired and mended.outcome.startswith(found.remedy)
    assert quarantined(root) == [raw]
    assert notes(root, article) == expected
    assert examined(root) == []
    assert path.stat().st_mode & 0o777 == 0o600


def without_copies(root: Path) -> None:
    for copy in root.glob(".reader/backups/*/*"):
        copy.write_bytes(b"")  # not even those are whole


@pytest.mark.parametrize("kind", ["empty", "zeros", "foreign", "unreadable"])
def test_without_a_copy_what_cannot_be_read_is_set_aside_and_told_once(
    marked: tuple[Path, int], kind: str
) -> None:
    root, article = marked
    without_copies(root)
    path = file_of(root)
    raw = DAMAGES[kind][0](path.read_bytes())
    path.write_bytes(raw)
    with Library(root) as library, pytest.raises(ShardDamaged):
        library.article(article)
    before = snapshot(root)
    (found,) = [finding for finding in examined(root) if "articles" in finding.path]
    assert found.kind == kind and "there is no copy" in found.problem
    assert snapshot(root) == before
    (mended,) = [finding for finding in examined(root, repair=True) if "articles" in finding.path]
    assert mended.repaired and mended.outcome.startswith("move it to .reader/quarantine; the article is not")
    assert raw in quarantined(root)
    assert [finding for finding in examined(root) if "articles" in finding.path] == []
    with Library(root) as library:
        assert library.page() == [] and library.damaged() == []


def test_without_a_copy_lines_of_an_article_that_is_lost_are_left_as_they_are(
    marked: tuple[Path, int],
) -> None:
    root, article = marked
    without_copies(root)
    path = file_of(root)
    raw = headless(path.read_bytes())
    path.write_bytes(raw)
    (found,) = [finding for finding in examined(root, repair=True) if "articles" in finding.path]
    assert (found.kind, found.remedy, found.repaired) == ("headless", "", False)
    assert path.read_bytes() == raw
    with Library(root) as library, pytest.raises(ShardDamaged):
        library.article(article)


def test_a_newer_file_is_told_and_left(marked: tuple[Path, int]) -> None:
    root, _ = marked
    path = file_of(root)
    raw = path.read_bytes().replace(b'"v":1', b'"v":99')
    path.write_bytes(raw)
    (found,) = examined(root, repair=True)
    assert (found.kind, found.remedy, found.repaired) == ("newer", "", False)
    assert path.read_bytes() == raw


def test_a_copy_that_syncthing_left_is_joined(marked: tuple[Path, int]) -> None:
    root, article = marked
    path = file_of(root)
    theirs = path.read_bytes()
    with Library(root) as library:
        library.change(library.highlights_of(article)[0], note="ours")
    copy = path.with_name(f"{path.stem}.sync-conflict-20261123-101500-ABCDEFG.json")
    copy.write_bytes(theirs.replace(b'"second"', b'"theirs"').replace(b'"*":"2026', b'"*":"2046'))
    os.chmod(copy, 0o600)
    (found,) = examined(root)
    assert found.kind == "copy" and copy.exists()
    assert [finding.repaired for finding in examined(root, repair=True)] == [True]
    assert not copy.exists()
    assert "theirs" in notes(root, article)


def test_a_copy_whose_file_is_missing_takes_its_place(marked: tuple[Path, int]) -> None:
    root, article = marked
    path = file_of(root)
    expected = notes(root, article)
    path.rename(path.with_name(f"{path.stem}.sync-conflict-20261123-101500-ABCDEFG.json"))
    (found,) = examined(root)
    assert (found.kind, found.remedy) == ("copy", "put it in the place of its file, which is missing")
    (mended,) = [finding for finding in examined(root, repair=True) if "articles" in finding.path]
    assert mended.repaired
    assert notes(root, article) == expected
    assert examined(root) == []


def test_a_copy_that_holds_no_article_and_whose_file_is_missing_is_set_aside(
    marked: tuple[Path, int],
) -> None:
    root, _ = marked
    path = file_of(root)
    raw = headless(path.read_bytes())
    path.unlink()
    copy = path.with_name(f"{path.stem}.sync-conflict-20261123-101500-ABCDEFG.json")
    copy.write_bytes(raw)
    os.chmod(copy, 0o600)
    (mended,) = [finding for finding in examined(root, repair=True) if "articles" in finding.path]
    assert mended.repaired and "that file is missing" in mended.problem
    assert quarantined(root) == [raw]
    assert [finding for finding in examined(root) if "articles" in finding.path] == []


def test_a_copy_of_library_json_is_joined(marked: tuple[Path, int]) -> None:
    root, _ = marked
    path = root / "library.json"
    copy = root / "library.sync-conflict-20261123-101500-ABCDEFG.json"
    copy.write_bytes(path.read_bytes().replace(b"}}\n", b',"77": {"kind":"tag","name":"from-afar"}\n}}\n'))
    os.chmod(copy, 0o600)
    assert [finding.repaired for finding in examined(root, repair=True)] == [True]
    assert not copy.exists()
    with Library(root) as library:
        assert "from-afar" in {tag.name for tag in library.codebook.tags}


def test_library_json_is_restored_from_its_copy_or_made_anew(marked: tuple[Path, int]) -> None:
    root, article = marked
    path = root / "library.json"
    with Library(root) as library:
        book = library.codebook
        library.set_codebook(book)
    whole = path.read_bytes()
    path.write_bytes(whole[:90] + b"\n")
    with Library(root) as library, pytest.raises((StoreReadOnly, ShardDamaged)):
        library.mark(article, 0, 5)
    (mended,) = examined(root, repair=True)
    assert mended.repaired and mended.path == "library.json"
    assert quarantined(root) == [whole[:90] + b"\n"]
    with Library(root) as library:
        library.mark(article, 0, 5)
    for copy in root.glob(".reader/backups/*/library.json"):
        copy.unlink()
    path.write_bytes(b"")
    (made,) = examined(root, repair=True)
    assert made.repaired and "without tags" in made.remedy
    with Library(root) as library:
        assert library.codebook.tags == ()
        library.mark(article, 0, 5)
    assert examined(root) == []


def text_of(root: Path, suffix: str) -> Path:
    (path,) = root.glob(f"texts/*/*.{suffix}")
    return path


@pytest.mark.parametrize("content", [None, b"", b"something else"])
def test_a_lost_text_comes_back_from_the_source_beside_it(
    marked: tuple[Path, int], content: bytes | None
) -> None:
    root, article = marked
    path = text_of(root, "txt")
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    (found,) = examined(root, repair=True)
    assert (found.kind, found.remedy, found.repaired) == ("text", "", False)
    assert content is None or path.read_bytes() == content

    (mended,) = examined(root, repair=True, sources=True)
    assert mended.repaired
    assert quarantined(root) == ([] if content is None else [content])
    with Library(root) as library:
        assert library.body(article).text == TEXT


def test_another_text_never_takes_the_place_of_a_lost_one(marked: tuple[Path, int]) -> None:
    root, _ = marked
    text_of(root, "txt").unlink()
    text_of(root, "src").write_text("Another text.")
    (found,) = examined(root, repair=True, sources=True)
    assert (found.kind, found.repaired) == ("text", False)


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"blocks": 7, "marks": 7}'])
@pytest.mark.parametrize("sources", [True, False])
def test_marks_are_written_anew(marked: tuple[Path, int], content: bytes | None, sources: bool) -> None:
    root, article = marked
    path = text_of(root, "marks.json")
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    (found,) = examined(root, repair=True, sources=sources)
    assert found.kind == "marks" and found.repaired
    assert ("source" in found.outcome) is sources
    assert quarantined(root) == ([] if content is None else [content])
    assert examined(root) == []
    with Library(root) as library:
        assert library.body(article).text == TEXT


def test_strays_and_leftovers_go_to_quarantine(marked: tuple[Path, int]) -> None:
    root, _ = marked
    folder, name = file_of(root).parent, f".{file_of(root).name}"
    (folder / "notes.txt").write_text("mine")
    (folder / f"{name}.999999999.1f.tmp").write_text("being written, on another machine")
    for path in folder.iterdir():
        path.chmod(0o600)
    old = time.time() - 4000
    for place in (root, folder, root / ".reader"):  # each by a process whose number another has now
        (place / f"{name}.{os.getpid()}.1f.tmp").write_text("half")
        os.utime(place / f"{name}.{os.getpid()}.1f.tmp", (old, old))
    kinds = [finding.kind for finding in examined(root)]
    assert sorted(kinds) == ["foreign", "leftover", "leftover", "leftover"]
    assert all(finding.repaired for finding in examined(root, repair=True))
    assert sorted(quarantined(root)) == [b"half", b"half", b"half", b"mine"]
    assert len(list(folder.iterdir())) == 2
    assert examined(root) == []


def test_links_are_told_and_left(marked: tuple[Path, int], tmp_path: Path) -> None:
    root, _ = marked
    outside = tmp_path / "outside.json"
    outside.write_text("{}")
    link = file_of(root).with_name("0saqwtrfgam" + file_of(root).name[11:])
    link.symlink_to(outside)
    (found,) = examined(root, repair=True)
    assert (found.kind, found.repaired) == ("link", False)
    assert link.is_symlink() and outside.read_text() == "{}"


def test_loose_permissions_are_tightened(marked: tuple[Path, int]) -> None:
    root, _ = marked
    file_of(root).chmod(0o644)
    (root / "texts").chmod(0o755)
    (found,) = examined(root)
    assert found.kind == "permissions" and "1 more" in found.problem
    (mended,) = examined(root, repair=True)
    assert mended.repaired
    assert file_of(root).stat().st_mode & 0o777 == 0o600
    assert (root / "texts").stat().st_mode & 0o777 == 0o700
    assert examined(root) == []


def test_a_damaged_history_loses_only_its_damaged_lines(marked: tuple[Path, int]) -> None:
    root, _ = marked
    path = root / ".reader/history/steps.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], b'{"step": "torn\n', *lines[1:], b"\0\0\0"]))
    (found,) = examined(root)
    assert found.kind == "history" and found.problem.startswith("2 ")
    assert examined(root, repair=True)[0].repaired
    assert path.read_bytes() == b"".join(lines)
    with Library(root) as library:
        assert len(library.history(9)) == len(lines)
    assert examined(root) == []


def test_a_corrupt_or_stale_index_is_made_anew(marked: tuple[Path, int]) -> None:
    root, article = marked
    index = root / ".reader/cache/index.sqlite"
    os.utime(file_of(root).parent, (0, 0))  # a folder that changed just now is looked at again anyway
    with Library(root) as library:
        assert library.count() == 1
    assert examined(root) == []

    path = file_of(root)
    document = json.loads(path.read_text())
    document["_default"]["1"]["title"] = "Changed by hand"
    path.write_text(json.dumps(document))
    (stale,) = examined(root)
    assert stale.kind == "index" and "out of date for 1" in stale.problem
    assert examined(root, repair=True)[0].repaired
    assert examined(root) == []
    with Library(root) as library:
        assert [found.title for found in library.page()] == ["Changed by hand"]

    index.write_bytes(b"SQLite format 3\0" + os.urandom(5000))
    (corrupt,) = examined(root)
    assert corrupt.kind == "index"
    assert examined(root, repair=True)[0].repaired
    assert sqlite3.connect(index).execute("SELECT id FROM article").fetchall() == [(article,)]


def test_what_the_disk_refuses_is_said(marked: tuple[Path, int], monkeypatch: pytest.MonkeyPatch) -> None:
    root, _ = marked
    path = file_of(root)
    raw = path.read_bytes()[:-40]
    path.write_bytes(raw)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reader.library.disk.store.Store.quarantine", refuse)
    (found,) = examined(root, repair=True)
    assert not found.repaired and "no space is left" in found.outcome
    assert path.read_bytes() == raw


def refused(*_: object) -> None:
    raise LibraryError("Not saved: no space is left on the disk.")


@pytest.mark.parametrize("by_opening", [False, True])
def test_highlights_that_a_joined_copy_left_on_other_words_are_sought(
    tmp_path: Path, by_opening: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One machine gets a newer text while another one marks the older; their files are joined."""
    with Library(tmp_path / "library") as library:
        article = added(library)
        (path,) = library.root.glob("articles/*/*.json")
        before = path.read_bytes()
        for quote in ("bridge", "It rained."):
            library.mark(article, TEXT.index(quote), TEXT.index(quote) + len(quote))
        marked = path.read_bytes()
    path.write_bytes(before)
    with Library(tmp_path / "library") as library:
        text = "A new beginning. " + TEXT.replace("It rained.", "")
        assert library.add(imported(text, origin="/texts/A bridge.txt")).status == "updated"
    path.with_name(f"{path.stem}.sync-conflict-20261126-120000-ABCDEFG.json").write_bytes(marked)
    with Library(tmp_path / "library") as library:
        assert library.page()[0].highlights == 2
    (found,) = examined(tmp_path / "library")
    assert (found.kind, found.problem) == (
        "places",
        "other words than 2 highlights of it quote stand in the text there",
    )
    if by_opening:
        with Library(tmp_path / "library") as library:
            with monkeypatch.context() as patch:
                patch.setattr("reader.library.disk.storage.ShardFile.commit", refused)
                assert library.opened(article) == library.view(article)
            assert library.opened(article) == library.view(article)
    else:
        (found,) = examined(tmp_path / "library", repair=True)
        assert found.outcome == "sought: 1 found again, 1 wait"
    with Library(tmp_path / "library") as library:
        states = {mark.quote: mark.anchor for mark in library.highlights_of(article)}
    assert states == {"bridge": "moved", "It rained.": "orphan"}
    assert examined(tmp_path / "library") == []
