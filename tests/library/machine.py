"""A library beside a plain model of it: the same is done to both, and both must stay the same."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tinydb import TinyDB
from tinydb.table import Document

from reader.library import Library
from reader.model import Codebook, Tag
from reader.text.ids import show_id
from tests.library.helpers import TEXT, added, imported

TAGS = st.sampled_from(["a", "b/c", "d"])
NOTES = st.sampled_from(["", "n", "two\nlines"])
WHO = st.integers(0, 1)
WHICH = st.integers(0, 50)


@dataclass(frozen=True)
class Passage:
    start: int
    end: int
    tags: frozenset[str]
    note: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Text:
    status: str = "inbox"
    note: str = ""
    tags: frozenset[str] = frozenset()
    passages: dict[int, Passage] = field(default_factory=dict)


#: The articles that stand, and the names in the codebook.
State = tuple[dict[int, Text], tuple[str, ...]]


class LibraryMachine(RuleBasedStateMachine):
    """Two open libraries on one folder, whose history is one; `past` and `future` are the model's."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="reader-machine-"))
        self.libraries = [self._opened(), self._opened()]
        self.state: State = ({}, tuple(tag.name for tag in self.libraries[0].codebook.tags))
        self.past: list[State] = []
        self.future: list[State] = []
        self.others: dict[int, dict[int, Passage]] = {}  # what came without a history
        self.last: dict[int, Text] = {}  # each article as it last stood
        self.last_passages: dict[tuple[int, int], Passage] = {}

    def _opened(self) -> Library:
        return Library(self.folder / "library", annotator="kim")

    def teardown(self) -> None:
        for library in self.libraries:
            library.close()
        try:
            with self._opened() as again:
                self._compare(again)
        finally:
            shutil.rmtree(self.folder)

    # the model

    def _did(self, texts: dict[int, Text], codebook: tuple[str, ...] | None = None) -> None:
        """Take a new state; a change that changes nothing is no step."""
        new = texts, self.state[1] if codebook is None else codebook
        if new != self.state:
            self.past.append(self.state)
            self.future.clear()
            self._stand(new)

    def _stand(self, state: State) -> None:
        self.state = state
        for number, text in state[0].items():
            self.last[number] = text
            for key, passage in text.passages.items():
                self.last_passages[number, key] = passage

    def _passages(self, number: int) -> dict[int, Passage]:
        return {**self.state[0][number].passages, **self.others.get(number, {})}

    def _pick(self, which: int) -> int:
        return sorted(self.state[0])[which % len(self.state[0])]

    def _pick_passage(self, which: int) -> tuple[int, int] | None:
        """Choose a passage that was marked through the library."""
        own = [
            (number, key) for number, text in sorted(self.state[0].items()) for key in sorted(text.passages)
        ]
        return own[which % len(own)] if own else None

    def _with(self, number: int, passages: dict[int, Passage]) -> dict[int, Text]:
        return {**self.state[0], number: replace(self.state[0][number], passages=passages)}

    # what is done

    @initialize()
    def begin(self) -> None:
        for title in ("First", "Second"):
            self._stand(
                (
                    {**self.state[0], added(self.libraries[0], f"{title}. {TEXT}", title=title): Text()},
                    self.state[1],
                )
            )

    @rule(who=WHO, which=st.integers(0, 3))
    def add(self, who: int, which: int) -> None:
        """Add one of four texts, some of which are there or in the trash."""
        title = f"Added {which}"
        known = {text: number for number, text in self._titles.items()}
        result = self.libraries[who].add(imported(f"{title}. {TEXT}", title=title, origin=f"/{which}.txt"))
        number = result.article.id
        assert known.get(title, number) == number
        assert result.status == ("known" if number in self.state[0] else "added")
        self._titles[number] = title
        if number not in self.state[0]:
            self._did({**self.state[0], number: self.last.get(number, Text())})

    @property
    def _titles(self) -> dict[int, str]:
        found: dict[int, str] = self.__dict__.setdefault("titles", {})
        return found

    @precondition(lambda self: self.state[0])
    @rule(
        who=WHO,
        which=WHICH,
        start=st.integers(0, 20),
        size=st.integers(1, 20),
        tags=st.sets(TAGS),
        note=NOTES,
    )
    def mark(self, who: int, which: int, *, start: int, size: int, tags: set[str], note: str) -> None:
        number = self._pick(which)
        made = self.libraries[who].mark(number, start, start + size, tags=sorted(tags), note=note)
        new = Passage(start, start + size, frozenset(tags), note)
        self._did(self._with(number, {**self.state[0][number].passages, made.id: new}))

    @rule(who=WHO, which=WHICH, tag=TAGS)
    def tag(self, who: int, which: int, tag: str) -> None:
        """Put a tag on, or off when it is on."""
        if picked := self._pick_passage(which):
            passage = self.state[0][picked[0]].passages[picked[1]]
            self._change(who, picked, tags=passage.tags ^ {tag})

    @rule(who=WHO, which=WHICH, note=NOTES)
    def note(self, who: int, which: int, note: str) -> None:
        if picked := self._pick_passage(which):
            self._change(who, picked, note=note)

    @rule(
        who=WHO,
        which=WHICH,
        start=st.integers(0, 20),
        size=st.integers(1, 20),
        colour=st.sampled_from(["", "red"]),
    )
    def bounds_and_colour(self, who: int, which: int, *, start: int, size: int, colour: str) -> None:
        if picked := self._pick_passage(which):
            self._change(who, picked, start=start, end=start + size, colour=colour)

    def _change(self, who: int, picked: tuple[int, int], **fields: Any) -> None:
        number, key = picked
        library, passages = self.libraries[who], self.state[0][number].passages
        library.change(library.highlight(key), **fields)
        self._did(self._with(number, {**passages, key: replace(passages[key], **fields)}))

    @rule(who=WHO, which=WHICH)
    def delete(self, who: int, which: int) -> None:
        if picked := self._pick_passage(which):
            number, key = picked
            library, passages = self.libraries[who], self.state[0][number].passages
            library.delete([library.highlight(key)])
            self._did(self._with(number, {other: p for other, p in passages.items() if other != key}))

    @precondition(lambda self: self.state[0])
    @rule(who=WHO, which=WHICH, status=st.sampled_from(["reading", "done"]), note=NOTES, tags=st.sets(TAGS))
    def change_article(self, who: int, which: int, *, status: str, note: str, tags: set[str]) -> None:
        number = self._pick(which)
        self.libraries[who].change_article(number, status=status, note=note, tags=sorted(tags))
        text = replace(self.state[0][number], status=status, note=note, tags=frozenset(tags))
        self._did({**self.state[0], number: text})

    @precondition(lambda self: self.state[0])
    @rule(who=WHO, which=WHICH, place=st.integers(0, 30))
    def read_on(self, who: int, which: int, place: int) -> None:
        """Keep a reading place, which is no step."""
        self.libraries[who].place(self._pick(which), place, 0.5)

    @rule(who=WHO, name=st.sampled_from(["x", "y", "z"]))
    def change_codebook(self, who: int, name: str) -> None:
        def change(book: Codebook) -> Codebook:
            kept = tuple(tag for tag in book.tags if tag.name != name)
            return Codebook(kept if len(kept) < len(book.tags) else (*kept, Tag(name)))

        self.libraries[who].change_codebook(change)
        names = tuple(old for old in self.state[1] if old != name)
        self._did(self.state[0], names if name in self.state[1] else (*names, name))

    @precondition(lambda self: self.state[0])
    @rule(who=WHO, which=WHICH)
    def trash(self, who: int, which: int) -> None:
        number = self._pick(which)
        self.libraries[who].trash(number)
        self._did({other: text for other, text in self.state[0].items() if other != number})

    @rule(who=WHO, which=WHICH)
    def bring_back(self, who: int, which: int) -> None:
        library = self.libraries[who]
        trashed = sorted(library.trashed(), key=lambda item: item.id)
        if not trashed:
            return
        item = trashed[which % len(trashed)]
        number = item.article.id
        library.bring_back(show_id(item.id))
        if item.highlight is None:
            self._did({**self.state[0], number: self.last[number]})
        else:
            passages = self.state[0][number].passages
            self._did(self._with(number, {**passages, item.id: self.last_passages[number, item.id]}))

    @precondition(lambda self: self.past)
    @rule(who=WHO)
    def undo(self, who: int) -> None:
        assert self.libraries[who].undo() is not None
        self.future.append(self.state)
        self._stand(self.past.pop())

    @rule(who=WHO)
    def redo(self, who: int) -> None:
        assert (self.libraries[who].redo() is not None) == bool(self.future)
        if self.future:
            self.past.append(self.state)
            self._stand(self.future.pop())

    @rule(who=WHO)
    def reopen(self, who: int) -> None:
        self.libraries[who].close()
        self.libraries[who] = self._opened()

    @rule(which=WHICH, start=st.integers(0, 20))
    def foreign(self, which: int, start: int) -> None:
        """Have stock TinyDB mark a passage of one of the first articles."""
        first = [number for number in sorted(self.last)[:2] if number in self.state[0]]
        if not first:
            return
        number = first[which % len(first)]
        with TinyDB(self.libraries[0]._store.path(number)) as stock:
            fields = {"kind": "hl", "start": start, "end": start + 5, "tags": ["far"]}
            key = stock.insert(Document(fields, self.libraries[0]._store.clock.new_id()))
        passage = Passage(start, start + 5, frozenset(["far"]))
        self.others.setdefault(number, {})[key] = passage

    # what must hold

    @invariant()
    def each_is_as_the_model(self) -> None:
        for library in self.libraries:
            self._compare(library)

    def _compare(self, library: Library) -> None:
        texts, codebook = self.state
        assert tuple(tag.name for tag in library.codebook.tags) == codebook
        page = library.page()
        assert {article.id for article in page} == texts.keys()
        counts = dict.fromkeys(codebook, 0)
        for article in page:
            text, passages = texts[article.id], self._passages(article.id)
            assert (article.status, article.note, frozenset(article.tags)) == (
                text.status,
                text.note,
                text.tags,
            )
            found = library.highlights_of(article.id)
            assert article.highlights == len(found)
            assert {
                h.id: Passage(h.start, h.end, frozenset(h.tags), h.note, h.colour) for h in found
            } == passages
            counts |= {tag: counts.get(tag, 0) for tag in text.tags}
            for passage in passages.values():
                for tag in passage.tags:
                    counts[tag] = counts.get(tag, 0) + 1
        assert library.tag_counts() == counts
        dead = {number for number in self.last if number not in texts}
        dead |= {
            key for number, key in self.last_passages if number in texts and key not in texts[number].passages
        }
        assert {item.id for item in library.trashed()} == dead
