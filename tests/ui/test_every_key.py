"""Every key in every place: none ends the program, none that is declared is dead, no other does a thing."""

from __future__ import annotations

import asyncio
import string
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual import events
from textual.keys import _character_to_key

from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.text.body import Block, Blocks, Marks
from reader.ui.app import ReaderApp
from reader.ui.commands import COMMANDS, sign
from reader.ui.keys.order import settle
from reader.ui.pane.motions import MOTIONS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from reader.ui.pane.session import Session

SIZE = (110, 14)  # three panes; little to paint
ARTICLES = 15
PARAGRAPHS = 36
WORDS = (
    "begins here. There is clause one of it, and there is clause two. The second one follows. A third ends."
)
LINES = [f"Section {n}" if n % 6 == 0 else f"Paragraph {n} {WORDS}" for n in range(PARAGRAPHS)]
TEXT = "\n\n".join(LINES)
#: Where the caret is: within a line, a sentence and a text, in a highlight that lies in another.
MIDDLE = TEXT.index("second", TEXT.index("Paragraph 15"))

PRINTABLE = [_character_to_key(sign) for sign in string.printable if sign.isprintable()]
FUNCTION = [f"f{number}" for number in range(1, 13)]
DECLARED = [key for command in COMMANDS for key in command.keys]
KEYS = list(dict.fromkeys([*DECLARED, *PRINTABLE, *FUNCTION, "insert", "ctrl+right", "ctrl+k"]))


def _body() -> Body:
    blocks, at = [], 0
    for line in LINES:
        kind, level = ("heading", 2) if line.startswith("Section") else ("paragraph", 0)
        blocks.append(Block(kind, at, at + len(line), level))
        at += len(line) + 2
    return Body(TEXT, Blocks(blocks), Marks())


