"""The power goes at every call of a library's work: adding, marking, codebook, copies, archive."""

from __future__ import annotations

import os
import random
import shutil
import tarfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.library import Library, LibraryError
from reader.library.care.archive import restore_archive
from reader.library.disk import storage
from reader.library.disk.files import Disk
from reader.library.state.backups import Backups
from reader.model import Codebook, Tag
from tests.library.helpers import TEXT, added, imported
from tests.library.power import Recorder, World
from tests.library.trials import state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Where no index can be made, so that each library reads its files.
NO_CACHE = Path(os.devnull) / "none"
NOTE = "note:1"
Found = dict[str, Any]


def opened(world: Path) -> Library:
    return Library(world / "library", annotator="kim", cache=NO_CACHE)


def found(world: Path) -> Found:
    """Return what a world holds after the system started again: each acknowledged thing under a name."""
    things: Found = {}
    if (world / "library").is_dir():
        with opened(world) as library:
            things["codebook"] = library.codebook
            for article in library.page():
                told = (
                    article.title,
                    article.note,
                    article.status,
                    article.tags,
                    library.body(article.id).text,
                )
                things[f"article {article.title}"] = told, library.highlights_of(article.id)
            things["trash"] = [item.id for item in library.trashed()]
            things["steps"] = [(past.step.words, past.state == "undone") for past in library.history(99)]
            things["draft"] = (draft := library.draft(NOTE)) and draft.text
            copies = Backups(library._store)
            for path in [*library.root.glob("articles/*/*.json"), library.root / "library.json"]:
                newest = next(copies.copies(path.name), None)
                things[f"copy of {path.name}"] = newest and newest[1].docs
    if (archive := world / "backup.tar.gz").exists():
        with tarfile.open(archive) as members:
            things["archive"] = [(member.name, member.size) for member in members]
    if (restored := world / "restored").is_dir():
        with Library(restored, cache=NO_CACHE) as library:
            things["restored"] = state(library)
    return things


def work(world: Path) -> Iterator[None]:
    """Do what a library is for; yield after each thing that was acknowledged."""
    library = opened(world)
    yield
    article = added(library)
    yield
    first = library.mark(article, 0, 10, tags=["a"], note="n")
    yield
    library.change(first, tags=["a", "b"])
    yield
    second = library.mark(article, 4, 9)
    yield
    library.set_codebook(Codebook((Tag("claim", "1"), Tag("new", "2"))))
    yield
    library.keep_draft(NOTE, "half a thought")
    yield
    library.delete([first, second])  # several documents
    yield
    library.close()  # copies are made
    yield
    library = opened(world)
    library.add(imported(f"{TEXT}\n\nMore.", origin="/texts/A bridge.txt"))  # another text of that source
    yield
    other = added(library, "Another text.", title="Another")
    yield
    library.undo()  # of adding it
    yield
    library.redo()
    yield
    library._store.shard(article).compact()
    yield
    library.trash(other)
    yield
    library.add_all([imported(f"Text {n}.", title=f"T{n}", origin=f"/{n}.txt") for n in range(3)])
    yield
    with library.together():  # each may be there before all are acknowledged
        library.mark(article, 0, 5)
        library.change_article(library.page()[0].id, note="n")
    yield
    library.keep_draft(NOTE, "a whole thought")
    yield
    library.close()
    yield
    library = opened(world)
    from reader.newfile import new_file

    with new_file(world / "backup.tar.gz") as file:
        library.backup(file)
    yield
    restore_archive(str(world / "backup.tar.gz"), str(world / "restored"))
    yield
    library.close()


def recorded(
    folder: Path, prepare: Callable[[pytest.MonkeyPatch], None]
) -> tuple[list[Any], list[int], list[Found]]:
    """Do the work; return its calls, how many there were at each acknowledgement, and what then was found."""
    (folder / "world").mkdir(parents=True)
    ends, states = [0], [found(folder / "world")]
    with pytest.MonkeyPatch.context() as patch:
        prepare(patch)
        recorder = Recorder(folder / "world", patch)
        for _ in work(folder / "world"):
            ends.append(len(recorder.calls))
            states.append({})
        calls = list(recorder.calls)
    assert len([what for what, *_ in calls if what == "write"]) > 20
    for number, end in enumerate(ends):
        place = folder / f"after {number}"
        replayed(calls[:end]).whole(place)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("reader.library.disk.owed.boot", lambda: "another")
            states[number] = found(place)
    return calls, ends, states


