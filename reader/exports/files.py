"""Files of an export, some of which may be there: new ones, those brought up to date, those refused."""

from __future__ import annotations

import os
import stat
from collections import Counter
from typing import TYPE_CHECKING

from reader.exports.filenames import article_stem
from reader.model import ReaderError
from reader.newfile import new_file
from reader.text.ids import read_id, short_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import Protocol

    from reader.exports import Format
    from reader.exports.chunk import Chunk
    from reader.model import Article, ArticleView

if TYPE_CHECKING:

    class Memory(Protocol):
        """What was last written into files, as a library keeps it: pieces of a name and a text."""

        def get(self, path: Path) -> Sequence[tuple[str, str]] | None:
            """Return the pieces of a file; `None` when they are not known."""

        def names(self, path: Path) -> Iterator[str]:
            """Give the names of the pieces of a file, as far as they are asked for."""

        def keeping(self, path: Path) -> AbstractContextManager[Callable[[tuple[str, str]], None]]:
            """Take the pieces that are being written into a file."""


_TRIES = 3  # times that a file is read again which another program writes meanwhile


class _Written(Exception):
    """Another program wrote the file meanwhile."""


class Files:
    """Writes the files of one export, and counts what became of passages in those that were there."""

    def __init__(self, written: Memory, form: Format, *, force: bool = False) -> None:
        self.counts: Counter[str] = Counter()
        self._written, self._form, self._force = written, form, force
        self._own = (f"as {form.name}", "")  # the first of what is kept of a file

    def write(self, path: Path, views: Iterable[ArticleView]) -> bool:
        """Write a file, whole or not at all; tell whether there was anything to write.

        Raises:
            ReaderError: what is there is none of ours, and is not to be written over.
            OSError: it could not be written.
        """
        if not self._form.living:
            with new_file(path, force=self._force) as file:
                file.writelines(self._form.write(views))
            return True
        chunks = self._form.chunks(views)
        if os.path.lexists(path) and not self._force:
            return self._bring_up_to_date(path, list(chunks))
        with self._written.keeping(_place(path)) as keep, new_file(path, force=self._force) as file:
            keep(self._own)
            for chunk in chunks:
                file.write(chunk.text.encode())
                keep(chunk)
        return True

    def mark_gone(self, path: Path) -> bool:
        """Mark the passages of a file that was written before as gone; leave any other file alone."""
        known = self._form.living and not self._force and self._last(path)
        return bool(known) and path.is_file() and self._bring_up_to_date(path, [])

    def is_of(self, path: Path, article: int | None) -> bool:
        """Tell whether a file that is there was written of this article, or of several, and is living."""
        if not self._form.living or not path.is_file():
            return False
        if next(self._written.names(_place(path)), "") != self._own[0]:
            return False
        written = self.article_of(path)
        return written is not None and article in (None, written)

    def article_of(self, path: Path) -> int | None:
        """Return the first article that was written into a file, if that is known."""
        return next(filter(None, map(read_id, self._written.names(_place(path)))), None)

    def remarks(self) -> Iterator[str]:
        """Say what became of passages in files that were there already."""
        for what, words in (
            ("changed on both sides", "changed in the file and in the library: both stand there"),
            ("gone", "not among the highlights any more: marked so"),
            ("taken out", "taken out of the file: not written again without --force"),
        ):
            if count := self.counts[what]:
                yield f"{count} highlight{'s' * (count > 1)} {words}"

    def _last(self, path: Path) -> Sequence[tuple[str, str]]:
        """Return what was written last into a file, if that is known and was in this format."""
        own, *pieces = self._written.get(_place(path)) or [("", "")]
        return pieces if own == self._own else []

    def _bring_up_to_date(self, path: Path, chunks: Sequence[Chunk]) -> bool:
        for _ in range(_TRIES):
            try:
                return self._update(path, chunks)
            except _Written:
                continue
        raise ReaderError(f"{path} is being written by another program; nothing was written.")

    def _update(self, path: Path, chunks: Sequence[Chunk]) -> bool:
        from reader.exports.anchors import SYNTAXES
        from reader.exports.chunk import Chunk
        from reader.exports.living import is_own, update

        syntax = SYNTAXES[self._form.name]
        base = [Chunk(*piece) for piece in self._last(path)]
        status = os.lstat(path)
        text = path.read_bytes().decode("utf-8", "surrogateescape") if stat.S_ISREG(status.st_mode) else ""
        if not is_own(text, base, chunks, syntax):
            raise ReaderError(f"{path} exists; nothing was written.")
        done = update(text, base, chunks, syntax)
        same = done.text == text
        if not same or list(done.written) != base:
            with self._written.keeping(_place(path)) as keep:
                keep(self._own)
                for chunk in done.written:
                    keep(chunk)
                if not same:
                    _replace(path, done.text.encode("utf-8", "surrogateescape"), status)
        self.counts.update(done.counts)
        return not same


def _place(path: Path) -> Path:
    """Return a path by which a file is known, wherever it is written from."""
    return path.parent.resolve() / path.name


def _replace(path: Path, data: bytes, seen: os.stat_result) -> None:
    """Put other content into a file that is still as it was seen; it stays as readable as it was."""
    with new_file(path, force=True) as file:
        file.write(data)
        if hasattr(os, "fchmod"):
            os.fchmod(file.fileno(), stat.S_IMODE(seen.st_mode))
        now = os.lstat(path)
        if (now.st_ino, now.st_size, now.st_mtime_ns) != (seen.st_ino, seen.st_size, seen.st_mtime_ns):
            raise _Written


class Folder:
    """A folder with a file for each article, found again under the end of the article's id."""

    def __init__(self, folder: Path, suffix: str, files: Files) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder, self._suffix, self._files = folder, suffix, files
        self._there: dict[str, Path] = {}
        for path in sorted(folder.glob(f"*-*{suffix}")):
            self._there[path.name.removesuffix(suffix).rpartition("-")[2]] = path

    def path_of(self, article: Article) -> Path:
        """Return the file of an article: that which it has under an earlier title, if there is one."""
        path = self.folder / f"{article_stem(article)}{self._suffix}"
        earlier = self._there.get(short_id(article.id))
        if earlier is None or os.path.lexists(path) or self._files.article_of(earlier) != article.id:
            return path
        return earlier

    def without_article(self, stands: Callable[[int], bool], only: Iterable[int] | None) -> Iterator[Path]:
        """Yield the files that were written of articles, of `only` these, that do not stand any more."""
        endings = (
            self._there if only is None else {short_id(article) for article in only} & self._there.keys()
        )
        for ending in sorted(endings):
            path = self._there[ending]
            article = self._files.article_of(path)
            if article is not None and not stands(article):
                yield path
