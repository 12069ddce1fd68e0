"""The commands of the passages of the library alone: what is done to all that are listed."""

from __future__ import annotations

import asyncio
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

from reader.model import COLOURS, ReaderError
from reader.ui.lists.bulk import Bulk, Edit, Tally
from reader.ui.prompts import asking

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from reader.ui.screens.main import MainScreen

T = TypeVar("T")


class CollectionCommands:
    """Changes every passage that is listed: counted first, then asked, then done in one step."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk

    def change_all(self) -> None:
        """Change every passage that is listed."""
        listing = self.screen.collection.listing
        if listing is None:
            raise ReaderError("there is no list of highlights here · H lists them")
        bulk = Bulk(self.desk.library, listing.query)
        self._in_pieces(
            "Counting", bulk.count(), Tally.words, lambda tally: self._ask(bulk, tally or Tally())
        )

    def _ask(self, bulk: Bulk, tally: Tally) -> None:
        if not tally.own:
            raise ReaderError("none of these highlights is yours" if tally.others else "nothing is listed")
        choices = [
            asking.Choice("t", "tag"),
            asking.Choice("u", "take a tag off"),
            asking.Choice("c", "colour"),
            asking.Choice("x", "delete"),
            asking.Choice("n", "leave them"),
        ]
        asks = {"t": self._ask_tag, "u": self._ask_tag_off, "c": self._ask_colour, "x": self._ask_deletion}

        def given(key: str) -> None:
            if key in asks:
                asks[key](bulk, tally)

        self.screen.prompts.ask(asking.ChoicePrompt(tally.words(), choices), given)

    def _ask_tag(self, bulk: Bulk, tally: Tally) -> None:
        def given(chosen: asking.Tagged) -> None:
            if chosen.add:
                self._do(bulk, Edit(add=chosen.add[-1]))

        choices = self.screen.prompts.tag_choices()
        self.screen.prompts.ask(asking.TagPrompt(choices, (), f"Tag {tally.words()}", one=True), given)

    def _ask_tag_off(self, bulk: Bulk, tally: Tally) -> None:
        def given(chosen: asking.Tagged) -> None:
            if chosen.add:
                self._do(bulk, Edit(remove=chosen.add[-1]))

        choices, title = self.screen.prompts.tag_choices(), f"Take off {tally.words()}"
        self.screen.prompts.ask(asking.TagPrompt(choices, (), title, new=False, one=True), given)

    def _ask_colour(self, bulk: Bulk, tally: Tally) -> None:
        names = {letter: name for name, letter in COLOURS.items()}
        choices = [asking.Choice(letter, name, name) for letter, name in names.items()]
        self.screen.prompts.ask(
            asking.ChoicePrompt(f"Colour {tally.words()}", choices),
            lambda letter: self._do(bulk, Edit(colour=names[letter])),
        )

    def _ask_deletion(self, bulk: Bulk, tally: Tally) -> None:
        choices = [asking.Choice("y", "delete them"), asking.Choice("n", "leave them")]
        self.screen.prompts.ask(
            asking.ChoicePrompt(f"Delete {tally.words()}", choices),
            lambda key: self._do(bulk, Edit(delete=True)) if key == "y" else None,
        )

    def _do(self, bulk: Bulk, edit: Edit) -> None:
        def done(count: int | None) -> None:
            self.desk.reload()
            self.screen.collection.reload()
            self.screen.shelf.reload()
            back = " · u takes it back" * bool(count)
            self.screen.say(f"{edit.words()} · {Tally(count or 0).words()}{back}")

        self._in_pieces(
            f"Changing: {edit.words()}", bulk.do(edit), lambda count: f"{count:,}", done, stays=True
        )

    def _in_pieces(
        self,
        title: str,
        work: Generator[T],
        words: Callable[[T], str],
        then: Callable[[T | None], None],
        *,
        stays: bool = False,
    ) -> None:
        """Work, then go on with the last piece: piece by piece behind a prompt, unless one piece is all.

        So keys that are typed in a row act each in its turn. What is stopped may `stay`.
        """
        begun = list(islice(work, 2))
        if len(begun) < 2:
            then(begun[0] if begun else None)
            return
        prompt = asking.WaitPrompt(title)
        stopped: list[bool] = []

        async def run() -> None:
            last: T | None = None
            try:
                for last in chain(begun, work):
                    if stopped:
                        break
                    prompt.tell(words(last))
                    await asyncio.sleep(0)
            except ReaderError as error:
                self._end(stopped)
                self.screen.say(str(error), error=True)
                return
            finally:
                work.close()  # the step ends here, not when the garbage is collected
            self._end(stopped)
            if not stopped or stays:
                try:
                    then(last)
                except ReaderError as error:
                    self.screen.say(str(error), error=True)

        self.screen.prompts.ask(prompt, lambda _: None, dropped=lambda: stopped.append(True))
        self.screen.run_worker(run(), group="bulk")

    def _end(self, stopped: list[bool]) -> None:
        """Take the prompt away, unless it was left."""
        if not stopped:
            self.screen.prompts.done(None)
