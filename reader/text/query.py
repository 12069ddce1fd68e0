"""The query language: text to a small tree of frozen nodes, and errors that know their column.

    query   = all { "or" all }
    all     = term { [ "and" ] term }
    term    = { "-" } ( "(" query ")" | tag [ "overlaps" tag | "within:" n "p" tag ] | field | phrase | word )

Evaluation is the library's. `None` stands for a query that leaves nothing out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from reader.text.query_nodes import (
    COLOURS,
    COMPARED_FIELDS,
    FIELDS,
    HAVING,
    STATUSES,
    And,
    Compare,
    Field,
    Has,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    QueryError,
    Since,
    Tagged,
    Word,
)
from reader.text.tags import TagError, normalise_tag

__all__ = [
    "And",
    "Compare",
    "Field",
    "Has",
    "Near",
    "Not",
    "Or",
    "Phrase",
    "Query",
    "QueryError",
    "Since",
    "Tagged",
    "Word",
    "parse",
]

MAX_DEPTH = 50
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<bracket>[()])
      | (?P<minus>-++(?=[^\s)]))
      | (?P<tag>\#(?:"[^"]*"?|[^\s()"]*))
      | (?P<phrase>"[^"]*"?)
      | (?P<field>[A-Za-z]+:(?!//)(?:[<>=]*"[^"]*"?|[^\s()"]*))
      | (?P<word>[^\s()"]+)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    column: int

    def is_word(self, text: str) -> bool:
        return self.kind == "word" and self.text.casefold() == text


def parse(text: str) -> Query | None:
    """Read a query; nothing but white space is `None`, everything.

    Raises:
        QueryError: with the column of what is wrong, always a character of `text`.
    """
    tokens = [
        _Token(match.lastgroup or "", match.group(), match.start())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "space"
    ]
    return _Parser(tokens).query() if tokens else None


class _Parser:
    """Recursive descent over the tokens."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def query(self) -> Query:
        """Read everything there is."""
        tree = self.any_of()
        rest = self.peek()
        if rest:
            raise QueryError("This bracket closes nothing.", rest.column)
        return tree

    def any_of(self) -> Query:
        parts = [self.all_of()]
        while (token := self.peek()) and token.is_word("or"):
            self.at += 1
            self.need_term(token, '“or” needs something on both sides; for the word itself write "or".')
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self) -> Query:
        parts = [self.term()]
        while (token := self.peek()) and token.text != ")" and not token.is_word("or"):
            if token.is_word("and"):
                self.at += 1
                self.need_term(token, '“and” needs something on both sides; for the word itself write "and".')
            parts.append(self.term())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def need_term(self, after: _Token, message: str) -> None:
        """Refuse an operator that nothing follows."""
        token = self.peek()
        if token is None or token.text == ")" or token.is_word("or") or token.is_word("and"):
            raise QueryError(message, after.column)

    def term(self) -> Query:
        token = self.tokens[self.at]
        self.at += 1
        if token.kind == "minus":
            self.need_term(token, "Nothing stands after this minus.")
            part = self.term()
            return Not(part) if len(token.text) % 2 else part
        if token.text == "(":
            return self.group(token)
        if token.text == ")":
            raise QueryError("This bracket closes nothing.", token.column)
        if token.is_word("or") or token.is_word("and"):
            word = token.text
            raise QueryError(
                f'“{word}” needs something on both sides; for the word itself write "{word}".', token.column
            )
        if token.kind == "tag":
            return self.near(_tag(token))
        if token.kind == "phrase":
            return Phrase(_unquoted(token.text, token.column))
        return _field(token) if token.kind == "field" else Word(token.text)

    def group(self, opening: _Token) -> Query:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QueryError("There are too many brackets inside one another.", opening.column)
        if (token := self.peek()) and token.text == ")":
            raise QueryError("There is nothing in these brackets.", opening.column)
        if self.peek() is None:
            raise QueryError("This bracket is never closed.", opening.column)
        tree = self.any_of()
        if self.peek() is None:
            raise QueryError("This bracket is never closed.", opening.column)
        self.at += 1
        self.depth -= 1
        return tree

    def near(self, left: Tagged) -> Tagged | Near:
        """Read what may follow a tag: `overlaps #b` or `within:2p #b`."""
        token = self.peek()
        if token is None or not _is_relation(token):
            return left
        self.at += 1
        within = None if token.is_word("overlaps") else _paragraphs(token)
        other = self.peek()
        if other is None or other.kind != "tag":
            raise QueryError(
                f"A tag must follow “{token.text}”, as in #claim {token.text} #evidence.", token.column
            )
        self.at += 1
        again = self.peek()
        if again is not None and _is_relation(again):
            raise QueryError("Only two tags can be compared at a time.", again.column)
        return Near(left, _tag(other), within)


