"""Undo and redo: every operation with what stood before and after, appended to a file of JSON lines.

    {"step": "…", "label": "…", "entries": […]}         something was done; lines of one step belong together
    {"undone": "…"}  {"redone": "…"}  {"dropped": "…"}  a step was taken back, done again, given up

All processes share the file, so undo walks back whatever was done last, also after a restart. It is appended
without waiting for the disk: after a crash of the system the last lines may be missing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import orjson

from reader.library.files import DISK, Disk, Locks, read_file, write_new
from reader.library.ids import now
from reader.library.merge import ABSENT, Document, alive, expand
from reader.library.steps import Step
from reader.library.turning import PASSING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.library.storage import Committed

_LOCK = "history"
_LARGEST = 2 << 20  # bytes; then only the newest steps are kept
_KEPT_STEPS = 500


def records_of(article: int, done: Committed) -> Iterator[dict[str, Any]]:
    """Describe what a commit did to an article's documents, each as the record of an `Entry`."""
    for key, (old, new) in done.items():
        if old is None:
            stands = False, True
            fields = {name: [[], [value]] for name, value in expand(new).items() if name not in PASSING}
        else:
            stands = alive(old), alive(new)
            fields = _differences(expand(old), expand(new), every=stands[0] != stands[1])
        record = {"article": article, "document": key, "stands": stands, "fields": fields}
        start, end = new.get("start"), new.get("end")
        if type(start) is int and type(end) is int:
            record["place"] = start, end, int(key)
        yield record


def _differences(before: Document, after: Document, *, every: bool) -> dict[str, list[Any]]:
    """Return the fields that differ before and after; every one of a document that came or went."""
    names = before.keys() | after.keys()
    if every:
        names -= set(PASSING)
    else:
        names = {name for name in names if before.get(name, ABSENT) != after.get(name, ABSENT)}
    return {name: [_listed(before, name), _listed(after, name)] for name in sorted(names)}


def _listed(fields: Mapping[str, Any], name: str) -> list[Any]:
    return [fields[name]] if name in fields else []


class History:
    """The steps that can be taken back and those that can be done again."""

    def __init__(self, folder: str, locks: Locks, disk: Disk = DISK) -> None:
        self.path = f"{folder}/steps.jsonl"
        self._locks, self._disk = locks, disk
        self._read_up_to = 0
        self._inode = 0
        self._written_up_to = 0  # the size that this process left, which ends in a whole line
        self._limit = _LARGEST
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def add(self, step: str, label: str, records: list[dict[str, Any]]) -> None:
        """Keep what was done; when the file cannot be written it is kept until the program ends."""
        self._write({"step": step, "label": label, "at": now(), "entries": records})

    def steps(self) -> tuple[list[Step], list[Step]]:
        """Return the steps that undo would take back, the last one first, and those that redo would do again.

        Damaged ones are left out.
        """
        self._read()
        done, undone = (list(filter(_is_whole, reversed(steps))) for steps in (self._done, self._undone))
        return done, undone

    def note(self, what: str, step: Step) -> None:
        """Keep that a step was `undone`, `redone` or `dropped`."""
        self._write({what: step.id})

    def next_undo(self) -> Step | None:
        """Return the step that undo would take back."""
        self._read()
        return _last_whole(self._done)

    def next_redo(self) -> Step | None:
        """Return the step that redo would do again."""
        self._read()
        return _last_whole(self._undone)

    def _write(self, record: dict[str, Any]) -> None:
        line = orjson.dumps(record) + b"\n"
        try:
            with self._locks.hold(_LOCK):
                fd = self._disk.open(self.path, os.O_CREAT | os.O_RDWR)
                try:
                    size = self._disk.fstat(fd).st_size
                    if size not in (0, self._written_up_to) and self._disk.pread(fd, 1, size - 1) != b"\n":
                        line = b"\n" + line  # the last one is torn
                    try:
                        self._disk.pwrite(fd, line, size)
                    except OSError:
                        self._disk.ftruncate(fd, size)  # half a line says nothing
                        raise
                    self._written_up_to = size + len(line)
                finally:
                    self._disk.close(fd)
                if size > self._limit:
                    self._shorten()
        except OSError:
            self._read()
            self._take(record)

    def _read(self) -> None:
        """Read what was appended since the last time, by whatever process."""
        try:
            status = self._disk.stat(self.path)
            if status.st_ino != self._inode or status.st_size < self._read_up_to:
                self._inode, self._read_up_to = status.st_ino, 0
                self._done, self._undone = [], []
            if status.st_size == self._read_up_to:
                return
            raw, _, _ = read_file(self._disk, self.path)
        except OSError:
            return  # none yet: there is nothing to undo
        whole = raw.rfind(b"\n") + 1
        for line in raw[self._read_up_to : whole].splitlines():
            try:
                record = orjson.loads(line)
            except ValueError:
                continue  # torn by a crash
            if isinstance(record, dict):
                self._take(record)
        self._read_up_to = whole

    def _take(self, record: dict[str, Any]) -> None:
        """Bring both stacks to what a record says; one that is not understood is passed over."""
        if "step" in record:
            entries = record.get("entries")
            if not isinstance(entries, list):
                return
            self._undone.clear()
            label, at = str(record.get("label", "")), str(record.get("at", ""))
            step = _taken(self._done, record["step"]) or Step(record["step"], label)
            step.records += entries
            step.at = at
            self._done.append(step)
        elif undone := _taken(self._done, record.get("undone")):
            self._undone.append(undone)
        elif redone := _taken(self._undone, record.get("redone")):
            self._done.append(redone)
        elif dropped := record.get("dropped"):
            _taken(self._done, dropped)
            _taken(self._undone, dropped)

    def _shorten(self) -> None:
        """Write the file anew with the newest steps; the lock is held."""
        self._read()
        steps = self._done[-_KEPT_STEPS:] + self._undone[::-1]
        records: list[dict[str, Any]] = [
            {"step": step.id, "label": step.label, "at": step.at, "entries": step.records} for step in steps
        ]
        records += [{"undone": step.id} for step in self._undone]
        data = b"".join(orjson.dumps(record) + b"\n" for record in records)
        write_new(self._disk, self.path, data)
        self._limit = max(_LARGEST, 2 * len(data))  # a long step stays whole: not each change writes it anew


def _last_whole(steps: list[Step]) -> Step | None:
    """Return the last step of a stack; those that are damaged are dropped from it."""
    while steps and not _is_whole(steps[-1]):
        steps.pop()
    return steps[-1] if steps else None


def _is_whole(step: Step) -> bool:
    """Tell whether a step has entries and all of them can be read; otherwise it cannot be taken back."""
    try:
        return bool(step.entries)
    except ValueError:
        return False


def _taken(steps: list[Step], wanted: object) -> Step | None:
    """Take a step out of a stack."""
    for place in range(len(steps) - 1, -1, -1):
        if steps[place].id == wanted:
            return steps.pop(place)
    return None
