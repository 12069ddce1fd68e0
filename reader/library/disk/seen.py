"""What changed among documents since they were seen last: told in a moment, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.alike import ends_alike

if TYPE_CHECKING:
    from reader.library.disk.merge import Document, Documents


class Seen:
    """Documents as they were seen last: one is never changed, another takes its place."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._documents: list[Document] = []

    def take(self, docs: Documents) -> tuple[list[str], dict[str, Document]]:
        """Return the keys whose documents are gone or replaced, and the documents that are there instead."""
        keys, documents = list(docs), list(docs.values())
        head, tail = map(min, ends_alike(self._keys, keys), ends_alike(self._documents, documents))
        old, new = slice(head, len(self._keys) - tail), slice(head, len(keys) - tail)
        before = dict(zip(self._keys[old], self._documents[old], strict=True))
        now = dict(zip(keys[new], documents[new], strict=True))
        self._keys, self._documents = keys, documents
        gone = [key for key, document in before.items() if now.get(key) is not document]
        return gone, {key: document for key, document in now.items() if before.get(key) is not document}
