"""The commands of the sidebar: the same as in the text, on the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui import asking

if TYPE_CHECKING:
    from reader.ui.handlers.marking import MarkingCommands
    from reader.ui.screens.main import MainScreen


class MarksCommands:
    """Going about in the sidebar; the text follows, so that what is done to a card is done there."""

    def __init__(self, screen: MainScreen, marking: MarkingCommands) -> None:
        self.screen, self.marking, self.cards = screen, marking, screen.marks

    def _pick(self) -> None:
        """Pick the card's highlight in the text."""
        card = self.cards.current
        if card is None:
            raise ReaderError("there is no highlight here")
        self.screen.sidebar.pick(card)

    def marks_down(self) -> None:
        """Go to the next card."""
        self.cards.move(1)

    def marks_up(self) -> None:
        """Go to the card before."""
        self.cards.move(-1)

    def marks_page_down(self) -> None:
        """Go a page down."""
        self.cards.page(1)

    def marks_page_up(self) -> None:
        """Go a page up."""
        self.cards.page(-1)

    def marks_top(self) -> None:
        """Go to the first card."""
        self.cards.top()

    def marks_bottom(self) -> None:
        """Go to the last card."""
        self.cards.bottom()

    def marks_stay(self) -> None:
        """Go to the text at this highlight."""
        self.screen.sidebar.stay()

    def marks_query(self) -> None:
        """Show only the highlights that match."""

        def given(text: str) -> None:
            self.screen.say(self.screen.sidebar.ask(text))

        hint = "words  #tag  note:word  colour:green  has:note  -not"
        self.screen.prompts.ask(
            asking.LinePrompt("Highlights", self.screen.sidebar.listing.text, hint, selected=True), given
        )

    def marks_order(self) -> None:
        """Choose the order of the cards."""
        orders = {"p": "place", "t": "tag", "c": "colour", "n": "newest"}

        def given(letter: str) -> None:
            self.screen.sidebar.order_by(orders[letter])

        self.screen.prompts.ask(
            asking.ChoicePrompt("Order by", [asking.Choice(k, name) for k, name in orders.items()]), given
        )

    def marks_digit(self, key: str) -> str:
        """Put the tag of a digit on the card's highlight, or take it off."""
        self._pick()
        return self.marking.digit(key)

    def marks_tag(self) -> None:
        """Tag the card's highlight."""
        self._pick()
        self.marking.tag()

    def marks_repeat(self) -> str:
        """Put the tags of the last mark on it."""
        self._pick()
        return self.marking.repeat()

    def marks_note(self) -> None:
        """Write a note on it."""
        self._pick()
        self.marking.note()

    def marks_colour(self) -> None:
        """Choose its colour."""
        self._pick()
        self.marking.colour()

    def marks_delete(self) -> str:
        """Delete it."""
        self._pick()
        return self.marking.delete()

    def marks_copy(self) -> str:
        """Copy the passage with its citation."""
        self._pick()
        return self.marking.copy()
