"""A highlight's card: its tags and place, the quote, the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import clip
from reader.text.words import quoted
from reader.tuples import NamedTuple
from reader.ui.widgets.folding import fold
from reader.ui.widgets.looks import tint
from reader.ui.widgets.painted import Part, cut, row_of, shown, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.strip import Strip

    from reader.model import Highlight

_MOST_QUOTE, _MOST_NOTE, _MOST_LINKS, _MOST_FOOT = 3, 4, 3, 5  # rows
_KEPT = 400  # laid-out cards
_WHOLE = 500  # rows of what is shown whole
_OPENS, _CLOSES = tuple('"“„«「'), tuple('"”“»」')
_AROUND = 0.8  # of a row, the most that is shown before a quote, and after it


class Card(NamedTuple):
    """What a card shows. `colour` is the highlight's as it is seen; `title` is for lists over articles.

    `group` is a heading over the card, `around` the text before and after the passage, `links` a line each.
    """

    highlight: Highlight
    colour: str
    place: str = ""
    title: str = ""
    state: str = ""
    group: str = ""
    around: tuple[str, str] = ("", "")
    links: tuple[str, ...] = ()


def card_rows(card: Card, width: int, *, whole: bool = False) -> list[list[Part]]:
    """Return the rows of a card in `width` cells, without its bar; quote and note `whole`, or their heads."""
    most_quote, most_note = (_WHOLE, _WHOLE) if whole else (_MOST_QUOTE, _MOST_NOTE)
    highlight = card.highlight
    rows: list[list[Part]] = []
    if card.group:
        rows.append(row_of([(card.group, "row--strong")], width=width))
    if card.title:
        rows.append(row_of([(card.title, "row--dim")], width=width))
    right: list[Part] = [(card.state, "row--accent")] if card.state else []
    if card.place:
        right += [(" ", "")] * bool(right) + [(card.place, "row--faint")]
    tags = _tags(card)
    if whole and right and width_of(tags) + width_of(right) >= width:
        rows += [row_of([], right, width=width)]
        rows += [[(shown(row), look)] for text, look in tags for row in fold(text, width, _WHOLE)]
    elif width_of(tags) + width_of(right):
        rows.append(_tag_row(card, right, width))
    if any(card.around):
        rows += _in_its_text(card, width, most_quote)
    else:
        rows += [[(shown(row), "")] for row in fold(quoted(highlight.quote), width, most_quote)]
    rows += [[(shown(row), "row--quiet")] for row in fold(highlight.note, width, most_note)]
    return rows + _links(card, width)


def foot_rows(card: Card, width: int) -> list[list[Part]]:
    """Return the rows of a card that stands under its passage: tags, place and note, at most five."""
    rows = [_tag_row(card, [(card.place, "row--faint")] if card.place else [], width)]
    rows += [[(shown(row), "row--quiet")] for row in fold(card.highlight.note, width, _MOST_NOTE)]
    return [*rows, *_links(card, width)][:_MOST_FOOT]


def _links(card: Card, width: int) -> list[list[Part]]:
    """Return a row for each link; of more than are shown the number."""
    links = card.links if len(card.links) <= _MOST_LINKS else card.links[: _MOST_LINKS - 1]
    rows = [cut([(link, "row--dim")], width) for link in links]
    more = len(card.links) - len(links)
    return [*rows, *([[(f"and {more} links more", "row--faint")]] if more else [])]


def _tags(card: Card) -> list[Part]:
    names = " ".join(f"#{tag}" for tag in card.highlight.tags)
    return [(names or card.highlight.colour, tint(card.colour))]  # a colour that was given tells something


def _tag_row(card: Card, right: list[Part], width: int) -> list[Part]:
    """Return the row of the tags; where they do not fit, the last part of each name, which tells most."""
    tags = _tags(card)
    if card.highlight.tags and width_of(tags) > width - width_of(right) - bool(right):
        tags = [(" ".join(f"#{tag.rpartition('/')[2]}" for tag in card.highlight.tags), tint(card.colour))]
    return row_of(tags, right, width=width)


def _in_its_text(card: Card, width: int, most_rows: int) -> list[list[Part]]:
    """Return the rows of a quote between the texts around it, which are dim and cut to less than a row.

    Quotation marks tell them apart where all greys are one, unless the text has them just there; single ones
    beside one of the quote's own.
    """
    most = round(_AROUND * width)
    before, after = (" ".join(text.split()) for text in card.around)
    if len(before) > most:
        begun, space, rest = before[-most:].partition(" ")
        before = f"…{rest if space else begun}"
    if len(after) > most:
        rest, space, begun = after[:most].rpartition(" ")
        after = f"{rest if space else begun}…"
    whole = card.highlight.quote
    before += " " * (card.around[0][-1:].isspace() or whole[:1].isspace())
    after = " " * (card.around[1][:1].isspace() or whole[-1:].isspace()) + after
    quote = clip(" ".join(whole[: 4 * width * most_rows].split()), width * most_rows)
    own = quote[:1] in _OPENS, quote[-1:] in _CLOSES
    if not (all(own) or (before[-1:] in _OPENS and after[:1] in _CLOSES)):
        quote = f"‘{quote}’" if any(own) else f"“{quote}”"
    looks = [(before, "row--dim"), (quote, ""), (after, "row--dim")]
    rows: list[list[Part]] = []
    text, at = "".join(part for part, _ in looks), 0
    for row in fold(text, width, most_rows + 3):
        at += len(text[at:]) - len(text[at:].lstrip())
        rows.append(_looked(looks, at, at + len(row)))
        at += len(row)
    return rows


def _looked(looks: list[Part], start: int, end: int) -> list[Part]:
    """Return what of some parts lies between two places in their common text."""
    parts, at = [], 0
    for text, look in looks:
        low, high = max(start - at, 0), min(end - at, len(text))
        if low < high:
            parts.append((shown(text[low:high]), look))
        at += len(text)
    return parts


class LaidOut:
    """A card in some width, with the strips that were painted of it."""

    def __init__(self, card: Card, width: int, *, whole: bool = False) -> None:
        self.card, self.rows = card, card_rows(card, width, whole=whole)
        self._strips: dict[tuple[bool, bool], list[Strip]] = {}

    def strips(self, paint: Callable[..., Strip], lit: bool, strong: bool) -> list[Strip]:
        """Return the rows with their bar, and the blank row below."""
        strips = self._strips.get((lit, strong))
        if strips is None:
            bar = ("▌" if strong else "▍") if lit else "▎"
            ground = ("row--lit" if strong else "row--asleep") if lit else ""
            edge: list[Part] = [(bar, tint(self.card.colour)), (" ", "")]
            heads = [paint([("  ", ""), *row]) for row in self.rows[: bool(self.card.group)]]
            strips = [*heads, *(paint([*edge, *row], ground) for row in self.rows[len(heads) :])]
            self._strips[lit, strong] = [*strips, paint([])]
        return self._strips[lit, strong]


class Layouts(dict[tuple[int, bool], LaidOut]):
    """Cards as they are laid out, by their number and whether they are whole; the last ones looked at."""

    def of(self, index: int, cards: Sequence[Card], width: int, *, whole: bool) -> LaidOut:
        """Return a card laid out, of which nothing is read where it is kept."""
        layout = self.get((index, whole))
        if layout is None:
            if len(self) >= _KEPT:  # to let go of all at once takes longer than a page
                del self[next(iter(self))]
            layout = self[index, whole] = LaidOut(cards[index], width, whole=whole)
        return layout
