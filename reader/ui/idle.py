"""What is put off until nobody waits for it: loading, collecting garbage, looking at the disk.

A key is painted in two milliseconds; the garbage collector and a look at the library may each take longer.
"""

from __future__ import annotations

import gc
from time import monotonic

from reader.ui import asking

_REST = 0.4  # seconds after a key in which the next one may come
_MOST = 5  # times that what comes round is put off while keys keep coming
_SMALL = 2000  # new objects that are not worth a collection
_OLD = 8  # collections of the young after which the old are looked at too


class Idle:
    """Tells whether keys are coming, and collects garbage when none are."""

    def __init__(self) -> None:
        self._last_key = 0.0
        self._put_off = self._collected = 0

    def key(self) -> None:
        """Note that a key was pressed."""
        self._last_key = monotonic()

    def resting(self) -> bool:
        """Tell whether it is time for what comes round: no key just came, or it was put off long enough."""
        if monotonic() - self._last_key < _REST and self._put_off < _MOST:
            self._put_off += 1
            return False
        self._put_off = 0
        return True

    def settle_in(self) -> None:
        """Load the prompts, so that the first opens at once, and collect garbage only here from now on.

        What starting made is taken for what stays: the collector passes over some hundred thousand objects.
        """
        for name in asking.__all__:
            getattr(asking, name)
        gc.freeze()
        gc.disable()

    def collect(self) -> None:
        """Collect garbage, where the collector was switched off and there may be any."""
        if gc.isenabled() or gc.get_count()[0] < _SMALL:
            return
        self._collected += 1
        if self._collected % _OLD:
            gc.collect(1)
        else:
            gc.collect()
            gc.freeze()
