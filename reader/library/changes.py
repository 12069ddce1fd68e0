"""What is announced: changes of this library to its subscribers, those of other processes when polled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library.disk.merge import alive
from reader.library.disk.records import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.disk.storage import Committed
    from reader.library.outcomes import Change
    from reader.library.parts import Parts


class Changes:
    """Tells of changes."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._watching = False
        self.edited: set[int] = set()  # what this library changed; 0 is the codebook
        self.subscribers: list[Callable[[Change], None]] = []

    def wrote(self, article: int, done: Committed) -> None:
        """Announce what this library changed; the article 0 is the codebook."""
        if HEAD not in done or any(old is not None for old, _ in done.values()):
            self.edited.add(article)
        if article:
            self._parts.catalogue.wrote(article)
        if not self.subscribers:
            return
        from reader.library.outcomes import Change

        for kind in _kinds_of(done) if article else ["codebook"]:
            for callback in self.subscribers:
                callback(Change(article, kind))

    def poll(self) -> Iterator[Change]:
        """Give what others changed since the last call; the first call only begins to watch."""
        if not self._watching:
            self._watching = True
            self._parts.catalogue.watch()
            return
        from reader.library.outcomes import Change

        if self._parts.book.take_foreign():
            yield Change(0, "codebook")
        for article, stands in self._parts.catalogue.others():
            yield from (Change(article, kind) for kind in self._kinds(article, stands))
        # what was taken in with a write of our own, which is all that the index tells of then
        for article, file in self._parts.store.opened():
            if file.foreign:
                yield from (Change(article, kind) for kind in self._kinds(article, stands=True))

    def _kinds(self, article: int, stands: bool) -> list[str]:
        """Tell what of an article changed, as exactly as is known: only an open one is compared."""
        if not stands:
            return ["removed"]
        storage = self._parts.store.is_open(article)
        if storage is None:
            return ["article", "highlight"]
        storage.refresh()
        foreign = set(storage.foreign)
        storage.foreign.clear()
        return ["article"] * (HEAD in foreign) + ["highlight"] * bool(foreign - {HEAD})


def _kinds_of(done: Committed) -> list[str]:
    kinds = []
    if HEAD in done:
        old, new = done[HEAD]
        stood = old is not None and alive(old)
        kinds.append("article" if stood == alive(new) else "removed" if stood else "added")
    return kinds + ["highlight"] * bool(done.keys() - {HEAD})
