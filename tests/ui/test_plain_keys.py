"""The keys without letters: they hold together, every terminal sends them, and all that counts has one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reader.config import Config, KeySetting
from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.ui.app import ReaderApp
from reader.ui.commands import COMMANDS, Command, places_of
from reader.ui.keys.keymap import Keymap

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = Keymap(preset="plain")
#: What ctrl makes another key of, or the terminal keeps.
NEVER = {f"ctrl+{letter}" for letter in "ijm"}
#: What one does all the time, as product.md counts keystrokes.
DAILY = (
    *("next-unit", "prev-unit", "line-down", "line-up", "page-down", "page-up", "highlight", "digit", "tag"),
    *("repeat", "note", "colour", "delete", "next-mark", "prev-mark", "find", "find-next", "extend", "menu"),
    *("undo", "redo", "back", "next-pane", "tag-passages", "palette", "help", "escape", "quit", "status"),
    *(
        "list-down",
        "list-up",
        "list-open",
        "list-query",
        "list-tag",
        "list-trash",
        "marks-stay",
        "copy",
        "export",
    ),
)


def test_no_key_is_a_letter() -> None:
    assert not [key for keys in PLAIN.keys.values() for key in keys if len(key) == 1 and key.isalpha()]


def test_no_key_is_taken_twice() -> None:
    assert PLAIN.remarks == []
    for command in COMMANDS:
        for other in COMMANDS:
            if command.id != other.id and other.place in places_of(command.place):
                shared = {*PLAIN.keys[command.id]} & {*PLAIN.keys[other.id]}
                assert not shared, (command.id, other.id)


@pytest.mark.parametrize("command", [each for each in COMMANDS if PLAIN.keys[each.id]], ids=lambda c: c.id)
def test_a_terminal_can_send_them(command: Command) -> None:
    keys = PLAIN.keys[command.id]
    assert not {*keys} & NEVER
    sent = [k for k in keys if not k.startswith(("shift+", "alt+", "ctrl+right", "ctrl+left"))]
    assert sent or command.id.startswith("extend-") or command.id == "prev-pane"


@pytest.mark.parametrize("command", DAILY)
def test_what_is_done_all_day_has_a_key(command: str) -> None:
    assert PLAIN.keys[command]


def shown(app: ReaderApp) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in line) for line in strips)


async def test_one_marks_tags_and_takes_back_without_letters(tmp_path: Path) -> None:
    with Library(tmp_path / "library", annotator="me") as library:
        body = Body.plain("One two, three. Four five six! Seven.")
        article = library.add(Imported("/a.txt", Metadata("First"), body)).article.id
        app = ReaderApp(library, article=article, config=Config(preset="plain"))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert re.search(r"ctrl\+l +marks a sentence", shown(app))
            await pilot.press("right", "ctrl+l", "1")
            (mark,) = library.highlights_of(article)
            assert (mark.quote, mark.tags) == ("Four five six!", ("claim",))
            await pilot.press("h")
            assert len(library.highlights_of(article)) == 1
            assert "no meaning here" in app.main.message
            await pilot.press("ctrl+z")
            assert library.highlights_of(article)[0].tags == ()
            await pilot.press("delete")
            assert app.main.message == "deleted · ctrl+z brings it back"
            await pilot.press("escape")
            assert app.main.message == "shift+tab goes to the list · ctrl+q quits"
            await pilot.press("question_mark")
            await pilot.pause()
            assert "ctrl+l" in shown(app)


def test_what_takes_a_step_back_is_told_by_its_own_key() -> None:
    words = "tag u · u takes it back"
    assert Keymap().told(words) == words
    assert PLAIN.told(words) == "tag u · ctrl+z takes it back"
    assert (
        Keymap([KeySetting("undo", ("f5",), "")])
        .told("“u” is gone · u brings it back")
        .endswith("· f5 brings it back")
    )
