"""When an app that a test drives is quiet, told by its event loop: no busy machine can mislead it."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Any

import textual._wait
import textual.app
import textual.pilot
from textual._context import active_app

if TYPE_CHECKING:
    import pytest

#: Seconds within which what is put off still belongs to what a key does; Textual's own wait takes as long.
_SOON = textual._wait.SLEEP_GRANULARITY

_by_load = textual._wait.wait_for_idle


async def wait_for_idle(min_sleep: float = _SOON, max_sleep: float = 1.0) -> None:
    """Wait until nothing is left to do, now or soon; `max_sleep` seconds at most.

    Textual's own waits for 20 ms in which the process used little of the processor: long where nothing is
    to be done, and over too early where others have the processor. It is asked only while a thread works.
    """
    loop: Any = asyncio.get_running_loop()  # what is ready and what is put off, no public name tells
    start = monotonic()
    soon = start + _SOON
    while monotonic() < start + max_sleep:
        await asyncio.sleep(0)
        if loop._ready:
            continue
        next_up = min((each.when() for each in loop._scheduled if not each.cancelled()), default=soon + 1)
        if next_up <= soon:
            await asyncio.sleep(max(0.0, next_up - monotonic()))
        elif any(worker._thread_worker and not worker.is_finished for worker in active_app.get().workers):
            await _by_load(min_sleep, max_sleep)
            return
        else:
            return


def use(patch: pytest.MonkeyPatch) -> None:
    """Let Textual's pilot wait so."""
    for module in (textual.app, textual.pilot):
        patch.setattr(module, "wait_for_idle", wait_for_idle)
