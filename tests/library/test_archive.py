"""The archive of a library, and a library made of one."""

from __future__ import annotations

import io
import os
import stat
import tarfile
from itertools import count
from pathlib import Path

import pytest

from reader.library import Library, LibraryError
from reader.library.care.archive import restore_archive
from reader.model import Codebook, Tag
from tests.library.helpers import TEXT, added


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def archived(library: Library, path: Path) -> Path:
    with path.open("wb") as out:
        library.backup(out)
    return path


def test_a_library_comes_back_from_its_archive(library: Library, tmp_path: Path) -> None:
    article = added(library)
    library.mark(article, 4, 10, tags=("claim",), note="why?")
    library.set_codebook(Codebook((Tag("claim", "1"),)))
    library.keep_draft("k", "this machine's own")
    archive = archived(library, tmp_path / "one.tar.gz")
    taken, passed = restore_archive(str(archive), str(tmp_path / "new"))
    assert (taken, passed) == (5, 0)
    assert not (tmp_path / "new/.reader").exists()
    with Library(tmp_path / "new") as new:
        assert new.view(article) == library.view(article)
        assert new.body(article).text == TEXT
    names = [path for path in (tmp_path / "new").rglob("*") if ".reader" not in path.parts]
    assert {mode(path) for path in names} == {0o600, 0o700}
    assert list(tmp_path.glob(".new*")) == []


def test_an_archive_is_restored_into_a_new_library_only(library: Library, tmp_path: Path) -> None:
    archive = archived(library, tmp_path / "one.tar.gz")
    target = tmp_path / "there"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    with pytest.raises(LibraryError, match="not empty"):
        restore_archive(str(archive), str(target))
    assert [path.name for path in target.iterdir()] == ["mine.txt"]
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    with pytest.raises(LibraryError, match="not empty"):
        restore_archive(str(archive), str(tmp_path / "link"))
    restore_archive(str(archive), str(tmp_path / "empty"))
    assert (tmp_path / "empty/library.json").exists()


def tar_of(path: Path, members: list[tarfile.TarInfo], raw: bytes = b"evil") -> Path:
    with tarfile.open(path, "w:gz") as out:
        for member in members:
            member.size = len(raw) if member.isreg() else 0
            out.addfile(member, io.BytesIO(raw))
    return path


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member


def test_links_and_paths_that_lead_elsewhere_are_passed_over(tmp_path: Path) -> None:
    article = "articles/53/0saqwtrfgam53.json"
    members = [
        special("library.json", tarfile.REGTYPE),
        special("../out.json", tarfile.REGTYPE),
        special("/etc/out.json", tarfile.REGTYPE),
        special("articles/../../out.json", tarfile.REGTYPE),
        special("articles/99/0saqwtrfgam53.json", tarfile.REGTYPE),
        special(".reader/device", tarfile.REGTYPE),
        special("texts/6d/notadigest.txt", tarfile.REGTYPE),
        special(article, tarfile.SYMTYPE, "/etc/passwd"),
        special(article, tarfile.LNKTYPE, "library.json"),
        special(article, tarfile.FIFOTYPE),
        special(article, tarfile.CHRTYPE),
        special("articles", tarfile.DIRTYPE),
    ]
    archive = tar_of(tmp_path / "evil.tar.gz", members)
    assert restore_archive(str(archive), str(tmp_path / "in/new")) == (1, 10)
    found = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    new = ["in/new", "in/new/articles", "in/new/library.json", "in/new/texts"]
    assert found == ["evil.tar.gz", "in", *new]


