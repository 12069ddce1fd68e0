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
    from threading import Thread

    from reader.ui.lean import import_textual

    Thread(target=_read_ahead, args=(library, open_article), daemon=True).start()
    import_textual()
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


def _read_ahead(library: Library, article: int | None) -> None:
    """Read the text that is shown first, while the toolkit is loaded: to read needs no interpreter."""
    from contextlib import suppress

    with suppress(Exception):  # whatever it is: who asks for the text is told
        last = library.last_read() if article is None else library.article(article)
        if last:
            library.body(last.id)
