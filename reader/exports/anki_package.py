"""genanki's package, written a deck at a time: its own holds all notes, and for each deck reads them all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from sqlite3 import Cursor


class StreamedPackage(genanki.Package):  # type: ignore[misc]  # genanki has no types
    """A package of decks that come one after another, all of one kind of note."""

    def __init__(self, kind: genanki.Model, decks: Iterable[genanki.Deck]) -> None:
        super().__init__()
        self._kind, self._decks = kind, decks

    def write_to_db(self, cursor: Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        """Write all decks into a new collection, as `genanki.Package` does."""
        cursor.executescript(APKG_SCHEMA)
        cursor.executescript(APKG_COL)
        texts = cursor.execute("SELECT decks, models FROM col").fetchone()
        decks, models = map(json.loads, texts)
        for deck in self._decks:
            decks[str(deck.deck_id)] = deck.to_json()
            models.setdefault(self._kind.model_id, self._kind.to_json(timestamp, deck.deck_id))
            for note in deck.notes:
                note.write_to_db(cursor, timestamp, deck.deck_id, id_gen)
        cursor.execute("UPDATE col SET decks = ?, models = ?", (json.dumps(decks), json.dumps(models)))
