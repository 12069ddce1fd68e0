"""What is copied of a passage: its words, with the source and the page that they are from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.pane.session import Session
    from reader.ui.pane.target import Target


def citation(session: Session, target: Target, style: str) -> str:
    """Return a passage with its source; one that has no place in the text now by the words that it had."""
    from reader.exports.references import cited
    from reader.text.whereabouts import whereabouts

    view, highlight = session.view, target.highlight
    if highlight and not highlight.attached:
        quote, place = highlight.quote, ""
    else:
        quote = view.text[target.start : target.end]
        place = whereabouts(view.body.marks, target.start, target.end)
    return cited(" ".join(quote.split()), session.article, style, place)
