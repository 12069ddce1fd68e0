"""What is suggested for the passage that a key would mark: learnt and looked up only while no key comes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.tuples import NamedTuple
from reader.ui.pane.styles import COLOUR_NUMBER

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from reader.analysis.suggest import Suggester
    from reader.library.outcomes import Change, Key
    from reader.model import Highlight
    from reader.ui.pane.session import Session
    from reader.ui.screens.main import MainScreen

_AFTER = 0.12  # seconds that the caret stands before anything is suggested
_MOST, _LOOKED = 5000, 100_000  # passages learnt from, the last made; passages of anybody looked at for them
_OF_ONE = 50  # of them that one step made
_PAGE, _LOOKS = 300, 20  # passages and articles that are read at once: a long article again for each page
_TOGETHER = 25  # passages that are learnt at once: two milliseconds
_PAUSE = 0.2  # seconds between looks whether keys still come


class Offer(NamedTuple):
    """A suggested tag, and the passage that it is for."""

    article: int
    span: tuple[int, int]
    tag: str


class _Steps:
    """Tells what one step made: passages with the same tags, made in the same second, one after another.

    A step that marks many gives all of them the time when it began.
    """

    def __init__(self) -> None:
        self._step: tuple[tuple[str, ...], str] | None = None
        self._count = 0

    def before(self, highlight: Highlight) -> int:
        """Return how many passages the step that made this one made before it; the passages come in order."""
        step = (highlight.tags, highlight.created) if highlight.created else None
        self._count = self._count + 1 if step and step == self._step else 0
        self._step = step
        return self._count


class Suggesting:
    """Learns from the person's own tagged passages, and offers at most one tag at a time."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk
        self.on = True
        self.suggester: Suggester | None = None  # until it has learnt
        self.offer: Offer | None = None
        self._learnt = 0  # the id of the last passage learnt
        self._steps = _Steps()
        self._timer: TimerHandle | None = None
        self._changed = False  # something was marked since it last learnt
        self.desk.library.subscribe(self._take_change)

    def _take_change(self, change: Change) -> None:
        self._changed = True

    # -- learning

    def begin(self) -> None:
        """Learn what there is, in pieces between keys."""
        self.screen.run_worker(self._learn(), group="suggesting", exclusive=True)

    async def _learn(self) -> None:
        from reader.analysis.suggest import Suggester

        suggester, passages, steps = Suggester(), await self._passages(), _Steps()
        for start in range(0, len(passages), _TOGETHER):
            await self._rest()
            for highlight in passages[start : start + _TOGETHER]:
                suggester.see(highlight.quote, highlight.tags, before=steps.before(highlight))
        self._learnt = max((highlight.id for highlight in passages), default=0)
        self.suggester, self._steps = suggester, steps
        self.follow()

    async def _passages(self) -> list[Highlight]:
        """Return one's own tagged passages of late, in the order in which they were made."""
        found: list[Highlight] = []
        looked, steps = 0, _Steps()
        after: Key | None = None
        while len(found) < _MOST and looked < _LOOKED:
            await self._rest()
            page = self.desk.library.passages(None, after, by_time=True, want=_PAGE, looks=_LOOKS)
            own = [h for _, some in page.found for h in some if self._is_own(h)]
            found += [h for h in own if steps.before(h) < _OF_ONE]
            looked += sum(len(some) for _, some in page.found)
            after = page.last
            if after is None:
                break
        return found[:_MOST][::-1]

    def _is_own(self, highlight: Highlight) -> bool:
        return bool(highlight.tags) and highlight.annotator == self.desk.library.annotator

    async def _rest(self) -> None:
        """Wait until no key comes."""
        await asyncio.sleep(0)
        while not self.screen.idle.quiet():
            await asyncio.sleep(_PAUSE)

    def look(self) -> None:
        """Learn the passages that were made since, but the one that is still being marked."""
        if self.suggester is None or not self._changed:
            return
        session = self.desk.session
        page = self.desk.library.passages(None, by_time=True, want=_TOGETHER, looks=_LOOKS)
        for highlight in sorted((h for _, some in page.found for h in some), key=lambda h: h.id):
            if highlight.id > self._learnt and self._is_own(highlight):
                if session and session.scene.picked == highlight.id:
                    return  # to come back to it
                self.suggester.see(highlight.quote, highlight.tags, before=self._steps.before(highlight))
                self._learnt = highlight.id
        self._changed = False

    # -- offering

    def follow(self) -> None:
        """Suggest something for where the caret is now, once it stands; what was suggested elsewhere goes."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self.offer and self.offer[:2] != self._place():
            self.offer = None
        if self.offer is None and self.on and self.suggester is not None:
            later = asyncio.get_running_loop().call_later
            self._timer = later(_AFTER, self.screen.call_later, self._suggest)

    def _place(self) -> tuple[int, tuple[int, int]] | None:
        session = self.desk.session
        if session is None or self.screen.place != "text" or self.screen.prompts.open or session.editing:
            return None
        target = self.desk.marking.target(session)
        if target.highlight and target.highlight.tags:
            return None
        return session.article.id, (target.start, target.end)

    def _suggest(self) -> None:
        """Show what is suggested here, where there is anything."""
        self._timer = None
        self.find()
        session = self.desk.session
        if self.offer and session:
            self.screen.text.repaint()
            self.screen.show_status()

    def find(self) -> Offer | None:
        """Return what is suggested here, and let it be shown."""
        session, place = self.desk.session, self._place()
        if session is None or place is None or self.suggester is None or not self.on:
            return None
        article, span = place
        tag = self.suggester.offer(session.view.text[slice(*span)])
        if not tag:
            self.offer = session.scene.hint = None
            return None
        self.offer = Offer(article, span, tag)
        session.scene.hint = span, COLOUR_NUMBER[self._colour(session, tag)]
        return self.offer

    def _colour(self, session: Session, tag: str) -> str:
        return session.codebook.colour_of((tag,))

    # -- what is said

    def words(self) -> str:
        """Return what the status line says of the offer, or nothing."""
        if self.offer is None or self.suggester is None or self.offer[:2] != self._place():
            return ""
        rate = self.suggester.rate(self.offer.tag)
        share = f" {rate.share:.0%}" if rate.tells else ""
        return f"i #{self.offer.tag}{share}"

    def rate_words(self, tag: str) -> str:
        """Say how often a tag was suggested of late and right, and whether it still is; nothing if never."""
        rate = self.suggester.rate(tag) if self.suggester else None
        if rate is None or not rate.guessed:
            return ""
        off = "" if rate.trusted else " · no longer suggested"
        return f"right in {rate.right} of its last {rate.guessed} suggestions{off}"
