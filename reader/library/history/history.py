"""Undo and redo: every operation with what stood before and after.

All processes share the file, so undo walks back whatever was done last, also after a restart. A step is
appended a moment after its change was acknowledged, and without waiting for the disk; what a process that was
killed did not append is read back from the articles' files.
"""

from __future__ import annotations

import os
from collections import deque
from functools import partial
from itertools import islice
from threading import RLock
from typing import TYPE_CHECKING

import orjson

from reader.library.disk.ids import now, stamp_nanoseconds, stamp_time
from reader.library.disk.later import Later
from reader.library.disk.merge import last_stamp
from reader.library.disk.owed import ALONE
from reader.library.errors import LibraryError
from reader.library.history.history_lines import Changed, HistoryLines, Record, changes_of
from reader.library.history.steps import Step, records_of
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reader.library.disk.owed import Belongs, Left
    from reader.library.disk.storage import Committed
    from reader.library.disk.store import Store

_KEPT_STEPS = 500
_ENTRIES = 500  # on a line
_SOONER = 20_000_000_000  # nanoseconds that a process may write a step sooner than another an earlier one


class _Waiting(NamedTuple):
    """An operation that is yet to be written: the step it belongs to, what it is called, what it did."""

    belongs: Belongs
    label: Callable[[], str]
    article: int
    done: Committed

    def records(self) -> Iterator[Record]:
        """Give the lines to write, some entries on each: of very many, only those of a line are in memory."""
        stamp = max(last_stamp(new) for _, new in self.done.values())
        step, label = self.belongs if self.belongs != ALONE else (os.urandom(8).hex(), self.label())
        told = {"step": step, "label": label, "at": stamp_time(stamp) or now(), "stamp": stamp}
        entries = records_of(self.article, self.done)
        while some := list(islice(entries, _ENTRIES)):
            yield {**told, "entries": some}


def _records(waiting: Iterable[_Waiting]) -> Iterator[Record]:
    for each in waiting:
        yield from each.records()


