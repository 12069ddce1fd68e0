"""Following links and footnotes, and opening what lies elsewhere in the person's browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui.pane.links import (
    Link,
    host_of,
    link_at,
    links_between,
    note_of,
    references_to,
    refusal,
)
from reader.ui.prompts import asking
from reader.ui.tasks.opener import open_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.ui.pane.session import Session
    from reader.ui.screens.main import MainScreen

#: A choice of the menu and what it does.
Offer = tuple["asking.Choice", "Callable[[], None]"]


class LinkCommands:
    """What leads from the open article to elsewhere in it, or out of it."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk

    def original(self) -> str:
        """Open the article's own address in a browser."""
        article = self.screen.chosen_article()
        if not article.url:
            return "this article has no address of its own"
        return self._open(article.url)

    def link_labels(self) -> str:
        """Put a label on every link on the screen, and follow the one whose label is typed."""
        session = self.desk.opened
        start, end = session.view.shown()
        found = [link for link in links_between(session.view.body, start, end) if link.start >= start]
        if not found:
            return "no links on this screen"

        def given(number: int) -> None:
            self.desk.remember()
            session.go(found[number].start)
            self._follow(session, found[number])

        self.screen.prompts.ask_label(session, "Follow which link?", [link.start for link in found], given)
        return ""

    # -- what is under the caret

    def here(self, session: Session) -> Link | None:
        """Return the link under the caret."""
        return link_at(session.view.body, session.caret)

    def jump(self, session: Session, link: Link) -> bool:
        """Go to a place of the text, from a reference to its note, or back; tell whether the link is such."""
        body = session.view.body
        if link.kind == "reference":
            note = note_of(body, link.target)
            if note is None:
                raise ReaderError(f"there is no note {link.target} in this text")
            self.desk.remember(link.start)
            self._go(session, note)
            self.screen.say(f"note {link.target} · enter or backspace goes back")
        elif link.kind == "note":
            self._back_from(session, link)
        elif link.kind == "place":
            self.desk.remember(link.start)
            self._go(session, min(int(link.target), session.view.last))
            self.screen.say("backspace goes back")
        return link.kind != "address"

    def _back_from(self, session: Session, note: Link) -> None:
        """Go from a note to the reference that one came from, else to its first."""
        references = references_to(session.view.body, note.target)
        last = self.desk.letters().get("'")
        if last and last[0] == session.article.id and last[1] in references:
            self.screen.travel.back()
        elif references:
            self.desk.remember()
            self._go(session, references[0])
        else:
            raise ReaderError(f"nothing in this text refers to note {note.target}")

    @staticmethod
    def _go(session: Session, offset: int) -> None:
        session.unselect()
        session.go(offset)

    def _follow(self, session: Session, link: Link) -> None:
        if not self.jump(session, link):
            self.screen.prompts.ask_menu({}, self.offers(link))

    def offers(self, link: Link) -> list[Offer]:
        """Return what the menu offers for an address."""
        address = link.target
        host, refused = host_of(address), refusal(address)
        return [
            (
                asking.Choice("w", f"open {host} in the browser", reason=refused),
                lambda: self.screen.say(self._open(address)),
            ),
            (
                asking.Choice("+", "add it to the library", reason=refused),
                lambda: self.screen.shelf.add(address),
            ),
        ]

    def _open(self, address: str) -> str:
        open_address(address)
        return f"opening {host_of(address)} in the browser"
