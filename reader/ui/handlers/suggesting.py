"""The commands of suggested tags: taking one, and how good they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


class SuggestionCommands:
    """Takes what is suggested, tells how often it was right, and turns suggestions on or off."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk

    def suggested(self) -> str:
        """Put the suggested tag on the target."""
        session = self.desk.session
        if session is None:
            raise ReaderError("no article is open")
        suggesting = self.screen.suggesting
        offer = suggesting.find()
        if offer is None:
            raise ReaderError(self._why_not())
        said = self.desk.marking.tag(session, (offer.tag,))
        return said

    def _why_not(self) -> str:
        suggesting = self.screen.suggesting
        if not suggesting.on:
            return "suggestions are off · the palette turns them on"
        if suggesting.suggester is None:
            return "still learning from your passages"
        missing = suggesting.suggester.missing
        if missing:
            return f"{missing} more tagged passages, and tags can be suggested"
        return "no tag is suggested here"

    def suggestions(self) -> str:
        """Turn suggestions off, or on again; say how good they were."""
        suggesting = self.screen.suggesting
        suggesting.on = not suggesting.on
        suggesting.offer = None
        if self.desk.session:
            self.desk.session.scene.hint = None
        if not suggesting.on:
            return "no tags are suggested until you turn it on again"
        rates = suggesting.suggester.rates() if suggesting.suggester else {}
        told = [f"#{tag} {rate.right} of {rate.guessed}" for tag, rate in rates.items() if rate.trusted]
        return " · ".join(["tags are suggested", *told])
