"""BibLaTeX: an `@online` entry an article, with its highlights and notes as an annotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.exports.citation import cite_key, name_parts
from reader.exports.losses import counted
from reader.exports.names import address, is_own_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reader.model import ArticleView

_special = re.compile(r"[\\&%$#_{}~^]")
#: A brace counts for BibTeX also behind a backslash, and must have its like.
_ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield an entry for each article."""
    for number, view in enumerate(views):
        yield (b"\n" if number else b"") + _entry(view).encode("utf-8", "replace")


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what a reference does not say: all of the passages."""
    return counted(view, "article text", "passage", "note", "tag", "link")


def _entry(view: ArticleView) -> str:
    article = view.article
    url = "" if is_own_address(view) else address(view)
    fields = {
        "author": " and ".join(_person(name) for name in article.authors),
        "title": f"{{{_escape(article.title)}}}",
        "organization": _escape(article.site),
        "date": article.published[:10],
        "url": _url(url),
        "urldate": article.added[:10] if url else "",
        "langid": _escape(article.language),
        "keywords": _escape(", ".join(article.tags)),
        "note": _escape(" ".join(article.note.split())),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    kind = "online" if url else "misc"  # BibLaTeX wants an address of what is online
    return "\n".join([f"@{kind}{{{cite_key(article)},", *lines, "}", ""])


def _person(name: str) -> str:
    family, given = name_parts(name)
    # braces keep an organisation whole, and a name that holds the word “and”
    return f"{_escape(family)}, {_escape(given)}" if given else f"{{{_escape(family)}}}"


def _escape(text: str) -> str:
    return _special.sub(lambda match: _ESCAPED.get(match[0], "\\" + match[0]), " ".join(text.split()))


def _url(url: str) -> str:
    """Write what would end the field, or be no URL, in per cent."""
    return re.sub(r"[{}\\\s]", lambda match: f"%{ord(match[0]):02X}", url)
