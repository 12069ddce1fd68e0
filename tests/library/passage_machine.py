"""Every operation on passages beside a plain model: marked, split, joined, linked, in bulk, undone."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from reader.library import Library, LibraryError
from reader.model import Link
from reader.text.bulk import read_bulk
from tests.library.helpers import TEXT, added

TAGS = st.sampled_from(["a", "b/c", "d"])
WHICH = st.integers(0, 50)
STARTS, SIZES = st.integers(0, 20), st.integers(1, 20)
KINDS = st.sampled_from(["supports", "answers", "is cause"])
NAMES = st.sampled_from(["a", "b", "b/c", "d", "e/f"])  # tags and one above a tag
PATTERNS = st.sampled_from(["bridge", "the", "had asked", "rained"])


@dataclass(frozen=True)
class Passage:
    """What the model knows of a highlight."""

    article: int
    start: int
    end: int
    tags: frozenset[str] = frozenset()
    note: str = ""
    colour: str = ""
    links: frozenset[tuple[str, int]] = frozenset()


State = dict[int, Passage]


class PassageMachine(RuleBasedStateMachine):
    """A library of two texts; `past` and `future` are the model's history, a state a step."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="reader-passages-"))
        self.library = self._opened()
        self.state: State = {}
        self.book = frozenset(tag.name for tag in self.library.codebook.tags)
        self.past: list[tuple[State, frozenset[str]]] = []
        self.future: list[tuple[State, frozenset[str]]] = []
        self.articles: list[int] = []

    def _opened(self) -> Library:
        return Library(self.folder / "library", annotator="kim")

    def teardown(self) -> None:
        self.library.close()
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        for title in ("First", "Second"):
            self.articles.append(added(self.library, f"{title}. {TEXT}", title=title))

    # the model

    def _did(self, new: State, book: frozenset[str] | None = None) -> None:
        """Take a new state, and names in the codebook; a change that changes nothing is no step."""
        book = self.book if book is None else book
        if (new, book) != (self.state, self.book):
            self.past.append((self.state, self.book))
            self.future.clear()
            self.state, self.book = new, book

    def _pick(self, which: int) -> int:
        return sorted(self.state)[which % len(self.state)]

    def _text(self, article: int) -> str:
        return f"{('First', 'Second')[self.articles.index(article)]}. {TEXT}"

    def _change(self, key: int, **fields: Any) -> None:
        self.library.change(self.library.highlight(key), **fields)
        self._did({**self.state, key: replace(self.state[key], **fields)})

    # what is done

    @rule(which=WHICH, start=STARTS, size=SIZES, tags=st.sets(TAGS), note=st.sampled_from(["", "n"]))
    def mark(self, which: int, *, start: int, size: int, tags: set[str], note: str) -> None:
        article = self.articles[which % 2]
        made = self.library.mark(article, start, start + size, tags=sorted(tags), note=note)
        self._did({**self.state, made.id: Passage(article, start, start + size, frozenset(tags), note)})

    @precondition(lambda self: self.state)
    @rule(which=WHICH, tag=TAGS)
    def tag_or_untag(self, which: int, tag: str) -> None:
        key = self._pick(which)
        self._change(key, tags=self.state[key].tags ^ {tag})

    @precondition(lambda self: self.state)
    @rule(which=WHICH, note=st.sampled_from(["", "n", "two\nlines"]), colour=st.sampled_from(["", "red"]))
    def note_and_colour(self, which: int, note: str, colour: str) -> None:
        self._change(self._pick(which), note=note, colour=colour)

    @precondition(lambda self: self.state)
    @rule(which=WHICH, start=STARTS, size=SIZES)
    def bounds(self, which: int, start: int, size: int) -> None:
        self._change(self._pick(which), start=start, end=start + size)

    @precondition(lambda self: self.state)
    @rule(which=WHICH)
    def delete(self, which: int) -> None:
        key = self._pick(which)
        self.library.delete([self.library.highlight(key)])
        self._did({other: passage for other, passage in self.state.items() if other != key})

    @precondition(lambda self: self.state)
    @rule(which=WHICH, cuts=st.lists(st.integers(0, 40), min_size=1, max_size=3))
    def split(self, which: int, cuts: list[int]) -> None:
        key = self._pick(which)
        old = self.state[key]
        text = self._text(old.article)
        edges = [old.start, *sorted({cut for cut in cuts if old.start < cut < old.end}), old.end]
        spans = [
            (low + len(part) - len(part.lstrip()), high - len(part) + len(part.rstrip()))
            for low, high in pairwise(edges)
            if (part := text[low:high]).strip()
        ]
        if len(spans) < 2:
            try:
                self.library.split(self.library.highlight(key), cuts)
            except LibraryError:
                return
            raise AssertionError("nothing was left on one side")
        parts = self.library.split(self.library.highlight(key), cuts)
        assert [(part.start, part.end) for part in parts] == spans
        new = {
            part.id: replace(old, start=low, end=high, note="", links=frozenset())
            for part, (low, high) in zip(parts[1:], spans[1:], strict=True)
        }
        first = replace(old, start=spans[0][0], end=spans[0][1])
        self._did({**self.state, key: first, **new})

    @precondition(lambda self: len(self.state) > 1)
    @rule(which=WHICH, size=st.integers(2, 3))
    def join(self, which: int, size: int) -> None:
        article = self.state[self._pick(which)].article
        here = [key for key, passage in self.state.items() if passage.article == article]
        keys = sorted(here, key=lambda key: (self.state[key].start, -self.state[key].end, key))[:size]
        if len(keys) < 2:
            return
        self.library.join([self.library.highlight(key) for key in reversed(keys)])
        parts = [self.state[key] for key in keys]
        joined = Passage(
            article,
            parts[0].start,
            max(part.end for part in parts),
            frozenset().union(*(part.tags for part in parts)),
            "\n\n".join(dict.fromkeys(part.note for part in parts if part.note)),
            next((part.colour for part in parts if part.colour), ""),
            frozenset(link for part in parts for link in part.links if link[1] not in keys),
        )
        kept = {
            key: replace(
                passage,
                links=frozenset((kind, keys[0] if to in keys else to) for kind, to in passage.links),
            )
            for key, passage in self.state.items()
            if key not in keys
        }
        self._did({**kept, keys[0]: joined})

    @precondition(lambda self: len(self.state) > 1)
    @rule(one=WHICH, other=WHICH, kind=KINDS)
    def link_or_unlink(self, one: int, other: int, kind: str) -> None:
        source, target = self._pick(one), self._pick(other)
        if source == target:
            return
        old = self.state[source]
        if (kind, target) in old.links:
            self.library.unlink(self.library.highlight(source), Link(kind, target))
        else:
            self.library.link(self.library.highlight(source), self.library.highlight(target), kind)
        self._did({**self.state, source: replace(old, links=old.links ^ {(kind, target)})})

    @rule(pattern=PATTERNS, tag=TAGS)
    def tag_every(self, pattern: str, tag: str) -> None:
        self._bulk(f"/{pattern}/ tag {tag}")
        new = dict(self.state)
        found = {h.id: h for h in self.library.highlights()}
        for article in self.articles:
            for match in re.finditer(pattern, self._text(article), re.IGNORECASE):
                span = (article, *match.span())
                there = [
                    key for key, each in self.state.items() if (each.article, each.start, each.end) == span
                ]
                made = [
                    key for key, h in found.items() if key not in new and (h.article, h.start, h.end) == span
                ]
                if there:  # of several the one that was made last
                    new[max(there)] = replace(new[max(there)], tags=new[max(there)].tags | {tag})
                else:
                    new[made[0]] = Passage(*span, frozenset([tag]))
        self._did(new)

    @rule(pattern=PATTERNS, tag=TAGS)
    def untag_every(self, pattern: str, tag: str) -> None:
        self._bulk(f"/{pattern}/ untag {tag}")
        new = dict(self.state)
        for key, passage in self.state.items():
            places = [
                match.span() for match in re.finditer(pattern, self._text(passage.article), re.IGNORECASE)
            ]
            if any(passage.start <= at and to <= passage.end for at, to in places):
                new[key] = replace(passage, tags=passage.tags - {tag})
        self._did(new)

    def _bulk(self, line: str) -> None:
        bulk, hits, digests = read_bulk(line), {}, {}
        for article in self.library.articles(self.library.article_ids()):
            hits[article.id], digests[article.id] = self.library.hits(article, bulk).found, article.digest
        for _ in self.library.bulk(bulk, hits, digests):
            pass

    @rule(old=NAMES, new=NAMES, rename=st.booleans())
    def recode(self, old: str, new: str, *, rename: bool) -> None:
        """Rename a tag, or merge it into another, with what stands under it."""

        def name(tag: str) -> str:
            return new + tag[len(old) :] if f"{tag}/".startswith(f"{old}/") else tag

        every = {tag for passage in self.state.values() for tag in passage.tags} | self.book
        touched = {tag for tag in every if name(tag) != tag}
        taken = {name(tag) for tag in touched} & (every - touched)
        try:
            made = self.library.renaming(old, new) if rename else self.library.merging([old], new)
        except LibraryError:
            below = old == new or f"{new}/".startswith(f"{old}/")
            assert not touched or below or (rename and taken)
            return
        assert touched
        assert not (rename and taken)
        self.library.recode(made)
        passages = {
            key: replace(passage, tags=frozenset(map(name, passage.tags)))
            for key, passage in self.state.items()
        }
        self._did(passages, frozenset(map(name, self.book)))

    @rule(old=TAGS, news=st.lists(NAMES, min_size=1, max_size=2, unique=True), which=WHICH)
    def split_a_tag(self, old: str, news: list[str], which: int) -> None:
        """Put every passage of a tag to one of some others, but for a few."""
        with_it = [key for key in sorted(self.state) if old in self.state[key].tags]
        news = [new for new in news if new != old]
        put = {key: news[n % len(news)] for n, key in enumerate(with_it) if news and (n + which) % 4}
        if not put:
            return
        with self.library.step("split"):
            for new in set(put.values()):
                chosen = [self.library.highlight(key) for key, to in put.items() if to == new]
                self.library.recode(self.library.splitting(old, new, chosen))
        changed = {
            key: replace(self.state[key], tags=self.state[key].tags - {old} | {new})
            for key, new in put.items()
        }
        self._did({**self.state, **changed}, self.book | set(put.values()))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        assert self.library.undo() is not None
        self.future.append((self.state, self.book))
        self.state, self.book = self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        assert self.library.redo() is not None
        self.past.append((self.state, self.book))
        self.state, self.book = self.future.pop()

    @rule()
    def reopen(self) -> None:
        self.library.close()
        self.library = self._opened()

    # what must hold

    @invariant()
    def it_is_as_the_model(self) -> None:
        found = {
            h.id: Passage(h.article, h.start, h.end, frozenset(h.tags), h.note, h.colour, frozenset(h.links))
            for article in self.articles
            for h in self.library.highlights_of(article)
        }
        assert found == self.state
        assert {tag.name for tag in self.library.codebook.tags} == self.book
        for article in self.articles:
            text = self._text(article)
            marks = self.library.highlights_of(article)
            assert all(h.quote == text[h.start : h.end] and h.anchor == "exact" for h in marks)

    @precondition(lambda self: self.state)
    @rule(which=WHICH)
    def links_are_found_from_both_ends(self, which: int) -> None:
        key = self._pick(which)
        told = {
            (link.kind, link.id, link.incoming) for link in self.library.links(self.library.highlight(key))
        }
        into = {
            (kind, other, True) for other, each in self.state.items() for kind, to in each.links if to == key
        }
        assert told == {(kind, to, False) for kind, to in self.state[key].links} | into
