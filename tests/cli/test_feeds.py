"""`feed`, `watch`: what is followed, and what it brings."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model import Feed
from reader.sources import feed as feed_source
from tests.sources.test_feed import PAGE, WALL, answers, item, rss
from tests.support.web import Web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.cli.conftest import Run
    from tests.support.web import Request

ONE = item("One gate", content=f"<p>{WALL}</p>", link="https://crier.example/1")
TWO = item("Two gates", content=f"<p>{WALL} Two.</p>", link="https://crier.example/2")


@pytest.fixture
def routes() -> dict[str, Callable[[Request], None]]:
    return {"/": answers(PAGE.encode(), "text/html"), "/feed.xml": answers(rss(ONE), headers={"ETag": '"1"'})}


@pytest.fixture
def web(routes: dict[str, Callable[[Request], None]], monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    monkeypatch.setattr(feed_source, "_BETWEEN", 0.0)
    with Web(routes) as web:
        yield web


@pytest.fixture
def followed(run: Run, web: Web) -> str:
    """A feed that is followed: the end of its id."""
    done = run("feed", "add", web.url("/"), "--allow-private", "--tag", "press", "--folder", "News/Local")
    assert (done.code, done.err) == (0, "reader: `reader feed fetch` takes what is new\n")
    assert done.out.startswith("followed  ") and "The Town Crier" in done.out
    return done.out.split()[1]


def titles(run: Run, query: str) -> list[str]:
    return [article["title"] for article in run("list", query, "--json").json]


def test_what_is_new_comes_once_as_new(run: Run, followed: str) -> None:
    done = run("feed", "fetch", "--allow-private")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("added    ") and done.out.endswith("One gate\n")
    assert titles(run, "status:new #press") == ["One gate"]
    again = run("feed", "fetch", "--allow-private")
    assert (again.code, again.out) == (0, "")
    assert "1 feed asked a short while ago" in again.err


def test_a_feed_that_is_named_is_asked_at_once(
    run: Run, followed: str, routes: dict[str, Callable[[Request], None]]
) -> None:
    run("feed", "fetch", "--allow-private")
    assert run("feed", "fetch", followed, "--allow-private").err == "reader: nothing is new\n"
    routes["/feed.xml"] = answers(rss(TWO, ONE))
    assert run("feed", "fetch", "crier", "--allow-private").out.endswith("Two gates\n")
    assert titles(run, "status:new") == ["Two gates", "One gate"]


def test_a_fetch_that_is_stopped_goes_on_later(
    run: Run, tmp_path: Path, followed: str, routes: dict[str, Callable[[Request], None]]
) -> None:
    def answer(request: Request) -> None:
        request.answer(b"", status=304) if request.headers.get("If-None-Match") else both(request)

    both = answers(rss(TWO, ONE), headers={"ETag": '"2"'})
    routes["/feed.xml"] = answer
    with Library(tmp_path / "library") as library:
        asker = feed_source.Feeds(allow_private=True)
        feed, articles = asker.ask(library.feeds()[0])
        taking = library.take_feed(feed, articles)
        next(taking)
        taking.close()  # as ctrl+c does
    assert run("feed", "fetch", followed, "--allow-private").out.endswith("Two gates\n")
    assert titles(run, "status:new") == ["Two gates", "One gate"]


def test_what_was_deleted_does_not_come_back(
    run: Run, tmp_path: Path, followed: str, routes: dict[str, Callable[[Request], None]]
) -> None:
    run("feed", "fetch", "--allow-private")
    with Library(tmp_path / "library") as library:
        library.trash(library.page()[0].id)
    routes["/feed.xml"] = answers(rss(TWO, ONE))
    run("feed", "fetch", followed, "--allow-private")
    assert titles(run, "") == ["Two gates"]


def test_an_article_that_was_opened_is_new_no_longer(run: Run, tmp_path: Path, followed: str) -> None:
    run("feed", "fetch", "--allow-private")
    with Library(tmp_path / "library") as library:
        library.place(library.page()[0].id, 5, 0.1)
    assert titles(run, "status:inbox") == ["One gate"]


def test_a_feed_that_fails_is_one_line_and_the_others_go_on(run: Run, web: Web, followed: str) -> None:
    listed = b"<opml><body><outline text='Lost' xmlUrl='%s'/></body></opml>" % web.url("/lost").encode()
    assert run("feed", "import", "-", stdin=listed).out.split()[2] == "Lost"
    done = run("feed", "fetch", "--allow-private")
    assert done.code == 1
    assert done.err == "reader: Lost: 127.0.0.1 gives no article: it was not found (404).\n"
    assert titles(run, "") == ["One gate"]
    assert "it was not found (404)" in run("feed", "list").out


def test_feeds_are_listed_exported_and_removed(run: Run, web: Web, followed: str, tmp_path: Path) -> None:
    (shape,) = run("feed", "list", "--json").json
    assert (shape["title"], shape["folder"], shape["tags"]) == ("The Town Crier", "News/Local", ["press"])
    assert shape["url"] == web.url("/feed.xml?a=1&b=2")
    out = tmp_path / "feeds.opml"
    assert run("feed", "export", out).out == f"{out}  1 feed\n"
    assert run("feed", "remove", "The Town Crier").code == 0
    assert run("feed", "list").err.startswith("reader: no feed is followed")
    run("feed", "import", out)
    (again,) = run("feed", "list", "--json").json
    assert (again["url"], again["folder"]) == (shape["url"], "News/Local")


def test_what_is_followed_already_is_said(run: Run, web: Web, followed: str) -> None:
    done = run("feed", "add", web.url("/feed.xml?a=1&b=2"), "--allow-private")
    assert (done.code, done.out) == (0, "")
    assert done.err == "reader: The Town Crier is followed already\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("feed",), 2, "ACTION is missing"),
        (("feed", "add"), 2, "takes URL…"),
        (("feed", "list", "x"), 2, "takes no word"),
        (("feed", "export", "a", "b"), 2, "takes [OPML]"),
        (("feed", "add", "ftp://x.example/"), 1, "Only http and https are followed"),
        (("feed", "import", "/nowhere.opml"), 1, "nowhere.opml"),
        (("watch", "/nowhere"), 1, "is no folder"),
    ],
)
def test_what_makes_no_sense_is_said(run: Run, words: tuple[str, ...], code: int, said: str) -> None:
    done = run(*words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err and done.err.count("\n") == 1


def test_an_archive_holds_the_feeds(run: Run, followed: str, tmp_path: Path) -> None:
    run("backup", tmp_path / "all.tar.gz")
    run("restore", tmp_path / "all.tar.gz", "--library", tmp_path / "other")
    assert "The Town Crier" in run("feed", "list", "--library", tmp_path / "other").out
    assert run("doctor").code == 0


def test_what_appears_in_a_folder_is_added(tmp_path: Path) -> None:
    folder, library = tmp_path / "texts", tmp_path / "library"
    (folder / ".hidden").mkdir(parents=True)
    (folder / "first.txt").write_text("A first text that is there.\n")
    command = [sys.executable, "-m", "reader", "watch", str(folder), "--library", str(library)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stderr
        try:
            assert process.stdout.readline().endswith("first\n")
            (folder / ".hidden" / "not.txt").write_text("Hidden.\n")
            (folder / "picture.png").write_bytes(b"\x89PNG")
            (folder / "second.md").write_text("# A second\n\nIt appears.\n")
            assert process.stdout.readline().endswith("A second\n")
            (folder / "second.md").write_text("# A second\n\nIt appears, and changes.\n")
            assert process.stdout.readline().startswith("updated")
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert (process.returncode, out) == (0, "")
    assert err.splitlines()[-1] == "reader: ended; 3 articles added or updated"
    with Library(library) as opened:
        assert {article.status for article in opened.page()} == {"new"}


def test_a_watched_folder_that_goes_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "first.txt").write_text("A first text that is there.\n")
    command = [sys.executable, "-m", "reader", "watch", str(folder), "--library", str(tmp_path / "library")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            assert process.stdout.readline().endswith("first\n")
            folder.rename(tmp_path / "elsewhere")
            _, err = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 1
    assert (
        err.splitlines()[-1] == f"reader: {folder} is gone, or another folder now; it is watched no longer."
    )


def test_a_file_with_many_articles_is_told_in_a_few_lines(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "saved.rss"
    path.write_bytes(rss(*(item(f"Gate {n}", content=f"<p>{n} {WALL}</p>") for n in range(9))))
    done = run("add", path)
    assert (done.code, done.err) == (0, "")
    assert [line.split("  ")[-1] for line in done.out.splitlines()] == [
        "Gate 8",
        "Gate 7",
        "Gate 6",
        "and 6 more from saved.rss",
    ]
    assert len(run("add", path, "--json").json) == 9


def test_a_private_feed_is_asked_without_saying_so_again_and_where_it_has_moved_to(
    run: Run, web: Web, followed: str, routes: dict[str, Callable[[Request], None]]
) -> None:
    routes["/feed.xml"] = lambda request: request.answer(b"", status=301, Location="/new.xml")
    routes["/new.xml"] = answers(rss(ONE))
    done = run("feed", "fetch")
    assert done.err == f"reader: The Town Crier has moved to {web.url('/new.xml')}\n"
    assert done.out.endswith("One gate\n")
    (shape,) = run("feed", "list", "--json").json
    assert (shape["url"], shape["private"]) == (web.url("/new.xml"), True)


def test_a_feed_that_moved_to_where_another_is_keeps_its_address(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as library:
        library.keep_feed(Feed("https://crier.example/a"))
        other = library.keep_feed(Feed("https://crier.example/b"))
        library.keep_feed(other._replace(url="https://crier.example/a", title="Crier"))
        assert [(feed.url, feed.title) for feed in library.feeds()] == [
            ("https://crier.example/a", ""),
            ("https://crier.example/b", "Crier"),
        ]
