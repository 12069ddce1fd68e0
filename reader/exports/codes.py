"""Tags as the codes of REFI-QDA, in a tree by the levels of their names."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reader.exports.names import as_text
from reader.model.shades import HEX
from reader.text.ids import uuid_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.model import ArticleView

#: What XML 1.0 does not allow at all.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_VALUES = {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def element(name: str, attributes: Mapping[str, str], text: str | None = "") -> str:
    """Write an element: empty without a text, only begun with `None`."""
    values = "".join(f' {key}="{escape(_clean(value), _IN_VALUES)}"' for key, value in attributes.items())
    if text is None:
        return f"<{name}{values}>"
    return f"<{name}{values}>{escape(_clean(text))}</{name}>" if text else f"<{name}{values}/>"


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _last(name: str) -> str:
    return name.rpartition("/")[2]


class Codes:
    """The tags met so far, each with its parents, its definition and its colour."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, str]] = {}  # name -> colour, definition

    def __bool__(self) -> bool:
        return bool(self._known)

    def take(self, view: ArticleView) -> None:
        """Take up the codebook and the tags of an article's highlights."""
        for tag in view.codebook.tags:
            self._add(tag.name)
            self._known[tag.name] = tag.colour, tag.definition
        for mark in view.highlights:
            for name in mark.tags:
                self._add(name)

    def _add(self, name: str) -> None:
        levels = name.split("/")
        for depth in range(1, len(levels) + 1):
            self._known.setdefault("/".join(levels[:depth]), ("", ""))

    def guid(self, name: str) -> str:
        """Return a code's id."""
        return uuid_of("tag", as_text(name)).upper()

    def xml(self) -> str:
        """Write the tree of codes, each named by its last level, or wholly where another's is the same.

        To QualCoder two codes of one name are one, and what is coded with the second is lost.
        """
        children: dict[str, list[str]] = {}
        for name in self._known:
            children.setdefault(name.rpartition("/")[0], []).append(name)
        same = Counter(_last(name) for name in self._known)

        def write(name: str) -> str:
            colour, definition = self._known[name]
            shown = _last(name) if same[_last(name)] == 1 else name
            made = {"guid": self.guid(name), "name": shown, "isCodable": "true"}
            if colour:
                made["color"] = HEX[colour]
            inside = element("Description", {}, definition) if definition else ""
            inside += "".join(map(write, children.get(name, ())))
            return element("Code", made, None) + inside + "</Code>"

        return "".join(map(write, children.get("", ())))
