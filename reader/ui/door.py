"""What `reader open` asks of an app that runs already: to show an article, or a passage of it."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import TYPE_CHECKING

from reader.library import door
from reader.model import ReaderError
from reader.text.ids import read_id

if TYPE_CHECKING:
    from asyncio import StreamReader, StreamWriter

    from reader.ui.screens.main import MainScreen

_BUSY = "the reader that runs has something open; close that first"


class Door:
    """Listens while the app runs, and lets the main screen do what is asked."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._doorway: door.Doorway | None = None
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Begin to listen, where the system and the library allow it."""
        self._doorway = door.open_door(self._screen.desk.library.root)
        if self._doorway:
            listening = self._doorway.socket
            self._server = await asyncio.start_unix_server(self._answer, sock=listening, limit=door.LONGEST)

    def close(self) -> None:
        """Listen no more."""
        if self._server:
            self._server.close()
        if self._doorway:
            self._doorway.close()

    async def _answer(self, asked: StreamReader, answer: StreamWriter) -> None:
        """Answer one line on a connection, and end it."""
        with suppress(OSError):
            try:
                async with asyncio.timeout(door.PATIENCE):
                    line = await asked.readuntil(b"\n")
            except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                pass  # nobody of ours
            else:
                error = await self._done(line)
                answer.write(json.dumps({"error": error}).encode()[: door.LONGEST - 1] + b"\n")
                await answer.drain()
            answer.close()

    async def _done(self, line: bytes) -> str:
        """Do what a line asks, among the app's own messages; return why not, or nothing."""
        try:
            fields = json.loads(line)
            article, highlight = (read_id(str(fields[name])) for name in ("open", "highlight"))
        except (ValueError, TypeError, KeyError):
            article = highlight = None
        if article is None:
            return "that is no place to open"
        done: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._screen.call_later(lambda: done.set_result(self._show(article, highlight)))
        return await done

    def _show(self, article: int, highlight: int | None) -> str:
        screen = self._screen
        if screen.prompts.open or screen.app.screen is not screen:
            return _BUSY
        try:
            return screen.travel.show(article, highlight)
        except ReaderError as error:
            return str(error)
