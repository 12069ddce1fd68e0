"""The commands that show what was done, what was deleted and what was said."""

from __future__ import annotations

import time
from calendar import timegm
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.text.cells import cells, clip, fit
from reader.text.words import quoted
from reader.ui.handlers.undoing import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Generator

    from reader.library.editing.trash import Trashed
    from reader.library.outcomes import Past, Undone
    from reader.ui.screens.main import MainScreen
    from reader.ui.screens.rows import Far, Pieces, RowsScreen
    from reader.ui.widgets.lines import Line

_MOST_STEPS = 500
_WHERE, _FROM = 26, 18  # cells of the article that a step is about, that what was deleted is from
_STATES = {"part": "in part", "stuck": "cannot be undone", "undone": "undone"}


class PastCommands:
    """The history, the trash and the messages, each a list over the panes."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk, self.library = screen, screen.desk, screen.desk.library
        self._steps: list[Past] = []
        self._deleted: list[Trashed] = []

    def history(self) -> None:
        """List what was done; take it back, and do it again, row by row."""
        from reader.ui.screens.rows import RowsScreen

        hints = ("u takes back · U does again · enter walks to here · esc closes", "esc closes")
        keys = {
            "u": lambda _: self._walk(redo=False),
            "U": lambda _: self._walk(redo=True),
            "ctrl+r": lambda _: self._walk(redo=True),
            "enter": self._walk_to,
        }
        self._open(RowsScreen("History", hints, "Nothing was done yet", self._history_lines, keys))

    def trash(self) -> None:
        """List what was deleted, and bring it back."""
        from reader.ui.screens.rows import RowsScreen

        hints = ("enter brings back · esc closes", "esc closes")
        keys = {"enter": self._bring_back, "u": self._bring_back}
        self._open(RowsScreen("Trash", hints, "The trash is empty", self._trash_lines, keys))

    def messages(self) -> None:
        """List what was said; the error that stays is dismissed by that."""
        from reader.ui.screens.said import SaidScreen

        self.screen.said.dismiss()
        self.screen.app.push_screen(SaidScreen(self.screen.said.newest_first, self.screen.copy))

    def _open(self, rows: RowsScreen) -> None:
        self.screen.app.push_screen(rows, lambda _: self.screen.show_session())

    # -- the history

    def _history_lines(self) -> list[Line]:
        from reader.ui.widgets.lines import Line

        self._steps = self.library.history(_MOST_STEPS)
        lines, titles = [], [self._where(past) for past in self._steps]
        wide = max(map(cells, titles), default=0)
        for past, title in zip(self._steps, titles, strict=True):
            look = "row--faint" if past.state == "undone" else ""
            state = ": ".join(filter(None, (_STATES.get(past.state, ""), past.step.remark)))
            left = ((f"{clock(past.at)}  ", "row--dim"), (past.step.words, look))
            where = "" if past.step.remark or not (title or state) else f"  {fit(title, wide)}"
            right = ((f"  {state}" if state else "", "row--warning"), (where, "row--dim"))
            lines.append(Line(left, right))
        return lines

    def _where(self, past: Past) -> str:
        """Return the title of the article of a step, cut short, where its words do not name it."""
        try:
            title = self.library.article(past.step.article).title if past.step.article else ""
        except ReaderError:
            title = ""
        return "" if _names(past.step.label, title) else clip(title, _WHERE)

    def _walk(self, *, redo: bool, steps: int = 1) -> Pieces:
        """Take steps back, or do them again; between two of them esc stops it."""
        from reader.ui.screens.rows import Far

        turned = 0
        said = ""
        try:
            while turned < steps:
                far = f"{turned:,} of {steps:,} steps"
                if turned:
                    yield Far(turned, steps, f"{far} · esc stops", rests=True)
                done = yield from self._turn(far if steps > 1 else "", redo=redo)
                turned += 1
                said = f"{'done again' if redo else 'took back'}: {done.words}"
                said = f"{said} · but {done.remark}" if done.remark else said
        finally:
            self._freshen()
        return said if steps == 1 else f"{steps:,} steps {'done again' if redo else 'taken back'}"

    def _turn(self, steps: str, *, redo: bool) -> Generator[Far, None, Undone]:
        """Turn a step; of one in many articles tell how far it is."""
        from reader.ui.screens.rows import Far

        turned: list[Undone | None] = []

        def pieces() -> Generator[tuple[int, int]]:
            turned.append((yield from self.library.turning(redo=redo)))

        for number, articles in pieces():
            if articles > AT_ONCE:
                words = f"{number:,} of {articles:,} articles"
                yield Far(
                    number, articles, f"{steps} · {words} · esc stops behind this step" if steps else words
                )
        if not turned[0]:
            raise ReaderError("nothing to do again" if redo else "nothing to take back")
        return turned[0]

    def _walk_to(self, number: int) -> Pieces:
        """Take back all down to a row, or do again all up to it."""
        undone = sum(past.state == "undone" for past in self._steps)
        redo = number < undone
        return self._walk(redo=redo, steps=undone - number if redo else number - undone + 1)

    # -- the trash

    def _trash_lines(self) -> list[Line]:
        from reader.ui.widgets.lines import Line

        self._deleted = list(self.library.trashed())
        lines = []
        for item in self._deleted:
            kind, text, where = "article", item.article.title, ""
            tags: tuple[str, ...] = ()
            if item.highlight:
                kind, text = "passage", quoted(item.highlight.quote)
                where = f"  {clip(item.article.title, _FROM)}"
                tags = item.highlight.tags
            named = "".join(f"#{tag} " for tag in tags)
            left = ((f"{clock(item.deleted)}  {kind}  ", "row--dim"), (named, "row--accent"), (text, ""))
            lines.append(Line(left, ((where, "row--dim"),)))
        return lines

    def _bring_back(self, number: int) -> str:
        item = self.library.bring_back(self._deleted[number])
        self._freshen()
        what = quoted(item.highlight.quote) if item.highlight else item.article.title
        return f"back: {what}"

    def _freshen(self) -> None:
        """Show in the panes what was changed."""
        here = self.desk.here()
        self.desk.reload_if(here[0] if here else 0)
        self.screen.shelf.reload()


def _names(label: str, title: str) -> bool:
    """Tell whether what was done names an article, its title cut short perhaps."""
    quoted = label.partition("“")[2].rpartition("”")[0].removesuffix("…")
    return not title or title in label or bool(quoted and title.startswith(quoted))


def clock(moment: str) -> str:
    """Write a time (ISO 8601, UTC) as the clock on the wall has it; what is none as blanks."""
    try:
        seconds = timegm(time.strptime(moment, "%Y-%m-%dT%H:%M:%SZ"))
        return time.strftime("%d %b %H:%M", time.localtime(seconds))
    except (ValueError, OverflowError):
        return " " * 12
