"""The side of a library that looks after it: steps, drafts, history, trash, copies, backups, damage."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.errors import LibraryError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from contextlib import AbstractContextManager
    from threading import RLock
    from typing import IO

    from reader.library.care.findings import Finding
    from reader.library.changes import Changes
    from reader.library.editing.trash import Trashed
    from reader.library.history.undoing import Undoing
    from reader.library.outcomes import Past, Undone
    from reader.library.parts import Parts
    from reader.library.reading import Reading
    from reader.library.state.drafts import Draft
    from reader.library.state.letters import Keys
    from reader.library.state.written import Written
    from reader.library.writing import Writing
    from reader.model import Article, ArticleView, Highlight, Imported, Pace


def _nothing() -> None:
    """Do nothing; stands for a bar that nobody sees."""


class Caring:
    """What `Library` offers for its care; each part is loaded when it is asked for."""

    _parts: Parts
    _changes: Changes
    _lock: RLock
    _reading: Reading

    # the writing side is loaded with the first change, for a command that only reads starts sooner

    @cached_property
    def _undoing(self) -> Undoing:
        from reader.library.history.undoing import Undoing

        return Undoing(self._parts.store, self._parts.book, self._changes.wrote)

    @cached_property
    def _writing(self) -> Writing:
        from reader.library.writing import Writing

        return Writing(self._parts, self._reading, self._undoing, self._changes.wrote)

    def step(self, label: str) -> AbstractContextManager[None]:
        """Make all changes inside one step of undo."""
        return self._undoing.step(label)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Wait for the disk once, on leaving, for all changes to articles and highlights inside.

        What is done inside is not saved before. Undo and redo are not for inside.

        Raises:
            LibraryError: on leaving, when the disk refused; then none of them is saved.
        """
        with self._lock, self._parts.store.batch.together():
            yield

    # drafts

    def draft(self, key: str) -> Draft | None:
        """Return the draft kept under a key, such as `note:912770666812307451`; `None` when there is none."""
        from reader.library.state.drafts import Drafts

        with self._lock:
            return Drafts(self._parts.store).get(key)

    def keep_draft(self, key: str, text: str) -> None:
        """Keep what is being typed, so that it survives a crash; on the disk when this returns."""
        from reader.library.state.drafts import Drafts

        with self._lock:
            Drafts(self._parts.store).keep(key, text)

    def drop_draft(self, key: str) -> None:
        """Take a draft away."""
        from reader.library.state.drafts import Drafts

        with self._lock:
            Drafts(self._parts.store).drop(key)

    # files outside that are kept up to date

    @cached_property
    def written(self) -> Written:
        """What was last written into files outside that people edit."""
        from reader.library.state.written import Written

        return Written(self._parts.store)

    # places and macros under a letter

    def letters(self) -> dict[str, tuple[int, int]]:
        """Return the places that were given a letter on this machine: article and offset."""
        from reader.library.state.letters import places

        return places(self._parts.store).all()

    def set_letter(self, letter: str, article: int, offset: int) -> None:
        """Keep a place under a letter; on the disk when this returns, and no step of undo."""
        from reader.library.state.letters import places

        with self._lock:
            places(self._parts.store).put(letter, (article, offset))

    def macros(self) -> dict[str, Keys]:
        """Return the macros of this machine: keys, each with the character that it types, by letter."""
        from reader.library.state.letters import macros

        return macros(self._parts.store).all()

    def set_macro(self, letter: str, keys: Keys) -> None:
        """Keep a macro under a letter; on the disk when this returns, and no step of undo."""
        from reader.library.state.letters import macros

        with self._lock:
            macros(self._parts.store).put(letter, keys)

    # the person's pace

    def pace(self) -> Pace:
        """Return how fast the person at this machine reads."""
        from reader.library.state.pacing import read_pace

        return read_pace(self._parts.store)

    def keep_pace(self, pace: Pace) -> None:
        """Keep how fast the person reads; of this machine only, and no step of undo."""
        from reader.library.state.pacing import keep_pace

        with self._lock:
            keep_pace(self._parts.store, pace)

    # what was done and deleted

    def turning(self, *, redo: bool = False) -> Generator[tuple[int, int], None, Undone | None]:
        """Take the last step back, or do it again, as `undo` and `redo` do: one article after the other.

        Before each it gives how many are done, of how many; what it returns says what the step was.
        """
        work = self._undoing.turning(redo=redo)
        while True:
            with self._lock:
                try:
                    piece = next(work)
                except StopIteration as end:
                    return end.value  # type: ignore[no-any-return]  # the generator's own type says it
            yield piece

    def history(self, most: int) -> list[Past]:
        """Return at most `most` steps that undo would take back one after another, the last one first.

        Before them stand those that were taken back and can be done again.
        """
        with self._lock:
            return self._undoing.past(most)

    def trashed(self) -> Iterator[Trashed]:
        """Give the articles and highlights that were deleted, the last first."""
        from reader.library.editing.trash import Trash

        looked_at = Trash(self._parts).looked_at()
        found: list[Trashed] = []
        while True:
            with self._lock:
                items = next(looked_at, None)
            if items is None:
                break
            found += items
        yield from sorted(found, key=lambda item: (item.deleted, item.id), reverse=True)

    def bring_back(self, what: Trashed | str) -> Trashed:
        """Bring back something of the trash, or what an id, or the end of one, stands for."""
        from reader.library.editing.trash import Trash

        with self._lock:
            trash = Trash(self._parts)
            item = trash.find(what) if isinstance(what, str) else what
            trash.restore(item, self._writing, self._placed_now)
            return item

    def _placed_now(self, highlight: Highlight, article: Article) -> Highlight:
        """Return a highlight as it stands in its article's text, which may be newer than it."""
        from reader.library.intake.carrying import carried_over

        return carried_over(highlight, article, lambda digest: self._parts.texts.get(digest).text)

    # copies and damage

    def opened(self, article: int) -> ArticleView:
        """Return an article to be read; highlights that stand on other words are put right before."""
        with self._lock:
            view = self._reading.view(article)
            if any(mark.is_misplaced(view.body.text) for mark in view.highlights):
                from reader.library.care.checks_places import PlaceChecks

                with suppress(LibraryError):  # then they are shown where they are
                    self._parts.book.check_writable()
                    PlaceChecks(self._parts, self._placed_now).put_right(article)
                    return self._reading.view(article)
            return view

    def damaged(self) -> list[int]:
        """Return the articles whose files cannot be read; no list shows them."""
        with self._lock:
            return self._reading.damaged()

    def notice(self, article: int = 0) -> str:
        """Say why the library, or an article of it, may only be read; empty when it may be written."""
        with self._lock:
            return self._reading.notice(article)

    def backup(self, out: IO[bytes], step: Callable[[], None] = _nothing) -> int:
        """Write all but this machine's own into a .tar.gz, while others may write; count the files."""
        from reader.library.care.archive import write_archive

        return write_archive(self._parts.store, out, step)

    def examine(
        self,
        *,
        repair: bool = False,
        reread: Callable[[str], Imported | None] = lambda path: None,
        step: Callable[[], None] = _nothing,
    ) -> Iterator[Finding]:
        """Give what is wrong with the files, put right where `repair` is set and it can be.

        `reread` reads the source that is kept beside a text, for a text that is missing or damaged.
        """
        from reader.library.care.doctor import Doctor

        yield from Doctor(self._parts, reread, self._placed_now, step).examine(repair=repair)

    def files(self) -> int:
        """Count the articles' files."""
        store = self._parts.store
        return sum(1 for bucket, _ in store.buckets() for _ in store.articles_in(bucket))

    def files_of(self, article: int) -> tuple[list[str], list[str]]:
        """Return the files that an article is made of, and those that tell of a change in the list."""
        store, texts = self._parts.store, self._parts.texts
        digest = self._reading.digest(article)
        own = [store.path(article), self._parts.book.path]
        own += [texts.path(digest, suffix) for suffix in ("txt", "marks.json")]
        return own, [*self._parts.catalogue.files(), store.articles]

    def is_read_elsewhere(self) -> bool:
        """Tell whether another process reads articles into the index."""
        from reader.library.index.builder import Builder

        folder = self._parts.catalogue.folder
        return bool(folder) and Builder(self._parts.store.root, folder).runs()

    def _keep_copies(self) -> None:
        """Copy what this library changed since the last time."""
        if not self._changes.edited:
            return
        from reader.library.state.backups import Backups

        store, book = self._parts.store, self._parts.book
        paths = [store.path(article) if article else book.path for article in sorted(self._changes.edited)]
        self._changes.edited.clear()
        Backups(store).keep(paths)
