"""What a passage does to others, as lines of a text that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.words import first_words, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.model import ArticleView, Highlight

_MOST = 240  # code points of the other passage


def relations(view: ArticleView, highlight: Highlight) -> Iterator[str]:
    """Yield a line for each link of a passage, as plain text: `→ contradicts “the other” (its article)`."""
    for kind, number in highlight.links:
        end = view.ends.get(number)
        if end is None:
            yield f"→ {kind} a passage that was deleted"
            continue
        where = f" ({first_words(end.title, _MOST)})" if end.title not in ("", view.article.title) else ""
        yield f"→ {kind} {quoted(first_words(end.quote, _MOST))}{where}"
