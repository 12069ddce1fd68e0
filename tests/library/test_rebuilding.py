"""A process that is killed after an answer and before the history has it: undo takes that step back too."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reader.library import ChangedElsewhere, Library
from reader.library.disk import codec
from reader.library.disk.files import Disk
from reader.library.disk.ids import Clock
from reader.library.disk.owed import ALONE, TURNING, Owed
from tests.library.helpers import added, history_of

#: Does one change and is killed when the history should be written.
_PROGRAM = """
import os, signal, sys
from reader.library import Library
from reader.library.history.history_lines import HistoryLines
from reader.model import *
from tests.library.helpers import imported
library = Library(sys.argv[1], annotator="kim")
article = library.page()[0].id if library.page() else 0
marks = library.highlights_of(article) if article else []
killing = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
HistoryLines.append = killing
exec(sys.argv[2])
print("acknowledged", flush=True)
signal.pause()
"""


def killed_after(root: Path, change: str) -> None:
    """Have another process do a change, acknowledge it, and be killed before the history has it."""
    process = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(root), change],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == -signal.SIGKILL, process.stderr
    at_once = "marks)" in change or "step" in change or "codebook" in change or "undo" in change
    assert at_once or process.stdout == "acknowledged\n"


def shown(library: Library) -> object:
    """Return what a person sees: articles, highlights, codebook."""
    return (
        [(a.id, a.title, a.note, a.status, a.tags) for a in library.page()],
        [(h.id, h.start, h.end, h.quote, h.tags, h.note, h.colour, h.links) for h in library.highlights()],
        library.codebook,
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    with Library(tmp_path / "library", annotator="kim") as library:
        article = added(library)
        mark = library.mark(article, 4, 10, tags=["claim"], note="why")
        library.mark(article, 12, 15)
        library.change(mark, note="why?")
        library.place(article, 3, 0.5)
    return tmp_path / "library"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("library.mark(article, 0, 3, tags=['x'], note='n')", "#x on “The”"),
        ("library.mark(article, 0, 3)", "highlight on “The”"),
        ("library.change(marks[0], tags=['claim', 'y'])", "#y on “bridge”"),
        ("library.change(marks[0], tags=[])", "#claim taken off “bridge”"),
        ("library.change(marks[0], note='because')", "note on “bridge”"),
        ("library.change(marks[0], colour='red')", "red on “bridge”"),
        ("library.change(marks[0], start=0)", "bounds of “bridge”"),
        ("library.link(marks[0], marks[1], 'supports')", "links of “bridge”"),
        ("library.delete(marks[:1])", "deletion of “bridge”"),
        ("library.delete(marks)", "deletion of highlights"),
        ("library.change_article(article, status='done')", "done: “A bridge”"),
        ("library.change_article(article, title='New')", "title of “New”"),
        ("library.trash(article)", "deletion of the article “A bridge”"),
        ("library.add(imported('Another.', title='Other', origin='/o.txt'))", "adding “Other”"),
        ("library.set_codebook(Codebook((*library.codebook.tags, Tag('new'))))", "codebook"),
    ],
)
def test_the_last_step_of_a_killed_process_is_taken_back(root: Path, change: str, words: str) -> None:
    with Library(root) as library:
        before, steps = shown(library), library.history(9)
    killed_after(root, change)
    with Library(root, annotator="kim") as library:
        after = shown(library)
        assert after != before
        assert [past.step.words.partition(" (")[0] for past in library.history(9)] == [
            words,
            *(past.step.words for past in steps),
        ]
        assert library.undo() is not None
        assert shown(library) == before
        assert library.redo() is not None
        assert shown(library) == after
        assert len(library.history(9)) == len(steps) + 1
        assert len(list((root / ".reader/owed").iterdir())) == 1  # its own


def test_what_one_step_did_is_one_step_again(root: Path) -> None:
    change = "\n".join(
        (
            "with library.step('many'):",
            "    library.mark(article, 0, 3)",
            "    library.change(marks[0], tags=['x'])",
            "    library.change(marks[1], tags=['x'])",
            "    os.kill(os.getpid(), signal.SIGKILL)",
        )
    )
    with Library(root) as library:
        before = shown(library)
    killed_after(root, change)
    with Library(root) as library:
        step = library.undo()
        assert step is not None
        assert step.words == "many (3 changes)"
        assert shown(library) == before


def test_several_steps_come_back_in_their_order_before_what_was_done_since(root: Path) -> None:
    killed_after(root, "library.mark(article, 0, 3); library.change(marks[1], note='n')")
    with Library(root) as library:
        article = library.page()[0].id
        library.place(article, 5, 0.6)
        library.mark(article, 1, 4)
        words = [past.step.words for past in library.history(4)]
        assert words == ["highlight on “he”", "note on “as”", "highlight on “The”", "note on “bridge”"]


def test_a_reading_place_is_no_step(root: Path) -> None:
    with Library(root) as library:
        steps = library.history(9)
    killed_after(root, "library.place(article, 9, 0.7); print('acknowledged', flush=True); killing()")
    with Library(root) as library:
        assert library.history(9) == steps


def test_what_a_process_that_lives_did_is_left_to_it(root: Path) -> None:
    with Library(root) as library, Library(root) as other:
        article = library.page()[0].id
        library.mark(article, 0, 3)
        other.mark(article, 1, 4)
        killed_after(root, "library.mark(article, 2, 5)")
        words = ["highlight on “e b”", "highlight on “he”", "highlight on “The”", "note on “bridge”"]
        assert [past.step.words for past in library.history(4)] == words
        assert [past.step.words for past in other.history(4)] == words


def test_a_step_that_was_read_back_too_early_is_there_once(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a lock file system does not tell that a process lives."""
    with Library(root) as library, Library(root) as other:
        article = library.page()[0].id
        with monkeypatch.context() as patch:
            patch.setattr("reader.library.disk.later.Later.ask", lambda later: None)
            library.mark(article, 0, 3)
            patch.setattr("reader.library.disk.owed.take", lambda fd: True)
            assert other.history(9)[0].step.words == "highlight on “The”"
        assert [past.step.words for past in library.history(2)] == ["highlight on “The”", "note on “bridge”"]
        assert len(other.history(9)) == len(library.history(9)) == 5


