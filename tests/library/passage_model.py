"""A plain model of passages: what they are, what their texts were, and what decisions make of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import count, pairwise, takewhile
from typing import Any

from reader.model import Body, Was

_BIRTHS = count()
Span = tuple[int, int]


@dataclass(frozen=True)
class Text:
    """A text whose code points each have a number of their own, by which they are known in later ones."""

    text: str
    births: tuple[int, ...]

    @classmethod
    def new(cls, text: str) -> Text:
        return cls(text, tuple(next(_BIRTHS) for _ in text))

    @property
    def digest(self) -> str:
        return Body.plain(self.text).digest

    def with_put(self, place: int, words: str) -> Text:
        new = Text.new(words)
        return Text(
            self.text[:place] + words + self.text[place:],
            self.births[:place] + new.births + self.births[place:],
        )

    def without(self, start: int, end: int) -> Text:
        return Text(self.text[:start] + self.text[end:], self.births[:start] + self.births[end:])

    def place_of(self, births: tuple[int, ...]) -> int | None:
        """Return where the very code points stand together, if they do."""
        if births[0] not in self.births:
            return None
        place = self.births.index(births[0])
        return place if self.births[place : place + len(births)] == births else None

    def kin(self, other: Text) -> bool:
        """Tell whether one came of the other, or both of a third: something stands in both."""
        return not set(self.births).isdisjoint(other.births)

    def occurrences(self, quote: str) -> int:
        return sum(self.text.startswith(quote, place) for place in range(len(self.text)))


@dataclass(frozen=True)
class Passage:
    """What the model knows of a highlight."""

    article: int
    start: int
    end: int
    quote: str
    tags: frozenset[str] = frozenset()
    note: str = ""
    colour: str = ""
    links: frozenset[tuple[str, int]] = frozenset()
    anchor: str = "exact"
    was: Was | None = None

    @property
    def attached(self) -> bool:
        return self.anchor in ("exact", "moved", "changed")

    @property
    def place(self) -> tuple[int, int, int]:
        return self.article, self.start, self.end

    def holds(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end

    @property
    def settled(self) -> bool:
        """Tell whether it stands in the text for certain."""
        return self.anchor in ("exact", "moved")

    def accepted(self, text: Text) -> Passage:
        return self.placed(text, self.start, self.end)

    def placed(self, text: Text, start: int, end: int) -> Passage:
        quote = text.text[start:end]
        return replace(self, start=start, end=end, quote=quote, anchor="exact", was=None)

    def orphaned(self) -> Passage:
        quote = self.was.quote if self.was else self.quote
        return replace(self, start=0, end=0, quote=quote, anchor="orphan", was=None)


@dataclass(frozen=True)
class State:
    """All that a step can change: passages, the names in the codebook, the texts of the articles."""

    passages: dict[int, Passage]
    book: frozenset[str]
    texts: dict[int, Text]


class PassageModel:
    """The state as it is; `past` and `future` are its history, a state a step."""

    def __init__(self, book: frozenset[str]) -> None:
        self.state = State({}, book, {})
        self.past: list[State] = []
        self.future: list[State] = []
        self.versions: dict[str, Text] = {}  # every text there was, by its digest

    @property
    def passages(self) -> dict[int, Passage]:
        return self.state.passages

    @property
    def waiting(self) -> set[int]:
        """The passages that a person has to decide on."""
        return {key for key, passage in self.passages.items() if passage.was}

    def text_of(self, article: int) -> str:
        return self.state.texts[article].text

    def add(self, article: int, text: str) -> None:
        """Have an article that nothing of the history takes away."""
        self.state.texts[article] = self.known(Text.new(text))

    def known(self, text: Text) -> Text:
        """Return a text as it was first seen: equal ones are one."""
        return self.versions.setdefault(text.digest, text)

    def pick(self, which: int, among: set[int] | None = None) -> int:
        keys = sorted(self.passages if among is None else among)
        return keys[which % len(keys)]

    def did(self, **changes: Any) -> None:
        """Take a new state; a change that changes nothing is no step."""
        new = replace(self.state, **changes)
        if new != self.state:
            self.past.append(self.state)
            self.future.clear()
            self.state = new

    def did_to(self, key: int, passage: Passage) -> None:
        self.did(passages={**self.passages, key: passage})

    def undo(self) -> None:
        self.future.append(self.state)
        self.state = self.past.pop()

    def redo(self) -> None:
        self.past.append(self.state)
        self.state = self.future.pop()

    # what operations make of passages

    def spans(self, key: int, cuts: list[int]) -> list[Span]:
        """Return the parts of a passage between cuts, without white space at their ends."""
        old, text = self.passages[key], self.text_of(self.passages[key].article)
        edges = [old.start, *sorted({cut for cut in cuts if old.start < cut < old.end}), old.end]
        return [
            (low + len(part) - len(part.lstrip()), high - len(part) + len(part.rstrip()))
            for low, high in pairwise(edges)
            if (part := text[low:high]).strip()
        ]

    def split(self, key: int, parts: dict[int, Span]) -> None:
        """Cut a passage; note and links stay with the first part, which is the passage itself."""
        old = self.passages[key]
        text = self.state.texts[old.article]
        bare = replace(old, note="", links=frozenset())
        new = {part: (old if part == key else bare).placed(text, *span) for part, span in parts.items()}
        self.did(passages={**self.passages, **new})

    def join(self, keys: list[int]) -> None:
        """Make one of passages that stand in order: the first, to which the others' links lead."""
        parts = [self.passages[key] for key in keys]
        joined = replace(
            parts[0].placed(
                self.state.texts[parts[0].article], parts[0].start, max(part.end for part in parts)
            ),
            tags=frozenset().union(*(part.tags for part in parts)),
            note="\n\n".join(dict.fromkeys(part.note for part in parts if part.note)),
            colour=next((part.colour for part in parts if part.colour), ""),
            links=frozenset(link for part in parts for link in part.links if link[1] not in keys),
        )
        kept = {
            key: replace(
                passage,
                links=frozenset((kind, keys[0] if to in keys else to) for kind, to in passage.links),
            )
            for key, passage in self.passages.items()
            if key not in keys
        }
        self.did(passages={**kept, keys[0]: joined})

    def tag_every(self, pattern: str, tag: str, found: dict[int, Passage]) -> None:
        """Tag each place of a pattern; passages that this makes have the keys that were `found`."""
        new = dict(self.passages)
        for article, text in self.state.texts.items():
            for match in re.finditer(pattern, text.text, re.IGNORECASE):
                span = article, *match.span()
                there = [key for key, each in new.items() if each.attached and each.place == span]
                if there:  # of several the one that was made last
                    new[max(there)] = replace(new[max(there)], tags=new[max(there)].tags | {tag})
                else:
                    made = next(key for key, each in found.items() if key not in new and each.place == span)
                    new[made] = Passage(*span, match[0], frozenset([tag]))
        self.did(passages=new)

    def untag_every(self, pattern: str, tag: str) -> None:
        """Take a tag off each passage that holds a place of a pattern."""
        new = dict(self.passages)
        for key, passage in self.passages.items():
            places = re.finditer(pattern, self.text_of(passage.article), re.IGNORECASE)
            if passage.attached and any(passage.holds(*match.span()) for match in places):
                new[key] = replace(passage, tags=passage.tags - {tag})
        self.did(passages=new)

    def edited(self, article: int, which: int, edits: list[str]) -> Text:
        """Return the text that a source has after edits, each at another passage from the text's end on."""
        text = new = self.state.texts[article]
        there = [each for each in self.passages.values() if each.article == article]
        there.sort(key=lambda each: each.place, reverse=True)
        for number, edit in enumerate(edits):
            passage = there[(which + number) % len(there)]
            start, end = (passage.start, passage.end) if passage.end else (0, len(text.text) // 2)
            if edit == "back" and (earlier := self._earlier(text)):
                new = earlier
            elif edit == "inside":
                new = new.with_put((start + end) // 2, " quite ")
            elif edit == "out":
                new = new.without(start, end)
            elif edit == "twice":
                new = new.with_put(end, text.text[start:end])
            else:
                new = new.with_put(0, "Once upon a time.\n\n")
        return self.known(new)

    def _earlier(self, text: Text) -> Text | None:
        """Return another version of a text, if there was one."""
        here = self.state.texts.values()
        seen = (each for each in self.versions.values() if each.kin(text) and each not in here)
        return max(seen, key=lambda each: each.digest, default=None)

    def check_carried(self, old: Passage, new: Text, found: Passage) -> None:
        """Check what became of a passage in another text of its article: nothing may attach in silence."""
        if old.anchor == "orphan" and old.was is None:
            assert found == old
            return
        here = self.state.texts[old.article]
        was = old.was or Was(here.digest, old.start, old.end, old.quote)
        before = self.versions[was.digest]
        right = new.place_of(before.births[was.start : was.end])
        carried = replace(
            found, start=old.start, end=old.end, quote=old.quote, anchor=old.anchor, was=old.was
        )
        assert carried == old  # what a person said of it stays
        assert found.was == (None if found.settled else was)
        if found.settled:
            assert found.quote == was.quote
            if right is not None:  # between equal neighbours which one came later cannot be told
                likeness = (agreement(before.text, new.text, was, at) for at in (found.start, right))
                assert found.start == right or next(likeness) >= next(likeness)
            assert (found.anchor == "exact") == (found.start == was.start)
        elif found.anchor == "changed":
            assert right is None
            assert found.quote != was.quote
        else:
            assert found.quote == was.quote
            more = max(before.occurrences(was.quote), new.occurrences(was.quote)) > 1
            assert more if found.anchor == "ambiguous" else right is None
            assert found.anchor == "ambiguous" or (found.start, found.end) == (0, 0)


def agreement(old: str, new: str, was: Was, place: int) -> int:
    """Return how many code points stand alike around a passage of a text and around a place of another."""

    def alike(a: str, b: str) -> int:
        return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))

    before = alike(old[: was.start][::-1], new[:place][::-1])
    return before + alike(old[was.end :], new[place + was.end - was.start :])
