"""Steps: what belongs to one, and taking it back or doing it again."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from reader.library.disk.merge import last_stamp, tombstone
from reader.library.disk.owed import ALONE, TURNING
from reader.library.errors import ChangedElsewhere, LibraryError, NotFound
from reader.library.history.history import History
from reader.library.history.turning import turn
from reader.library.outcomes import Past, Undone

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from reader.library.disk.merge import Documents
    from reader.library.disk.storage import Committed
    from reader.library.disk.store import Store
    from reader.library.history.history_lines import Changed
    from reader.library.history.steps import Step
    from reader.library.state.book import Book

_NEVER = "~"  # a stamp behind all others


class Undoing:
    """Notes steps and turns them back. `wrote` hears of every article that it changes."""

    def __init__(self, store: Store, book: Book, wrote: Callable[[int, Committed], None]) -> None:
        self._store, self._book, self._wrote = store, book, wrote
        self._history = History(store)
        self._step = ALONE

    def close(self) -> None:
        """Have the history on disk."""
        self._history.close()

    @contextmanager
    def step(self, label: str, name: str = "") -> Iterator[None]:
        """Make all that is done inside one step; a step inside another belongs to it.

        What is done under a `name` that was used before belongs to that step, whatever was done meanwhile.
        """
        outer = self._step
        self._step = outer if outer != ALONE else (name or os.urandom(8).hex(), label)
        try:
            with self._store.owed.belonging(self._step):
                yield
        finally:
            self._step = outer

    def did(self, label: Callable[[], str], article: int, done: Committed) -> None:
        """Note what was done; what the files may not tell of what was before, at once."""
        if not done:
            return
        self._history.add(self._step, label, article, done)
        changed = sum(old is not None for old, _ in done.values())
        if (changed > 1 or not article) and self._step == ALONE:
            self._history.settle()

    def next_undo(self) -> Undone | None:
        """Say what undo would take back."""
        step = self._history.next_undo()
        return _said(step, undone=True) if step else None

    def next_redo(self) -> Undone | None:
        """Say what redo would do again."""
        step = self._history.next_redo()
        return _said(step, undone=False) if step else None

    def past(self, most: int) -> list[Past]:
        """Return at most `most` steps that undo would take back one after another, the last one first.

        Before them stand those that were taken back and can be done again.
        """
        done, undone = self._history.steps()
        docs: dict[int, Documents] = {}
        told = [Past(step.at, _said(step, undone=False), "undone") for step in reversed(undone)]
        return [*told, *(self._tried(step, docs) for step in done[:most])]

    def _tried(self, step: Step, docs: dict[int, Documents]) -> Past:
        """Take a step back in `docs` alone, to tell whether that can be."""
        kept: list[str] = []
        changes = 0
        for part in step.parts:
            article = part.article
            if article not in docs:
                docs[article] = self._documents(article)
            turned = turn(part, docs[article], redo=False)
            kept += turned.kept
            changes += len(turned.changes)
            for key, new in turned.changes.items():
                docs[article][key] = tombstone(docs[article][key], _NEVER) if new is None else new
        state = "done" if not kept else "part" if changes else "stuck"
        return Past(step.at, _said(step, undone=True, kept=kept), state)

    def _documents(self, article: int) -> Documents:
        try:
            if article:
                return dict(self._store.read(article).docs)
            self._book.file.refresh()
            return dict(self._book.file.docs)
        except LibraryError:
            return {}

    def undo(self) -> Undone | None:
        """Take the last step back, but for what others changed since.

        Raises:
            ChangedElsewhere: when that is all of it; the step is then given up.
            LibraryError: when it was not saved, or not all; the next call goes on with it.
        """
        return _ended(self.turning(redo=False))

    def redo(self) -> Undone | None:
        """Do again what was taken back last; raises as `undo`."""
        return _ended(self.turning(redo=True))

    def turning(self, *, redo: bool) -> Generator[tuple[int, int], None, Undone | None]:
        """Do what `undo` does, or `redo`; give before each article how many are done, of how many.

        What is not gone on with is gone on with by the next call.
        """
        step = self._history.next_redo() if redo else self._history.next_undo()
        if step is None:
            return None
        self._book.check_writable()
        self._history.settle()  # what is turned must be known, whatever happens now
        kept: list[str] = []
        changes: list[Changed] = []
        parts = step.parts
        for number, part in enumerate(parts):
            yield number, len(parts)
            article = part.article
            try:
                storage = self._store.shard(article) if article else self._book.file
                with (
                    self._store.owed.belonging(TURNING),
                    storage.begin(),
                ):  # which takes back what an earlier attempt was refused
                    turned = turn(part, storage.docs, redo=redo)
                    done = storage.commit(turned.changes) if turned.changes else {}
            except NotFound:
                kept.append("the article is gone")
                continue
            kept += turned.kept
            if done:
                changes += ((article, key, last_stamp(new)) for key, (_, new) in done.items())
                self._wrote(article, done)
        said = _said(step, undone=not redo, kept=kept)
        if kept and not changes:
            self._history.note("dropped", step, changes)
            what = "done again" if redo else "undone"
            raise ChangedElsewhere(f"Cannot be {what}: {said.words}; {said.remark}.")
        self._history.note("redone" if redo else "undone", step, changes)
        return said


def _ended(turning: Generator[tuple[int, int], None, Undone | None]) -> Undone | None:
    while True:
        try:
            next(turning)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # the generator's own type says what it is


def _said(step: Step, *, undone: bool, kept: Sequence[str] = ()) -> Undone:
    """Describe a step by the first place in a text that it touched."""
    touched = step.touched
    assert touched
    first, placed = touched.first, touched.placed
    start, end, highlight = placed.place if placed and placed.place else (None, None, None)
    if placed and undone and (before := placed.fields.get("start", [[]])[0]):
        start = before[0]  # where it was before its bounds were changed
    return Undone(
        step.label,
        first.article,
        start,
        end,
        highlight,
        undone,
        tuple(kept),
        touched.documents,
        touched.articles,
    )