def replayed(calls: list[Any]) -> World:
    world = World()
    for call in calls:
        world.apply(call)
    return world


def is_more(left: Found, before: Found) -> bool:
    """Tell whether steps that were not acknowledged stand beside those that were; an undo may be one."""
    if "steps" not in left or "steps" not in before:
        return False
    steps = [step for step in before["steps"] if not step[1]]
    more = len(left["steps"]) - len(steps)
    return more > 0 and bool(left["steps"][more:] == steps)


def outcome(place: Path, before: Found, after: Found) -> str:
    """Say what is left of a world, in which `before` was acknowledged and `after` was being done."""
    try:
        left = found(place)
    except (LibraryError, OSError, ValueError, tarfile.TarError) as error:
        return f"unreadable: {type(error).__name__} {error}"
    for thing in before.keys() | left.keys():
        if left.get(thing) not in (before.get(thing), after.get(thing)):
            if thing != "steps" or not is_more(left, before):
                return f"lost: {thing}"
    with opened(place) as library:
        list(library.examine(repair=True))
        if left_over := [finding for finding in library.examine() if finding.kind != "index"]:
            return f"not mended: {left_over[0]}"
        if any(library.highlights_of(a.id) != left[f"article {a.title}"][1] for a in library.page()):
            return "changed by mending"
        article = added(library, "After.", title="After")
        library.mark(article, 0, 5)
    with opened(place) as library:
        return "good" if len(library.highlights_of(article)) == 1 else "broken after"


def cuts(folder: Path, prepare: Callable[[pytest.MonkeyPatch], None], outcomes: int = 1) -> Iterator[str]:
    """Cut the power at every call, `outcomes` times; give what is found after each."""
    calls, ends, states = recorded(folder, prepare)
    for nth in range(outcomes):
        for cut in range(1, len(calls) + 1):
            number = max(n for n, end in enumerate(ends) if end < cut or n == 0)
            before, after = states[number], states[min(number + 1, len(states) - 1)]
            chance = random.Random(f"{cut} {nth}")
            world = replayed(calls[: cut - 1])
            world.apply(calls[cut - 1], chance)
            place = folder / f"{cut} {nth}"
            world.left(place, chance)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("reader.library.disk.owed.boot", lambda: "another")
                without_waiting(patch)  # what is looked at now need not outlive anything
                without_folders(patch)
                found_after = outcome(place, before, after)
            yield found_after
            shutil.rmtree(place, ignore_errors=True)


def ours(patch: pytest.MonkeyPatch) -> None:
    """Leave everything as it is."""


def without_waiting(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Disk, "fsync", lambda *_: None)
    patch.setattr(Disk, "fdatasync", lambda *_: None)


def without_folders(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Disk, "fsync_folder", lambda *_: None)


def in_place(patch: pytest.MonkeyPatch) -> None:
    def replace(disk: Disk, path: str, data: bytes) -> None:
        fd = disk.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        disk.pwrite(fd, data, 0)
        disk.fsync(fd)
        disk.close(fd)

    def whole(file: storage.ShardFile, state: Any, payload: bytes, done: Any) -> None:
        file._replace(state, {key: new for key, (_, new) in done.items()})

    patch.setattr(storage, "replace", replace)
    patch.setattr(storage.ShardFile, "_append", whole)


CONTROLS = (without_waiting, without_folders, in_place)


def test_whatever_a_library_acknowledged_outlives_a_power_cut_at_any_call(tmp_path: Path) -> None:
    counts = Counter(cuts(tmp_path, ours))
    assert counts.keys() == {"good"}
    assert counts.total() > 150


@pytest.mark.parametrize("naive", CONTROLS)
def test_leaving_a_part_of_it_out_loses_something(
    tmp_path: Path, naive: Callable[[pytest.MonkeyPatch], None]
) -> None:
    assert any(what != "good" for what in cuts(tmp_path, naive, 10))
