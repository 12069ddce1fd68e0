"""Looks for damage in a library, and puts right what can be.

What is written anew is kept aside first, and nothing is overwritten that could not be read.
"""

from __future__ import annotations

import os
import re
import stat
import time
from typing import TYPE_CHECKING

import orjson

from reader.library.care.checks_files import FileChecks
from reader.library.care.checks_places import PlaceChecks
from reader.library.care.findings import Finding, Problem
from reader.library.disk.files import read_file, write_new
from reader.library.errors import LibraryError, ShardDamaged, not_saved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.library.parts import Parts
    from reader.model import Article, Highlight, Imported
    from reader.text.body import Body

_is_temporary = re.compile(r"\..+\.\d+\.[0-9a-f]+\.tmp").fullmatch
_OWN_FOLDERS = ("articles", "texts", ".reader")
_LOOSE = 0o077
#: Seconds, after which nobody writes to a file any more: the number of the process in its name may be
#: another's by now, or that of a process on another machine.
_WRITTEN_WITHIN = 3600


class Doctor:
    """Gives what is wrong, file by file."""

    def __init__(
        self,
        parts: Parts,
        reread: Callable[[str], Imported | None],
        placed: Callable[[Highlight, Article], Highlight],
        step: Callable[[], None],
    ) -> None:
        self._store, self._catalogue, self._texts, _ = parts
        self._reread = reread
        self._files = FileChecks(parts, PlaceChecks(parts, placed), step)
        self._aside = f"{self._store.private}/quarantine"

    def examine(self, *, repair: bool) -> Iterator[Finding]:
        """Give each finding, after it was put right where that is wanted and can be."""
        for problem in self._problems():
            outcome, repaired = "", False
            if repair and problem.mend:
                try:
                    outcome, repaired = problem.mend(), True
                except LibraryError as error:
                    outcome = str(error)
                except OSError as error:
                    outcome = str(not_saved(error, problem.path))
            found = problem.path, problem.kind, problem.problem, problem.remedy
            yield Finding(*found, repaired, outcome)

    def _problems(self) -> Iterator[Problem]:
        yield from self._tree()
        yield from self._files.book()
        yield from self._files.feeds()
        yield from self._files.articles()
        for digest, path in self._files.digests.items():
            yield from self._text(digest, path)
        yield from self._history()
        yield from self._index()

    # the tree

    def _tree(self) -> Iterator[Problem]:
        """Check what stands where: modes, links, files that were never finished."""
        loose: list[str] = []
        for path in self._walk():
            full = f"{self._store.root}/{path}"
            try:
                status = os.lstat(full)
            except OSError:
                continue  # gone meanwhile
            if stat.S_ISLNK(status.st_mode):
                yield Problem(path, "link", "a link; links inside a library are not followed")
            elif _is_temporary(os.path.basename(path)) and status.st_mtime < time.time() - _WRITTEN_WITHIN:
                yield self._leftover(path)
            elif stat.S_IMODE(status.st_mode) & _LOOSE and os.name == "posix":
                loose.append(full)
        if loose:
            yield self._permissions(loose)

    def _walk(self) -> Iterator[str]:
        root = self._store.root
        yield "."
        yield from (name for name in ("library.json", "feeds.json") if os.path.lexists(f"{root}/{name}"))
        yield from (name for name in os.listdir(root) if _is_temporary(name))
        for top in _OWN_FOLDERS:
            yield top
            for folder, folders, names in os.walk(f"{root}/{top}"):
                within = os.path.relpath(folder, root)
                yield from (f"{within}/{name}" for name in sorted([*folders, *names]))

    def _permissions(self, loose: list[str]) -> Problem:
        first = os.path.relpath(loose[0], self._store.root)
        others = f" and {len(loose) - 1} more" if len(loose) > 1 else ""

        def mend() -> str:
            for path in loose:
                os.chmod(path, 0o700 if os.path.isdir(path) else 0o600, follow_symlinks=_FOLLOW)
            return "made yours alone"

        return Problem(
            first, "permissions", f"it{others} can be read by other users", "make them yours alone", mend
        )

    def _leftover(self, path: str) -> Problem:
        def mend() -> str:
            name = f"{os.path.basename(path)[1:]}.{time.time_ns()}"  # none that is there already
            os.rename(f"{self._store.root}/{path}", f"{self._aside}/{name}")
            return "moved to .reader/quarantine"

        problem = "a file that a program was writing when it ended; nothing in it was ever answered"
        return Problem(path, "leftover", problem, "move it to .reader/quarantine", mend)

    # texts

    def _text(self, digest: str, asked_by: str) -> Iterator[Problem]:
        try:
            text, fits = self._texts.check(digest)
            path = os.path.relpath(self._texts.path(digest, "txt"), self._store.root)
        except ShardDamaged:
            yield Problem(asked_by, "text", "it does not say where its text is")
            return
        if fits:
            return
        body = self._from_source(digest)
        if text is None:
            there = os.path.exists(f"{self._store.root}/{path}")
            problem = f"the text of {asked_by} {'was changed' if there else 'is missing'}"
            yield Problem(path, "text", problem, *(self._mending(digest, body) if body else ()))
            return
        from reader.text.body import Body

        marks = os.path.relpath(self._texts.path(digest, "marks.json"), self._store.root)
        problem = f"paragraphs and links of {path} are missing or damaged"
        if body:
            yield Problem(marks, "marks", problem, *self._mending(digest, body))
        else:
            remedy = "write it anew, as plain paragraphs"
            yield Problem(marks, "marks", problem, *self._mending(digest, Body.plain(text), remedy))

    def _mending(
        self, digest: str, body: Body, remedy: str = "make it again from the source beside it"
    ) -> tuple[str, Callable[[], str]]:
        def mend() -> str:
            self._texts.mend(digest, body)
            return remedy

        return remedy, mend

    def _from_source(self, digest: str) -> Body | None:
        """Read the source beside a text again; only what gives the same text is of use."""
        for path in self._texts.sources(digest):
            imported = self._reread(path)
            if imported and not imported.error and imported.body.digest == digest:
                return imported.body
        return None

    # this machine's own

    def _history(self) -> Iterator[Problem]:
        path = f"{self._store.private}/history/steps.jsonl"
        try:
            raw, _, _ = read_file(self._store.disk, path)
        except OSError:
            return  # none yet
        bad = len(raw.splitlines()) - len(_whole_lines(raw))
        if not bad:
            return
        remedy = "leave the damaged lines out; those steps cannot be undone"

        def mend() -> str:
            with self._store.locks.hold("history"):
                now, _, _ = read_file(self._store.disk, path)
                self._store.quarantine(path)
                write_new(self._store.disk, path, b"".join(_whole_lines(now)))
            return remedy

        problem = f"{bad} of its lines cannot be read"
        yield Problem(os.path.relpath(path, self._store.root), "history", problem, remedy, mend)

    def _index(self) -> Iterator[Problem]:
        problem = self._catalogue.ailment()
        if problem:
            remedy = "make it anew from the files"

            def mend() -> str:
                self._catalogue.remake()
                return remedy

            yield Problem("index.sqlite", "index", problem, remedy, mend)


_FOLLOW = os.chmod not in os.supports_follow_symlinks


def _whole_lines(raw: bytes) -> list[bytes]:
    """Return the lines that are JSON objects, each with its line feed."""
    whole = []
    for line in raw.splitlines():
        try:
            if isinstance(orjson.loads(line), dict):
                whole.append(line + b"\n")
        except ValueError:
            pass  # it is counted by its absence
    return whole
