"""Two processes that change one thing at once: what each did is kept."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from reader.library import Library
from reader.model import Body, Codebook, Imported, Metadata
from reader.text.ids import show_id
from tests.library.helpers import added
from tests.library.trials import ROOT, command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: Opens the library, waits until all processes stand ready, and runs a loop over numbers.
FRAME = """
import sys
from dataclasses import replace
from reader.library import Library, NotFound
from reader.model import Codebook, Tag
root, article, name, count = sys.argv[1], int(sys.argv[2]), sys.argv[3], int(sys.argv[4])
with Library(root, annotator=name) as library:
    marked = library.highlights_of(article)
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
{loop}
"""


def at_once(library: Library, article: int, loops: Sequence[str], count: int) -> list[list[str]]:
    """Run loops in processes of their own at the same time; return the lines that each printed."""
    processes = []
    for name, loop in zip(("one", "two"), loops, strict=True):
        program = FRAME.format(loop="".join(f"        {line}\n" for line in loop.splitlines()))
        words = [sys.executable, "-c", program, str(library.root), str(article), name, str(count)]
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        processes.append(process)
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate()[0].splitlines() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    return told


def names(count: int) -> set[str]:
    return {f"{name}-{number}" for name in ("one", "two") for number in range(count)}


def test_tags_that_both_put_on_one_highlight_are_all_kept(library: Library) -> None:
    article = added(library)
    library.mark(article, 0, 10, tags=["first"])
    loop = "library.change(marked[0], tags=['first', f'{name}-{number}'])"  # what it was shown is long past
    at_once(library, article, [loop, loop], 25)
    assert set(library.highlights_of(article)[0].tags) == {"first", *names(25)}


def test_a_tag_that_one_takes_off_while_the_other_puts_some_on_is_off(library: Library) -> None:
    article = added(library)
    library.mark(article, 0, 10, tags=["first"])
    loops = [
        "library.change(marked[0], tags=['first', f'{name}-{number}'])",
        "marked[0] = library.change(marked[0], tags=[t for t in marked[0].tags if t != 'first'])",
    ]
    at_once(library, article, loops, 10)
    assert set(library.highlights_of(article)[0].tags) == {f"one-{number}" for number in range(10)}


def test_tags_that_both_put_on_one_article_are_all_kept(library: Library) -> None:
    article = added(library)
    loop = (
        "shown = library.article(article)\n"
        "library.change_article(article, tags=[*shown.tags, f'{name}-{number}'], seen=shown)"
    )
    at_once(library, article, [loop, loop], 25)
    assert set(library.article(article).tags) == names(25)


def test_tags_that_both_put_into_the_codebook_are_all_kept(library: Library) -> None:
    article = added(library)
    library.set_codebook(Codebook())
    loop = "library.change_codebook(lambda book: Codebook((*book.tags, Tag(f'{name}-{number}'))))"
    at_once(library, article, [loop, loop], 25)
    assert {tag.name for tag in library.codebook.tags} == names(25)


def test_what_one_deletes_while_the_other_edits_it_is_deleted_and_said(library: Library) -> None:
    article = added(library)
    for start in range(40):
        library.mark(article, start, start + 9, note="before")
    loops = [
        "library.delete([marked[number]])",
        "try:\n"
        "    print(library.change(marked[number], note='edited').note)\n"
        "except NotFound as error:\n"
        "    print(error)",
    ]
    _, edits = at_once(library, article, loops, 40)
    assert library.highlights_of(article) == []
    assert len(edits) == 40
    assert set(edits) <= {"edited", "This highlight was deleted."}
    kept = [item.highlight for item in library.trashed() if item.highlight]
    assert sum(highlight.note == "edited" for highlight in kept) == edits.count("edited")


def test_what_one_edits_in_an_article_that_the_other_deletes_is_refused_and_said(library: Library) -> None:
    article = added(library)
    library.mark(article, 0, 9)
    loops = [
        "if number == 5:\n    library.trash(article)",
        "try:\n"
        "    print(library.mark(article, number, number + 3).id)\n"
        "except NotFound as error:\n"
        "    print(error)",
    ]
    _, marks = at_once(library, article, loops, 20)
    made = {line for line in marks if line.isdecimal()}
    assert set(marks) - made <= {"This article was deleted.", "This article is in the trash."}
    library.bring_back(show_id(article))
    assert made <= {str(highlight.id) for highlight in library.highlights_of(article)}


def test_two_runs_of_apply_at_once_lose_nothing(library: Library) -> None:
    article = added(library)
    marked = library.mark(article, 0, 9)
    lines = {
        name: [
            line
            for number in range(15)
            for line in (
                {"op": "tag", "highlight": show_id(marked.id), "tag": f"{name}-{number}"},
                {"op": "article_tag", "article": show_id(article), "tag": f"{name}-{number}"},
                {"op": "highlight", "article": show_id(article), "start": number, "end": number + 4},
            )
        ]
        for name in ("one", "two")
    }
    processes = [
        subprocess.Popen(
            command(library.root, "apply", "--others"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        for _ in lines
    ]
    for process, operations in zip(processes, lines.values(), strict=True):
        assert process.stdin is not None
        process.stdin.write("".join(f"{json.dumps(line)}\n" for line in operations).encode())
        process.stdin.flush()
    answers = [process.communicate()[0].splitlines() for process in processes]
    assert [len(told) for told in answers] == [45, 45]
    assert all(json.loads(answer)["ok"] for told in answers for answer in told)
    assert set(library.highlight(marked.id).tags) == names(15)
    assert set(library.article(article).tags) == names(15)
    assert len(library.highlights_of(article)) == 31


def test_a_change_that_came_with_a_write_of_our_own_is_told_too(tmp_path: Path) -> None:
    with Library(tmp_path / "library") as one, Library(tmp_path / "library") as two:
        article = two.add(Imported("/a.txt", Metadata("A"), Body.plain("One. Two."))).article.id
        one.poll()
        assert one.highlights_of(article) == []
        two.mark(article, 0, 4)
        one.place(article, 5, 0.5)  # before it looks
        assert [(change.article, change.kind) for change in one.poll()] == [(article, "highlight")]
        assert one.poll() == []
