"""Adding files while the program runs: read in a thread, kept on the main one, the rate said as it goes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.text.clean import clean_line
from reader.text.rate import rate_words
from reader.ui.prompts import asking

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Feed, Imported
    from reader.sources.feed import Feeds
    from reader.ui.screens.main import MainScreen
    from reader.ui.tasks.imports import Importing

_LONGEST = 200  # code points of what is read that are said


class Intake:
    """One addition at a time; it can be stopped, what was added stays."""

    def __init__(self, screen: MainScreen, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.screen, self._clock = screen, clock
        self._began = clock()
        self.running = self._stopped = False
        self._done = self._failed = self._known = 0
        self._last_error = self._told = ""
        self._added: int | None = None
        self._renewed: int | None = None  # the article whose source is read again
        self._wanting: int | None = None  # the article at which one was, which has no text
        self._updated: set[int] = set()
        self._moved: list[str] = []
        self._files = 0  # of another program
        self._import: Importing | None = None  # when there are files of another program

    def start(self, uri: str, article: int | None = None, *, allow_private: bool = False) -> None:
        """Add a file, a folder or an address, or read the source of an article again.

        An address of this machine or its network is asked about, unless it is allowed already.

        Raises:
            ReaderError: while another addition runs.
        """
        self._begin()
        self._renewed, self._wanting = article, self._without_text()
        self.screen.say_how_far(f"reading {clean_line(uri, _LONGEST)}")
        self._work(lambda: self._read(uri, allow_private))

    def _without_text(self) -> int | None:
        """Return the article at which one is, if its text is not here."""
        session, selected = self.screen.desk.session, self.screen.articles.selected
        here = selected if self.screen.place == "list" else session and session.article
        return here.id if here and not here.has_text else None

    def ask_feeds(self) -> None:
        """Add what is new in the feeds that want to be asked.

        Raises:
            ReaderError: while another addition runs, or there is no such feed.
        """
        from reader.sources.feed import Feeds

        library = self.screen.desk.library
        asker = Feeds(has=library.has_origin)
        feeds = library.feeds()
        if not feeds:
            raise ReaderError("no feed is followed; in the shell, reader feed add URL follows one")
        due = [feed for feed in feeds if asker.may_ask(feed)]
        if not due:
            raise ReaderError("all feeds were asked a short while ago")
        self._begin()
        self._work(lambda: self._ask(asker, due))

    def _begin(self) -> None:
        if self.running:
            raise ReaderError("something is being added already")
        self.running, self._stopped, self._began = True, False, self._clock()
        if self._told:  # of the addition before, which is past
            self.screen.said.dismiss(self._told)
        self._done = self._failed = self._known = 0
        self._last_error, self._added = "", None
        self._renewed, self._updated, self._import = None, set(), None
        self._moved, self._files = [], 0

    def _work(self, what: Callable[[], None]) -> None:
        self.screen.run_worker(what, thread=True, exit_on_error=False)

    def stop(self) -> None:
        """Stop after the file that is being read."""
        self._stopped = True

    def _read(self, uri: str, allow_private: bool) -> None:
        """Read every source under `uri`; runs in a thread."""
        from reader.sources import count, load
        from reader.sources.address import leads_inside
        from reader.sources.imports import is_import
        from reader.text.align import aligned

        app = self.screen.app
        if "://" in uri and not allow_private and (host := leads_inside(uri)):
            if app.call_from_thread(self._asks, host, uri):
                return
        try:
            if self._renewed is None and is_import(uri):
                self._import_file(uri)
                return
            total = count(uri)
            for imported in load(uri, allow_private=allow_private):
                if imported.is_import:
                    self._import_file(imported.origin)
                    if self._stopped:
                        break
                    continue
                old = app.call_from_thread(self._marked_text, imported)
                if old:
                    words = "finding the passages again in the newer text"
                    app.call_from_thread(self.screen.say_how_far, words)
                    aligned(old, imported.body.text)  # here, for it may take a second in which no key acts
                app.call_from_thread(self._keep, imported, total)
                if self._stopped:
                    break
        finally:
            app.call_from_thread(self._finish)

    def _asks(self, host: str, uri: str) -> bool:
        """Ask whether a machine of this network shall be read, unless the person is at something else."""
        screen, article = self.screen, self._renewed
        if screen.prompts.open or screen.app.screen is not screen:
            return False
        self.running = False

        def given(key: str) -> None:
            if key == "y":
                self.start(uri, article, allow_private=True)

        choices = [asking.Choice("y", "read it"), asking.Choice("n", "leave it")]
        screen.prompts.ask(asking.ChoicePrompt(f"{host} is a machine of this network", choices), given)
        return True

    def _import_file(self, path: str) -> None:
        """Import a file of another program; runs in a thread."""
        from reader.ui.tasks.imports import Importing

        self._import = self._import or Importing(self.screen, clock=self._clock)
        self._files += 1
        self._import.run(path, lambda: self._stopped)

    def _ask(self, asker: Feeds, feeds: list[Feed]) -> None:
        """Ask the feeds; runs in a thread."""
        app = self.screen.app
        try:
            for number, asked in enumerate(feeds, 1):
                words = f"asking feed {number} of {len(feeds)} · esc stops"
                app.call_from_thread(self.screen.say_how_far, words)
                told, articles = asker.ask(asked)
                if told.url != asked.url:
                    self._moved.append(f"{asked.name} has moved to {told.url}")
                feed = told._replace(etag="", modified="")  # until all is taken, it is asked for all
                for key, imported in articles:
                    feed = app.call_from_thread(self._keep_news, feed, key, imported)
                    if self._stopped:
                        return
                app.call_from_thread(self._keep_feed, told._replace(seen=feed.seen))
        finally:
            app.call_from_thread(self._finish)

    def _keep_feed(self, feed: Feed) -> None:
        try:
            self.screen.desk.library.keep_feed(feed)
            if feed.error:
                raise ReaderError(f"{feed.name}: {feed.error}")
        except ReaderError as error:
            self._failed += 1
            self._last_error = str(error)

    def _keep_news(self, feed: Feed, key: str, imported: Imported | None) -> Feed:
        """Add an article of a feed; return the feed, which then knows that."""
        try:
            for added in self.screen.desk.library.take_feed(feed, [(key, imported)]):
                if isinstance(added, ReaderError):
                    raise added
                self._added = added.article.id
                self._done += 1
        except ReaderError as error:
            self._failed += 1
            self._last_error = str(error)
        return feed._replace(seen=(*feed.seen, key))

    def _marked_text(self, imported: Imported) -> str:
        """Return the text that one replaces, where passages of it are to be found again."""
        library, number = self.screen.desk.library, self._renewed
        if imported.error:
            return ""
        try:
            article = library.article(number) if number else library.of_origin(imported.origin)
            if article is None or article.digest == imported.body.digest:
                return ""
            return library.body(article.id).text if library.highlights_of(article.id) else ""
        except ReaderError:
            return ""

    def _keep(self, imported: Imported, total: int) -> None:
        desk = self.screen.desk
        desk.save_place()  # an offset of the text that may be about to change
        try:
            if imported.error:
                raise ReaderError(imported.error)
            place = self._renewed
            if place is None and self._wanting and (named := desk.library.awaited(self._wanting, imported)):
                place, imported = self._wanting, named
            added = desk.library.add(imported) if place is None else desk.library.renew(place, imported)
        except ReaderError as error:
            self._failed += 1
            self._last_error = str(error)
        else:
            self._known += added.status == "known"
            if added.status == "updated":
                self._updated.add(added.article.id)
                desk.reload_if(added.article.id)
            self._added = added.article.id
            self._done += 1
        if total > 1:
            self._say_how_far(self._done + self._failed + self._files, total)

    def _say_how_far(self, done: int, total: int) -> None:
        parts = (
            f"adding {done:,} of {total:,}",
            rate_words(done, total, self._clock() - self._began),
            "esc stops",
        )
        self.screen.say_how_far(" · ".join(filter(None, parts)), done, total)

    def _finish(self) -> None:
        self.running = False
        self.screen.say_how_far("")
        self.screen.shelf.reload()
        if newest := self._added or (self._import.last if self._import else None):
            self.screen.articles.select(newest)
        if self._failed and not self._done and not self._import:
            self._told = self._last_error
            self.screen.say(self._told, error=True, lasting=True)
            return
        self.screen.show_session()
        parts = self._parts() if self._done or not self._import else []
        parts += self._moved
        failed = self._failed > 0
        if self._import:
            one = "from a file of another program"
            several = f"from {self._files} files of other programs"
            parts += [several if self._files > 1 else one] if parts or self._files > 1 else []
            parts.append(self._import.words())
        parts += [f"{self._failed} could not be read: {self._last_error}"] if self._failed else []
        failed = failed or (self._import is not None and self._import.is_failure)
        self._told = ("stopped: " if self._stopped else "") + " · ".join(parts)
        self.screen.say(self._told, error=failed, lasting=failed)

    def _parts(self) -> list[str]:
        """Say what became of the texts, and how many passages wait since."""
        known, updated = self._known, len(self._updated)
        if self._renewed is not None:
            parts = ["the text is as it was" if known else "the text had changed and was updated"]
        else:
            added = self._done - known - updated
            parts = [f"{added} added"] if added or not updated else []
            parts += [f"{updated} updated"] if updated else []
            parts += [f"{known} already here"] if known else []
        highlights_of = self.screen.desk.library.highlights_of
        marks = [mark for article in self._updated for mark in highlights_of(article)]
        if any(mark.origin for mark in marks):  # marked elsewhere, before their text came
            parts.append(f"{sum(mark.attached for mark in marks)} of {len(marks)} highlights in place")
        waiting = sum(mark.waits for mark in marks)
        return parts + ([self.screen.waiting_words(waiting)] if waiting else [])
