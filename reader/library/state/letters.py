"""What is kept under a letter: places (`m` and a letter) and macros (`Q` and a letter), this machine's own.

Files of their own and not the articles': a thumb between the pages and a habit of the fingers, no knowledge
about a text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Generic, TypeVar

from reader.library.disk.files import read_file, replace
from reader.library.disk.ids import read_id, show_id
from reader.library.errors import not_saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.disk.store import Store

_LOCK = "letters"
_LARGEST = 1 << 20  # bytes; what is larger is none of ours

#: An article and an offset in its text, in code points.
Place = tuple[int, int]
#: Keys as they are pressed, each with the character that it types; a pasted text has no key.
Keys = tuple[tuple[str, str | None], ...]

T = TypeVar("T")


class Letters(Generic[T]):
    """A file of things, each under a letter; `read` returns `None` for what is none."""

    def __init__(
        self, store: Store, name: str, read: Callable[[object], T | None], written: Callable[[T], object]
    ) -> None:
        self._disk, self._locks, self._path = store.disk, store.locks, f"{store.private}/{name}.json"
        self._read, self._written = read, written

    def all(self) -> dict[str, T]:
        """Return the things by their letters; what cannot be read is passed over."""
        try:
            raw, _, _ = read_file(self._disk, self._path)
            kept = json.loads(raw) if len(raw) <= _LARGEST else {}
        except (OSError, ValueError, RecursionError):
            return {}
        pairs = kept.items() if isinstance(kept, dict) else ()
        found = {letter: self._read(value) for letter, value in pairs if len(letter) == 1}
        return {letter: value for letter, value in found.items() if value is not None}

    def put(self, letter: str, value: T) -> None:
        """Keep something under a letter; on the disk when this returns.

        Raises:
            LibraryError: when it was not saved.
        """
        try:
            with self._locks.hold(_LOCK):
                kept = {**self.all(), letter: value}
                data = {key: self._written(each) for key, each in sorted(kept.items())}
                replace(self._disk, self._path, json.dumps(data).encode())
        except OSError as error:
            raise not_saved(error, "what is under the letter") from error


def places(store: Store) -> Letters[Place]:
    """Return the places under letters."""
    return Letters(store, "letters", _place, lambda place: [show_id(place[0]), place[1]])


def macros(store: Store) -> Letters[Keys]:
    """Return the macros under letters."""
    return Letters(store, "macros", _keys, lambda keys: list(map(list, keys)))


def _place(value: object) -> Place | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    article, offset = value
    number = read_id(article) if isinstance(article, str) else None
    return (number, offset) if number and type(offset) is int and offset >= 0 else None


def _keys(value: object) -> Keys | None:
    if not isinstance(value, list) or not value:
        return None
    keys = []
    for each in value:
        if not isinstance(each, list) or len(each) != 2 or not isinstance(each[0], str):
            return None
        key, text = each
        if not (isinstance(text, str) or (text is None and key)):
            return None
        keys.append((key, text))
    return tuple(keys)
