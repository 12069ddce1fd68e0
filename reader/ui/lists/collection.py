"""The passages of the whole library, as `H` and `#` list them: read as far as they are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.lists.cards import Cards
from reader.ui.lists.supply import PLACE, Supply
from reader.ui.prompts.queries import nothing_matches, read_query
from reader.ui.reading.desk import Listing, Row
from reader.ui.reading.states import stated
from reader.ui.widgets.marks import Card
from reader.ui.widgets.painted import LOOKING, Nothing

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Highlight
    from reader.text.query import Query
    from reader.ui.lists.stretch import Item, Stretch
    from reader.ui.reading.desk import Origin
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.marks import MarksPane

_NONE = Nothing("Nothing matches", (("/", "asks something else"), ("esc", "goes back")))


class Collection(Supply):
    """What is listed, and where one is in it; it stays, for `n`, while one reads a passage."""

    def __init__(self, screen: MainScreen, widget: MarksPane) -> None:
        super().__init__(screen, widget)
        self.order = "place"
        self._total: int | None = None  # how many there are, where that is known at once
        self._shown: object = None  # the open article's highlights as they were last taken

    @property
    def items(self) -> list[Item]:
        """The passages that are in memory."""
        return self._stretch.items if self.listing else []

    @property
    def text(self) -> str:
        """The query, as it was typed."""
        return self.listing.text if self.listing else ""

    # -- showing

    def show(self, text: str, query: Query | None = None) -> str:
        """List the passages that match, and go there. Returns what to say."""
        origin = self._origin if self.screen.place == PLACE else self._here()
        before = self.listing, self._stretch, self._total, self.widget.index
        self._open(self._listed(text, query, origin))
        if not self.items and self._stretch.at_end:
            self._put_back(*before)
            return self._none_yet() if self.desk.library.count_passages(None) == 0 else "no highlight matches"
        if origin and origin.place:
            self.desk.remember_at(origin.place)
        self.screen.panes.focus(PLACE)
        self._origin = origin
        self.follow()
        return f"{self._many()} · esc goes back"

    def _none_yet(self) -> str:
        """Say how one makes highlights, where there are none."""
        mark = self.screen.keymap.sign("highlight")
        return f"no highlights yet · {mark} marks a sentence, :g/word/ every place of it"

    def _listed(self, text: str, query: Query | None, origin: Origin | None) -> Listing:
        from reader.ui.lists.orders import asks_whose, walks_of

        library = self.desk.library
        counts = library.tag_counts() if self.order == "tag" else {}
        hidden = frozenset() if asks_whose(query) else self.desk.shown.hidden
        walks = walks_of(query, self.order, self.desk.codebook, counts, hidden)
        return Listing(text, query, tuple(walks), origin)

    def _open(self, listing: Listing, stretch: Stretch | None = None) -> None:
        """Begin a list, at its start or where a stretch of it begins."""
        self.listing, self._shown = listing, None
        self._stretch = stretch or self._begun(listing.walks)
        self._total = self._counted(listing)
        self.widget.show((), "")
        self.widget.show(self._cards(self._stretch), "")
        self.fill()

    def _counted(self, listing: Listing) -> int | None:
        """Return how many passages there are, where that is known at once."""
        from reader.ui.lists.orders import asks_whose

        if self.desk.shown.hidden and not asks_whose(listing.query):
            return None
        return self.desk.library.count_passages(listing.query)

    def _put_back(self, listing: Listing | None, stretch: Stretch, total: int | None, index: int) -> None:
        if listing is None:
            self.close()
            return
        self.listing, self._stretch, self._total = listing, stretch, total
        self.widget.show(self._cards(stretch), "")
        self.widget.light(index)
        self.tell()

    def _cards(self, stretch: Stretch) -> Cards:
        return Cards(lambda: len(stretch.items), lambda at: self._card(stretch, at))

    def _card(self, stretch: Stretch, at: int) -> Card:
        item = stretch.items[at]
        before = stretch.items[at - 1] if at else None
        new = before is None or (before.group, before.walk) != (item.group, item.walk)
        other = before is None or before.article.id != item.article.id
        by_title = self.order == "place"
        highlight = item.highlight
        return Card(
            highlight,
            self.desk.colour_of(highlight),
            self.desk.whose(highlight),
            title="" if by_title or not (new or other) else item.article.title,
            state=stated(highlight.anchor) if item.article.has_text else "",
            group=item.group if new or (by_title and other) else "",
            around=self.desk.library.around(item.article, highlight),
            links=self.desk.ties.words_anywhere(highlight),
        )

    def tell(self) -> None:
        """Say what is listed and how much of it there is."""
        looking = not self._stretch.at_end
        order = "newest first" if self.order == "newest" else f"by {self.order}"
        empty = Nothing("") if not self.listing else LOOKING if looking else _NONE
        self.widget.title(
            "Highlights" if self.text else "All highlights",
            f"{order} · {self._count()}",
            empty,
            self.text,
        )

    def _count(self) -> str:
        if self._total is not None:
            return f"{self._total:,}" + "+" * self.screen.shelf.unfinished
        seen = len({item.highlight.id for item in self.items})
        return f"{seen:,}" if self._stretch.at_start and self._stretch.at_end else f"{seen:,}+"

    def _many(self) -> str:
        count = self._count()
        return "1 highlight" if count == "1" else f"{count} highlights"

    # -- going about

    def moved(self) -> None:
        """Let the text follow to another card, where it is shown; read on."""
        self.fill()
        self.look()

    def top(self) -> None:
        """Go to the first passage of all."""
        if self.listing and not self._stretch.at_start:
            self._open(self.listing)
        self.widget.top()

    def bottom(self) -> None:
        """Go to the last passage of all."""
        if self.listing and not self._stretch.at_end:
            self._open(self.listing, self._begun(self.listing.walks, at_end=True))
        self.widget.bottom()

    def step(self, step: int) -> str:
        """Go to the next (previous) passage, over articles, while one reads. Returns what to say."""
        self.fill()
        at = self.widget.index + step
        if not 0 <= at < len(self.items):
            return "the last highlight of the list" if step > 0 else "the first highlight of the list"
        self.widget.light(at)
        self.fill()
        self.follow()
        return ""

    def stay(self) -> None:
        """Go to the text at the current card; `backspace` comes back to it."""
        card = self.chosen
        self.pick(card)
        self.remember()
        self.screen.articles.select(card.highlight.article)
        self.screen.travel.open(card.highlight.article, remember=False)

    def remember(self) -> None:
        """Remember the current row, for `backspace` to come back to."""
        assert self.listing
        self.desk.remember_at(Row(self.listing, self.items[self.widget.index]))

    def resume(self, row: Row) -> bool:
        """Show a list again at a row that was left; False when nothing of it is there any more."""
        before = self.listing, self._stretch, self._total, self.widget.index
        self._open(row.listing, self._begun(row.listing.walks, row.item))
        if not self.items:
            self._put_back(*before)
            return False
        same = (n for n, item in enumerate(self.items) if item.highlight.id == row.item.highlight.id)
        self.screen.panes.focus(PLACE)
        self._origin = row.listing.origin
        self.widget.light(next(same, 0))
        self.look()
        return True

    # -- leaving

    @property
    def behind(self) -> str:
        """The pane that `leave` goes back to."""
        return "list" if self._origin and self._origin.pane == "list" else "text"

    def leave(self) -> None:
        """Close the list, and go back to where one was."""
        pane = self.behind
        self.close()
        self._go_back(pane)

    def close(self) -> None:
        """Forget what was listed."""
        self.listing, self._stretch = None, self._begun(())
        self.widget.show((), "")

    # -- choosing

    def ask(self, text: str) -> str:
        """List what matches a query. Returns what to say.

        Raises Misread for one that cannot be read; the last result stays.
        """
        query = read_query(text)
        self._open(self._listed(text.strip(), query, self._origin))
        return self._many() if self.items else ""

    def why_none(self) -> str:
        """Say that nothing matches, and which tag there is not; nothing while it is looked for."""
        if self.listing is None or not self._stretch.at_end:
            return ""
        return nothing_matches(self.desk.library, self.listing.query)

    def held(self) -> Callable[[], None]:
        """Return what lists again what is listed now, at the same row."""
        held = self.listing, self._stretch, self._total, self.widget.index

        def back() -> None:
            if held[0] is not self.listing:
                self._put_back(*held)
                self.look()

        return back

    def order_by(self, order: str) -> None:
        """List the same in another order."""
        self.order = order
        if self.listing:
            self._open(self._listed(self.listing.text, self.listing.query, self.listing.origin))
            self.look()

    # -- what changes

    def renew(self) -> None:
        """List the same anew, where other passages may be shown now."""
        if self.listing:
            at = self.widget.index
            self._open(self._listed(self.listing.text, self.listing.query, self.listing.origin))
            self.widget.light(at)

    def refresh(self) -> None:
        """Take the open article's passages as they are now."""
        session = self.desk.session
        state = (session and session.passages, session and session.passages.version)
        if session is None or self.listing is None or state == self._shown:
            return
        self._shown = state
        passages, shown = session.passages, self.desk.shown

        def now(highlight: Highlight) -> Highlight | None:
            return passages.get(highlight.id) if shown.shows(highlight) else highlight

        if self._stretch.renew(session.article.id, now):
            self._total = self._counted(self.listing)
            self.widget.shift(0, anew=True)
            self.tell()

    def reload(self) -> None:
        """Take what changed anywhere; the same passage stays the current one where it still is."""
        if self.listing is None:
            return
        at, items = self.widget.index, self.items
        if not items:
            self._open(self.listing)
            return
        item = items[min(at, len(items) - 1)]
        self._open(self.listing, self._begun(self.listing.walks, item))
        same = (n for n, each in enumerate(self.items) if each.highlight.id == item.highlight.id)
        self.widget.light(next(same, 0))
