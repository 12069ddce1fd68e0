"""What would become of texts if they were added, told without a change to any file of the library."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from reader.library.disk.records import HEAD, article_of
from reader.library.editing.checked import clean_tags
from reader.library.errors import LibraryError, NotFound, ShardDamaged
from reader.library.intake.adding import NOWHERE, data_of
from reader.library.intake.carrying import Carrying
from reader.library.intake.told import check_text, fields_of
from reader.library.outcomes import Foretold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import RLock

    from reader.library.intake.adding import Adding
    from reader.library.parts import Parts
    from reader.library.reading import Reading
    from reader.model import Article, Imported


class Foretelling:
    """Tells of one text after the other what `Adding` would do, as if it had been done for those before."""

    def __init__(self, parts: Parts, reading: Reading, adding: Adding, lock: RLock) -> None:
        self._parts, self._reading, self._adding, self._lock = parts, reading, adding, lock
        self._texts: dict[str, Article] = {}  # by digest
        self._sources: dict[str, Article] = {}  # by origin
        self._replaced: set[str] = set()  # digests that no article has any longer
        self._updated: set[int] = set()

    def foretell(self, imported: Imported, tags: Sequence[str]) -> Foretold:
        """Return what would become of a text; a new article has no id yet.

        Raises:
            LibraryError: when it would not be added.
        """
        with self._lock:
            check_text(imported)
            self._parts.book.check_writable()
            fields = fields_of(imported, clean_tags((*imported.tags, *tags)))
            if known := self._known(fields.digest):
                return Foretold(known, "known")
            article, waiting = self._trashed(fields.digest), 0
            status = "added"
            if article is None and (old := self._earlier(imported, fields)):
                status, article = "updated", self._renewed(old, fields)
                waiting = self._waiting(article, imported.body.text)
                self._replaced.add(old.digest)
                self._updated.add(old.id)
            article = article or fields
            self._replaced.discard(fields.digest)
            self._texts[fields.digest] = self._sources[fields.origin] = article
            return Foretold(article, status, waiting)

    def _known(self, digest: str) -> Article | None:
        """Return the article that has a text."""
        if digest in self._replaced or digest in self._texts:
            return None if digest in self._replaced else self._texts[digest]
        for number in filter(self._adding.stands, self._adding.named("digest", digest)):
            article = self._reading.article(number)
            if article.digest == digest:
                return article
        return None

    def _trashed(self, digest: str) -> Article | None:
        """Return the article with a text that would be taken out of the trash."""
        if digest in self._replaced:
            return None
        for number in self._adding.named("digest", digest):
            try:
                head = self._parts.store.read(number).docs.get(HEAD)
            except LibraryError:
                continue
            if head is not None and (article := article_of(number, head)).digest == digest:
                return article
        return None

    def _earlier(self, imported: Imported, fields: Article) -> Article | None:
        """Return the article that would get a text: that of its origin, or one that has none yet."""
        named: list[int] = []
        if fields.origin not in NOWHERE:
            if fields.origin in self._sources:
                return self._sources[fields.origin]
            named = self._adding.named("origin", fields.origin)
        awaiting = (each for each in self._adding.awaiting(imported, fields) if each not in self._updated)
        number = next(chain(filter(self._adding.stands, named), awaiting), None)
        return None if number is None else self._reading.article(number)

    def _renewed(self, old: Article, fields: Article) -> Article:
        """Return an article with what a newer text tells of it."""
        if not old.id:
            return fields
        data = data_of(self._parts.store.read(old.id).docs[HEAD], fields)
        return old._replace(**data, digest=fields.digest)

    def _waiting(self, article: Article, text: str) -> int:
        """Count the passages that would wait for a person if their article had a newer text."""
        if not article.highlights:
            return 0
        try:
            digest, marks = self._reading.article(article.id).digest, self._reading.highlights_of(article.id)
        except NotFound:
            return 0  # it is in the trash still
        carrying = Carrying(digest, text, self._text)
        return sum(carrying.carried(mark).waits for mark in marks)

    def _text(self, digest: str) -> str | None:
        try:
            return self._parts.texts.get(digest).text
        except ShardDamaged:
            return None
