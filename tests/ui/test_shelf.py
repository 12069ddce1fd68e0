"""The list under a query: in what order, and what is shown while the library is still being read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import Body, Imported, Metadata
from tests.ui.apps import running
from tests.ui.hosts import rows

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.ui.apps import Running

#: Title, site, tags, passage to mark, text; each holds “ferry” in another place.
WHERE = {
    "text": ("The bridge", "site-1", (), "", "Nobody waits for a ferry here. " + "Another sentence. " * 3),
    "passage": ("The tunnel", "site-2", (), "ferry", "They took the ferry once. " + "Another sentence. " * 3),
    "tag": ("The harbour", "site-3", ("ferry",), "", "A text on a harbour. " + "Another sentence. " * 3),
    "site": ("The station", "ferry.example", (), "", "A text on trains. " + "Another sentence. " * 3),
    "title": ("A night ferry", "site-4", (), "", "It leaves at nine. " + "Another sentence. " * 3),
}


def fill(run: Running) -> None:
    """Add the articles, the one that fits best last but for one that does not fit."""
    for name, (title, site, tags, marked, text) in WHERE.items():
        new = Imported(f"/{name}.txt", Metadata(title, site=site), Body.plain(text))
        article = run.library.add(new, tags=tags).article
        if marked:
            start = text.index(marked)
            run.library.mark(article.id, start, start + len(marked))
    run.app.main.shelf.reload()


def titles(run: Running) -> list[str]:
    shelf = run.app.main.shelf
    return [article.title for article in shelf._fetch(0, 10)]


def head(run: Running) -> list[str]:
    return [row.strip() for row in rows(run.app.main.articles)[:2]]


async def test_words_rank_title_site_tags_passages_text_until_another_order_is_chosen(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        fill(run)
        await run.press("slash", *"ferry", "enter")
        assert titles(run) == [WHERE[name][0] for name in ("title", "site", "tag", "passage", "text")]
        assert head(run)[1].split() == ["ferry", "by", "relevance"]
        await run.press("o", "t")
        assert titles(run) == sorted(title for title, *_ in WHERE.values())
        assert head(run)[1].split() == ["ferry", "by", "title"]
        run.app.main.shelf.reload()
        assert head(run)[1].split() == ["ferry", "by", "title"]
        await run.press("slash", "end", "space", *"-tunnel", "enter")
        assert head(run)[1].endswith("by relevance")
        assert titles(run) == [WHERE[name][0] for name in ("title", "site", "tag", "text")]


async def test_what_fits_best_is_chosen_and_without_the_query_the_open_article(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        fill(run)
        shelf, articles = run.app.main.shelf, run.app.main.articles

        def chosen() -> str:
            return articles.selected.title if articles.selected else ""

        open_one = next(article for article in shelf._fetch(0, 10) if article.title == "The tunnel")
        articles.select(open_one.id)
        await run.press("enter", "q", "slash", *"ferry", "enter")
        assert chosen() == "A night ferry"
        assert "no highlights" in run.app.main.status.status.place
        await run.press("down")
        shelf.reload()
        assert chosen() == "The station"  # a change of the library moves nothing
        await run.press("escape")
        assert chosen() == "The station"
        await run.press("slash", *"nowhere", "enter")
        assert chosen() == ""
        assert any("H /  asks the highlights" in row for row in rows(articles))
        await run.press("escape")
        assert chosen() == "The tunnel"


async def test_a_query_without_words_keeps_the_order(tmp_path: Path) -> None:
    async with running(tmp_path, focus_list=True) as run:
        fill(run)
        await run.press("o", "t", "slash", *"site:site", "enter")
        assert head(run)[1].split() == ["site:site", "by", "title"]
        assert titles(run) == ["A night ferry", "The bridge", "The harbour", "The tunnel"]


async def test_the_heading_says_how_far_the_library_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, focus_list=True) as run:
        unread: list[tuple[int, int] | None] = [(43, 100), (99, 100), None, None]
        monkeypatch.setattr(run.library, "unread", lambda: unread.pop(0) if len(unread) > 1 else unread[0])
        run.app.main.shelf.reload()
        assert head(run)[0].split() == ["Articles", "reading", "43%"]
        run.app.main.look()
        assert head(run)[0].split() == ["Articles", "reading", "99%"]
        run.app.main.look()
        assert head(run)[0].split() == ["Articles", "inbox", "2"]
        assert not run.app.main.shelf.unfinished
