"""Styles of an ODT: what each means for a paragraph, for words, for a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sources.safe_xml import local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_MOST_PARENTS = 20
#: Names of paragraph styles of LibreOffice, Word and pandoc -> element.
_PARAGRAPHS = {
    "quotations": "blockquote",
    "quote": "blockquote",
    "intense quote": "blockquote",
    "block text": "blockquote",
    "preformatted text": "pre",
    "source code": "pre",
    "title": "title",
    "author": "author",
    "date": "date",
}
_CODE = {"source text", "source_text", "verbatim char"}


class Styles:
    """The styles of all parts that declare some."""

    def __init__(self, roots: list[Element]) -> None:
        self._styles: dict[str, Element] = {}
        self._ordered: set[tuple[str, int]] = set()
        for root in roots:
            for element in root.iter(f"{_STYLE}style"):
                self._styles[element.get(f"{_STYLE}name", "")] = element
            for listed in root.iter(f"{_TEXT}list-style"):
                self._take_list(listed)

    def paragraph(self, name: str) -> str:
        """Return the element or the field that a paragraph of this style is; `p` for most."""
        names = (_plain(n) for n, _ in self._chain(name))
        return next((_PARAGRAPHS[n] for n in names if n in _PARAGRAPHS), "p")

    def words(self, name: str) -> list[str]:
        """Return the elements that words of this style stand in."""
        found: dict[str, str] = {}
        elements = []
        for each, style in self._chain(name):
            if _plain(each) in _CODE:
                elements.append("code")
            for properties in style if style is not None else ():
                for key, value in properties.attrib.items():
                    found.setdefault(str(key), str(value))
        if found.get(f"{_FO}font-weight") in ("bold", "600", "700", "800", "900"):
            elements.append("strong")
        if found.get(f"{_FO}font-style") in ("italic", "oblique"):
            elements.append("em")
        if found.get(f"{_STYLE}text-line-through-style", "none") != "none":
            elements.append("s")
        return elements

    def list_at(self, name: str, level: int) -> str:
        """Return `ol` or `ul` for a list of this style at a level from 1."""
        return "ol" if (name, level) in self._ordered else "ul"

    def _chain(self, name: str) -> Iterator[tuple[str, Element | None]]:
        """Yield a style and those it comes from."""
        for _ in range(_MOST_PARENTS):
            style = self._styles.get(name)
            yield name, style
            if style is None or not (name := style.get(f"{_STYLE}parent-style-name", "")):
                return

    def _take_list(self, style: Element) -> None:
        for level in style:
            numbered = local(level) == "list-level-style-number" and level.get(f"{_STYLE}num-format")
            depth = level.get(f"{_TEXT}level", "")
            if numbered and depth.isdigit():
                self._ordered.add((style.get(f"{_STYLE}name", ""), int(depth)))


def _plain(name: str) -> str:
    return name.replace("_20_", " ").lower()
