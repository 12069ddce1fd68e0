"""Carrying highlights over into a newer text of their article; never elsewhere in silence."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.editing.anchoring import around, placed
from reader.library.errors import ShardDamaged
from reader.model import Was
from reader.text.anchor import Anchor, Place, Reanchoring, resolve
from reader.text.letters import Letters, seek

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Article, Highlight


class Carrying:
    """A newer text of an article, and the earlier ones that its highlights were last attached in.

    `digest` is of the text that is being replaced; `old_text` gives a text by its digest, or `None` where it
    cannot be read.
    """

    def __init__(self, digest: str, new: str, old_text: Callable[[str], str | None]) -> None:
        self._digest, self._new, self._old_text = digest, new, old_text
        self._versions: dict[str, Reanchoring | None] = {}

    def carried(self, highlight: Highlight) -> Highlight:
        """Return a highlight as it stands in the newer text; what is not certain waits for a person.

        One that still waits is sought from the text where it last stood for certain. An orphan that a person
        kept as one stays so; one that was marked elsewhere, in a text that was never here, is sought by what
        is known of it.
        """
        if highlight.anchor == "orphan" and highlight.was is None:
            return highlight
        was = highlight.was or Was(self._digest, highlight.start, highlight.end, highlight.quote)
        context = highlight.prefix, highlight.suffix
        if not was.digest:
            return self._put(highlight, seek(Anchor(*was[1:], *context), self._letters), was, context)
        before = self._version(was.digest)
        if before and before.old[was.start : was.end] == was.quote:
            place = before.resolve(was.start, was.end)
            _, prefix, suffix = around(before.old, was.start, was.end)
        else:
            known = highlight.quote == was.quote  # else what stands around it belongs to other words
            prefix, suffix = (highlight.prefix, highlight.suffix) if known else ("", "")
            place = resolve(Anchor(was.start, was.end, was.quote, prefix, suffix), self._new)
        return self._put(highlight, place, was, (prefix, suffix))

    @cached_property
    def _letters(self) -> Letters:
        return Letters(self._new)

    def holds(self, quote: str) -> bool:
        """Tell whether the letters of a passage stand in the newer text."""
        return self._letters.find(quote) is not None

    def _version(self, digest: str) -> Reanchoring | None:
        if digest not in self._versions:
            old = self._old_text(digest)
            self._versions[digest] = None if old is None else Reanchoring(old, self._new)
        return self._versions[digest]

    def _put(self, highlight: Highlight, place: Place, was: Was, context: tuple[str, str]) -> Highlight:
        if place.attached:
            found = placed(highlight, self._new, place.start, place.end, place.state)
            return replace(found, was=was if place.state == "changed" else None)
        return replace(
            highlight,
            start=place.start,
            end=place.end,
            quote=was.quote,
            prefix=context[0],
            suffix=context[1],
            anchor=place.state,
            was=was,
        )


def carried_over(highlight: Highlight, article: Article, text_of: Callable[[str], str]) -> Highlight:
    """Return a highlight that was not there when the text of its article changed as it stands in it now.

    `text_of` gives a text by its digest. Without the texts it stays as it is.
    """

    def old_text(digest: str) -> str | None:
        try:
            return text_of(digest)
        except ShardDamaged:
            return None

    text = old_text(article.digest)
    span, words = slice(highlight.start, highlight.end), (highlight.quote, highlight.prefix, highlight.suffix)
    if text is None or not article.has_text or around(text, highlight.start, highlight.end) == words:
        return highlight
    of_quote = (each for each in reversed(article.earlier) if (old_text(each) or "")[span] == highlight.quote)
    return Carrying(next(of_quote, ""), text, old_text).carried(highlight)
