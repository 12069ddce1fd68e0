"""Undo and redo: at once, or piece by piece behind a prompt where a step is in many articles."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui.prompts import asking

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from reader.library.outcomes import Undone
    from reader.ui.screens.main import MainScreen

AT_ONCE = 32  # articles that are changed before anybody could see how far it is


class UndoCommands:
    """Takes the last step back, or does it again."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk

    def undo(self) -> str:
        """Take the last change back."""
        return self._step(redo=False)

    def redo(self) -> str:
        """Make it again."""
        return self._step(redo=True)

    def _step(self, *, redo: bool) -> str:
        library, pane = self.desk.library, self.screen.place
        step = self.desk.next_step(redo=redo)
        promised, self.screen.said.promised = not redo and step.label == self.screen.said.promised, ""
        everywhere = promised or pane == "collection"
        if named := self.desk.name_step(redo=redo, listed=pane == "list", everywhere=everywhere):
            return named
        if step.articles <= AT_ONCE:
            return self._turned(library.redo if redo else library.undo, step.highlight)
        prompt = asking.WaitPrompt(step.words, "it is not stopped halfway", stops=False)
        self.screen.prompts.ask(prompt, lambda _: None)
        work = self._in_pieces(prompt, library.turning(redo=redo))
        prompt.call_after_refresh(
            lambda: self.screen.run_worker(work, group="undoing")
        )  # once it has the keys
        return ""

    def _turned(self, turn: Callable[[], Undone | None], highlight: int | None = None) -> str:
        """Turn a step and show it in all panes, in a list at its highlight. Returns what to say."""
        place = None
        try:
            said, place = self.desk.turned(turn)
        finally:  # of what was refused a part may be done; of passages the list tells when it is gone to
            if place is None or self.screen.place == "list":
                self.screen.shelf.reload()
        if place:
            if self.desk.session:
                self.desk.session.unselect()
            self.screen.travel.open(*place, focus=False, glimpse=self.screen.place in ("marks", "collection"))
        self.screen.collection.reload()
        self.screen.show_session()
        if highlight is not None and self.screen.place in ("marks", "collection"):
            self.screen.side.widget.follow(highlight, picked=True)
        return said

    async def _in_pieces(
        self, prompt: asking.WaitPrompt, work: Generator[tuple[int, int], None, Undone | None]
    ) -> None:
        """Turn a step, telling how far it is while the screen lives on."""
        done: list[Undone | None] = []

        def pieces() -> Generator[tuple[int, int]]:
            done.append((yield from work))

        refused: ReaderError | None = None
        try:
            for number, articles in pieces():
                prompt.tell(f"{number:,} of {articles:,} articles", number, articles)
                await asyncio.sleep(0)
        except ReaderError as error:
            refused = error
        self.screen.prompts.done(None)

        def turn() -> Undone | None:
            if refused:
                raise refused
            return done[0]

        try:
            self.screen.say(self._turned(turn))
        except ReaderError as error:
            self.screen.say(str(error), error=True)
