"""Adding files while the program runs: read in a thread, kept on the main one, with a count as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError

if TYPE_CHECKING:
    from reader.model import Imported
    from reader.ui.screens.main import MainScreen


class Intake:
    """One addition at a time; it can be stopped, what was added stays."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.running = self._stopped = False
        self._done = self._failed = self._known = 0
        self._last_error = ""
        self._added: int | None = None

    def start(self, uri: str) -> None:
        """Add a file or folder. Raises ReaderError while another addition runs."""
        if self.running:
            raise ReaderError("something is being added already")
        self.running, self._stopped = True, False
        self._done = self._failed = self._known = 0
        self._last_error, self._added = "", None
        self.screen.run_worker(lambda: self._read(uri), thread=True, exit_on_error=False)

    def stop(self) -> None:
        """Stop after the file that is being read."""
        self._stopped = True

    def _read(self, uri: str) -> None:
        """Read every source under `uri`; runs in a thread."""
        from reader.sources import count, load

        app = self.screen.app
        try:
            total = count(uri)
            for imported in load(uri):
                app.call_from_thread(self._keep, imported, total)
                if self._stopped:
                    break
        finally:
            app.call_from_thread(self._finish)

    def _keep(self, imported: Imported, total: int) -> None:
        try:
            if imported.error:
                raise ReaderError(imported.error)
            added = self.screen.desk.library.add(imported)
        except ReaderError as error:
            self._failed += 1
            self._last_error = str(error)
        else:
            self._known += added.status == "known"
            self._added = added.article.id
            self._done += 1
        if total > 1:
            self.screen.say(f"adding {self._done + self._failed} of {total} · esc stops")

    def _finish(self) -> None:
        self.running = False
        self.screen.shelf.reload()
        if self._added:
            self.screen.articles.select(self._added)
        if self._failed and not self._done:
            self.screen.say(self._last_error, error=True)
            return
        parts = [f"{self._done - self._known} added"]
        parts += [f"{self._known} already here"] if self._known else []
        parts += [f"{self._failed} could not be read: {self._last_error}"] if self._failed else []
        self.screen.say(("stopped: " if self._stopped else "") + " · ".join(parts), error=self._failed > 0)
