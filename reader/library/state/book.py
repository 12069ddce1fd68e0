"""`library.json`: the library's format, id and codebook, as TinyDB documents in the shards' format."""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING
from zlib import crc32

from reader.library.disk.files import read_file, replace
from reader.library.disk.ids import show_id
from reader.library.disk.merge import DEFAULT, STAMPS
from reader.library.disk.records import HEAD, TAG, TAG_FIELDS, number_of, tag_document, tag_of
from reader.library.errors import LibraryError, ShardDamaged, StoreReadOnly, not_saved, not_saved_newer

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping

    from reader.library.disk.merge import Document, Documents
    from reader.library.disk.storage import Committed, ShardFile
    from reader.library.disk.store import Store
    from reader.model import Codebook, Tag

FORMAT = 1
_LOCK = "library"
_find_writers = re.compile(rb'"writer": ?(\d{1,9})').findall
_find_id = re.compile(rb'"id": ?"([0-9a-z]{13})"').search


class Book:
    """What belongs to the library as a whole."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.path = store.book
        if not os.path.lexists(self.path):
            self._create()
        self._codebook: Codebook | None = None  # as the file had it when its state was `_seen`
        self._seen: object = None

    @cached_property
    def file(self) -> ShardFile:
        """The documents of the file."""
        from reader.library.disk.storage import ShardFile

        store = self._store
        return ShardFile(
            self.path,
            clock=store.clock,
            lock=lambda: store.locks.hold(_LOCK),
            disk=store.disk,
            before_write=lambda: store.owed.expect(0),
            quarantine=store.quarantine,
            append=False,
        )

    @property
    def name_in_cache(self) -> str:
        """What its folder in a cache is named: by its id and by where it stands."""
        try:
            raw, _, _ = read_file(self._store.disk, self.path)
        except OSError:
            raw = b""
        found = _find_id(raw)
        place = crc32(self._store.root.encode("utf-8", "surrogateescape"))
        return f"{found[1].decode() if found else 'unknown'}-{place:08x}"

    def _create(self) -> None:
        """Write the file of a new library; where articles are, its last copy, else an empty codebook."""
        from reader.library.disk import codec
        from reader.model import STARTING_TAGS

        store = self._store
        new = not any(any(store.articles_in(bucket)) for bucket, _ in store.buckets())
        docs = {} if new else self._last_copy()
        if HEAD not in docs:
            docs = {HEAD: new_head(store)}
            for order, tag in enumerate(STARTING_TAGS if new else ()):
                docs[str(store.clock.new_id())] = tag_document(tag, order)
            stamp = store.clock.stamp()
            for document in docs.values():
                document[STAMPS] = {DEFAULT: stamp}
        try:
            with store.locks.hold(_LOCK):
                if not os.path.lexists(self.path):
                    replace(store.disk, self.path, codec.dump(docs))
        except OSError as error:
            if os.access(store.root, os.W_OK):
                raise not_saved(error, self.path) from error
            # a library that may only be read opens without one

    def _last_copy(self) -> Documents:
        from reader.library.state.backups import Backups

        copy = next(Backups(self._store).copies(os.path.basename(self.path)), None)
        return copy[1].docs if copy else {}

    def check_writable(self) -> None:
        """Refuse to write to a library that this version does not understand.

        Raises:
            LibraryError: with the reason.
        """
        self.file.refresh()
        head = self.file.live.get(HEAD)
        if head is None:
            raise ShardDamaged("library.json is damaged; the library is only read until it is repaired.")
        writer = head.get("writer", FORMAT)
        if type(writer) is not int or writer > FORMAT:
            raise not_saved_newer("library")

    def is_newer(self) -> bool:
        """Tell whether only a later version may write this library.

        A glance at the bytes says no at once, so that every start can ask.
        """
        try:
            raw, _, _ = read_file(self._store.disk, self.path)
        except OSError:
            return False
        if all(int(writer) <= FORMAT for writer in _find_writers(raw)):
            return False
        try:
            self.check_writable()
        except StoreReadOnly:
            return True
        except LibraryError:
            return False
        return False

    @property
    def codebook(self) -> Codebook:
        """The tags in their order; empty while the file cannot be read."""
        from reader.model import Codebook

        try:
            self.file.refresh()
        except LibraryError:
            return Codebook()
        if self._codebook is None or self._seen != self.file.signature:
            self._codebook = Codebook(tuple(_tags(self.file.live)))
            self._seen = self.file.signature
        return self._codebook

    def change_codebook(
        self, change: Callable[[Codebook], Codebook], renamed: Callable[[str], str] = str
    ) -> Committed:
        """Write what `change` makes of the codebook; tags of a name that stays keep their document.

        So do those that are `renamed`, with what this version does not know of them.
        """

        def update(view: MutableMapping[int, Document]) -> None:
            from reader.model import Codebook

            there = Codebook(tuple(_tags({str(number): view[number] for number in view})))
            codebook = change(there)
            standing: dict[str, int] = {}
            for number in sorted(view):
                if (tag := tag_of(view[number])) is not None:
                    standing.setdefault(tag.name, number)
            numbers: dict[str, int] = {}
            for name in sorted(standing, key=lambda name: renamed(name) != name):  # what stays comes first
                numbers.setdefault(renamed(name), standing[name])
            kept = {numbers[tag.name] for tag in codebook.tags if tag.name in numbers}
            for number in list(view):
                if view[number].get("kind") == TAG and number not in kept:
                    del view[number]
            for order, tag in enumerate(codebook.tags):
                number = numbers.get(tag.name) or self._store.clock.new_id()
                old = view.get(number, {})
                unknown = {name: value for name, value in old.items() if name not in TAG_FIELDS}
                view[number] = {**unknown, **tag_document(tag, order)}

        self.check_writable()
        from reader.library.disk.shard import ArticleDB

        return ArticleDB(self.file).documents.transact(update)

    def take_foreign(self) -> bool:
        """Tell, once, whether something else changed the file."""
        try:
            self.file.refresh()
        except LibraryError:
            return False
        changed = bool(self.file.foreign)
        self.file.foreign.clear()
        return changed


def new_head(store: Store) -> Document:
    """Return the document of a new library: its format, the oldest version that may write it, an id."""
    return {"kind": "library", "format": FORMAT, "writer": FORMAT, "id": show_id(store.clock.new_id())}


def _tags(docs: Documents) -> list[Tag]:
    """Read the tags in their order, the first of each name."""
    found: dict[str, tuple[int, int, Tag]] = {}
    for key, document in docs.items():
        tag = tag_of(document)
        if tag is None:
            continue
        place = (number_of(document, "order"), int(key), tag)
        if tag.name not in found or int(key) < found[tag.name][1]:
            found[tag.name] = place
    return [tag for _, _, tag in sorted(found.values(), key=lambda place: place[:2])]
