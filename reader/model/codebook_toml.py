"""`codebook.toml`: a codebook as a file that a person reads, edits and keeps beside a study.

    [[tag]]
    name = "claim"
    key = "1"
    colour = "yellow"
    definition = "Something is asserted that could be true or false."
    when = "…"
    not = "…"
    examples = ["0saqz1y8cjp62"]

The tags stand in their order, the fields of each in this one, empty ones left out.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from reader.model import COLOURS, ReaderError
from reader.model.codebook import Codebook, Tag
from reader.text.clean import clean_line, clean_note
from reader.text.ids import read_id, show_id
from reader.text.tags import TagError, normalise_tag

_HEAD = "# name, key, colour, definition, when, not, examples of each tag; `reader tag import` reads it\n"
_TEXTS = {"definition": "definition", "when": "when", "not": "when_not"}  # names there and here
_FIELDS = ("name", "key", "colour", *_TEXTS, "examples")


def write(book: Codebook) -> str:
    """Write a codebook; the same one is always the same text."""
    return _HEAD + "".join(map(_written, book.tags))


def _written(tag: Tag) -> str:
    values: dict[str, str] = {"name": tag.name, "key": tag.key, "colour": tag.colour}
    values |= {there: getattr(tag, here) for there, here in _TEXTS.items()}
    lines = [f"{name} = {_string(value)}\n" for name, value in values.items() if value]
    if tag.examples:
        lines.append(f"examples = [{', '.join(_string(show_id(number)) for number in tag.examples)}]\n")
    return "\n[[tag]]\n" + "".join(lines)


def _string(text: str) -> str:
    """Write a basic string of TOML: JSON's escapes are some of its own."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def read(text: str) -> Codebook:
    """Read a codebook.

    Raises:
        ReaderError: the file is none; the sentence says where.
    """
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReaderError(f"It is no TOML: {clean_line(str(error))}.") from error
    tables = found.pop("tag", [])
    if found:
        raise ReaderError(f"There is no “{clean_line(next(iter(found)), 40)}” in a codebook, only [[tag]].")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ReaderError("Each tag of a codebook stands under a [[tag]] of its own.")
    tags: list[Tag] = []
    for number, table in enumerate(tables, 1):
        tag = _read(f"tag {number}", table)
        if any(tag.name == other.name for other in tags):
            raise ReaderError(f"tag {number}: “{tag.name}” is in it twice.")
        if taken := next((other.name for other in tags if tag.key and other.key == tag.key), ""):
            raise ReaderError(f"tag {number} (“{tag.name}”): key {tag.key} is “{taken}”’s already.")
        tags.append(tag)
    return Codebook(tuple(tags))


def _read(place: str, table: dict[str, Any]) -> Tag:
    name = table.get("name")
    if not isinstance(name, str):
        raise ReaderError(f"{place}: “name” must be a text.")
    try:
        tag = Tag(normalise_tag(name))
    except TagError as error:
        raise ReaderError(f"{place}: {error}") from error
    place = f"{place} (“{tag.name}”)"
    for field, value in table.items():
        if field not in _FIELDS:
            raise ReaderError(f"{place}: there is no “{clean_line(field, 40)}”, only {', '.join(_FIELDS)}.")
        if field == "examples":
            tag = replace(tag, examples=_examples(place, value))
        elif field == "key":
            if str(value) not in tuple("123456789") or isinstance(value, bool):
                raise ReaderError(f"{place}: “key” must be a digit from 1 to 9.")
            tag = replace(tag, key=str(value))
        elif not isinstance(value, str):
            raise ReaderError(f"{place}: “{field}” must be a text.")
        elif field == "colour":
            if value and value not in COLOURS:
                raise ReaderError(f"{place}: “colour” must be one of {', '.join(COLOURS)}.")
            tag = replace(tag, colour=value)
        elif field == "definition":
            tag = replace(tag, definition=clean_note(value))
        elif field == "when":
            tag = replace(tag, when=clean_note(value))
        elif field == "not":
            tag = replace(tag, when_not=clean_note(value))
    return tag


def _examples(place: str, value: object) -> tuple[int, ...]:
    given = value if isinstance(value, list) else [None]
    numbers = [read_id(each) if isinstance(each, str) else None for each in given]
    if None in numbers:
        raise ReaderError(f"{place}: “examples” must be a list of passages' ids, of 13 characters each.")
    return tuple(dict.fromkeys(number for number in numbers if number is not None))