def _fill(library: Library) -> int:
    """Add articles, and to the middle one highlights all through, nested at the caret. Returns its id."""
    ids = []
    for number in range(ARTICLES):
        body = _body() if number == ARTICLES // 2 else Body.plain(f"Text {number}. It has two sentences.")
        ids.append(library.add(Imported(f"/{number}.txt", Metadata(f"Title {number}"), body)).article.id)
    article = ids[ARTICLES // 2]
    for number in range(1, PARAGRAPHS, 2):
        start = TEXT.index(LINES[number])
        library.mark(article, start, start + len(LINES[number]), tags=("claim",))
    library.mark(article, MIDDLE, MIDDLE + len("second one"), tags=("evidence",))
    return article


class Keyboard:
    """The program in one place, put back there after every key."""

    def __init__(self, app: ReaderApp, pilot: Pilot[None], article: int | None) -> None:
        self.app, self.main, self.pilot, self.article = app, app.main, pilot, article
        self.library = app.desk.library
        self.outside: list[str] = []  # what was asked of the terminal
        self._step = self._steps()

    @property
    def session(self) -> Session:
        """The open article."""
        assert self.app.desk.session
        return self.app.desk.session

    def _steps(self) -> object:
        step = self.library.next_undo()
        return step and (step.label, step.article, step.highlight)

    def hold(self) -> None:
        """Take what the library holds now for what `back` leads to."""
        self._step = self._steps()

    @property
    def changed(self) -> bool:
        """Whether the library is another one than it was."""
        return self._steps() != self._step

    def seen(self) -> tuple[object, ...]:
        """Return all that a person could notice."""
        main, session, prompt = self.main, self.app.desk.session, self.main.prompts.open
        return (
            (main.place, main.message, prompt and (type(prompt), prompt.title), len(self.app.screen_stack)),
            (main.articles.display, main.text.display, main.marks.display, main.panes.zen, self.app.theme),
            session and (session.article.id, session.caret, session.view.top, session.unit),
            session and (session.selection, session.whole_units, session.editing, session.scene.picked),
            (main.desk.coding.tags, main.desk.link_begun, main.macros.recording),
            session and (session.scene.search and session.scene.search.needle, list(session.passages)),
            (main.articles.selected, main.shelf.text, main.shelf.order, main.shelf.total),
            (main.marks.current, main.marks.display, main.sidebar.text, main.sidebar.order),
            (main.passages.current, main.passages.display, main.collection.text, main.collection.order),
            (self._steps(), tuple(self.outside), self.app.clipboard),
        )

    async def back(self, *, undone: bool = False) -> None:
        """Go back to where the last key was pressed: nothing is open, nothing changed, one reads."""
        while self.app.screen is not self.main:
            await self.app.pop_screen()
        if self.main.prompts.open:
            self.main.prompts.cancel()
        while self.changed:
            assert self.library.redo() if undone else self.library.undo()
        self.main.macros.recording = ""
        for command in ("escape",) * 6:
            self.main.run(command)
        for pane, command in ((self.main.articles, "toggle-list"), (self.main.marks, "toggle-marks")):
            if not pane.display:
                self.main.run(command)
        self.app.desk.session = None
        if self.article:
            self.main.travel.open(self.article, MIDDLE, remember=False)
        self.main.panes.focus("text")

    async def go(self, there: Callable[[Keyboard], None]) -> None:
        """Go to a place, with no message."""
        there(self)
        await self.quiet()
        self.main.say("")

    async def press(self, *keys: str) -> None:
        """Press keys as the terminal sends them, and wait until all is quiet."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await self.quiet()

    async def quiet(self) -> None:
        """Wait until the app, what has the focus and what that stands in have done what they were told.

        Unlike a pilot's pause this waits for no idle processor, some 20 ms for each of a thousand keys.
        """
        for _ in range(3):  # the panes follow one another
            done = asyncio.Event()
            self.app.call_later(done.set)
            await done.wait()
            await settle(self.app.focused or self.app.screen)


@asynccontextmanager
async def keyboard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, filled: bool
) -> AsyncIterator[Keyboard]:
    with Library(tmp_path / "library", annotator="me") as library:
        article = _fill(library) if filled else None
        app = ReaderApp(library, article=article)
        async with app.run_test(size=SIZE, notifications=True) as pilot:
            await pilot.pause()
            board = Keyboard(app, pilot, article)
            with monkeypatch.context() as patch:  # these would end the test, or do nothing without a terminal
                patch.setattr(app, "exit", lambda *_, **__: board.outside.append("exit"))
                patch.setattr(app, "action_suspend_process", lambda: board.outside.append("suspend"))
                yield board
                await board.back()


def _text(board: Keyboard) -> None:
    pass


def _selection(board: Keyboard) -> None:
    board.main.run("extend")
    board.main.run("next-unit")


def _picked(board: Keyboard) -> None:
    board.main.run("pick")


def _editing(board: Keyboard) -> None:
    board.main.run("pick")
    board.main.run("edit-bounds")
    board.main.run("next-unit")


def _coding(board: Keyboard) -> None:
    board.main.desk.coding.begin(board.session, ["context"])
    board.main.run("larger")


def _linking(board: Keyboard) -> None:
    board.main.run("pick")
    board.main.run("link")


def _recording(board: Keyboard) -> None:
    board.main.macros.record("a")


def _list(board: Keyboard) -> None:
    board.main.panes.focus("list")


def _marks(board: Keyboard) -> None:
    board.main.panes.focus("marks")


def _collection(board: Keyboard) -> None:
    board.main.run("all-highlights")
    for _ in range(PARAGRAPHS // 4):
        board.main.run("marks-down")


FILLED: dict[str, Callable[[Keyboard], None]] = {
    "text": _text,
    "selection": _selection,
    "picked": _picked,
    "editing": _editing,
    "coding": _coding,
    "linking": _linking,
    "recording": _recording,
    "list": _list,
    "marks": _marks,
    "collection": _collection,
}
EMPTY: dict[str, Callable[[Keyboard], None]] = {"text": _text, "list": _list, "marks": _marks}


async def press_all(
    board: Keyboard, there: Callable[[Keyboard], None], *, aliases: bool = False
) -> list[str]:
    """Press every key in a place. Returns the declared ones that did nothing; the others must say so alone.

    Without `aliases` only the first key of each command is pressed, and of the digits the first and the last.
    """
    await board.back()
    await board.go(there)
    place, keymap = board.main.place, board.main.keymap
    before = board.seen()
    unknown = [key for key in KEYS if not keymap.find(place, key)]
    await board.press(*unknown)
    await board.pilot.pause()
    assert board.main.message == f"{sign(unknown[-1])} has no meaning here · ? shows the keys"
    board.main.say("")
    assert board.seen() == before
    dead, last = [], ""
    for key in KEYS:
        command = keymap.find(place, key)
        if command and (aliases or key in (command.keys[0], "9")):
            await board.back(undone=last == "u")
            await board.go(there)
            before = board.seen()
            await board.press(key)
            if board.seen() == before:
                dead.append(key)
            last = key
    return dead


#: With nothing open there is nothing but the list to see or to go to.
ALONE = {"list": ["A", "tab", "shift+tab"]}


def _motions(place: str) -> list[str]:
    """Return the keys that go about in a place; in an empty pane, which says what to do, they go nowhere."""
    ends = ("down", "up", "top", "bottom")
    ids = {c.id for c in COMMANDS if c.place == place != "text" and c.id.endswith(ends)}
    return [c.keys[0] for c in COMMANDS if c.id in (ids or MOTIONS)]


@pytest.mark.parametrize("place", FILLED)
async def test_every_key(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with keyboard(tmp_path, monkeypatch, filled=True) as board:
        aliases = place in EMPTY  # the keymap has three tables: their keys are each pressed once
        assert await press_all(board, FILLED[place], aliases=aliases) == []
        assert {"exit", "suspend"} <= set(board.outside)


@pytest.mark.parametrize("place", EMPTY)
async def test_every_key_in_an_empty_library(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with keyboard(tmp_path, monkeypatch, filled=False) as board:
        silent = [*_motions(place), *ALONE.get(place, [])]
        assert sorted(await press_all(board, EMPTY[place])) == sorted(silent)
        assert {"exit", "suspend"} <= set(board.outside)
