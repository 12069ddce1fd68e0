"""What is kept for the next start: read back as it was, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.early.record import Asked, Layer, Record, Run, find, is_plain_text, keep, sizes, state_of

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(is_plain_text)
RUNS = st.builds(Run, st.integers(0, 29), st.integers(0, 99), st.sampled_from(["0", "1;38;2;1;2;3"]), TEXTS)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("READER_LIBRARY", raising=False)
    return tmp_path / "cache" / "reader" / "starts"


def shown(record: Record | None) -> object:
    assert record
    layers = [(layer.files, [(r.y, r.x, r.look, r.text) for r in layer.runs]) for layer in record.layers]
    return record.article, record.digest, record.source, record.size, layers


@given(st.lists(st.lists(RUNS, max_size=5), max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_a_record_is_read_back(runs: list[list[Run]]) -> None:
    layers = [Layer({"/some where": [1, 2, 3], "/nowhere": None}, each) for each in runs]
    record = Record(
        Asked("/lib", "/a file"), article=7, digest="d", source=[4, 5, 6], size=(100, 30), layers=layers
    )
    keep(record)
    assert shown(find(Asked("/lib", "/a file"), (100, 30))) == shown(record)


@pytest.mark.parametrize("text", ["a\x1b[2J", "\x07", "\u009b2J", "\u202e", "\ud800", "a\nrun 0 0 0 b\x1b"])
def test_nothing_but_text_and_colours_comes_out_of_a_record(cache: Path, text: str) -> None:
    keep(Record(Asked(), size=(100, 30), layers=[Layer({}, [Run(0, 0, "0", "harmless")])]))
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes().replace(b"harmless", text.encode("utf-8", "surrogatepass")))
    assert find(Asked(), (100, 30)) is None


@pytest.mark.parametrize("run", [b"30 0 0 a", b"0 100 0 a", b"-1 0 0 a", b"0 0 2J a", b"0 0 a", b"x 0 0 a"])
def test_a_run_stands_on_the_screen_or_the_record_is_none(cache: Path, run: bytes) -> None:
    keep(Record(Asked(), size=(100, 30), layers=[Layer({}, [Run(0, 0, "0", "a")])]))
    (file,) = cache.iterdir()
    file.write_bytes(file.read_bytes().replace(b"0 0 0 a", run))
    assert find(Asked(), (100, 30)) is None


def test_a_record_that_was_cut_or_is_of_another_version_or_place_is_none(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(Record(Asked("/lib"), size=(100, 30)))
    assert find(Asked("/lib"), (100, 30)) and not find(Asked("/other"), (100, 30))
    assert not find(Asked("/lib"), (100, 31)) and not find(Asked("/lib"))
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    for size in range(len(whole)):
        file.write_bytes(whole[:size])
        assert find(Asked("/lib"), (100, 30)) is None
    file.write_bytes(whole)
    monkeypatch.setenv("COLORTERM", "another")
    assert find(Asked("/lib"), (100, 30)) is None
    monkeypatch.undo()
    monkeypatch.setattr("reader.__version__", "0.0")
    assert find(Asked("/lib"), (100, 30)) is None


def test_a_layer_holds_while_its_files_stay(tmp_path: Path) -> None:
    file, missing = tmp_path / "file", tmp_path / "missing"
    file.write_text("one")
    layer = Layer({str(each): state_of(str(each)) for each in (file, missing)}, [])
    assert layer.holds()
    os.utime(file, ns=(1, 1))
    assert not layer.holds()
    layer.files[str(file)] = state_of(str(file))
    assert layer.holds()
    missing.touch()
    assert not layer.holds()


def test_the_oldest_records_go(cache: Path) -> None:
    for number in range(103):
        keep(Record(Asked(f"/{number}")))
        (newest,) = [each for each in cache.iterdir() if not each.stat().st_mtime_ns < 10**15]
        os.utime(newest, ns=(number, number))
    kept = [number for number in range(103) if find(Asked(f"/{number}"))]
    assert kept == [*range(3, 103)]


def test_the_sizes_of_a_start_are_those_of_late(cache: Path) -> None:
    asked = Asked("/lib")
    assert sizes(asked, (80, 24)) == [(80, 24)]
    for number, size in enumerate([(80, 24), (100, 30), (120, 40), (200, 60)]):
        keep(Record(asked, size=size))
        os.utime(next(cache.glob(f"*-{size[0]}x{size[1]}")), ns=(number, number))
    keep(Record(asked))
    keep(Record(Asked("/other"), size=(90, 20)))
    assert sizes(asked, (100, 30)) == [(100, 30), (200, 60), (120, 40)]


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    keep(Record(Asked()))
    assert find(Asked()) is None


@pytest.mark.parametrize(
    ("words", "library", "word", "quiet"),
    [
        ([], "", "", False),
        (["a.txt"], "", "a.txt", False),
        (["--library", "/l", "a.txt"], "/l", "a.txt", False),
        (["a.txt", "--library=/l", "--no-early-paint"], "/l", "a.txt", True),
    ],
)
def test_a_plain_start_is_recognised(words: list[str], library: str, word: str, quiet: bool) -> None:
    asked = Asked.of(words)
    assert asked
    assert (asked.library, asked.word, asked.quiet) == (library, word, quiet)
    assert asked.file == (os.path.abspath(word) if word else "")


@pytest.mark.parametrize("words", [["a", "b"], ["-"], ["--json"], ["--help"], ["list", "-x"]])
def test_anything_else_is_no_plain_start(words: list[str]) -> None:
    assert Asked.of(words) is None


def test_the_library_of_the_environment_is_the_one_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_LIBRARY", "/env")
    for words in ([], ["--library", ""]):
        asked = Asked.of(words)
        assert asked and asked.library == "/env"
