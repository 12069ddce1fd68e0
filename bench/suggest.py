"""Measure what is suggested for labelled sentences, beside the tag that most of them have; print a table.

    .venv/bin/python bench/suggest.py [--keep]

The sentences of tests/analysis/labelled_sentences.tsv come in an order that a seed tells, as a person would
tag them: each is guessed before it is learnt from. What is counted are the suggestions that would have been
offered, by tag and over several orders, and how often they were right; the baseline offers, for every
sentence, the tag that most sentences had so far. Once more they come with a step among them that tags a
thousand passages with a word in common, as `:g` does: counted as the one decision that it is, and as a
thousand.
"""

import argparse
import random
import statistics
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import figures  # noqa: E402 - the root is only now on the path
from bench.timing import once  # noqa: E402
from reader.analysis.suggest import Suggester  # noqa: E402

SAMPLE = ROOT / "tests" / "analysis" / "labelled_sentences.tsv"
ORDERS = 20
SIZE = 5000  # passages learnt for the times
BULK = 1000  # passages that one step tags


def sample() -> list[tuple[str, str]]:
    """Return the labelled sentences: tag and text."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    return [(tag, text) for tag, text in (line.split("\t") for line in lines)]


class Score:
    """What was offered and what of it was right, over sentences that come one by one."""

    def __init__(self) -> None:
        self.sentences = 0
        self.offered: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.majority = 0

    @property
    def precision(self) -> float:
        """The share of offers that were right."""
        return sum(self.right.values()) / max(1, sum(self.offered.values()))

    @property
    def coverage(self) -> float:
        """The share of sentences for which there was an offer."""
        return sum(self.offered.values()) / self.sentences

    @property
    def baseline(self) -> float:
        """The share of sentences that the most frequent tag so far is right for."""
        return self.majority / self.sentences


def mention(suggester: Suggester, *, as_one: bool) -> None:
    """Let one step tag passages that have a word in common."""
    texts = [text for _, text in sample() if " the " in text]
    for number in range(BULK):
        suggester.see(texts[number % len(texts)], ["mentioned"], before=number if as_one else 0)


def run(sentences: list[tuple[str, str]], score: Score, bulk: str = "") -> None:
    """Let sentences come in their order, after half of them a step that tags many if there is one."""
    suggester, so_far = Suggester(), Counter[str]()
    for place, (tag, text) in enumerate(sentences):
        if bulk and place == len(sentences) // 2:
            mention(suggester, as_one=bulk == "one")
        score.sentences += 1
        score.majority += bool(so_far) and so_far.most_common(1)[0][0] == tag
        if offered := suggester.offer(text):
            score.offered[offered] += 1
            score.right[offered] += offered == tag
        suggester.see(text, [tag])
        so_far[tag] += 1


def measured(bulk: str = "", orders: int = ORDERS) -> tuple[Score, list[float]]:
    """Return the score over all orders, and the share of right offers in each."""
    total, each = Score(), []
    for seed in range(orders):
        sentences = sample()
        random.Random(seed).shuffle(sentences)
        one = Score()
        run(sentences, one, bulk)
        each.append(one.precision)
        total.sentences += one.sentences
        total.majority += one.majority
        total.offered += one.offered
        total.right += one.right
    return total, each


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keep", action="store_true", help="keep the figures, and write the README's table")
    options = parser.parse_args()
    score, each = measured()
    (as_one, _), (as_many, _) = (measured(bulk, orders=5) for bulk in ("one", "many"))
    sentences = sample()
    suggester = Suggester()
    many = [sentences[number % len(sentences)] for number in range(SIZE)]
    learning = once(lambda: [suggester.see(text, [tag]) for tag, text in many])
    asking = min(once(lambda: suggester.offer(sentences[7][1])) for _ in range(99))
    rows = [
        figures.Row("suggestions that are right", "over the baseline", f"{score.precision:.0%}"),
        figures.Row(
            "baseline: the tag that most had so far, for every sentence", "-", f"{score.baseline:.0%}"
        ),
        figures.Row(
            "right suggestions over the baseline", "1.0x", f"{score.precision / score.baseline:.2f}x"
        ),
        figures.Row("sentences with a suggestion", "-", f"{score.coverage:.0%}"),
        figures.Row("right in the worst of the orders", "-", f"{min(each):.0%}"),
        *(
            figures.Row(
                f"right, and sentences with one, where a step tagged {BULK:,} at once: counted as {what}",
                "-",
                f"{score.precision:.0%}, {score.coverage:.0%}",
            )
            for what, score in (("one decision", as_one), (f"{BULK:,}", as_many))
        ),
        figures.Row(f"learning {SIZE:,} passages, one", "-", f"{1e6 * learning / SIZE:.0f} µs"),
        figures.Row("one suggestion", "-", f"{1e6 * asking:.0f} µs"),
    ]
    print(figures.table(rows))
    print(f"\nspread over {ORDERS} orders: {statistics.stdev(each):.3f}\n")
    for tag, offered in sorted(score.offered.items()):
        right = score.right[tag]
        print(f"{tag:10} {right:5} of {offered:5} {right / offered:.0%}")
    if options.keep:
        of = f"Suggested tags for {len(sentences)} labelled sentences in {ORDERS} orders"
        figures.keep("suggest", of, rows)
        figures.main()


if __name__ == "__main__":
    main()
