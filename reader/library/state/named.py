"""What the library keeps under names beside the codebook, in library.json: saved views, and annotators.

Each is a document, joined field by field as tags are; where two machines gave one name to two of them the
first made stands for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.library.disk.records import text_of
from reader.library.errors import LibraryError
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

    from reader.library.disk.merge import Document, Documents
    from reader.library.disk.storage import Committed
    from reader.library.disk.store import Store
    from reader.library.state.book import Book

VIEW, ANNOTATOR = "view", "annotator"


class Kept(NamedTuple):
    """What is kept under a name: its fields, without those that are empty."""

    name: str
    fields: Mapping[str, Any]


class Named:
    """The documents of one kind, by name."""

    def __init__(self, store: Store, book: Book, kind: str, did: Callable[[str, Committed], None]) -> None:
        self._store, self._book, self._kind, self._did = store, book, kind, did

    def all(self) -> list[Kept]:
        """Return what is kept, in the order in which it was made; nothing while the file cannot be read."""
        try:
            self._book.file.refresh()
        except LibraryError:
            return []
        return [Kept(name, document) for name, (_, document) in self._standing(self._book.file.live).items()]

    def _standing(self, docs: Documents) -> dict[str, tuple[int, Document]]:
        found: dict[str, tuple[int, Document]] = {}
        for number, document in sorted((int(key), document) for key, document in docs.items()):
            if document.get("kind") == self._kind and (name := text_of(document, "name")):
                found.setdefault(name, (number, document))
        return found

    def put(self, label: str, name: str, fields: Mapping[str, Any]) -> None:
        """Keep fields under a name, in place of those there are; what this version does not know stays."""

        def update(view: MutableMapping[int, Document], standing: dict[str, tuple[int, Document]]) -> None:
            number, old = standing.get(name) or (self._store.clock.new_id(), {})
            document = {**old, "kind": self._kind, "name": name, **fields}
            view[number] = {field: value for field, value in document.items() if value not in ("", False)}

        self._change(label, update)

    def rename(self, label: str, name: str, new: str) -> None:
        """Give another name; LibraryError when there is nothing of the old one, or something of the new."""

        def update(view: MutableMapping[int, Document], standing: dict[str, tuple[int, Document]]) -> None:
            if name not in standing:
                raise LibraryError(f"There is no {self._kind} “{name}”.")
            if new in standing:
                raise LibraryError(f"There is a {self._kind} “{new}” already.")
            number, document = standing[name]
            view[number] = {**document, "name": new}

        self._change(label, update)

    def remove(self, label: str, name: str) -> None:
        """Keep nothing under a name; LibraryError when nothing was."""

        def update(view: MutableMapping[int, Document], standing: dict[str, tuple[int, Document]]) -> None:
            if name not in standing:
                raise LibraryError(f"There is no {self._kind} “{name}”.")
            for number in list(view):
                if view[number].get("kind") == self._kind and text_of(view[number], "name") == name:
                    del view[number]

        self._change(label, update)

    def _change(
        self,
        label: str,
        update: Callable[[MutableMapping[int, Document], dict[str, tuple[int, Document]]], None],
    ) -> None:
        from reader.library.disk.shard import ArticleDB

        def changed(view: MutableMapping[int, Document]) -> None:
            update(view, self._standing({str(number): view[number] for number in view}))

        self._book.check_writable()
        done = ArticleDB(self._book.file).documents.transact(changed)
        if done:
            self._did(label, done)
