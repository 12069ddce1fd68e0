"""Suggested tags in the app: shown for the current sentence, taken by one key, and why there is none."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.text.bulk import read_bulk
from reader.ui.pane import styles
from reader.ui.reading import suggesting
from tests.ui.apps import running
from tests.ui.hosts import screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running

KNOWN = [("question", "Why is number {} so?"), ("evidence", "In {} of 40 cases it rose by 12 per cent.")]
TEXT = "A plain sentence stands here. Why is it so? In 7 of 40 cases it rose by 12 per cent. What is this?"


def fill(path: Path, annotator: str = "me") -> None:
    """Make a library in which a person tagged questions and figures."""
    with Library(path, annotator=annotator) as library:
        known = [(form.format(number), tag) for number in range(10) for tag, form in KNOWN]
        library.add_all(Imported(f"/{text}", Metadata(text), Body.plain(text)) for text, _ in known)
        ids = {article.title: article.id for article in library.page(limit=99)}
        with library.together():
            for text, tag in known:
                library.mark(ids[text], 0, len(text), tags=(tag,))
        library.add(Imported("/text", Metadata("Asked"), Body.plain(TEXT)))


async def learnt(run: Running) -> None:
    run.app.main.suggesting.begin()
    while run.app.main.suggesting.suggester is None:
        run.app.main.idle._last_key = 0.0  # no key was pressed for long
        await run.pilot.pause()


async def offered(run: Running) -> str:
    """Let the caret stand long enough; return the tag that is offered."""
    await asyncio.sleep(0)
    run.app.main.suggesting._suggest()
    await run.pilot.pause()
    offer = run.app.main.suggesting.offer
    return offer.tag if offer else ""


async def open_asked(run: Running) -> None:
    run.app.main.travel.open(next(a.id for a in run.library.page(limit=99) if a.title == "Asked"))
    await run.pilot.pause()


async def test_the_sentence_is_offered_a_tag_and_one_key_takes_it(tmp_path: Path) -> None:
    fill(tmp_path / "library")
    async with running(tmp_path) as run:
        await learnt(run)
        await open_asked(run)
        assert await offered(run) == ""
        await run.press("right")
        assert await offered(run) == "question"
        assert "i #question " in screen(run.app)
        assert "100%" not in screen(run.app)  # of a few guesses no rate is told
        keys = run.app.main.text._keys
        hinted = [key.hint for key in keys if key.hint]
        assert hinted == [styles.COLOUR_NUMBER["orange"]]
        await run.press("i")
        assert [(h.quote, h.tags) for h in run.marks] == [("Why is it so?", ("question",))]
        assert "i #question" not in screen(run.app)
        await run.press("right", "i", "u")
        assert len(run.marks) == 1
        await run.press("right")
        run.app.main.suggesting.look()
        assert run.app.main.suggesting.suggester
        assert run.app.main.suggesting.suggester.rate("question").right >= 1


async def test_what_is_offered_goes_with_the_sentence(tmp_path: Path) -> None:
    fill(tmp_path / "library")
    async with running(tmp_path) as run:
        await learnt(run)
        await open_asked(run)
        await run.press("right")
        assert await offered(run) == "question"
        await run.press("left")
        assert not any(key.hint for key in run.app.main.text._keys)
        assert "i #question" not in screen(run.app)
        await run.press("right", "1")
        assert await offered(run) == ""  # it has a tag


async def test_the_caret_that_stands_is_offered_something_by_itself(tmp_path: Path) -> None:
    fill(tmp_path / "library")
    async with running(tmp_path) as run:
        await learnt(run)
        await open_asked(run)
        await run.press("right")
        while run.app.main.suggesting.offer is None:
            await run.pilot.pause()
        assert "i #question" in screen(run.app)


@pytest.mark.parametrize(
    ("filled", "said"), [(False, "12 more tagged passages, and tags can be suggested"), (True, "no tag is")]
)
async def test_it_says_why_nothing_is_suggested(tmp_path: Path, filled: bool, said: str) -> None:
    if filled:
        fill(tmp_path / "library")
    async with running(tmp_path) as run:
        await run.press("i")
        assert run.message == "still learning from your passages"
        await learnt(run)
        await run.press("i")
        assert run.message.startswith(said)
        assert run.marks == []
        run.app.main.run("suggestions")
        await run.press("i")
        assert run.message == "suggestions are off · the palette turns them on"
        run.app.main.run("suggestions")
        assert run.message.startswith("tags are suggested")


async def test_nothing_is_learnt_from_another_annotator(tmp_path: Path) -> None:
    fill(tmp_path / "library", annotator="kim")
    async with running(tmp_path) as run:
        await learnt(run)
        assert run.app.main.suggesting.suggester and run.app.main.suggesting.suggester.steps == 0


async def test_few_of_ones_own_among_many_of_others_are_looked_for_only_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "library", annotator="kim")
    fill(tmp_path / "library")
    monkeypatch.setattr(suggesting, "_PAGE", 5)
    for most, looked, seen in ((8, 99, 8), (99, 30, 20), (99, 10, 10)):
        monkeypatch.setattr(suggesting, "_MOST", most)
        monkeypatch.setattr(suggesting, "_LOOKED", looked)
        async with running(tmp_path) as run:
            await learnt(run)
            assert run.app.main.suggesting.suggester and run.app.main.suggesting.suggester.steps == seen


async def test_the_codebook_tells_how_often_a_tag_was_right(tmp_path: Path) -> None:
    fill(tmp_path / "library")
    async with running(tmp_path) as run:
        await learnt(run)
        rate = run.app.main.suggesting.suggester and run.app.main.suggesting.suggester.rate("question")
        assert rate
        await run.press("T", "slash", *"question", "enter")
        assert f"right in {rate.right} of its last {rate.guessed} suggestions" in screen(run.app)


async def test_what_one_bulk_step_marked_is_one_decision(tmp_path: Path) -> None:
    fill(tmp_path / "library")
    async with running(tmp_path) as run:
        bulk = read_bulk("/is/ tag verb match in library")
        hits, digests = {}, {}
        for article in run.library.articles(run.library.article_ids()):
            hits[article.id], digests[article.id] = run.library.hits(article, bulk).found, article.digest
        for _ in run.library.bulk(bulk, hits, digests):
            pass
        assert run.library.tag_counts()["verb"] > 12
        await learnt(run)
        suggester = run.app.main.suggesting.suggester
        assert suggester and suggester.steps == 21
        assert "verb" not in suggester.rates()
