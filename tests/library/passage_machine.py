"""Every operation on passages beside a plain model: also split, joined, linked, tagged in bulk, recoded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from reader.library import LibraryError
from reader.model import Link
from reader.text.bulk import read_bulk
from tests.library.triage_machine import TAGS, WHICH, TriageMachine

KINDS = st.sampled_from(["supports", "answers", "is cause"])
NAMES = st.sampled_from(["a", "b", "b/c", "d", "e/f"])  # tags and one above a tag
PATTERNS = st.sampled_from(["bridge", "the", "had asked", "rained"])


class PassageMachine(TriageMachine):
    """What the other machine does, and all that works on several passages."""

    @precondition(lambda self: self.model.passages)
    @rule(which=WHICH, cuts=st.lists(st.integers(0, 40), min_size=1, max_size=3))
    def split(self, which: int, cuts: list[int]) -> None:
        key = self.model.pick(which)
        spans = self.model.spans(key, cuts)
        if len(spans) < 2 or not self.model.passages[key].settled:
            with pytest.raises(LibraryError):
                self.library.split(self.library.highlight(key), cuts)
            return
        parts = self.library.split(self.library.highlight(key), cuts)
        assert parts[0].id == key
        assert [(part.start, part.end) for part in parts] == spans
        self.model.split(key, {part.id: span for part, span in zip(parts, spans, strict=True)})

    @precondition(lambda self: len(self.model.passages) > 1)
    @rule(which=WHICH, size=st.integers(2, 3))
    def join(self, which: int, size: int) -> None:
        passages = self.model.passages
        article = passages[self.model.pick(which)].article
        here = [key for key, passage in passages.items() if passage.article == article]
        keys = sorted(here, key=lambda key: (passages[key].start, -passages[key].end, key))[:size]
        if len(keys) < 2:
            return
        parts = [self.library.highlight(key) for key in reversed(keys)]
        if not all(passages[key].settled for key in keys):
            with pytest.raises(LibraryError, match="waits for its place"):
                self.library.join(parts)
            return
        self.library.join(parts)
        self.model.join(keys)

    @precondition(lambda self: len(self.model.passages) > 1)
    @rule(one=WHICH, other=WHICH, kind=KINDS)
    def link_or_unlink(self, one: int, other: int, kind: str) -> None:
        source, target = self.model.pick(one), self.model.pick(other)
        if source == target:
            return
        old = self.model.passages[source]
        if (kind, target) in old.links:
            self.library.unlink(self.library.highlight(source), Link(kind, target))
        else:
            self.library.link(self.library.highlight(source), self.library.highlight(target), kind)
        self.model.did_to(source, replace(old, links=old.links ^ {(kind, target)}))

    @rule(pattern=PATTERNS, tag=TAGS)
    def tag_every(self, pattern: str, tag: str) -> None:
        self._bulk(f"/{pattern}/ tag {tag}")
        self.model.tag_every(pattern, tag, self._found())

    @rule(pattern=PATTERNS, tag=TAGS)
    def untag_every(self, pattern: str, tag: str) -> None:
        self._bulk(f"/{pattern}/ untag {tag}")
        self.model.untag_every(pattern, tag)

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

        passages, book = self.model.passages, self.model.state.book
        every = {tag for passage in passages.values() for tag in passage.tags} | book
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
        renamed = {key: replace(each, tags=frozenset(map(name, each.tags))) for key, each in passages.items()}
        self.model.did(passages=renamed, book=frozenset(map(name, book)))

    @rule(old=TAGS, news=st.lists(NAMES, min_size=1, max_size=2, unique=True), which=WHICH)
    def split_a_tag(self, old: str, news: list[str], which: int) -> None:
        """Put every passage of a tag to one of some others, but for a few."""
        passages = self.model.passages
        with_it = [key for key in sorted(passages) if old in passages[key].tags]
        news = [new for new in news if new != old]
        put = {key: news[n % len(news)] for n, key in enumerate(with_it) if news and (n + which) % 4}
        if not put:
            return
        with self.library.step("split"):
            for new in set(put.values()):
                chosen = [self.library.highlight(key) for key, to in put.items() if to == new]
                self.library.recode(self.library.splitting(old, new, chosen))
        changed = {
            key: replace(passages[key], tags=passages[key].tags - {old} | {new}) for key, new in put.items()
        }
        self.model.did(passages={**passages, **changed}, book=self.model.state.book | set(put.values()))

    @precondition(lambda self: self.model.passages)
    @rule(which=WHICH)
    def links_are_found_from_both_ends(self, which: int) -> None:
        key, passages = self.model.pick(which), self.model.passages
        told = {
            (link.kind, link.id, link.incoming) for link in self.library.links(self.library.highlight(key))
        }
        into = {
            (kind, other, True) for other, each in passages.items() for kind, to in each.links if to == key
        }
        assert told == {(kind, to, False) for kind, to in passages[key].links} | into
