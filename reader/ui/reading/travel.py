"""Going from article to article, and stepping out of where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.text.language import is_right_to_left
from reader.ui.reading.desk import Row

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


_SHOWN = 0.1  # seconds that an article is on the screen before it is kept that it was read


class Travel:
    """Opens articles on the main screen, and goes back."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk
        self._warned: set[int] = set()  # articles of which it was said how they are shown

    def open(
        self,
        article: int,
        offset: int | None = None,
        *,
        remember: bool = True,
        focus: bool = True,
        glimpse: bool = False,
    ) -> None:
        """Open an article, at an offset or where it was left, to read there or for a `glimpse` of it.

        That it was read is kept when it has been shown; a glimpse changes nothing that is kept, nor the list.
        """
        if remember:
            self.desk.remember()
        same = self.desk.session is not None and self.desk.session.article.id == article
        try:
            self.desk.open(article, offset, glimpse=glimpse)
        except ReaderError as error:
            self.screen.say(str(error), error=True)
            return
        if not same:
            if notice := self.desk.library.notice(article):
                self.screen.say(notice, error=True)
            elif not self.screen.is_error and article not in self._warned:
                self._say_once(article)
            if not glimpse:
                self.screen.articles.select(article)
        if not glimpse and not self.desk.kept and self.screen.first_shown.is_set():
            self._keep_soon()
        if focus and not (same and self.screen.place == "text"):
            self.screen.panes.focus(self.screen.panes.home)
        self.screen.show_session()

    def begin(self) -> None:
        """Let keys act, for the first screen stands; only then that it is read is kept."""
        self.screen.first_shown.set()
        self._keep_soon()

    def _keep_soon(self) -> None:
        """Keep that the article is read once it is painted, and a key that waits is answered."""
        self.screen.set_timer(_SHOWN, self.desk.save_place)

    def show(self, article: int, highlight: int | None = None, *, remember: bool = True) -> str:
        """Open an article to read there, and pick a passage of it; return why it cannot be, or nothing."""
        self.desk.reload_if(article)  # what was marked just now may not have been looked at yet
        self.open(article, remember=remember)
        session = self.desk.session
        if session is None or session.article.id != article:
            return self.screen.message
        if highlight is None:
            return ""
        found = session.passages.get(highlight)
        if found is None:
            return "that highlight is not in the article"
        session.pick(found, go=found.attached)
        self.screen.show_session()
        return ""

    def jump(self, offset: int) -> None:
        """Go to a place in the open article, which comes to stand near the top of the screen."""
        session = self.desk.session
        if session is None:
            return
        self.desk.remember()
        session.go(offset)
        session.view.head()
        self.screen.panes.focus("text")
        self.screen.show_session()

    def _say_once(self, article: int) -> None:
        """Say of an article what waits in it, or of a text from right to left how it is shown."""
        session = self.desk.session
        waiting = sum(highlight.waits for highlight in session.passages) if session else 0
        if waiting:
            self._warned.add(article)
            words = self.screen.message.rstrip("."), self.screen.waiting_words(waiting)
            self.screen.say(" · ".join(filter(None, words)))
        elif session and not self.screen.message and is_right_to_left(session.view.text):
            self._warned.add(article)
            self.screen.say(
                "written from right to left: shown in the order in which it is read, from the left"
            )

    def neighbour(self, step: int) -> str:
        """Open the article after (before) the open one in the list."""
        articles = self.screen.articles
        if self.desk.session:
            articles.select(self.desk.session.article.id)
        before = articles.selected
        articles.move(step)
        if articles.selected is None or articles.selected == before:
            return "the last article of the list" if step > 0 else "the first article of the list"
        self.open(articles.selected.id)
        return ""

    def back(self) -> str:
        """Go back to the last remembered place."""
        collection = self.screen.collection
        if self.screen.place in ("marks", "collection"):
            self.screen.side.leave()
            return ""
        place = self.desk.back()
        while isinstance(place, Row):
            if collection.resume(place):
                return f"backspace again: back to the {collection.behind}"
            place = self.desk.back()
        if place is None:
            return "no place to go back to"
        self.open(*place, remember=False)
        return ""

    def step_out(self) -> str:
        """Take one step out of whatever one is in; never out of the program."""
        screen = self.screen
        for work in (screen.intake, screen.outgoing):
            if work.running:
                work.stop()
                return "stopping"
        if screen.said.dismiss():
            return ""
        if screen.place in ("marks", "collection"):
            screen.side.leave()
            return ""
        if screen.place == "list" and screen.shelf.text:
            screen.shelf.show_query("")
            return ""
        if screen.place == "list" and self.desk.session is None:
            return f"no article is open · {screen.keymap.sign('quit-step', 'quit')} quits"
        if screen.place != "text" or self.desk.session is None:
            screen.panes.focus(screen.panes.home)
            return ""
        if self.desk.link_begun and not self.desk.session.selection:
            self.desk.link_begun = None
            return "the link is dropped"
        if self.desk.session.escape():
            return ""
        if self.desk.coding.on:
            self.desk.coding.end(self.desk.session)
            return "coding mode ended"
        if screen.sidebar.text:
            screen.sidebar.clear()
            return "all highlights of the article again"
        if screen.collection.listing:
            screen.collection.close()
            return "the list of highlights is closed"
        if screen.panes.zen:
            return screen.panes.toggle_zen()
        step = screen.keymap.sign("quit-step")
        if step:
            return f"{step} goes back, and from the list quits"
        return f"{screen.keymap.sign('prev-pane')} goes to the list · {screen.keymap.sign('quit')} quits"
