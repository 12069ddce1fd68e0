"""The commands that make several highlights of one, and one of several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.pane.reshaping import CUTS, to_join, to_split
from reader.ui.prompts.queries import Misread

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


class ReshapingCommands:
    """Splits and joins what is here."""

    def __init__(self, screen: MainScreen) -> None:
        self.desk = screen.desk

    def split(self, unit: str = "") -> str:
        """Cut the highlight before the word at the caret, at a selection's ends, or by a unit."""
        if unit and unit not in CUTS:
            raise Misread(f"a highlight is split by {', '.join(CUTS[:-1])} or {CUTS[-1]}", 0)
        session, library = self.desk.opened, self.desk.library
        highlight, cuts = to_split(session, library.annotator, unit)
        parts = library.split(highlight, cuts)
        for part in parts:
            session.show(part)
        here = [part for part in parts if part.start <= session.caret < part.end]
        session.pick(here[0] if here else parts[0], go=False)
        note = " · the note stays with the first" if highlight.note else ""
        return f"split in {len(parts)}{note} · u takes it back"

    def join(self) -> str:
        """Make one highlight of those the selection meets, or of the one here and the next."""
        session, library = self.desk.opened, self.desk.library
        wanted = to_join(session, library.annotator)
        joined = library.join(wanted)
        for highlight in wanted:
            if highlight.id != joined.id:
                session.forget(highlight)
        session.show(joined)
        session.pick(joined, go=False)
        return f"joined {len(wanted)} · u takes it back"
