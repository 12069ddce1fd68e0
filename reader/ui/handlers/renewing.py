"""The commands for texts that change at their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError, can_be_read_again
from reader.ui.lists.triage import Triage
from reader.ui.pane.marking import PLACES
from reader.ui.pane.selecting import SENTENCE

if TYPE_CHECKING:
    from reader.ui.pane.session import Session
    from reader.ui.screens.main import MainScreen
    from reader.ui.screens.triage import Placing


class RenewingCommands:
    """Reading a source again, and deciding on the passages that wait since."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk

    def refresh(self) -> str:
        """Read the article's file or address again."""
        article = self.screen.chosen_article()
        if article.origin in ("", "-"):
            raise ReaderError("this article came from standard input: there is nothing to read again")
        if not can_be_read_again(article):
            raise ReaderError("the text of this article is nowhere known: add it, and it takes this place")
        self.screen.intake.start(article.origin, article.id)
        return "reading the source again"

    def ask_feeds(self) -> str:
        """Add what is new in the feeds."""
        self.screen.intake.ask_feeds()
        return ""

    def triage(self) -> str:
        """Step through the passages that wait."""
        from reader.ui.screens.triage import TriageScreen

        session = self.desk.session
        triage = Triage(self.desk.library, session.article.id if session else None)
        if not len(triage):
            return _nothing_waits(session, self.screen.keymap.sign("marks-bounds") or ":edit-bounds")

        def left(placing: Placing | None) -> None:
            if self.desk.session:
                self.desk.reload_if(self.desk.session.article.id)
            self.screen.show_session()
            if placing:
                self._place(placing)
            else:
                self.screen.say(self.screen.waiting_words(len(triage)) or "nothing waits any longer")

        self.screen.app.push_screen(TriageScreen(triage, self.desk.colour_of, self.desk.whose), left)
        return ""

    def _place(self, placing: Placing) -> None:
        """Go to the text, with the proposal selected as bounds that are edited."""
        self.screen.travel.open(placing.highlight.article, placing.start)
        session = self.desk.session
        there = session.passages.get(placing.highlight.id) if session else None
        if session is None or there is None:
            self.screen.say("This highlight was deleted.", error=True)
            return
        span = placing.start, placing.end
        session.edit(there, span if span[0] < span[1] else session.unit_at(span[0], SENTENCE))
        session.view.centre()
        self.screen.show_session()
        self.screen.say(PLACES)


def _nothing_waits(session: Session | None, key: str) -> str:
    """Say that nothing is to be decided on, and how many highlights of the open article have no place."""
    apart = sum(not highlight.attached for highlight in session.passages) if session else 0
    if session is None or not apart:
        return "nothing waits: every passage has its place" if session else "nothing waits"
    count = "1 highlight has" if apart == 1 else f"{apart:,} highlights have"
    if not session.article.has_text:
        return f"nothing waits · {count} no place until the text is here"
    return f"nothing waits · {count} no place in this text · {key} on its card gives it that of the caret"
