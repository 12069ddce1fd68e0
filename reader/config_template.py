"""The commented file that `reader config init` writes, or adds to one that is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.config_keys import KEYS, MARK_COLOURS, PAGE_COLOURS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Commands = Sequence[tuple[str, tuple[str, ...], str]]  # id, keys, what it does

_HEAD = "# Settings of reader. What stands here holds anyway; take a # away to change it."
_EXAMPLE = {"background": "#101418", "text": "#e4e8ec", "accent": "#7fb4ff", "yellow": "#d9c04a"}
_header = re.compile(r"\s*(#?)\s*\[+\s*([^\]\s]+)\s*\]").match
_named = re.compile(r"""\s*#?\s*["']?([\w-]+)["']?\s*=""").match


def template(commands: Commands) -> str:
    """Write a file in which every key stands as a comment."""
    return "\n".join([_HEAD, "", *_settings(()), *_themes(), *_keys(commands)]) + "\n"


def completed(text: str, commands: Commands) -> str:
    """Return a file's text with a comment for every key that it does not name; all that is there stays.

    Raises:
        ValueError: it is not TOML, or the comments would change what it means.
    """
    import tomllib

    before = tomllib.loads(text.replace("\r\n", "\n"))
    end = "\r\n" if "\r\n" in text else "\n"
    sections = _sections(text.splitlines())
    top = sections[0][1]
    _add(top, _settings(_names(top)), last=len(sections) == 1)
    found = dict(sections[1:])
    if not any(name.startswith("themes") for name in found):
        sections.append(("themes", ["", *_themes()[:-1]]))
    keys = before.get("keys", "")
    if "keys" in found:
        last = sections[-1][0] == "keys"
        _add(found["keys"], _bindings(commands, _names(found["keys"])), last=last)
    elif isinstance(keys, str):
        sections.append(("keys", ["", *_keys(commands, keys)]))
    lines = [line for _, part in sections for line in part]
    changed = "".join(f"{line}{end}" for line in lines)
    if tomllib.loads(changed.replace("\r\n", "\n")) != before:
        raise ValueError("the file would mean something else")
    return changed


def _sections(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Return the lines of the top, then of every table, its head first; a head may be a comment."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    for line in lines:
        if head := _header(line):
            sections.append((re.sub("[\"']", "", head[2]), []))
        sections[-1][1].append(line)
    return sections


def _names(lines: Iterable[str]) -> set[str]:
    return {found[1] for line in lines if (found := _named(line))}


def _add(lines: list[str], more: list[str], *, last: bool) -> None:
    """Put lines behind the others; before the empty ones and the comments that are of what follows."""
    at = len(lines)
    while at and (not lines[at - 1].strip() or (not last and lines[at - 1].startswith("# "))):
        at -= 1
    gap = [""] if at and more and more[0].startswith("# ") else []
    lines[at:at] = [*gap, *more]


def _settings(known: Iterable[str]) -> list[str]:
    lines = []
    for name, key in KEYS.items():
        if key.about and name not in known:
            lines += [f"# {key.about}", f"#{name} = {key.default}", ""]
    return lines


def _themes() -> list[str]:
    return [
        "# Colours of your own, by a name for `theme`; what is left out is made to fit.",
        "#[themes.mine]",
        *(f'#{name} = "{colour}"' for name, colour in _EXAMPLE.items()),
        f"# and, of the page: {_others(PAGE_COLOURS)}",
        f"# and, of the passages: {_others(MARK_COLOURS)}",
        "",
    ]


def _keys(commands: Commands, preset: str = "") -> list[str]:
    instead = [f'# This table stands in the place of keys = "{preset}".'] if preset else []
    return [
        '# Keys: a command, and a key, or a list, for a command. preset = "plain": keys that are no letters.',
        *instead,
        "#[keys]",
        f'#preset = "{preset}"',
        *_bindings(commands, ()),
    ]


def _bindings(commands: Commands, known: Iterable[str]) -> list[str]:
    lines = []
    for command, keys, about in commands:
        if command in known:
            continue
        listed = ", ".join(f'"{key}"' if '"' not in key else f"'{key}'" for key in keys)
        value = listed if len(keys) == 1 else f"[{listed}]" if keys else '"…"'
        lines.append(f"#{command} = {value}  # {about}")
    return lines


def _others(names: Iterable[str]) -> str:
    return ", ".join(name for name in names if name not in _EXAMPLE)
