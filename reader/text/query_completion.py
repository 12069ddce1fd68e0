"""What a query that is being typed may go on with: field names, tags, and the values of fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.fuzzy import Names
from reader.text.query_nodes import COLOURS, FIELDS, HAVING, STATUSES
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_KNOWN = {"status": STATUSES, "colour": COLOURS, "has": HAVING, "added": ("7d", "1m", "1y")}
_begun = re.compile(r"""(?:^|[\s(-])(?P<token>[^\s()"-][^\s()"]*(?:"[^"]*)?|)$""").search
_tag_of_words = re.compile(r"""(?:^|[\s(-])(#[^\s()"#]+\s[^()"#]*)$""").search
_is_plain = re.compile(r'[^\s()"]+').fullmatch


class Completion(NamedTuple):
    """Texts each of which may stand in place of `[start, end)`, the likeliest first."""

    start: int
    end: int
    texts: tuple[str, ...] = ()


def complete(
    text: str, column: int, tags: Callable[[], Sequence[str]], values: Callable[[str], Sequence[str]]
) -> Completion:
    """Return what the word at a column may become; `values` gives those of a field that holds names."""
    begun = _begun(text[:column])
    token = begun["token"] if begun else ""
    start = column - len(token)
    if text[:start].count('"') % 2:
        return Completion(column, column)  # within a phrase
    if (begins := _begun_tag(text[:column])) is not None:
        sought = text[begins + 1 : column].casefold()
        longer = [f"#{written(name)}" for name in tags() if name.casefold().startswith(sought)]
        if longer:
            return Completion(begins, column, tuple(longer))
    if token.startswith("#"):
        return Completion(start, column, tuple(f"#{written(name)}" for name in _named(token[1:], tags())))
    name, colon, value = token.partition(":")
    if colon and name.casefold() in FIELDS:
        known = _KNOWN.get(name.casefold()) or values(name.casefold())
        sought = value.lstrip('"').casefold()
        fitting = [each for each in known if each.casefold().startswith(sought) and each != value]
        return Completion(start, column, tuple(f"{name}:{written(each)}" for each in fitting))
    if not token or colon:
        return Completion(column, column)
    fields = [f"{field}:" for field in FIELDS if field.startswith(token.casefold())]
    return Completion(start, column, tuple(fields))


def _begun_tag(text: str) -> int | None:
    """Return where a tag of several words may be begun, without quotation marks, at the end of a text."""
    begun = _tag_of_words(text)
    return begun.start(1) if begun and text[: begun.start(1)].count('"') % 2 == 0 else None


def _named(typed: str, tags: Sequence[str]) -> list[str]:
    sought = typed.strip('"')
    if not sought:
        return list(tags)
    return [tags[index] for _, index in Names(tags).matches(sought) if tags[index] != typed]


def written(name: str) -> str:
    """Write a name as a query takes it: between quotation marks where it has spaces or brackets."""
    return name if _is_plain(name) else f'"{name.replace(chr(34), "")}"'
