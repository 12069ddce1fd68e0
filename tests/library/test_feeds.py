"""`feeds.json`: kept as the articles' files are, damaged or copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library, LibraryError
from reader.model import Feed

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = Feed("https://one.example/", "One"), Feed("https://two.example/", "Two", seen=("a", "b"))


def urls(root: Path) -> list[str]:
    with Library(root) as library:
        return [feed.url for feed in library.feeds()]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    with Library(tmp_path / "library") as library:
        for feed in (ONE, TWO):
            library.keep_feed(feed)
    return tmp_path / "library"


def test_feeds_are_kept_changed_and_removed(root: Path) -> None:
    with Library(root) as library:
        one, two = library.feeds()
        assert two._replace(id=0) == TWO
        assert library.keep_feed(Feed(one.url, "Again")).id == one.id
        library.remove_feed(two)
        with pytest.raises(LibraryError, match="Two was removed meanwhile"):
            library.keep_feed(two)
    with Library(root) as again:
        assert [feed.title for feed in again.feeds()] == ["Again"]


@pytest.mark.parametrize("raw", [b"", b"\0" * 300, b"[]", b"<html>"])
def test_a_file_without_a_readable_line_is_made_anew_by_the_doctor_and_kept_aside(
    root: Path, raw: bytes
) -> None:
    path = root / "feeds.json"
    path.write_bytes(raw)
    with Library(root) as library:
        (found,) = library.examine()
        assert found.path == "feeds.json"
        assert path.read_bytes() == raw
        (mended,) = library.examine(repair=True)
        assert mended.repaired
        assert list(library.examine()) == []
        assert library.feeds() == []
        library.keep_feed(ONE)
    assert urls(root) == [ONE.url]
    assert raw in [kept.read_bytes() for kept in (root / ".reader" / "quarantine").iterdir()]


def test_whole_lines_of_a_torn_file_survive(root: Path) -> None:
    path = root / "feeds.json"
    raw = path.read_bytes()
    path.write_bytes(raw[: raw.index(b"two.example")])
    assert urls(root) == [ONE.url]
    with Library(root) as library:
        (mended,) = library.examine(repair=True)
        assert mended.repaired and list(library.examine()) == []
    assert urls(root) == [ONE.url]


@pytest.mark.parametrize("missing", [True, False])
def test_a_copy_that_syncthing_left_is_joined(root: Path, *, missing: bool) -> None:
    path = root / "feeds.json"
    copy = path.with_name("feeds.sync-conflict-20260729-101110-ABCDEFG.json")
    raw = path.read_bytes()
    with Library(root) as library:
        library.keep_feed(Feed("https://three.example/"))
        copy.write_bytes(path.read_bytes())
    path.write_bytes(raw)
    if missing:
        path.unlink()
    with Library(root) as library:
        list(library.examine(repair=True))
        assert list(library.examine()) == []
    assert urls(root) == [ONE.url, TWO.url, "https://three.example/"]
    assert not copy.exists()
