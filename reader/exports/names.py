"""What other programs want in place of our ids and colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.ids import show_id

if TYPE_CHECKING:
    from uuid import UUID

    from reader.model import ArticleView, Highlight

PROGRAM = "reader"
#: Hexadecimal RGB of the highlight colours where a program wants one.
HEX = {
    "yellow": "#f2d24b",
    "green": "#8fc26a",
    "blue": "#74aee0",
    "red": "#e57f74",
    "orange": "#eda052",
    "purple": "#b296dd",
    "teal": "#5dbab0",
    "grey": "#b3aba0",
}


def uuid(kind: str, name: str) -> UUID:
    """Return the UUID (version 5) of a thing: the same in every export."""
    from uuid import NAMESPACE_URL, uuid5

    return uuid5(NAMESPACE_URL, f"urn:reader:{kind}:{name}")


def urn(kind: str, number: int) -> str:
    """Return the URN of an article or a highlight."""
    return f"urn:uuid:{uuid(kind, show_id(number))}"


def address(view: ArticleView) -> str:
    """Return the article's web address, or a URN where it has none."""
    url = view.article.url
    return url if url.lower().startswith(("http://", "https://")) else urn("article", view.article.id)


def is_own_address(view: ArticleView) -> bool:
    """Tell whether `address` is a URN: offsets are into our text then, and not into some page."""
    return address(view).startswith("urn:")


def colour_of(view: ArticleView, highlight: Highlight) -> str:
    """Return the name of the colour that a highlight is shown in."""
    return highlight.colour or view.codebook.colour_of(highlight.tags)


def as_text(value: str) -> str:
    """Return text that can be encoded: no lone surrogates, which a library edited by hand may hold."""
    return value.encode("utf-8", "replace").decode()
