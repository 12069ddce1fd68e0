"""A query as a condition in SQL on the index's articles: exactly it, or one that all it takes meet."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from reader.library.index.entry import searched
from reader.text.query_nodes import (
    And,
    Compare,
    Field,
    Has,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Since,
    Tagged,
    Word,
)
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_DAY = 86_400
_OPS = frozenset("<>=")
_HAS = {"note": "noted", "highlight": "(highlights > 0)", "orphan": "orphans", "waiting": "waiting"}
_SOUGHT = "id IN (SELECT id FROM sought WHERE instr(text, ?))"
_TAGGED = (
    "(id IN (SELECT article FROM tagged WHERE tag IN"
    " (SELECT id FROM tag WHERE key = ? OR (key >= ? AND key < ?))))"
)


class Condition(NamedTuple):
    """SQL and what it is given; `exact` where it takes nothing but what the query takes."""

    sql: str
    given: tuple[object, ...] = ()
    exact: bool = True


_ALL = Condition("1", exact=False)


def narrow(query: Query | None, holding: Callable[[str], Iterable[int]]) -> Condition:
    """Write a query about articles as a condition.

    `holding` gives the articles whose text or highlights hold a text.
    """

    def leaf(node: Query) -> Condition:
        match node:
            case Word(text) | Phrase(text):
                found = json.dumps(sorted(holding(text)))
                return Condition(
                    f"({_SOUGHT} OR id IN (SELECT value FROM json_each(?)))", (searched(text), found)
                )
        return _of_article(node)

    return _bound(_compose(query, leaf))


def narrow_passages(query: Query | None) -> Condition:
    """Write a query about highlights as a condition on the articles that they are in."""

    def leaf(node: Query) -> Condition:
        match node:
            case Word() | Phrase() | Since() | Compare("added"):
                return _ALL
            case Tagged() | Near() | Has():
                return _of_article(node)._replace(exact=False)
        return _of_article(node)

    condition = _bound(_compose(query, leaf))
    return Condition(f"highlights > 0 AND {condition.sql}", condition.given, exact=False)


def apart_from_tag(query: Query | None) -> tuple[Tagged | None, Query | None]:
    """Return a tag that all that meets a query has, if it asks for one, and what else it asks for.

    The index has a tag's articles in their order, so that the rest is asked of few.
    """
    parts = query.parts if isinstance(query, And) else (query,)
    tagged = next((part for part in parts if isinstance(part, Tagged)), None)
    rest = tuple(part for part in parts if part and part != tagged)
    return tagged, And(rest) if rest else None


def _compose(query: Query | None, leaf: Callable[[Query], Condition]) -> Condition:
    match query:
        case None:
            return Condition("1")
        case And(parts):
            return _joined(" AND ", [_compose(part, leaf) for part in parts])
        case Or(parts):
            return _joined(" OR ", [_compose(part, leaf) for part in parts])
        case Not(part):
            inner = _compose(part, leaf)
            return Condition(f"NOT {inner.sql}", inner.given) if inner.exact else _ALL
    return leaf(query)


def _of_article(node: Query) -> Condition:
    match node:
        case Tagged(name):
            return _tagged(name)
        case Near(left, right):
            return _joined(" AND ", [_tagged(left.name), _tagged(right.name), _ALL])
        case Has(what):
            return Condition(_HAS[what])
        case Field(name, value):
            return _field(name, value)
        case Since(days):
            first = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(max(0, time.time() - days * _DAY)))
            return Condition("(added >= ?)", (first,))
        case Compare(name, op, value):
            return _compared(name, op, value)
    return _ALL


def _bound(condition: Condition) -> Condition:
    """Put something else, found nowhere, in the place of surrogates, which SQLite does not take."""
    given = (v.encode(errors="replace").decode() if isinstance(v, str) else v for v in condition.given)
    return condition._replace(given=tuple(given))


def _joined(word: str, parts: list[Condition]) -> Condition:
    sql = word.join(part.sql for part in parts)
    given = tuple(value for part in parts for value in part.given)
    return Condition(f"({sql})", given, all(part.exact for part in parts))


def _tagged(name: str) -> Condition:
    key = name.casefold()
    return Condition(_TAGGED, (key, key + "/", key + "0"))  # "0" is the character after "/"


def _field(name: str, value: str) -> Condition:
    match name:
        case "status":
            return Condition("(status = ?)", (value,))
        case "lang":
            language = value.casefold()
            if "-" in language:
                return Condition("(language = ?)", (language,))
            return Condition("(language = ? OR substr(language, 1, ?) = ?)", _led(language))
        case "title" | "author":
            return Condition(_SOUGHT, (searched(value),), exact=False)
        case "site":
            sql = "id IN (SELECT id FROM sought WHERE instr(text, ?) OR instr(url, ?))"
            return Condition(sql, (searched(value), searched(value)), exact=False)
        case "note":
            return Condition("noted", exact=False)
        case "colour" | "by":
            return Condition("highlights > 0", exact=False)
    return _ALL


def _led(language: str) -> tuple[object, ...]:
    return language, len(language) + 1, language + "-"


def _compared(name: str, op: str, value: float | str) -> Condition:
    number = not isinstance(value, str)
    if op not in _OPS or number == (name == "added"):
        return _ALL
    match name:
        case "added":
            return Condition(f"(substr(added, 1, ?) {op} ?)", (len(str(value)), value))
        case "words":
            return Condition(f"(words {op} ?)", (value,))
        case "progress":
            return Condition(f"(percent {op} ?)", (value,))
    return _ALL
