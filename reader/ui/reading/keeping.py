"""What is kept of reading: the place, the time it took, and the pace. Knows no toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui.pane.selecting import SENTENCE
from reader.ui.reading.attention import Attention

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library import Library
    from reader.ui.pane.session import Session

Place = tuple[int, int]  # article id, offset


class Keeping:
    """Keeps how far one is in the open article; what one only looks at leaves its place alone."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.session: Session | None = None
        self.keeps_place = True
        self.unsaved = ""  # why the place could not be kept
        self.looked: Callable[[int], None] | None = None  # is told at every look what is being read
        self.attention = Attention(library.pace())
        self._kept_pace = self.attention.pace
        self._saved: int | None = None  # the offset kept last
        self._place = (0, 0.0)  # the reading place: offset, and progress there
        self._glimpsed: int | None = None  # where a look at a passage put the caret
        self._reads = False  # whether one reads the open article; else one only looks at a passage of it
        self._finished = False
        self._last = 0  # where the last sentence of the text begins

    @property
    def opened(self) -> Session:
        """The open article; ReaderError when there is none."""
        if self.session is None:
            raise ReaderError("no article is open")
        return self.session

    def begin(self, session: Session, *, glimpse: bool = False) -> None:
        """Follow the reading of an article that was opened, or only looked into."""
        self.attention.begin(session.caret)
        self._saved, self._place = None, (session.article.position, session.article.progress)
        self._glimpsed, self._reads = None, not glimpse
        self._last, _ = session.unit_at(session.view.last, SENTENCE)
        self._finished = False

    # -- looking at a passage

    def glimpse(self) -> None:
        """Take the caret's place for one that is only looked at, until a motion leads away from it."""
        self._glimpsed = self.session.caret if self.session else None

    def stay(self) -> None:
        """Read the article from now on that one may only have looked into; its place is still what it was."""
        self._reads = True

    # -- the place

    @property
    def kept(self) -> bool:
        """Whether it was kept already that the open article is read."""
        return self._saved is not None

    def note_place(self) -> None:
        """Take the caret's place for the reading place, unless it is only looked at."""
        if self.session and self.session.caret != self._glimpsed:
            self._glimpsed, self._reads = None, True
            self._place = (self.session.caret, self.progress())

    def save_place(self) -> None:
        """Keep where one is in the open article, if that changed; `unsaved` says why that was refused.

        The first time keeps also that the article was read last.
        """
        session = self.session
        if session is None or not self.keeps_place:
            return
        self.note_place()
        if self._reads and self._place[0] != self._saved:
            self._write(session)

    def leave(self) -> None:
        """Keep place, reading time and pace, for one goes elsewhere."""
        if self.session:
            self.attention.acted("leave", self.session)
            self.save_place()
            if self.attention.spent and self.keeps_place and self._reads:
                self._write(self.session)
        if self.attention.pace != self._kept_pace:
            try:
                self.library.keep_pace(self.attention.pace)
            except ReaderError as error:
                self.unsaved = str(error)
            self._kept_pace = self.attention.pace

    def _write(self, session: Session) -> None:
        seconds = self.attention.spent
        try:
            self.library.place(session.article.id, *self._place, seconds=seconds)
        except ReaderError as error:  # reading goes on; it is tried again at the next look
            self.unsaved = str(error)
        else:
            self._saved, self.unsaved = self._place[0], ""
            self.attention.kept(seconds)

    def finishes(self) -> bool:
        """Tell, once, that the last sentence of an article that is not marked done has been reached."""
        session = self.session
        if session is None or self._finished:
            return False
        self._finished = self.progress() == 1
        return self._finished and session.article.has_text and session.article.status != "done"

    def seconds(self, article: int) -> int:
        """Return how many seconds were spent with an article so far."""
        here = self.session is not None and self.session.article.id == article
        return self.library.article(article).seconds + (self.attention.spent if here else 0)

    def progress(self) -> float:
        """Return how far the caret is in the text, 0 to 1: 1 in the last sentence, whatever is in sight."""
        session = self.session
        if session is None or not session.view.text:
            return 0.0
        return 1.0 if session.caret >= self._last else round(session.caret / len(session.view.text), 4)
