"""Where a session stands, so that a prompt or an edit that is given up can put it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from reader.text.find_pattern import AnySearch
    from reader.text.selection import Selection
    from reader.ui.pane.session import Session


class Stance(NamedTuple):
    """Caret, screen, unit, selection, pick and search of a session."""

    caret: int
    top: int
    unit: str
    selection: Selection | None
    whole_units: bool
    picked: int | None
    search: AnySearch | None
    touched: bool

    @classmethod
    def of(cls, session: Session) -> Stance:
        """Return where a session stands."""
        view, scene = session.view, session.scene
        return cls(
            view.caret,
            view.top,
            session.unit,
            session.selection,
            session.whole_units,
            scene.picked,
            scene.search,
            session.touched,
        )

    def resume(self, session: Session) -> None:
        """Let the session stand here again."""
        session.view.caret, session.view.top = self.caret, self.top
        session.unit, session.selection, session.whole_units = self.unit, self.selection, self.whole_units
        session.scene.picked = self.picked if session.passages.get(self.picked) else None
        session.scene.search, session.touched = self.search, self.touched
        session.match = None
