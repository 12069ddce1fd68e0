"""The side of a library that follows feeds."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.errors import StoreFull, StoreReadOnly
from reader.library.renewing import Renewing

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from reader.library.errors import LibraryError
    from reader.library.outcomes import Added
    from reader.library.state.feeds import Feeds
    from reader.model import Feed, Imported

_NEW = "new"


class Feeding(Renewing):
    """What `Library` offers for feeds; loaded when it is asked for. Only articles are steps of undo."""

    @cached_property
    def _feeds(self) -> Feeds:
        from reader.library.state.feeds import Feeds

        return Feeds(self._parts.store)

    def feeds(self) -> list[Feed]:
        """Return the feeds that are followed, in the order in which they were added."""
        with self._lock:
            return self._feeds.all()

    def keep_feed(self, feed: Feed) -> Feed:
        """Keep a feed, or what is new of it; return it with its id.

        Raises:
            LibraryError: it was removed meanwhile, or the disk refused.
        """
        with self._lock:
            return self._feeds.put(feed)

    def remove_feed(self, feed: Feed) -> None:
        """Follow a feed no longer; its articles stay."""
        with self._lock:
            self._feeds.remove(feed)

    def take_feed(
        self, feed: Feed, articles: Iterable[tuple[str, Imported | None]]
    ) -> Generator[Added | LibraryError]:
        """Add what a feed had to tell, as new; yield each outcome, once it is on disk.

        Each article comes with its key in the feed, `None` for one to pass over. At the end, and when it is
        stopped, the feed is kept as it is now with all keys so far; when it was stopped, so that all of it is
        asked for again. An error stands for a text that was not added.

        Raises:
            LibraryError: nothing can be saved.
        """
        from dataclasses import replace

        taken: list[str] = []
        whole = False
        try:
            for key, imported in articles:
                if imported is None:
                    taken.append(key)
                    continue
                (added,) = self.add_all([replace(imported, status=_NEW)], tags=feed.tags)
                if isinstance(added, StoreFull | StoreReadOnly):
                    raise added
                taken.append(key)  # only now: what was stopped in the middle comes again
                yield added
            whole = True
        finally:
            if not whole:
                feed = feed._replace(etag="", modified="")
            self.keep_feed(feed._replace(seen=(*feed.seen, *taken)))

    def has_origin(self, origin: str) -> bool:
        """Tell whether an article, also one in the trash, came from an address or path."""
        with self._lock:
            return bool(self._parts.catalogue.ask(lambda index: index.named("origin", origin), whole=True))
