"""Steps of the history: what an operation did to which document, and how that is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Place = tuple[int, int, int]  # start, end, highlight


@dataclass(slots=True)
class Entry:
    """What an operation did to one document: `fields` maps names to a value before and one after.

    A value is a list of one, or an empty one for nothing. `stands` tells whether the document stood before
    and after. A document of the codebook has the article 0.
    """

    article: int
    document: str
    stands: tuple[bool, bool]
    fields: dict[str, list[list[Any]]]
    place: Place | None = None

    @property
    def is_creation(self) -> bool:
        """Whether there was nothing before, not even something deleted."""
        return self.stands == (False, True) and not any(before for before, _ in self.fields.values())


class Step:
    """What one key, prompt or run did, and when; its entries are read from their records when asked for."""

    __slots__ = ("at", "id", "label", "records")

    def __init__(self, step: str, label: str, at: str = "") -> None:
        self.id, self.label, self.at = step, label, at
        self.records: list[dict[str, Any]] = []

    @property
    def entries(self) -> list[Entry]:
        """What was done, in its order.

        Raises:
            ValueError: when a record is damaged.
        """
        try:
            return [read_entry(record) for record in self.records]
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("a record of the history is damaged") from error


def read_entry(fields: dict[str, Any]) -> Entry:
    """Read an entry from its record; raises ValueError, KeyError, TypeError or AttributeError."""
    before, after = fields["stands"]
    changes = fields["fields"]
    if not all(len(values) == 2 and all(isinstance(v, list) for v in values) for values in changes.values()):
        raise ValueError("an entry's fields are pairs of lists")
    place = fields.get("place")
    return Entry(
        int(fields["article"]),
        str(int(fields["document"])),
        (bool(before), bool(after)),
        changes,
        (int(place[0]), int(place[1]), int(place[2])) if place else None,
    )
