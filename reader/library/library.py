"""The library: the one way to read and write it. It gives and takes model objects only."""

from __future__ import annotations

import os
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from reader.library.changes import Changes
from reader.library.coding import Coding
from reader.library.disk.store import Store
from reader.library.disk.texts import Texts
from reader.library.feeding import Feeding
from reader.library.index.catalogue import Catalogue
from reader.library.parts import Parts
from reader.library.reading import Reading
from reader.library.reworking import Reworking
from reader.library.searching import Searching
from reader.library.state.book import Book
from reader.library.state.person import clean_name, login_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from reader.library.outcomes import Added, Change, Undone
    from reader.model import Article, ArticleView, Body, Codebook, Highlight, Imported
    from reader.text.query_nodes import Query


class Library(Coding, Feeding, Reworking, Searching):
    """A folder of articles. Threads of one process may share it; processes share the folder.

    Every method may raise `LibraryError`, those that take an id `NotFound`. A method that writes returns once
    the change is on disk, and is one step of undo.
    """

    def __init__(
        self,
        root: Path | str,
        *,
        annotator: str = "",
        cache: Path | str | None = None,
        waiting: Callable[[int, int], bool] | None = None,
    ) -> None:
        """Open or make it; its index has a folder in `cache`, or in it. For `waiting` see `Catalogue`."""
        self.annotator = clean_name(annotator) or login_name()
        self._store = Store(os.path.realpath(root))
        book = Book(self._store)
        folders = [f"{cache}/{book.name_in_cache}"] if cache else []
        self._parts = Parts(
            self._store,
            Catalogue(self._store, [*folders, f"{self._store.private}/cache"], waiting),
            Texts(self._store.texts, self._store.quarantine),
            book,
        )
        self._changes = Changes(self._parts)
        self._reading = Reading(self._parts)
        self._lock = RLock()

    @cached_property
    def root(self) -> Path:
        """The folder, without links."""
        from pathlib import Path

        return Path(self._store.root)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all files."""
        with self._lock:
            if "_undoing" in vars(self):
                self._undoing.close()
            self._keep_copies()
            if "_comparing" in self.__dict__:
                self._comparing.close()
            self._reading.close()
            self._store.close()
            self._parts.catalogue.close()

    # reading

    def page(
        self, query: Query | None = None, *, order: str = "added", offset: int = 0, limit: int = 60
    ) -> list[Article]:
        """Return articles that meet a query, from `offset` on, at most `limit`.

        `order` is added, read, progress, words, highlights (the most or newest first), title or site.
        """
        with self._lock:
            return self._reading.page(query, order, offset, limit)

    def count(self, query: Query | None = None) -> int:
        """Count the articles that meet a query."""
        with self._lock:
            return self._reading.count(query)

    def article(self, article: int) -> Article:
        """Return an article."""
        with self._lock:
            return self._reading.article(article)

    def body(self, article: int) -> Body:
        """Return an article's text."""
        with self._lock:
            return self._reading.body(article)

    def highlights_of(self, article: int) -> list[Highlight]:
        """Return an article's highlights by start, then end."""
        with self._lock:
            return self._reading.highlights_of(article)

    def view(self, article: int, query: Query | None = None, *, listed: bool = False) -> ArticleView:
        """Return an article with all that belongs to it, or of its passages those that meet a query.

        All are given of an article that meets it by itself, unless the query `listed` passages.
        """
        with self._lock:
            return self._reading.view(article, query, listed=listed)

    def highlights(self, query: Query | None = None) -> Iterator[Highlight]:
        """Give the highlights that meet a query, by article, the newest first, then by start."""
        found = self._reading.highlights(query)
        while True:
            with self._lock:
                highlight = next(found, None)
            if highlight is None:
                return
            yield highlight

    def highlight(self, highlight: int) -> Highlight:
        """Return a highlight."""
        with self._lock:
            return self._reading.highlight(highlight)

    def find(self, text: str) -> int:
        """Return the article that an id, its last four or more characters, or `last` stands for."""
        with self._lock:
            return self._reading.find(text)

    def last_read(self) -> Article | None:
        """Return the article that was read last."""
        with self._lock:
            return self._reading.last_read()

    @property
    def codebook(self) -> Codebook:
        """The codebook, as it is on disk."""
        with self._lock:
            return self._parts.book.codebook

    def tag_counts(self) -> dict[str, int]:
        """Return every tag in use or in the codebook with the number of its highlights."""
        with self._lock:
            return self._reading.tag_counts()

    def recent_tags(self) -> list[str]:
        """Return the tags in use, last used first."""
        with self._lock:
            return self._reading.recent_tags()

    # writing

    def add(self, imported: Imported, *, tags: Sequence[str] = ()) -> Added:
        """Add a text; the same text twice is one article, another text of one origin updates it."""
        with self._lock:
            return self._adding.add(imported, tags)

    def mark(
        self,
        article: int,
        start: int,
        end: int,
        *,
        tags: Sequence[str] = (),
        note: str = "",
        colour: str = "",
    ) -> Highlight:
        """Make a highlight of `start` to `end` (code points), always a new one."""
        with self._lock:
            return self._writing.mark(
                article, start, end, tags=tags, note=note, colour=colour, annotator=self.annotator
            )

    def change(
        self,
        highlight: Highlight,
        *,
        tags: Sequence[str] | None = None,
        note: str | None = None,
        colour: str | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> Highlight:
        """Change what is given of a highlight; its quote follows its bounds."""
        with self._lock:
            return self._writing.change(highlight, tags, note, colour, (start, end))

    def delete(self, highlights: Sequence[Highlight]) -> None:
        """Delete highlights of one article, in one step."""
        with self._lock:
            self._writing.delete(highlights)

    def change_article(
        self,
        article: int,
        *,
        status: str | None = None,
        tags: Sequence[str] | None = None,
        seen: Article | None = None,
        note: str | None = None,
        title: str | None = None,
        kicker: str | None = None,
        authors: Sequence[str] | None = None,
        published: str | None = None,
        site: str | None = None,
    ) -> Article:
        """Change what is given of an article.

        `seen` is the article as a person was shown it: `tags` adds and removes what differs from its own, and
        what another process tagged or noted meanwhile is kept.
        """
        fields = {
            "status": status,
            "tags": tags,
            "note": note,
            "title": title,
            "kicker": kicker,
            "authors": authors,
            "published": published,
            "site": site,
        }
        with self._lock:
            return self._writing.change_article(article, fields, seen)

    def place(self, article: int, position: int, progress: float, *, seconds: int = 0) -> None:
        """Keep the reading place (an offset, and 0 to 1), the time, and seconds more; no step of undo."""
        with self._lock:
            self._writing.place(article, position, progress, seconds)

    def trash(self, article: int) -> None:
        """Delete an article; undo brings it back."""
        with self._lock:
            self._writing.trash(article)

    def set_codebook(self, codebook: Codebook) -> None:
        """Write the codebook."""
        with self._lock:
            self._writing.change_codebook(lambda _: codebook)

    def change_codebook(self, change: Callable[[Codebook], Codebook]) -> None:
        """Write what `change` makes of the codebook as it is on disk; nobody else writes meanwhile."""
        with self._lock:
            self._writing.change_codebook(change)

    def undo(self) -> Undone | None:
        """Take the last step back and say what it was; `None` when there is none."""
        with self._lock:
            return self._undoing.undo()

    def redo(self) -> Undone | None:
        """Do the step again that was taken back last; `None` when there is none."""
        with self._lock:
            return self._undoing.redo()

    def next_undo(self) -> Undone | None:
        """Say what undo would take back."""
        with self._lock:
            return self._undoing.next_undo()

    def next_redo(self) -> Undone | None:
        """Say what redo would do again."""
        with self._lock:
            return self._undoing.next_redo()

    # others

    def subscribe(self, callback: Callable[[Change], None]) -> None:
        """Have `callback` called after each change that this library makes, in the thread that made it."""
        self._changes.subscribers.append(callback)

    def poll(self) -> list[Change]:
        """Return what other processes changed since the last call; the first call only begins to watch."""
        with self._lock:
            return list(self._changes.poll())