def _is_relation(token: _Token) -> bool:
    return token.is_word("overlaps") or (
        token.kind == "field" and token.text.casefold().startswith("within:")
    )


def _unquoted(text: str, column: int) -> str:
    """Take the double quotes off; the closing one must be there, and something between."""
    if len(text) < 2 or not text.endswith('"'):
        raise QueryError("This quotation mark is never closed.", column)
    inner = " ".join(text[1:-1].split())
    if not inner:
        raise QueryError("There is nothing between these quotation marks.", column)
    return inner


def _tag(token: _Token) -> Tagged:
    name = token.text[1:]
    if name.startswith('"'):
        name = _unquoted(name, token.column + 1)
    try:
        return Tagged(normalise_tag(name))
    except TagError as error:
        raise QueryError(str(error), token.column) from None


def _field(token: _Token) -> Query:
    name, _, value = token.text.partition(":")
    name, column = name.casefold(), token.column
    if name == "within":
        raise QueryError("“within” stands between two tags, as in #claim within:2p #evidence.", column)
    if name not in FIELDS:
        raise QueryError(_no_field(name, value), column)
    if name in COMPARED_FIELDS:
        return _comparison(name, value, column)
    if value.startswith('"'):
        value = _unquoted(value, column + len(name) + 1)
    if not value:
        raise QueryError(f"Something must follow “{name}:” without a space.", column)
    choices = {"status": STATUSES, "colour": COLOURS, "has": HAVING}.get(name)
    if choices is None:
        return Field(name, value)
    if value.casefold() not in choices:
        raise QueryError(f"“{name}:” takes one of {', '.join(choices)}.", column + len(name))
    return Has(value.casefold()) if name == "has" else Field(name, value.casefold())


def _no_field(name: str, value: str) -> str:
    """Say that there is no such field, and what may be meant."""
    from reader.text.meant import meant

    if name in ("tag", "tags"):
        return f"A tag is written with its sign: #{value or 'name'}."
    if near := meant(name, FIELDS):
        return f"There is no field “{name}”; did you mean “{near}:”?"
    return f"There is no field “{name}”, only {', '.join(FIELDS)}; words go between double quotes."


def _comparison(name: str, written: str, column: int) -> Query:
    op = written[: len(written) - len(written.lstrip("<>="))]
    value = written[len(op) :]
    if op not in ("", "=", "<", ">", "<=", ">="):
        _bad_comparison(name, column)
    if name == "added" and not op and (age := re.fullmatch(r"([0-9]{1,5})([dwmy])", value)):
        return Since(int(age[1]) * _DAYS[age[2]])
    read = _value(name, value)
    if read is None:
        _bad_comparison(name, column)
    if len(op) == 2:
        return Or((Compare(name, op[0], read), Compare(name, "=", read)))
    return Compare(name, op or "=", read)


def _value(name: str, text: str) -> int | float | str | None:
    """Read the right side of a comparison; `None` when it is none."""
    if name == "added":
        return (
            text if re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?", text) else None
        )
    if not re.fullmatch(r"[0-9]{1,12}", text.removesuffix("%") if name == "progress" else text):
        return None
    return int(text) if name == "words" else int(text.removesuffix("%")) / 100


def _bad_comparison(name: str, column: int) -> NoReturn:
    examples = {
        "added": "a number of days as in added:7d, or a date as in added:>2026-11-01",
        "words": "a number as in words:>2000",
        "progress": "per cent as in progress:<50",
    }
    raise QueryError(f"“{name}:” takes {examples[name]}.", column)


def _paragraphs(token: _Token) -> int:
    written = re.fullmatch(r"within:([0-9]{1,6})p", token.text.casefold())
    if not written:
        raise QueryError(
            "“within:” takes a number of paragraphs, as in #claim within:2p #evidence.", token.column
        )
    return int(written[1])
