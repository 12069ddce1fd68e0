"""The sidebar: a card for each highlight, laid out when it comes on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from reader.ui.widgets.card import Card, LaidOut, Layouts
from reader.ui.widgets.deck import Deck
from reader.ui.widgets.painted import Nothing, Painted, row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.strip import Strip

__all__ = ["Card", "MarksPane"]

_HEAD = 2  # rows above the cards
_MARGIN = 3  # cells beside a card's text: the bar, a space either side
_WHEEL_ROWS = 3
_NEAR = 64  # cards either side among which the current one is looked for in a new list
_EMPTY = Nothing("No highlights yet")


class MarksPane(Painted, can_focus=True):
    """Shows cards; follows the text, and is followed by it."""

    DEFAULT_CSS = "MarksPane { width: 1fr; height: 1fr; background: $background; }"

    class Moved(Message):
        """A person went to another card."""

        def __init__(self, card: Card) -> None:
            self.card = card
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Let a later move stand for this one."""
            return isinstance(message, MarksPane.Moved)

    class Chosen(Message):
        """A card was clicked."""

        def __init__(self, card: Card) -> None:
            self.card = card
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._cards: Sequence[Card] = ()
        self._heading, self._query, self._count, self._empty = "Highlights", "", "", _EMPTY
        self._index = 0
        self._lit = self._picked = self._is_open = False
        self._index_of: Callable[[int], int | None] | None = None
        self._missed: int | None = None  # the last highlight that has no card, not looked for again
        self._layouts = Layouts()
        self._deck = Deck(0, self._height)

    @property
    def current(self) -> Card | None:
        """The card that keys act on."""
        return self._cards[self._index] if self._cards else None

    # -- what is shown

    def show(
        self,
        cards: Sequence[Card],
        heading: str,
        find: Callable[[int], int | None] | None = None,
        *,
        empty: Nothing = _EMPTY,
        query: str = "",
    ) -> None:
        """Show cards, of which only those on the screen are read; the current one stays where it can.

        `find` returns the index of a highlight's card from the highlight's id; without it the cards are
        looked through, outwards from the current one. `empty` stands where there is none, `query` behind
        the heading, where they were asked for.
        """
        before, top, self._missed = self.current, self._deck.top, None
        self._cards, self._layouts, self._index_of = cards, Layouts(), find
        self.title(heading, None, empty, query)
        self._deck = Deck(len(cards), self._height, self._room)
        if before and self._stays(before):
            self._deck.top = min(top, (len(cards) - 1, 0))
            self._deck.scroll(0)
        else:
            self._index, self._lit, self._picked = 0, False, False
        self._reveal()
        self.refresh()

    def title(self, heading: str, count: str | None, empty: Nothing, query: str) -> None:
        """Say what the cards are."""
        self._heading, self._query, self._empty = heading, query, empty
        self._count = f"▎{len(self._cards):,}" * bool(self._cards) if count is None else count
        self.refresh()

    def shift(self, front: int, *, anew: bool = False) -> None:
        """Take note that there are other cards at the ends: `front` more before the first, or fewer.

        With `anew` any card may have changed.
        """
        if front or anew:
            self._layouts.clear()
            self._index = max(0, self._index + front)
            index, row = self._deck.top
            self._deck.top = (max(0, index + front), row if index + front >= 0 else 0)
        self._deck.count, self._deck.room = len(self._cards), self._room
        self._index = max(0, min(self._index, len(self._cards) - 1))
        self._deck.scroll(0)
        self.refresh()

    def light(self, index: int) -> None:
        """Make a card the current one, in sight, without telling of it."""
        self._index, self._lit = max(0, min(index, len(self._cards) - 1)), bool(self._cards)
        self._reveal()
        self.refresh()

    @property
    def index(self) -> int:
        """The number of the current card."""
        return self._index

    def _stays(self, before: Card) -> bool:
        """Put the index where a card of the last list is now, or was, if that is gone from its article."""
        if not self._cards:
            return False
        found = self._find(before.highlight.id, reach=_NEAR)
        if found is None:
            self._index = min(self._index, len(self._cards) - 1)
            return self._cards[self._index].highlight.article == before.highlight.article
        self._index = found
        return True

    def follow(self, highlight_id: int | None, picked: bool) -> None:
        """Light the card of a highlight (None: no card), scrolling as little as shows it whole."""
        found = self._find(highlight_id) if highlight_id not in (None, self._missed) else None
        self._missed = highlight_id if found is None else None
        state = (found is not None, picked and found is not None, self._index if found is None else found)
        if state != (self._lit, self._picked, self._index):
            self._lit, self._picked, self._index = state
            if found is not None:
                self._reveal()
            self.renew()

    def _find(self, highlight_id: int | None, reach: int | None = None) -> int | None:
        """Return the index of a highlight's card, among `reach` on either side where no callable tells it."""
        if self._index_of and highlight_id is not None:
            return self._index_of(highlight_id)
        count = len(self._cards)
        for distance in range(count if reach is None else min(count, reach)):
            for index in {self._index - distance, self._index + distance}:
                if 0 <= index < count and self._cards[index].highlight.id == highlight_id:
                    return index
        return None

    # -- moving

    def move(self, n: int) -> None:
        """Go to the card `n` further down, or on in a card that is longer than the pane."""
        if not self._read_on(n):
            self._go(self._index + n)

    def _read_on(self, n: int) -> bool:
        moved = bool(self._cards) and abs(n) == 1 and self._deck.read_on(self._index, n)
        if moved:
            self.renew()
        return moved

    def page(self, n: int) -> None:
        """Go `n` pages of cards down, or on in a card that is longer than the pane."""
        if self._read_on(n):
            return
        index = max(0, min(self._index + n * self._deck.whole(), len(self._cards) - 1))
        if index != self._index:
            self._deck.top = (index, 0)
            self._deck.scroll(0)
        self._go(index)

    def top(self) -> None:
        """Go to the first card."""
        self._deck.top = (0, 0)
        self._go(0)

    def bottom(self) -> None:
        """Go to the last card."""
        self._go(len(self._cards) - 1)

    def _go(self, index: int) -> None:
        if not self._cards:
            return
        before, at = self._index if self._lit else None, self._index
        self._index = max(0, min(index, len(self._cards) - 1))
        self._lit = True
        self._reveal(anew=self._index != at)
        self.renew()
        if self._index != before:
            self._picked = False
            self.post_message(self.Moved(self._cards[self._index]))

    def _reveal(self, *, anew: bool = False) -> None:
        """Bring the current card in sight; in one that is longer than the pane one stays, unless `anew`."""
        self._deck.room = self._room
        if self._deck.room > 0 and (anew or not self._deck.stays_in(self._index)):
            self._deck.reveal(self._index)

    # -- painting

    @property
    def _room(self) -> int:
        return max(0, self.outer_size.height - _HEAD)

    def _layout_of(self, index: int) -> LaidOut:
        """Return a card as it is laid out: the one that is gone through whole, of the others the heads."""
        width = max(8, self.outer_size.width - _MARGIN)
        return self._layouts.of(index, self._cards, width, whole=self._is_open and index == self._index)

    def _height(self, index: int) -> int:
        return len(self._layout_of(index).rows) + 1

    def strips(self) -> list[Strip]:
        """Return the strips of all rows; those of a card are kept as long as its layout."""
        blank, (width, height) = self.paint([]), self.outer_size
        count = [(self._count, "row--dim")] if self._count else []
        query = [(f"  {self._query}", "row--accent")] if self._query else []
        head = row_of([(f"  {self._heading}", "row--dim"), *query], count, width=width - 1)
        strips = [self.paint(head), *[blank] * (_HEAD - 1)]
        if self._cards:
            self._deck.room = self._room  # it may have been hidden when the cards came
            strong = self.has_focus or self._picked
            for index, start, stop in self._deck.cards():
                lit = self._lit and index == self._index
                strips += self._layout_of(index).strips(self.paint, lit, lit and strong)[start:stop]
        else:
            room = height - len(strips)
            strips += [self.paint(self._empty.parts(y, width, room)) for y in range(room)]
        return [*strips, *[blank] * (height - len(strips))][:height]

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        return self.strips()[y]

    def notify_style_update(self) -> None:
        """Take other colours."""
        super().notify_style_update()
        self._layouts.clear()

    # -- events

    def on_focus(self) -> None:
        """Light the current card."""
        self._lit = bool(self._cards)
        self._reveal()
        self.refresh()

    def on_blur(self) -> None:
        """Light it less."""
        self.refresh()

    def open(self, *, whole: bool) -> None:
        """Show the current card whole, for a person goes through the cards, or as all others by its head."""
        if whole != self._is_open:
            self._is_open = whole
            self._reveal()
            self.refresh()

    def fit(self) -> None:
        """Lay the cards out anew; the current one stays in sight."""
        self._layouts.clear()
        self._deck.room = self._room
        self._deck.scroll(0)
        self._reveal()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the current card stays."""
        self._wheel(event, _WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the current card stays."""
        self._wheel(event, -_WHEEL_ROWS)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        self._deck.scroll(rows)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the card that is clicked."""
        rows = self._deck.rows()
        if 0 <= event.y - _HEAD < len(rows):
            event.stop()
            self._index, self._lit = rows[event.y - _HEAD][0], True
            self._reveal()
            self.refresh()
            self.post_message(self.Chosen(self._cards[self._index]))
