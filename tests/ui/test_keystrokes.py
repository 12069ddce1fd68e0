"""The fifteen tasks of docs/keystrokes.md, done in the program: each takes the keys that the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.ui.app import ReaderApp
from tests.ui.apps import Running

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = Path(__file__).parents[2] / "docs" / "keystrokes.md"
SENTENCES = [f"Sentence {word} has a word." for word in "one two three four five six seven eight".split()]
TEXT = f"{' '.join(SENTENCES[:6])}\n\n{' '.join(SENTENCES[6:])}"


class Typed(str):
    """Letters of a name, a note, of what is sought: typed, and not counted."""

    __slots__ = ()


class Task(NamedTuple):
    """What is done: keys before it begins, the keys that are counted, and whether it is done then."""

    name: str
    before: tuple[str, ...]
    keys: tuple[str, ...]
    is_done: Callable[[Running], bool]


def _tags(run: Running) -> list[tuple[str, tuple[str, ...]]]:
    return [(mark.quote, mark.tags) for mark in run.marks]


def _here(run: Running) -> str:
    session = run.app.desk.opened
    start, end = session.unit_span()
    return session.view.text[start:end].strip()


def _picked(run: Running) -> str:
    picked = run.app.desk.opened.picked
    return picked.quote if picked else ""


ONE, TWO = SENTENCES[:2]
TASKS = (
    Task("highlight this sentence", (), ("h",), lambda run: _tags(run) == [(ONE, ())]),
    Task("give it a tag that has a key", (), ("1",), lambda run: _tags(run) == [(ONE, ("claim",))]),
    Task(
        "give it any tag by name",
        (),
        ("t", Typed("ques"), "enter"),
        lambda run: _tags(run) == [(ONE, ("question",))],
    ),
    Task(
        "the same tag on the next sentence",
        ("1",),
        ("right", "full_stop"),
        lambda run: _tags(run)[1:] == [(TWO, ("claim",))],
    ),
    Task(
        "write a note on it", ("h",), ("a", Typed("why?"), "escape"), lambda run: run.marks[0].note == "why?"
    ),
    Task("to the next sentence", (), ("right",), lambda run: _here(run) == TWO),
    Task("to the next highlight", ("right", "h", "g"), ("semicolon",), lambda run: _picked(run) == TWO),
    Task(
        "take the next sentence into a highlight",
        ("h",),
        ("e", "right", "enter"),
        lambda run: _tags(run) == [(f"{ONE} {TWO}", ())],
    ),
    Task("delete a highlight", ("h",), ("x",), lambda run: not run.marks),
    Task("undo", ("h",), ("u",), lambda run: not run.marks),
    Task("find a text", (), ("slash", Typed("seven"), "enter"), lambda run: _here(run) == SENTENCES[6]),
    Task(
        "every passage of a tag",
        ("2", "g"),
        ("number_sign", Typed("evi"), "enter"),
        lambda run: run.app.main.place == "collection",
    ),
    Task(
        "code six sentences in a row with one tag",
        (),
        ("M", Typed("context"), "enter", *["enter"] * 6),
        lambda run: _tags(run) == [(sentence, ("context",)) for sentence in SENTENCES[:6]],
    ),
    Task(
        "mark every occurrence of a word with a tag",
        ("v", "2", "u", "g"),
        ("colon", Typed("occurrences"), "enter", Typed("cont"), "enter", "enter"),
        lambda run: _tags(run) == [("Sentence", ("context",))] * 8,
    ),
    Task(
        "say that one highlight supports another",
        ("h", "right", "h", "comma"),
        ("ampersand", "semicolon", "ampersand", "s"),
        lambda run: [link.kind for mark in run.marks for link in mark.links] == ["supports"],
    ),
)


def _page() -> dict[str, list[str]]:
    """Return the counts of the page, by task: ours first."""
    table = PAGE.read_text("utf-8").split("<!-- keystrokes -->")[1].split("<!-- /keystrokes -->")[0]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table.strip().splitlines()[2:]]
    return {row[0]: row[1:] for row in rows}


def test_the_page_tells_of_these_tasks_and_of_nine_programs() -> None:
    page = _page()
    assert list(page) == [task.name for task in TASKS]
    assert {len(row) for row in page.values()} == {9}
    known = re.compile(r"\d+( \+ mouse)?|mouse|none|not found").fullmatch
    assert all(known(cell) for row in page.values() for cell in row)


async def _type(run: Running, keys: tuple[str, ...]) -> int:
    """Press keys; return how many count."""
    for key in keys:
        await run.press(*(key if isinstance(key, Typed) else (key,)))
        await run.app.workers.wait_for_complete()
    return sum(not isinstance(key, Typed) for key in keys)


async def test_each_task_takes_the_keys_that_the_page_says(tmp_path: Path) -> None:
    counted: dict[str, str] = {}
    with Library(tmp_path / "library", annotator="me") as library:
        article = library.add(Imported("/a.txt", Metadata("Text"), Body.plain(TEXT))).article.id
        app = ReaderApp(library, article=article)
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause()
            run = Running(app, pilot, library, {})
            for task in TASKS:
                await _reset(run, article)
                await _type(run, task.before)
                count = await _type(run, task.keys)
                assert task.is_done(run), task.name
                counted[task.name] = str(count)
    assert counted == {name: row[0] for name, row in _page().items()}


async def _reset(run: Running, article: int) -> None:
    """Read the text from its start again, with nothing marked and nothing open."""
    marks = run.library.highlights_of(article)
    if marks:
        run.library.delete(marks)
    for _ in range(6):
        run.app.main.run("escape")
    run.app.desk.session = None
    run.app.main.travel.open(article, 0, remember=False)
    run.app.main.panes.focus("text")
    run.app.main.show_session()
    await run.pilot.pause()
