"""What a change is called, in a few words, for undo and the history: `#claim on “In the last days…”`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.text.words import first_words
from reader.text.words import quoted as in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model import Highlight

_MOST = 32  # code points of a quote or a title


def quoted(text: str) -> str:
    """Return the first words of a passage, or of a title, in quotes."""
    return in_quotes(first_words(text, _MOST))


def marking(tags: Iterable[str], note: str, colour: str, quote: str) -> str:
    """Name the making of a highlight by the most that it says."""
    return f"{_tags(tags) or ('note' if note else colour or 'highlight')} on {quoted(quote)}"


def changing(highlight: Highlight, tags: Sequence[str] | None, note: str | None, colour: str | None) -> str:
    """Name the change of a highlight; what is `None` stays as it is."""
    quote = quoted(highlight.quote)
    if tags is not None:
        if added := [tag for tag in tags if tag not in highlight.tags]:
            return f"{_tags(added)} on {quote}"
        if removed := [tag for tag in highlight.tags if tag not in tags]:
            return f"{_tags(removed)} taken off {quote}"
    if note is not None:
        return f"note on {quote}" if note else f"note taken off {quote}"
    if colour is not None:
        return f"{colour or 'no colour'} on {quote}"
    return f"bounds of {quote}"


def splitting(highlight: Highlight, count: int) -> str:
    """Name the cutting of a highlight."""
    return f"{quoted(highlight.quote)} split in {count}"


def joining(highlights: Sequence[Highlight]) -> str:
    """Name the joining of highlights."""
    return f"{len(highlights)} highlights joined from {quoted(highlights[0].quote)} on"


def linking(source: Highlight, kind: str, target: Highlight) -> str:
    """Name the making of a link."""
    return f"{quoted(source.quote)} {kind} {quoted(target.quote)}"


def unlinking(source: Highlight, kind: str) -> str:
    """Name the taking away of a link."""
    return f"“{kind}” taken off {quoted(source.quote)}"


def settling(highlight: Highlight, what: str) -> str:
    """Name the decision on a highlight that waited, by what became of it."""
    return f"{what} for {quoted(highlight.was.quote if highlight.was else highlight.quote)}"


def deleting(highlights: Sequence[Highlight]) -> str:
    """Name the deletion of highlights."""
    return f"deletion of {quoted(highlights[0].quote) if len(highlights) == 1 else 'highlights'}"


def changing_article(title: str, new: dict[str, Any]) -> str:
    """Name the change of an article's fields."""
    names = list(new)
    if names == ["status"]:
        return f"{new['status']}: {quoted(title)}"
    if len(names) != 1:
        return f"details of {quoted(title)}"
    name = {"published": "date"}.get(names[0], names[0])
    return f"{name} {'on' if name == 'note' else 'of'} {quoted(title)}"


def _tags(tags: Iterable[str]) -> str:
    return " ".join("#" + tag for tag in tags)
