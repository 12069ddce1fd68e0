"""Passages found again in a changed text of 1 MB, in turn with the standard library's difflib.

    .venv/bin/python bench/anchors.py [--keep]

Both get the same two versions and the same 500 passages, half of them whole sentences, half a few words.
difflib compares paragraphs, then the words of those that differ; over all words it does not end in minutes.
A passage of a sentence that was not changed has one true place: whoever says another, for certain, is counted
as wrong.
"""

import random
import statistics
import sys
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.figures import Row, keep
from bench.made import Prose
from bench.timing import in_turn
from reader.text.anchor import Reanchoring

SIZE = 1_000_000  # code points
PASSAGES = 500
ROUNDS = 3
CHANGED = (0.01, 0.1, 0.4)  # of the sentences


class Case(NamedTuple):
    """Two versions of a text, passages of the old one, and where those are that were not touched."""

    old: str
    new: str
    passages: list[tuple[int, int]]
    places: dict[tuple[int, int], int]


def case(share: float) -> Case:
    """Make a text, change a share of its sentences, and choose passages."""
    chance = random.Random(round(1000 * share))
    prose = Prose(7)
    paragraphs = [block.split(". ") for block in prose.text(SIZE // 6).split("\n\n")]
    old, new = "", ""
    olds: list[str] = []
    news: list[str] = []
    at_old = at_new = 0
    whole: list[tuple[int, int]] = []
    places: dict[tuple[int, int], int] = {}
    for sentences in paragraphs:
        if chance.random() < share / 5:  # a paragraph that is new
            added = prose.text(40).replace("\n", " ") + "\n\n"
            news.append(added)
            at_new += len(added)
        for number, sentence in enumerate(sentences):
            part = sentence + ("\n\n" if number + 1 == len(sentences) else ". ")
            span = at_old, at_old + len(sentence)
            whole.append(span)
            olds.append(part)
            at_old += len(part)
            if chance.random() >= share:
                places[span] = at_new
                news.append(part)
                at_new += len(part)
                continue
            words = part.split(" ")
            match chance.randrange(3):
                case 0:
                    continue  # it goes
                case 1:
                    words[chance.randrange(len(words))] = chance.choice(prose.words)
                case _:
                    words.insert(chance.randrange(len(words)), chance.choice(prose.words))
            part = " ".join(words)
            news.append(part)
            at_new += len(part)
    old, new = "".join(olds)[:SIZE], "".join(news)
    chosen = chance.sample([span for span in whole if span[1] <= SIZE], PASSAGES)
    passages = []
    for number, span in enumerate(chosen):
        inner = _middle(*span) if number % 2 else span
        if span in places:
            places[inner] = places[span] + inner[0] - span[0]
        passages.append(inner)
    return Case(old, new, passages, places)


def _middle(start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the middle half of a passage."""
    quarter = (end - start) // 4
    return start + quarter, end - quarter


def ours(made: Case) -> list[int | None]:
    """Return where each passage is, or `None` where that is not certain."""
    between = Reanchoring(made.old, made.new)
    found = (between.resolve(*span) for span in made.passages)
    return [place.start if place.state in ("exact", "moved") else None for place in found]


def by_difflib(made: Case) -> list[int | None]:
    """Return where each passage is by the equal runs of difflib, or `None` where it is not in one."""
    runs: list[tuple[int, int, int]] = []
    for low, high, left, right in _runs(made.old.split("\n"), made.new.split("\n"), runs, 1):
        a, b = made.old[low:high].split(" "), made.new[left:right].split(" ")
        inner: list[tuple[int, int, int]] = []
        _runs(a, b, inner, 1)
        runs += [(low + x, left + y, size) for x, y, size in inner]
    found: list[int | None] = []
    for start, end in made.passages:
        inside = (y + start - x for x, y, size in runs if x <= start and end <= x + size)
        found.append(next(inside, None))
    return found


def _runs(
    a: Sequence[str], b: Sequence[str], runs: list[tuple[int, int, int]], joint: int
) -> list[tuple[int, int, int, int]]:
    """Add the equal runs of parts that are `joint` code points apart; return the bounds of what differs."""
    olds, news = _starts(a, joint), _starts(b, joint)
    replaced = []
    for tag, low, high, left, right in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append((olds[low], news[left], olds[high] - olds[low]))
        elif tag == "replace":
            replaced.append((olds[low], olds[high], news[left], news[right]))
    return replaced


def _starts(parts: Sequence[str], joint: int) -> list[int]:
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part) + joint)
    return starts


def judged(made: Case, found: Sequence[int | None]) -> tuple[int, int]:
    """Count the untouched passages that are said to be elsewhere, and those without a certain place."""
    untouched = [
        (made.places[span], place)
        for span, place in zip(made.passages, found, strict=True)
        if span in made.places
    ]
    return sum(place not in (None, true) for true, place in untouched), sum(
        place is None for _, place in untouched
    )


def main() -> None:
    rows = []
    for share in CHANGED:
        made = case(share)
        times = in_turn(ROUNDS, {"ours": partial(ours, made), "difflib": partial(by_difflib, made)})
        mine, theirs = statistics.median(times["ours"]), statistics.median(times["difflib"])
        (wrong, lost), (their_wrong, their_lost) = judged(made, ours(made)), judged(made, by_difflib(made))
        what = f"{PASSAGES} passages in 1 MB, {share:.0%} of the sentences changed"
        rows.append(
            Row(f"{what}: aligning and placing, over difflib", "1x", f"{mine / theirs:.2f}x at {mine:.2f} s")
        )
        rows.append(
            Row(
                f"{what}: untouched ones put wrongly, and left open",
                "0, few",
                f"{wrong}, {lost} (difflib {their_wrong}, {their_lost})",
            )
        )
    for row in rows:
        print(f"{row.what}: {row.reached} ({row.target})")
    if "--keep" in sys.argv:
        keep("anchors", "Two versions of a text of 1 MB, 500 passages of the old one", rows)


if __name__ == "__main__":
    main()
