"""Trials of what a library withstands, each for any count: short in the tests, long in `bench/torture`."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.library import Library, LibraryError
from reader.library.disk import codec, files
from reader.library.disk.ids import read_id, show_id
from reader.model import Codebook, Tag
from tests.library.helpers import TEXT, added, imported
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

ROOT = Path(__file__).parents[2]
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES)
_PATHS = ("replace", "rename", "link", "unlink", "mkdir", "rmdir", "utime")
_DESCRIPTORS = ("ftruncate", "fsync", "fdatasync")
NOTE = "note:1"


def command(root: Path, *words: str) -> list[str]:
    """Return a command line of the reader."""
    return [sys.executable, "-m", "reader", "--library", str(root), *words]


# every call fails once


class Failing:
    """Lets the system call number `at` of those that change files fail, and all after it when `stays`.

    A write fails when half of it is done. With `reads` opening a file to read it counts too. Calls for files
    outside of `folder` are let be.
    """

    def __init__(
        self, patch: pytest.MonkeyPatch, folder: Path, error: int, *, stays: bool, reads: bool = False
    ) -> None:
        self.calls, self.at, self.error, self.stays, self.reads = 0, 0, error, stays, reads
        self.failed = False
        self.failures: set[str] = set()  # names of the calls that failed so far
        self._folder = os.path.realpath(folder)
        self._mine: set[int] = set()
        for name in _PATHS:
            patch.setattr(os, name, self._of_path(getattr(os, name)))
        for name in _DESCRIPTORS:
            patch.setattr(os, name, self._of_descriptor(getattr(os, name)))
        patch.setattr(os, "open", self._open(os.open))
        patch.setattr(files, "_pwrite", self._write(os.pwrite))

    def arm(self, at: int) -> None:
        """Count from here; the call `at` fails, none for 0."""
        self.calls, self.at, self.failed = 0, at, False

    def _count(self, name: str) -> None:
        """Count a call. Raises OSError when it is one to fail."""
        self.calls += 1
        if self.at and (self.calls == self.at or (self.stays and self.calls > self.at)):
            self.failed = True
            self.failures.add(name)
            raise OSError(self.error, os.strerror(self.error))

    def _within(self, path: Any) -> bool:
        return isinstance(path, str | os.PathLike) and os.path.abspath(path).startswith(self._folder)

    def _of_path(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(path: Any, *given: Any, **named: Any) -> Any:
            if self._within(path) or path in self._mine:
                self._count(call.__name__)
            return call(path, *given, **named)

        return counted

    def _of_descriptor(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(fd: int, *given: Any) -> Any:
            if fd in self._mine:
                self._count(call.__name__)
            return None if "sync" in call.__name__ else call(fd, *given)  # the disk itself is not tried here

        return counted

    def _open(self, call: Callable[..., int]) -> Callable[..., int]:
        def counted(path: Any, flags: int, *given: Any, **named: Any) -> int:
            mine = self._within(path)
            if mine and (self.reads or flags & (os.O_CREAT | os.O_RDWR | os.O_WRONLY)):
                self._count(call.__name__)
            fd = call(path, flags, *given, **named)
            (self._mine.add if mine else self._mine.discard)(fd)
            return fd

        return counted

    def _write(self, call: Callable[..., int]) -> Callable[..., int]:
        def counted(fd: int, data: Any, *at: int) -> int:
            if fd in self._mine:
                try:
                    self._count(call.__name__)
                except OSError:
                    call(fd, bytes(data)[: len(data) // 2], *at)
                    raise
            return call(fd, data, *at)

        return counted


def state(library: Library) -> tuple[Any, ...]:
    """Return all that a library says of its articles, highlights, codebook, trash and a draft."""
    articles = sorted(library.page(), key=lambda article: article.id)
    return (
        [(a.id, a.title, a.note, a.status, a.tags, a.position) for a in articles],
        [library.highlights_of(a.id) for a in articles],
        library.codebook,
        sorted(
            (item.article.title, item.highlight.quote if item.highlight else "") for item in library.trashed()
        ),
        (draft := library.draft(NOTE)) and draft.text,
    )


def operations(library: Library) -> dict[str, Callable[[], object]]:
    """Prepare a library; return every kind of change, each of which is to be done once."""
    article = added(library)
    kept = library.mark(article, 0, 10, tags=["a"])
    gone = [library.mark(article, 11, 20), library.mark(article, 12, 21)]
    spare, trashed = added(library, "Spare.", title="Spare"), added(library, "Gone.", title="Gone")
    library.trash(trashed)

    def keyed(book: Codebook) -> Codebook:
        return Codebook(tuple(replace(tag, key="9" if tag.name == "claim" else tag.key) for tag in book.tags))

    return {
        "undo": library.undo,
        "redo": library.redo,
        "add": lambda: library.add(imported("A new text.", title="New", origin="/texts/new.txt")),
        "add again": lambda: library.add(imported("Gone.", title="Gone", origin="/texts/Gone.txt")),
        "update": lambda: library.add(imported(TEXT + "\n\nMore.", origin="/texts/A bridge.txt")),
        "mark": lambda: library.mark(article, 4, 9, tags=["b"], note="n"),
        "change": lambda: library.change(kept, tags=["a", "c"], note="changed"),
        "bounds": lambda: library.change(kept, start=2, end=12),
        "delete": lambda: library.delete(gone),
        "change_article": lambda: library.change_article(article, status="done", note="n", tags=["t"]),
        "place": lambda: library.place(article, 7, 0.5),
        "set_codebook": lambda: library.set_codebook(Codebook((Tag("claim", "1"), Tag("new", "2")))),
        "change_codebook": lambda: library.change_codebook(keyed),
        "trash": lambda: library.trash(spare),
        "bring_back": lambda: library.bring_back(show_id(trashed)),
        "draft": lambda: library.keep_draft(NOTE, "half a thought"),
    }


def every_call_fails(folder: Path, patch: pytest.MonkeyPatch, error: int, *, stays: bool) -> int:
    """Let each call of each change fail; return how many refusals there were.

    After each, memory equals disk, and the state is the one before or after; the change done again
    when it was refused is done once.
    """
    failing, refused = Failing(patch, folder, error, stays=stays), 0
    with Library(folder / "model", annotator="kim") as model:
        names = list(operations(model))
    for name in names:
        at = 0
        while True:
            at += 1
            library = Library(folder / f"{name} {at}", annotator="kim")
            ways = operations(library)
            if name == "redo":
                library.undo()
            before = shape(state(library))
            failing.arm(at)
            try:
                ways[name]()
                done = True
            except LibraryError as told:
                assert str(told).startswith("Not saved: ") or "undone" in str(told), (name, at, told)
                done = False
            reached = failing.failed
            failing.arm(0)
            refused += not done
            after = state(library)
            with Library(library.root, annotator="kim") as again:
                assert state(again) == after, f"{name}: call {at}: memory is not the disk"
            assert stays or _whole_history(library.root), f"{name}: call {at}: half a line in the history"
            if not done:
                # a disk that refuses everything refuses to take it back too; the next change begins so
                as_before = name == "draft" or shape(after) == before  # a draft more does no harm
                assert stays or as_before, f"{name}: call {at}: refused, yet changed"
                ways[name]()
            expected = shape(state(library))
            library.close()
            if not reached:
                reference = expected
                break
        reference_again(folder, name, reference)
    assert failing.failures >= {"open", "pwrite", "fsync", "fdatasync", "replace", "mkdir"}
    return refused


def _whole_history(root: Path) -> bool:
    """Tell whether every line of the history is whole."""
    try:
        raw = (root / ".reader" / "history" / "steps.jsonl").read_bytes()
    except FileNotFoundError:
        return True
    return all(json.loads(line) for line in raw.split(b"\n")[:-1]) and raw[-1:] in (b"", b"\n")


def reference_again(folder: Path, name: str, reference: object) -> None:
    """Require that every library of one change came to the same state."""
    for root in sorted(folder.glob(f"{name} *")):
        with Library(root, annotator="kim") as library:
            assert shape(state(library)) == reference, f"{root.name}: not as without a failure"


def shape(found: tuple[Any, ...]) -> object:
    """Return a state without ids and times, which differ from one library to another."""
    articles, highlights, *rest = found
    return (
        sorted(article[1:] for article in articles),
        sorted([(h.start, h.end, h.quote, h.tags, h.note) for h in of] for of in highlights),
        rest,
    )


# processes that are killed


def killed_apply(root: Path, trials: int, seed: int = 0) -> tuple[int, int]:
    """Kill `reader apply` at random moments; return how many answers were read, and how many of them lost."""
    chance = random.Random(seed)
    with Library(root) as library:
        article = show_id(added(library))
    told: set[int] = set()
    for _ in range(trials):
        process = subprocess.Popen(
            command(root, "apply"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
        )
        assert process.stdin is not None
        assert process.stdout is not None
        lines = [
            json.dumps({"op": "highlight", "article": article, "start": n % 9, "end": n % 9 + 5})
            for n in range(300)
        ]
        answers: list[bytes] = []
        before = chance.randrange(1, 60)
        for waiting in (lines[:before], lines[before:]):  # the end comes while the second ones are done
            process.stdin.write("".join(f"{line}\n" for line in waiting).encode())
            process.stdin.flush()
            answers += [process.stdout.readline() for _ in range(before - len(answers))]
        time.sleep(chance.random() / 20)  # the moment is what is tried, nothing waits for it
        process.kill()
        answers += process.stdout.readlines()
        process.communicate()
        for answer in answers:
            if answer.endswith(b"\n"):
                record = json.loads(answer)
                assert record["ok"], record
                told.add(read_id(record["id"]) or 0)
    with Library(root) as library:
        number = library.find(article)
        found = {highlight.id for highlight in library.highlights_of(number)}
        assert library.page()[0].highlights == len(found)
    return len(told), len(told - found)


def killed_app(root: Path, trials: int, seed: int = 0) -> tuple[int, int]:
    """Kill the app in a terminal while it saves; return how many saves it showed, and how many are lost."""
    chance = random.Random(seed)
    sentences = 40
    told = lost = 0
    for trial in range(trials):
        text = "\n\n".join(f"This is sentence {number} of trial {trial}." for number in range(sentences))
        with Library(root) as library:
            article = added(library, text, title=f"Trial {trial}")
            library.place(article, 0, 0.01)
        with Terminal(command(root), cols=120, rows=30, cwd=ROOT) as terminal:
            terminal.wait_for("READ")
            seen = 0
            for number in range(chance.randrange(1, 6)):
                terminal.send("1")
                terminal.wait_for(f"¶ {number + 1} of")
                seen = number + 1
                terminal.wait_for(_showing(seen))
                terminal.send("p")
                terminal.wait_for(f"¶ {number + 2} of")
            terminal.type("1p1p1p")
            time.sleep(chance.random() / 50)  # the moment is what is tried, nothing waits for it
            terminal.signal(signal.SIGKILL)
            terminal.wait_exit()
        with Library(root) as library:
            kept = library.highlights_of(article)
            assert all(mark.quote == text[mark.start : mark.end] for mark in kept)
            told += seen
            lost += max(0, seen - len(kept))
    return told, lost


def _showing(count: int) -> Callable[[list[str]], bool]:
    """Tell of rows whether the sidebar shows that many highlights with their tag."""
    return lambda rows: sum("#claim" in row for row in rows) >= count


# processes that write at once

_COUNTER = """
import sys
from reader.library import Library
root, article, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with Library(root) as library:
    table = library._store.database(article).documents
    def more(view):
        view[1]["counter"] = view[1].get("counter", 0) + 1
    for _ in range(count):
        table.transact(more)
