"""What a TinyDB updater sees of a shard: a copy on read over the documents, that knows what was changed."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from reader.library.disk.merge import STAMPS, Document, Documents

_NESTED = (dict, list)


def copied(value: Any) -> Any:
    """Copy nested lists and dicts."""
    if type(value) is dict:
        return {key: copied(item) if type(item) in _NESTED else item for key, item in value.items()}
    if type(value) is list:
        return [copied(item) if type(item) in _NESTED else item for item in value]
    return value


def _same(old: Document | None, new: Document) -> bool:
    """Tell whether two documents have the same fields; stamps are not for updaters to change."""
    return old is not None and {**old, STAMPS: None} == {**new, STAMPS: None}


class Overlay(MutableMapping[int, Document]):
    """Documents by number over a base by string; reads copy, writes stay here until they are committed."""

    def __init__(self, base: Documents) -> None:
        self._base = base
        self._mine: dict[int, Document] = {}
        self._gone: set[int] = set()

    def __getitem__(self, number: int) -> Document:
        if number in self._mine:
            return self._mine[number]
        if number in self._gone:
            raise KeyError(number)
        document: Document = copied(self._base[str(number)])
        self._mine[number] = document
        return document

    def glance(self, number: int) -> Document:
        """Return a document to be looked at only: it may belong to the base."""
        if number in self._mine or number in self._gone:
            return self[number]
        return self._base[str(number)]

    def __setitem__(self, number: int, document: Document) -> None:
        self._mine[number] = document
        self._gone.discard(number)

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._mine.pop(number, None)
        if str(number) in self._base:
            self._gone.add(number)

    def __contains__(self, number: object) -> bool:
        return number in self._mine or (number not in self._gone and str(number) in self._base)

    def __iter__(self) -> Iterator[int]:
        for key in self._base:
            if int(key) not in self._gone:
                yield int(key)
        for number in list(self._mine):
            if str(number) not in self._base:
                yield number

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Delete every document."""
        self._mine.clear()
        self._gone = {int(key) for key in self._base}

    def changes(self) -> dict[str, Document | None]:
        """Return what differs from the base; a deleted document is `None`."""
        changed: dict[str, Document | None] = {str(number): None for number in self._gone}
        for number, document in self._mine.items():
            if not _same(self._base.get(str(number)), document):
                changed[str(number)] = document
        return changed
