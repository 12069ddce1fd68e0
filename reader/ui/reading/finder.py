"""Finding in the open article: as one types, again, and the count, which comes when it is known."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.text.find import Search
from reader.text.find_pattern import LIMIT, PatternError, PatternSearch, search_for
from reader.text.query_nodes import words_of
from reader.ui.pane.stance import Stance
from reader.ui.prompts import asking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.text.find_pattern import AnySearch
    from reader.text.query_nodes import Query
    from reader.ui.pane.session import Session
    from reader.ui.screens.main import MainScreen

_KEPT = 100  # searches remembered


class Finder:
    """One search at a time, with what was sought before."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self.earlier: list[str] = []  # the latest last
        self._search: AnySearch | None = None  # the last begun
        self._typed = ""  # what it was made of
        self._current = ""  # what `n` looks for
        self._on: Session | None = None  # and for
        self._asked: Query | None = None  # the words of which it looks for
        self._anew: Callable[[Session], AnySearch] | None = None  # makes the last search in another text
        self._before: Stance | None = None  # where one stood when the prompt came up
        self._remark = self._said = ""

    # -- as one types

    def ask(self) -> None:
        """Find as one types; esc goes back to where one was."""
        self._before, self._typed = Stance.of(self.screen.desk.opened), ""
        prompt = asking.FindPrompt(self.earlier)
        self.screen.prompts.ask(prompt, self._given, changed=self._look, dropped=self._drop)

    def _look(self, text: str) -> str:
        """Go to the first match from where one was; return what is wrong. A bad pattern changes nothing."""
        assert self._before
        if not text:
            self._drop()
            self._say()
            return ""
        try:
            search = search_for(self.screen.desk.opened.view.body, text, self._before.caret)
        except PatternError as error:
            self._say_nothing()
            return str(error)
        self._typed = text
        self._begin(search)
        return self._arrive() if isinstance(search, Search) else ""

    def _arrive(self) -> str:
        """Go to the first match that is known; return what is wrong."""
        assert self._before
        assert self._search
        session, search = self.screen.desk.opened, self._search
        self._before.resume(session)
        found = session.seek(search, self._before.caret)
        self._remark = "from the top again" if found and found[0] < self._before.caret else ""
        if found is None:
            self._before.resume(session)
        self._say()
        self.screen.show_session()
        return "" if found else f"stopped after {LIMIT} s" if search.stopped else "not found"

    def _given(self, text: str) -> None:
        """Take what is typed, and stay at its first match."""
        if not text or not self._before:
            return
        self._said = self.screen.message
        if text != self._typed:
            wrong = self._look(text)
            if self._typed != text:
                raise ReaderError(wrong)
        elif self._search and not self._is_pending(self._search):
            wrong = self._arrive()
        else:
            wrong = ""
        self.earlier = [*[each for each in self.earlier[1 - _KEPT :] if each != text], text]
        self._current = text
        self._anew = lambda session: search_for(session.view.body, text, session.caret)
        if wrong:
            self._fail(wrong)
        else:
            self.screen.collection.close()
            self.screen.desk.remember(self._before.caret)

    def _drop(self) -> None:
        """Go back to where one was."""
        if self._before:
            self._abandon()
            self._typed = ""
            self._before.resume(self.screen.desk.opened)
            self.screen.show_session()

    def _fail(self, wrong: str) -> None:
        """Say that nothing was found; the search is the current one all the same, for another article."""
        self.screen.desk.opened.scene.search = self._search
        self.screen.say(self._missing(wrong))

    def _missing(self, wrong: str) -> str:
        if wrong != "not found":
            return wrong
        key = self.screen.keymap.sign("tag-passages") if self._current.startswith("#") else ""
        more = f" · {key} lists the passages of a tag" if key else ""
        if any(map(str.isupper, self._current)):
            more += " · small letters find both cases"
        return f"“{self._current}” is not in this text{more}"

    # -- again

    def again(self, step: int) -> str:
        """Go to the next (previous) match of the last search, in any article. Returns what to say."""
        session = self.screen.desk.opened
        if session.scene.search is None:
            if self._anew is None:
                return "nothing to find yet · / finds"
            self._before = Stance.of(session)
            session.scene.search = search = self._anew(session)
            self._begin(search)
        elif session.scene.search is not self._search:  # it was given up for another that was dropped
            self._begin(session.scene.search)
        caret = session.caret
        found = session.find_again(step)
        if found is None:
            return "" if self._is_pending(self._search) else self._missing("not found")
        ahead = found[0] > caret if step > 0 else found[0] < caret
        self._remark = "" if ahead else "from the top again" if step > 0 else "from the end again"
        self._said = self._described()
        return self._said

    def word(self) -> str:
        """Find the word under the caret where it comes next."""
        session = self.screen.desk.opened
        start, end = session.view.segmenter.unit("word", session.caret)
        word = session.view.text[start:end]
        self.screen.desk.remember()
        self._typed = self._current = word
        self._before = None
        self._anew = lambda session: Search(session.view.text, word.lower(), whole=True)
        search = self._anew(session)
        self._begin(search)
        found = session.seek(search, end)
        self._remark = "from the top again" if found and found[0] < end else ""
        self._said = self._described()
        return self._said

    def take_up(self, query: Query | None) -> str:
        """Let `n` find the words by which an article was found, once for a query. Returns what to say."""
        words = list(words_of(query))
        if not words or query == self._asked:
            return ""
        pattern = "|".join(r"\s+".join(map(re.escape, each.lower().split())) for each in words)
        self._asked, self._current = query, " or ".join(words)
        self._anew = lambda session: search_for(session.view.body, f"/{pattern}", session.caret)
        self.screen.desk.opened.scene.search = None
        key = self.screen.keymap.sign("find-next")
        return f"{key} finds {self._current}" if key else ""

    # -- how many

    def _begin(self, search: AnySearch) -> None:
        """Begin to count the matches: at once where that is soon done, else beside all else."""
        self._abandon()
        self._search, self._on, self._remark = search, self.screen.desk.opened, ""
        count = search.count()
        if isinstance(search, Search) and next(count, None) in (None, len(search.text)):
            deque(count, 0)
        else:
            self.screen.run_worker(self._count(search, count), group="find", exclusive=True)

    async def _count(self, search: AnySearch, count: Iterator[int]) -> None:
        if isinstance(search, PatternSearch):
            await asyncio.to_thread(deque, count, 0)
        else:
            for _ in count:
                await asyncio.sleep(0)  # a key that was pressed meanwhile comes first
        if search is self._search:
            self._counted(search)

    def _counted(self, search: AnySearch) -> None:
        session, before, prompt = self.screen.desk.session, self._before, self.screen.prompts.open
        if session is not self._on or session is None:
            return
        if isinstance(search, PatternSearch) and before and (prompt or session.caret == before.caret):
            wrong = self._arrive()
            if isinstance(prompt, asking.FindPrompt):
                if prompt.text == self._typed:  # else it is told what is wrong with the later text
                    prompt.error(wrong)
            elif wrong:
                self._fail(wrong)
        else:
            session.scene.search = search
            self._say()
            self.screen.show_session()

    def _abandon(self) -> None:
        """Let the last search not go on."""
        if isinstance(self._search, PatternSearch):
            self._search.abandoned = True
        self._search = None

    @staticmethod
    def _is_pending(search: AnySearch | None) -> bool:
        return isinstance(search, PatternSearch) and not search.complete

    # -- what is said

    def _say(self) -> None:
        """Say the place: in the prompt, or in the status line unless something else is said there by now."""
        prompt, said = self.screen.prompts.open, self._described()
        if isinstance(prompt, asking.FindPrompt):
            prompt.show_place(said)
        elif self.screen.message == self._said:
            self.screen.say(said)
        self._said = said

    def _say_nothing(self) -> None:
        """Take the place back: it is that of an earlier text."""
        prompt, self._said = self.screen.prompts.open, ""
        if isinstance(prompt, asking.FindPrompt):
            prompt.show_place("")

    def _described(self) -> str:
        """Return which match of how many one is at, and what there is to say of it."""
        match, search = self.screen.desk.opened.match, self._search
        if match is None or search is None:
            return ""
        number = search.place(match[0]) if search.complete else None
        count = f"{number:,} of {search.total:,}" if number else ""
        stopped = f"stopped after {LIMIT} s" if search.stopped else ""
        return " · ".join(part for part in (count, stopped, self._remark) if part)
