"""The full-screen program: the only package that knows Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.config import Config
    from reader.library import Library


def run(
    library: Library,
    *,
    open_article: int | None = None,
    focus_list: bool = False,
    message: str = "",
    config: Config | None = None,
    open_highlight: int | None = None,
    looked: Callable[[int], None] | None = None,
) -> int:
    """Run the program on a library until the person quits, and return the exit status.

    `message` is shown first; `looked` is called with the article that is read, at every look between
    keys. Raises ReaderError when a fault of the program ends it.
    """
    import gc
    import os

    gc.disable()  # until the first screen stands: what starting makes stays
    # read by Textual when it is imported: a second key within 17 ms waits for no frame
    os.environ.setdefault("TEXTUAL_FPS", "240")
    os.environ.setdefault("ESCDELAY", "25")
    _import_asyncio()
    from reader.ui.app import ReaderApp

    app = ReaderApp(
        library,
        article=open_article,
        focus_list=focus_list,
        message=message,
        config=config,
        highlight=open_highlight,
        looked=looked,
    )
    try:
        return app.read()
    finally:
        gc.enable()


def _import_asyncio() -> None:
    """Import it as where Python has no TLS: nothing of ours goes over TLS in the loop of events.

    To load that takes as long as our first screen. What is imported later has it.
    """
    import sys

    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # so an import fails, as Python documents
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
