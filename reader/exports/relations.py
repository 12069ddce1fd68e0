"""What a passage does to others, as lines of a text that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.words import first_words, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.model import ArticleView, Highlight
    from reader.model.view import LinkEnd

_MOST = 240  # code points of the other passage


def relations(view: ArticleView, highlight: Highlight) -> Iterator[str]:
    """Yield a line for each link of a passage, then for each to it, as plain text.

    `→ contradicts “the other” (its article)`, `← contradicted by “the other”`.
    """
    for kind, number in highlight.links:
        end = view.ends.get(number)
        yield f"→ {kind} {_other(view, end) if end else 'a passage that was deleted'}"
    for end in view.led.get(highlight.id, ()):
        yield f"← {end.words} {_other(view, end)}"


def _other(view: ArticleView, end: LinkEnd) -> str:
    where = f" ({first_words(end.title, _MOST)})" if end.title not in ("", view.article.title) else ""
    return f"{quoted(first_words(end.quote, _MOST))}{where}"
