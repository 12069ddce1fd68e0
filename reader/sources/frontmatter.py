"""Front matter: the `key: value` lines between `---` that Markdown files begin with.

A small part of YAML, read by hand: scalars, quoted scalars, lists in brackets or by dashes, folded text.
"""

from __future__ import annotations

import json
import re

_MOST_LINES = 300
_entry = re.compile(r"([A-Za-z_][\w .-]{0,60}?)\s*:(?:\s+(.*))?").fullmatch
_element = re.compile(r"\s*-(?:\s+(.*))?").fullmatch

Fields = dict[str, list[str]]


def split_front_matter(text: str) -> tuple[Fields, str]:
    """Return the fields (keys in lower case, each a list of values) and the text after them.

    Without front matter, or where a line of it is of no known shape, there are no fields and the whole text.
    """
    lines = text.split("\n", _MOST_LINES)
    if lines[0].rstrip() != "---":
        return {}, text
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    fields = _read(lines[1:end]) if end > 1 else None
    if not fields:
        return {}, text
    return fields, "\n".join(lines[end + 1 :])


def _read(lines: list[str]) -> Fields | None:
    fields: Fields = {}
    key, folded = "", False
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry = _entry(line.rstrip())
        element = _element(line.rstrip())
        if entry:
            key, value = entry.group(1).lower(), (entry.group(2) or "").strip()
            folded = value[:1] in ("|", ">") and len(value) <= 2
            fields[key] = [] if folded else _values(value)
        elif element and key and not folded:
            fields[key] += _values((element.group(1) or "").strip())
        elif key and line[0] in " \t":
            fields[key] = [" ".join([*fields[key], line.strip()])]
        else:
            return None
    return fields


def _values(value: str) -> list[str]:
    if value.startswith("[") and value.endswith("]"):
        return [v for part in _split_list(value[1:-1]) if (v := _scalar(part.strip()))]
    scalar = _scalar(value)
    return [scalar] if scalar else []


def _split_list(inside: str) -> list[str]:
    return re.findall(r'\s*"(?:[^"\\]|\\.)*"|\s*\'[^\']*\'|[^,]+', inside)


def _scalar(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] == '"':
        try:
            return str(json.loads(value))
        except ValueError:
            return value[1:-1]
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value.split(" #", 1)[0].strip() if value not in ("~", "null") else ""
