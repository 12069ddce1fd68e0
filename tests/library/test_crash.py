"""Power cuts and failing calls at every step of a workload; naive ways to write are the controls."""

from __future__ import annotations

import errno
import json
import os
import random
from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from reader.library import LibraryError
from reader.library.disk import codec
from reader.library.disk.ids import Clock
from reader.library.disk.shard import ArticleDB, OwnDocument
from reader.library.disk.storage import ShardFile
from tests.library.failing_disk import FailingDisk, PowerCut

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = "/articles/a.json"
State = dict[int, dict[str, Any]]


class NaiveStorage(Storage):
    """Writes as one would without thinking of crashes; `how` is what is left out."""

    def __init__(self, disk: FailingDisk, how: str) -> None:
        self.disk, self.how = disk, how

    def read(self) -> dict[str, dict[str, Any]]:
        fd = self.disk.open(FILE, os.O_RDONLY)
        tables: dict[str, dict[str, Any]] = json.loads(self.disk.read_all(fd))
        self.disk.close(fd)
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        disk, raw = self.disk, json.dumps(data).encode()
        if self.how in ("in place", "truncate first"):
            fd = disk.open(FILE, os.O_RDWR | (os.O_TRUNC if self.how == "truncate first" else 0))
            disk.pwrite(fd, raw, 0)
            disk.fsync(fd)
            disk.ftruncate(fd, len(raw))
        else:
            fd = disk.open("/articles/.new", os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
            disk.pwrite(fd, raw, 0)
            if self.how != "rename without sync":
                disk.fsync(fd)
            disk.rename("/articles/.new", FILE)
            if self.how == "rename without sync":
                disk.fsync_folder("/articles")
        disk.close(fd)


class UncachedTable(Table):
    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        super().__init__(storage, name, 0, persist_empty)


class NaiveDB(TinyDB):
    table_class = UncachedTable


OURS = ("append", "replace")
NAIVE = ("in place", "truncate first", "rename without sync", "rename without folder")


def opened(disk: FailingDisk, how: str) -> TinyDB:
    if how in OURS:
        clock, append = Clock("k3p"), how == "append"
        return ArticleDB(ShardFile(FILE, clock=clock, lock=nullcontext, disk=disk, append=append))
    return NaiveDB(disk, how, storage=NaiveStorage)


def some_document(chance: random.Random) -> dict[str, Any]:
    return {
        "kind": "hl",
        "quote": "".join(chance.choice('abcdé \n"') for _ in range(chance.randrange(20, 900))),
    }


def first_file() -> bytes:
    chance = random.Random(7)
    stamp = {"*": "20260101T000000000Z0000-k3p"}
    return codec.dump({str(number): {**some_document(chance), "t": stamp} for number in range(1, 9)})


def state_of(db: TinyDB) -> State:
    return {
        document.doc_id: {name: value for name, value in document.items() if name != "t"}
        for document in db.all()
    }


class Workload:
    """Six changes. `acknowledged` is the state last told to be saved, `tried` the one being saved."""

    def __init__(self, disk: FailingDisk, how: str, seed: int) -> None:
        self.chance = random.Random(seed)
        self.db = opened(disk, how)
        self.acknowledged = self.tried = state_of(self.db)

    def run(self) -> None:
        for number in range(6):
            change = self.next_change(100 + number)
            change()
            self.acknowledged = self.tried

    def next_change(self, number: int) -> Callable[[], object]:
        chance, now = self.chance, self.acknowledged
        kind, one = chance.random(), chance.choice(sorted(now))
        if kind < 0.6:
            document = some_document(chance)
            self.tried = {**now, number: document}
            return lambda: self.db.insert(OwnDocument(document, number))
        if kind < 0.8:
            quote = "u" * chance.randrange(1, 50)
            self.tried = {**now, one: {**now[one], "quote": quote}}
            return lambda: self.db.update({"quote": quote}, doc_ids=[one])
        self.tried = {key: document for key, document in now.items() if key != one}
        return lambda: self.db.remove(doc_ids=[one])


def steps_of(how: str, seed: int) -> int:
    disk = FailingDisk({FILE: first_file()})
    Workload(disk, how, seed).run()
    return disk.steps


def outcome(disk: FailingDisk, how: str, work: Workload) -> str:
    """Say what is found, and whether it can be written on."""
    try:
        found = state_of(opened(disk, how))
    except (LibraryError, ValueError, OSError, KeyError, AttributeError):
        return "unreadable"
    if found not in (work.acknowledged, work.tried):
        return "lost"
    opened(disk, how).insert(OwnDocument({"kind": "hl", "quote": "after"}, 999))
    after = state_of(opened(disk, how))
    return "good" if after.pop(999)["quote"] == "after" and after == found else "broken after"


def crashed(how: str, *, power: bool, seeds: int = 2, outcomes: int = 4) -> Counter[str]:
    """End the workload at every step; count what is found after."""
    counts: Counter[str] = Counter()
    for seed in range(seeds):
        for cut in range(1, steps_of(how, seed) + 1):
            for nth in range(outcomes):
                disk = FailingDisk({FILE: first_file()})
                disk.cut_at, disk.chance = cut, random.Random(f"{seed} {cut} {nth}")
                work = Workload(disk, how, seed)
                with pytest.raises(PowerCut):
                    work.run()
                after = disk.after_power_cut(disk.chance) if power else disk.after_kill()
                counts[outcome(after, how, work)] += 1
    return counts


@pytest.mark.parametrize("power", [True, False])
@pytest.mark.parametrize("how", OURS)
def test_whatever_is_acknowledged_outlives_a_crash_at_any_step(how: str, power: bool) -> None:
    counts = crashed(how, power=power)
    assert counts.keys() == {"good"}
    assert counts.total() > 100


@pytest.mark.parametrize("how", NAIVE)
def test_naive_ways_to_write_fail_the_same_trial(how: str) -> None:
    counts = crashed(how, power=True, seeds=1)
    assert counts["unreadable"] + counts["lost"] > 0


@pytest.mark.parametrize("how", OURS)
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("fails_on", [False, True])
def test_a_call_that_fails_is_told_and_changes_nothing_acknowledged(
    how: str, error: int, fails_on: bool
) -> None:
    told = 0
    for seed in range(2):
        for at in range(1, steps_of(how, seed) + 1):
            disk = FailingDisk({FILE: first_file()})
            disk.fail_at, disk.error, disk.fails_on = at, error, fails_on
            work = Workload(disk, how, seed)
            try:
                work.run()
            except LibraryError as failure:
                told += 1
                assert str(failure).startswith("Not saved: ")
            disk.fail_at = None
            assert state_of(work.db) == state_of(opened(disk, how))  # memory equals disk
            assert outcome(disk.after_power_cut(random.Random(at)), how, work) == "good"
            assert outcome(disk, how, work) == "good"
    assert told > 20
