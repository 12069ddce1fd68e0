"""What the sidebar shows: the open article's highlights, or a list of passages of the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from reader.model import ReaderError
from reader.text.query import Query, QueryError, parse
from reader.ui.widgets.marks import Card

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Highlight
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.marks import MarksPane

_ORDERS: dict[str, Callable[[Highlight], object]] = {
    "tag": lambda h: (h.tags, h.start),
    "colour": lambda h: (h.colour, h.start),
    "newest": lambda h: -h.id,
}


class _Cards(Sequence[Card]):
    """Cards made when they are asked for."""

    def __init__(self, highlights: Sequence[Highlight], make: Callable[[Highlight], Card]) -> None:
        self._highlights, self._make = highlights, make
        self._places: dict[int, int] = {}

    def find(self, highlight: int) -> int | None:
        """Return the number of a highlight's card."""
        if not self._places:
            self._places = {h.id: i for i, h in enumerate(self._highlights)}
        return self._places.get(highlight)

    def __len__(self) -> int:
        return len(self._highlights)

    @overload
    def __getitem__(self, index: int) -> Card: ...
    @overload
    def __getitem__(self, index: slice) -> list[Card]: ...
    def __getitem__(self, index: int | slice) -> Card | list[Card]:
        if isinstance(index, slice):
            return [self._make(h) for h in self._highlights[index]]
        return self._make(self._highlights[index])


class Sidebar:
    """The cards, and how text and cards follow each other."""

    def __init__(self, screen: MainScreen, widget: MarksPane) -> None:
        self.screen, self.widget, self.desk = screen, widget, screen.desk
        self.results: list[Highlight] | None = None
        self.query = ""
        self.order = "place"
        self._shown: object = None  # what the cards were made from

    # -- showing

    def refresh(self) -> None:
        """Show the cards as they are now, and follow the caret."""
        session = self.desk.session
        if self.results is not None:
            self._freshen()
            self.widget.follow(session.picked_id if session else None, picked=True)
            return
        state = (session and session.passages, session and session.passages.version, self.order)
        if state != self._shown:
            self._shown = state
            marks = list(session.passages) if session else []
            if self.order != "place":
                marks.sort(key=_ORDERS[self.order])  # type: ignore[arg-type]  # keys of one order compare
            self._show(marks, "Marks")
        if session and self.screen.place != "marks":
            self.widget.follow(self._near(), picked=session.picked_id is not None)

    def _show(self, highlights: Sequence[Highlight], heading: str) -> None:
        cards = _Cards(highlights, self._card)
        self.widget.show(cards, heading, cards.find)

    def _freshen(self) -> None:
        """Take the open article's highlights in the list as they are now, after a change."""
        session = self.desk.session
        state = (session and session.passages, session and session.passages.version)
        if session is None or self.results is None or state == self._shown:
            return
        self._shown = state
        now = [h if h.article != session.article.id else session.passages.get(h.id) for h in self.results]
        kept = [h for h in now if h is not None]
        if kept != self.results:
            self.results = kept
            self._show(kept, self.query or "All highlights")

    def _near(self) -> int | None:
        """Return the highlight whose card goes with the caret: picked, at it, or the last before it."""
        session = self.desk.session
        assert session
        here = session.picked or next(iter(session.passages.at(session.caret)), None)
        here = here or session.passages.before(session.caret + 1, None)
        return here.id if here else None

    def _card(self, highlight: Highlight) -> Card:
        colour = highlight.colour or self.desk.library.codebook.colour_of(highlight.tags)
        session = self.desk.session
        if self.results is not None:
            try:
                title = self.desk.library.article(highlight.article).title
            except ReaderError:
                title = "in the trash"
            return Card(highlight, colour, "", title, _state(highlight))
        place = f"¶ {self.desk.paragraph_of(highlight)}" if session and highlight.end else ""
        return Card(highlight, colour, place, "", _state(highlight))

    # -- lists of passages

    def show_results(self, text: str, query: Query | None = None) -> str:
        """List the library's passages that match, and go to the sidebar. Returns what to say."""
        if query is None and text.strip():
            try:
                query = parse(text)
            except QueryError as error:
                raise ReaderError(f"{error.message.rstrip('.')} (at {error.column + 1})") from error
        found = list(self.desk.library.highlights(query))
        if not found:
            return "no passage matches"
        self.desk.remember()
        self.results, self.query, self._shown = found, text, None
        self._show(found, text or "All highlights")
        self.screen.panes.focus("marks")
        self.follow()
        return f"{len(found)} passages · enter stays · esc goes back"

    def close_results(self) -> None:
        """Show the open article's highlights again."""
        self.results, self.query, self._shown = None, "", None

    def step(self, step: int) -> str:
        """Go to the next (previous) passage of the list, over articles."""
        at = self.widget.current
        self.widget.move(step)
        if self.widget.current == at:
            return "the last passage of the list" if step > 0 else "the first passage of the list"
        self.follow()
        return ""

    def order_by(self, order: str) -> None:
        """Order the cards."""
        self.order = order
        if self.results is not None:
            place: Callable[[Highlight], object] = lambda h: (-h.article, h.start)  # noqa: E731
            self.results.sort(key=_ORDERS.get(order, place))  # type: ignore[arg-type]  # as above
            self._show(self.results, self.query or "All highlights")
        self.refresh()

    # -- following

    def follow(self) -> None:
        """Let the text go to the card."""
        if self.widget.current:
            self.pick(self.widget.current)

    def pick(self, card: Card) -> None:
        """Pick the card's highlight in the text, opening its article where it is another."""
        highlight = card.highlight
        session = self.desk.session
        if session is None or session.article.id != highlight.article:
            self.screen.travel.open(highlight.article, focus=False)
            session = self.desk.session
        found = session.passages.get(highlight.id) if session else None
        if session and found:
            session.pick(found, go=found.end > found.start)
            self.screen.show_session()


def _state(highlight: Highlight) -> str:
    return "" if highlight.anchor == "exact" else highlight.anchor
