"""Places under a letter (`m` and a letter), this machine's own as the drafts are: nobody else reads on here.

A file of its own and not the articles': it is a thumb between the pages, no knowledge about the text.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reader.library.errors import not_saved
from reader.library.files import read_file, replace
from reader.library.ids import read_id, show_id

if TYPE_CHECKING:
    from reader.library.store import Store

_LOCK = "letters"
_LARGEST = 1 << 16  # bytes; what is larger is none of ours

#: An article and an offset in its text, in code points.
Place = tuple[int, int]


class Letters:
    """The file of the letters."""

    def __init__(self, store: Store) -> None:
        self._disk, self._locks, self._path = store.disk, store.locks, f"{store.private}/letters.json"

    def all(self) -> dict[str, Place]:
        """Return the places by their letters; what cannot be read is passed over."""
        try:
            raw, _, _ = read_file(self._disk, self._path)
            kept = json.loads(raw) if len(raw) <= _LARGEST else {}
        except (OSError, ValueError):
            return {}
        places = {letter: _place(value) for letter, value in kept.items()} if isinstance(kept, dict) else {}
        return {letter: place for letter, place in places.items() if len(letter) == 1 and place}

    def put(self, letter: str, place: Place) -> None:
        """Keep a place under a letter; on the disk when this returns.

        Raises:
            LibraryError: when it was not saved.
        """
        try:
            with self._locks.hold(_LOCK):
                places = {**self.all(), letter: place}
                data = {key: [show_id(article), offset] for key, (article, offset) in sorted(places.items())}
                replace(self._disk, self._path, json.dumps(data).encode())
        except OSError as error:
            raise not_saved(error, "the mark") from error


def _place(value: object) -> Place | None:
    if not isinstance(value, list) or len(value) != 2:
        return None
    article, offset = value
    number = read_id(article) if isinstance(article, str) else None
    return (number, offset) if number and type(offset) is int and offset >= 0 else None
