"""What is to be done to every place where a pattern fits: the line that says it, taken apart.

    /pattern/ tag NAME, NAME sentence in library

Every sign that is no letter, digit or space may stand for the `/`; before a `/` of the pattern stands a `\\`.
"""

from __future__ import annotations

import re

from reader.text.tags import TagError, normalise_tag
from reader.tuples import NamedTuple

VERBS = ("tag", "untag", "highlight")
UNITS = ("match", "sentence", "paragraph")
SCOPES = ("article", "list", "library")
_scope = re.compile(r"(?:^|\s)in\s+(\S*)\s*$").search
_word = re.compile(r"\s*(\S*)\s*").match


class BulkError(ValueError):
    """A line that cannot be read; `column` (code points from 0) is where it is bad."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.message, self.column = message, column


class Bulk(NamedTuple):
    """A pattern, what is done where it fits, to which unit around it, and where it is sought.

    An empty `scope` is for the caller to choose.
    """

    pattern: str
    verb: str = "highlight"
    tags: tuple[str, ...] = ()
    unit: str = UNITS[0]
    scope: str = ""


def read_bulk(line: str) -> Bulk:
    """Take a line apart. Raises BulkError."""
    begin = len(line) - len(line.lstrip())
    if begin == len(line):
        raise BulkError("a pattern is wanted: /pattern/ tag NAME", begin)
    sign = line[begin]
    if sign.isalnum() or sign == "\\":
        first = line.split(maxsplit=1)[0]
        raise BulkError(f"a pattern stands between two signs, as /{first}/", begin)
    end = _closing(line, begin + 1, sign)
    if end is None:
        raise BulkError(f"a {sign} is missing behind the pattern, as in {sign}word{sign} tag NAME", len(line))
    pattern = line[begin + 1 : end].replace(f"\\{sign}", sign)
    if not pattern:
        raise BulkError("the pattern is empty", begin + 1)
    return read_order(line[end + 1 :], pattern, end + 1)


def behind_pattern(line: str) -> str | None:
    """Return what stands behind the pattern of a line that is being typed; None where that is not closed."""
    begun = line.lstrip()
    end = _closing(begun, 1, begun[0]) if begun else None
    return None if end is None else begun[end + 1 :]


def _closing(line: str, at: int, sign: str) -> int | None:
    while at < len(line):
        if line[at] == "\\":
            at += 1
        elif line[at] == sign:
            return at
        at += 1
    return None


def read_order(line: str, pattern: str, column: int = 0) -> Bulk:
    """Take apart what stands behind the pattern; `column` is where that begins. Raises BulkError."""
    scope, unit, verb = "", UNITS[0], ""
    if found := _scope(line):
        scope = found[1]
        if scope not in SCOPES:
            raise BulkError(f"it is sought in {_either(SCOPES)}", column + found.start(1))
        line = line[: found.start()]
    words = line.split()
    if words and words[-1] in UNITS:
        unit = words[-1]
        line = line[: line.rindex(unit)]
    word = _word(line)
    assert word
    if verb := word[1]:
        if verb not in VERBS:
            raise BulkError(f"what is done is {_either(VERBS)}", column + word.start(1))
        line, column = line[word.end() :], column + word.end()
    tags = _tags(line, column) if line.strip() else ()
    if tags and verb == "highlight":
        raise BulkError("highlight takes no tag: tag does", column)
    if verb == "tag" and not tags:
        raise BulkError("a tag is wanted", column)
    return Bulk(pattern, verb or "highlight", tags, unit, scope)


def _tags(names: str, column: int) -> tuple[str, ...]:
    tags = []
    for name in names.split(","):
        try:
            tags.append(normalise_tag(name))
        except TagError as error:
            raise BulkError(str(error).rstrip("."), column + len(name) - len(name.lstrip())) from None
        column += len(name) + 1
    return tuple(dict.fromkeys(tags))


def _either(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
