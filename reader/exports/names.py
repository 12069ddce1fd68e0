"""What other programs want in place of our ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.ids import urn_of
from reader.text.whereabouts import whereabouts

if TYPE_CHECKING:
    from reader.model import ArticleView, Highlight

PROGRAM = "reader"


def address(view: ArticleView) -> str:
    """Return the article's web address, or a URN where it has none."""
    url = view.article.url
    return url if url.lower().startswith(("http://", "https://")) else urn_of("article", view.article.id)


def is_own_address(view: ArticleView) -> bool:
    """Tell whether `address` is a URN: offsets are into our text then, and not into some page."""
    return address(view).startswith("urn:")


def place_of(view: ArticleView, highlight: Highlight) -> str:
    """Return where in its source a passage stands, as `p. 12`; nothing where that is not known."""
    return whereabouts(view.body.marks, highlight.start, highlight.end) if highlight.attached else ""


def colour_of(view: ArticleView, highlight: Highlight) -> str:
    """Return the name of the colour that a highlight is shown in."""
    return highlight.colour or view.codebook.colour_of(highlight.tags)


def as_text(value: str) -> str:
    """Return text that can be encoded: no lone surrogates, which a library edited by hand may hold."""
    return value.encode("utf-8", "replace").decode()
