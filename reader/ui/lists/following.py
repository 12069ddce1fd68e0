"""What the sidebar and the list of passages have in common: the text follows, and one comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui.reading.desk import Origin

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.marks import Card, MarksPane


class Following:
    """Cards beside the text: going to one shows its passage there, for a glimpse or to stay."""

    def __init__(self, screen: MainScreen, widget: MarksPane) -> None:
        self.screen, self.widget, self.desk = screen, widget, screen.desk
        self._origin: Origin | None = None  # where one was before coming here

    def enter(self) -> None:
        """Note where one is, for `esc` to go back to."""
        self._origin = self._here()

    def _here(self) -> Origin:
        session = self.desk.session
        return Origin(self.screen.place, self.desk.here(), session.view.top if session else 0)

    def _go_back(self, pane: str) -> None:
        """Go back to where one was, in a pane."""
        origin = self._origin
        if origin and origin.place is None:
            self.desk.close()
        elif origin and origin.place and origin.place != self.desk.here():
            self.screen.travel.open(*origin.place, remember=False, focus=False, glimpse=True)
            if self.desk.session and self.desk.here() == origin.place:
                self.desk.session.view.top = origin.top
                self.desk.session.view.follow()
        self.screen.panes.focus(self.screen.panes.home if pane == "text" else pane)
        self.screen.show_session()

    @property
    def chosen(self) -> Card:
        """The card that keys act on; ReaderError when there is none."""
        card = self.widget.current
        if card is None:
            raise ReaderError("there is no highlight here")
        return card

    def why_none(self) -> str:
        """Say why a query that was given finds nothing, where the pane does not."""
        return ""

    def follow(self) -> None:
        """Let the text go to the card."""
        if self.widget.current:
            self.pick(self.widget.current)

    def pick(self, card: Card) -> None:
        """Pick the card's highlight in the text, to look at it, in its article where that is another."""
        highlight = card.highlight
        self.screen.travel.open(highlight.article, remember=False, focus=False, glimpse=True)
        session = self.desk.session
        found = session.passages.get(highlight.id) if session else None
        if session and found:
            if session.scene.picked != found.id:  # else marks on it are one mark, which `.` repeats
                session.pick(found, go=found.attached)
            self.desk.glimpse()
            self.screen.show_session()
