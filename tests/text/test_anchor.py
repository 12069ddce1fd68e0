from collections import Counter
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reader.library.editing.anchoring import around
from reader.text.align import Alignment, equal_runs
from reader.text.anchor import Anchor, Place, Reanchoring, occurrences, resolve

MANY = settings(max_examples=max(300, settings().max_examples))  # 10,000 with --hypothesis-profile=long
NEWS = (
    "Seven heads of state came to the table.\n\n"
    "The old ties, he said, do more good than harm. Ukraine no longer takes part.\n\n"
    "Of neither did he speak. The ministry announced a return of ten thousand men."
)
QUOTE = "The old ties, he said, do more good than harm."
WORDS = st.sampled_from(
    "the old ties do more good than harm he said . , \n\n ministry Ukraine 橋 名前 é a".split(" ")
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)
OTHERS = st.lists(st.sampled_from("1 22 4, 9. 橋 \n\n".split(" ")), max_size=12).map(" ".join)  # new words


def at(text: str, quote: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def found(old: str, quote: str, new: str) -> tuple[str, str]:
    place = Reanchoring(old, new).resolve(*at(old, quote))
    return place.state, new[place.start : place.end]


# -- with the old text at hand


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (NEWS, ("exact", QUOTE)),
        (NEWS + " More.", ("exact", QUOTE)),
        ("Update.\n\n" + NEWS, ("moved", QUOTE)),
        (NEWS.replace("Seven heads", "Eight heads, all of them,"), ("moved", QUOTE)),
        (NEWS.replace("good than", "evil than"), ("changed", QUOTE.replace("good", "evil"))),
        (
            NEWS.replace("The old ties", "Old bonds"),
            ("changed", QUOTE.replace("The old ties", "Old bonds")),
        ),
        (NEWS.replace("than harm", "than ill"), ("changed", QUOTE.replace("harm", "ill"))),
        (NEWS.replace("he said, ", ""), ("changed", "The old ties, do more good than harm.")),
        (NEWS.replace(QUOTE + " ", ""), ("orphan", "")),
        (NEWS.replace(QUOTE, "Nothing of that sort was heard."), ("orphan", "")),
        (NEWS.replace(QUOTE + " ", "") + " " + QUOTE, ("moved", QUOTE)),
        ("", ("orphan", "")),
    ],
)
def test_a_passage_follows_its_text(new: str, expected: tuple[str, str]) -> None:
    assert found(NEWS, QUOTE, new) == expected


def test_an_edited_passage_is_not_taken_for_its_twin() -> None:
    old = "A said yes to it. Then came B, who also said yes to it."
    new = "A said no to it. Then came B, who also said yes to it."
    place = Reanchoring(old, new).resolve(*at(old, "said yes"))
    assert not (place.attached and place.start == new.index("said yes"))


def test_twins_whose_surroundings_changed_places_are_ambiguous() -> None:
    old, new = "A la B. Xx. A la B.", "C la D. Xx. A la B."
    assert Reanchoring(old, new).resolve(2, 4).state == "ambiguous"


def test_a_refrain_is_told_apart_by_what_stands_around_it() -> None:
    verses = [f"Verse {n} tells of the {n} boats.\n\nRow, row, row.\n\n" for n in "abcdef"]
    old = "".join(verses)
    new = "A title.\n\n" + old
    start = old.index("Row", old.index("Verse d"))
    assert Reanchoring(old, new).resolve(start, start + 14) == Place("moved", start + 10, start + 24)


VOCABULARY = [
    a + b for a in ("ka", "the ", "mo", "橋", "é", "so. ", "\n\nTi") for b in ("ri", "lu", "n, ", "s")
]


def edited(seed: int) -> tuple[str, int, int, str, int]:
    """Make a text, a passage of it, the text after edits elsewhere, and where the passage now begins."""
    random = Random(seed)

    def words(most: int) -> str:
        return " ".join(random.choices(VOCABULARY, k=random.randint(0, most)))

    old = "Begin " + words(random.choice((20, 200))) + " end"
    start = random.randrange(len(old) - 1)
    end = min(len(old), start + random.choice((1, 5, 40, 200)))
    before, after = old[:start], old[end:]
    for _ in range(random.randint(1, 5)):
        part, cut, text = random.random(), random.randint(0, 30), words(random.choice((1, 10, 60)))
        if random.random() < 0.5:
            place = int(part * len(before))
            before = before[:place] + text + before[place + cut :]
        else:
            place = int(part * len(after))
            after = after[:place] + text + after[place + cut :]
    return old, start, end, before + old[start:end] + after, len(before)


def test_edits_elsewhere_never_attach_it_to_a_wrong_place() -> None:
    states: Counter[str] = Counter()
    for seed in range(10_000):
        old, start, end, new, right = edited(seed)
        place = Reanchoring(old, new).resolve(start, end)
        quote = old[start:end]
        states[place.state] += 1
        if place.state in ("exact", "moved"):
            assert (place.start, place.end) == (right, right + len(quote)), seed
            assert (place.state == "exact") == (place.start == start)
        else:
            assert place.state == "ambiguous", seed
            assert max(len(occurrences(quote, old)), len(occurrences(quote, new))) > 1
    assert states["exact"] + states["moved"] > 8_000, states


