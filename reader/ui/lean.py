"""Python's loop of events and Textual, without what the reader never asks of them before its first key.

Textual loads its command palette with all that this shows, its markup, canvas and more when it is imported,
each for a function or two that we seldom or never call: a seventh of the time until keys are answered. What
is left out is not missing: its names stand for it, and load it when one of them is used.
"""

from __future__ import annotations

import sys

from reader.late import put_off

#: Modules of which Textual's app uses names inside functions only (a test sees to that).
PUT_OFF = ("platformdirs", "rich.table", "textual.canvas", "textual.command", "textual.markup")


def import_textual() -> None:
    """Import it, unless some of it is loaded already."""
    if "textual" in sys.modules:
        return
    import_asyncio()
    with put_off(*PUT_OFF):
        import textual.app  # noqa: F401


def import_asyncio() -> None:
    """Import it as where Python has no TLS: nothing of ours goes over TLS in the loop of events.

    To load that takes as long as our first screen. What is imported later has it.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # so an import fails, as Python documents
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
