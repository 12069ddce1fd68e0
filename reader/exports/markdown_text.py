"""Text as Markdown: what an article holds shows as it stands, what a person wrote keeps its markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.exports.names import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.model import Article

_special = re.compile(
    r"[\\`*\[\]<>|$~]"  # anywhere
    r"|%{2,}|={2,}|^="  # one alone is a sign like others, but under a line, where it makes a heading of it
    r"|(?<!\w)_++|_++(?!\w)"  # inside a word it is no emphasis
    r"|(?:(?<=\s)|^)[#^](?=\S)"  # a tag or block id
    r"|&(?=#?\w+;)",
    re.MULTILINE,
)
_line_start = re.compile(r"^([#+-](?=\s|$)|-(?=-)|[0-9]{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)
_html = re.compile(r"<(?=[A-Za-z/!?])(?!https?://|mailto:)", re.IGNORECASE)
_target = r"(?!<?(?:https?:|mailto:|[^:&\\\s)>]*(?:[/?#)>\s]|$)))"
_bad_link = re.compile(rf"\]\((?=\s*{_target})", re.IGNORECASE)
_bad_reference = re.compile(rf"^(\s{{0,3}})\[(?=[^\]\n]+\]:\s*{_target})", re.IGNORECASE | re.MULTILINE)
_fence = re.compile(r"`{3,}|~{3,}")
_block_id = re.compile(r"^\^hl-", re.MULTILINE)


def joined(sections: Iterable[str]) -> str:
    """Put sections one below the other, with blank lines between."""
    return as_text("\n\n".join(sections) + "\n")


def byline(article: Article) -> str:
    """Say who wrote an article, where and when, with its address."""
    parts = [", ".join(article.authors), article.site, article.published]
    words = [escaped(one_line(part)) for part in parts if part]
    return " · ".join([*words, *([f"<{url}>"] if (url := web(article.url)) else [])])


def web(url: str) -> str:
    """Return an address that may be followed, else nothing."""
    return url if re.fullmatch(r"https?://[^\s<>\"\\]+", url, re.IGNORECASE) else ""


def quoted(text: str) -> str:
    """Quote a passage; a line feed of its own (items, verse, code) is kept by two spaces before it."""
    lines = escaped(text).split("\n")
    shown = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        words = line.strip(" \t")
        indent = len(line) - len(line.lstrip(" \t"))
        hard_break = "  " if words and following.strip() else ""
        shown.append(f"> {'&nbsp;' * indent}{words}{hard_break}" if words else ">")
    return "\n".join(shown)


def noted(text: str) -> str:
    """Keep a note's Markdown, without HTML, foreign links, or what would swallow the text after it."""
    text = _bad_link.sub(r"]\(", _bad_reference.sub(r"\1\\[", _html.sub("&lt;", text.strip())))
    text = _block_id.sub(r"\\^hl-", text)
    for pair in ("%%", "$$"):
        if text.count(pair) % 2:
            text = text.replace(pair, "".join(f"\\{char}" for char in pair))
    fences = sorted(set(_fence.findall(text)))
    tries = [text, *(f"{text}\n{fence}" for fence in fences)] if fences else []
    return next(filter(_ends, tries), _fence.sub(lambda match: "\\" + "\\".join(match[0]), text))


def _ends(text: str) -> bool:
    """Tell whether a paragraph after this Markdown would be one, and not the inside of a code block."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(f"{text}\n\nafter")
    return tokens[-1].type == "paragraph_close" and tokens[-1].level == 0 and tokens[-2].content == "after"


def escaped(text: str) -> str:
    """Put a backslash before what Markdown or Obsidian would take for markup."""
    text = _special.sub(lambda match: "".join(f"\\{sign}" for sign in match[0]), text)
    return _line_start.sub(lambda m: f"{m[1]}\\" if m[1].isdigit() else f"\\{m[1]}", text)


def one_line(text: str) -> str:
    """Put single spaces in the place of all white space."""
    return " ".join(text.split())
