"""Feeds: RSS, Atom and JSON Feed, asked no oftener than they want, each entry an article.

Where a feed has only the beginning of an article, its page is read.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reader.model import Imported, Metadata
from reader.sources.address import read_address
from reader.sources.dates import iso_date
from reader.sources.fetch import Fetched, TryLater, fetch
from reader.sources.files import SourceError
from reader.sources.kinds import kind_of
from reader.sources.links import safe_href
from reader.sources.pieces import received, write
from reader.sources.worker import WorkerError, shared
from reader.text.build import BodyBuilder
from reader.text.clean import clean_line
from reader.text.language import guess
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.model import Feed
    from reader.sources.document import Document

_WHOLE = 250  # words; what is shorter, and is not said to be the whole, is a teaser
_CUT = ("…", "...", "[…]", "[...]", "»", "read more", "continue reading")
_MOST_SEEN = 5000
_MOST_AT_FIRST = 50  # articles of a feed that was not asked before; older ones are passed over
_LEAST_WAIT, _MOST_WAIT = timedelta(minutes=15), timedelta(days=1)
_BETWEEN = 1.0  # seconds between two requests to one site
_LONGEST_KEY = 500
_PAGE_HEAD = 300_000  # characters of a page in which a feed may be named
_links = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE).findall
_says_alternate = re.compile(r"rel\s*=\s*[\"']?alternate", re.IGNORECASE).search
_says_feed = re.compile(r"application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE).search
_target = re.compile(r"href\s*=\s*[\"']([^\"'<>]+)", re.IGNORECASE).search
_HEADERS = {
    "Accept": "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
}


class News(NamedTuple):
    """What a feed had to tell: itself as it is now, and its new entries, the oldest first.

    Each is a key for `Feed.seen` and an article, which is read when it is asked for; none where the library
    has it.
    """

    feed: Feed
    articles: Iterator[tuple[str, Imported | None]]


class Feeds:
    """Asks feeds, and the pages of their articles, a site no oftener than once a second.

    `has` tells whether the library has an article of an address.
    """

    def __init__(
        self,
        *,
        has: Callable[[str], bool] = lambda _: False,
        allow_private: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._has, self._allow_private = has, allow_private
        self._clock, self._sleep, self._now = clock, sleep, now
        self._asked: dict[str, float] = {}  # site -> when

    def may_ask(self, feed: Feed) -> bool:
        """Tell whether a feed wants to be asked again."""
        return not feed.after or feed.after <= _written(self._now())

    def discover(self, url: str) -> str:
        """Return the address of the feed at an address: this one, or the first that its page names.

        Raises:
            SourceError: nothing could be had there, or the page names none.
        """
        found = self._fetch(url, _HEADERS)
        if kind_of(found.raw, "") == "feed":
            return found.url
        named = _link_to_feed(found.raw)
        if not named:
            raise SourceError(f"{urlsplit(found.url).hostname} has no feed at {clean_line(url, 200)}.")
        return read_address(named, read_address(found.url)).url

    def ask(self, feed: Feed) -> News:
        """Ask a feed for what is new. One that cannot be read has an `error`, and no articles.

        One that says it has moved for good, and could be read there, has that address from then on.
        """
        headers = {**_HEADERS}
        headers |= {"If-None-Match": feed.etag} if feed.etag else {}
        headers |= {"If-Modified-Since": feed.modified} if feed.modified else {}
        try:
            found = self._fetch(feed.url, headers, private=feed.private)
            told = None if found.status == 304 else _taken_apart(found.raw, found.url, feed.name)
        except SourceError as error:
            wait = error.seconds if isinstance(error, TryLater) else 0
            return News(feed._replace(error=str(error), after=self._later(wait)), iter(()))
        wait = _max_age(found)
        feed = feed._replace(url=found.moved or feed.url)
        if told is None:
            return News(
                feed._replace(error="", fetched=_written(self._now()), after=self._later(wait)), iter(())
            )
        fields, entries = told["fields"], told["entries"]
        there = {_key(entry) for entry in entries}
        seen = [key for key in feed.seen if key in there or len(feed.seen) < _MOST_SEEN]
        feed = feed._replace(
            title=feed.title or clean_line(fields["title"], 200) or urlsplit(feed.url).hostname or "",
            site=safe_href(fields["site"]) or feed.site,
            etag=clean_line(found.headers.get("etag", ""), 300),
            modified=clean_line(found.headers.get("last-modified", ""), 100),
            fetched=_written(self._now()),
            after=self._later(wait),
            error="",
            seen=tuple(seen),
        )
        return News(feed, self._articles(feed, entries))

    def _articles(self, feed: Feed, entries: list[dict[str, Any]]) -> Iterator[tuple[str, Imported | None]]:
        seen = set(feed.seen)
        fresh = [entry for entry in entries if _key(entry) not in seen]
        passed = fresh[_MOST_AT_FIRST:] if not seen else []
        for entry in passed:
            yield _key(entry), None
        for entry in reversed(fresh[: len(fresh) - len(passed)]):
            key = _key(entry)
            link = safe_href(entry["fields"]["url"])
            origin = link or f"{feed.url}#{key}"
            yield key, None if self._has(origin) else self._article(feed, entry, origin, link)

    def _article(self, feed: Feed, entry: dict[str, Any], origin: str, link: str) -> Imported:
        """Return an entry as an article, with its page's text where that is wanted and can be had."""
        known = _imported(entry, origin, feed.title)
        wants = feed.pages == "always" or (feed.pages == "auto" and _is_teaser(entry))
        if not wants or urlsplit(link).scheme not in ("http", "https"):
            return known
        page = self._page(link, private=feed.private)
        if page.error:
            remark = f"only what the feed says of it: {page.error}"
            return known if known.error else replace(known, report=(*known.report, remark))
        data, told = page.metadata, known.metadata
        metadata = replace(
            data,
            title=told.title or data.title,
            authors=data.authors or told.authors,
            published=told.published or data.published,
            site=told.site or data.site,
        )
        return replace(page, metadata=metadata, origin=origin)

    def _page(self, url: str, *, private: bool) -> Imported:
        from reader.sources import load

        self._wait(url)
        return next(load(url, allow_private=self._allow_private or private))

    def _fetch(self, url: str, headers: dict[str, str], *, private: bool = False) -> Fetched:
        self._wait(url)
        return fetch(url, allow_private=self._allow_private or private, headers=headers)

    def _wait(self, url: str) -> None:
        """Wait until a site may be asked again."""
        host = urlsplit(url).hostname or ""
        if host in self._asked and (left := self._asked[host] + _BETWEEN - self._clock()) > 0:
            self._sleep(left)
        self._asked[host] = self._clock()

    def _later(self, seconds: float) -> str:
        wait = min(_MOST_WAIT, max(_LEAST_WAIT, timedelta(seconds=min(seconds, 1e6))))
        return _written(self._now() + wait)


