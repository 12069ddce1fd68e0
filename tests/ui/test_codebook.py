"""The codebook screen: going about, defining tags, changing them all over the library."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from reader.library import Library, StoreFull, show_id
from reader.library.disk.storage import ShardFile
from reader.model import Body, Imported, Metadata, Tag
from reader.ui.app import ReaderApp
from reader.ui.commands import COMMANDS, Command
from reader.ui.screens.codebook import CodebookScreen
from reader.ui.screens.help import HelpScreen
from reader.ui.widgets.wait_prompt import WaitPrompt
from tests.ui.apps import Running, running
from tests.ui.hosts import screen

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Codebook


def shown(run: Running) -> CodebookScreen:
    top = run.app.screen
    assert isinstance(top, CodebookScreen)
    return top


def names(run: Running) -> list[str]:
    return [node.tag.name for node in shown(run).tags.nodes]


def told(run: Running) -> str:
    """Return what stands in the card."""
    about = shown(run).card.about
    texts = [f"{name[0]}: {text}" if name else text for text, _, *name in about.texts if text]
    return "\n".join(["".join(text for text, _ in about.head), *texts])


def tags(run: Running) -> list[tuple[str, ...]]:
    return [mark.tags for mark in run.marks]


async def marked(run: Running) -> None:
    """Tag three sentences, two of them as claims, and open the codebook."""
    await run.press("1", "right", "2", "right", "1", "4", "T")


async def test_tags_are_listed_with_what_is_known_of_the_chosen_one(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        assert names(run) == ["claim", "evidence", "source", "question", "context"]
        assert [node.count for node in shown(run).tags.nodes] == [2, 1, 0, 1, 0]
        assert told(run).splitlines() == [
            "#claim",
            "key 1 · yellow · 2 highlights",
            "Something is asserted that could be true or false.",
            "Often with: #question 1",
        ]
        await run.press("j", "j")
        assert told(run).startswith("#source")
        await run.press("G", "k")
        assert told(run).startswith("#question")
        await run.press("g")
        assert told(run).startswith("#claim")
        await run.press("T")
        assert not isinstance(run.app.screen, CodebookScreen)


async def test_a_tag_is_merged_into_another_after_a_look_at_what_that_touches(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        await run.press("m", *"evid", "enter")
        assert told(run).splitlines()[:3] == [
            "#claim merged into #evidence",
            "2 highlights, 1 article",
            "#claim → #evidence",
        ]
        assert "“One two, three.”" in told(run)
        assert tags(run) == [("claim",), ("evidence",), ("claim", "question")]
        await run.press("y")
        assert tags(run) == [("evidence",), ("evidence",), ("evidence", "question")]
        assert names(run) == ["evidence", "source", "question", "context"]
        assert shown(run).message == "#claim merged into #evidence · u takes it back"
        await run.press("u")
        assert tags(run) == [("claim",), ("evidence",), ("claim", "question")]
        await run.press("U", "escape")
        assert tags(run) == [("evidence",), ("evidence",), ("evidence", "question")]
        session = run.app.desk.session
        assert session and session.codebook.get("claim") is None  # the text shows it too


async def test_a_change_that_is_not_confirmed_is_none(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        step = run.library.next_undo()
        for keys in (["n"], ["escape"]):
            await run.press("m", *"evid", "enter", *keys)
            assert told(run).startswith("#claim\nkey 1")
            assert run.library.next_undo() == step


async def test_a_tag_is_renamed_moved_and_moved_to_the_top(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        await run.press("n", *["backspace"] * 5, *"said", "enter", "y")
        assert names(run)[0] == "said"
        await run.press("greater_than_sign", *"sour", "enter", "y")
        assert names(run) == ["evidence", "source", "source/said", "question", "context"]
        assert told(run).startswith("#source/said")
        assert tags(run) == [("source/said",), ("evidence",), ("question", "source/said")]
        await run.press("M", "slash", "enter", "y")
        assert names(run) == ["said", "evidence", "source", "question", "context"]
        await run.press("n", *["backspace"] * 4, *"source", "enter")
        assert shown(run).message == "There is a tag “source” already; merge them instead."
        assert shown(run).prompt  # with what was typed
        await run.press("escape", "escape")


async def test_a_tag_is_deleted_from_the_codebook_or_all_over(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        await run.press("x")
        assert told(run).splitlines()[1] == "2 highlights, 1 article"
        await run.press("c")
        assert names(run) == ["evidence", "source", "question", "context", "claim"]
        assert tags(run) == [("claim",), ("evidence",), ("claim", "question")]
        await run.press("G", "x", "p")
        assert names(run) == ["evidence", "source", "question", "context"]
        assert tags(run) == [(), ("evidence",), ("question",)]
        await run.press("u", "u")
        assert names(run)[0] == "claim"


async def test_a_tag_is_defined_in_a_form_and_another_is_made(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        await run.press("e", *["tab"] * 4, *"checked", "tab", *"opinions", "ctrl+s")
        claim = run.library.codebook.get("claim")
        assert claim and (claim.when, claim.when_not) == ("checked", "opinions")
        assert "Not: opinions" in told(run)
        await run.press("plus", *"mood", "tab", *"1", "tab", *"pink", "tab", *"How it feels", "ctrl+s")
        assert "A colour is one of yellow," in screen(run.app)
        await run.press(*["backspace"] * 4, *"red", "shift+tab", "x", "ctrl+s")  # it went to the colour
        assert "A key is a digit from 1 to 9." in screen(run.app)
        await run.press("backspace", "shift+tab", *["backspace"] * 4, "ctrl+s")
        assert "A tag needs a name" in screen(run.app)
        await run.press(*"mood", "ctrl+s")
        assert run.library.codebook.get("mood") == Tag("mood", "1", "red", "How it feels")
        claim = run.library.codebook.get("claim")
        assert claim and claim.key == ""  # the digit is the new tag's
        assert told(run).startswith("#mood")
        assert shown(run).message == "#mood is kept · 1 was #claim’s · u takes it back"
        await run.press("plus", *"claim", "ctrl+s")
        assert shown(run).message == "There is a tag “claim” already."


async def test_the_form_is_whole_under_the_tags(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as run:
        await run.press("T", "e")
        await run.pilot.pause()
        labels = ("Name", "Key", "Colour", "Means", "Use when", "Not when")
        assert all(f"\n  {label}" in screen(run.app) for label in labels)


async def test_a_name_written_in_the_form_renames_the_tag_all_over_in_one_step(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        before = run.library.codebook
        await run.press("e", *"s", "tab", "backspace", "9", "ctrl+s")
        assert tags(run) == [("claims",), ("evidence",), ("claims", "question")]
        assert run.library.codebook.tags[0] == replace(before.tags[0], name="claims", key="9")
        await run.press("u")
        assert (tags(run)[0], run.library.codebook) == (("claim",), before)


async def test_what_another_process_makes_of_the_tags_is_shown_and_not_written_over(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        with Library(tmp_path / "library") as other:

            def define(book: Codebook) -> Codebook:
                return book.put(replace(book.tags[0], definition="Theirs", examples=(7,)))

            await run.press("e", *["tab"] * 4, *"mine")
            other.change_codebook(define)
            run.app.main.look()
            await run.press("ctrl+s")
            claim = run.library.codebook.tags[0]
            assert (claim.definition, claim.examples, claim.when) == ("Theirs", (7,), "mine")
            other.recode(other.renaming("source", "origin"))
            run.app.main.look()
            async with asyncio.timeout(20):
                while "origin" not in names(run):
                    await run.pilot.pause(0.05)


async def test_the_mark_that_is_repeated_and_coding_go_on_with_the_new_name_of_a_tag(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "T", "n", *["backspace"] * 5, *"said", "enter", "y", "escape")
        await run.press("right", "full_stop")
        assert tags(run) == [("said",), ("said",)]
        await run.press("right", "M", *"said", "enter", "T", "e", "x", "ctrl+s", "escape", "enter")
        assert tags(run) == [("saidx",), ("saidx",), ("saidx",)]
        await run.press("T", "x", "p", "escape", "enter")
        assert not run.app.desk.coding.on
        assert tags(run) == [(), (), ()]


@pytest.mark.parametrize("file", [b"garbage\n" * 50, None])
async def test_an_article_that_is_damaged_or_trashed_meanwhile_ends_nothing(
    tmp_path: Path, file: bytes | None
) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        first = run.ids["First"]
        (path,) = (tmp_path / "library/articles").rglob(f"{show_id(first)}.json")
        with Library(tmp_path / "library") as other:
            if file is None:
                other.trash(first)
            else:
                path.write_bytes(file)
        await run.press("escape")
        assert not isinstance(run.app.screen, CodebookScreen)
        assert ("damaged" in run.message) == (file is not None)
        assert (run.app.desk.session is None) == (file is None)


async def test_a_digit_is_given_taken_over_and_given_back(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        await run.press("2")
        assert [tag.key for tag in run.library.codebook.tags] == ["2", "", "3", "4", "5"]
        assert shown(run).message == "2 is claim, no longer evidence"
        await run.press("2")
        assert [tag.key for tag in run.library.codebook.tags] == ["", "", "3", "4", "5"]
        assert shown(run).message == "2 is free"


async def test_tags_are_found_by_typing_and_esc_shows_all_again(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        await run.press("slash", *"con")
        assert names(run) == ["context"]
        assert told(run).startswith("#context")
        await run.press("enter", "escape")
        assert len(names(run)) == 5
        await run.press("slash", *"con", "escape")
        assert len(names(run)) == 5
        await run.press("escape")
        assert run.app.screen is run.app.main


async def test_enter_lists_the_passages_of_the_tag(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        await run.press("G", "enter")
        assert shown(run).message == "no highlight has #context"
        await run.press("g", "enter")
        assert run.app.screen is run.app.main
        assert run.message == "2 highlights · esc goes back"


async def test_a_passage_is_kept_as_an_example_of_its_tags(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1")
        run.app.main.run("example")
        assert run.message == "an example of #claim"
        claim = run.library.codebook.get("claim")
        assert claim and claim.examples == (run.marks[0].id,)
        await run.press("T")
        assert "“One two, three.”" in told(run)
        await run.press("escape")
        run.app.main.run("example")
        assert run.library.codebook.tags[0].examples == ()


CODEBOOK = [command for command in COMMANDS if command.place == "codebook"]


@pytest.mark.parametrize("command", CODEBOOK, ids=lambda command: command.id)
async def test_every_key_does_something_and_the_palette_opens_the_codebook(
    tmp_path: Path, command: Command
) -> None:
    def seen(run: Running) -> tuple[object, ...]:
        top = run.app.screen
        if not isinstance(top, CodebookScreen):
            return (top, run.message)
        return (top.tags.chosen, top.prompt, top.message, top.card.about, run.library.codebook)

    async with running(tmp_path) as run:
        run.app.main.run(command.id)
        await run.pilot.pause()
        assert isinstance(run.app.screen, CodebookScreen)
        for key in command.keys:
            run.app.screen.tags.go(2)
            await run.pilot.pause()
            before = seen(run)
            await run.press(key)
            assert seen(run) != before, key
            if isinstance(run.app.screen, CodebookScreen) and run.app.screen.prompt:
                await run.press("escape")


async def test_keys_of_elsewhere_leave_the_codebook_or_show_its_own(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await marked(run)
        await run.press("question_mark")
        top = run.app.screen
        assert isinstance(top, HelpScreen)
        await run.press("escape")
        shown(run)
        await run.press("A")
        assert run.app.screen is run.app.main
        assert not run.app.main.articles.display


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_card_stands_beside_the_tree_or_below(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size) as run:
        await marked(run)
        tree, card = shown(run).tags.region, shown(run).card.region
        assert card.x >= tree.right if size[0] > 100 else card.y > tree.bottom


async def test_a_library_without_a_tag_says_what_to_do(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        run.library.change_codebook(lambda book: replace(book, tags=()))
        await run.press("T", "e")
        assert shown(run).message == "there is no tag here; + makes one"
        assert isinstance(run.app, ReaderApp)


async def test_the_meaning_of_a_tag_stands_under_the_tags_while_one_tags(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        claim = run.library.codebook.tags[0]
        run.library.change_codebook(lambda book: book.put(replace(claim, when_not="opinions")))
        await run.press("t", *"cla")
        prompt = run.app.main.prompts.open
        assert prompt
        assert "true or false. · not: opinions" in screen(run.app)


async def test_a_change_of_many_articles_leaves_the_screen_alive_and_is_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, waits = asyncio.Event(), asyncio.Event()

    async def sleep(seconds: float) -> None:
        waits.set()
        await go_on.wait()

    async with running(tmp_path) as run:
        for number in range(40):
            text = f"Text {number}."
            article = run.library.add(Imported(f"/{number}.txt", Metadata(text), Body.plain(text))).article
            run.library.mark(article.id, 0, 4, tags=["claim"])
        await run.press("T")
        monkeypatch.setattr("reader.ui.handlers.pieces.asyncio", SimpleNamespace(sleep=sleep))
        await run.press("n", *["backspace"] * 5, *"said", "enter", "y")
        await waits.wait()
        assert "0 of 40 articles" in screen(run.app)
        assert run.library.codebook.get("said") and run.library.tag_counts()["claim"] == 40
        await run.press("escape", "u", "j")  # it is not stopped halfway, nor is anything begun beside it
        assert isinstance(shown(run).prompt, WaitPrompt)
        go_on.set()
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        assert shown(run).prompt is None
        assert shown(run).message == "#claim is now #said · u takes it back"
        assert run.library.tag_counts()["said"] == 40
        await run.press("u")
        assert run.library.tag_counts()["claim"] == 40


async def test_a_change_of_many_articles_that_the_disk_breaks_off_is_said_and_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as run:
        for number in range(40):
            text = f"Text {number}."
            article = run.library.add(Imported(f"/{number}.txt", Metadata(text), Body.plain(text))).article
            run.library.mark(article.id, 0, 4, tags=["claim"])
        last = article.id
        await run.press("T")

        def full(file: ShardFile, changes: Any, commit: Any = ShardFile.commit, **given: Any) -> Any:
            if show_id(last) in file.path or show_id(run.library.page()[39].id) in file.path:
                raise StoreFull("Not saved: no space is left.")
            return commit(file, changes, **given)

        with monkeypatch.context() as patch:
            patch.setattr(ShardFile, "commit", full)
            await run.press("n", *["backspace"] * 5, *"said", "enter", "y")
            await run.app.workers.wait_for_complete()
            await run.pilot.pause()
        assert shown(run).message.startswith("Not saved: no space is left. What was done of it is one step")
        await run.press("u")
        assert run.library.tag_counts()["claim"] == 40
        assert "said" not in run.library.tag_counts()


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
async def test_the_number_of_tags_is_told_whole_beside_the_keys(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(tmp_path, size=size) as run:
        await run.press("T")
        (head,) = (line for line in screen(run.app).splitlines() if "Codebook" in line)
        assert "Codebook  5 tags  " in head and "? keys" in head


async def test_an_empty_sidebar_names_the_digits_that_there_are(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        assert "1–5  tag it" in screen(run.app)
        await run.press("T", "9", "escape")
        assert "2–9  tag it" in screen(run.app)
