"""What is put off until nobody waits for it: loading, collecting garbage, looking at the disk.

A key is painted in two milliseconds; the garbage collector and a look at the library may each take longer.
"""

from __future__ import annotations

import asyncio
import gc
from time import monotonic
from typing import TYPE_CHECKING

from textual._styles_cache import StylesCache

from reader.ui.prompts import asking

if TYPE_CHECKING:
    from collections.abc import Callable

_REST = 0.4  # seconds after a key in which the next one may come
_MOST = 5  # times that what comes round is put off while keys keep coming
_LONGER, _OFTENER = 10, 100  # by seconds that it took: the rest it waits for, and how often it is put off
_FADES = 0.8  # what is left of a long time at the next
_SMALL = 2000  # new objects that are not worth a collection
_OLD = 8  # collections of the young after which the old are looked at too


class Idle:
    """Tells whether keys are coming, and collects garbage when none are."""

    def __init__(self) -> None:
        self._last_key = 0.0
        self._put_off = self._collected = 0
        self._took = 0.0  # seconds that what comes round took lately
        self.also: Callable[[], None] | None = None  # comes round too: a screen with a timer would be kept

    def key(self) -> None:
        """Note that a key was pressed."""
        self._last_key = monotonic()

    def quiet(self) -> bool:
        """Tell whether no key just came."""
        return monotonic() - self._last_key >= _REST

    def resting(self) -> bool:
        """Tell whether it is time for what comes round: no key just came, or it was put off long enough."""
        rest, most = max(_REST, _LONGER * self._took), max(_MOST, round(_OFTENER * self._took))
        if monotonic() - self._last_key < rest and self._put_off < most:
            self._put_off += 1
            return False
        self._put_off = 0
        return True

    def run(self, what: Callable[[], None]) -> None:
        """Do what comes round; what takes long waits for a longer rest the next time."""
        start = monotonic()
        what()
        if self.also:
            self.also()
        self._took = max(monotonic() - start, _FADES * self._took)

    @staticmethod
    async def load_prompts() -> None:
        """Load them one after the other, so that the first is there at once; a key comes in between."""
        for name in asking.__all__:
            getattr(asking, name)
            await asyncio.sleep(0)

    def settle_in(self, load: Callable[[], bool]) -> None:
        """Load commands, so that the first is there at once; collect garbage here from now on.

        `load` does a part of it and tells whether there is more. What starting made is taken for what stays:
        the collector passes over some hundred thousand objects.
        """
        while load():
            pass
        gc.freeze()
        gc.disable()

    def collect(self) -> None:
        """Collect garbage, where the collector was switched off and there may be any."""
        if gc.isenabled() or gc.get_count()[0] < _SMALL:
            return
        self._collected += 1
        self.let_go(1 if self._collected % _OLD else 2)

    @staticmethod
    def let_go(generation: int = 2) -> None:
        """Collect what was closed too, all but what starting made, or but what was there the last time.

        Textual keeps what its last 1,024 widgets showed, by a cache of two colours for each; it is made anew.
        Were it kept for the young, all that was closed would become old, and wait to be let go at once.
        """
        StylesCache.get_inner_outer.cache_clear()
        gc.collect(generation)
