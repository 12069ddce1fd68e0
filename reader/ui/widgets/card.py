"""A highlight's card: its tags and place, the quote, the note."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.ui.widgets.folding import fold
from reader.ui.widgets.painted import Part, row_of, shown, tint

if TYPE_CHECKING:
    from reader.model import Highlight

_MOST_QUOTE, _MOST_NOTE = 3, 4  # rows


class Card(NamedTuple):
    """What a card shows. `colour` is the highlight's as it is seen; `title` is for lists over articles."""

    highlight: Highlight
    colour: str
    place: str = ""
    title: str = ""
    state: str = ""


def card_rows(card: Card, width: int) -> list[list[Part]]:
    """Return the rows of a card in `width` cells, without its bar."""
    highlight = card.highlight
    rows: list[list[Part]] = []
    if card.title:
        rows.append(row_of([(card.title, "row--dim")], width=width))
    right: list[Part] = [(card.state, "row--state")] if card.state else []
    if card.place:
        right += [(" ", "")] * bool(right) + [(card.place, "row--faint")]
    rows.append(row_of(_tags(card), right, width=width))
    rows += [[(shown(row), "")] for row in fold(f"“{highlight.quote}”", width, _MOST_QUOTE)]
    rows += [[(shown(row), "row--quiet")] for row in fold(highlight.note, width, _MOST_NOTE)]
    return rows


def foot_rows(card: Card, width: int) -> list[list[Part]]:
    """Return the rows of a card that stands under its passage: tags, place and note, at most five."""
    rows = [row_of(_tags(card), [(card.place, "row--faint")] if card.place else [], width=width)]
    return rows + [[(shown(row), "row--quiet")] for row in fold(card.highlight.note, width, _MOST_NOTE)]


def _tags(card: Card) -> list[Part]:
    names = " ".join(f"#{tag}" for tag in card.highlight.tags)
    return [(names or card.colour, tint(card.colour))]
