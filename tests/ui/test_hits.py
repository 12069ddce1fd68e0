"""`:g` and every occurrence: hits kept and dropped in a list, marked in one step, over three scopes."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING

import pytest
from textual import events

from reader.library import Library
from reader.library.editing.bulk import Hits
from reader.model import Body, Imported, Metadata
from reader.text.bulk import read_bulk
from reader.ui.keys.order import settle
from reader.ui.lists import gathering
from reader.ui.lists.gathering import Gathered, Gathering
from reader.ui.screens.hits import HitsScreen
from tests.support.terminal import PATIENCE
from tests.ui.apps import running
from tests.ui.hosts import screen
from tests.ui.test_every_key import KEYS

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Article
    from reader.text.bulk import Bulk
    from tests.ui.apps import Running


async def _line(run: Running, text: str) -> HitsScreen:
    """Type a line, and wait until all is found."""
    await run.line(text)
    return await _found(run)


async def _found(run: Running) -> HitsScreen:
    shown = run.app.screen
    assert isinstance(shown, HitsScreen)
    await run.app.workers.wait_for_complete()
    await run.pilot.pause()
    return shown


async def _marked(run: Running) -> None:
    await run.press("enter")
    await run.app.workers.wait_for_complete()
    await run.pilot.pause()
    assert not isinstance(run.app.screen, HitsScreen)


def _tags(run: Running) -> list[tuple[str, tuple[str, ...]]]:
    return [(mark.quote, mark.tags) for mark in run.marks]


def _kept(shown: HitsScreen) -> list[int]:
    return list(shown.rows.kept)


async def test_all_hits_are_kept_at_first_and_marked_in_one_step(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        shown = await _line(run, "g/e/ tag vowel")
        assert shown.kept == len(shown.rows) == 9
        await _marked(run)
        assert run.message == "#vowel: 9 highlights · u takes it back"
        assert [(quote.lower(), tags) for quote, tags in _tags(run)] == [("e", ("vowel",))] * 9
        await run.press("u")
        assert _tags(run) == []
        assert run.message == "took back: #vowel by /e/ (9 changes)"


async def test_where_nothing_was_marked_nothing_is_said_to_be_taken_back(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await _line(run, "g/e/ tag vowel")
        with Library(tmp_path / "library") as other:
            other.trash(run.ids["First"])
        await _marked(run)
        assert run.message == "#vowel: 0 highlights · articles left as before: 1"


@pytest.mark.parametrize("meanwhile", [(), ("h", "u")])
async def test_of_what_was_marked_elsewhere_the_undo_that_was_promised_is_one_key(
    meanwhile: tuple[str, ...], tmp_path: Path
) -> None:
    async with running(tmp_path, opened="Second") as run:
        await _line(run, "g/two|four/ tag x in library")
        await _found(run)
        await _marked(run)
        assert run.message == "#x: 2 highlights · u takes it back"
        await run.press(*meanwhile, "u")
        if meanwhile:  # since then u took something else back
            assert run.message.startswith("u once more takes back: #x")
            await run.press("u")
        assert run.message.startswith("took back: #x")
        assert list(run.library.highlights()) == []


async def test_each_is_kept_or_dropped_by_a_key(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        shown = await _line(run, r"g/\w+\./ tag x sentence")
        assert _kept(shown) == [1, 1, 1, 1]
        await run.press("space", "x", "k", "space", "n")
        assert _kept(shown) == [0, 0, 0, 0]
        await run.press("a", "g", "x", "x", "space")
        assert _kept(shown) == [0, 0, 0, 1]
        await run.press("g", "y")
        assert _kept(shown) == [1, 0, 0, 1]
        assert "2 of 4 kept" in screen(run.app)
        await _marked(run)
        assert _tags(run) == [("One two, three.", ("x",)), ("Ten.", ("x",))]


async def test_the_list_shows_each_hit_in_its_context(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await _line(run, "g/six/ tag x sentence")
        row = next(row for row in screen(run.app).splitlines() if "✓" in row)
        assert "three. Four five six! Seven.  Eight" in row


@pytest.mark.parametrize(("scope", "articles"), [("article", 1), ("list", 1), ("library", 2)])
async def test_the_scope_is_the_article_the_list_or_the_library(
    scope: str, articles: int, tmp_path: Path
) -> None:
    async with running(tmp_path) as run:
        run.app.main.shelf.show_query("title:Second")
        await _line(run, f"g/[.]/ tag stop in {scope}")
        await _marked(run)
        marks = list(run.library.highlights())
        assert len({mark.article for mark in marks}) == articles
        if scope == "list":
            assert {mark.article for mark in marks} == {run.ids["Second"]}


async def test_in_the_list_the_list_is_searched_unless_it_is_said(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        shown = await _line(run, "g/[.]/ highlight")
        assert len(shown.gathering.articles) == 2


async def test_the_list_itself_asks_for_sentences_and_for_the_whole_library(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        shown = await _line(run, "g/o|eta/ tag x")
        words = len(shown.rows)
        assert "marks words · + sentences" in screen(run.app)
        await run.press("plus")
        await _found(run)
        sentences = [run.app.desk.opened.view.text[hit.start : hit.end] for hit in shown.rows.hits]
        assert sentences == ["One two, three.", "Four five six!"]
        assert "marks sentences · + paragraphs · - words" in screen(run.app)
        assert "in this article · tab the list" in screen(run.app)
        await run.press("tab", "tab")
        await _found(run)
        assert "in the library · tab this article" in screen(run.app)
        assert len({hit.article for hit in shown.rows.hits}) == 2
        await run.press("tab", "minus", "minus")
        await _found(run)
        assert (len(shown.rows), shown.bulk.unit, shown.bulk.scope) == (words, "match", "article")


async def test_what_was_dropped_stays_dropped_with_other_units(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        shown = await _line(run, "g/e/ tag x")  # One, three (2), five, Seven (2), Eight, nine, Ten
        await run.press(*"xxx", "plus")
        await _found(run)
        assert _kept(shown) == [0, 1, 1, 1, 1]
        await run.press("plus")
        await _found(run)
        assert _kept(shown) == [1, 1]  # something of each is kept
        await run.press("x", "minus", "minus")
        await _found(run)
        assert _kept(shown) == [0, 0, 0, 0, 0, 0, 1, 1, 1]
        await _marked(run)
        assert [quote for quote, _ in _tags(run)] == ["E", "e", "e"]


async def test_the_chosen_hit_stands_in_full_under_the_list(tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(15))
    async with running(tmp_path, size=(80, 24)) as run:
        text = f"A needle here. {'Before. ' * 9}Long {words} needle {words} end. After."
        added = run.library.add(Imported("/l.txt", Metadata("Long"), Body.plain(text))).article
        run.app.main.travel.open(added.id)
        shown = await _line(run, "g/needle/ tag x sentence")
        assert "\n  A needle here." in screen(run.app)
        await run.press("down")
        assert f"Long {words} needle {words} end." in " ".join(screen(run.app).split())
        await run.pilot.click(offset=(10, shown.lines.region.y))
        await run.pilot.pause()
        assert "\n  A needle here." in screen(run.app)


async def test_w_finds_the_words_that_begin_so_and_then_whole_words(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        text = "Rent and rents are no different, but different rentals."
        added = run.library.add(Imported("/r.txt", Metadata("Rent"), Body.plain(text))).article
        run.app.main.travel.open(added.id)
        shown = await _line(run, "g/rent|but/ tag x")
        found = []
        for hint in ("w word starts", "w whole words", "w anywhere"):
            assert hint in screen(run.app)
            found.append([text[hit.start : hit.end] for hit in shown.rows.hits])
            await run.press("w")
            await _found(run)
        assert found[1:] == [["Rent", "rents", "but", "rentals"], ["Rent", "but"]]
        assert len(found[0]) == len(shown.rows) == 6
        assert shown.bulk.pattern == "rent|but"


async def test_what_was_dropped_is_not_forgotten_by_one_press(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        shown = await _line(run, "g/e/ tag x")
        await run.press("x", "escape")
        assert shown.message == "esc once more, and what was dropped is forgotten"
        await run.press("x", "escape")
        assert shown.is_current, "between the two presses it was dropped from again"
        await run.press("escape")
        assert run.app.main.is_current
        await _line(run, "g/e/ tag x")
        await run.press("escape")
        assert run.app.main.is_current, "nothing was dropped"


async def test_tags_are_taken_off(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "1", "2")
        await _line(run, "g/Four/ untag claim")
        await _marked(run)
        assert _tags(run) == [("One two, three.", ("claim",)), ("Four five six!", ("evidence",))]
        assert run.message == "#claim taken off: 1 highlight · u takes it back"


async def test_what_is_marked_already_is_counted_and_not_shown(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1")
        shown = await _line(run, "g/e/ tag claim sentence")
        assert "done already" in screen(run.app)
        assert all(hit.start > 0 for hit in shown.rows.hits)


async def test_every_occurrence_of_the_selection_is_marked(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        text = "art of the art: Art, party,\nthe\u00a0art"
        added = run.library.add(Imported("/a.txt", Metadata("Art"), Body.plain(text))).article
        run.app.main.travel.open(added.id)
        await run.press("v", "colon", *"occurrences tag x", "enter")
        await _found(run)
        await _marked(run)
        assert [mark.quote for mark in run.marks] == ["art", "art", "Art", "art"]
        await run.press("u", "g", "colon", *"occurrences", "enter", *"word", "enter")
        shown = await _found(run)
        assert shown.bulk.tags == ("word",)


@pytest.mark.parametrize(
    ("line", "wrong", "column"),
    [
        ("g/a", "at 4: a / is missing behind the pattern, as in /word/ tag NAME", 3),
        ("g/(a/ tag x", "at 5: missing )", 4),
        ("g/a/ tug x", "at 6: what is done is tag, untag or highlight", 5),
        ("each /a/ tag x in space", "at 19: it is sought in article, list or library", 18),
    ],
)
async def test_what_is_wrong_is_said_where(line: str, wrong: str, column: int, tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.line(line)
        prompt = run.app.main.prompts.open
        assert prompt and prompt.message == wrong
        assert prompt.field.cursor_position == column  # type: ignore[attr-defined]  # it is a line


async def test_what_may_follow_the_pattern_is_offered(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("colon", *"g/a b/ ")
        prompt = run.app.main.prompts.open
        await run.press("ctrl+u", *"g/")
        assert "words, or a regular expression" in screen(run.app)
        await run.press(*"a b")
        assert prompt.completions[0].line == "g/a b/ tag "  # type: ignore[union-attr]
        await run.press(*"/ ")
        names: list[list[str]] = []
        for typed in ("ta", "g cl", "aim se", " in l"):
            await run.press(*typed)
            await run.press(*(["tab"] if typed.endswith("se") else []))
            names.append([row.name for row in run.app.main.prompts.open.completions])  # type: ignore[union-attr]
        assert [found[0] for found in names] == ["tag", "claim", "sentence", "list"]


async def test_nothing_found_and_nothing_kept_are_said(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        shown = await _line(run, "g/zzz/ tag x")
        assert "Nothing matches" in screen(run.app)
        await run.press("enter")
        assert shown.message == "nothing is kept"
        await run.press("escape")
        assert run.app.screen is run.app.main


async def test_no_key_ends_or_changes_anything_that_is_not_said(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        shown = await _line(run, "g/e/ tag x")
        told = {"space", "x", "y", "delete", "a", "n", "enter", "escape", "q", "plus", "equals_sign", "minus"}
        told |= {"tab"}
        moves = {"j", "k", "up", "down", "g", "G", "home", "end", "pageup", "pagedown", "ctrl+d", "ctrl+u"}
        elsewhere = {"ctrl+q", "ctrl+p", "ctrl+z"}  # these leave the list open, and the program or the screen
        for key in KEYS:
            if key not in told | elsewhere:
                before = shown.lines.chosen
                run.app.post_message(events.Key(key, key if len(key) == 1 else None))
                done = asyncio.Event()
                run.app.call_later(done.set)
                await done.wait()
                await settle(shown)
                assert key in moves or shown.lines.chosen == before
        assert run.app.screen is shown
        assert set(_kept(shown)) == {1}
        assert run.marks == []


# -- over many articles


def _many(library: Library, count: int) -> list[int]:
    for number in range(count):
        body = Body.plain(f"Text {number}. It has a needle.")
        library.add(Imported(f"/{number}.txt", Metadata(f"T{number}"), body))
    return library.article_ids()


def test_the_first_hits_come_at_once_and_it_can_be_stopped(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        articles = _many(library, 12)
        search = Gathering(library, read_bulk("/needle/"), articles)
        taken: list[Gathered] = []

        def take(gathered: Gathered) -> None:
            taken.append(gathered)
            search.stopped = True

        search.run(take)
        assert [(len(each.hits), each.articles) for each in taken] == [(1, 1)]


def test_too_many_hits_and_too_slow_texts_end_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library(tmp_path / "library") as library:
        articles = _many(library, 8)
        taken: list[Gathered] = []
        monkeypatch.setattr(gathering, "MOST", 3)
        search = Gathering(library, read_bulk("/needle/"), articles)
        search.run(taken.append)
        assert sum(len(each.hits) for each in taken) == 3
        assert search.wrong == "only the first 3; the rest was not looked at"

        def slow(article: Article, bulk: Bulk) -> Hits:
            return Hits([], 0, stopped=True)

        monkeypatch.setattr(gathering, "MOST_SLOW", 2)
        monkeypatch.setattr(library, "hits", slow)
        search = Gathering(library, read_bulk("/needle/"), articles)
        search.run(taken.append)
        assert search.wrong == "stopped in 2 texts, after half a second each; the rest was not looked at"


async def test_while_nothing_is_found_no_number_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as run:
        go_on, hits = threading.Event(), run.library.hits

        def held(article: Article, bulk: Bulk) -> Hits:
            assert go_on.wait(PATIENCE)
            return hits(article, bulk)

        monkeypatch.setattr(run.library, "hits", held)
        await run.line("g/e/ tag x")
        assert "kept" not in screen(run.app) and "esc stops" in screen(run.app)
        go_on.set()
        shown = await _found(run)
        assert f"{len(shown.rows)} of {len(shown.rows)} kept" in screen(run.app)


async def test_escape_stops_the_search_and_what_was_found_can_be_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as run:
        _many(run.library, 6)
        waits, hits = threading.Event(), run.library.hits
        seen: list[int] = []

        def slow(article: Article, bulk: Bulk) -> Hits:
            seen.append(article.id)
            if len(seen) == 3:
                waits.wait(10)
            return hits(article, bulk)

        monkeypatch.setattr(run.library, "hits", slow)
        await run.line("g/needle/ tag x in library")
        shown = run.app.screen
        assert isinstance(shown, HitsScreen)
        await run.press("enter")
        assert shown.message == "still looking · esc stops it, then enter marks what was found"
        await run.press("escape")
        waits.set()
        await _found(run)
        assert 1 <= len(shown.rows) <= 3
        count = len(shown.rows)
        await _marked(run)
        assert len(list(run.library.highlights())) == count


@pytest.mark.parametrize(
    ("size", "pattern", "hint"),
    [
        ((140, 40), "e", "space toggles · x drops · y keeps · a all · n none · enter marks · esc closes"),
        ((80, 24), "e", "space toggles · a all · n none · enter marks · esc closes"),
        ((70, 24), "e", "space toggles · enter marks · esc closes"),
        ((50, 24), "e", "space drops · enter marks"),
        ((80, 24), "nowhere", "esc closes"),
    ],
)
async def test_its_keys_are_told_in_words(
    tmp_path: Path, size: tuple[int, int], pattern: str, hint: str
) -> None:
    async with running(tmp_path, size=size) as run:
        await _line(run, f"g/{pattern}/ tag x")
        (head,) = (line for line in screen(run.app).splitlines() if "kept" in line)
        assert head.rstrip().endswith(f"  {hint}")


async def test_what_stands_before_a_place_begins_with_a_whole_word(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        text = "Several extraordinary circumstances prevented every member from counting them all."
        run.library.add(Imported("/long.txt", Metadata("Long"), Body.plain(text)))
        await _line(run, "g/counting/ tag x in library")
        (row,) = (line for line in screen(run.app).splitlines() if "counting" in line and "✓" in line)
        assert row.split("✓")[1].split()[:4] == ["…every", "member", "from", "counting"]
