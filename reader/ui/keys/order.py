"""Keys in the order they were typed, however fast: one is done with before the next is looked at.

Textual puts a key into the queue of the widget that has the focus when the key arrives. When a key opens or
closes a prompt, the ones typed right behind it would go to the pane that had the focus before.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.message_pump import MessagePump
    from textual.widget import Widget

_PATIENCE = 0.5  # seconds; a widget that is being removed answers no more
_LONG = 5.0  # seconds; a program that fails as it starts must still end


async def stands(first: asyncio.Event) -> None:
    """Wait until the first screen is there, for what was typed before is meant for it."""
    if not first.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(first.wait(), _LONG)


async def settle(focused: Widget | None) -> None:
    """Wait until a widget and all that it stands in have handled what is in their queues."""
    for node in focused.ancestors_with_self if focused else ():
        if node is not node.app:
            await _drained(node)


async def _drained(pump: MessagePump) -> None:
    done = asyncio.Event()
    if pump.call_later(done.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), _PATIENCE)
