"""The commands of the reading pane but for marking, and for the motions, which the pane does itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import STATUSES, ReaderError
from reader.text.whereabouts import pages_of
from reader.ui.handlers.links import LinkCommands
from reader.ui.pane.motions import move
from reader.ui.pane.reasons import why_not
from reader.ui.prompts import asking
from reader.ui.prompts.queries import Misread

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

_MENU = ("highlight", "tag", "note", "colour", "copy", "edit-bounds", "delete", "find-word")


class TextCommands:
    """Finding, selecting and going about in the open article."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk
        self.links = LinkCommands(screen)

    # -- selection and unit

    def larger(self) -> str:
        """Make the unit larger."""
        return "" if self.desk.opened.resize_unit(1) else "no larger unit than this"

    def smaller(self) -> str:
        """Make the unit smaller."""
        return "" if self.desk.opened.resize_unit(-1) else "no smaller unit than this"

    def extend(self) -> str:
        """Select from the word at the caret."""
        self.desk.opened.extend(units=False)
        return ""

    def extend_units(self) -> str:
        """Select whole units."""
        self.desk.opened.extend(units=True)
        return ""

    def _extend_by(self, motion: str) -> str:
        if not self.desk.opened.selection:
            self.desk.opened.extend(units=True)
        move(self.desk.opened, motion)
        return ""

    def extend_next(self) -> str:
        """Select to the next unit."""
        return self._extend_by("next-unit")

    def extend_prev(self) -> str:
        """Select to the previous unit."""
        return self._extend_by("prev-unit")

    def extend_down(self) -> str:
        """Select a line down."""
        return self._extend_by("line-down")

    def extend_up(self) -> str:
        """Select a line up."""
        return self._extend_by("line-up")

    def swap_ends(self) -> str:
        """Let the other end of the selection move."""
        if not self.desk.opened.selection:
            return "no selection · v begins one"
        self.desk.opened.swap_ends()
        return ""

    # -- finding

    def find(self) -> None:
        """Find as one types; esc goes back to where one was."""
        self.screen.finder.ask()

    def find_next(self) -> str:
        """Go to the next match, or to the next passage of the list."""
        return self._find_again(1)

    def find_prev(self) -> str:
        """Go to the match before, or to the passage before."""
        return self._find_again(-1)

    def _find_again(self, step: int) -> str:
        if self.screen.collection.listing:
            return self.screen.collection.step(step)
        return self.screen.finder.again(step)

    def find_word(self) -> str:
        """Find the word under the caret."""
        self.screen.collection.close()
        return self.screen.finder.word()

    # -- going about

    def centre(self) -> str:
        """Bring the caret's line to the middle."""
        self.desk.opened.view.centre()
        return ""

    def go_page(self, page: str = "") -> str:
        """Go to a printed page; ask for one where none is given."""
        pages = pages_of(self.desk.opened.view.body.marks)
        if not pages:
            raise ReaderError("of this text no pages are known")
        if not page:
            first, *_, last = [*pages, *pages]
            prompt = asking.LinePrompt("Go to page", "", f"{first} to {last}")
            self.screen.prompts.ask(prompt, lambda typed: self.screen.say(self.go_page(typed)))
            return ""
        if page not in pages:
            raise ReaderError(f"there is no page {page} in it")
        self.screen.travel.jump(pages[page])
        return f"p. {page}"

    def back(self) -> str:
        """Go back to the place before the jump."""
        return self.screen.travel.back()

    def set_mark(self) -> None:
        """Remember this place under a letter."""
        place = (self.desk.opened.article.id, self.desk.opened.caret)

        def given(letter: str) -> None:
            if letter == "'":
                raise ReaderError("' is the last place by itself; a bookmark needs another letter")
            self.desk.library.set_letter(letter, *place)
            self.screen.say(f"bookmark {letter} set · '{letter} comes back")

        self.screen.prompts.ask(asking.LetterPrompt("Bookmark: a letter"), given)

    def go_mark(self) -> None:
        """Go to the place of a letter."""

        letters = self.desk.letters()

        def given(letter: str) -> None:
            place = letters.get(letter)
            if place is None:
                self.screen.say(f"no bookmark {letter}")
            else:
                self.screen.travel.open(*place)

        known = " ".join(sorted(letters)) or "none yet"
        self.screen.prompts.ask(asking.LetterPrompt(f"Go to bookmark: {known}"), given)

    def status(self, wanted: str = "") -> str:
        """Set the open article's status; ask for one where none is given."""
        article = self.desk.opened.article.id
        if not wanted:
            self.screen.prompts.ask_status(article)
            return ""
        if wanted not in STATUSES:
            raise Misread(f"a status is one of {', '.join(STATUSES)}", 0)
        self.screen.shelf.change_article(article, status=wanted)
        return f"status: {wanted}"

    def next_article(self) -> str:
        """Open the next article of the list."""
        return self.screen.travel.neighbour(1)

    def prev_article(self) -> str:
        """Open the article before in the list."""
        return self.screen.travel.neighbour(-1)

    def focus_mode(self) -> str:
        """Dim all but the paragraph at the caret, or nothing again."""
        return "focus mode · C shows everything again" if self.desk.focus() else ""

    def read_aloud(self) -> str:
        """Read aloud from the caret on, or stop."""
        return self.screen.aids.voice.toggle(self.desk.opened)

    def auto_scroll(self) -> str:
        """Scroll by itself, or stop."""
        return self.screen.aids.rolling.toggle(self.desk.opened)

    def zen(self) -> str:
        """Show the text alone, or everything again."""
        return self.screen.panes.toggle_zen()

    def menu(self) -> str:
        """Keep edited bounds, code the unit in coding mode, or show what can be done here."""
        chosen = self.screen.articles.selected
        if self.desk.session is None and chosen:  # as the empty pane says
            self.screen.travel.open(chosen.id)
            return ""
        if self.desk.opened.editing:
            from reader.ui.handlers.marking import keep_bounds

            return keep_bounds(self.screen)
        if self.desk.coding.on:
            return self.desk.coding.code(self.desk.opened)
        session, annotator = self.desk.opened, self.desk.library.annotator
        link = None if session.selection else self.links.here(session)
        if link and self.links.jump(session, link):
            return ""
        here = len(session.passages.at(session.caret))
        linked = session.picked or next(iter(session.passages.at(session.caret)), None)
        ids = [
            *_MENU,
            "link",
            *["follow-link"] * bool(linked and self.desk.ties.of(linked)),
            *["swap-ends"] * bool(session.selection),
            *["pick"] * (here > 1),
            "export",
        ]
        offers = self.links.offers(link) if link else ()
        self.screen.prompts.ask_menu({i: why_not(session, i, annotator) for i in ids}, offers)
        return ""
