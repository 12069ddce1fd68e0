"""What the configuration file may hold: each key with what it is for, its default and what it takes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.setting import MEASURES, SPACINGS
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CITATIONS = ("plain", "apa", "mla")
PRESETS = ("", "plain")
#: The colours of a theme of one's own: of the page, then of the passages.
PAGE_COLOURS = (
    "background", "text", "accent", "dim", "faint", "gutter", "raised", "lit", "asleep",
    "sentence", "selection", "selection-text", "match", "caret-text",
)  # fmt: skip
MARK_COLOURS = ("yellow", "green", "blue", "red", "orange", "purple", "teal", "grey")
is_colour = re.compile(r"#[0-9a-fA-F]{6}").fullmatch


class Key(NamedTuple):
    """A key of the file: its default in TOML, what it is for, what it takes, and the test of that."""

    default: str
    about: str
    takes: str
    fits: Callable[[object], bool]


def _one_of(names: Iterable[str]) -> str:
    *others, last = (f"“{name}”" for name in names)
    return f"takes {', '.join(others)} or {last}"


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_folder(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and "\0" not in value


def _is_measure(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in MEASURES


def _is_switch(value: object) -> bool:
    return isinstance(value, bool)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


KEYS = {
    "library": Key('"~/texts"', "where the library is", "takes the path of a folder", _is_folder),
    "annotator": Key(
        '""', "whose name stands on new passages", "takes a name between quotation marks", _is_text
    ),
    "theme": Key('"reader-night"', "the app's colours", "takes a name between quotation marks", _is_text),
    "measure": Key(
        "72",
        f"the widest line of text, in cells, {MEASURES.start} to {MEASURES.stop - 1}",
        f"takes a number from {MEASURES.start} to {MEASURES.stop - 1}",
        _is_measure,
    ),
    "spacing": Key(
        '"lines"',
        "how paragraphs are parted: lines, indents",
        _one_of(SPACINGS),
        lambda value: value in SPACINGS,
    ),
    "justified": Key(
        "false", "lines end flush right, and words are hyphenated", "takes true or false", _is_switch
    ),
    "citation": Key(
        '"plain"',
        "how a passage that is copied names its source: plain, apa, mla",
        _one_of(CITATIONS),
        lambda value: value in CITATIONS,
    ),
    "hints": Key("true", "teach a key at a time, until it is known", "takes true or false", _is_switch),
    "animation": Key("false", "let things move on the screen", "takes true or false", _is_switch),
    "keys": Key(
        '""',
        'the keys to begin with: "plain" needs no letters; or a table, [keys], as below',
        "is a table: [keys], or “plain”",
        lambda value: isinstance(value, dict) or value in PRESETS,
    ),
    "themes": Key("", "", "is a table: [themes.NAME]", _is_table),
}
