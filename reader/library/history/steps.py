"""Steps of the history: what an operation did to which document, and how that is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from reader.library.disk.merge import ABSENT, Document, alive, expand
from reader.library.disk.records import HEAD
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.library.disk.storage import Committed

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


class Touched(NamedTuple):
    """How much a step changed, and what it is told by: the first thing of a text, the first place there."""

    documents: int
    articles: int
    first: Entry
    placed: Entry | None


class Part(NamedTuple):
    """What a step did in one article; the article 0 is the codebook.

    Its lines are `apart` where none tells of the article itself, nor of a document that another one tells of.
    """

    article: int
    lines: list[bytes]
    apart: bool

    @property
    def runs(self) -> Iterator[list[Entry]]:
        """Give what was done in its order: all of a document together, and where that can be line by line."""
        runs = ([each for each in read_line(line) if each.article == self.article] for line in self.lines)
        if self.apart:
            yield from runs
        else:
            yield [each for run in runs for each in run]


class Step:
    """What one key, prompt or run did, and when.

    Its entries stay as they are written, some to a line, until they are asked for: read, those of a step that
    marked a hundred thousand passages take half a gigabyte.
    """

    __slots__ = ("_touched", "at", "id", "label", "lines", "stamp")

    def __init__(self, step: str, label: str, at: str = "") -> None:
        self.id, self.label, self.at = step, label, at
        self.stamp = ""  # of the last change; empty where it is not known
        self.lines: list[bytes] = []
        self._touched: Touched | None = None

    def add(self, entries: list[Any]) -> None:
        """Let entries belong to it, in the form of their records."""
        self.lines.append(orjson.dumps(entries))
        self._touched = None

    @property
    def parts(self) -> list[Part]:
        """What was done, by article; of a step whose records are whole, as `touched` tells."""
        lines: dict[int, list[bytes]] = {}
        seen: dict[int, set[str]] = {}
        mixed: set[int] = set()
        for line in self.lines:
            documents: dict[int, set[str]] = {}
            for record in orjson.loads(line):
                documents.setdefault(record["article"], set()).add(str(record["document"]))
            for article, own in documents.items():
                lines.setdefault(article, []).append(line)
                known = seen.setdefault(article, {HEAD})
                if not known.isdisjoint(own):
                    mixed.add(article)
                known |= own
        return [Part(article, lines[article], article not in mixed) for article in sorted(lines)]

    @property
    def touched(self) -> Touched | None:
        """How much it changed; `None` of a step that did nothing.

        Raises:
            ValueError: when a record is damaged.
        """
        if self._touched is None:
            self._touched = _touched(self.lines)
        return self._touched


def _touched(lines: list[bytes]) -> Touched | None:
    first: Entry | None = None
    placed: Entry | None = None
    documents: dict[int, set[str]] = {}
    for entry in (entry for line in lines for entry in read_line(line)):
        if first is None or (not _is_in_a_text(first) and _is_in_a_text(entry)):
            first = entry
        if placed is None and entry.place and entry.article == first.article:
            placed = entry
        if entry.article:
            documents.setdefault(entry.article, set()).add(entry.document)
    if first is None:
        return None
    return Touched(sum(map(len, documents.values())), len(documents), first, placed)


def _is_in_a_text(entry: Entry) -> bool:
    return entry.document != HEAD and entry.article != 0


def read_line(line: bytes) -> list[Entry]:
    """Read entries from a line of their records.

    Raises:
        ValueError: when one is damaged.
    """
    try:
        return [read_entry(record) for record in orjson.loads(line)]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("a record of the history is damaged") from error


def read_entry(fields: dict[str, Any]) -> Entry:
    """Read an entry from its record; raises ValueError, KeyError, TypeError or AttributeError."""
    before, after = fields["stands"]
    changes = fields["fields"]
    for was, became in changes.values():
        if not ((was is None or type(was) is list) and (became is None or type(became) is list)):
            raise ValueError("an entry's fields are pairs of lists")
    place = fields.get("place")
    return Entry(
        int(fields["article"]),
        str(int(fields["document"])),
        (bool(before), bool(after)),
        changes,
        (int(place[0]), int(place[1]), int(place[2])) if place else None,
    )


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