def test_what_is_no_whole_archive_restores_nothing(library: Library, tmp_path: Path) -> None:
    added(library)
    whole = archived(library, tmp_path / "one.tar.gz").read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 0xFF
    wrong_end = whole[:-8] + bytes(8)
    bad = tmp_path / "bad.tar.gz"
    for raw in (b"", b"text", whole[:100], whole[:-9], bytes(flipped), wrong_end):
        bad.write_bytes(raw)
        with pytest.raises(LibraryError):
            restore_archive(str(bad), str(tmp_path / "new"))
        assert not os.path.lexists(tmp_path / "new")
    with pytest.raises(LibraryError, match="holds no library"):
        restore_archive(
            str(tar_of(tmp_path / "x.tar.gz", [special("a", tarfile.REGTYPE)])), str(tmp_path / "new")
        )
    with pytest.raises(LibraryError):
        restore_archive(str(tmp_path / "nowhere"), str(tmp_path / "new"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "bad.tar.gz",
        "library",
        "one.tar.gz",
        "x.tar.gz",
    ]


def test_links_in_a_library_are_not_in_its_archive(library: Library, tmp_path: Path) -> None:
    article = added(library)
    path = Path(library._store.path(article))
    path.with_name("0saqwtrfga" + path.name[-8:]).symlink_to("/etc/passwd")
    archive = archived(library, tmp_path / "one.tar.gz")
    with tarfile.open(archive) as members:
        assert all(member.isreg() and member.mode == 0o600 for member in members)


def test_an_archive_is_whole_while_others_write(library: Library, tmp_path: Path) -> None:
    """At every file that goes in, another program adds an article, marks and deletes in all of them."""
    first = [added(library, f"{TEXT} {n}", title=f"A {n}") for n in range(5)]
    numbers = count()

    with Library(library.root) as other:

        def write() -> None:
            number = next(numbers)
            new = added(other, f"{TEXT} New {number}.", title=f"New {number}")
            for article in (*first, new):
                other.body(article)  # as it is now
                other.mark(article, 4, 10 + number % 9, tags=("claim",), note="n" * (number % 50))
            other.delete(other.highlights_of(first[number % 5])[:1])
            added(other, f"{TEXT} Another {number}.", title=f"A {number % 5}")  # the text of the article anew
            other.set_codebook(Codebook((Tag("claim", "1"), Tag(f"new-{number}"))))

        with (tmp_path / "one.tar.gz").open("wb") as out:
            written = library.backup(out, write)
    assert next(numbers) == written
    taken, passed = restore_archive(str(tmp_path / "one.tar.gz"), str(tmp_path / "new"))
    assert (taken, passed) == (written, 0)
    with Library(tmp_path / "new") as new:
        assert list(new.examine()) == []
        articles = new.page(limit=500)
        assert {f"A {n}" for n in range(5)} <= {article.title for article in articles}
        for article in articles:
            text = new.body(article.id).text
            assert all(h.quote == text[h.start : h.end] for h in new.highlights_of(article.id))


def test_an_archive_that_unpacks_to_far_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.library.care.archive._ALWAYS", 1 << 20)
    names = ("library.json", "articles/53/0saqwtrfgam53.json", "no such file")
    for name in names:
        bomb = tar_of(tmp_path / "bomb.tar.gz", [special(name, tarfile.REGTYPE)], bytes(8 << 20))
        with pytest.raises(LibraryError, match="unpacks to far more than a library"):
            restore_archive(str(bomb), str(tmp_path / "new"))
    long_name = special("x" * (8 << 20), tarfile.REGTYPE)
    with pytest.raises(LibraryError, match="far more than a library"):
        restore_archive(str(tar_of(tmp_path / "bomb.tar.gz", [long_name])), str(tmp_path / "new"))
    assert [path.name for path in tmp_path.iterdir()] == ["bomb.tar.gz"]


def test_a_restore_that_is_broken_off_leaves_nothing(library: Library, tmp_path: Path) -> None:
    added(library)
    archive = archived(library, tmp_path / "one.tar.gz")
    steps = count()

    def stop() -> None:
        if next(steps) == 2:
            assert (tmp_path / ".new.part").is_dir()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore_archive(str(archive), str(tmp_path / "new"), stop)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library", "one.tar.gz"]


def test_what_a_killed_restore_left_is_said(library: Library, tmp_path: Path) -> None:
    archive, left = archived(library, tmp_path / "one.tar.gz"), tmp_path / ".new.part"
    left.mkdir()
    with pytest.raises(LibraryError, match=r"/\.new\.part is of a restore that runs or was killed"):
        restore_archive(str(archive), str(tmp_path / "new"))
    assert left.is_dir() and not (tmp_path / "new").exists()
