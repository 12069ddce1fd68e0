"""Feeds in the app: what is new comes into the list, and is new until it is opened."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from reader.model import Feed
from reader.sources import address
from reader.sources import feed as feed_source
from tests.sources.test_feed import WALL, answers, item, rss
from tests.support.web import Web
from tests.ui.apps import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.support.web import Request
    from tests.ui.apps import Running

ITEMS = [item(f"Gate {n}", content=f"<p>{n} {WALL}</p>", guid=f"https://crier.example/{n}") for n in range(3)]


@pytest.fixture
def routes() -> dict[str, Callable[[Request], None]]:
    return {"/feed": answers(rss(*ITEMS))}


@pytest.fixture
def web(routes: dict[str, Callable[[Request], None]], monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setattr(address, "_is_public", lambda number: True)
    monkeypatch.setattr(feed_source, "_BETWEEN", 0.0)
    with Web(routes) as web:
        yield web


async def ask(run: Running) -> None:
    run.app.main.run("ask-feeds")
    await run.app.workers.wait_for_complete()
    await run.pilot.pause()


def titles(run: Running) -> list[str]:
    return [article.title for article in run.library.page()]


async def test_what_is_new_comes_into_the_list(tmp_path: Path, web: Web) -> None:
    async with running(tmp_path, focus_list=True, opened=None) as run:
        run.library.keep_feed(Feed(web.url("/feed"), "Crier"))
        run.library.keep_feed(Feed(web.url("/nowhere"), "Lost"))
        await ask(run)
        assert run.message == (
            "3 added · 1 could not be read: Lost: 127.0.0.1 gives no article: it was not found (404)."
        )
        assert titles(run) == ["Gate 0", "Gate 1", "Gate 2", "Second", "First"]
        assert run.app.main.shelf._heading() == "new 3 · inbox 2"
        await run.press("enter")
        assert run.app.desk.session and run.app.desk.session.article.title == "Gate 0"
        await run.press("q")
        assert run.app.main.shelf._heading() == "new 2 · inbox 3"
        await ask(run)
        assert run.message == "all feeds were asked a short while ago"


async def test_without_feeds_it_says_how_to_follow_one(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await ask(run)
        assert run.message == "no feed is followed; in the shell, reader feed add URL follows one"


async def test_asking_can_be_stopped_and_goes_on_later(
    tmp_path: Path, web: Web, routes: dict[str, Callable[[Request], None]]
) -> None:
    asked, stopped = threading.Event(), threading.Event()

    def wait(request: Request) -> None:
        asked.set()
        stopped.wait(30)
        answers(rss(*ITEMS), headers={"ETag": '"1"'})(request)

    def answer(request: Request) -> None:
        """Answer a conditional question as one whose feed did not change."""
        if request.headers.get("If-None-Match"):
            request.answer(b"", status=304)
        else:
            wait(request)

    routes["/feed"] = answer
    async with running(tmp_path) as run:
        run.library.keep_feed(Feed(web.url("/feed"), "Crier"))
        run.app.main.run("ask-feeds")
        while not asked.is_set():
            await run.pilot.pause()
        await run.press("escape")
        stopped.set()
        await run.app.workers.wait_for_complete()
        await run.pilot.pause()
        assert run.message == "stopped: 1 added"
        (feed,) = run.library.feeds()
        assert len(feed.seen) == 1
        run.library.keep_feed(feed._replace(after=""))
        await ask(run)
        assert run.message == "2 added"
        assert titles(run)[:3] == ["Gate 0", "Gate 1", "Gate 2"]
        assert run.library.feeds()[0].etag == '"1"'


async def test_a_private_feed_can_be_asked_and_where_it_has_moved_to_is_said(tmp_path: Path) -> None:
    routes = {
        "/feed": answers(rss(*ITEMS)),
        "/old": lambda request: request.answer(b"", status=301, Location="/feed"),
    }
    with Web(routes) as web:
        async with running(tmp_path, focus_list=True, opened=None) as run:
            run.library.keep_feed(Feed(web.url("/old"), "Crier", private=True))
            await ask(run)
            assert run.message == f"3 added · Crier has moved to {web.url('/feed')}"
            assert [feed.url for feed in run.library.feeds()] == [web.url("/feed")]
