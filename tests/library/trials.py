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
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.library import Library, LibraryError
from reader.library.files import Disk
from reader.library.ids import read_id, show_id
from reader.model import Codebook, Tag
from tests.library.helpers import TEXT, added, imported
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest

ROOT = Path(__file__).parents[2]
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES)
_CALLS = ("open", "pwrite", "set_time", "ftruncate", "fsync", "fdatasync", "rename", "unlink", "fsync_folder")


def command(root: Path, *words: str) -> list[str]:
    """Return a command line of the reader."""
    return [sys.executable, "-m", "reader", "--library", str(root), *words]


# every call fails once


class Failing:
    """Lets the call number `at` of those that write fail, and all after it when `stays`."""

    def __init__(self, patch: pytest.MonkeyPatch, error: int, *, stays: bool) -> None:
        self.calls, self.at, self.error, self.stays = 0, 0, error, stays
        self.failed = False
        for name in _CALLS:
            patch.setattr(Disk, name, self._counted(getattr(Disk, name)))

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(disk: Disk, *given: Any) -> Any:
            if call.__name__ == "open" and not given[1] & (os.O_CREAT | os.O_RDWR):
                return call(disk, *given)
            self.calls += 1
            if self.at and (self.calls == self.at or (self.stays and self.calls > self.at)):
                self.failed = True
                raise OSError(self.error, os.strerror(self.error))
            return call(disk, *given)

        return counted

    def arm(self, at: int) -> None:
        """Count from here; the call `at` fails, none for 0."""
        self.calls, self.at, self.failed = 0, at, False


def state(library: Library) -> tuple[object, ...]:
    """Return all that a library says of its articles, highlights and codebook."""
    articles = sorted(library.page(), key=lambda article: article.id)
    return (
        [(a.id, a.title, a.note, a.status, a.tags) for a in articles],
        [library.highlights_of(a.id) for a in articles],
        library.codebook,
    )


def operations(library: Library) -> dict[str, Callable[[], object]]:
    """Prepare a library; return every kind of change, each of which is to be done once."""
    article = added(library)
    kept = library.mark(article, 0, 10, tags=["a"])
    gone = library.mark(article, 11, 20)
    spare = added(library, "Spare.", title="Spare")
    return {
        "undo": library.undo,
        "redo": library.redo,
        "add": lambda: library.add(imported("A new text.", title="New", origin="/texts/new.txt")),
        "update": lambda: library.add(imported(TEXT + "\n\nMore.", origin="/texts/A bridge.txt")),
        "mark": lambda: library.mark(article, 4, 9, tags=["b"], note="n"),
        "change": lambda: library.change(kept, tags=["a", "c"], note="changed"),
        "delete": lambda: library.delete([gone]),
        "change_article": lambda: library.change_article(article, status="done", note="n"),
        "set_codebook": lambda: library.set_codebook(Codebook((Tag("claim", "1"), Tag("new", "2")))),
        "trash": lambda: library.trash(spare),
    }


def every_call_fails(folder: Path, patch: pytest.MonkeyPatch, error: int, *, stays: bool) -> int:
    """Let each call of each change fail; return how many refusals there were.

    After each, memory equals disk, and the state is the one before or after; the change done again
    when it was refused is done once.
    """
    failing, refused = Failing(patch, error, stays=stays), 0
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
            if not done:
                # a disk that refuses everything refuses to take it back too; the next change begins so
                assert stays or shape(after) == before, f"{name}: call {at}: refused, yet changed"
                ways[name]()
            expected = shape(state(library))
            library.close()
            if not reached:
                reference = expected
                break
        reference_again(folder, name, reference)
    return refused


def reference_again(folder: Path, name: str, reference: object) -> None:
    """Require that every library of one change came to the same state."""
    for root in sorted(folder.glob(f"{name} *")):
        with Library(root, annotator="kim") as library:
            assert shape(state(library)) == reference, f"{root.name}: not as without a failure"


def shape(found: tuple[Any, ...]) -> object:
    """Return a state without ids and times, which differ from one library to another."""
    articles, highlights, codebook = found
    return (
        sorted(article[1:] for article in articles),
        sorted([(h.start, h.end, h.quote, h.tags, h.note) for h in of] for of in highlights),
        codebook,
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
        process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        process.stdin.flush()
        answers = [process.stdout.readline() for _ in range(chance.randrange(1, 60))]
        time.sleep(chance.random() / 500)  # the moment is what is tried, nothing waits for it
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
        with Terminal(command(root), cols=100, rows=30, cwd=ROOT) as terminal:
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
    keys = {int(line.split(b'"')[1]) for line in whole}
    assert keys <= {highlight.id for highlight in found}, "a whole line was lost"
    return True
