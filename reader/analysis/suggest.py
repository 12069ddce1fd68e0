"""Suggests a tag for a sentence from the passages that a person has tagged; nothing is asked of anybody else.

Naive Bayes, one tag against the rest: how much likelier the words of a sentence are among the passages of a
tag than among the others (Rennie et al. 2003 weigh the complement in the same way), with words, pairs of
words and a few signs of form. What it offers is judged as it goes: each passage is guessed before it is
learnt from (Dawid's prequential principle), so the hit rate of a tag is that of guesses on passages that were
not known yet. A tag whose guesses are mostly wrong is not offered until they are right again.

What one step did to many passages is one decision and not many: the second passage of it counts for a half,
the third for a third, and so on, so that a thousand count as seven or eight; only the first is guessed, and
a tag is not offered before it was given in several steps.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING

from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SMOOTH = 0.5  # added to every count
_LEAST = 3  # steps that gave a tag before it can be guessed
_FIRST = 12  # steps before anything is guessed
_SURE = 1.0  # the least log odds of a guess, to base e
_RECENT = 24  # guesses of a tag that its rate is of
_TRIED = 6  # of them before it can be switched off
_MOSTLY = 0.5
_LONGEST = 2000  # code points of a passage that are looked at
_words = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+").findall


#: A number by name.
Weights = defaultdict[str, float]


class Rate(NamedTuple):
    """How often a tag was guessed of late, and how often that was right."""

    guessed: int = 0
    right: int = 0

    @property
    def share(self) -> float:
        """The hit rate, 0 to 1."""
        return self.right / self.guessed if self.guessed else 0.0

    @property
    def tells(self) -> bool:
        """Whether there were enough guesses for the rate to say something."""
        return self.guessed >= _TRIED

    @property
    def trusted(self) -> bool:
        """Whether the tag may be offered: its guesses are not mostly wrong."""
        return self.guessed < _TRIED or self.share >= _MOSTLY


class Guess(NamedTuple):
    """The likeliest tag of a text and its log odds."""

    tag: str
    odds: float


class Suggester:
    """Learns passages one by one, in the order in which they were made."""

    def __init__(self) -> None:
        self.steps = 0  # in which passages were tagged
        self._steps: Counter[str] = Counter()  # by tag
        self._seen = 0.0  # passages that were learnt, by their weight, as all that follows
        self._passages: Weights = defaultdict(float)  # by tag
        self._features: defaultdict[str, Weights] = defaultdict(lambda: defaultdict(float))  # by tag
        self._totals: Weights = defaultdict(float)  # features by tag
        self._every: Weights = defaultdict(float)
        self._total = 0.0
        self._tried: dict[str, deque[bool]] = {}

    # -- learning

    def see(self, text: str, tags: Iterable[str], *, before: int = 0) -> None:
        """Guess the tag of a passage, compare it with its tags, then learn from it.

        `before`: how many passages the step that tagged this one had tagged before; then it is not guessed.
        """
        known = set(tags)
        if not known:
            return
        features = list(_features(text))
        if not before and (guess := self._guess(features)):
            self._tried.setdefault(guess.tag, deque(maxlen=_RECENT)).append(guess.tag in known)
        if not before:
            self.steps += 1
            self._steps.update(known)
        self._learn(features, known, 1 / (before + 1))

    def _learn(self, features: list[str], tags: set[str], weight: float) -> None:
        self._seen += weight
        self._total += weight * len(features)
        for tag in tags:
            self._passages[tag] += weight
            self._totals[tag] += weight * len(features)
        taught = [self._every, *(self._features[tag] for tag in tags)]
        for feature, count in Counter(features).items():
            for weights in taught:
                weights[feature] += weight * count

    # -- asking

    @property
    def missing(self) -> int:
        """How many more steps have to be learnt before anything is guessed."""
        return max(0, _FIRST - self.steps)

    def offer(self, text: str) -> str:
        """Return the tag to be suggested for a text, or nothing."""
        guess = self._guess(list(_features(text)))
        return guess.tag if guess and self.rate(guess.tag).trusted else ""

    def guess(self, text: str) -> Guess | None:
        """Return the likeliest tag of a text, trusted or not; `None` while too little is known, or unsure."""
        return self._guess(list(_features(text)))

    def rate(self, tag: str) -> Rate:
        """Return how a tag was guessed of late."""
        tried = self._tried.get(tag, ())
        return Rate(len(tried), sum(tried))

    def rates(self) -> dict[str, Rate]:
        """Return the rates of all tags that were guessed, by name."""
        return {tag: self.rate(tag) for tag in sorted(self._tried)}

    def _guess(self, features: list[str]) -> Guess | None:
        if self.steps < _FIRST or not features:
            return None
        best: Guess | None = None
        for tag in sorted(self._passages):  # of two alike it is the first by name
            count = self._passages[tag]
            if self._steps[tag] >= _LEAST and count < self._seen:
                odds = self._odds(tag, count, features)
                if best is None or odds > best.odds:
                    best = Guess(tag, odds)
        return best if best and best.odds >= _SURE else None

    def _odds(self, tag: str, count: float, features: list[str]) -> float:
        """Return the log odds of a tag against the rest; words known of neither say nothing."""
        own, every = self._features[tag], self._every
        size = _SMOOTH * (len(every) + 1)
        total = self._totals[tag] + size
        others = self._total - self._totals[tag] + size
        odds = log((count + _SMOOTH) / (self._seen - count + _SMOOTH))
        for feature in features:
            among = every.get(feature)
            if among:
                here = own.get(feature, 0.0)
                odds += log((here + _SMOOTH) / total) - log((among - here + _SMOOTH) / others)
        return odds


def _features(text: str) -> Iterator[str]:
    """Give what a text is judged by: its words, pairs of them, and signs of its form."""
    text = text[:_LONGEST]
    words = [word if not word.isdigit() else "0" for word in map(str.casefold, _words(text))]
    yield from words
    yield from map(" ".join, pairwise(words))
    if words:
        yield f"^ {words[0]}"
    if text.rstrip("\"'”’» ").endswith(("?", "？")):
        yield "?"
    if any(sign in text for sign in '"“”„«»「'):
        yield '"'
    if "%" in text or "0" in words:
        yield "#"
