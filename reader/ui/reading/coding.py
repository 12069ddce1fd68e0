"""Coding mode: unit after unit, each given the same tags by enter, or passed over. Knows no toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.pane.motions import move

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.ui.pane.marking import Marking
    from reader.ui.pane.session import Session


class Coding:
    """The tags that enter puts on; there are some while the mode lasts. It holds over articles."""

    def __init__(self, marking: Marking) -> None:
        self._marking = marking
        self.tags: tuple[str, ...] = ()

    @property
    def on(self) -> bool:
        """Whether one is coding."""
        return bool(self.tags)

    def begin(self, session: Session, tags: Sequence[str]) -> None:
        """Code with these tags from now on; without any the mode ends."""
        self.tags = tuple(tags)
        self.go_on(session)

    def go_on(self, session: Session, before: Session | None = None) -> None:
        """Code in a session, by the unit that was kept in the one before."""
        session.keeps_unit = self.on
        if self.on and before:
            session.unit = before.unit

    def end(self, session: Session | None) -> None:
        """Read as before."""
        self.tags = ()
        if session:
            session.keeps_unit = False

    def code(self, session: Session) -> str:
        """Put the tags on the target, and go to the unit behind it. Returns what to say."""
        target = self._marking.target(session)
        said = self._marking.tag(session, self.tags, target=target)
        session.unselect()
        if target.end > session.unit_span()[1]:
            session.view.go(target.end - 1)
        here = session.unit_span()
        move(session, "next-unit")
        return said if session.unit_span() != here else f"{said} · the end of the text"
