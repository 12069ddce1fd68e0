"""Passages marked, changed and deleted in texts that change, and what is decided on them, beside a model."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reader.library import Library, LibraryError
from reader.ui.lists.triage import WAITING, Triage
from tests.library.helpers import TEXT, added, imported
from tests.library.passage_model import Passage, PassageModel

if TYPE_CHECKING:
    from reader.model import Highlight

TAGS = st.sampled_from(["a", "b/c", "d"])
WHICH = st.integers(0, 50)
STARTS, SIZES = st.integers(0, 20), st.sampled_from([12, 20, 5, 1])
EDITS = st.sampled_from(["inside", "out", "twice", "before", "back"])
TITLES = "First", "Second"
Decision = tuple[int, str, int, int, int]
#: Which passage that waits, what becomes of it, where if by hand, how often that is turned: back, and again.
DECISIONS = st.tuples(
    WHICH, st.sampled_from(["accept", "orphan", "by hand"]), STARTS, SIZES, st.integers(0, 2)
)
_LEAST = 41  # code points of a text: STARTS and SIZES lie in it


class TriageMachine(RuleBasedStateMachine):
    """A library of two texts that change at their source, and the model of it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="reader-passages-"))
        self.library = self._opened()
        self.model = PassageModel(frozenset(tag.name for tag in self.library.codebook.tags))
        self.articles: list[int] = []

    def _opened(self) -> Library:
        return Library(self.folder / "library", annotator="kim")

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    @initialize(spans=st.lists(st.tuples(WHICH, STARTS, SIZES), min_size=1, max_size=4))
    def begin(self, spans: list[tuple[int, int, int]]) -> None:
        for title in TITLES:
            self.articles.append(added(self.library, f"{title}. {TEXT}", title=title))
            self.model.add(self.articles[-1], f"{title}. {TEXT}")
        self._look()
        for which, start, size in spans:
            self.mark(which, start=start, size=size, tags=set(), note="")

    def _look(self) -> None:
        """Look at the texts: only places in those that were shown are taken."""
        for article in self.articles:
            assert self.library.body(article).text == self.model.text_of(article)

    def _found(self) -> dict[int, Passage]:
        return {h.id: passage_of(h) for article in self.articles for h in self.library.highlights_of(article)}

    def _change(self, key: int, **fields: Any) -> None:
        self.library.change(self.library.highlight(key), **fields)
        self.model.did_to(key, replace(self.model.passages[key], **fields))

    # what is done

    @rule(which=WHICH, start=STARTS, size=SIZES, tags=st.sets(TAGS), note=st.sampled_from(["", "n"]))
    def mark(self, which: int, *, start: int, size: int, tags: set[str], note: str) -> None:
        article = self.articles[which % 2]
        made = self.library.mark(article, start, start + size, tags=sorted(tags), note=note)
        quote = self.model.text_of(article)[start : start + size]
        self.model.did_to(made.id, Passage(article, start, start + size, quote, frozenset(tags), note))

    @precondition(lambda self: self.model.passages)
    @rule(
        which=WHICH,
        tag=TAGS,
        note=st.sampled_from(["", "n", "two\nlines"]),
        colour=st.sampled_from(["", "red"]),
    )
    def tag_or_comment(self, which: int, *, tag: str, note: str, colour: str) -> None:
        """Put a tag on or off, or change note and colour: a passage that waits goes on waiting."""
        key = self.model.pick(which)
        if note or colour:
            self._change(key, note=note, colour=colour)
        else:
            self._change(key, tags=self.model.passages[key].tags ^ {tag})

    @precondition(lambda self: self.model.passages)
    @rule(which=WHICH, start=STARTS, size=SIZES)
    def bounds(self, which: int, start: int, size: int) -> None:
        self._place(self.model.pick(which), start, size)

    def _place(self, key: int, start: int, size: int) -> None:
        old = self.model.passages[key]
        self.library.change(self.library.highlight(key), start=start, end=start + size)
        self.model.did_to(key, old.placed(self.model.state.texts[old.article], start, start + size))

    @precondition(lambda self: self.model.passages)
    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        key = self.model.pick(which)
        self.library.delete([self.library.highlight(key)])
        self.model.did(
            passages={other: passage for other, passage in self.model.passages.items() if other != key}
        )

    # texts that change, and what a person decides then

    @precondition(lambda self: self.model.passages)
    @rule(
        which=WHICH,
        edits=st.lists(EDITS, min_size=1, max_size=3),
        by_adding=st.booleans(),
        decisions=st.lists(DECISIONS, max_size=3),
    )
    def renew(self, which: int, *, edits: list[str], by_adding: bool, decisions: list[Decision]) -> None:
        """Edit a source at some passages and take it in; then no offset in the text before is taken."""
        passages, texts = self.model.passages, self.model.state.texts
        article = passages[self.model.pick(which)].article
        new = self.model.edited(article, which, edits)
        if len(new.text) < _LEAST or new in texts.values():
            return
        title = TITLES[self.articles.index(article)]
        source = imported(new.text, title=title, origin=f"/texts/{title}.txt")
        taken = self.library.add(source) if by_adding else self.library.renew(article, source)
        assert (taken.status, taken.article.id) == ("updated", article)
        with pytest.raises(LibraryError, match="updated meanwhile"):
            self.library.mark(article, 0, 1)
        found = self._found()
        for other, old in self.model.passages.items():
            if old.article == article:
                self.model.check_carried(old, new, found[other])
            else:
                assert found[other] == old
        self.model.did(passages=found, texts={**texts, article: new})
        self._look()
        for decision in decisions:
            if self.model.waiting:
                self.decide(decision)

    @precondition(lambda self: self.model.waiting)
    @rule(decision=DECISIONS)
    def decide(self, decision: Decision) -> None:
        """Decide on a passage that waits, as the screen for that does, and perhaps think again."""
        which, what, start, size, turns = decision
        triage = Triage(self.library, self.articles[which % 2])
        assert len(triage) == len(self.model.waiting)
        triage.step(which % len(triage))
        assert triage.current
        key = triage.current.id
        old = self.model.passages[key]
        text = self.model.state.texts[old.article]
        before, now = triage.before(), triage.now()
        assert old.was
        assert (before.body.text, before.start, before.end) == (
            self.model.versions[old.was.digest].text,
            *old.was[1:3],
        )
        assert now.body.text == text.text
        assert (now.start, now.end) == (old.start, old.end) if old.end else now.start == now.end
        if what == "by hand":
            self._place(key, start, size)
            return
        if what == "orphan":
            triage.keep_orphan()
        elif not old.end:
            with pytest.raises(LibraryError, match="no place to accept"):
                triage.accept()
            return
        else:
            triage.accept()
        self.model.did_to(key, old.orphaned() if what == "orphan" else old.accepted(text))
        assert len(triage) == len(self.model.waiting)
        if turns:
            triage.undo()
            self.model.undo()
            assert triage.current.id == key
            assert len(triage) == len(self.model.waiting)
        if turns > 1:
            triage.redo()
            self.model.redo()
            assert len(triage) == len(self.model.waiting)

    @precondition(lambda self: self.model.past)
    @rule(steps=st.integers(1, 3), again=st.integers(0, 3))
    def undo(self, steps: int, again: int) -> None:
        """Take steps back, and do some of them again."""
        for _ in range(min(steps, len(self.model.past))):
            assert self.library.undo() is not None
            self.model.undo()
            self._look()
        self.it_is_as_the_model()
        self.redo(again)

    @precondition(lambda self: self.model.future)
    @rule(steps=st.integers(1, 3))
    def redo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.model.future))):
            assert self.library.redo() is not None
            self.model.redo()
            self._look()

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = self._opened()
        self._look()

    # what must hold

    @invariant()
    def it_is_as_the_model(self) -> None:
        assert self._found() == self.model.passages
        assert {tag.name for tag in self.library.codebook.tags} == self.model.state.book
        assert {h.id for h in self.library.highlights(WAITING)} == self.model.waiting
        for article in self.articles:
            text = self.model.text_of(article)
            for h in self.library.highlights_of(article):
                assert h.waits == (h.id in self.model.waiting)
                if h.attached:
                    around = h.prefix + h.quote + h.suffix
                    assert text[max(0, h.start - 32) : h.end + 32] == around


def passage_of(h: Highlight) -> Passage:
    """Return what a highlight is, as the model tells it."""
    return Passage(
        h.article,
        h.start,
        h.end,
        h.quote,
        frozenset(h.tags),
        h.note,
        h.colour,
        frozenset(h.links),
        h.anchor,
        h.was,
    )