@MANY
@given(TEXTS, st.lists(st.tuples(st.floats(0, 1), st.integers(0, 30), OTHERS), max_size=4), st.data())
def test_edits_elsewhere_leave_it_where_it_is_or_in_doubt(
    old: str, edits: list[tuple[float, int, str]], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    quote, before, after = old[start:end], old[:start], old[end:]
    for number, (part, cut, text) in enumerate(edits):
        side = before if number % 2 else after
        at = round(part * len(side))
        side = side[:at] + text + side[at + cut :]
        before, after = (side, after) if number % 2 else (before, side)
    new = before + quote + after
    place = Reanchoring(old, new).resolve(start, end)
    if place.state in ("exact", "moved"):
        assert (place.start, place.end) == (len(before), len(before) + len(quote))
    else:
        assert place.state == "ambiguous"
        assert max(len(occurrences(quote, old)), len(occurrences(quote, new))) > 1


@MANY
@given(TEXTS, st.data())
def test_a_passage_that_was_cut_out_is_attached_nowhere(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote, new = text[start:end], text[:start] + text[end:]
    place = Reanchoring(text, new).resolve(start, end)
    assume(quote not in new)
    assert place.state in ("orphan", "changed")


@MANY
@given(st.lists(st.integers(0, 10**6), min_size=12, max_size=60, unique=True), st.data())
def test_edits_inside_change_it(numbers: list[int], data: st.DataObject) -> None:
    words = [f"w{number}" for number in numbers]
    start = data.draw(st.integers(0, len(words) - 5))
    end = data.draw(st.integers(start + 5, len(words)))
    edit = data.draw(st.integers(start + 1, end - 2))
    new = [*words[:edit], "edited", *words[edit + 1 :]]
    old_text, new_text = " ".join(words), " ".join(new)
    low, high = at(old_text, " ".join(words[start:end]))
    place = Reanchoring(old_text, new_text).resolve(low, high)
    assert (place.state, new_text[place.start : place.end]) == ("changed", " ".join(new[start:end]))


@given(TEXTS, TEXTS)
def test_equal_runs_are_equal_and_rise(old: str, new: str) -> None:
    at_old = at_new = 0
    for run in equal_runs(old, new):
        assert run.size > 0
        assert run.old >= at_old
        assert run.new >= at_new
        assert old[run.old : run.old + run.size] == new[run.new : run.new + run.size]
        at_old, at_new = run.old + run.size, run.new + run.size


@given(TEXTS, TEXTS, st.data())
def test_back_is_the_inverse_of_map(old: str, new: str, data: st.DataObject) -> None:
    alignment = Alignment(old, new)
    start = data.draw(st.integers(0, max(0, len(new) - 1)))
    origin = alignment.back(start, start + 1)
    if new and origin is not None:
        mapped = alignment.map(origin, origin + 1)
        assert mapped is not None
        assert (mapped.start, mapped.end, mapped.kept) == (start, start + 1, 1)


# -- without the old text


@given(TEXTS, st.data())
def test_what_was_described_is_found_in_the_same_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert resolve(Anchor(start, end, *around(text, start, end)), text, same=True) == Place(
        "exact", start, end
    )
    place = resolve(Anchor(start, end, *around(text, start, end)), text)
    assert place.state == "ambiguous" or (place.start, place.end) == (start, end)


@given(TEXTS.filter(str.strip), TEXTS)
def test_two_that_are_alike_without_their_surroundings_are_ambiguous(quote: str, between: str) -> None:
    text = f"{quote} {between} {quote}"
    assert resolve(Anchor(0, 0, quote), text).state == "ambiguous"


@pytest.mark.parametrize(
    ("anchor", "text", "expected"),
    [
        (Anchor(0, 0, ""), NEWS, ("orphan", "")),
        (Anchor(0, 0, "Ukraine no longer takes part."), NEWS, ("moved", "Ukraine no longer takes part.")),
        (Anchor(0, 0, "he"), NEWS, ("ambiguous", "he")),
        (Anchor(0, 0, "said", "Then he ", " so"), "He said no. Then he said so.", ("moved", "said")),
        (Anchor(0, 0, "said yes"), "said yes, said yes", ("ambiguous", "said yes")),
        (Anchor(0, 0, "Ukraine no longer took part."), NEWS, ("changed", "Ukraine no longer takes part.")),
        (Anchor(0, 0, "An entirely different sentence."), NEWS, ("orphan", "")),
    ],
)
def test_quotes_from_elsewhere(anchor: Anchor, text: str, expected: tuple[str, str]) -> None:
    place = resolve(anchor, text)
    assert place.state == expected[0]
    if place.attached:
        assert text[place.start : place.end] == expected[1]


@given(st.integers(0, 10**6))
def test_the_search_attaches_to_nothing_but_the_quote_or_what_is_like_it(seed: int) -> None:
    old, start, end, new, _ = edited(seed)
    anchor = Anchor(start, end, *around(old, start, end))
    place = resolve(anchor, new)
    assert 0 <= place.start <= place.end <= len(new)
    if place.state in ("exact", "moved"):
        assert new[place.start : place.end] == anchor.quote
    if place.attached:
        assert place.start < place.end
