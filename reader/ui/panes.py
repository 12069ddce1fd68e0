"""Which pane has the focus, and which are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.arrange import NARROW, TALL, TWO_PANES, arrange

if TYPE_CHECKING:
    from textual.geometry import Size

    from reader.ui.screens.main import MainScreen


class Panes:
    """List, text and sidebar on a screen of some width, as the person wishes them."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.place = "text"
        self.zen = False
        self._wish: dict[str, bool | None] = {"list": None, "marks": None}

    def arrange(self, size: Size | None = None) -> None:
        """Share the width among the panes, of the screen as it is or of the size that it is about to have."""
        screen = self.screen
        size = size or screen.size
        shown = arrange(
            size.width,
            self.place,
            articles=self._wish["list"],
            marks=self._wish["marks"],
            zen=self.zen,
            reads=screen.desk.session is not None,
            has_text=screen.desk.session is None or screen.desk.session.article.has_text,
        )
        widths = {
            screen.left: shown.articles,
            screen.passages: shown.collection,
            screen.text: shown.text,
            screen.marks: shown.marks,
        }
        for pane, width in widths.items():
            pane.display = width > 0
            pane.styles.width = width
        screen.articles.display = shown.articles > 0
        screen.give_room(narrow=size.width < NARROW, tall=size.height >= TALL)

    def focus(self, place: str) -> None:
        """Put the focus in a pane, showing it where it is hidden."""
        screen = self.screen
        if place == "marks" != self.place:
            screen.sidebar.enter()
        if place == "collection" != self.place:
            screen.collection.enter()
        if place == "list" != self.place and screen.desk.session:
            screen.desk.save_place()
            screen.shelf.reload()  # with the progress and the marks of what was just read
        if place == "text":
            screen.desk.stay()
        self.place = place
        self.arrange()
        panes = {"list": screen.articles, "marks": screen.marks, "collection": screen.passages}
        pane = panes.get(place, screen.text)
        for cards in (screen.marks, screen.passages):
            cards.open(whole=pane is cards)
        screen.set_focus(pane, scroll_visible=False)  # at once: a key may wait behind the one being done
        screen.show_status()

    @property
    def home(self) -> str:
        """The pane in which one is with the open article: of one whose text is not here its highlights."""
        session = self.screen.desk.session
        if session is None:
            return "list"
        return "text" if session.article.has_text or not session.passages else "marks"

    def toggle(self, place: str) -> bool:
        """Show or hide a side pane, as the person wishes. Returns whether it was hidden beside the text."""
        pane = self.screen.articles if place == "list" else self.screen.marks
        if self.screen.size.width < TWO_PANES:
            self.focus("text" if self.place == place else place)
            return False
        if place == self.place == "list" and self.screen.desk.session is None:
            return False  # nothing else is to be seen
        if self.place == "collection":
            self._wish[place] = True
            self.focus(place)
            return False
        if self.zen:
            self.zen = False
            self.arrange()
            if pane.display:
                return False
        self._wish[place] = not pane.display
        if not self._wish[place] and self.place == place:
            self.place = "text"
        self.focus(self.place)
        return not self._wish[place]

    def hidden(self, place: str) -> bool:
        """Tell whether a person hid a pane; where one pane takes all the room, none is hidden."""
        return self.screen.size.width >= TWO_PANES and self._wish.get(place) is False

    def toggle_zen(self) -> str:
        """Show the text alone, or everything again."""
        self.zen = not self.zen
        self.focus("text")
        return "zen · Z or esc shows everything" if self.zen else ""
