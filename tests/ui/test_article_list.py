from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from reader.model import Article, Pace
from reader.text.cells import cells
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.article_meta import meta
from tests.ui.hosts import HOSTILE, SIZES, Host, rows, screen


@dataclass
class Shelf:
    """Articles numbered from 1, made when they are fetched; counts what is asked for."""

    total: int
    asked: list[tuple[int, int]] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)

    def fetch(self, offset: int, limit: int) -> list[Article]:
        self.asked.append((offset, limit))
        ids = (
            [i for i in range(1, self.total + 1) if i not in self.gone]
            if self.gone
            else range(1, self.total + 1)
        )
        return [Article(i, f"Article {i}", site="site-34", words=460) for i in ids[offset : offset + limit]]


def shown_parts(article: Article, width: int) -> str:
    return "".join(text for text, _ in meta(article, width, Pace()))


def listed(total: int) -> tuple[ArticleList, Shelf]:
    return ArticleList(), Shelf(total)


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_shows_head_rows_and_a_bar(size: tuple[int, int]) -> None:
    view, shelf = listed(500)
    async with Host(view).at(size) as pilot:
        view.show(shelf.fetch, 500, "inbox 8")
        view.focus()
        await pilot.pause()
        painted = rows(view)
        assert len(painted) == size[1]
        assert all(cells(row) == size[0] for row in painted)
        assert painted[0].split() == ["Articles", "inbox", "8"]
        assert painted[2].startswith("▌ Article 1 ")
        assert painted[3].rstrip() == "▌ site-34 · 2 min"
        assert painted[4].strip() == ""
        assert painted[5].startswith("  Article 2 ")


async def test_a_hundred_thousand_articles_cost_a_window_or_two() -> None:
    view, shelf = listed(100_000)
    async with Host(view).at((80, 24)) as pilot:
        view.show(shelf.fetch, 100_000, "")
        await pilot.pause()
        assert len(shelf.asked) == 1
        view.bottom()
        await pilot.pause()
        assert view.selected
        assert view.selected.id == 100_000
        assert "Article 100000" in "".join(rows(view))
        view.page(-3)
        view.top()
        await pilot.pause()
        assert len(shelf.asked) <= 4
        assert all(limit == 64 for _, limit in shelf.asked)


async def test_moving_keeps_the_selected_article_in_sight() -> None:
    view, shelf = listed(30)
    host = Host(view, kinds=(ArticleList.Highlighted,))
    async with host.at((80, 24)) as pilot:
        view.show(shelf.fetch, 30, "")
        for step in (1, 1, 10, 5, -3, 20, -1, -40):
            view.move(step)
            await pilot.pause()
            assert view.selected
            marked = [row for row in rows(view) if row.startswith("▌")]
            assert len(marked) == 2
            assert marked[0].split()[2] == str(view.selected.id)
        assert view.selected
        assert view.selected.id == 1
        assert [m.article.id for m in host.posted if isinstance(m, ArticleList.Highlighted)][:2] == [2, 3]


async def test_the_last_article_ends_at_the_last_row() -> None:
    view, shelf = listed(30)
    async with Host(view).at((80, 24)) as pilot:
        view.show(shelf.fetch, 30, "")
        view.bottom()
        await pilot.pause()
        assert rows(view)[-2].startswith("▌ Article 30")


async def test_a_page_leaves_one_article_in_sight() -> None:
    view, shelf = listed(100)
    async with Host(view).at((80, 24)) as pilot:
        view.show(shelf.fetch, 100, "")
        view.page(1)
        await pilot.pause()
        assert view.selected
        assert view.selected.id == 7
        assert rows(view)[2].startswith("▌ Article 7 ")
        view.page(-1)
        assert view.selected.id == 1


async def test_an_article_is_selected_by_its_id() -> None:
    view, shelf = listed(1000)
    async with Host(view).at((80, 24)) as pilot:
        view.show(shelf.fetch, 1000, "")
        assert view.select(700)
        assert view.selected
        assert view.selected.id == 700
        assert not view.select(5000)
        assert view.selected.id == 700
        await pilot.pause()
        assert any(row.startswith("▌ Article 700 ") for row in rows(view))
        assert rows(view)[2].startswith("  Article 6")  # the first row of an article, not its second


async def test_reloading_keeps_the_article_though_it_moved() -> None:
    view, shelf = listed(20)
    async with Host(view).at((80, 24)):
        view.show(shelf.fetch, 20, "")
        view.select(10)
        shelf.gone = {3, 4}
        view.reload()
        assert view.selected
        assert view.selected.id == 10
        shelf.gone = {3, 4, 10}
        view.reload()
        assert view.selected
        assert view.selected.id == 11


