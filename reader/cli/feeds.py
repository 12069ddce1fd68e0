"""`feed`: feeds that are followed, and what is new in them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.adding import Outcome, Report, saying_what_stays
from reader.cli.context import existing_library, open_library, read_tags
from reader.cli.failures import UsageError
from reader.cli.output import complain, line_of, say, say_json, say_json_list, say_table
from reader.cli.progress import Bar
from reader.cli.words import plural
from reader.model import Feed, ReaderError
from reader.model.feed import PAGES
from reader.text.ids import short_id, show_id

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from reader.cli.parser import Parser
    from reader.library import Library
    from reader.sources.feed import Feeds

_NOTHING = "no feed is followed; `reader feed add URL` follows one"


@dataclass(frozen=True, slots=True)
class _Action:
    """What `reader feed` can do: the words that it takes, and how many at least and at most."""

    usage: str
    least: int
    most: int


_ACTIONS = {
    "add": _Action("URL…", 1, sys.maxsize),
    "list": _Action("", 0, 0),
    "fetch": _Action("[FEED…]", 0, sys.maxsize),
    "remove": _Action("FEED…", 1, sys.maxsize),
    "import": _Action("OPML", 1, 1),
    "export": _Action("[OPML]", 0, 1),
}


def _arguments(parser: Parser) -> None:
    parser.add_argument("action", choices=_ACTIONS, metavar="ACTION", help="what to do, as below")
    parser.add_argument("words", nargs="*", default=[], metavar="WORD", help="what to do it with")
    parser.add_argument(
        "--tag",
        action="append",
        default=[],
        metavar="T",
        help="with add, import: for its articles; repeatable",
    )
    parser.add_argument(
        "--folder", default="", metavar="NAME", help="with add: the folder it stands in, for OPML"
    )
    parser.add_argument(
        "--pages",
        default=PAGES[0],
        choices=PAGES,
        metavar="WHEN",
        help=f"with add, import: read an article's own page {', '.join(PAGES[:-1])} or {PAGES[-1]}",
    )
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="also addresses of this machine and its network; with add, import: from then on",
    )
    parser.tell(
        "Actions:\n  add URL…        follow a feed (RSS, Atom, JSON Feed), or that of a page\n"
        "  list            what is followed, when it was read, and what was wrong\n"
        "  fetch [FEED…]   add what is new, with the status new; of all feeds that want to be asked again,\n"
        "                  or of those that are named, now\n"
        "  remove FEED…    follow it no longer; its articles stay\n"
        "  import OPML     follow the feeds of another program's list; - is standard input\n"
        "  export [OPML]   write such a list\n\n"
        "A FEED is its address, its title, or the end of its id. Where a feed has only the beginning of an\n"
        "article, the article's page is read (--pages auto; always, never). A feed is asked once in 15\n"
        "minutes at most, and as seldom as it wants; a site once a second.",
        "reader feed add https://example.org/news",
        "reader feed fetch && reader list status:new",
        "reader feed import subscriptions.opml --tag press",
    )


def _feed(options: Namespace) -> int:
    action = _ACTIONS[options.action]
    if not action.least <= len(options.words) <= action.most:
        raise UsageError(f"`reader feed {options.action}` takes {action.usage or 'no word'}")
    if options.action in ("add", "import"):
        with open_library(options, writing=True) as library:
            return (_add if options.action == "add" else _import)(library, options)
    with existing_library(options) as library:
        return _DOES[options.action](library, options)


# what is followed


def _add(library: Library, options: Namespace) -> int:
    feeds, failed = _feeds(library, options), 0
    followed = {feed.url for feed in library.feeds()}
    kept: list[Feed] = []
    for word in options.words:
        try:
            url = feeds.discover(word)
            found = feeds.ask(Feed(url)).feed
            if found.error:
                raise ReaderError(found.error)
        except ReaderError as error:
            complain(str(error))
            failed += 1
            continue
        if url in followed:
            complain(f"{found.name} is followed already")
            continue
        # without what makes the next request conditional: its articles are still to be taken
        feed = Feed(
            url,
            found.title,
            found.site,
            options.folder.strip("/ "),
            read_tags(options.tag),
            options.pages,
            options.allow_private,
        )
        kept.append(library.keep_feed(feed))
        followed.add(url)
    _tell(kept, options, "followed", "`reader feed fetch` takes what is new")
    return 1 if failed else 0


def _import(library: Library, options: Namespace) -> int:
    from reader.sources import opml
    from reader.sources.files import read_file, show_name

    word = options.words[0]
    raw = sys.stdin.buffer.read() if word == "-" else read_file(Path(word))
    found = opml.read(raw, "Standard input" if word == "-" else show_name(word))
    followed = {feed.url for feed in library.feeds()}
    new = [feed for feed in found if feed.url not in followed]
    tags = read_tags(options.tag)
    own = {"tags": tags, "pages": options.pages, "private": options.allow_private}
    kept = [library.keep_feed(feed._replace(**own)) for feed in new]
    if len(new) < len(found):
        complain(f"{plural(len(found) - len(new), 'feed')} followed already")
    _tell(kept, options, "followed", "`reader feed fetch` takes what is new")
    return 0


def _list(library: Library, options: Namespace) -> int:
    feeds = library.feeds()
    if options.json:
        say_json_list(map(_shape, feeds))
        return 0
    say_table(
        (short_id(feed.id), feed.folder, feed.name, feed.fetched[:10] or "not yet", feed.error or feed.url)
        for feed in feeds
    )
    if not feeds:
        complain(_NOTHING)
    return 0


def _remove(library: Library, options: Namespace) -> int:
    chosen = [_named(library.feeds(), word) for word in options.words]
    for feed in chosen:
        library.remove_feed(feed)
    _tell(chosen, options, "removed")
    return 0


def _export(library: Library, options: Namespace) -> int:
    from reader.newfile import new_file
    from reader.sources import opml

    feeds = library.feeds()
    if not options.words and options.json:
        say_json_list(map(_shape, feeds))
        return 0
    text = opml.write(feeds)
    if not options.words or options.words[0] == "-":
        say(text.rstrip("\n"))
        return 0
    path = Path(options.words[0])
    with new_file(path) as file:
        file.write(text.encode())
    if options.json:
        say_json({"path": str(path.absolute()), "feeds": len(feeds)})
    else:
        say(f"{path}  {plural(len(feeds), 'feed')}")
    return 0


# what is new


def _fetch(library: Library, options: Namespace) -> int:
    feeds = _feeds(library, options)
    known = library.feeds()
    if options.words:
        chosen = [_named(known, word) for word in options.words]
    else:
        chosen = [feed for feed in known if feeds.may_ask(feed)]
        if len(chosen) < len(known):
            later = plural(len(known) - len(chosen), "feed")
            complain(f"{later} asked a short while ago; by name, `reader feed fetch FEED` asks at once")
    if not known:
        complain(_NOTHING)
    bar = Bar(len(chosen) if sys.stderr.isatty() else 0, "asking feeds")
    with bar, Report(bar, as_json=options.json) as report, saying_what_stays(bar, lambda: report.done):
        for feed in chosen:
            for outcome in _news(library, feeds, feed):
                report.tell(outcome, steps=0)
            bar.step()
    if chosen and not report.done and not report.failed:
        complain("nothing is new")
    return 1 if report.failed else 0


def _news(library: Library, feeds: Feeds, feed: Feed) -> Iterator[Outcome]:
    """Take what is new of a feed; yield what became of each article."""
    from reader.library import LibraryError

    news = feeds.ask(feed)
    if news.feed.url != feed.url:
        complain(f"{line_of(feed.name, 60)} has moved to {line_of(news.feed.url, 200)}")
    if news.feed.error:
        library.keep_feed(news.feed)
        yield Outcome(feed.url, "failed", error=f"{line_of(feed.name, 60)}: {news.feed.error}")
        return
    for added in library.take_feed(news.feed, news.articles):
        if isinstance(added, LibraryError):
            yield Outcome(feed.url, "failed", error=f"{line_of(feed.name, 60)}: {added}")
        elif added.status != "known":
            yield Outcome(added.article.origin, added.status, added.article)


def _feeds(library: Library, options: Namespace) -> Feeds:
    from reader.sources.feed import Feeds

    return Feeds(has=library.has_origin, allow_private=options.allow_private)


def _named(feeds: list[Feed], word: str) -> Feed:
    """Return the feed that a word stands for.

    Raises:
        ReaderError: there is none, or there are several.
    """
    asked = word.casefold()
    for fits in (
        lambda feed: feed.url == word,
        lambda feed: feed.name.casefold() == asked,
        lambda feed: len(asked) >= 4 and show_id(feed.id).endswith(asked),
        lambda feed: asked in feed.name.casefold(),
    ):
        found = [feed for feed in feeds if fits(feed)]
        if len(found) == 1:
            return found[0]
        if found:
            raise ReaderError(f"Several feeds are meant by “{line_of(word, 60)}”.")
    raise ReaderError(
        f"No feed is followed that is called “{line_of(word, 60)}”; `reader feed list` lists them."
    )


def _tell(feeds: list[Feed], options: Namespace, did: str, then: str = "") -> None:
    if options.json:
        say_json_list(map(_shape, feeds))
        return
    for feed in feeds:
        say(line_of(f"{did}  {short_id(feed.id)}  {feed.name}  {feed.url}"))
    if feeds and then:
        complain(then)


def _shape(feed: Feed) -> dict[str, object]:
    """Shape a feed as `feed list --json` prints it."""
    names = ("url", "title", "site", "folder", "pages", "private", "fetched", "after", "error")
    return {"id": show_id(feed.id), **{name: getattr(feed, name) for name in names}, "tags": list(feed.tags)}


_DOES = {"list": _list, "fetch": _fetch, "remove": _remove, "export": _export}
COMMANDS = {"feed": (_arguments, _feed)}
