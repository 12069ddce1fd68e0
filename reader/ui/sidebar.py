"""What the sidebar shows: the open article's highlights, or a list of passages of the library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, overload

from reader.model import ReaderError
from reader.ui.arrange import NARROW
from reader.ui.desk import Listing, Origin, Row
from reader.ui.queries import read_query
from reader.ui.states import stated
from reader.ui.widgets.marks import Card

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Highlight
    from reader.text.query import Query
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.marks import MarksPane


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
        self.listing = Listing("")
        self.order = "place"
        self._origin: Origin | None = None  # where one was before coming here
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
            self._show(self._ordered(session.passages if session else []), "Marks")
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
            self._show(kept, self._heading)

    @property
    def _heading(self) -> str:
        if self.listing.text:
            return self.listing.text
        return "All highlights" if self.listing.article is None else "Marks"

    def _ordered(self, highlights: Iterable[Highlight]) -> list[Highlight]:
        """Return highlights in the chosen order; by place, articles are as they come, newest first."""
        colour_of = self.desk.codebook.colour_of
        orders: dict[str, Callable[[Highlight], object]] = {
            "tag": lambda h: (h.tags, h.start),
            "colour": lambda h: (h.colour or colour_of(h.tags), h.start),
            "newest": lambda h: -h.id,
        }
        if self.order == "place":
            return list(highlights)
        return sorted(highlights, key=orders[self.order])  # type: ignore[arg-type]  # keys of one order compare

    def _near(self) -> int | None:
        """Return the highlight whose card goes with the caret: picked, at it, or the last before it."""
        session = self.desk.session
        assert session
        here = session.picked or next(iter(session.passages.at(session.caret)), None)
        here = here or session.passages.before(session.caret + 1, None)
        return here.id if here else None

    def _card(self, highlight: Highlight) -> Card:
        colour = highlight.colour or self.desk.codebook.colour_of(highlight.tags)
        session = self.desk.session
        if self.results is not None:
            try:
                title = self.desk.library.article(highlight.article).title
            except ReaderError:
                title = "in the trash"
            return Card(highlight, colour, "", title, stated(highlight.anchor))
        place = f"¶ {self.desk.paragraph_of(highlight)}" if session and highlight.attached else ""
        return Card(highlight, colour, place, "", stated(highlight.anchor))

    def foot_card(self) -> Card | None:
        """Return the card of the picked highlight, where the screen is too narrow to show it at the side."""
        screen, session = self.screen, self.desk.session
        alone = screen.size.width < NARROW and screen.place == "text" and not screen.marks.display
        if session is None or not alone or screen.panes.zen or screen.prompts.open:
            return None
        return self._card(session.picked) if session.picked else None

    # -- coming here and leaving

    def enter(self) -> None:
        """Note where one is, for `esc` to go back to."""
        self._origin = self._here()

    def _here(self) -> Origin:
        session = self.desk.session
        return Origin(self.screen.place, self.desk.here(), session.view.top if session else 0)

    @property
    def behind(self) -> str:
        """The pane that `leave` goes back to: the list after passages that were asked for there."""
        from_list = self._origin and self._origin.pane == "list" and self.results is not None
        return "list" if from_list else "text"

    def leave(self) -> None:
        """Close a list of passages, and go back to where one was."""
        origin, pane = self._origin, self.behind
        self.close_results()
        if origin and origin.place is None:
            self.desk.close()
        elif origin and origin.place and origin.place != self.desk.here():
            self.screen.travel.open(*origin.place, remember=False, focus=False, glimpse=True)
            if self.desk.session and self.desk.here() == origin.place:
                self.desk.session.view.top = origin.top
                self.desk.session.view.follow()
        self.screen.panes.focus(pane)
        self.screen.show_session()

    def stay(self) -> None:
        """Go to the text at the current card; `backspace` comes back."""
        card = self.widget.current
        if card is None:
            raise ReaderError("there is no highlight here")
        self.pick(card)
        if self.results is not None:
            self.desk.remember_at(Row(self.listing, card.highlight.id))
        elif self._origin and self._origin.place and self._origin.place != self.desk.here():
            self.desk.remember_at(self._origin.place)
        self.screen.articles.select(card.highlight.article)
        self.screen.travel.open(card.highlight.article, remember=False)

    # -- lists of passages

    def ask(self, text: str) -> str:
        """List what matches a query: in the list shown, or among the open article's highlights.

        Raises Misread for a query that cannot be read; the last result stays.
        """
        query = read_query(text)
        within = self.listing.article
        if self.results is None and self.desk.session:
            within = self.desk.session.article.id
        return self.show_results(text.strip(), query, within)

    def show_results(self, text: str, query: Query | None = None, article: int | None = None) -> str:
        """List the passages that match, and go to the sidebar. Returns what to say."""
        origin = self._origin if self.screen.place == "marks" else self._here()
        listing = Listing(text, query, article, origin)
        found = self._found(listing)
        if not found:
            return "no passage matches"
        if origin and origin.place:
            self.desk.remember_at(origin.place)
        self._open(listing, found)
        self.screen.panes.focus("marks")
        self.follow()
        count = f"{len(found):,} passages" if len(found) > 1 else "1 passage"
        return f"{count} · enter stays · esc goes back"

    def resume(self, row: Row) -> bool:
        """Show a list again at a row that was left; False when nothing of it is there any more."""
        found = self._found(row.listing)
        if not found:
            return False
        self._open(row.listing, found)
        self.screen.panes.focus("marks")
        self._origin = row.listing.origin
        self.widget.follow(row.highlight, picked=True)
        self.follow()
        return True

    def _found(self, listing: Listing) -> list[Highlight]:
        if listing.article is None:
            return list(self.desk.library.highlights(listing.query))
        from reader.library.select import highlight_matches

        view = self.desk.library.view(listing.article)
        return [
            h
            for h in view.highlights
            if highlight_matches(
                listing.query,
                h,
                view.article,
                view.highlights,
                paragraph=view.body.blocks.at,
                codebook=view.codebook,
            )
        ]

    def _open(self, listing: Listing, found: list[Highlight]) -> None:
        self.listing, self._shown = listing, None
        self.results = self._ordered(found)
        self._show(self.results, self._heading)

    def close_results(self) -> None:
        """Show the open article's highlights again."""
        self.results, self.listing, self._shown = None, Listing(""), None

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
            by_place = sorted(self.results, key=lambda h: (-h.article, h.start, h.end))
            self._open(self.listing, by_place)
        self.refresh()

    # -- following

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
            session.pick(found, go=found.attached)
            self.desk.glimpse()
            self.screen.show_session()
