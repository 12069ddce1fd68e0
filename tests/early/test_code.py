"""Code kept for the next start: what Python would have loaded, or nothing."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.cli import main
from reader.early.code import Finder
from tests.early.starts import Place

if TYPE_CHECKING:
    from pathlib import Path

#: Says of each module what it holds, what it is and which loader it had; then keeps all that is loaded.
PROGRAM = """
import json, sys
from reader.early import code
code.use()
import inspect, kept_by_test, kept_by_test.part
said = {}
for module in (kept_by_test, kept_by_test.part):
    names = ("VALUE", "__name__", "__package__", "__doc__", "__file__", "__cached__", "__path__")
    spec = module.__spec__
    said[module.__name__] = {
        **{name: getattr(module, name, None) for name in names},
        "spec": [spec.name, spec.origin, spec.cached, spec.has_location, spec.submodule_search_locations],
        "source": inspect.getsource(module),
        "where": module.where().co_filename,
        "again": spec.loader.get_code(spec.name) == compile(inspect.getsource(module), spec.origin, "exec"),
        "kept": type(spec.loader) is code._Loader,
    }
print(json.dumps(said))
code.keep()
"""
SOURCE = '"""What it is."""\nVALUE = {value}\ndef where():\n    return where.__code__\n'


@dataclass
class Home:
    """A package that nobody else has, and a cache for its code."""

    folder: Path

    def write(self, value: int, folder: str = "one") -> None:
        package = self.folder / folder / "kept_by_test"
        package.mkdir(parents=True, exist_ok=True)
        for name in ("__init__.py", "part.py"):
            (package / name).write_text(SOURCE.format(value=value))

    def run(self, *folders: str) -> dict[str, Any]:
        """Start a program that imports the package and keeps it; return what it says, by module."""
        path = os.pathsep.join(str(self.folder / folder) for folder in folders or ("one",))
        environment = {**os.environ, "READER_CACHE": str(self.folder / "cache"), "PYTHONPATH": path}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], check=True, env=environment, capture_output=True, text=True
        )
        assert not done.stderr
        said: dict[str, Any] = json.loads(done.stdout)
        return said

    @property
    def files(self) -> list[Path]:
        return list((self.folder / "cache" / "code").iterdir())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path)
    home.write(1)
    return home


def kept(said: dict[str, Any]) -> list[bool]:
    """Take out of what a program says which modules came from the file."""
    return [module.pop("kept") for module in said.values()]


def test_a_kept_module_is_what_python_would_have_loaded(home: Home) -> None:
    first, second = home.run(), home.run()
    assert kept(first) == [False, False]
    assert kept(second) == [True, True]
    assert second == first


def test_nothing_is_written_where_all_is_kept(home: Home) -> None:
    home.run()
    (file,) = home.files
    before = file.stat()
    home.run()
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_source_that_changed_is_read_and_kept_anew(home: Home) -> None:
    home.run()
    home.write(2)
    said = home.run()
    assert [module["VALUE"] for module in said.values()] == [2, 2]
    assert kept(said) == [False, False]
    assert kept(home.run()) == [True, True]


def test_what_another_place_to_look_in_has_is_not_taken_from_the_file(home: Home) -> None:
    home.run()
    home.write(3, "two")
    assert [module["VALUE"] for module in home.run("two", "one").values()] == [3, 3]
    assert len(home.files) == 2


def test_a_part_is_taken_from_its_own_package_only(home: Home, tmp_path: Path) -> None:
    home.run()
    (file,) = home.files
    package = tmp_path / "one" / "kept_by_test"
    with closing(Finder(str(file))) as finder:
        assert finder.find_spec("kept_by_test.part", [str(package)]) is not None
        assert finder.find_spec("kept_by_test.part", [str(tmp_path / "two" / "kept_by_test")]) is None


def test_only_some_files_are_kept(home: Home) -> None:
    for number in range(5):
        home.run("one", str(number))
    assert len(home.files) == 3


@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_a_file_that_others_may_write_is_not_used(home: Home, mode: int) -> None:
    home.run()
    (file,) = home.files
    file.chmod(mode)
    assert kept(home.run()) == [False, False]


def test_a_folder_that_takes_no_file_is_no_matter(home: Home) -> None:
    home.folder.joinpath("cache").write_text("no folder")
    assert kept(home.run()) == [False, False]


def test_what_a_failing_disk_does_not_give_is_loaded_as_ever(
    kept_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: int) -> bytes:
        raise OSError(errno.EIO, "failing")

    with closing(Finder(str(kept_file))) as finder:
        assert finder.find_spec("kept_by_test", None) is not None
        monkeypatch.setattr(os, "pread", failing)
        assert finder.find_spec("kept_by_test", None) is None


@pytest.fixture(scope="module")
def kept_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("kept"))
    home.write(1)
    home.run()
    return home.files[0]


@given(data=st.data())
def test_a_damaged_file_gives_nothing_but_what_was_written(kept_file: Path, data: st.DataObject) -> None:
    whole = kept_file.read_bytes()
    with closing(Finder(str(kept_file))) as finder:
        codes = {name: finder.code(name) for name in finder._modules}
    assert {"kept_by_test", "kept_by_test.part"} <= {*codes}
    index_end = 20 + int(whole[11:19])
    at = data.draw(st.one_of(st.integers(0, index_end), st.integers(0, len(whole) - 1)))
    changed = whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :]
    file = kept_file.with_name("damaged")
    file.write_bytes(data.draw(st.sampled_from([whole[:at], changed, whole[at:]])))
    file.chmod(0o600)
    with closing(Finder(str(file))) as finder:
        assert {name for name, code in codes.items() if finder.code(name) not in (b"", code)} == set()


def test_a_program_that_ends_keeps_its_code_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place.make(tmp_path, monkeypatch)
    place.read(place.add())
    with place.started() as terminal:
        terminal.wait_for("READ")
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
    folder = tmp_path / "cache" / "reader" / "code"
    while not any("." not in file.name for file in folder.glob("*")):
        os.sched_yield()  # a process that nobody waits for writes it
    told = [sys.executable, "-v", "-m", "reader", "--library", str(place.library), "list"]
    done = subprocess.run(told, check=True, capture_output=True, text=True)
    assert "First" in done.stdout
    lines = [line for line in done.stderr.splitlines() if "reader.early.code._Loader" in line]
    names = {line.split("'")[1] for line in lines}
    assert {"reader.cli.dispatch", "reader.library.library", "json"} <= names


def test_called_within_another_program_it_leaves_that_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Place.make(tmp_path, monkeypatch)
    before = list(sys.meta_path)
    assert main(["--library", str(tmp_path / "library"), "list"]) == 1
    assert sys.meta_path == before
