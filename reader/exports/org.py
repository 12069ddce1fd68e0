"""Org: an article a heading, each highlight a heading below it with its quote, tags, id and note."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.exports.chunk import FRONT, Chunk, passage_key
from reader.exports.losses import counted, in_order
from reader.exports.names import address, as_text, is_own_address, place_of
from reader.exports.relations import relations
from reader.text.ids import show_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.model import ArticleView, Highlight

_LONGEST = 60
_not_in_tags = re.compile(r"[^\w@]+")
#: What begins a heading, a keyword, a drawer or a comment; a comma before it makes it text.
_line_start = re.compile(r"^(?=,*(?:\*+ |\*+$|#\+|# |:[\w-]+:\s*$))", re.MULTILINE | re.IGNORECASE)

#: What org follows, runs, counts in the agenda or fills in: links, code, dates, macros, targets, footnotes.
_active = re.compile(
    r"\[(?=\[|fn:)|<(?=<|\d{4}-\d)|\{(?=\{\{)"
    r"|\b(?:shell|elisp|file(?:\+\w+)?|docview|attachment|id|help|info|man)(?=:\S)"
    r"|\b(?:src|call)(?=_\w+[\[({])",
    re.IGNORECASE,
)
_keyword = re.compile(r"(?:TODO|DONE|COMMENT)(?=\s|\Z)").match
_priority = re.compile(r"\[#")
_ZERO_WIDTH = "\u200b"  # inside it, as org's manual has it, it is text


def chunks(views: Iterable[ArticleView]) -> Iterator[Chunk]:
    """Yield the document in its chunks, an article at a time."""
    for number, view in enumerate(views):
        if not number:
            yield Chunk(FRONT, as_text(f"#+TITLE: {_line(view.article.title) or 'Untitled'}\n"))
        yield Chunk(show_id(view.article.id), "\n" + as_text(_article(view)))
        for mark in in_order(view):
            yield Chunk(passage_key(mark.id), "\n" + as_text(_passage(view, mark)))


def write(views: Iterable[ArticleView]) -> Iterator[bytes]:
    """Yield the document, an article at a time."""
    return (chunk.text.encode() for chunk in chunks(views))


def lost(view: ArticleView) -> Mapping[str, int]:
    """Count what an org file does not say of an article."""
    tags = {tag for mark in view.highlights for tag in mark.tags}
    spelt = sum(_tag(tag) != tag for tag in tags)
    rest = counted(view, "article text", "position")
    return {**rest, **({"tag spelling": spelt} if spelt else {})}


def _article(view: ArticleView) -> str:
    article = view.article
    title = _heading(_line(article.title)) or "Untitled"
    properties = {
        "ID": show_id(article.id),
        "AUTHOR": ", ".join(article.authors),
        "SITE": article.site,
        "DATE": article.published,
        "KEYWORDS": ", ".join(article.tags),  # as tags of the heading its passages would inherit them
        "URL": "" if is_own_address(view) else address(view),
    }
    return "\n".join([f"* {title}", *_drawer(properties), *_text(article.note)]) + "\n"


def _passage(view: ArticleView, mark: Highlight) -> str:
    words = _line(mark.quote)
    title = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    properties = {
        "ID": passage_key(mark.id),
        "PLACE": place_of(view, mark),
        "COLOUR": mark.colour,
        "ANNOTATOR": mark.annotator,
        "CREATED": mark.created,
    }
    quote = ["#+begin_quote", *_text(mark.quote), "#+end_quote"]
    lines = [f"** {_heading(title)}{_tags(mark.tags)}", *_drawer(properties), *quote, *_text(mark.note)]
    links = list(map(_inert, relations(view, mark)))
    return "\n".join([*lines, *([""] if links else []), *links]) + "\n"


def _drawer(properties: Mapping[str, str]) -> list[str]:
    values = {name: " ".join(value.split()) for name, value in properties.items() if value}
    lines = [
        f":{name}: {value if name in ('ID', 'URL') else _inert(value)}" for name, value in values.items()
    ]
    return [":PROPERTIES:", *lines, ":END:"]


def _text(text: str) -> list[str]:
    """Return the lines of a text, none of them an element of org."""
    return _line_start.sub(",", _inert(text.strip("\n"))).split("\n") if text.strip() else []


def _line(text: str) -> str:
    return _inert(" ".join(text.split()))


def _heading(title: str) -> str:
    """Keep a title from having a state, a priority or tags, or from being a comment, which org leaves out."""
    title = _priority.sub(f"[{_ZERO_WIDTH}#", title)
    before = _ZERO_WIDTH if _keyword(title) else ""
    return f"{before}{title}{_ZERO_WIDTH if title.endswith(':') else ''}"


def _inert(text: str) -> str:
    """Keep text from being a link or code: what is quoted was written by others."""
    return _active.sub(lambda match: match[0] + _ZERO_WIDTH, text)


def _tags(names: Sequence[str]) -> str:
    return f"  :{':'.join(dict.fromkeys(map(_tag, names)))}:" if names else ""


def _tag(name: str) -> str:
    return _not_in_tags.sub("_", name)
