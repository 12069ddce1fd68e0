"""The saved views over the article list, each with the digit that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from reader.ui.widgets.painted import Painted, row_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.strip import Strip

    from reader.model.saved_view import SavedView

SHOWN = 9


class ViewList(Painted):
    """Shows the first views, one of which may be the one that the list shows; none takes no room."""

    DEFAULT_CSS = "ViewList { width: 1fr; height: 0; background: $background; }"

    class Chosen(Message):
        """A view was clicked."""

        def __init__(self, view: SavedView) -> None:
            self.view = view
            super().__init__()

    def __init__(self) -> None:
        super().__init__()
        self.views: Sequence[SavedView] = ()
        self._query = ""

    def show(self, views: Sequence[SavedView], query: str) -> None:
        """Show views; the one of a query is marked."""
        if (views, query) == (self.views, self._query):
            return
        self.views, self._query = views, query
        count = min(SHOWN, len(views))
        self.styles.height = count + bool(count)  # a blank row under them
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a view's row."""
        if y >= min(SHOWN, len(self.views)):
            return self.paint([])
        view = self.views[y]
        shown = view.query == self._query
        name = (view.name, "row--strong" if shown else "row--dim")
        left = [("▌" if shown else " ", "row--accent"), (f"{y + 1} ", "row--key"), name]
        return self.paint(row_of(left, width=self.size.width))

    def on_click(self, event: events.Click) -> None:
        """Choose the view that is clicked."""
        event.stop()
        if event.y < min(SHOWN, len(self.views)):
            self.post_message(self.Chosen(self.views[event.y]))
