"""Suggested tags: better than the commonest tag, told as it is, and silent where they are mostly wrong."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.analysis.suggest import Suggester

SAMPLE = Path(__file__).parent / "labelled_sentences.tsv"


def sentences(seed: int) -> list[tuple[str, str]]:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    found = [(tag, text) for tag, text in (line.split("\t") for line in lines)]
    random.Random(seed).shuffle(found)
    return found


def test_the_sample_is_of_several_tags_and_no_sentence_stands_twice() -> None:
    found = sentences(0)
    counts = Counter(tag for tag, _ in found)
    assert len(found) > 180 and len(counts) == 5
    assert max(counts.values()) < len(found) / 3
    assert len({text for _, text in found}) == len(found)


def test_what_is_offered_is_right_twice_as_often_as_the_commonest_tag() -> None:
    offered = right = common = seen = 0
    for seed in range(4):
        suggester, so_far = Suggester(), Counter[str]()
        for tag, text in sentences(seed):
            offer = suggester.offer(text)
            offered += bool(offer)
            right += offer == tag
            common += bool(so_far) and so_far.most_common(1)[0][0] == tag
            seen += 1
            suggester.see(text, [tag])
            so_far[tag] += 1
    assert offered > seen / 4
    assert right / offered > 2 * common / seen


def test_the_rate_is_that_of_guesses_made_before_learning() -> None:
    suggester, told = Suggester(), Counter[str]()
    right = Counter[str]()
    for tag, text in sentences(1)[:60]:
        if guess := suggester.guess(text):
            told[guess.tag] += 1
            right[guess.tag] += guess.tag == tag
        suggester.see(text, [tag])
    assert told
    assert {tag: (rate.guessed, rate.right) for tag, rate in suggester.rates().items()} == {
        tag: (count, right[tag]) for tag, count in told.items()
    }


def test_a_tag_that_is_mostly_wrong_is_offered_no_more_until_it_is_right_again() -> None:
    suggester = Suggester()
    for number in range(8):
        suggester.see(f"red apples {number} in the basket", ["fruit"])
        suggester.see(f"seven boats {number} left the harbour", ["sea"])
    assert suggester.offer("red apples in the basket") == "fruit"
    while suggester.rate("fruit").trusted:
        before = suggester.rate("fruit")
        suggester.see("red apples in the basket", ["sea"])
        assert suggester.rate("fruit") != before or not suggester.guess("red apples in the basket")
        if not suggester.guess("red apples in the basket"):
            break
    wrong = suggester.rate("fruit")
    assert not wrong.trusted and wrong.share < 0.5
    assert suggester.offer("red apples in the basket") == ""
    for number in range(60):
        suggester.see(f"red apples {number % 3} in the basket", ["fruit"])
    assert suggester.rate("fruit").trusted
    assert suggester.offer("red apples in the basket") == "fruit"


def test_nothing_is_suggested_from_a_few_passages_nor_of_a_tag_that_all_have() -> None:
    suggester = Suggester()
    assert suggester.offer("Why is that so?") == "" and suggester.missing == 12
    for number in range(11):
        suggester.see(f"Why is number {number} so?", ["question"])
        assert suggester.offer("Why is that so?") == ""
    for number in range(40):
        suggester.see(f"Why is number {number} so?", ["question"])
    assert suggester.offer("Why is that so?") == ""  # there is nothing to tell it from
    assert suggester.missing == 0


def test_what_one_step_did_to_many_passages_is_one_decision() -> None:
    suggester = Suggester()
    for before in range(1000):
        suggester.see(f"Case {before} of the report", ["mentioned"], before=before)
    assert (suggester.steps, suggester.missing) == (1, 11)
    for tag, text in sentences(3)[:100]:
        suggester.see(text, [tag])
    offers = Counter(suggester.offer(text) for _, text in sentences(3)[100:])
    assert offers["mentioned"] == 0 and offers.total() - offers[""] > 10
    assert "mentioned" not in suggester.rates()  # it was never guessed, nor found right a thousand times
    for number in range(2):
        suggester.see(f"The report on case {number}", ["mentioned"])
    assert suggester.offer("Case 7 of the report") == "mentioned"


def test_passages_without_tags_or_words_teach_nothing() -> None:
    suggester = Suggester()
    suggester.see("Nobody tagged this.", [])
    assert suggester.steps == 0
    for tag, text in sentences(2)[:30]:
        suggester.see(text, [tag])
    for text in ("", " ", "…", "💠"):
        assert suggester.guess(text) is None
        suggester.see(text, ["claim"])


@settings(max_examples=25)
@given(st.lists(st.tuples(st.text(max_size=30), st.sets(st.sampled_from("abc"))), max_size=40), st.text())
def test_the_same_passages_give_the_same_answers(passages: list[tuple[str, set[str]]], text: str) -> None:
    one, other = Suggester(), Suggester()
    for quote, tags in passages:
        one.see(quote, sorted(tags))
        other.see(quote, sorted(tags, reverse=True))
    assert one.guess(text) == other.guess(text)
    assert one.rates() == other.rates()


def test_it_needs_nothing_but_the_standard_library() -> None:
    code = (
        "import sys; before = set(sys.modules); import reader.analysis.suggest;"
        "print({name.partition('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "{'reader'}"
