"""Linking two highlights, over articles, seeing links on cards, following them both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.apps import running
from tests.ui.hosts import rows, screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running

MADE = "“Four five six!” supports “One two, three.” · u takes it back"


async def _linked(run: Running) -> None:
    """Mark two sentences, and let the second support the first."""
    await run.press("1", "right", "2", "ampersand")
    assert run.app.main.status.status.mode == "LINK"
    await run.press("comma", "ampersand", "s")


def _at(run: Running) -> tuple[str, str]:
    session = run.app.desk.opened
    return session.article.title, session.picked.quote if session.picked else ""


async def test_a_link_is_begun_here_and_made_there(tmp_path: Path) -> None:
    async with running(tmp_path, size=(200, 40)) as run:
        await _linked(run)
        assert run.message == MADE
        assert run.app.main.status.status.mode == "READ"
        first, second = run.marks
        assert [(link.kind, link.to) for link in second.links] == [("supports", first.id)]
        shown = screen(run.app)
        assert "→ supports “One two, three.”" in shown
        assert "← supported by “Four five six!”" in shown


async def test_a_link_is_followed_both_ways_over_articles(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "ampersand", "K", "3", "ampersand", "c")
        assert _at(run) == ("Second", "Alpha beta.")
        await run.press("percent_sign")
        assert _at(run) == ("First", "One two, three.")
        assert run.message == "→ contradicts “Alpha beta.”"
        await run.press("percent_sign")
        assert _at(run) == ("Second", "Alpha beta.")
        await run.press("backspace")
        assert _at(run)[0] == "First"


async def test_undo_takes_the_link_back_and_the_card_follows(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await _linked(run)
        await run.press("u")
        assert "supported by" not in screen(run.app)
        await run.press("percent_sign")
        assert run.message == "no link starts from this passage or leads to it · & begins one"
        await run.press("U")
        assert "supported by" in screen(run.app)


async def test_what_is_deleted_comes_back_with_its_links(tmp_path: Path) -> None:
    async with running(tmp_path, size=(200, 40)) as run:
        await _linked(run)
        await run.press("comma", "x")
        assert "supported by" not in screen(run.app)
        assert "→ supports a passage that was" in screen(run.app)
        await run.press("u")
        assert "→ supports “One two, three.”" in screen(run.app)
        assert "← supported by “Four five six!”" in screen(run.app)


async def test_a_kind_of_ones_own_is_typed(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "2", "ampersand", "comma", "ampersand", "o", *"is cause", "enter")
        assert run.message == "“Four five six!” is cause “One two, three.” · u takes it back"
        await run.line("unlink")
        assert run.message == "no longer: is cause of “Four five six!” · u takes it back"
        assert not any(mark.links for mark in run.marks)


async def test_the_kind_may_be_said_on_the_command_line(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "2", "colon", *"link answers", "enter", "comma", "ampersand")
        assert run.marks[1].links[0].kind == "answers"


async def test_of_several_links_one_is_chosen(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await _linked(run)
        await run.press("right", "right", "3", "ampersand", "g", "semicolon", "comma", "ampersand", "a")
        await run.press("percent_sign")
        prompt = run.app.main.prompts.open
        assert prompt and prompt.title == "Follow which link?"
        await run.press("s")
        assert _at(run)[1] == "Seven."


async def test_a_deleted_end_is_said(tmp_path: Path) -> None:
    async with running(tmp_path, size=(200, 40)) as run:
        await _linked(run)
        await run.press("g", "O", "x", "semicolon")
        assert "→ supports a passage that was" in screen(run.app)
        await run.press("percent_sign")
        assert run.message == "the passage at the other end was deleted · X shows the trash"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (["percent_sign"], "there is no highlight here"),
        (["1", "ampersand", "ampersand"], "the link begins here: go to another passage, or drop it with esc"),
        (["1", "ampersand", "escape"], "the link is dropped"),
    ],
)
async def test_what_cannot_be_is_said(keys: list[str], said: str, tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press(*keys)
        assert run.message == said
        assert not any(mark.links for mark in run.marks)


async def test_what_is_not_highlighted_yet_is_highlighted_for_the_link(tmp_path: Path) -> None:
    """The one that begins a link at once, the other when it is known what the first does to it."""
    async with running(tmp_path) as run:
        await run.press("ampersand", "right", "ampersand", "escape")
        assert [mark.quote for mark in run.marks] == ["One two, three."]
        await run.press("ampersand", "c")
        assert run.message == "“One two, three.” contradicts “Four five six!” · u takes it back"
        first, second = run.marks
        assert [(link.kind, link.to) for link in first.links] == [("contradicts", second.id)]
        await run.press("u", "u", "u")
        assert run.marks == []


async def test_links_are_made_and_followed_from_the_cards(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "2", "tab", "g", "ampersand", "j", "ampersand", "s")
        assert run.marks[0].links[0].to == run.marks[1].id
        await run.press("percent_sign")
        assert _at(run) == ("First", "One two, three.")


async def test_the_menu_offers_them(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await _linked(run)
        await run.press("enter")
        assert "follow a link" in screen(run.app)
        await run.press("percent_sign")
        assert _at(run)[1] == "Four five six!"


async def test_the_list_of_all_highlights_shows_links_and_follows_them(tmp_path: Path) -> None:
    async with running(tmp_path, size=(200, 40)) as run:
        await run.press("1", "ampersand", "K", "3", "H")
        passages = run.app.main.passages
        assert not any("supports" in row for row in rows(passages))
        card = passages.current
        assert card and card.highlight.quote == "Alpha beta."
        await run.press("ampersand", "s")  # the card that begins the link is of the other article
        shown = "\n".join(rows(passages))
        assert "→ supports “Alpha beta.”" in shown
        assert "← supported by “One two, three.”" in shown
        await run.press("percent_sign")
        assert _at(run) == ("First", "One two, three.")
        await run.press("backspace")
        assert run.app.main.place == "collection"
        assert passages.current and passages.current.highlight.quote == "Alpha beta."
        await run.press("u")
        assert not any("support" in row for row in rows(passages))