async def test_the_same_list_shown_again_keeps_its_place_and_another_does_not() -> None:
    view, shelf = listed(200)
    async with Host(view).at((80, 24)):
        view.show(shelf.fetch, 200, "")
        view.select(150)
        view.show(shelf.fetch, 200, "")
        assert view.selected
        assert view.selected.id == 150
        view.show(shelf.fetch, 90, "")
        assert view.selected.id == 90
        view.show(shelf.fetch, 200, "", "moscow")
        assert view.selected.id == 1


def shown(view: ArticleList) -> str:
    """Return the words of a list, with single spaces between them."""
    return " ".join("".join(rows(view)).split())


async def test_an_empty_list_says_what_to_do() -> None:
    view, shelf = listed(0)
    host = Host(view, kinds=(ArticleList.Highlighted, ArticleList.Opened))
    async with host.at((80, 24)) as pilot:
        view.show(shelf.fetch, 0, "inbox 0")
        for move in (view.top, view.bottom, view.reload, lambda: view.move(1), lambda: view.page(1)):
            move()
        await pilot.click(view, offset=(3, 4))
        assert view.selected is None
        assert not view.select(1)
        assert "+ adds a file, a folder or an address" in shown(view)
        view.show(shelf.fetch, 0, "", "status:done")
        await pilot.pause()
        text = shown(view)
        assert "Nothing matches" in text
        assert "esc clears" in text
        assert "status:done" in text
        assert host.posted == []


async def test_a_click_selects_and_a_second_one_opens() -> None:
    view, shelf = listed(30)
    host = Host(view, kinds=(ArticleList.Opened,))
    async with host.at((80, 24)) as pilot:
        view.show(shelf.fetch, 30, "")
        await pilot.pause()
        await pilot.click(view, offset=(5, 9))
        assert view.selected
        assert view.selected.id == 3
        assert host.posted == []
        await pilot.click(view, offset=(5, 9))
        await pilot.pause()
        assert [m.article.id for m in host.posted if isinstance(m, ArticleList.Opened)] == [3]
        await pilot.click(view, offset=(5, 0))
        assert len(host.posted) == 1


async def test_a_double_click_opens_once() -> None:
    view, shelf = listed(30)
    host = Host(view, kinds=(ArticleList.Opened,))
    async with host.at((80, 24)) as pilot:
        view.show(shelf.fetch, 30, "")
        await pilot.pause()
        await pilot.double_click(view, offset=(5, 9))
        await pilot.pause()
        assert [m.article.id for m in host.posted if isinstance(m, ArticleList.Opened)] == [3]


async def test_the_wheel_scrolls_and_the_selection_stays() -> None:
    from textual import events

    view, shelf = listed(30)
    async with Host(view).at((80, 24)) as pilot:
        view.show(shelf.fetch, 30, "")
        down = events.MouseScrollDown(view, 3, 3, 0, 1, 0, False, False, False)
        view.post_message(down)
        await pilot.pause()
        assert rows(view)[2].startswith("  Article 2 ")
        assert view.selected
        assert view.selected.id == 1
        view.move(0)
        assert rows(view)[2].startswith("▌ Article 1 ")


async def test_the_selected_article_is_on_the_screen_when_a_prompt_takes_rows() -> None:
    view, shelf = listed(30)
    app = Host(view)
    async with app.at((80, 24)) as pilot:
        view.show(shelf.fetch, 30, "")
        view.move(6)
        await pilot.pause()
        view.styles.height = 12
        await pilot.pause()
        assert "▌ Article 7 " in screen(app)
        assert "Article 1 " not in screen(app)


async def test_the_open_article_is_marked() -> None:
    view, shelf = listed(3)
    async with Host(view).at((80, 24)) as pilot:
        view.show(shelf.fetch, 3, "")
        view.opened = 2
        await pilot.pause()
        assert rows(view)[5].startswith("▏ Article 2")
        assert view.opened == 2


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("width", [26, 34, 80])
async def test_hostile_titles_stay_in_their_row(title: str, width: int) -> None:
    view = ArticleList()
    view.styles.width = width
    article = Article(1, title, site=title, language=title, source="text", words=1, highlights=3)
    async with Host(view).at((80, 24)) as pilot:
        view.show(lambda offset, limit: [article], 1, title, title, title)
        await pilot.pause()
        for row in rows(view):
            assert cells(row) == width
            assert row.isprintable()
        assert rows(view)[2].strip("▌ ")


