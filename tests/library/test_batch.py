"""Changes that wait for the disk together: none is saved before, all are at the end, or none is."""

from __future__ import annotations

import errno
import os
import random
from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING

import pytest

from reader.library import Library, LibraryError
from reader.library.disk.batch import Batch
from reader.library.disk.files import Disk
from reader.library.disk.ids import Clock
from reader.library.disk.shard import ArticleDB, OwnDocument
from reader.library.disk.storage import ShardFile
from tests.library.failing_disk import FailingDisk, PowerCut
from tests.library.helpers import added
from tests.library.test_crash import FILE, State, first_file, state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.model import Highlight


class Work:
    """Three batches. `acknowledged` is the state at the end of the last, `tried` all since then."""

    def __init__(self, disk: FailingDisk) -> None:
        self.batch = Batch(disk)
        self.db = opened(disk, self.batch)
        self.acknowledged = self.now = state_of(self.db)
        self.tried: list[State] = []

    def run(self) -> None:
        chance = random.Random(3)
        for number in range(3):
            with self.batch.together():
                for change in self.changes(100 + 10 * number, chance):
                    self.tried.append(self.now)
                    change()
            self.acknowledged, self.tried = self.now, []

    def changes(self, first: int, chance: random.Random) -> Iterator[Callable[[], object]]:
        for number in range(first, first + 3):
            document = {"kind": "hl", "quote": "".join(chance.choices("abé \n", k=chance.randrange(600)))}
            self.now = {**self.now, number: document}
            yield partial(self.db.insert, OwnDocument(document, number))
        self.now = {**self.now, first: {"kind": "hl", "quote": "again"}}
        yield lambda: self.db.update({"quote": "again"}, doc_ids=[first])
        self.now = {key: document for key, document in self.now.items() if key != first + 1}
        yield lambda: self.db.remove(doc_ids=[first + 1])


def opened(disk: FailingDisk, batch: Batch | None = None) -> ArticleDB:
    return ArticleDB(ShardFile(FILE, clock=Clock("k3p"), lock=nullcontext, disk=disk, batch=batch))


def is_between(found: State, work: Work) -> bool:
    """Tell whether each document is as it was acknowledged, or as a change of the open batch had it."""
    states = [work.acknowledged, *work.tried]
    return all(
        any(found.get(key) == state.get(key) for state in states)
        for key in {key for state in states for key in state} | found.keys()
    )


@pytest.mark.parametrize("power", [True, False])
def test_a_crash_in_a_batch_touches_nothing_that_was_acknowledged(power: bool) -> None:
    disk = FailingDisk({FILE: first_file()})
    Work(disk).run()
    for cut in range(1, disk.steps + 1):
        for nth in range(6):
            disk = FailingDisk({FILE: first_file()})
            disk.cut_at, disk.chance = cut, random.Random(f"{cut} {nth}")
            work = Work(disk)
            with pytest.raises(PowerCut):
                work.run()
            after = disk.after_power_cut(disk.chance) if power else disk.after_kill()
            assert is_between(state_of(opened(after)), work)
            opened(after).insert(OwnDocument({"kind": "hl", "quote": "after"}, 999))
            assert is_between({k: d for k, d in state_of(opened(after)).items() if k != 999}, work)


def test_a_batch_waits_once_a_file(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    articles, waits = [added(library), added(library, "Other.", title="Other")], list[int]()
    wait = Disk.fdatasync

    def counted(disk: Disk, fd: int) -> None:
        waits.append(fd)
        wait(disk, fd)

    monkeypatch.setattr(Disk, "fdatasync", counted)
    with library.together():
        marked = [library.mark(articles[0], start, start + 4) for start in range(9)]
        library.change(marked[2], note="n")
        library.mark(articles[1], 0, 3)
        assert waits == []
    assert len(waits) == 2
    with Library(library.root) as again:
        assert len(again.highlights_of(articles[0])) == 9
        assert again.highlight(marked[2].id).note == "n"


def test_only_what_is_on_disk_is_announced_and_a_step(library: Library) -> None:
    article, told = added(library), list[str]()
    library.subscribe(lambda change: told.append(change.kind))
    with library.step("all"), library.together():
        library.mark(article, 0, 3)
        library.mark(article, 4, 9)
        assert told == []
    assert told == ["highlight", "highlight"]
    step = library.undo()
    assert step is not None
    assert step.label == "all"
    assert library.highlights_of(article) == []


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
def test_a_batch_that_the_disk_refuses_is_taken_back(
    library: Library, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    articles = [added(library), added(library, "Other.", title="Other")]
    kept = library.mark(articles[0], 0, 3, note="kept")
    refusals = [True]
    wait = Disk.fdatasync

    def refuse(disk: Disk, fd: int) -> None:
        if refusals:
            refusals.pop()
            raise OSError(error, os.strerror(error))
        wait(disk, fd)

    def work() -> list[Highlight]:
        with library.together():
            library.change(kept, note="changed")
            return [library.mark(article, 0, 5) for article in articles]

    monkeypatch.setattr(Disk, "fdatasync", refuse)
    with pytest.raises(LibraryError, match="Not saved: "):
        work()
    for one in (library, Library(library.root)):
        assert [one.highlights_of(article) for article in articles] == [[kept], []]
    step = library.next_undo()
    assert step is not None
    assert step.highlight == kept.id  # not one that was refused
    made = work()
    with Library(library.root) as again:
        assert again.highlight(kept.id).note == "changed"
        assert [again.highlights_of(article)[-1] for article in articles] == made


def test_an_error_inside_keeps_what_was_done_before_it(library: Library) -> None:
    article = added(library)
    with pytest.raises(LibraryError), library.together():
        made = library.mark(article, 0, 3)
        library.mark(article, 5, 2)
    with Library(library.root) as again:
        assert again.highlights_of(article) == [made]


def test_another_process_may_write_between(library: Library) -> None:
    article = added(library)
    with library.together(), Library(library.root) as other:
        first = library.mark(article, 0, 3)
        other.delete([other.mark(article, 1, 4), other.mark(article, 2, 5)])
        second = library.mark(article, 3, 6)
    with Library(library.root) as again:
        assert {highlight.id for highlight in again.highlights_of(article)} == {first.id, second.id}
