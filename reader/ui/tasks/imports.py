"""Importing a file of another program while the program runs: read in a thread, kept on the main one."""

from __future__ import annotations

import os
import time
from collections import Counter
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.text.rate import rate_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.model import Imported
    from reader.sources.imports import File
    from reader.ui.screens.main import MainScreen

#: Articles are kept together until there are so many or a person waits so long (seconds).
_MOST, _LONGEST_WAIT = 20, 0.2
_SHARES = 1000  # steps of a file


class Importing:
    """The import of files, each as one step of undo, and what became of what is in them."""

    def __init__(self, screen: MainScreen, *, clock: Callable[[], float]) -> None:
        self._screen, self._clock = screen, clock
        self._began, self._before = clock(), 0  # seconds; articles of the files before this one
        self._step = ""
        self._counts: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()
        self._last_error = ""
        self.last: int | None = None  # the article that was kept last

    def run(self, uri: str, stopped: Callable[[], bool]) -> None:
        """Read a file and have what is in it kept, until it is `stopped`; runs in a thread."""
        from reader.sources.imports import IMPORTERS, importer_of, open_file

        call = self._screen.app.call_from_thread
        self._step = os.urandom(8).hex()
        self._began, self._before = self._clock(), self._counts["articles"]
        try:
            with open_file(uri) as file:
                for group in _groups(IMPORTERS[importer_of(file)].read(file)):
                    call(self._keep, group, file)
                    if stopped():
                        return
        except ReaderError as error:
            self._fail(str(error))

    def _fail(self, error: str) -> None:
        self._counts["failed"] += 1
        self._last_error = error

    def _keep(self, group: list[Imported], file: File) -> None:
        """Keep some articles; runs on the main thread."""
        desk, label = self._screen.desk, f"import of {file.name}"
        desk.save_place()
        try:
            with desk.library.one_step(label, self._step):
                for imported in group:
                    if imported.codebook:
                        self._counts["tags"] += desk.library.learn(imported.codebook)
                articles = [imported for imported in group if not imported.is_codebook]
                brought = desk.library.bring_all(articles, label=label)
        except ReaderError as error:
            self._fail(str(error))
            return
        for imported, each in zip(articles, brought, strict=True):
            self._lost.update(imported.lost)
            if isinstance(each, ReaderError):
                self._fail(imported.error or str(each))
                continue
            counts = {name: count for name, count in each._asdict().items() if type(count) is int}
            if not each.article.has_text:  # none has a place before the text is here
                counts.pop("orphans")
            self._counts.update({"articles": 1, each.status: 1, **counts})
            self.last = each.article.id
            desk.reload_if(each.article.id)
        done, kept = round(file.share * _SHARES), self._counts["articles"] - self._before
        rate = rate_words(done, _SHARES, self._clock() - self._began, kept)
        parts = (f"importing {file.share:.0%}", rate, "esc stops")
        self._screen.say_how_far(" · ".join(filter(None, parts)), done, _SHARES)

    def words(self) -> str:
        """Say what became of it all."""
        counts = self._counts
        told = [
            f"{counts[name]} {words.replace('s ', ' ', counts[name] == 1)}"
            for name, words in (
                ("added", "added"),
                ("updated", "updated"),
                ("new", "highlights new"),
                ("orphans", "without a place"),
                ("waiting", "to decide on"),
                ("known", "known" if counts["new"] else "highlights known"),
                ("deleted", "that you deleted"),
                ("tags", "tags new in the codebook"),
            )
            if counts[name]
        ]
        if self._lost:
            told.append(f"{sum(self._lost.values())} not taken ({', '.join(sorted(self._lost))})")
        if counts["failed"]:
            told.append(f"{counts['failed']} could not be read: {self._last_error}")
        return " · ".join(told) or "nothing new"

    @property
    def is_failure(self) -> bool:
        """Tell whether something could not be read."""
        return self._counts["failed"] > 0


def _groups(loaded: Iterator[Imported]) -> Iterator[list[Imported]]:
    group: list[Imported] = []
    began = time.monotonic()
    for imported in loaded:
        group.append(imported)
        if len(group) >= _MOST or time.monotonic() - began > _LONGEST_WAIT:
            yield group
            group, began = [], time.monotonic()
    if group:
        yield group
