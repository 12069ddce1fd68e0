"""The commands of the sidebar and of the passages of the library: the same as in the text, on the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.handlers.articles import ListCommands
from reader.ui.handlers.marking import MarkingCommands
from reader.ui.handlers.relating import RelatingCommands
from reader.ui.lists.orders import ORDERS
from reader.ui.prompts import asking
from reader.ui.prompts.asking_query import ask_query

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.marks import MarksPane


class MarksCommands:
    """Going about in the cards; the text follows, so that what is done to a card is done there."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.marking, self.relating = MarkingCommands(screen), RelatingCommands(screen)
        self.adding = ListCommands(screen)

    @property
    def cards(self) -> MarksPane:
        """The pane that has the focus."""
        return self.screen.side.widget

    def _pick(self) -> None:
        """Pick the card's highlight in the text."""
        self.screen.side.pick(self.screen.side.chosen)

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
        self.screen.side.top()

    def marks_bottom(self) -> None:
        """Go to the last card."""
        self.screen.side.bottom()

    def marks_stay(self) -> None:
        """Go to the text at this highlight."""
        self.screen.side.stay()

    def marks_query(self) -> None:
        """Show only the highlights that match, as it is typed."""
        side = self.screen.side

        def show(text: str) -> None:
            side.ask(text)

        def given(text: str) -> None:
            self.screen.say(side.ask(text) or side.why_none())
            if self.screen.text.display:
                side.follow()

        hint = "words  #tag  note:word  colour:green  has:note  -not"
        back = side.held()
        ask_query(self.screen, "Highlights", side.text, hint, show=show, given=given, dropped=back)

    def marks_order(self) -> None:
        """Choose the order of the cards."""

        def given(letter: str) -> None:
            self.screen.side.order_by(ORDERS[letter])

        now = list(ORDERS.values()).index(self.screen.side.order)
        choices = [asking.Choice(key, name) for key, name in ORDERS.items()]
        self.screen.prompts.ask(asking.ChoicePrompt("Order by", choices, chosen=now), given)

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

    def marks_bounds(self) -> str:
        """Edit its bounds in the text, or give it a place there."""
        self.screen.side.stay()
        self._pick()
        return self.marking.edit_bounds()

    def marks_delete(self) -> str:
        """Delete it."""
        self._pick()
        return self.marking.delete()

    def marks_copy(self) -> str:
        """Copy the passage with its citation."""
        self._pick()
        return self.marking.copy()

    def marks_add(self) -> None:
        """Add a file, a folder or an address."""
        self.adding.list_add()

    def marks_link(self) -> str:
        """Begin a link at it, or let the one that was begun lead to it."""
        self._pick()
        return self.relating.link()

    def marks_follow_link(self) -> str:
        """Go to the other end of one of its links."""
        self._pick()
        return self.relating.follow_link()
