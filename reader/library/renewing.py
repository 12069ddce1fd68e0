"""The side of a library that takes texts in: new ones, newer ones, and what becomes of passages then."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.caring import Caring

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from reader.library.errors import LibraryError
    from reader.library.intake.adding import Adding
    from reader.library.intake.bringing import Bringing
    from reader.library.intake.foretelling import Foretelling
    from reader.library.outcomes import Added, Brought
    from reader.model import Article, Body, Highlight, Imported, Tag


class Renewing(Caring):
    """What `Library` offers for texts that change at their source."""

    annotator: str

    @cached_property
    def _adding(self) -> Adding:
        from reader.library.intake.adding import Adding

        return Adding(self._parts, self._reading, self._writing)

    def add_all(self, texts: Iterable[Imported], *, tags: Sequence[str] = ()) -> list[Added | LibraryError]:
        """Add texts as `add` does, many times faster; an error stands for a text that was not added."""
        with self._lock:
            return self._adding.add_all(texts, tags)

    def foretelling(self) -> Foretelling:
        """Return what tells, text by text, what adding would do, and changes nothing."""
        from reader.library.intake.foretelling import Foretelling

        return Foretelling(self._parts, self._reading, self._adding, self._lock)

    @contextmanager
    def one_step(self, label: str, name: str = "") -> Iterator[None]:
        """Make all that is done inside one step of undo, with what was done under that `name` before."""
        with self._undoing.step(label, name):
            yield

    @cached_property
    def _bringing(self) -> Bringing:
        from reader.library.intake.bringing import Bringing

        return Bringing(self._parts, self._reading, self._writing, self._adding)

    def bring_all(
        self, texts: Iterable[Imported], *, label: str, tags: Sequence[str] = (), trial: bool = False
    ) -> list[Brought | LibraryError]:
        """Take in articles with passages that were marked elsewhere, as one step of undo named `label`.

        Each passage is attached where its words stand, else it is an orphan. What is here already stays as
        it is, but gets a note, tags or a colour that it had not. An article without a text gets a stand-in,
        until its text comes. In a `trial` nothing is written. An error stands for what was not taken.
        """
        with self._lock, self._undoing.step(label):
            return self._bringing.bring_all(texts, tags, self.annotator, trial=trial)

    def learn(self, tags: Iterable[Tag], *, trial: bool = False) -> int:
        """Put tags into the codebook that it lacks, and what it does not say yet of the others.

        Tags that every new library begins with leave their digits to those given, unless something has them.
        Returns how many there were; in a `trial` nothing is written.
        """
        from reader.model import STARTING_TAGS

        given = list(tags)
        names = {tag.name for tag in given}
        with self._lock:
            book, wanted = self._parts.book.codebook, names | self._reading.tags_used()
            idle = frozenset(tag for tag in STARTING_TAGS if tag.name not in wanted)
            learnt = book.learnt(given, idle).tags
            changed = sum(tag not in book.tags for tag in learnt if tag.name in names)
            if changed and not trial:
                self._writing.change_codebook(lambda codebook: codebook.learnt(given, idle))
        return changed

    def renew(self, article: int, imported: Imported) -> Added:
        """Give an article the text that its source has now; `known` when it is the same."""
        with self._lock:
            return self._adding.renew(article, imported)

    def awaited(self, article: int, imported: Imported) -> Imported | None:
        """Return a text under an article's names, if that has none and most of its passages stand in it."""
        with self._lock:
            here = self._reading.article(article)
            if here.has_text or not self._adding.holds(article, imported, most=True):
                return None
        from dataclasses import replace

        data = replace(imported.metadata, title=here.title, authors=here.authors)
        return replace(imported, metadata=data)

    def of_origin(self, origin: str) -> Article | None:
        """Return the article that came from an address or path, unless it is in the trash."""
        from reader.library.intake.adding import NOWHERE

        with self._lock:
            named = () if origin in NOWHERE else self._adding.named("origin", origin)
            number = next(filter(self._adding.stands, named), None)
            return None if number is None else self._reading.article(number)

    def earlier_body(self, digest: str) -> Body:
        """Return a text that an article had before, by its digest."""
        with self._lock:
            return self._parts.texts.get(digest)

    def accept(self, highlight: Highlight) -> Highlight:
        """Attach a highlight that waits where it is proposed to be.

        Raises:
            LibraryError: there is no proposal, or it is another than was shown.
        """
        from reader.library.editing.settling import ACCEPTED, accepted

        with self._lock:
            return self._writing.settle(highlight, ACCEPTED, accepted)

    def keep_orphan(self, highlight: Highlight) -> Highlight:
        """Let a highlight that waits be without a place; it waits no longer, and keeps its words."""
        from reader.library.editing.settling import ORPHANED, orphaned

        with self._lock:
            return self._writing.settle(highlight, ORPHANED, orphaned)