def read_all(document: Document) -> Iterator[Imported]:
    """Yield the entries of a feed in a file, the oldest first, as it tells them. Raises SourceError."""
    told = _taken_apart(document.raw, document.url, document.called)
    site = clean_line(told["fields"]["title"], 200)
    remark = f"{told['passed']:,} more of its entries were passed over" if told["passed"] else ""
    for entry in reversed(told["entries"]):
        found = _imported(
            entry, safe_href(entry["fields"]["url"]) or f"{document.origin}#{_key(entry)}", site
        )
        yield replace(found, report=(remark,)) if remark else found
        remark = ""


def _taken_apart(raw: bytes, url: str, called: str) -> dict[str, Any]:
    try:
        return shared.extract("feed", url.encode("utf-8", "replace") + b"\n" + raw)
    except WorkerError as error:
        raise SourceError(f"{called} {error}.") from error


def _imported(entry: dict[str, Any], origin: str, site: str) -> Imported:
    fields, pieces = entry["fields"], received(entry["blocks"])
    title = clean_line(fields["title"])
    if not pieces and not title:
        return Imported(origin, error=f"An entry of {site or 'the feed'} has neither title nor text.")
    builder = BodyBuilder()
    builder.add("title", title)
    write(pieces, builder)
    body = builder.body()
    metadata = Metadata(
        title=title or clean_line(pieces[0].text, 80),
        authors=tuple(filter(None, map(clean_line, fields["author"].split(";")))),
        published=iso_date(fields["date"]),
        site=site,
        url=safe_href(fields["url"]),
        language=clean_line(fields["language"], 20) or guess(body.text),
    )
    return Imported(origin, metadata, body, "feed", body.text.encode("utf-8", "replace"))


def _link_to_feed(raw: bytes) -> str:
    """Return the first address that a page names as its feed (`rel="alternate"`), or nothing."""
    for tag in _links(raw[:_PAGE_HEAD].decode("utf-8", "replace")):
        if _says_alternate(tag) and _says_feed(tag) and (found := _target(tag)):
            return unescape(found[1])
    return ""


def _is_teaser(entry: dict[str, Any]) -> bool:
    """Tell whether an entry has only the beginning of its article."""
    text = " ".join(block[1] for block in entry["blocks"])
    if text.rstrip().lower().endswith(_CUT):
        return True
    return not entry["whole"] and len(text.split()) < _WHOLE


def _key(entry: dict[str, Any]) -> str:
    return clean_line(entry["key"], _LONGEST_KEY)


def _max_age(found: Fetched) -> float:
    """Return for how many seconds an answer holds, as it says (RFC 9111, 5.2.2.1)."""
    for part in found.headers.get("cache-control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and value.isdecimal():
            return float(value[:9])
    return 0


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