"""


def counted(root: Path, processes: int, times: int) -> int:
    """Let processes read, add one and write, at once; return what the counter came to."""
    with Library(root) as library:
        article = added(library)
    words = [sys.executable, "-c", _COUNTER, str(root), str(article), str(times)]
    started = [subprocess.Popen(words, cwd=ROOT) for _ in range(processes)]
    assert [process.wait() for process in started] == [0] * processes
    with Library(root) as library:
        return int(library._store.read(article).docs["1"]["counter"])


_WRITER = """
import sys
from reader.library import Library
root, article, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with Library(root) as library:
    for number in range(count):
        if number % 3:
            library.change_article(article, note=str(number))
        else:
            library.mark(article, number % 20, number % 20 + 3, note=str(number))
        print(number, flush=True)
        sys.stdin.readline()
"""


def stale(root: Path, times: int) -> int:
    """Let another process write and wait, again and again; count the times that its change is not seen."""
    with Library(root) as library:
        article = added(library)
        words = [sys.executable, "-c", _WRITER, str(root), str(article), str(times)]
        writer = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert writer.stdin is not None
        assert writer.stdout is not None
        unseen = marks = 0
        for number in range(times):
            assert writer.stdout.readline() == f"{number}\n"
            marks += number % 3 == 0
            listed, note = library.page()[0], library.article(article).note
            seen = len(library.highlights_of(article)) == listed.highlights == marks
            unseen += not seen or (number % 3 > 0 and not note == listed.note == str(number))
            writer.stdin.write("\n")
            writer.stdin.flush()
        assert writer.wait() == 0
    return unseen


# files that are damaged


def damages(raw: bytes, count: int, seed: int = 0) -> Iterator[bytes]:
    """Give damaged versions of a file: cut, zeros, junk, bits, doubled and missing pieces."""
    chance = random.Random(seed)
    for _ in range(count):
        at = chance.randrange(len(raw))
        size = chance.randrange(1, 200)
        way = chance.randrange(6)
        if way == 0:
            yield raw[:at]
        elif way == 1:
            yield raw[:at] + bytes(size) + raw[at + size :]
        elif way == 2:
            yield raw[:at] + chance.randbytes(size) + raw[at + size :]
        elif way == 3:
            yield raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :]
        elif way == 4:
            yield raw[:at] + raw[at : at + size] + raw[at:]
        else:
            yield raw[:at] + raw[at + size :]


def damaged_file(root: Path) -> tuple[int, Path, bytes]:
    """Make a library with one article of some highlights; return the article, its file and its bytes."""
    with Library(root) as library:
        article = added(library)
        for number in range(6):
            library.mark(article, number, number + 9, tags=[f"t{number}"])
        path = Path(library._store.path(article))
    return article, path, path.read_bytes()


def outlives(root: Path, article: int, path: Path, raw: bytes, damaged: bytes) -> bool:
    """Open a damaged file, write to it; tell whether it could be written.

    Whole lines survive; a file that cannot be read stays as it is; before any rewrite it is kept aside.
    """
    path.write_bytes(damaged)
    quarantine = root / ".reader" / "quarantine"
    for old in quarantine.iterdir():
        old.unlink()
    with Library(root) as library:
        try:
            marked = library.mark(article, 20, 30)
        except LibraryError:
            assert path.read_bytes() == damaged, "a file that was refused was written"
            return False
        found = library.highlights_of(article)
        assert marked in found
    whole = {line for line in raw.split(b"\n") if b'"kind":"hl"' in line} & set(damaged.split(b"\n"))
    if codec.parse(damaged).bad:
        assert [path.read_bytes() for path in quarantine.iterdir()] == [damaged], "it was not kept aside"
    keys = {int(line.split(b'"')[1]) for line in whole}
    assert keys <= {highlight.id for highlight in found}, "a whole line was lost"
    return True
