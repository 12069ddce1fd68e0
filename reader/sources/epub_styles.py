"""Emphasis that a book gives by its style sheets: which classes are italic, and which bold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.sources.worker import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.sources.unzip import Archive

_MOST = 2_000_000  # bytes of one style sheet
_comment = re.compile(r"/\*.*?\*/", re.DOTALL).sub
_rule = re.compile(r"([^{}]{1,2000})\{([^{}]*)\}").finditer
_class = re.compile(r"\s*(?:span|em|i|b)?\.([\w-]+)\s*").fullmatch
_italic = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE).search
_bold = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE).search


def emphasis(archive: Archive, paths: Iterable[str]) -> dict[str, str]:
    """Return the classes that style sheets make italic (`#i`) or bold (`#b`); a damaged one makes none."""
    found: dict[str, str] = {}
    for path in paths:
        try:
            raw = archive.read(path)
        except Refused:
            continue
        for rule in _rule(_comment(" ", raw[:_MOST].decode("utf-8", "replace"))):
            given = "#i" if _italic(rule.group(2)) else "#b" if _bold(rule.group(2)) else ""
            for selector in rule.group(1).split(",") if given else ():
                if name := _class(selector):
                    found[name.group(1)] = given
    return found
