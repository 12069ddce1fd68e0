"""Going to a sentence or a word on the screen by the letters that are written on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.ui.pane.session import Session
    from reader.ui.screens.main import MainScreen

Span = tuple[int, int]

_LABEL = 2  # cells that a label may take


class LabelCommands:
    """Motions to what one sees; a selection grows to it."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk

    def go_sentence(self) -> str:
        """Go to one of the sentences on the screen."""
        return self._ask("Go to which sentence?", visible_sentences(self.desk.opened))

    def go_word(self) -> str:
        """Go to a word of this sentence or the next."""
        return self._ask("Go to which word?", near_words(self.desk.opened))

    def _ask(self, title: str, spans: Sequence[Span]) -> str:
        session = self.desk.opened
        if not spans:
            return "nothing to go to on this screen"

        def given(number: int) -> None:
            self.desk.remember()
            session.arrive(spans[number], 1 if spans[number][0] > session.caret else -1)

        self.screen.prompts.ask_label(session, title, [start for start, _ in spans], given)
        return ""


def visible_sentences(session: Session) -> list[Span]:
    """Return the sentences that begin on the screen, but for where the caret stands."""
    view = session.view
    return _told_apart(session, view.segmenter.sentences_between(*view.shown()))


def near_words(session: Session) -> list[Span]:
    """Return the words on the screen of this sentence and the next, but for where the caret stands."""
    segmenter = session.view.segmenter
    here = segmenter.sentence(session.caret)
    after = segmenter.sentence(segmenter.next_start("sentence", here[0]))
    first, last = session.view.shown()
    words = [word for span in dict.fromkeys((here, after)) for word in _words(session, *span)]
    return _told_apart(session, [word for word in words if first <= word[0] < last])


def _words(session: Session, start: int, end: int) -> Iterator[Span]:
    segmenter = session.view.segmenter
    at, following = start, segmenter.unit("word", start)[0]
    while at <= following < end:
        yield segmenter.unit("word", following)
        at, following = following + 1, segmenter.next_start("word", following)


def _told_apart(session: Session, spans: list[Span]) -> list[Span]:
    """Leave out what holds no letter, and what the label before would cover."""
    text, caret = session.view.text, session.caret
    kept: list[Span] = []
    for start, end in spans:
        covered = kept and cells(text[kept[-1][0] : min(start, kept[-1][0] + _LABEL)]) < _LABEL
        if start != caret and not covered and any(letter.isalnum() for letter in text[start:end]):
            kept.append((start, end))
    return kept
