"""New files that come to stand together: whole or not at all, an article after its text."""

from __future__ import annotations

import errno
import os
import random
from itertools import count
from typing import TYPE_CHECKING

import pytest

from reader.library import Added, Library, LibraryError, StoreFull
from reader.library.disk.files import Disk
from reader.library.disk.newfiles import NewFiles
from tests.library.failing_disk import FailingDisk, PowerCut
from tests.library.helpers import TEXT, imported

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {f"/texts/{name}.txt": bytes([name]) * 700 for name in (65, 66, 67)}
ARTICLES = {f"/articles/{name}.json": b"{%d}" % name * 300 for name in (1, 2)}


def add(disk: FailingDisk) -> None:
    new = NewFiles(disk)
    try:
        for path, data in TEXTS.items():
            new.write(path, data)
        for path, data in ARTICLES.items():
            new.write(path, data, disk.rename)
        new.settle()
    finally:
        new.discard()


def found(disk: FailingDisk) -> dict[str, bytes]:
    """Return the files that stand in their places."""
    return {name: bytes(disk.files[number].now) for name, number in disk.names.items() if "/." not in name}


@pytest.mark.parametrize("power", [True, False])
def test_a_crash_leaves_whole_files_and_no_article_without_its_text(power: bool) -> None:
    disk = FailingDisk({})
    add(disk)
    assert found(disk) == found(disk.after_power_cut(random.Random(0))) == TEXTS | ARTICLES
    for cut in range(1, disk.steps + 1):
        for nth in range(8):
            disk = FailingDisk({})
            disk.cut_at, disk.chance = cut, random.Random(f"{cut} {nth}")
            with pytest.raises(PowerCut):
                add(disk)
            after = found(disk.after_power_cut(disk.chance) if power else disk.after_kill())
            assert after.items() <= (TEXTS | ARTICLES).items()
            assert not after.keys() & ARTICLES.keys() or after.keys() >= TEXTS.keys()


def test_after_a_refusal_no_article_is_there() -> None:
    disk = FailingDisk({})
    add(disk)
    for at in range(1, disk.steps + 1):
        disk = FailingDisk({})
        disk.fail_at, disk.error = at, errno.ENOSPC
        with pytest.raises(OSError, match="space"):
            add(disk)
        assert not found(disk).keys() & ARTICLES.keys()
        assert all("/." not in name for name in disk.names), "a file beside its place was left"
        add(disk)
        assert found(disk) == TEXTS | ARTICLES


def statuses(outcomes: list[Added | LibraryError]) -> list[str]:
    return [one.status if isinstance(one, Added) else str(one) for one in outcomes]


def test_texts_are_added_together_as_one_by_one(library: Library) -> None:
    texts = [imported(f"Text {number}.", origin=f"/texts/{number}") for number in range(200)]
    assert statuses(library.add_all(texts)) == ["added"] * 200
    assert statuses(library.add_all(texts[:3])) == ["known"] * 3
    with Library(library.root) as again:
        assert again.count() == 200
        assert {again.body(article.id).text for article in again.page(limit=200)} == {
            text.body.text for text in texts
        }


def test_each_text_of_several_has_an_answer_in_its_place(library: Library) -> None:
    outcomes = library.add_all(
        [
            imported(TEXT, origin="/texts/a"),
            imported(" "),
            imported(TEXT, origin="/texts/b"),
            imported("Another.", origin="/texts/a"),
            imported("Surrogate \ud800.", origin="/texts/c"),
            imported("One without origin.", origin="-"),
            imported("Another without.", origin="-"),
        ],
        tags=["new"],
    )
    first, empty, known, updated, surrogate, *rest = outcomes
    assert isinstance(first, Added) and isinstance(known, Added) and isinstance(updated, Added)
    assert (first.status, known.status, updated.status) == ("added", "known", "updated")
    assert first.article.id == known.article.id == updated.article.id
    assert first.article.tags == ("new",)
    assert "There is no text" in str(empty)
    assert "surrogates" in str(surrogate)
    assert statuses(rest) == ["added", "added"]
    assert library.body(first.article.id).text == "Another."


def test_texts_that_the_disk_refuses_are_not_there_and_can_be_added_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(disk: Disk, path: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    known = library.add(imported("Known.", origin="/texts/known"))
    texts = [imported(f"Text {number}.", origin=f"/texts/{number}") for number in range(20)]
    texts.insert(7, imported("Known.", origin="/texts/known"))
    with monkeypatch.context() as patch:
        patch.setattr(Disk, "fsync_folder", refuse)
        outcomes = library.add_all(texts)
    assert [isinstance(one, StoreFull) for one in outcomes] == [place != 7 for place in range(21)]
    assert library.count() == 1
    step = library.next_undo()
    assert step is not None
    assert step.article == known.article.id
    assert statuses(library.add_all(texts)) == [*["added"] * 7, "known", *["added"] * 13]
    with Library(library.root) as again:
        assert again.count() == 21


def test_a_failure_of_one_text_costs_no_other(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    write = NewFiles.write

    def refuse(new: NewFiles, path: str, data: bytes, place: object = None) -> None:
        if b"Text 3" in data:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        write(new, path, data, place)  # type: ignore[arg-type]  # handed on as it came

    texts = [imported(f"Text {number}.", origin=f"/texts/{number}") for number in range(6)]
    monkeypatch.setattr(NewFiles, "write", refuse)
    outcomes = library.add_all(texts)
    assert [isinstance(one, Added) for one in outcomes] == [place != 3 for place in range(6)]
    assert library.count() == 5


def test_what_breaks_off_an_addition_leaves_no_file(library: Library, tmp_path: Path) -> None:
    def interrupted() -> object:
        yield imported("One.", origin="/texts/one")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.add_all(interrupted())  # type: ignore[arg-type]  # an iterator that ends so
    assert library.count() == 0
    assert not list(library.root.rglob("*.tmp"))


def test_of_a_text_that_is_written_by_half_nothing_is_there(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, calls, fails_at = Disk.pwrite, count(), 0

    def half(disk: Disk, fd: int, data: bytes, offset: int) -> None:
        full = next(calls) == fails_at
        write(disk, fd, data[: len(data) // 2] if full else data, offset)
        if full:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    refused = 0
    with monkeypatch.context() as patch:
        patch.setattr(Disk, "pwrite", half)
        for fails_at in range(12):
            calls = count()
            texts = [imported(f"Text {fails_at}.{n}.", origin=f"/{fails_at}.{n}") for n in range(3)]
            outcomes = library.add_all(texts)
            refused += sum(isinstance(outcome, StoreFull) for outcome in outcomes)
    assert refused > 6
    assert library.count() == 36 - refused
    with Library(library.root) as again:
        digests = {article.digest for article in again.page(limit=99)}
        assert len(digests) == 36 - refused
        assert {path.name[:32] for path in (again.root / "texts").glob("*/*")} == digests
        assert list(again.examine()) == []
