"""The article list: a few rows an article, painted from what is on the screen only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from reader.model import Pace
from reader.ui.widgets.article_meta import meta
from reader.ui.widgets.folding import fold
from reader.ui.widgets.painted import Nothing, Painted, Part, row_of, shown
from reader.ui.widgets.window import ArticleWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.strip import Strip

    from reader.model import Article

_HEAD = 2  # rows above the articles
_ROWS = 3  # of an article: title, where it is from, a blank one; the chosen one's long title takes one more
_TITLE_ROWS = 2
_WHEEL_ROWS = 3
_EMPTY = Nothing(
    "Nothing to read yet", (("+", "adds a file, a folder or an address"), ("?", "shows the keys"))
)


class ArticleList(Painted, can_focus=True):
    """Shows articles that a callable fetches; knows which is selected and which is open."""

    DEFAULT_CSS = """
    ArticleList {
        width: 1fr;
        height: 1fr;
        background: $background;
    }
    """

    class Highlighted(Message):
        """Another article was selected."""

        def __init__(self, article: Article) -> None:
            self.article = article
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Let a later selection stand for this one."""
            return isinstance(message, ArticleList.Highlighted)

    class Opened(Message):
        """An article was chosen with the mouse."""

        def __init__(self, article: Article) -> None:
            self.article = article
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._articles = ArticleWindow(lambda offset, limit: [], 0)
        self._heading = self._query = self._order = ""
        self._index = self._top = (
            0  # the selected article; the first row shown, counted from the first article's
        )
        self._opened: int | None = None
        self.pace = Pace()  # by which the minutes are told
        self.passages_key = ""  # of the list of all highlights, which may answer a query that no article does
        self._newly = False  # the last click selected what it hit

    @property
    def total(self) -> int:
        """How many articles there are."""
        return self._articles.total

    @property
    def selected(self) -> Article | None:
        """The article under the bar."""
        return self._articles.get(self._index)

    @property
    def opened(self) -> int | None:
        """The id of the article that is open."""
        return self._opened

    @opened.setter
    def opened(self, article: int | None) -> None:
        self._opened = article
        self.refresh()

    # -- what is shown

    def show(
        self,
        fetch: Callable[[int, int], list[Article]],
        total: int,
        heading: str,
        query: str = "",
        order: str = "added",
    ) -> None:
        """Show `total` articles, of which `fetch(offset, limit)` returns a part.

        The same query and order again keep their place; others are shown from the beginning.
        """
        again = (query, order) == (self._query, self._order)
        self._articles = ArticleWindow(fetch, total)
        self._heading, self._query, self._order = heading, query, order
        self._index = max(0, min(self._index, total - 1)) if again else 0
        self._top = self._top if again else 0
        self._clamp()
        self.refresh()

    def reload(self) -> None:
        """Forget the fetched articles; the same one stays selected where it still is in the list."""
        kept = self.selected
        self._articles.forget()
        if kept and not self.select(kept.id):
            self._go(self._index)
        self.refresh()

    def select(self, article_id: int) -> bool:
        """Select an article by its id. Returns whether it is in the list (and not far from the selected)."""
        found = self._articles.find(article_id, self._index)
        if found is None:
            return False
        self._go(found)
        return True

    # -- moving

    def move(self, n: int) -> None:
        """Select the article `n` further down."""
        self._go(self._index + n)

    def page(self, n: int) -> None:
        """Go `n` pages down; one article stays in sight."""
        step = n * max(1, self._room // _ROWS - 1)
        self._top += step * _ROWS
        self._clamp()
        self.move(step)

    def top(self) -> None:
        """Select the first article."""
        self._go(0)

    def bottom(self) -> None:
        """Select the last article."""
        self._go(self.total - 1)

    def _go(self, index: int) -> None:
        before = self._index
        self._index = max(0, min(index, self.total - 1))
        self._reveal()
        self.refresh()
        if self._index != before and self.selected:
            self.post_message(self.Highlighted(self.selected))

    @property
    def _room(self) -> int:
        return max(0, self.size.height - _HEAD)

    @property
    def _more(self) -> int:
        """Rows that the selected article's title takes beyond its first."""
        article = self.selected
        return len(self._title(article, _TITLE_ROWS)) - 1 if article else 0

    def _reveal(self) -> None:
        """Scroll as little as brings the selected article into sight; down, to the first row of one."""
        first = self._index * _ROWS
        if self._room:
            if (least := first + _ROWS - 1 + self._more - self._room) > self._top:
                self._top = -(-least // _ROWS) * _ROWS
            self._top = min(first, self._top)
        self._clamp()

    def _clamp(self) -> None:
        self._top = max(0, min(self._top, self.total * _ROWS - 1 + self._more - self._room))

    def _at(self, y: int) -> tuple[int, int]:
        """Return the number of the article at a row below the head, and which of its rows that is."""
        row, first, more = self._top + y, self._index * _ROWS, self._more
        if first <= row < first + _ROWS + more:
            return self._index, row - first
        return divmod(row - (more if row > first else 0), _ROWS)

    # -- painting

    def render_line(self, y: int) -> Strip:
        """Return one row."""
        if y < _HEAD:
            return self.paint(self._head(y))
        if not self.total:
            return self.paint(
                self._nothing().parts(y - _HEAD - bool(self._query), self.size.width, self._room)
            )
        index, line = self._at(y - _HEAD)
        article = self._articles.get(index)
        selected = index == self._index
        rows = self._parts(article, whole=selected) if article else []
        if article is None or line >= len(rows):
            return self.paint([])
        ground = ("row--lit" if self.has_focus else "row--asleep") if selected else ""
        strong = selected and line < len(rows) - 1
        return self.paint([*self._bar(article, selected=selected), *rows[line]], ground, strong=strong)

    def _head(self, y: int) -> list[Part]:
        width = self.size.width - 1
        if y == 0:
            return row_of(
                [("  Articles", "row--dim")],
                [(self._heading, "row--dim")] if self._heading else [],
                width=width,
            )
        order = [(f"by {self._order}", "row--faint")] if self._order not in ("", "added") else []
        query = [("  ", ""), (self._query, "row--accent")] if self._query else []
        return row_of(query, order, width=width) if query or order else []

    def _nothing(self) -> Nothing:
        """Return what is said of an empty list."""
        if not self._query:
            return _EMPTY
        asks = ((f"{self.passages_key} /", "asks the highlights"),) * bool(self.passages_key)
        return Nothing("Nothing matches", (("esc", "clears the query"), *asks))

    def _bar(self, article: Article, *, selected: bool) -> list[Part]:
        if selected:
            return [("▌", "row--accent" if self.has_focus else "row--faint"), (" ", "")]
        return [("▏" if article.id == self._opened else " ", "row--accent"), (" ", "")]

    def _parts(self, article: Article, *, whole: bool) -> list[list[Part]]:
        """Return the rows of an article: its title, in two where it is shown whole, then where it is from."""
        look = "row--accent" if article.id == self._opened else ""
        width = self.size.width - 3
        title = self._title(article, _TITLE_ROWS if whole else 1)
        return [*([(row, look)] for row in title), meta(article, width, self.pace)]

    def _title(self, article: Article, most: int) -> list[str]:
        return fold(shown(article.title), self.size.width - 3, most) or ["untitled"]

    # -- events

    def on_focus(self) -> None:
        """Wake the bar."""
        self.refresh()

    def on_blur(self) -> None:
        """Put the bar to sleep."""
        self.refresh()

    def fit(self) -> None:
        """Keep the selected article in sight."""
        self._reveal()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; the selection stays."""
        self._wheel(event, _WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; the selection stays."""
        self._wheel(event, -_WHEEL_ROWS)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        self._top += rows
        self._clamp()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Select what is clicked; open it when it was selected already, or by a second click."""
        index, _ = self._at(event.y - _HEAD)
        if event.y < _HEAD or not 0 <= index < self.total:
            return
        event.stop()
        opens = self._newly if event.chain > 1 else index == self._index
        self._newly = not opens and event.chain == 1
        self._go(index)
        if opens and self.selected:
            self.post_message(self.Opened(self.selected))
