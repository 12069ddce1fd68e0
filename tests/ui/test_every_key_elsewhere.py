"""Every key on the screens over the panes and in the prompts: none ends it, none that is told is dead."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import pytest
from textual.worker import WorkerCancelled

from reader.model import Body, Imported, Metadata
from tests.ui.hosts import screen
from tests.ui.test_every_key import KEYS, Keyboard, keyboard

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.library import Library

MOVES = "down j up k pagedown ctrl+d pageup ctrl+u home g end G"
EVERYWHERE = ("ctrl+p", "ctrl+q", "ctrl+z", "ctrl+c")
CHANGING = "One stays. Two goes away. Three changes here. Four comes twice."
CHANGED = "One stays. Three changes there, and how. Four comes twice. Four comes twice."


class Elsewhere(NamedTuple):
    """How one comes to a screen, keys that lead into its middle, and those that it tells of.

    Where letters are typed into it, any other key may do something too.
    """

    go: Callable[[Keyboard], None]
    before: str
    alive: str
    typed: bool = False


def _run(command: str, words: str = "") -> Callable[[Keyboard], None]:
    return lambda board: board.main.do(command, words=words)


def _split(board: Keyboard) -> None:
    from reader.ui.lists.splitting import Splitting
    from reader.ui.screens.split import SplitScreen

    board.app.push_screen(SplitScreen(Splitting(board.library, "claim", ["one", "two"])))


def _triage(board: Keyboard) -> None:
    changing = next(each for each in board.library.page(limit=99) if each.title == "Changing")
    board.main.travel.open(changing.id)
    board.main.run("triage")


SCREENS = {
    "hits": Elsewhere(
        _run("each", "/second/ tag context in article"),
        "j j j x",
        f"{MOVES} space x delete y a n w plus equals_sign tab enter escape q",
    ),
    "no hits": Elsewhere(
        _run("each", "/nothing such/ tag context in article"),
        "plus",
        "plus equals_sign minus w tab enter escape q",
    ),
    "split": Elsewhere(_split, "j j j 1", f"{MOVES} 0 1 2 3 9 space x delete enter escape q"),
    "triage": Elsewhere(_triage, "n", "n right j down p left k up enter e o u U ctrl+r escape q"),
    "trash": Elsewhere(_run("trash"), "j j", f"{MOVES} space enter u escape q"),
    "history": Elsewhere(_run("history"), "j j", f"{MOVES} space enter u U ctrl+r escape q"),
    "outline": Elsewhere(
        _run("outline"),
        "home down down",
        "down up tab shift+tab pagedown home end enter escape q D a",
        typed=True,
    ),
    "help": Elsewhere(
        _run("help"), "down down", "down up pagedown home end enter escape q question_mark a", typed=True
    ),
    "codebook": Elsewhere(
        _run("codebook"),
        "j",
        "j down k up g home G end enter e n m s M x delete plus 1 slash question_mark escape q T",
        typed=True,
    ),
    "palette": Elsewhere(_run("palette"), "", "escape a", typed=True),
}
#: Commands that open a prompt, of each kind at least one.
PROMPTS = (
    "choose-theme", "colour", "command-line", "details", "export", "find", "go-sentence", "marks-query",
    "note", "options", "record-macro", "save-view", "tag",
)  # fmt: skip


def _add(library: Library) -> None:
    """Add an article whose text changed under passages, and throw some away."""
    article = library.add(Imported("/changing.txt", Metadata("Changing"), Body.plain(CHANGING))).article.id
    for words in ("Two goes away.", "Three changes here.", "Four comes twice."):
        start = CHANGING.index(words)
        library.mark(article, start, start + len(words), tags=("source",))
    library.renew(article, Imported("/changing.txt", Metadata("Changing"), Body.plain(CHANGED)))
    for number in range(6):
        gone = library.add(Imported(f"/gone{number}.txt", Metadata("Gone"), Body.plain(f"Gone {number}.")))
        library.trash(gone.article.id)


async def _worked(board: Keyboard) -> None:
    """Wait for what goes on; what was left with its screen is no more waited for."""
    with suppress(WorkerCancelled):
        await board.app.workers.wait_for_complete()


async def _back(board: Keyboard) -> None:
    """Go back to the text; what was done or taken back is no longer."""
    while board.changed and board.library.redo():
        pass
    await board.back()


async def _arrive(board: Keyboard, there: Elsewhere) -> None:
    await _back(board)
    there.go(board)
    await board.pilot.pause()  # it is shown, and begins to read what it lists
    await _worked(board)
    await board.pilot.pause()
    await board.press(*there.before.split())
    await board.pilot.pause()


@pytest.mark.parametrize("name", SCREENS)
async def test_every_key_on_a_screen_over_the_others(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = SCREENS[name]
    alive = there.alive.split()
    async with keyboard(tmp_path, monkeypatch, filled=True) as board:
        _add(board.library)
        board.hold()
        await _arrive(board, there)
        over = board.app.screen
        assert over is not board.main
        before = screen(board.app)
        for key in (key for key in KEYS if key not in (*alive, *EVERYWHERE)):
            await board.press(key)
            if board.app.screen is not over:
                assert there.typed, key
                await _arrive(board, there)
                over = board.app.screen
        assert there.typed or screen(board.app) == before
        dead = []
        for key in alive:
            await _arrive(board, there)
            before = screen(board.app)
            await board.press(key)
            await _worked(board)
            await board.pilot.pause()
            if screen(board.app) == before:
                dead.append(key)
        assert dead == []


@pytest.mark.parametrize("command", PROMPTS)
async def test_every_key_in_a_prompt(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with keyboard(tmp_path, monkeypatch, filled=True) as board:
        for key in KEYS:
            if not board.main.prompts.open:
                await _back(board)
                board.main.run("pick")
                board.main.run(command)
                await _worked(board)
            await board.press(key)
        assert board.app.is_running
