"""A bar on standard error for work that takes longer than a second, with its rate and what time is left.

Lines are printed above it.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from reader.cli.output import complain, line_of, say
from reader.cli.words import plural
from reader.text.rate import rate_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.progress import Progress, TaskID

PATIENCE = 1.0  # seconds before it shows


class Bar:
    """Progress over `total` steps, some of them `done`; only on a terminal, and only after `PATIENCE`.

    With a `noun` the steps are shares of a file, and what is counted beside them are things of that name.
    """

    def __init__(
        self,
        total: int,
        label: str,
        *,
        done: int = 0,
        noun: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.total, self._label, self._noun, self._clock = total, label, noun, clock
        self._started = clock()
        self._wanted = total > 1 and sys.stderr.isatty()
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._before = self._done = done

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Take the bar off the terminal."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def step(self) -> None:
        """Count one step as done."""
        self.reach(self._done + 1)

    def reach(self, done: int, things: int = 0) -> None:
        """Show so many steps as done, and so many things."""
        self._done = done
        elapsed = self._clock() - self._started
        is_long = elapsed >= PATIENCE and done < self.total  # at its end there is nothing to wait for
        is_new = self._progress is None and self._wanted and is_long
        if is_new:
            self._show()
        if self._progress is not None and self._task is not None:
            counted = plural(things, self._noun) if self._noun else f"{done}/{self.total}"
            before = self._before
            rate = rate_words(done - before, self.total - before, elapsed, things if self._noun else None)
            self._progress.update(self._task, completed=done, counted=counted, rate=rate, refresh=is_new)

    def say(self, text: str) -> None:
        """Print a line to standard output."""
        if self._progress is not None and sys.stdout.isatty():
            self._print(line_of(text))
        else:
            say(line_of(text))

    def complain(self, text: str) -> None:
        """Print a line to standard error."""
        if self._progress is not None:
            self._print(f"reader: {line_of(text)}")
        else:
            complain(text)

    def _print(self, line: str) -> None:
        """Print a line above the bar, on the terminal they share."""
        assert self._progress is not None
        self._progress.console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        counted, rate = TextColumn("{task.fields[counted]}"), TextColumn("{task.fields[rate]}")
        columns = TextColumn(self._label), BarColumn(), counted, rate
        console = Console(stderr=True)
        self._progress = Progress(
            *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
        )
        self._task = self._progress.add_task(self._label, total=self.total, counted="", rate="")
        self._progress.start()


def bar_for(paths: Sequence[str]) -> Bar:
    """Make a bar for adding these: only folders and several files can take long."""
    from reader import sources

    several = len(paths) > 1 or any(os.path.isdir(path) for path in paths)
    total = sum(map(sources.count, paths)) if several and sys.stderr.isatty() else 0
    return Bar(total, "adding")