class History:
    """The steps that can be taken back and those that can be done again; threads may share it."""

    def __init__(self, store: Store) -> None:
        self._store, self._owed = store, store.owed
        self._lines = HistoryLines(store)
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._rebuilt: set[Changed] = set()
        self._waiting: deque[_Waiting] = deque()
        self._guard = RLock()  # of all but what waits
        self._later = Later(self.flush)

    def add(self, belongs: Belongs, label: Callable[[], str], article: int, done: Committed) -> None:
        """Keep what was done: it is written a moment later, at the latest by `flush`."""
        self._waiting.append(_Waiting(belongs, label, article, done))
        if len(self._waiting) == 1:
            self._owed.owe(True)
            self._later.ask()

    def flush(self) -> None:
        """Write what is waiting, after what processes that were killed did not write.

        What cannot be written is kept until the program ends.
        """
        if not self._waiting:
            return
        with self._guard:
            self._rebuild()
            while some := list(self._waiting):
                self._write(partial(_records, some))
                for _ in some:
                    self._waiting.popleft()
            self._owed.owe(False)
            self._owed.owe(bool(self._waiting))  # it came while that was told

    def settle(self) -> bool:
        """Write what is waiting, and wait for the disk; where that fails it is to be read back."""
        self.flush()
        with self._guard:
            return self._sync()

    def close(self) -> None:
        """Settle, and owe nothing more."""
        if self.settle():
            self._owed.close()

    def _sync(self) -> bool:
        """Wait for the disk; tell whether the lines are on it."""
        try:
            self._lines.sync()
        except OSError:
            return False
        return True

    def steps(self) -> tuple[list[Step], list[Step]]:
        """Return the steps that undo would take back, the last one first, and those that redo would do again.

        Damaged ones are left out.
        """
        self._look()
        done, undone = (list(filter(_is_whole, reversed(steps))) for steps in (self._done, self._undone))
        return done, undone

    def next_undo(self) -> Step | None:
        """Return the step that undo would take back."""
        self._look()
        return _last_whole(self._done)

    def next_redo(self) -> Step | None:
        """Return the step that redo would do again."""
        self._look()
        return _last_whole(self._undone)

    def note(self, what: str, step: Step, turned: list[Changed]) -> None:
        """Keep that a step was `undone`, `redone` or `dropped`, and what was `turned` for that; on disk."""
        with self._guard:
            self._write(lambda: [{what: step.id, "turned": turned}])
            self._sync()

    def _look(self) -> None:
        """Read what was done up to now, here and in other processes."""
        self.flush()
        self._owed.wait_for_others()
        with self._guard:
            self._rebuild()
            self._read()

    def _write(self, records: Callable[[], Iterable[Record]]) -> None:
        """Append lines; where that cannot be they are kept until the program ends."""
        try:
            with self._lines.held():
                if self._lines.append(records()):
                    self._shorten()
        except OSError:
            self._read()
            for record in records():
                self._take(record)

    def _read(self) -> None:
        """Bring both stacks to what the lines say."""
        try:
            anew, records = self._lines.new()
        except OSError:
            return  # none yet: there is nothing to undo
        if anew:
            self._done, self._undone = [], []
        for record in records:
            self._take(record)

    def _take(self, record: Record) -> None:
        """Bring both stacks to what a line says; one that is not understood is passed over."""
        if "step" in record:
            entries = record.get("entries")
            if not isinstance(entries, list) or self._is_rebuilt(record):
                return
            self._undone.clear()
            label, at = str(record.get("label", "")), str(record.get("at", ""))
            step = _taken(self._done, record["step"]) or Step(record["step"], label)
            step.add(entries)
            step.at, step.stamp = at, str(record.get("stamp", step.stamp))
            self._place(step, is_late=bool(record.get("rebuilt")))
        elif undone := _taken(self._done, record.get("undone")):
            self._undone.append(undone)
        elif redone := _taken(self._undone, record.get("redone")):
            self._done.append(redone)
        elif dropped := record.get("dropped"):
            _taken(self._done, dropped)
            _taken(self._undone, dropped)

    def _place(self, step: Step, *, is_late: bool) -> None:
        """Put a step where it belongs by its stamp: another process may have written its own sooner.

        Unless it `is_late` that is a matter of seconds; more means that the clock was set back.
        """
        place = len(self._done)
        while place and step.stamp and self._done[place - 1].stamp > step.stamp:
            sooner = stamp_nanoseconds(self._done[place - 1].stamp) - stamp_nanoseconds(step.stamp)
            if sooner > _SOONER and not is_late:
                break
            place -= 1
        self._done.insert(place, step)

    def _shorten(self) -> None:
        """Write the file anew with the newest steps; its lock is held."""
        self._read()
        steps = self._done[-_KEPT_STEPS:] + self._undone[::-1]
        records: list[Record] = [{"since": self._store.clock.stamp()}]
        records += [
            {
                "step": step.id,
                "label": step.label,
                "at": step.at,
                "stamp": step.stamp,
                "entries": orjson.Fragment(line),
            }
            for step in steps
            for line in step.lines
        ]
        records += [{"undone": step.id} for step in self._undone]
        self._lines.replace(records)

    # what processes that were killed did not write

    def _rebuild(self) -> None:
        """Append the steps that processes which ended did not; where that cannot be, it is tried again."""
        try:
            if not self._owed.are_left():
                return
            with self._lines.held(), self._owed.left() as left:
                if left:
                    records = sorted(self._missing(left), key=lambda record: str(record["stamp"]))
                    self._lines.append({**record, "rebuilt": True} for record in records)
        except (OSError, LibraryError):
            return

    def _missing(self, left: list[Left]) -> Iterator[Record]:
        """Give the lines that processes which ended did not write."""
        from reader.library.history.rebuilding import missing

        since, known = self._lines.known()
        for process in left:
            for belongs, operation in missing(self._store, process, since, known):
                yield from _Waiting(belongs, operation.label, operation.article, operation.done).records()

    def _is_rebuilt(self, record: Record) -> bool:
        """Tell whether a step was read back already, while the process that did it still lived."""
        if record.get("rebuilt"):
            self._rebuilt.update(changes_of(record))
            return False
        changes = set(changes_of(record)) if self._rebuilt else set[Changed]()
        return bool(changes) and changes <= self._rebuilt


def _last_whole(steps: list[Step]) -> Step | None:
    """Return the last step of a stack; those that are damaged are dropped from it."""
    while steps and not _is_whole(steps[-1]):
        steps.pop()
    return steps[-1] if steps else None


def _is_whole(step: Step) -> bool:
    """Tell whether a step has entries and all of them can be read; otherwise it cannot be taken back."""
    try:
        return step.touched is not None
    except ValueError:
        return False


def _taken(steps: list[Step], wanted: object) -> Step | None:
    """Take a step out of a stack."""
    for place in range(len(steps) - 1, -1, -1):
        if steps[place].id == wanted:
            return steps.pop(place)
    return None
