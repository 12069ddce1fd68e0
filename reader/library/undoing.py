"""Steps: what belongs to one, and taking it back or doing it again."""

from __future__ import annotations

import os
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

from reader.library.errors import ChangedElsewhere, NotFound
from reader.library.history import History, plan, records_of
from reader.library.outcomes import Undone
from reader.library.records import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.book import Book
    from reader.library.steps import Entry, Step
    from reader.library.storage import Committed, ShardFile
    from reader.library.store import Store


class Undoing:
    """Notes steps and turns them back. `wrote` hears of every article that it changes."""

    def __init__(self, store: Store, book: Book, wrote: Callable[[int, Committed], None]) -> None:
        self._store, self._book, self._wrote = store, book, wrote
        self._history = History(f"{store.private}/history", store.locks, store.disk)
        self._step: tuple[str, str] | None = None

    @contextmanager
    def step(self, label: str) -> Iterator[None]:
        """Make all that is done inside one step; a step inside another belongs to it."""
        outer = self._step
        self._step = outer or (_step_id(), label)
        try:
            yield
        finally:
            self._step = outer

    def did(self, label: str, article: int, done: Committed) -> None:
        """Note what was done."""
        step, label = self._step or (_step_id(), label)
        if done:
            self._history.add(step, label, list(records_of(article, done)))

    def next_undo(self) -> Undone | None:
        """Say what undo would take back."""
        step = self._history.next_undo()
        return _said(step, undone=True) if step else None

    def next_redo(self) -> Undone | None:
        """Say what redo would do again."""
        step = self._history.next_redo()
        return _said(step, undone=False) if step else None

    def steps(self) -> list[tuple[str, Undone]]:
        """Return what undo would take back one after another, each with its time."""
        return [(step.at, _said(step, undone=True)) for step in self._history.steps()]

    def undo(self) -> Undone | None:
        """Take the last step back.

        Raises:
            ChangedElsewhere: when something else changed what it wrote; the step is then given up.
        """
        return self._turn(self._history.next_undo(), redo=False)

    def redo(self) -> Undone | None:
        """Do again what was taken back last; raises as `undo`."""
        return self._turn(self._history.next_redo(), redo=True)

    def _turn(self, step: Step | None, *, redo: bool) -> Undone | None:
        if step is None:
            return None
        parts = _by_article(step.entries if redo else step.entries[::-1])
        parts = [(article, entries if redo else entries[::-1]) for article, entries in parts]
        try:
            for article, entries in self._still_to_turn(parts, redo=redo):
                storage = self._storage(article)
                with storage.begin():
                    done = storage.commit(plan(entries, storage.docs, redo=redo))
                self._wrote(article, done)
        except (ChangedElsewhere, NotFound) as error:
            self._history.note("dropped", step)
            what = "done again" if redo else "undone"
            raise ChangedElsewhere(
                f"“{step.label}” cannot be {what}: it was changed elsewhere since."
            ) from error
        self._history.note("redone" if redo else "undone", step)
        return _said(step, undone=not redo)

    def _still_to_turn(
        self, parts: list[tuple[int, list[Entry]]], *, redo: bool
    ) -> list[tuple[int, list[Entry]]]:
        """Return the parts of a step that can be turned, without those that an earlier attempt turned.

        That attempt ended halfway, by a full disk or a crash. Raises as `plan` when another part cannot be
        turned, or none can.
        """
        left, refused = [], None
        for article, entries in parts:
            storage = self._storage(article)
            with storage.begin():  # which takes back what an earlier attempt was refused
                try:
                    plan(entries, storage.docs, redo=redo)
                except ChangedElsewhere as error:
                    plan(entries, storage.docs, redo=not redo)
                    refused = error
                else:
                    left.append((article, entries))
        if refused and not left:
            raise refused
        return left

    def _storage(self, article: int) -> ShardFile:
        self._book.check_writable()
        return self._store.shard(article) if article else self._book.file


def _by_article(entries: list[Entry]) -> list[tuple[int, list[Entry]]]:
    ordered = sorted(entries, key=lambda entry: entry.article)  # stable: within an article as they were
    return [(article, list(group)) for article, group in groupby(ordered, lambda entry: entry.article)]


def _said(step: Step, *, undone: bool) -> Undone:
    """Describe a step by the first place in a text that it touched."""
    article = next((entry.article for entry in step.entries if entry.document != HEAD), 0)
    if not article and step.entries:
        article = step.entries[0].article
    start, end, highlight = next(
        (entry.place for entry in step.entries if entry.place and entry.article == article),
        (None, None, None),
    )
    return Undone(step.label, article, start, end, highlight, undone)


def _step_id() -> str:
    return os.urandom(8).hex()
