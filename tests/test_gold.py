"""The pages with gold texts that `bench/sources` measures by: they fit, and we are as good as was kept."""

from __future__ import annotations

import re

import pytest

from bench import figures
from bench.sources import gold
from bench.sources.ours import ours
from bench.sources.scores import Scores, overlap

PAGES = gold.load()


def flat(text: str) -> str:
    return " ".join(text.split())


def test_every_page_has_its_gold_text_and_no_text_is_left_over() -> None:
    names = {page.name for page in PAGES}
    assert len(names) >= 24
    assert {path.stem for path in gold.FOLDER.glob("*.txt")} == names == set(gold.names_of_segments())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_segments_tell_the_text_from_the_rest_of_the_page(page: gold.Page) -> None:
    """As trafilatura's evaluation asks: one to six of each, none twice, and none that is in both."""
    text, words = flat(page.gold), re.sub(r"\W", "", page.text)
    assert page.headline and len(text) > 300
    for segments in (page.found, page.left):
        assert 0 < len(segments) <= 6
        assert len(set(segments)) == len(segments)
        assert all(re.sub(r"\W", "", segment) in words for segment in segments)
    assert all(flat(segment) in text for segment in page.found)
    assert not any(flat(segment) in text for segment in page.left)


def test_we_are_as_good_as_was_kept() -> None:
    scores = Scores()
    for page in PAGES:
        scores.add(page, ours(page.raw))
    _, rows = figures.kept()["sources"]
    kept = [float(row.reached.split()[0]) for row in rows if "web pages" in row.what]
    assert len(kept) == 2
    assert round(scores.f1, 3) >= kept[0] and round(scores.token_f1, 3) >= kept[1]


def test_scores_of_a_text_that_is_known() -> None:
    page = gold.Page(
        "a", b"", "The sea", "It was calm. It was blue.", ("was calm", "was blue"), ("Buy a boat",)
    )
    scores = Scores()
    scores.add(page, "The sea\nIt was calm.\nBuy a  boat")
    assert (scores.precision, scores.recall, scores.f1, scores.accuracy) == (0.5, 0.5, 0.5, 1 / 3)
    assert overlap(["it", "was", "it"], ["it", "is"]) == (1 / 3, 1 / 2, 2 / 5)
    assert scores.token_f1 == pytest.approx(2 * 3 / (6 + 6))
