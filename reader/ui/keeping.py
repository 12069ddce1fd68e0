"""What is kept of reading: the place, the time it took, and the pace. Knows no toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui.attention import Attention
from reader.ui.pane.selecting import SENTENCE

if TYPE_CHECKING:
    from reader.library import Library
    from reader.ui.pane.session import Session

Place = tuple[int, int]  # article id, offset


class Keeping:
    """Keeps how far one is in the open article."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.session: Session | None = None
        self.keeps_place = True
        self.unsaved = ""  # why the place could not be kept
        self.attention = Attention(library.pace())
        self._kept_pace = self.attention.pace
        self._saved: Place | None = None
        self._finished = False

    def begin(self, session: Session) -> None:
        """Follow the reading of an article that was opened."""
        self.attention.begin(session.caret)
        self._finished = False

    def save_place(self) -> None:
        """Keep where one is in the open article, if that changed; `unsaved` says why that was refused."""
        session = self.session
        if session is None or not self.keeps_place:
            return
        if (session.article.id, session.caret) != self._saved:
            self._place(session)

    def leave(self) -> None:
        """Keep place, reading time and pace, for one goes elsewhere."""
        if self.session:
            self.attention.acted("leave", self.session)
            if self.attention.spent and self.keeps_place:
                self._place(self.session)
            self.save_place()
        if self.attention.pace != self._kept_pace:
            try:
                self.library.keep_pace(self.attention.pace)
            except ReaderError as error:
                self.unsaved = str(error)
            self._kept_pace = self.attention.pace

    def _place(self, session: Session) -> None:
        here, seconds = (session.article.id, session.caret), self.attention.spent
        try:
            self.library.place(*here, self.progress(), seconds=seconds)
        except ReaderError as error:  # reading goes on; it is tried again at the next look
            self.unsaved = str(error)
        else:
            self._saved, self.unsaved = here, ""
            self.attention.kept(seconds)

    def finishes(self) -> bool:
        """Tell, once, that the last sentence of an article that is not marked done has been reached."""
        session = self.session
        if session is None or self._finished:
            return False
        last, _ = session.unit_at(session.view.last, SENTENCE)
        self._finished = session.caret >= last
        return self._finished and session.article.status != "done"

    def seconds(self, article: int) -> int:
        """Return how many seconds were spent with an article so far."""
        here = self.session is not None and self.session.article.id == article
        return self.library.article(article).seconds + (self.attention.spent if here else 0)

    def progress(self) -> float:
        """Return how far the end of what is on the screen lies in the text, 0 to 1."""
        if self.session is None or not self.session.view.text:
            return 0.0
        view = self.session.view
        if not view.laid_out:  # nothing is on a screen yet
            return self.session.article.progress
        _, end = view.shown()
        size = len(view.text)
        return 1.0 if end >= size else min(view.caret, end) / size
