"""The files of a library: where each stands, the open shards, and which of them the index has yet to read."""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

from reader.library.disk.batch import Batch
from reader.library.disk.copies import is_copy
from reader.library.disk.dirty import Dirty
from reader.library.disk.files import (
    DISK,
    Disk,
    Locks,
    Signature,
    make_folder,
    make_folders,
    read_file,
    signature,
    write_new,
)
from reader.library.disk.ids import Clock, read_id, show_id
from reader.library.disk.merge import Documents, alive
from reader.library.disk.owed import Owed
from reader.library.errors import LibraryError, NotFound, ShardDamaged, in_the_way, not_read
from reader.text.ids import LENGTH
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from reader.library.disk.newfiles import NewFiles
    from reader.library.disk.shard import ArticleDB
    from reader.library.disk.storage import ShardFile

_KEPT_OPEN = 64
_SUFFIX = ".json"
_PRIVATE = ("locks", "quarantine", "history", "owed", "dirty", "backups", "cache")


class Shard(NamedTuple):
    """What an article's file holds: every document, deleted ones too, and the file's state."""

    docs: Documents
    signature: Signature

    @property
    def live(self) -> Documents:
        """The documents that stand."""
        return {key: document for key, document in self.docs.items() if alive(document)}


class Store:
    """The folder of a library. What reads and writes its files is loaded with the first of them."""

    def __init__(self, root: str, disk: Disk = DISK) -> None:
        self.root, self.disk = root, disk
        self.private = f"{root}/.reader"
        self.book = f"{root}/library.json"
        self.articles = f"{root}/articles"
        self.texts = f"{root}/texts"
        self._prepare()
        self.clock = Clock(self._device())
        self.locks = Locks(f"{self.private}/locks")
        self.batch = Batch(disk)
        self.dirty = Dirty(f"{self.private}/dirty")
        self.owed = Owed(f"{self.private}/owed", self.clock, disk)
        self._open: OrderedDict[int, ShardFile] = OrderedDict()

    def _prepare(self) -> None:
        """Make the folders that are missing.

        Raises:
            LibraryError: when the root is no folder or cannot be made.
        """
        try:
            make_folders(self.root)
            folders = [self.articles, self.texts, self.private]
            for folder in [*folders, *(f"{self.private}/{name}" for name in _PRIVATE)]:
                make_folder(folder)
        except (FileExistsError, NotADirectoryError) as error:
            raise LibraryError(in_the_way(self.root, str(error.filename))) from error
        except OSError as error:
            if not os.access(self.root, os.R_OK | os.X_OK):
                raise not_read(error, self.root) from error
            # a library that may only be read still opens

    def _device(self) -> str:
        """Return this machine's part of a stamp, made up once."""
        path = f"{self.private}/device"
        try:
            raw, _, _ = read_file(self.disk, path)
            if raw.isalnum() and raw.islower() and len(raw) <= 16:
                return raw.decode("ascii")
        except (OSError, UnicodeDecodeError):
            pass  # none yet: it is made up anew, which is always right
        device = show_id(int.from_bytes(os.urandom(4)))[-5:].replace("0", "z") + "x"
        try:
            write_new(self.disk, path, device.encode())
        except OSError:
            pass  # a library that may only be read makes no stamps
        return device

    # shards

    def bucket(self, article: int) -> str:
        """Return the name of the folder and lock of an article."""
        return show_id(article)[-2:]

    def path(self, article: int) -> str:
        """Return the path of an article's file."""
        return f"{self.articles}/{self.bucket(article)}/{show_id(article)}{_SUFFIX}"

    def lock(self, article: int) -> AbstractContextManager[None]:
        """Return the lock that a change of this article holds."""
        return self.locks.hold(self.bucket(article))

    def shard(self, article: int) -> ShardFile:
        """Open an article's file, kept open for the next time.

        Raises:
            NotFound: when there is none.
            ShardDamaged: when it cannot be read.
        """
        if file := self._open.get(article):
            self._open.move_to_end(article)
            return file
        if not 0 < article < 1 << 63 or not self._is_own_folder(self.bucket(article)):
            raise NotFound("There is no such article.")
        from reader.library.disk.storage import ShardFile

        file = ShardFile(
            self.path(article),
            clock=self.clock,
            lock=partial(self.locks.hold, self.bucket(article)),
            disk=self.disk,
            before_write=partial(self.expect, article),
            quarantine=self.quarantine,
            batch=self.batch,
        )
        try:
            file.refresh()
        except NotFound as error:
            raise NotFound("There is no such article.") from error
        self._open[article] = file
        if len(self._open) > _KEPT_OPEN:
            self._open.popitem(last=False)[1].let_go()
        return file

    def expect(self, article: int) -> None:
        """Note that an article is about to change, for indexes and for the history."""
        self.dirty.add(article)
        self.owed.expect(article)

    def database(self, article: int) -> ArticleDB:
        """Open an article's file as a TinyDB; raises as `shard`."""
        file = self.shard(article)
        if file.database is None:
            from reader.library.disk.shard import ArticleDB

            file.database = ArticleDB(file)
        return file.database

    def opened(self) -> list[tuple[int, ShardFile]]:
        """Return the shards that are open."""
        return list(self._open.items())

    def is_open(self, article: int) -> ShardFile | None:
        """Return an article's file if it is open."""
        return self._open.get(article)

    def read(self, article: int) -> Shard:
        """Read an article's file without keeping it open.

        Raises:
            NotFound: when there is none.
            ShardDamaged: when no line of it can be read.
            LibraryError: when the system refuses.
        """
        if file := self.is_open(article):
            file.refresh()
            return Shard(file.docs, file.signature)
        from reader.library.disk import codec
        from reader.library.disk.migrations import migrate

        path = self.path(article)
        try:
            raw, read, _ = read_file(self.disk, path)
        except FileNotFoundError as error:
            raise NotFound("There is no such article.") from error
        except OSError as error:
            raise not_read(error, path) from error
        parsed = codec.parse(raw)
        if parsed.quality == "unreadable":
            raise ShardDamaged(f"{os.path.basename(path)} is damaged: no whole line is left in it.")
        return Shard(migrate(parsed.docs)[0], read)

    def create(self, article: int, docs: Documents, new: NewFiles) -> None:
        """Write a new article's file, to be there when its text and other new files are.

        Raises:
            OSError: when it could not be written.
        """
        from reader.library.disk import codec

        path = self.path(article)

        def place(temporary: str, path: str) -> None:
            with self.lock(article):
                if os.path.lexists(path):
                    raise LibraryError("Not saved: an article of that number is there already.")
                self.expect(article)
                self.disk.rename(temporary, path)

        new.folder(os.path.dirname(path))
        new.write(path, codec.dump(docs), place)

    def _is_own_folder(self, bucket: str) -> bool:
        """Tell whether neither the bucket nor the folder above it is a link."""
        return not os.path.islink(self.articles) and not os.path.islink(f"{self.articles}/{bucket}")

    def buckets(self) -> Iterator[tuple[str, int]]:
        """Give each bucket and the time its folder changed, in nanoseconds."""
        if os.path.islink(self.articles) or not os.path.isdir(self.articles):
            return
        with os.scandir(self.articles) as entries:
            for entry in entries:
                if len(entry.name) == 2 and entry.is_dir(follow_symlinks=False):
                    yield entry.name, entry.stat(follow_symlinks=False).st_mtime_ns

    def articles_in(self, bucket: str) -> Iterator[tuple[int, Signature]]:
        """Give the articles of a bucket and the state of each file; links are passed over."""
        with os.scandir(f"{self.articles}/{bucket}") as entries:
            for entry in entries:
                number = read_id(entry.name.removesuffix(_SUFFIX)) if entry.name.endswith(_SUFFIX) else None
                if (
                    number
                    and entry.name == show_id(number) + _SUFFIX
                    and entry.is_file(follow_symlinks=False)
                ):
                    yield number, signature(entry.stat(follow_symlinks=False))

    def take_in_copies(self, bucket: str) -> None:
        """Join the copies that were left of files changed on two machines; keep them aside."""
        for name in os.listdir(f"{self.articles}/{bucket}"):
            number = read_id(name[:LENGTH])
            if number is None or not is_copy(name, name[:LENGTH]):
                continue
            from reader.library.disk import codec

            path = f"{self.articles}/{bucket}/{name}"
            try:
                raw, _, _ = read_file(self.disk, path)
                parsed = codec.parse(raw)
                if parsed.quality != "unreadable":
                    self.shard(number).take_in(parsed)
                    self.quarantine(path)
                    self.disk.unlink(path)
            except (OSError, LibraryError):
                continue  # it stays where it is, for the next time

    def state(self, article: int) -> Signature | None:
        """Return the state of an article's file, `None` when it is gone."""
        try:
            return signature(self.disk.stat(self.path(article)))
        except OSError:
            return None

    def mark_clean(self, index: str, article: int, seen: Signature | None) -> None:
        """Take the note away, unless the article changed since it was `seen`."""
        try:
            with self.lock(article):
                if self.state(article) == seen:
                    self.dirty.clear(index, article)
        except OSError:
            return  # a note too many costs one more look

    def quarantine(self, path: str) -> None:
        """Keep a copy of a file as it is, before it is written anew.

        Raises:
            OSError: when that is not possible; then the file must stay.
        """
        raw, _, _ = read_file(self.disk, path)
        write_new(self.disk, f"{self.private}/quarantine/{os.path.basename(path)}.{time.time_ns()}", raw)
        self.disk.fsync_folder(f"{self.private}/quarantine")

    def close(self) -> None:
        """Let go of all open shards."""
        for _, file in self.opened():
            file.let_go()
        self._open.clear()
        self.batch.let_go()
        self.locks.close()
