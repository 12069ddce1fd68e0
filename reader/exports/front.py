"""Front matter that a person and the program both write: joined by its keys, a person's value first."""

from __future__ import annotations

import re
from itertools import groupby

_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_key = re.compile(r"([^\s:#\-][^:\n]*):(?:\s|$)").match


def split(text: str) -> tuple[str, str]:
    """Part a document into its front matter, or nothing, and the rest."""
    found = _FRONT.match(text)
    return (text[: found.end()], text[found.end() :]) if found else ("", text)


def join(base: str, ours: str, theirs: str) -> str:
    """Join front matter: what a person changed, added or took out stays so, else it is as `ours` has it."""
    if base == ours:
        return theirs
    if theirs == base:
        return ours
    was, mine, yours = map(_entries, (base, ours, theirs))
    kept = [mine.get(key, "") if value == was.get(key) else value for key, value in yours.items()]
    added = (value for key, value in mine.items() if key not in yours and key not in was)
    inside = "".join([*kept, *added])
    found = _FRONT.match(theirs)
    return f"{theirs[: found.start(1)]}{inside}{theirs[found.end(1) :]}" if inside and found else ""


def _entries(front: str) -> dict[str, str]:
    """Return the lines of each key in their order; those before the first have none."""
    found = _FRONT.match(front)
    lines = found[1].splitlines(keepends=True) if found else []
    keys: list[str] = []
    for line in lines:
        match = _key(line)
        keys.append(match[1] if match else keys[-1] if keys else "")
    entries: dict[str, str] = {}
    for key, group in groupby(zip(keys, lines, strict=True), lambda pair: pair[0]):
        entries[key] = entries.get(key, "") + "".join(line for _, line in group)
    return entries
