"""The commands that mark every place where a pattern fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui.prompts import asking
from reader.ui.prompts.queries import Misread

if TYPE_CHECKING:
    from reader.text.bulk import Bulk
    from reader.ui.lists.gathering import Gathering
    from reader.ui.screens.main import MainScreen


class HitCommands:
    """Opens the list of hits."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk

    def each(self, line: str = "") -> str:
        """Show every hit of a pattern, to mark those that are kept; ask for the line where none is given."""
        if not line:
            self.screen.do("command-line", words="g/")
            return ""
        from reader.text.bulk import BulkError, read_bulk
        from reader.text.find_pattern import PatternError, PatternSearch

        try:
            bulk = read_bulk(line)
        except BulkError as error:
            raise Misread(error.message, error.column) from None
        from reader.model import Body

        try:
            PatternSearch(Body.plain(""), bulk.pattern)
        except PatternError as error:
            at = len(line) - len(line.lstrip()) + 1
            raise Misread(error.reason, at + (error.column or 0)) from None
        self._open(bulk)
        return ""

    def occurrences(self, line: str = "") -> str:
        """Show every occurrence of the selection, or of the passage or word here, to mark them."""
        from reader.text.bulk import Bulk, BulkError, read_order

        pattern = self._sought()
        if line:
            try:
                self._open(read_order(line, pattern))
            except BulkError as error:
                raise Misread(error.message, error.column) from None
            return ""

        def given(chosen: asking.Tagged) -> None:
            if chosen.add:
                self._open(Bulk(pattern, "tag", chosen.add))

        choices = self.screen.prompts.tag_choices()
        self.screen.prompts.ask(asking.TagPrompt(choices, (), "Mark every occurrence with"), given)
        return ""

    def _sought(self) -> str:
        """Return a pattern for the words that are selected, picked, or at the caret."""
        session = self.desk.opened
        span = session.selection.span if session.selection else session.unit_at(session.caret, "word")
        if session.picked and not session.selection:
            span = session.picked.start, session.picked.end
        words = session.view.text[slice(*span)].split()
        if not words:
            raise ReaderError("there is no word here")
        pattern = r"\s+".join(map(re.escape, words))
        edges = [r"\b" if sign.isalnum() else "" for sign in (words[0][0], words[-1][-1])]
        return edges[0] + pattern + edges[1]

    def _open(self, bulk: Bulk) -> None:
        from reader.text.bulk import SCOPES
        from reader.ui.screens.hits import HitsScreen

        bulk = bulk._replace(scope=bulk.scope or ("list" if self.screen.place == "list" else "article"))
        scopes = SCOPES if self.desk.session else SCOPES[1:]
        shown = HitsScreen(bulk, self._gathering, scopes)
        self.screen.app.push_screen(shown, lambda said: self._closed(said, bulk))

    def _gathering(self, bulk: Bulk) -> Gathering:
        """Return the search for what a line asks, where it asks it."""
        from reader.ui.lists.gathering import Gathering

        library = self.desk.library
        if bulk.scope == "article":
            return Gathering(library, bulk, [self.desk.opened.article.id])
        query = self.screen.shelf.query if bulk.scope == "list" else None
        return Gathering(library, bulk, find=lambda: library.article_ids(query))

    def _closed(self, said: str | None, bulk: Bulk) -> None:
        from reader.library.editing.bulk import bulk_label

        if said:
            self.screen.said.promised = bulk_label(bulk)
            self.screen.say(said)
            try:
                self.desk.reload()
            except ReaderError as error:
                self.screen.refuse(error)
            self.screen.shelf.reload()
            self.screen.show_session()
