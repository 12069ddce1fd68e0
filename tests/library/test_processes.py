"""Several libraries on one folder, as several processes have: each sees the others, none loses a change."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.library import Change, Library, NotFound
from reader.model import Codebook
from reader.text.query import parse
from tests.library.helpers import TEXT, added


@pytest.fixture
def other(library: Library) -> Library:
    return Library(library.root, annotator="lee")


def test_each_sees_the_others_changes_at_once(library: Library, other: Library) -> None:
    article = added(library)
    assert [found.id for found in other.page()] == [article]
    for number in range(10):
        writer, reader = (library, other) if number % 2 else (other, library)
        writer.mark(article, number, number + 2, tags=[f"t{number}"])
        assert len(reader.highlights_of(article)) == number + 1
        assert reader.page()[0].highlights == number + 1
        assert reader.tag_counts()[f"t{number}"] == 1
    assert {highlight.annotator for highlight in other.highlights()} == {"kim", "lee"}
    other.trash(article)
    assert library.page() == []
    with pytest.raises(NotFound):
        library.mark(article, 0, 2)


def test_with_an_index_of_its_own_each_still_sees_new_articles_and_changes(tmp_path: Path) -> None:
    one = Library(tmp_path / "library", cache=tmp_path / "cache one")
    two = Library(tmp_path / "library", cache=tmp_path / "cache two")
    first = added(one)
    assert [article.id for article in two.page()] == [first]
    one.change_article(first, title="Changed")
    assert one.page()[0].title == "Changed"
    assert two.page()[0].title == "Changed"
    marked = one.mark(first, 0, 3, tags=["x"])
    assert one.tag_counts()["x"] == 1
    assert (two.tag_counts()["x"], two.highlight(marked.id)) == (1, marked)
    assert list((tmp_path / "cache two").glob("*/index.sqlite"))


def test_polling_tells_what_others_changed_and_nothing_of_ones_own(library: Library, other: Library) -> None:
    article = added(library)
    library.highlights_of(article)
    assert library.poll() == []
    marked = library.mark(article, 0, 3)
    library.place(article, 1, 0.1)
    second = added(library, "Own.", title="Own")
    assert library.poll() == []

    other.change(marked, note="n")
    assert library.poll() == [Change(article, "highlight")]
    other.change_article(article, note="n")
    other.mark(article, 1, 3)
    library.highlights_of(article)  # having read it meanwhile does not hide it
    assert library.poll() == [Change(article, "article"), Change(article, "highlight")]
    other.set_codebook(Codebook())
    assert library.poll() == [Change(0, "codebook")]
    other.trash(second)
    assert library.poll() == [Change(second, "removed")]
    third = added(other, "Third.", title="Third")
    assert {change.article for change in library.poll()} == {third}
    assert library.poll() == []


def test_a_file_that_another_program_puts_there_is_seen(library: Library, tmp_path: Path) -> None:
    with Library(tmp_path / "second") as second:
        article = added(second)
        second.mark(article, 0, 3, tags=["theirs"])
    assert library.page() == []
    library.poll()
    for path in (tmp_path / "second").rglob("*"):
        if path.is_file() and path.parts[-3] in ("articles", "texts"):
            target = library.root / path.relative_to(tmp_path / "second")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    assert {change.article for change in library.poll()} == {article}
    assert library.page()[0].id == article
    assert library.count(parse("#theirs")) == 1
    assert library.body(article).text == TEXT


def test_a_copy_that_a_synchronising_program_left_is_joined(library: Library, tmp_path: Path) -> None:
    article = added(library)
    marked = library.mark(article, 0, 3)
    path = next((library.root / "articles").rglob("*.json"))
    copy = path.with_name(path.stem + ".sync-conflict-20260729-101112-ABCDEFG.json")
    before = path.read_bytes()
    theirs = library.change(marked, note="theirs")
    library.mark(article, 4, 6)
    copy.write_bytes(path.read_bytes())
    path.write_bytes(before)
    library.change(marked, colour="red")
    with Library(library.root) as again:
        again.page()
        first, second = again.highlights_of(article)
        assert (first.note, first.colour, second.quote) == (theirs.note, "red", TEXT[4:6])
    assert not copy.exists()
    assert len(list((library.root / ".reader" / "quarantine").iterdir())) == 1


def test_a_file_that_is_taken_away_is_not_listed(library: Library) -> None:
    article = added(library)
    assert library.count() == 1
    next((library.root / "articles").rglob("*.json")).unlink()
    assert Library(library.root).page() == []
    with pytest.raises(NotFound):
        library.article(article)


PROGRAM = """
import sys
from reader.library import Library
root, article, count, name = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
with Library(root, annotator=name) as library:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
        marked = library.mark(article, number % 20, number % 20 + 3, tags=[name])
        library.change(marked, note=f"{name} {number}")
        print(marked.id, flush=True)
