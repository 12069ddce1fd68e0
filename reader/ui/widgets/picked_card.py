"""The picked highlight's tags and note at the foot of the screen, where there is no room for the sidebar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.widgets.card import Card, foot_rows
from reader.ui.widgets.looks import tint
from reader.ui.widgets.painted import Painted

if TYPE_CHECKING:
    from textual.strip import Strip

_MARGIN = 4  # cells beside the rows


class PickedCard(Painted):
    """Shows a card in as few rows as it needs, or nothing; the quote stands in the text above."""

    DEFAULT_CSS = "PickedCard { height: 1; background: $raised; display: none; }"

    def __init__(self) -> None:
        super().__init__()
        self._card: Card | None = None

    @property
    def card(self) -> Card | None:
        """The card that is shown."""
        return self._card

    def show(self, card: Card | None) -> None:
        """Show a card, or (None) nothing; the same again costs nothing."""
        if card == self._card:
            return
        self._card = card
        self.display = card is not None
        if card:
            self.styles.height = len(foot_rows(card, max(8, self.screen.size.width - _MARGIN)))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        rows = foot_rows(self._card, max(8, self.size.width - _MARGIN)) if self._card else []
        if self._card is None or y >= len(rows):
            return self.paint([])
        return self.paint([(" ", ""), ("▎", tint(self._card.colour)), (" ", ""), *rows[y]])
