"""Text out of pieces of HTML, without a parser: for the HTML that stands in Markdown."""

from __future__ import annotations

import re
from html import unescape

_name = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)").match
_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
}
_BLOCKS |= {"section", "article", "details", "summary", "figure", "figcaption", "hr", "pre", "dt", "dd"}
_SILENT = {"script", "style", "template"}


def tag_name(tag: str) -> str:
    """Return the name in `<name …>` or `</name>`, in lower case, or an empty string."""
    found = _name(tag)
    return found.group(1).lower() if found else ""


def text_lines(html: str) -> list[str]:
    """Return the lines of text in `html`; linear in its size, whatever is left open."""
    parts: list[str] = []
    at, open_ended = 0, html.rfind(">")
    while (start := html.find("<", at)) >= 0 and start < open_ended:
        parts.append(html[at:start])
        if html.startswith("<!--", start):
            end = html.find("-->", start)
            at = end + 3 if end >= 0 else len(html)
            continue
        name = tag_name(html[start : start + 40])
        if not name and html[start + 1 : start + 2] not in ("!", "?"):
            parts.append("<")
            at = start + 1
            continue
        at = html.find(">", start) + 1
        if name in _SILENT and html[start + 1] != "/":
            end = html.lower().find(f"</{name}", at) if len(html) < 1 << 20 else -1
            at = end if end >= 0 else len(html)
        parts.append("\n" if name in _BLOCKS else "")
    parts.append(html[at:])
    return [line for line in map(str.strip, unescape("".join(parts)).split("\n")) if line]
