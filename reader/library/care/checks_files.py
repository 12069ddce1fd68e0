"""Checks of the files that hold documents: articles, `library.json`, `feeds.json`."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from reader.library.care.findings import Problem
from reader.library.disk import codec
from reader.library.disk.copies import is_copy
from reader.library.disk.files import read_file, replace
from reader.library.disk.ids import read_id, show_id
from reader.library.disk.merge import DEFAULT, STAMPS, alive, join_all
from reader.library.disk.migrations import is_newer, migrate
from reader.library.disk.records import ARTICLE, HEAD, text_of
from reader.library.errors import LibraryError, not_read
from reader.library.state.backups import Backups
from reader.library.state.book import FORMAT, new_head
from reader.library.state.feeds import NAME, Feeds
from reader.text.ids import LENGTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from reader.library.care.checks_places import PlaceChecks
    from reader.library.disk.merge import Document
    from reader.library.parts import Parts

_ABOUT = {
    "torn": "its last line was cut off",
    "conflict": "it holds both sides of a conflict",
    "damaged": "lines in it cannot be read",
}


class FileChecks:
    """Looks through the files with documents; `digests` is every text that an article asks for."""

    def __init__(self, parts: Parts, places: PlaceChecks, step: Callable[[], None]) -> None:
        self._store, self._book, self._step = parts.store, parts.book, step
        self._backups, self._places = Backups(parts.store), places
        self.digests: dict[str, str] = {}

    def articles(self) -> Iterator[Problem]:
        """Check each file under `articles`."""
        for bucket, _ in list(self._store.buckets()):
            for name in sorted(os.listdir(f"{self._store.articles}/{bucket}")):
                path = f"articles/{bucket}/{name}"
                if name.startswith(".") or os.path.islink(f"{self._store.root}/{path}"):
                    continue  # a link is told of elsewhere
                number = read_id(name.removesuffix(".json")) if name.endswith(".json") else None
                if number and name == f"{show_id(number)}.json" and name[LENGTH - 2 : LENGTH] == bucket:
                    self._step()
                    yield from self._article(number, path)
                elif is_copy(name, name[:LENGTH]) and (of := read_id(name[:LENGTH])):
                    yield self._copy(path, partial(self._join, of), self._store.path(of))
                else:
                    yield self._stray(path)

    def _article(self, number: int, path: str) -> Iterator[Problem]:
        try:
            raw, _, _ = read_file(self._store.disk, f"{self._store.root}/{path}")
        except FileNotFoundError:
            return
        except OSError as error:
            yield Problem(path, "unreadable", str(not_read(error, path)))
            return
        parsed = codec.parse(raw)
        head = parsed.docs.get(HEAD, {})
        if is_newer(parsed.docs):
            yield Problem(path, "newer", "a newer version of the program wrote it; this one only reads it")
        elif parsed.quality != "clean" or head.get("kind") != ARTICLE:
            yield self._broken(path, raw, parsed, self._store.lock(number), lambda: self._note(number))
        else:
            yield from self._places.article(number, path, parsed.docs)
        if head.get("kind") == ARTICLE and alive(head):
            self.digests.setdefault(text_of(head, "digest"), path)

    def _join(self, number: int, raw: bytes) -> None:
        """Join a copy into its file; where that is missing the copy becomes it."""
        store, parsed = self._store, codec.parse(raw)
        with store.lock(number):
            if not os.path.lexists(store.path(number)) and HEAD in parsed.docs:
                store.expect(number)
                replace(store.disk, store.path(number), codec.dump(parsed.docs, parsed.others))
                return
        store.shard(number).take_in(parsed)

    def _note(self, number: int) -> None:
        self._store.dirty.add(number)

    def book(self) -> Iterator[Problem]:
        """Check `library.json` and the copies of it that synchronising programs left."""
        store, path = self._store, "library.json"
        for name in sorted(os.listdir(store.root)):
            if is_copy(name, "library"):
                yield self._copy(name, lambda raw: self._book.file.take_in(codec.parse(raw)), self._book.path)
        try:
            raw, _, _ = read_file(store.disk, self._book.path)
        except OSError as error:
            yield Problem(path, "unreadable", str(not_read(error, path)))
            return
        parsed = codec.parse(raw)
        head = parsed.docs.get(HEAD, {})
        writer = head.get("writer", FORMAT)
        if head and (type(writer) is not int or writer > FORMAT):
            yield Problem(path, "newer", "the library is of a newer version; this one only reads it")
        elif parsed.quality != "clean" or head.get("kind") != "library":
            yield self._broken(
                path, raw, parsed, store.locks.hold("library"), lambda: None, new=lambda: new_head(store)
            )

    def feeds(self) -> Iterator[Problem]:
        """Check `feeds.json` and the copies of it that synchronising programs left."""
        feeds = Feeds(self._store)
        for name in sorted(os.listdir(self._store.root)):
            if is_copy(name, "feeds"):
                yield self._copy(name, feeds.take_in, feeds.path)
        try:
            raw, _, _ = read_file(self._store.disk, feeds.path)
        except FileNotFoundError:
            return
        except OSError as error:
            yield Problem(NAME, "unreadable", str(not_read(error, NAME)))
            return
        parsed = codec.parse(raw)
        if is_newer(parsed.docs):
            yield Problem(NAME, "newer", "a newer version of the program wrote it; this one only reads it")
        elif parsed.quality != "clean" or parsed.docs.get(HEAD, {}).get("kind") != "feeds":
            yield self._broken(NAME, raw, parsed, feeds.lock(), lambda: None, new=feeds.new_head)

    def _broken(
        self,
        path: str,
        raw: bytes,
        parsed: codec.Parsed,
        lock: AbstractContextManager[None],
        note: Callable[[], None],
        *,
        new: Callable[[], Document] | None = None,
    ) -> Problem:
        """Describe a file that is not whole, and how it becomes so; `new` makes its first document."""
        kind, problem = _described(raw, parsed)
        copy = next(self._backups.copies(os.path.basename(path)), None)
        has_head = HEAD in parsed.docs or bool(copy and HEAD in copy[1].docs)
        if not has_head and new is None:
            return (
                Problem(path, kind, problem)
                if parsed.docs
                else self._hopeless(path, kind, problem, lock, note)
            )
        remedy = _remedy(parsed, copy[0] if copy else "", is_new=new is not None and not has_head)

        def mend() -> str:
            store, full = self._store, f"{self._store.root}/{path}"
            with lock:
                now, _, _ = read_file(store.disk, full)
                there = codec.parse(now)
                docs = join_all(migrate(copy[1].docs)[0] if copy else {}, migrate(there.docs)[0])
                if new is not None and HEAD not in docs:
                    docs[HEAD] = {**new(), STAMPS: {DEFAULT: store.clock.stamp()}}
                if HEAD not in docs or is_newer(docs):
                    raise LibraryError(f"{path} was changed meanwhile; it was left as it is.")
                store.quarantine(full)
                note()
                replace(store.disk, full, codec.dump(docs, there.others))
            return f"{remedy}; what was there is in .reader/quarantine"

        return Problem(path, kind, problem, remedy, mend)

    def _hopeless(
        self, path: str, kind: str, problem: str, lock: AbstractContextManager[None], note: Callable[[], None]
    ) -> Problem:
        """Describe an article's file of which there is nothing to read, and no copy."""
        full, remedy = f"{self._store.root}/{path}", "move it to .reader/quarantine"

        def mend() -> str:
            with lock:
                now, _, _ = read_file(self._store.disk, full)
                if codec.parse(now).docs:
                    raise LibraryError(f"{path} was changed meanwhile; it was left as it is.")
                self._store.quarantine(full)
                note()
                self._store.disk.unlink(full)
            return f"{remedy}; the article is not in the library any more"

        return Problem(path, kind, f"{problem}, and there is no copy of it", remedy, mend)

    def _copy(self, path: str, take_in: Callable[[bytes], None], of: str) -> Problem:
        """Describe a copy that was left of a file that was changed on two machines."""
        remedy = "join it into its file"
        full, disk = f"{self._store.root}/{path}", self._store.disk
        problem = "a copy that a synchronising program left, of a file that was changed on two machines"
        parsed = codec.parse(_raw(full))
        if parsed.quality == "unreadable":
            return self._stray(path, f"{problem}; no line of it can be read")
        if not os.path.lexists(of):
            if HEAD not in parsed.docs:
                return self._stray(path, f"{problem}; that file is missing, and the copy holds no article")
            remedy = "put it in the place of its file, which is missing"

        def mend() -> str:
            raw, _, _ = read_file(disk, full)
            take_in(raw)
            self._store.quarantine(full)
            disk.unlink(full)
            return f"{remedy}; the copy is in .reader/quarantine"

        return Problem(path, "copy", problem, remedy, mend)

    def _stray(self, path: str, problem: str = "no file of a library") -> Problem:
        """Describe a file that does not belong where it is."""
        full, remedy = f"{self._store.root}/{path}", "move it to .reader/quarantine"
        if not os.path.isfile(full):
            return Problem(path, "foreign", problem)

        def mend() -> str:
            self._store.quarantine(full)
            self._store.disk.unlink(full)
            return remedy

        return Problem(path, "foreign", problem, remedy, mend)


def _raw(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def _described(raw: bytes, parsed: codec.Parsed) -> tuple[str, str]:
    """Return a word and a sentence for what is wrong with a file."""
    if parsed.quality in _ABOUT:
        return parsed.quality, _ABOUT[parsed.quality]
    if parsed.quality == "clean" and parsed.docs:
        return "headless", "the line of the article or library itself is missing"
    if not raw.strip():
        return "empty", "it is empty"
    if not raw.strip(b"\0"):
        return "zeros", "it holds nothing but zero bytes"
    if raw.lstrip()[:1] in (b"{", b"[") and not raw.startswith(codec.HEAD):
        return "foreign", "another program wrote it; it holds no document of a library"
    return "unreadable", "no whole line is left in it"


def _remedy(parsed: codec.Parsed, day: str, *, is_new: bool) -> str:
    """Say what mending does, as a command."""
    if not parsed.docs:
        return "write it anew, without tags" if is_new else f"restore its copy of {day}"
    lines = "line" if len(parsed.docs) == 1 else f"{len(parsed.docs)} lines"
    joined = f", joined with its copy of {day}" if day else ""
    return f"write it anew from the {lines} that can be read{joined}"
