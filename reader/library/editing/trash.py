"""The trash: articles and highlights that were deleted. Their content is in the files still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.disk.ids import read_id, show_id, stamp_time
from reader.library.disk.merge import DELETED, alive, stamps_of
from reader.library.disk.records import HEAD, article_of, highlight_document, highlight_of, is_highlight
from reader.library.errors import LibraryError, NotFound
from reader.library.history.wording import quoted
from reader.library.writing import kept_unknown
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.disk.merge import Document, Documents
    from reader.library.parts import Parts
    from reader.library.writing import Writing
    from reader.model import Article, Highlight

_SHORTEST = 4  # characters of an id that may stand for all


class Trashed(NamedTuple):
    """What was deleted, and when (ISO 8601, UTC); an article, or a highlight of one that stands."""

    article: Article
    highlight: Highlight | None
    deleted: str

    @property
    def id(self) -> int:
        """The id of what was deleted."""
        return self.highlight.id if self.highlight else self.article.id


class Trash:
    """Lists what was deleted and brings it back."""

    def __init__(self, parts: Parts) -> None:
        self._store, self._book, self._catalogue = parts.store, parts.book, parts.catalogue

    def looked_at(self) -> Iterator[list[Trashed]]:
        """Give for each article's file that holds something deleted what is in the trash of it."""
        for number in self._worth_a_look():
            try:
                docs = self._store.read(number).docs
            except LibraryError:
                yield []  # what cannot be read is `doctor`'s
            else:
                yield list(_deleted_in(number, docs))

    def _worth_a_look(self) -> list[int]:
        """Return the articles with something deleted; all of them while the index does not know it yet."""
        known = self._catalogue.ask(lambda index: index.with_deletions())
        if not self._catalogue.is_building():
            return known
        store = self._store
        return [number for bucket, _ in store.buckets() for number, _ in store.articles_in(bucket)]

    def find(self, text: str) -> Trashed:
        """Return what an id, or its last four or more characters, stands for.

        Raises:
            NotFound: when nothing in the trash has such an id, or several things have.
        """
        sought = text.strip().lower()
        number = read_id(sought)
        items = (item for items in self.looked_at() for item in items)
        found = [item for item in items if item.id == number or _ends(item.id, sought)]
        if len(found) != 1:
            many = "Several things in the trash end" if found else "Nothing in the trash ends"
            raise NotFound(f"{many} in “{sought}”.")
        return found[0]

    def restore(
        self, item: Trashed, writing: Writing, placed: Callable[[Highlight, Article], Highlight]
    ) -> None:
        """Bring something back; one step of undo. `placed` gives a highlight its place in the text of now.

        Raises:
            NotFound: when it is not in the trash any more.
            LibraryError: when it was not saved.
        """
        key = str(item.highlight.id) if item.highlight else HEAD
        self._book.check_writable()
        storage = self._store.shard(item.article.id)
        with storage.begin():
            document, head = storage.docs.get(key), storage.docs.get(HEAD)
            if document is None or alive(document):
                raise NotFound(f"“{show_id(item.id)}” is not in the trash any more.")
            if item.highlight and (head is None or not alive(head)):
                raise NotFound("The passage's article is in the trash; bring that back first.")
            if item.highlight and head is not None:
                there = highlight_of(item.article.id, item.highlight.id, document)
                now = placed(there, article_of(item.article.id, head, 0))
                if now != there:
                    document = kept_unknown(document, highlight_document(now))
            done = storage.commit({key: document})
        what = item.highlight.quote if item.highlight else item.article.title
        writing.note(lambda: f"bringing back {quoted(what)}", item.article.id, done)


def _ends(number: int, sought: str) -> bool:
    return len(sought) >= _SHORTEST and show_id(number).endswith(sought)


def _deleted_in(number: int, docs: Documents) -> Iterator[Trashed]:
    """Give what was deleted of a file: the article, else highlights of it."""
    head = docs.get(HEAD)
    if head is None:
        return
    standing = sum(alive(document) and is_highlight(key, document) for key, document in docs.items())
    article = article_of(number, head, standing)
    if not alive(head):
        yield Trashed(article, None, _when(head))
        return
    for key, document in docs.items():
        if is_highlight(key, document) and not alive(document):
            yield Trashed(article, highlight_of(number, int(key), document), _when(document))


def _when(document: Document) -> str:
    return stamp_time(str(stamps_of(document).get(DELETED, "")))
