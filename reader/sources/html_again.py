"""The headings and lists of a page of which extraction found only paragraphs.

Where nothing on a page says what its article is, trafilatura falls back on paragraphs that read like prose,
and leaves out every heading and list. The smallest element that holds those paragraphs is then extracted once
more, as the article.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.sources.html_tree import text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

_LEAVES = {"p", "li", "pre", "blockquote", "td", "dd", "div", "section"}
_BLOCKS = {*_LEAVES, "ul", "ol", "dl", "table", "article", "main"}
_FEWEST = 25  # letters; shorter paragraphs stand anywhere
_SHARE = 0.9  # of the paragraphs' letters that the element must hold
_KEPT, _MOST = 0.85, 2.0  # how much of the words must be there again, and how many times as many at most
_word = re.compile(r"\w").findall


def wants_structure(body: Element) -> bool:
    """Tell whether extraction found neither a heading nor a list, but in what is quoted."""
    return all(next(found.iterancestors("quote"), None) is not None for found in body.iter("head", "list"))


def with_structure(body: Element, tree: Element, extract: Callable[[Element], Element | None]) -> Element:
    """Return what `extract` makes of the part of a page that holds `body`, where it is the better of the two.

    `tree` is the page, and changed.
    """
    holder = _holder(tree, body)
    if holder is None or _is_several(holder):
        return body
    again = extract(_page_of(holder))
    return body if again is None or not _is_better(again, body) else again


def _holder(tree: Element, body: Element) -> Element | None:
    """Return the smallest element with most of the text that was found."""
    known = {_key(text_of(each)) for each in body.iter()} | {_key(each.tail or "") for each in body.iter()}
    weights: Counter[Element] = Counter()
    for element in reversed([each for each in tree.iter() if isinstance(each.tag, str)]):
        if element.tag in _LEAVES and not any(child.tag in _BLOCKS for child in element):
            key = _key(text_of(element))
            if len(key) >= _FEWEST and key in known:
                weights[element] = len(key)
        parent = element.getparent()
        if parent is not None:
            weights[parent] += weights[element]
    holder, least = None, _SHARE * weights[tree]
    part: Element | None = tree
    while part is not None and weights[part]:
        holder = part
        part = next((child for child in part if weights[child] >= least), None)
    return holder


def _page_of(holder: Element) -> Element:
    """Make a page of which an element is the article."""
    from lxml.html import Element as made

    page, body, article = made("html"), made("body"), made("article")
    page.append(body)
    body.append(article)
    holder.tail = None
    if holder.tag in ("html", "body"):
        holder.tag = "div"
    article.append(holder)
    return page


def _is_several(holder: Element) -> bool:
    """Tell whether an element holds several articles: headings of the first level, each in a part of its own.

    Those beside each other are chapters, as many programs write them.
    """
    heads = [head for head in holder.iter("h1") if next(head.iterancestors("header"), None) is None]
    return len({head.getparent() for head in heads}) > 1


def _is_better(again: Element, body: Element) -> bool:
    """Tell whether it has headings, lists or tables of an article, and else much the same.

    Headings that are links belong to teasers and posts.
    """
    heads = list(again.iter("head"))
    linked = sum(any(link.get("target") for link in head.iter("ref")) for head in heads)
    if not _has_structure(again) or 2 * linked > len(heads):
        return False
    before, now = Counter(text_of(body).split()), Counter(text_of(again).split())
    return (before & now).total() >= _KEPT * before.total() and now.total() <= _MOST * before.total()


def _has_structure(body: Element) -> bool:
    return next(body.iter("head", "list", "table"), None) is not None


def _key(text: str) -> str:
    return "".join(_word(text))
