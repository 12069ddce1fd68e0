"""What is put off until the first screen stands and nobody waits for it."""

from __future__ import annotations

import gc

from reader.ui import asking

IDLE = 1.0  # seconds after the start


def settle_in() -> None:
    """Load the prompts, so that the first opens at once, and take what starting made for what stays.

    The garbage collector then passes over some hundred thousand objects, of which none becomes garbage.
    """
    for name in asking.__all__:
        getattr(asking, name)
    gc.freeze()
