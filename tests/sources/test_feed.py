"""Feeds: RSS, Atom, JSON Feed; what is asked for and when; what becomes an article."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from reader.model import Feed
from reader.sources import load
from reader.sources.feed import Feeds, News
from reader.sources.files import SourceError
from reader.sources.kinds import kind_of
from tests.support.web import Request, Web

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from reader.model import Imported

WALL = "The old wall has nine gates, and two of them are walled up. " * 30
PAGE = (
    "<!doctype html><html lang=en><head><title>Nine gates</title>"
    '<link rel="alternate" type="application/rss+xml" href="/feed.xml?a=1&amp;b=2"></head>'
    f"<body><article><h1>Nine gates</h1><p>{WALL}</p></article></body></html>"
)
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def item(name: str, *, description: str = "", content: str = "", guid: str = "", link: str = "") -> str:
    parts = [f"<title>{name}</title>"]
    parts += [f"<description>{description}</description>"] if description else []
    parts += [f"<content:encoded><![CDATA[{content}]]></content:encoded>"] if content else []
    parts += [f'<guid isPermaLink="false">{guid}</guid>'] if guid else []
    parts += [f"<link>{link}</link>"] if link else []
    return f"<item>{''.join(parts)}</item>"


def rss(*items: str, title: str = "The Town Crier") -> bytes:
    names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    head = f"<title>{title}</title><link>https://crier.example/</link>"
    channel = f"<channel>{head}{''.join(items)}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0" {names}>{channel}</rss>'.encode()


ATOM = b"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Wall &amp;amp; Gate</title>
<link href="https://wall.example/"/><link rel="self" href="https://wall.example/atom"/>
<entry><id>tag:wall.example,2026:1</id><title type="html">A &lt;em>small&lt;/em> gate</title>
<link rel="alternate" href="https://wall.example/small"/><author><name>Ana P\xc3\xa9rez</name></author>
<published>2026-11-24T08:30:00+02:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>It is <em>small</em>.</p>
<ul><li>one</li></ul></div></content>
</entry></feed>"""

JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Notes",
    "home_page_url": "https://notes.example/",
    "items": [
        {"id": 7, "url": "https://notes.example/7", "content_text": "First.\n\nSecond <b>."},
        {"id": "6", "title": "Six", "content_html": "<p>Six of <a href='https://x.example/'>them</a>.</p>",
         "date_published": "2026-11-20T10:00:00Z", "authors": [{"name": "Bo"}, {"name": "Cy"}]},
        "no item", {"id": True},
    ],
}  # fmt: skip


