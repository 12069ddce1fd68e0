"""Every command, while every call of the system that it makes fails once: one sentence, nothing by halves."""

from __future__ import annotations

import errno
import json
import shutil
from typing import TYPE_CHECKING, TypeAlias

import pytest

from reader.library import Library
from tests.cli.conftest import WALL
from tests.library.trials import Failing, shape, state

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Ran, Run

READING = (
    ["list"],
    ["list", "#claim"],
    ["show", "{wall}"],
    ["highlights"],
    ["search", "gates"],
    ["tags"],
    ["export", "--format", "markdown"],
    ["history"],
    ["trash", "list"],
    ["doctor"],
)
WRITING = (
    ["add", "{folder}/ferry.txt"],
    ["highlight", "{wall}", "--range", "4:9", "--tag", "claim", "--note", "n"],
    ["apply"],
    ["trash", "restore", "{gone}"],
    ["export", "--format", "json", "-o", "{folder}/out.json"],
    ["backup", "{folder}/out.tar.gz"],
    ["restore", "{folder}/archive.tar.gz", "--library", "{folder}/restored"],
)
FAULTS = (errno.ENOSPC, errno.EROFS)
Prepared: TypeAlias = "tuple[Run, Path, dict[str, str]]"  # of the folder, and ids by name


@pytest.fixture
def prepared(run: Run, tmp_path: Path) -> Prepared:
    """A library with an article and one in the trash, texts and an archive beside it; `tmp_path/kept`."""
    folder = tmp_path / "kept"
    folder.mkdir()
    for name in ("wall", "gone", "ferry"):
        (folder / f"{name}.txt").write_text(WALL.replace("old wall", name))
    with Library(folder / "library", annotator="eva") as library:
        made = run("--library", library.root, "add", folder / "wall.txt", folder / "gone.txt", "--json").json
        wall, gone = (str(article["id"]) for article in made)
        library.mark(library.find(wall), 0, 9, tags=["claim"])
        library.trash(library.find(gone))
    assert run("--library", folder / "library", "backup", folder / "archive.tar.gz").code == 0
    return run, tmp_path, {"wall": wall, "gone": gone}


class Trial:
    """Runs a command in a copy of what was prepared."""

    def __init__(self, run: Run, tmp_path: Path, ids: dict[str, str], words: list[str]) -> None:
        self._run, self._kept, self.folder, self._ids = run, tmp_path / "kept", tmp_path / "tried", ids
        self._words = words

    def anew(self) -> None:
        """Begin with a new copy."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._kept, self.folder)

    def run(self) -> Ran:
        """Run the command."""
        words = [word.format(folder=self.folder, **self._ids) for word in self._words]
        operation = {"op": "highlight", "article": self._ids["wall"], "start": 4, "end": 9}
        stdin = json.dumps(operation).encode() if words == ["apply"] else b""
        where = [] if "--library" in words else ["--library", str(self.folder / "library")]
        return self._run(*where, *words, stdin=stdin)

    def state(self) -> object:
        """Return all that there is: the library, and the names of what was written beside it, whole."""
        with Library(self.folder / "library", annotator="eva") as library:
            found = shape(state(library))
        return found, sorted(path.name for path in self.folder.iterdir() if path.suffix != ".part")


def failing_at_each_call(
    trial: Trial, monkeypatch: pytest.MonkeyPatch, error: int, *, reads: bool
) -> list[tuple[Ran, object, object]]:
    """Run a command once for each of its calls, which fails.

    Give each time what it printed, the state after, and the state after it ran once more if it was refused.
    """
    done: list[tuple[Ran, object, object]] = []
    with monkeypatch.context() as patch:
        failing = Failing(patch, trial.folder, error, stays=False, reads=reads)
        while True:
            trial.anew()
            failing.arm(len(done) + 1)
            ran = trial.run()
            reached = failing.failed
            failing.arm(0)
            if not reached:
                return done
            after = trial.state()
            if ran.code:
                again = trial.run()
                assert again.code == 0, again
            done.append((ran, after, trial.state()))


def told(ran: Ran) -> list[str]:
    """Return the sentences that a command said on standard error, or as the answer of `apply`."""
    assert "Traceback" not in ran.err
    lines = ran.err.splitlines()
    assert all(line.startswith("reader: ") for line in lines)
    answers = [json.loads(line) for line in ran.out.splitlines() if line.startswith('{"ok": false')]
    return [*lines, *(str(answer["error"]) for answer in answers)]


@pytest.mark.parametrize("words", WRITING, ids=" ".join)
@pytest.mark.parametrize("error", FAULTS, ids=errno.errorcode.get)
def test_a_command_that_is_refused_says_why_and_can_be_given_again(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch, error: int, words: list[str]
) -> None:
    trial = Trial(*prepared, words)
    trial.anew()
    before = trial.state()
    assert trial.run().code == 0
    done = trial.state()
    refused = 0
    for ran, after, again in failing_at_each_call(trial, monkeypatch, error, reads=False):
        assert ran.code in (0, 1)
        assert again == done
        if ran.code == 0:
            assert after == done
        else:
            refused += 1
            assert len(told(ran)) == 1
            assert after == before
    assert refused


@pytest.mark.parametrize("words", READING, ids=" ".join)
@pytest.mark.parametrize("error", [errno.EIO, errno.EACCES], ids=errno.errorcode.get)
def test_a_command_that_cannot_read_a_file_says_so(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch, error: int, words: list[str]
) -> None:
    trial = Trial(*prepared, words)
    trial.anew()
    before = trial.state()
    for ran, after, _ in failing_at_each_call(trial, monkeypatch, error, reads=True):
        assert ran.code in (0, 1)
        assert len(told(ran)) <= 2
        assert ran.code == 0 or told(ran)
        assert after == before
