"""The real app over a new library, for tests."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from textual import events

from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.ui.app import ReaderApp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.model import Highlight

TEXTS = {
    "First": "One two, three. Four five six! Seven.\n\nEight nine. Ten.",
    "Second": "Alpha beta. Gamma delta.",
}


class Running:
    """The app as a test drives it."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None], library: Library, ids: dict[str, int]) -> None:
        self.app, self.pilot, self.library, self.ids = app, pilot, library, ids
        self.typed = 0  # keys pressed so far

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all is quiet."""
        for key in keys:
            await self.pilot.press(key)
            self.typed += 1
        await self.pilot.pause()

    async def export(self, letters: str = "") -> None:
        """Export in the format that is found by some letters, and wait until it is written."""
        await self.press("E", *letters, "enter")
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def line(self, text: str) -> None:
        """Put a line into the command line, and enter it."""
        await self.press("colon")
        self.app.post_message(events.Paste(text))
        await self.press("enter")

    @property
    def marks(self) -> list[Highlight]:
        """The highlights of the open article."""
        session = self.app.desk.session
        return self.library.highlights_of(session.article.id) if session else []

    @property
    def message(self) -> str:
        """What the status line says."""
        return self.app.main.message


@asynccontextmanager
async def running(
    tmp_path: Path,
    *,
    size: tuple[int, int] = (120, 40),
    opened: str | None = "First",
    focus_list: bool = False,
) -> AsyncIterator[Running]:
    """Run the app on a library of `TEXTS`, with an article open."""
    with Library(tmp_path / "library", annotator="me") as library:
        ids = {
            title: library.add(Imported(f"/{title}.txt", Metadata(title), Body.plain(text))).article.id
            for title, text in TEXTS.items()
        }
        app = ReaderApp(library, article=ids[opened] if opened else None, focus_list=focus_list)
        async with app.run_test(size=size, notifications=True) as pilot:
            await pilot.pause()
            yield Running(app, pilot, library, ids)