def test_a_step_that_was_being_taken_back_can_be_taken_back_again(root: Path) -> None:
    change = "library.next_undo(); library.undo()"
    killed_after(root, f"{change}  # a note, of which the history is not told")
    with Library(root) as library:
        assert [past.step.words for past in library.history(1)] == ["note on “bridge”"]
        assert library.undo() is not None
        assert library.highlights_of(library.page()[0].id)[0].note == "why"
        next_one = library.next_undo()
        assert next_one is not None
        assert next_one.label == "highlight on “as”"


def test_what_cannot_be_known_any_more_is_said_and_not_made_up(root: Path) -> None:
    killed_after(root, "library.change(marks[0], note='because', tags=['new'])")
    with Library(root) as library:
        article = library.page()[0].id
        path = Path(library._store.path(article))
    path.write_bytes(codec.dump(codec.parse(path.read_bytes()).docs))  # written anew, as when it is joined
    with Library(root) as library:
        (past,) = library.history(1)
        assert (past.step.label, past.state) == ("#new on “bridge”", "part")
        assert past.step.remark == "what the note was before is not known"
        undone = library.undo()
        assert undone is not None
        assert undone.kept == ("what the note was before is not known",)
        mark = library.highlights_of(article)[0]
        assert (mark.note, mark.tags) == ("because", ("claim",))


def test_a_change_of_which_nothing_is_known_is_stuck(root: Path) -> None:
    killed_after(root, "library.change(marks[0], note='because')")
    with Library(root) as library:
        path = Path(library._store.path(library.page()[0].id))
    path.write_bytes(codec.dump(codec.parse(path.read_bytes()).docs))
    with Library(root) as library:
        assert library.history(1)[0].state == "stuck"
        with pytest.raises(ChangedElsewhere, match="what the note was before is not known"):
            library.undo()


def test_after_another_start_of_the_system_every_file_that_changed_is_looked_at(root: Path) -> None:
    """The names of articles in a process's file may be lost then, and lines of the history too."""
    history = root / ".reader/history/steps.jsonl"
    with Library(root) as library:
        before = shown(library)
        article = library.page()[0].id
        lines = history.read_bytes()
        library.mark(article, 0, 3)
        library.mark(article, 1, 4)
        history_of(library)
        (owed,) = (root / ".reader/owed").iterdir()
        kept = owed.name
    history.write_bytes(lines)
    since, _, random = kept.split(".")
    (root / f".reader/owed/{since}.another.{random}").write_bytes(b"")
    with Library(root) as library:
        assert [past.step.words for past in library.history(3)] == [
            "highlight on “he”",
            "highlight on “The”",
            "note on “bridge”",
        ]
        library.undo()
        library.undo()
        assert shown(library) == before


@pytest.mark.parametrize("junk", [b"", b"\0" * 40, b'1\n[1]\n{"a"\n["x","",""]\n', b'1\n[77,"",""]\n'])
def test_a_damaged_file_of_what_is_owed_costs_nothing(root: Path, junk: bytes) -> None:
    (root / ".reader/owed/junk").write_bytes(junk)
    with Library(root) as library:
        assert len(library.history(9)) == 4
    assert list((root / ".reader/owed").iterdir()) == []


def test_a_folder_that_cannot_be_written_costs_no_change(root: Path) -> None:
    with Library(root) as library:
        shutil.rmtree(root / ".reader/owed")
        library.mark(library.page()[0].id, 0, 3)
        assert library.history(9)[0].step.words == "highlight on “The”"


def test_a_full_disk_leaves_nothing_half_made(tmp_path: Path) -> None:
    class Full(Disk):
        def pwrite(self, fd: int, data: bytes, offset: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    Owed(str(tmp_path), Clock("k3p"), Full()).expect(7)
    assert list(tmp_path.iterdir()) == []


def test_what_is_owed_is_told_until_it_is_written(tmp_path: Path) -> None:
    mine, others = (Owed(str(tmp_path), Clock("k3p")) for _ in range(2))
    mine.expect(7)
    assert not others._others_owe()
    mine.owe(True)
    assert others._others_owe()
    assert not mine._others_owe()
    mine.owe(False)
    assert not others._others_owe()
    with mine.belonging(TURNING):
        mine.expect(7)
    mine.expect(8)
    with others.left() as left:
        assert left == []  # it lives
    os.close(mine._fd)
    with others.left() as (left_by_it,):
        assert left_by_it.articles == {7: TURNING, 8: ALONE}
        assert not left_by_it.rebooted
    assert list(tmp_path.iterdir()) == []
