"""What a query is made of: frozen nodes, and the error of one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Fields that hold text.
TEXT_FIELDS = ("title", "author", "site", "lang", "note", "colour", "by", "status")
COMPARED_FIELDS = ("added", "words", "progress")
FIELDS = (*TEXT_FIELDS, *COMPARED_FIELDS, "has")
STATUSES = ("new", "inbox", "reading", "done", "archived")
COLOURS = ("yellow", "green", "blue", "red", "orange", "purple", "teal", "grey")
HAVING = ("note", "highlight", "orphan", "waiting")


class QueryError(ValueError):
    """A query that cannot be read: one sentence, and the column (code points from 0) where it is bad."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


@dataclass(frozen=True, slots=True)
class Word:
    """Text that stands somewhere, whatever its case."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together, as typed between double quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tag of that name, or one under it."""

    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """A text field (`TEXT_FIELDS`) that holds `value`; a status or colour is exactly `value`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Compare:
    """Compare `words` (a number), `progress` (0 to 1) or `added` (the start of an ISO date) with `value`.

    `op` is `<`, `>` or `=`. Dates are compared as strings, cut to the length of `value`: `added:2026-11`
    is any day of that month.
    """

    field: str
    op: str
    value: int | float | str


@dataclass(frozen=True, slots=True)
class Since:
    """Added within the last `days` days."""

    days: int


@dataclass(frozen=True, slots=True)
class Has:
    """One of `HAVING`: a note, a highlight, a highlight that lost its place."""

    what: str


@dataclass(frozen=True, slots=True)
class Near:
    """A passage of tag `left` that overlaps one of tag `right`, or lies within so many paragraphs of it."""

    left: Tagged
    right: Tagged
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """Everything that `part` leaves out."""

    part: Query


@dataclass(frozen=True, slots=True)
class And:
    """What every part takes; two or more parts."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """What any part takes; two or more parts."""

    parts: tuple[Query, ...]


Query: TypeAlias = And | Or | Not | Word | Phrase | Tagged | Field | Compare | Since | Has | Near


def asks_words(query: Query | None) -> bool:
    """Tell whether a query asks for words or phrases, so that one text can fit it better than another."""
    return any(True for _ in words_of(query))


def tags_of(query: Query | None) -> Iterator[str]:
    """Yield the names of the tags that a query asks for; those that it leaves out are none of them."""
    match query:
        case Tagged(name):
            yield name
        case Near(left, right):
            yield from (left.name, right.name)
        case And(parts) | Or(parts):
            for part in parts:
                yield from tags_of(part)


def words_of(query: Query | None) -> Iterator[str]:
    """Yield the words and phrases that a query asks for; those that it leaves out are none of them."""
    match query:
        case Word(text) | Phrase(text):
            yield text
        case And(parts) | Or(parts):
            for part in parts:
                yield from words_of(part)
