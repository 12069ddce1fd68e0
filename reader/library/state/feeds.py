"""`feeds.json`: the feeds that are followed, a TinyDB document each, in the shards' format."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from reader.library.disk.files import replace
from reader.library.disk.merge import DEFAULT, STAMPS, tags_of
from reader.library.disk.migrations import VERSION
from reader.library.disk.records import HEAD, text_of
from reader.library.errors import LibraryError, not_saved
from reader.model import Feed
from reader.model.feed import PAGES

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from contextlib import AbstractContextManager

    from reader.library.disk.merge import Document
    from reader.library.disk.storage import ShardFile
    from reader.library.disk.store import Store

NAME = "feeds.json"
_KIND = "feed"
_LOCK = "feeds"
_LINES = ("url", "title", "site", "folder", "etag", "modified", "fetched", "after", "error")


class Feeds:
    """The feeds of a library. The file is made with the first."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.path = f"{store.root}/{NAME}"
        self._file: ShardFile | None = None

    def all(self) -> list[Feed]:
        """Return the feeds in the order in which they were added."""
        if not os.path.lexists(self.path):
            return []
        file = self._opened()
        file.refresh()
        found = (_feed_of(int(key), document) for key, document in sorted(file.live.items()))
        return [feed for feed in found if feed is not None]

    def put(self, feed: Feed) -> Feed:
        """Keep a feed; one without an id is new, unless its address is there. Return it as it is kept.

        One that has moved to where another is found keeps its address.
        """
        known = feed.id or next((old.id for old in self.all() if old.url == feed.url), 0)
        number = known or self._store.clock.new_id()

        others = {old.url for old in self.all() if old.id != number}

        def update(view: MutableMapping[int, Document]) -> None:
            if feed.id and number not in view:
                raise LibraryError(f"{feed.name} was removed meanwhile.")
            old = view.get(number, {})
            unknown = {name: value for name, value in old.items() if name not in _FIELDS}
            moved = feed._replace(url=text_of(old, "url") or feed.url) if feed.url in others else feed
            view[number] = {**unknown, **_document(moved)}

        self._change(update)
        return feed._replace(id=number)

    def remove(self, feed: Feed) -> None:
        """Follow a feed no longer; its articles stay."""

        def update(view: MutableMapping[int, Document]) -> None:
            view.pop(feed.id, None)

        self._change(update)

    def lock(self) -> AbstractContextManager[None]:
        """Return the lock that a change of the file holds."""
        return self._store.locks.hold(_LOCK)

    def take_in(self, raw: bytes) -> None:
        """Join a copy of the file into it; where it is missing the copy becomes it."""
        from reader.library.disk import codec

        if not os.path.lexists(self.path):
            self._create()
        self._opened().take_in(codec.parse(raw))

    @staticmethod
    def new_head() -> Document:
        """Return the first document of a new file."""
        return {"kind": "feeds", "v": VERSION}

    def _change(self, update: Any) -> None:
        from reader.library.disk.shard import ArticleDB

        if not os.path.lexists(self.path):
            self._create()
        ArticleDB(self._opened()).documents.transact(update)

    def _opened(self) -> ShardFile:
        if self._file is None:
            from reader.library.disk.storage import ShardFile

            store = self._store
            self._file = ShardFile(
                self.path,
                clock=store.clock,
                lock=self.lock,
                disk=store.disk,
                quarantine=store.quarantine,
            )
        return self._file

    def _create(self) -> None:
        from reader.library.disk import codec

        head = {**self.new_head(), STAMPS: {DEFAULT: self._store.clock.stamp()}}
        try:
            with self.lock():
                if not os.path.lexists(self.path):
                    replace(self._store.disk, self.path, codec.dump({HEAD: head}))
        except OSError as error:
            raise not_saved(error, self.path) from error


_FIELDS = (*_LINES, "kind", "tags", "pages", "private", "seen")


def _document(feed: Feed) -> Document:
    """Write a feed; empty fields and what every feed has are left out."""
    fields: dict[str, Any] = {name: getattr(feed, name) for name in _LINES}
    fields |= {"tags": list(feed.tags), "seen": list(feed.seen)}
    fields |= {"pages": "" if feed.pages == PAGES[0] else feed.pages, "private": feed.private}
    return {"kind": _KIND, **{name: value for name, value in fields.items() if value}}


def _feed_of(number: int, document: Document) -> Feed | None:
    """Read a feed; `None` for what is none."""
    lines = {name: text_of(document, name) for name in _LINES}
    if document.get("kind") != _KIND or not lines["url"]:
        return None
    seen, pages = document.get("seen"), document.get("pages")
    return Feed(
        **lines,
        tags=tuple(filter(None, tags_of(document))),
        pages=pages if isinstance(pages, str) and pages in PAGES else PAGES[0],
        private=document.get("private") is True,
        seen=tuple(key for key in seen if isinstance(key, str)) if isinstance(seen, list) else (),
        id=number,
    )
