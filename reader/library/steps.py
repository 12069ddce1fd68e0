"""Steps of the history: what an operation did to which document, and how that is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.library.merge import ABSENT, Document, alive, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.library.storage import Committed

Place = tuple[int, int, int]  # start, end, highlight
#: Fields that change without being an operation, and so are never in the way of one being taken back.
PASSING = ("position", "progress", "read", "seconds", "v")
#: Stands for what a field was, where that is not known any more.
UNKNOWN = object()


@dataclass(slots=True)
class Entry:
    """What an operation did to one document: `fields` maps names to a value before and one after.

    A value is a list of one, an empty one for nothing, or `None` where it is not known. `stands` tells
    whether the document stood before and after. A document of the codebook has the article 0.
    """

    article: int
    document: str
    stands: tuple[bool, bool]
    fields: dict[str, list[list[Any] | None]]
    place: Place | None = None

    @property
    def is_creation(self) -> bool:
        """Whether there was nothing before, not even something deleted."""
        return self.stands == (False, True) and not any(before for before, _ in self.fields.values())


class Step:
    """What one key, prompt or run did, and when; its entries are read from their records when asked for."""

    __slots__ = ("at", "id", "label", "records", "stamp")

    def __init__(self, step: str, label: str, at: str = "") -> None:
        self.id, self.label, self.at = step, label, at
        self.stamp = ""  # of the last change; empty where it is not known
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
    if not all(len(values) == 2 and all(map(_is_value, values)) for values in changes.values()):
        raise ValueError("an entry's fields are pairs of lists")
    place = fields.get("place")
    return Entry(
        int(fields["article"]),
        str(int(fields["document"])),
        (bool(before), bool(after)),
        changes,
        (int(place[0]), int(place[1]), int(place[2])) if place else None,
    )


def _is_value(value: object) -> bool:
    return value is None or isinstance(value, list)


def records_of(article: int, done: Committed) -> Iterator[dict[str, Any]]:
    """Describe what a commit did to an article's documents, each as the record of an `Entry`."""
    for key, (old, new) in done.items():
        if old is None:
            stands = False, True
            fields = {name: [[], _value(value)] for name, value in expand(new).items() if name not in PASSING}
        else:
            stands = alive(old), alive(new)
            fields = _differences(expand(old), expand(new), every=stands[0] != stands[1])
        record = {"article": article, "document": key, "stands": stands, "fields": fields}
        start, end = new.get("start"), new.get("end")
        if type(start) is int and type(end) is int:
            record["place"] = start, end, int(key)
        yield record


def _differences(before: Document, after: Document, *, every: bool) -> dict[str, list[Any]]:
    """Return the fields that differ before and after; every one of a document that came or went."""
    names = before.keys() | after.keys()
    if every:
        names -= set(PASSING)
    else:
        names = {name for name in names if before.get(name, ABSENT) != after.get(name, ABSENT)}
    return {name: [_listed(before, name), _listed(after, name)] for name in sorted(names)}


def _listed(fields: Mapping[str, Any], name: str) -> list[Any] | None:
    return _value(fields[name]) if name in fields else []


def _value(value: object) -> list[Any] | None:
    return None if value is UNKNOWN else [value]