@pytest.mark.parametrize("width", range(10, 60))
def test_the_second_row_fits_any_width(width: int) -> None:
    article = Article(1, "t", site="a-long-site.example", words=46_000, highlights=12_000, progress=0.5)
    assert cells(shown_parts(article, width)) <= max(width, 14)


def test_the_second_row_tells_progress_or_that_one_is_done() -> None:
    half = Article(1, "t", site="site-34", words=460, progress=0.5, highlights=3)
    assert shown_parts(half, 40) == "site-34 · 2 min ▰▰▱▱▱ · 3 highlights"
    assert shown_parts(half, 24) == "site-34 · 2 min ▰▰▱▱▱ ▎3"
    assert shown_parts(Article(1, "t", language="de", status="done", words=460), 40) == "2 min · done"
    assert shown_parts(Article(1, "t", authors=("Eva",), status="archived"), 40) == "Eva · 1 min · archived"
    assert shown_parts(Article(1, "t", source="text", highlights=1), 40) == "1 min · 1 highlight"
    assert shown_parts(Article(1, "t", status="reading", words=460), 40) == "2 min · reading"


def test_a_status_stays_where_the_minutes_have_no_room() -> None:
    done = Article(1, "t", kicker="Feuilleton", status="done", words=460, highlights=3)
    assert shown_parts(done, 40) == "Feuilleton · 2 min · done · 3 highlights"
    assert shown_parts(done, 28) == "Feuilleton · 2 min · done ▎3"
    assert shown_parts(done, 24) == "Feuilleton · done ▎3"
    assert shown_parts(done, 17) == "Feuilleton · done"


@pytest.mark.parametrize(("progress", "bar"), [(0, "min"), (0.01, "▰▱▱▱▱"), (0.99, "▰▰▰▰▱"), (1, "▰▰▰▰▰")])
def test_the_bar_stands_where_one_began_and_is_full_only_at_the_end(progress: float, bar: str) -> None:
    assert shown_parts(Article(1, "t", progress=progress), 40).endswith(bar)


async def test_the_long_title_of_the_chosen_takes_two_rows_and_a_blank_one_parts_it_from_the_next() -> None:
    view = ArticleList()
    long = "The neighbours who still come to the table when they are called"
    articles = [
        Article(1, long, kicker="SUMMIT", site="site-34", words=460),
        Article(2, "Short", site="site-34", words=460),
    ]
    async with Host(view).at((34, 24)) as pilot:
        view.show(lambda offset, limit: articles[offset : offset + limit], 2, "")
        await pilot.pause()
        painted = [row.rstrip() for row in rows(view)]
        assert painted[2:9] == [
            "▌ The neighbours who still come",
            "▌ to the table when they are…",
            "▌ SUMMIT · 2 min",
            "",
            "  Short",
            "  site-34 · 2 min",
            "",
        ]
        await pilot.click(view, offset=(4, 4))
        assert view.selected is articles[0]
        await pilot.click(view, offset=(4, 6))
        await pilot.pause()
        assert view.selected is articles[1]
        painted = [row.rstrip() for row in rows(view)]
        assert painted[2:7] == [
            "  The neighbours who still come…",
            "  SUMMIT · 2 min",
            "",
            "▌ Short",
            "▌ site-34 · 2 min",
        ]


async def test_the_last_article_with_a_long_title_is_shown_whole() -> None:
    view = ArticleList()
    articles = [Article(n, f"Article {n} with a title that takes two rows") for n in range(9)]
    async with Host(view).at((30, 12)) as pilot:
        view.show(lambda offset, limit: articles[offset : offset + limit], 9, "")
        view.bottom()
        await pilot.pause()
        painted = [row.rstrip() for row in rows(view)]
        assert painted[-3:] == ["▌ Article 8 with a title that", "▌ takes two rows", "▌ 1 min"]


def test_a_kicker_gives_way_to_the_minutes_and_the_highlights_but_stays_readable() -> None:
    summit = Article(1, "t", kicker="Summit in St Petersburg", words=460, highlights=5, progress=0.5)
    assert shown_parts(summit, 31) == "Summit in St… · 2 min ▰▰▱▱▱ ▎5"
    assert shown_parts(summit, 26) == "Summit in St P… · 2 min ▎5"
    assert shown_parts(summit, 21) == "Summit in St… · 2 min"
