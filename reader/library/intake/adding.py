"""Taking in what a source yields: a new article, one that is known, or a newer text of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from reader.library.disk.ids import now
from reader.library.disk.merge import DEFAULT, STAMPS
from reader.library.disk.newfiles import NewFiles
from reader.library.disk.records import (
    HEAD,
    article_document,
    article_of,
    highlight_document,
    highlight_of,
    is_highlight,
    text_of,
)
from reader.library.editing.anchoring import moved_place
from reader.library.editing.checked import clean_tags
from reader.library.errors import LibraryError, NotFound, ShardDamaged, not_saved
from reader.library.history.wording import quoted
from reader.library.intake.matching import place_of_passages
from reader.library.intake.told import check_text, fields_of, suffix_of
from reader.library.outcomes import Added
from reader.library.writing import kept_unknown
from reader.model import NO_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, MutableMapping, Sequence

    from reader.library.disk.merge import Document, Documents
    from reader.library.disk.storage import Committed
    from reader.library.parts import Parts
    from reader.library.reading import Reading
    from reader.library.writing import Writing
    from reader.model import Article, Highlight, Imported

T = TypeVar("T")

LOCK = "add"
_HEAD = int(HEAD)
_DATA = ("title", "kicker", "standfirst", "authors", "published", "site", "url", "language")
#: Origins that say nothing of where a text can be read again.
NOWHERE = ("", "-")
_MOST_FILES = 256  # that are open at a time


@dataclass(slots=True)
class Run(Generic[T]):
    """What became of texts that are added together, and the new articles on their way to the disk.

    `articles` has the number and the documents of each by its place in `outcomes`, `names` their digests and
    origins.
    """

    files: NewFiles
    outcomes: list[T | LibraryError] = field(default_factory=list)
    articles: dict[int, tuple[int, Documents]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


class Adding:
    """Adds articles."""

    def __init__(self, parts: Parts, reading: Reading, writing: Writing) -> None:
        self._store, self._catalogue, self._texts, self._book = parts
        self._reading, self._writing = reading, writing

    def add(self, imported: Imported, tags: Sequence[str]) -> Added:
        """Add a text, unless it is known; another text of a known origin updates its article.

        Raises:
            LibraryError: when the source had an error or no text, or it was not saved.
        """
        (added,) = self.add_all([imported], tags)
        if isinstance(added, LibraryError):
            raise added
        return added

    def add_all(self, texts: Iterable[Imported], tags: Sequence[str]) -> list[Added | LibraryError]:
        """Add texts; new ones come to stand together. An error stands for a text that was not added.

        Raises:
            LibraryError: when no text can be added.
        """
        run: Run[Added] = Run(NewFiles(self._store.disk))
        try:
            with self._store.locks.hold(LOCK):  # two processes must not add one text twice
                for imported in texts:
                    try:
                        run.outcomes.append(self._add(imported, tags, run))
                    except LibraryError as error:
                        run.outcomes.append(error)
                self.settle(run)
        except OSError as error:
            raise not_saved(error, "the article") from error
        finally:
            run.files.discard()
        return run.outcomes

    def settle(self, run: Run[T]) -> None:
        """Wait until all new articles are on disk, and make each a step."""
        try:
            run.files.settle()
        except (OSError, LibraryError) as error:
            refusal = error if isinstance(error, LibraryError) else not_saved(error, "the article")
            for place in run.articles:
                run.outcomes[place] = refusal
        else:
            for number, docs in run.articles.values():
                done: Committed = {key: (None, document) for key, document in docs.items()}
                self._writing.note(partial(_adding, docs), number, done)
        run.names.clear()
        run.articles.clear()

    def _add(self, imported: Imported, tags: Sequence[str], run: Run[Added]) -> Added:
        check_text(imported)
        self._book.check_writable()
        fields = fields_of(imported, clean_tags((*imported.tags, *tags)))
        self.make_room(run, fields)
        known = self.named("digest", imported.body.digest)
        if known:  # before any article asks for it; a text that was lost is back with it
            self._texts.put(imported.body, imported.raw, suffix_of(fields.origin))
        for number in known:
            if found := self._known(number, imported.body.digest):
                return found
        of_origin = self.named("origin", fields.origin) if fields.origin not in NOWHERE else ()
        for number in chain(filter(self.stands, of_origin), self.awaiting(imported, fields)):
            return Added(self.update(number, imported, fields), "updated")
        return Added(self.create(imported, fields, run), "added")

    def make_room(self, run: Run[T], fields: Article) -> None:
        """Put new articles on disk before one of the same text or origin is looked for, or they are many."""
        if len(run.files) > _MOST_FILES or not run.names.isdisjoint((fields.digest, fields.origin)):
            self.settle(run)

    def awaiting(self, imported: Imported, fields: Article) -> Iterator[int]:
        """Give the articles without a text that one belongs to: from its address, or with passages of it."""
        by_title = place_of_passages(fields.title)
        of_address, of_title = self._catalogue.ask(
            lambda index: [index.named("origin", name) if name else [] for name in (fields.url, by_title)],
            whole=True,
        )
        for number in of_address:
            if self.stands(number) and self._reading.article(number).source == NO_TEXT:
                yield number
        yield from (number for number in of_title if self.stands(number) and self.holds(number, imported))

    def holds(self, number: int, imported: Imported, *, most: bool = False) -> bool:
        """Tell whether the words of a passage of an article, or of most, stand in a text that is added."""
        from reader.library.intake.carrying import Carrying

        carrying = Carrying("", imported.body.text, lambda _: None)
        held = (carrying.holds(mark.quote) for mark in self._reading.highlights_of(number))
        return sum(1 if each else -1 for each in held) > 0 if most else any(held)

    def named(self, column: str, value: str) -> list[int]:
        """Return the articles with that `digest` or `origin`, standing ones first."""
        return self._catalogue.ask(lambda index: index.named(column, value), whole=True)

    def _known(self, number: int, digest: str) -> Added | None:
        """Return the article of a text, after a look at its file; one in the trash is taken out of it."""
        try:
            article = self._reading.article(number)
            return Added(article, "known") if article.digest == digest else None
        except NotFound:
            pass
        except ShardDamaged:
            return None
        try:
            storage = self._store.shard(number)
            with storage.begin():
                head = storage.docs.get(HEAD)
                if head is None or article_of(number, head).digest != digest:
                    return None
                done = storage.commit({HEAD: head})
        except NotFound:
            return None
        article = self._reading.article(number)
        self._writing.note(lambda: f"adding {quoted(article.title)}", number, done)
        return Added(article, "added")

    def stands(self, number: int) -> bool:
        """Tell whether an article is there and can be read."""
        try:
            self._reading.docs(number)
        except (NotFound, ShardDamaged):
            return False
        return True

    def create(
        self, imported: Imported, fields: Article, run: Run[T], highlights: Sequence[Highlight] = ()
    ) -> Article:
        """Have a new article written, under the number that `fields` gives it or a new one."""
        number = fields.id or self._store.clock.new_id()
        article = fields._replace(id=number, added=fields.added or now())
        self._store.owed.expect(number)
        stamps = {DEFAULT: self._store.clock.stamp()}
        docs = {HEAD: {**article_document(article), STAMPS: stamps}}
        docs.update({str(mark.id): {**highlight_document(mark), STAMPS: stamps} for mark in highlights})
        with run.files.all_or_none():
            self._texts.write(imported.body, imported.raw, suffix_of(fields.origin), run.files)
            try:
                self._store.create(number, docs, run.files)
            except OSError as error:
                raise not_saved(error, "the article") from error
        run.articles[len(run.outcomes)] = number, docs
        run.names |= {fields.digest, fields.origin} - {*NOWHERE}
        return article_of(number, docs[HEAD], len(highlights))

    def renew(self, number: int, imported: Imported) -> Added:
        """Give an article the text that its source has now, unless it has it.

        Raises:
            LibraryError: when the source had an error or no text, or it was not saved.
        """
        check_text(imported)
        self._book.check_writable()
        try:
            with self._store.locks.hold(LOCK):
                article = self._reading.article(number)
                if article.digest == imported.body.digest:
                    return Added(article, "known")
                return Added(self.update(number, imported, fields_of(imported, ())), "updated")
        except OSError as error:
            raise not_saved(error, "the article") from error

    def update(self, number: int, imported: Imported, fields: Article) -> Article:
        """Give an article a newer text; its highlights are sought in it."""
        from reader.library.intake.carrying import Carrying

        self._texts.put(imported.body, imported.raw, suffix_of(fields.origin))

        def update(view: MutableMapping[int, Document]) -> None:
            head = view[_HEAD]
            old = article_of(number, head)
            position, old_text = old.position, self._text(old.digest)
            if old_text is not None:
                position = moved_place(old_text, imported.body.text, position)
            new = old._replace(
                **data_of(head, fields),
                dropped=fields.dropped,
                origin=fields.origin if old.source == NO_TEXT else old.origin,
                source=fields.source,
                digest=fields.digest,
                earlier=_earlier(old, fields.digest),
                characters=fields.characters,
                words=fields.words,
                position=min(position, fields.characters),
            )
            view[_HEAD] = kept_unknown(head, article_document(new))
            carrying = Carrying(old.digest, imported.body.text, self._text)
            for key in [key for key in view if is_highlight(str(key), view[key])]:
                moved = carrying.carried(highlight_of(number, key, view[key]))
                view[key] = kept_unknown(view[key], highlight_document(moved))

        self._writing.change_shard(number, lambda _: f"new text of {quoted(fields.title)}", update)
        return self._reading.article(number)

    def _text(self, digest: str) -> str | None:
        """Return a text that was kept, or `None` where it cannot be read; a new one takes its place."""
        try:
            return self._texts.get(digest).text
        except ShardDamaged:
            return None


def _adding(docs: Documents) -> str:
    return f"adding {quoted(text_of(docs[HEAD], 'title'))}"


def data_of(head: Document, fields: Article) -> dict[str, Any]:
    """Return what a newer text tells of an article, without the fields that a person corrected."""
    corrected = head.get("corrected")
    kept = corrected if isinstance(corrected, list) else []
    return {name: getattr(fields, name) for name in _DATA if name not in kept}


def _earlier(article: Article, digest: str) -> tuple[str, ...]:
    """Return the digests of the texts that an article had before one, each once."""
    kept = dict.fromkeys(filter(None, (*article.earlier, article.digest)))
    kept.pop(digest, None)
    return tuple(kept)