"""


def started(library: Library, article: int, count: int, name: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(library.root), str(article), str(count), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_processes_that_write_at_once_lose_nothing(library: Library) -> None:
    article = added(library)
    processes = [started(library, article, 15, name) for name in ("one", "two", "three")]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for number in range(10):
        library.place(article, number, 0.5)
        library.page()
    told = {int(line) for process in processes for line in process.communicate()[0].split()}
    assert [process.returncode for process in processes] == [0, 0, 0]
    found = {highlight.id: highlight for highlight in library.highlights_of(article)}
    assert found.keys() == told
    assert len(found) == 45
    assert all(highlight.note.startswith(highlight.annotator) for highlight in found.values())
    assert library.article(article).position == 9
    assert library.tag_counts()["two"] == 15


def test_a_writer_that_is_killed_loses_nothing_that_it_acknowledged(library: Library) -> None:
    article = added(library)
    kept: set[int] = set()
    for trial in range(4):
        process = started(library, article, 10_000, f"t{trial}")
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("go\n")
        process.stdin.flush()
        told = [int(process.stdout.readline()) for _ in range(3 + 5 * trial)]
        process.kill()
        rest = process.communicate()[0].splitlines(keepends=True)
        told += [int(line) for line in rest if line.endswith("\n")]
        kept |= set(told)
        with Library(library.root) as again:
            found = {highlight.id: highlight for highlight in again.highlights_of(article)}
            assert kept <= found.keys()
            assert all(found[number].note for number in kept)
            assert again.page()[0].highlights == len(found)
            again.mark(article, 0, 3)
            kept.add(again.highlights_of(article)[0].id)


def test_a_text_added_by_two_processes_at_once_is_one_article(library: Library) -> None:
    program = (
        "import sys; from reader.library import Library; from reader.model import *\n"
        "with Library(sys.argv[1]) as library:\n"
        "    print('ready', flush=True); sys.stdin.readline()\n"
        "    for i in range(8):\n"
        "        print(library.add(Imported(f'/{i}', Metadata('T'), Body.plain(f'Text {i}'))).status)\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(library.root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [status for process in processes for status in process.communicate()[0].split()]
    assert sorted(told) == ["added"] * 8 + ["known"] * 8
    assert library.count() == 8


def test_a_new_library_made_twice_at_once_is_one(tmp_path: Path) -> None:
    program = "import sys; from reader.library import Library; Library(sys.argv[1]).close()"
    arguments = [sys.executable, "-c", program, str(tmp_path / "library")]
    processes = [subprocess.Popen(arguments, cwd=Path(__file__).parents[2]) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    documents = json.loads((tmp_path / "library" / "library.json").read_bytes())["_default"]
    assert [d["kind"] for d in documents.values()].count("tag") == 5
    assert len(Library(tmp_path / "library").codebook.tags) == 5


def test_a_threads_reading_beside_a_threads_writing(library: Library) -> None:
    from threading import Thread

    article = added(library)
    failed: list[BaseException] = []

    def write() -> None:
        try:
            for number in range(40):
                library.mark(article, number % 10, number % 10 + 2)
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        seen = library.highlights_of(article)
        assert [h.quote for h in seen] == [TEXT[h.start : h.end] for h in seen]
        assert library.page()[0].id == article
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(library.highlights_of(article)) == 80


def test_the_package_imports_no_toolkit_and_little_else() -> None:
    program = "import sys, reader.library; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": "."},
    )
    loaded = set(done.stdout.split())
    heavy = {
        "textual",
        "rich",
        "trafilatura",
        "platformdirs",
        "asyncio",
        "ftfy",
        "sentencex",
        "reader.ui",
        "reader.sources",
    }
    assert loaded & heavy == set()
