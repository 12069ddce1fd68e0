"""Reading a list of passages as far as it is looked at: at once what takes no time, the rest between keys."""

from __future__ import annotations

import asyncio
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING

from reader.ui.lists.following import Following

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.ui.lists.stretch import Item, Stretch, Walk
    from reader.ui.reading.desk import Listing
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.marks import MarksPane

PLACE = "collection"
_SOON = 0.02  # seconds that are read before anything is shown, or under a key
_LOOKS = 40  # articles that are read at once
_SCREENS = 3  # read ahead


class Supply(Following):
    """Cards of which only those around the current one are read."""

    def __init__(self, screen: MainScreen, widget: MarksPane) -> None:
        super().__init__(screen, widget)
        self.listing: Listing | None = None

    @cached_property
    def _stretch(self) -> Stretch:
        return self._begun(())

    def _begun(self, walks: Sequence[Walk], item: Item | None = None, *, at_end: bool = False) -> Stretch:
        """Begin to read a list: at its start or end, or beside a passage of it."""
        from reader.ui.lists.stretch import Stretch

        if item:
            return Stretch.beside(self.desk.library, walks, item)
        return Stretch(self.desk.library, walks, at_end=at_end)

    def tell(self) -> None:
        """Say what is listed and how much of it there is."""
        raise NotImplementedError

    def look(self) -> None:
        """Let the text follow, where it is shown."""
        if self.screen.text.display:
            self.follow()
        else:
            self.screen.show_status()

    @property
    def _screenful(self) -> int:
        """The most cards that a screen holds; the pane may be hidden still."""
        return max(1, self.screen.size.height // 2)

    def _lacks(self) -> bool:
        """Tell whether more has to be read around the current card."""
        return self._lacks_ahead() or self._lacks_behind()

    def _lacks_ahead(self) -> bool:
        ahead = len(self._stretch.items) - self.widget.index
        return not self._stretch.at_end and ahead < _SCREENS * self._screenful

    def _lacks_behind(self) -> bool:
        return not self._stretch.at_start and self.widget.index < self._screenful

    def _read(self) -> None:
        """Read a little where it is lacking."""
        stretch, want, front = self._stretch, _SCREENS * self._screenful, 0
        if self._lacks_behind():
            front = stretch.grow_back(want, _LOOKS)
        if self._lacks_ahead():
            stretch.grow(want, _LOOKS)
        front -= stretch.cut(self.widget.index + front)
        self.widget.shift(front)

    def fill(self) -> None:
        """Read what is lacking, at once as long as that takes no time, then between keys."""
        if self.listing is None:
            return
        stop = monotonic() + _SOON
        while self._lacks() and monotonic() < stop:
            self._read()
        self.tell()
        if self._lacks():
            self.screen.run_worker(self._read_on(self._stretch), group=PLACE, exclusive=True)

    async def _read_on(self, stretch: Stretch) -> None:
        while stretch is self._stretch and self._lacks():
            await asyncio.sleep(0)  # a key that was pressed meanwhile comes first
            empty = not stretch.items
            self._read()
            self.tell()
            if empty and stretch.items and self.screen.place == PLACE:
                self.look()
