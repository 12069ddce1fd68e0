"""What the sidebar shows: the open article's highlights, or those of them that match a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import COLOURS, ReaderError
from reader.text.whereabouts import whereabouts
from reader.ui.arrange import NARROW
from reader.ui.lists.cards import Cards
from reader.ui.lists.following import Following
from reader.ui.prompts.queries import read_query
from reader.ui.reading.states import stated
from reader.ui.widgets.marks import Card
from reader.ui.widgets.painted import Nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.model import Highlight
    from reader.text.query import Query
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.marks import MarksPane

_NO_MATCH = Nothing("Nothing matches", (("esc", "shows all"),))
_NOT_OPEN = Nothing("No article is open", (("", "its highlights will stand here"),))


class Sidebar(Following):
    """The cards, and how text and cards follow each other."""

    def __init__(self, screen: MainScreen, widget: MarksPane) -> None:
        super().__init__(screen, widget)
        self.order = "place"
        self.text = ""  # the query that narrows the cards
        self._query: Query | None = None
        self._of: int | None = None  # the article that was asked
        self._shown: object = None  # what the cards were made from

    # -- showing

    @property
    def query(self) -> Query | None:
        """What narrows the cards, if anything does."""
        return self._query if self.text else None

    @property
    def passages(self) -> list[Highlight]:
        """The highlights shown, in their order."""
        session = self.desk.session
        return self._ordered(self._met(session.passages)) if session else []

    def refresh(self) -> None:
        """Show the cards as they are now, and follow the caret."""
        session = self.desk.session
        if self.text and (session is None or session.article.id != self._of):
            self.clear()
        passages, ties = session.passages if session else None, self.desk.ties
        book = session.codebook if session else None
        state = (passages, passages and passages.version, self.order, self.text, ties.version, book)
        if state != self._shown:
            self._shown = state
            if passages is not None:
                ties.follow(passages)
            shown, find = self._numbered()
            cards = Cards(lambda: len(shown), lambda at: self._card(shown[at]))
            empty = _NO_MATCH if self.text else self._no_marks()
            self.widget.show(cards, "Highlights", find, empty=empty, query=self.text)
        if session and self.screen.place != "marks":
            self.widget.follow(self._near(), picked=session.scene.picked is not None)

    def _no_marks(self) -> Nothing:
        """Say with which keys one marks, where nothing is marked."""
        session = self.desk.session
        if session is None:
            return _NOT_OPEN
        mark = self.screen.keymap.sign("highlight")
        marks = (mark, "marks the sentence" if len(mark) == 1 else "marks a sentence")
        digits = sorted(tag.key for tag in session.codebook.tags if tag.key)
        tags = (
            [(f"{digits[0]}–{digits[-1]}", "tag it") if digits[1:] else (digits[0], "tags it")]
            if digits
            else []
        )
        return Nothing("No highlights yet", (marks, *tags))

    def _numbered(self) -> tuple[list[Highlight], Callable[[int], int | None]]:
        """Return the highlights shown, in their order, and what tells the number of one by its id."""
        shown, session = self.passages, self.desk.session
        if session and not self.text and self.order == "place":
            return shown, session.passages.number
        return shown, {highlight.id: number for number, highlight in enumerate(shown)}.get

    def _met(self, highlights: Iterable[Highlight]) -> Iterable[Highlight]:
        """Return those of the open article's highlights that the query finds."""
        session = self.desk.session
        if self._query is None or session is None:
            return highlights
        from reader.library.query.select import highlight_matches

        every = list(highlights)
        paragraph = session.view.body.blocks.at
        return [
            h
            for h in every
            if highlight_matches(
                self._query, h, session.article, every, paragraph=paragraph, codebook=session.codebook
            )
        ]

    def _ordered(self, highlights: Iterable[Highlight]) -> list[Highlight]:
        """Return highlights in the chosen order."""
        colour_of, colours = self.desk.colour_of, list(COLOURS)
        orders: dict[str, Callable[[Highlight], object]] = {
            "tag": lambda h: (h.tags, h.start),
            "colour": lambda h: (colours.index(colour_of(h)), h.start),
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
        colour = self.desk.colour_of(highlight)
        place = " · ".join(filter(None, (self.desk.whose(highlight), self._place(highlight))))
        has_text = self.desk.session is None or self.desk.session.article.has_text
        state = stated(highlight.anchor) if has_text else ""  # where there is no text, none has a place
        return Card(highlight, colour, place, "", state, links=self.desk.ties.words(highlight))

    def _place(self, highlight: Highlight) -> str:
        """Return the page or time that a passage is from, where that is known, else its paragraph."""
        session = self.desk.session
        if session is None or not highlight.attached:
            return ""
        where = whereabouts(session.view.body.marks, highlight.start, highlight.end)
        return where or f"¶ {self.desk.paragraph_of(highlight)}"

    def foot_card(self) -> Card | None:
        """Return the card of the picked highlight, where the screen is too narrow to show it at the side."""
        screen, session = self.screen, self.desk.session
        alone = screen.size.width < NARROW and screen.place == "text" and not screen.marks.display
        if session is None or not alone or screen.panes.zen or screen.prompts.open:
            return None
        return self._card(session.picked) if session.picked else None

    # -- coming here and leaving

    def leave(self) -> None:
        """Go back to where one was; all marks are shown again."""
        self.clear()
        self._go_back("text" if self.screen.panes.home == "text" else "list")

    def stay(self) -> None:
        """Go to the text at the current card; `backspace` comes back."""
        card = self.chosen
        if not self.desk.opened.article.has_text:
            key = self.screen.keymap.sign("marks-add") or ":add"
            raise ReaderError(f"the text is not here · {key} adds it, and its highlights find their places")
        self.pick(card)
        if self._origin and self._origin.place and self._origin.place != self.desk.here():
            self.desk.remember_at(self._origin.place)
        self.screen.travel.open(card.highlight.article, remember=False)
        if not card.highlight.attached:
            key = self.screen.keymap.sign("edit-bounds") or ":edit-bounds"
            self.screen.say(f"it has no place in this text · {key} gives it that of the caret")

    # -- choosing

    def ask(self, text: str) -> str:
        """Show only the marks that match a query. Returns what to say.

        Raises Misread for one that cannot be read; the last result stays.
        """
        query, session = read_query(text), self.desk.session
        self.text, self._query = text.strip(), query
        self._of = session.article.id if session else None
        self.refresh()
        self.follow()
        return ""

    def held(self) -> Callable[[], None]:
        """Return what shows again what is shown now."""
        text = self.text
        return lambda: self._show_again(text)

    def _show_again(self, text: str) -> None:
        if text != self.text:
            self.ask(text)

    def clear(self) -> None:
        """Show all marks again."""
        self.text, self._query = "", None

    def order_by(self, order: str) -> None:
        """Order the cards."""
        self.order = order
        self.refresh()

    def top(self) -> None:
        """Go to the first card."""
        self.widget.top()

    def bottom(self) -> None:
        """Go to the last card."""
        self.widget.bottom()
