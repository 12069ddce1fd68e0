"""Checks that highlights stand on the words that they quote.

They do not where a text was made newer on one machine while another one marked it: joined, the file has the
newer text, and the highlight its place in the older one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.care.findings import Problem
from reader.library.disk.merge import alive
from reader.library.disk.records import HEAD, article_of, highlight_document, highlight_of, is_highlight
from reader.library.errors import ShardDamaged
from reader.library.writing import kept_unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.disk.merge import Document, Documents
    from reader.library.parts import Parts
    from reader.model import Article, Highlight


class PlaceChecks:
    """Looks at highlights of articles whose texts are here; `placed` gives one its place in such a text."""

    def __init__(self, parts: Parts, placed: Callable[[Highlight, Article], Highlight]) -> None:
        self._store, self._texts, self._placed = parts.store, parts.texts, placed

    def article(self, number: int, path: str, docs: Documents) -> Iterator[Problem]:
        """Check the highlights of an article, given its documents."""
        count = len(self._misplaced(number, docs))
        if count:
            some = f"{count} highlight{'s' * (count != 1)} of it"
            problem = f"other words than {some} quote{'s' * (count == 1)} stand in the text there"
            remedy = "seek those words in the text; what is uncertain waits, for `reader check`"
            yield Problem(path, "places", problem, remedy, lambda: self.put_right(number))

    def _misplaced(self, number: int, docs: Documents) -> dict[str, Highlight]:
        """Return the highlights that do not stand where their words are, as they stand in the text of now."""
        head = docs.get(HEAD)
        marks = [key for key, document in docs.items() if is_highlight(key, document) and alive(document)]
        if head is None or not alive(head) or not marks:
            return {}
        article = article_of(number, head, len(marks))
        try:
            text = self._texts.get(article.digest).text if article.has_text else None
        except ShardDamaged:
            text = None  # which is told of elsewhere
        if text is None:
            return {}
        found = {}
        for key in marks:
            mark = highlight_of(number, int(key), docs[key])
            if mark.is_misplaced(text):
                found[key] = self._placed(mark, article)
        return found

    def put_right(self, number: int) -> str:
        """Seek the words of those that stand on others; what is uncertain waits. Raises LibraryError."""
        storage = self._store.shard(number)
        with storage.begin():
            docs = storage.docs
            found = self._misplaced(number, docs)
            changed: dict[str, Document | None] = {
                key: kept_unknown(docs[key], highlight_document(mark)) for key, mark in found.items()
            }
            storage.commit(changed)
        self._store.dirty.add(number)
        waiting = sum(mark.waits for mark in found.values())
        return f"sought: {len(found) - waiting} found again, {waiting} wait"