class Hours:
    """A clock that stands still unless it is slept on."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def time(self) -> datetime:
        return NOON + timedelta(seconds=self.now)


def asker(hours: Hours | None = None, has: Callable[[str], bool] = lambda _: False) -> Feeds:
    hours = hours or Hours()
    return Feeds(has=has, allow_private=True, clock=hours.clock, sleep=hours.sleep, now=hours.time)


def answers(
    body: bytes,
    kind: str = "application/rss+xml",
    status: int = 200,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Callable[[Request], None]:
    return lambda request: request.answer(body, kind, status=status, **headers)


def articles(news: News) -> list[Imported]:
    assert not news.feed.error
    return [imported for _, imported in news.articles if imported is not None]


def asked_once(body: bytes, kind: str = "application/rss+xml", feed: Feed | None = None) -> News:
    with Web({"/feed": answers(body, kind)}) as web:
        return asker().ask((feed or Feed(""))._replace(url=web.url("/feed")))


def test_atom_becomes_articles() -> None:
    news = asked_once(ATOM, "application/atom+xml", Feed("", pages="never"))
    assert (news.feed.title, news.feed.site) == ("Wall & Gate", "https://wall.example/")
    (article,) = articles(news)
    data = article.metadata
    assert (data.title, data.authors, data.site) == ("A small gate", ("Ana Pérez",), "Wall & Gate")
    assert (data.published, data.url) == ("2026-11-24T06:30:00+00:00", "https://wall.example/small")
    assert article.origin == "https://wall.example/small"
    assert article.body.text == "A small gate\n\nIt is small.\n\none"
    assert [(m.kind, article.body.text[m.start : m.end]) for m in article.body.marks] == [
        ("emphasis", "small")
    ]


def test_json_feed_becomes_articles_the_oldest_first() -> None:
    news = asked_once(json.dumps(JSON).encode(), "application/feed+json", Feed("", pages="never"))
    assert news.feed.title == "Notes"
    six, seven = articles(news)[-2:]
    assert (six.metadata.title, six.metadata.authors) == ("Six", ("Bo", "Cy"))
    assert six.metadata.published == "2026-11-20T10:00:00+00:00"
    assert seven.metadata.title == "First."
    assert seven.body.text == "First.\n\nSecond <b>."


def test_scripts_and_controls_of_a_feed_do_not_come_in() -> None:
    html = "<script>alert(1)</script><p onclick='x()'>Safe\x1b[2J <a href='javascript:x()'>text</a>.</p>"
    news = asked_once(rss(item("<![CDATA[A <b>bold</b>\x1b title]]>", content=html * 2)))
    assert not [
        a for a in articles(news) if "\x1b" in a.body.text or "alert" in a.body.text or list(a.body.marks)
    ]


def test_what_was_seen_does_not_come_again() -> None:
    one = item("One", content=WALL, guid="https://crier.example/1")
    two = item("Two", content=WALL, guid="https://crier.example/2")
    news = asked_once(rss(one))
    seen = tuple(key for key, _ in news.articles)
    assert seen == ("https://crier.example/1",)
    again = asked_once(rss(two, one), feed=Feed("", seen=seen))
    assert [article.metadata.title for article in articles(again)] == ["Two"]
    assert again.feed.seen == seen


def test_of_a_new_feed_only_the_newest_are_taken() -> None:
    many = [item(f"No {n}", content=WALL, guid=f"https://crier.example/{n}") for n in range(60)]
    news = asked_once(rss(*many))
    taken = list(news.articles)
    assert len(taken) == 60
    assert [imported.metadata.title for _, imported in taken if imported][-1] == "No 0"
    assert sum(imported is not None for _, imported in taken) == 50
    assert [imported for _, imported in taken[:10]] == [None] * 10


def test_an_article_that_is_there_is_not_read() -> None:
    with Web(
        {"/feed": answers(rss(item("One", description="Short", link="https://crier.example/1")))}
    ) as web:
        news = asker(has={"https://crier.example/1"}.__contains__).ask(Feed(web.url("/feed")))
        assert [imported for _, imported in news.articles] == [None]
        assert [path for path, _ in web.asked] == ["/feed"]


def test_a_teaser_is_replaced_by_its_page() -> None:
    routes = {"/page": answers(PAGE.encode(), "text/html")}
    with Web(routes) as web:
        teaser = item("Nine gates of ours", description="The old wall …", link=web.url("/page"))
        routes["/feed"] = answers(rss(teaser))
        (article,) = articles(asker().ask(Feed(web.url("/feed"))))
        assert WALL.strip() in article.body.text
        assert (article.metadata.title, article.metadata.site) == ("Nine gates of ours", "The Town Crier")
        assert article.origin == web.url("/page")
        (short,) = articles(asker().ask(Feed(web.url("/feed"), pages="never")))
        assert short.body.text == "Nine gates of ours\n\nThe old wall …"


def test_a_page_that_cannot_be_had_leaves_the_teaser_and_says_so() -> None:
    routes: dict[str, Callable[[Request], None]] = {}
    with Web(routes) as web:
        routes["/feed"] = answers(rss(item("Gone", description="Short.", link=web.url("/nowhere"))))
        (article,) = articles(asker().ask(Feed(web.url("/feed"))))
    assert article.body.text == "Gone\n\nShort."
    assert article.report == (
        "only what the feed says of it: 127.0.0.1 gives no article: it was not found (404).",
    )


def test_the_next_question_is_conditional() -> None:
    def answer(request: Request) -> None:
        if request.headers.get("If-None-Match") == '"v1"':
            request.answer(b"", status=304)
        else:
            request.answer(
                rss(item("One", content=WALL)), ETag='"v1"', Last_Modified="Tue, 24 Nov 2026 10:00:00 GMT"
            )

    with Web({"/feed": answer}) as web:
        first = asker().ask(Feed(web.url("/feed")))
        assert len(articles(first)) == 1
        second = asker().ask(first.feed)
        assert articles(second) == []
        sent = web.asked[1][1]
        assert (sent["If-None-Match"], sent["If-Modified-Since"]) == ('"v1"', "Tue, 24 Nov 2026 10:00:00 GMT")
        assert second.feed.etag == '"v1"'


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({}, 15),
        ({"Cache_Control": "public, max-age=3600"}, 60),
        ({"Cache_Control": "max-age=5"}, 15),
        ({"Cache_Control": "max-age=99999999999"}, 24 * 60),
    ],
)
def test_a_feed_is_asked_as_seldom_as_it_wants(headers: dict[str, str], minutes: int) -> None:
    hours = Hours()
    with Web({"/feed": answers(rss(), headers=headers)}) as web:
        feed = asker(hours).ask(Feed(web.url("/feed"))).feed
    assert feed.after == (NOON + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert not asker(hours).may_ask(feed)
    hours.now = minutes * 60
    assert asker(hours).may_ask(feed)


def test_a_site_that_has_enough_is_left_alone_for_as_long_as_it_says() -> None:
    busy = answers(b"later", status=429, headers={"Retry_After": "7200"})
    with Web({"/feed": busy}) as web:
        news = asker().ask(Feed(web.url("/feed"), title="Crier", etag='"v1"'))
    assert "too much was asked of it" in news.feed.error
    assert (news.feed.after, news.feed.etag) == ("2026-11-25T14:00:00Z", '"v1"')
    assert list(news.articles) == []


def test_a_site_is_asked_once_a_second() -> None:
    hours = Hours()
    with Web({"/a": answers(rss()), "/b": answers(rss())}) as web:
        feeds = asker(hours)
        feeds.ask(Feed(web.url("/a")))
        feeds.ask(Feed(web.url("/b")))
    assert hours.slept == [1.0]


def test_a_page_names_its_feed() -> None:
    with Web({"/": answers(PAGE.encode(), "text/html"), "/feed.xml": answers(rss())}) as web:
        assert asker().discover(web.url("/")) == web.url("/feed.xml?a=1&b=2")
        assert asker().discover(web.url("/feed.xml")) == web.url("/feed.xml")
    with Web({"/": answers(b"<html><body>nothing</body></html>", "text/html")}) as web:
        with pytest.raises(SourceError, match="has no feed at"):
            asker().discover(web.url("/"))


BOMB = (
    b'<!DOCTYPE rss [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    b'<rss version="2.0"><channel><title>&b;</title></channel></rss>'
)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (BOMB, "declares entities or a document type"),
        (b"/etc/passwd", "is no feed"),
        (b"https://crier.example/feed", "is no feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": ', "is no JSON"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "is no feed"),
        pytest.param(b"[" * 100_000, "is no feed", id="deep-list"),
        pytest.param(b'{"a":' * 100_000, "is no JSON", id="deep-object"),
        (b"\x00\xff\xfe", "is no feed"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_said_in_one_sentence(raw: bytes, said: str) -> None:
    news = asked_once(raw)
    assert said in news.feed.error
    assert "\n" not in news.feed.error and list(news.articles) == []


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (rss(), "feed"),
        (ATOM, "feed"),
        (json.dumps(JSON).encode(), "feed"),
        (b"<rssx>", "text"),
        (b'{"a": 1}', "text"),
    ],
)
def test_a_feed_is_known_by_its_content(raw: bytes, kind: str) -> None:
    assert kind_of(raw, "noname") == kind


def test_of_a_file_as_many_are_taken_as_a_feed_has(tmp_path: Path) -> None:
    path = tmp_path / "long.rss"
    path.write_bytes(rss(*(item(f"No {n}") for n in range(503))))
    taken = list(load(str(path)))
    assert [imported.metadata.title for imported in (taken[0], taken[-1])] == ["No 499", "No 0"]
    assert [imported.report for imported in taken[:2]] == [("3 more of its entries were passed over",), ()]
    assert taken[0].body.text == "No 499"


def test_a_feed_in_a_file_is_its_articles(tmp_path: Path) -> None:
    path = tmp_path / "saved.xml"
    path.write_bytes(rss(item("Two", content=WALL), item("One", description="A line.")))
    one, two = load(str(path))
    assert (one.metadata.title, two.metadata.title) == ("One", "Two")
    assert one.origin.startswith(f"{path}#") and not one.error


def leads(to: str, status: int) -> Callable[[Request], None]:
    return lambda request: request.answer(b"", status=status, Location=to)


MOVED = {
    "/feed": answers(rss(item("One"))),
    "/moved": leads("/feed", 301),
    "/moved-too": leads("/moved", 308),
    "/for-now": leads("/feed", 302),
    "/moved-for-now": leads("/for-now", 301),
    "/for-now-moved": leads("/moved", 307),
    "/lost": leads("/nowhere", 301),
}


@pytest.mark.parametrize(
    ("asked", "then"),
    [
        ("/feed", "/feed"),
        ("/moved-too", "/feed"),
        ("/for-now", "/for-now"),
        ("/moved-for-now", "/for-now"),
        ("/for-now-moved", "/for-now-moved"),
        ("/lost", "/lost"),
    ],
)
def test_a_feed_that_has_moved_for_good_has_that_address_once_it_was_read_there(
    asked: str, then: str
) -> None:
    with Web(MOVED) as web:
        found = asker().ask(Feed(web.url(asked))).feed
        assert (found.url, bool(found.error)) == (web.url(then), asked == "/lost")


def test_a_feed_may_be_private_where_others_may_not() -> None:
    with Web({"/feed": answers(rss(item("One")))}) as web:
        public = Feeds(now=Hours().time)
        assert "private" in public.ask(Feed(web.url("/feed"))).feed.error
        assert not public.ask(Feed(web.url("/feed"), private=True)).feed.error
