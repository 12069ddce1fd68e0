"""The declaration of commands holds together: keys, handlers, reservations, overrides."""

from __future__ import annotations

import pytest

from reader.config import KeySetting
from reader.ui.commands import BY_ID, COMMANDS, Command, sign
from reader.ui.handlers.annotators import AnnotatorCommands
from reader.ui.handlers.articles import ListCommands
from reader.ui.handlers.beginning import BeginningCommands
from reader.ui.handlers.codebook import CodebookCommands
from reader.ui.handlers.coding import CodingCommands
from reader.ui.handlers.collection import CollectionCommands
from reader.ui.handlers.common import CommonCommands
from reader.ui.handlers.hits import HitCommands
from reader.ui.handlers.labels import LabelCommands
from reader.ui.handlers.links import LinkCommands
from reader.ui.handlers.macros import MacroCommands
from reader.ui.handlers.marking import MarkingCommands
from reader.ui.handlers.marks import MarksCommands
from reader.ui.handlers.options import OptionCommands
from reader.ui.handlers.past import PastCommands
from reader.ui.handlers.recoding import RecodingCommands
from reader.ui.handlers.relating import RelatingCommands
from reader.ui.handlers.renewing import RenewingCommands
from reader.ui.handlers.reshaping import ReshapingCommands
from reader.ui.handlers.settings import SettingCommands
from reader.ui.handlers.suggesting import SuggestionCommands
from reader.ui.handlers.text import TextCommands
from reader.ui.handlers.typed import TypedCommands
from reader.ui.handlers.undoing import UndoCommands
from reader.ui.handlers.views import ViewCommands
from reader.ui.keys.keymap import Keymap
from reader.ui.pane.motions import MOTIONS

IN_PALETTE = [  # and typed
    "go-page",
    "untag",
    "split",
    "join",
    "unlink",
    "occurrences",
    "suggestions",
    "example",
    "each",
    "annotators",
    "save-view",
    "rename-view",
    "delete-view",
    "read-aloud",
    "auto-scroll",
    "refresh",
    "ask-feeds",
    "history",
    "messages",
    "export-library",
    "tutorial",
    "samples",
    "options",
    "theme",
    "choose-theme",
    "measure",
    "spacing",
    "justify",
]
HANDLERS = (
    CollectionCommands,
    SuggestionCommands,
    ViewCommands,
    AnnotatorCommands,
    MarkingCommands,
    TextCommands,
    LabelCommands,
    LinkCommands,
    ListCommands,
    MarksCommands,
    CommonCommands,
    SettingCommands,
    OptionCommands,
    BeginningCommands,
    PastCommands,
    RenewingCommands,
    CodebookCommands,
    RecodingCommands,
    UndoCommands,
    CodingCommands,
    ReshapingCommands,
    RelatingCommands,
    TypedCommands,
    MacroCommands,
    HitCommands,
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.id)
def test_every_command_is_done_in_exactly_one_place(command: Command) -> None:
    name = command.id.replace("-", "_")
    homes = [h.__name__ for h in HANDLERS if hasattr(h, name)] + ["motion"] * (command.id in MOTIONS)
    assert len(homes) == 1, homes


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c.id)
def test_every_command_says_what_it_does(command: Command) -> None:
    assert command.title
    assert command.about.endswith(".")
    assert command.group


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(COMMANDS)


def test_no_key_is_taken_twice_in_a_place() -> None:
    seen: dict[tuple[str, str], str] = {}
    for command in COMMANDS:
        for key in command.keys:
            assert (command.place, key) not in seen, (command.id, seen.get((command.place, key)))
            seen[command.place, key] = command.id
    for place, key in seen:
        if place != "everywhere":
            assert ("everywhere", key) not in seen


def test_only_the_palette_reaches_a_command_without_a_key() -> None:
    assert [c.id for c in COMMANDS if not c.keys] == IN_PALETTE


def test_reserved_keys_are_free() -> None:
    keys = {key for command in COMMANDS for key in command.keys}
    assert not keys & {"R", "I"}


def test_every_key_is_one_that_a_terminal_can_send() -> None:
    for command in COMMANDS:
        plain = [k for k in command.keys if not k.startswith(("shift+", "alt+", "ctrl+right", "ctrl+left"))]
        extends = command.id.startswith("extend-")
        assert plain or extends or command.id in ("prev-pane", *IN_PALETTE), command.id


def test_a_person_can_move_a_command_to_another_key() -> None:
    keymap = Keymap([KeySetting("highlight", ("Y",), "config.toml, line 3")])
    assert keymap.remarks == []
    found = keymap.find("text", "Y")
    assert found and found.id == "highlight"
    assert keymap.find("text", "h") is None


@pytest.mark.parametrize(
    ("command", "key", "why"),
    [
        ("hilight", "h", "no command"),
        ("highlight", "t", "already"),
        ("highlight", "q", "already"),
    ],
)
def test_a_setting_that_does_not_fit_is_refused_with_its_line(command: str, key: str, why: str) -> None:
    keymap = Keymap([KeySetting(command, (key,), "config.toml, line 3")])
    assert len(keymap.remarks) == 1
    assert keymap.remarks[0].startswith("config.toml, line 3:") and why in keymap.remarks[0]
    assert keymap.find("text", "h") == BY_ID["highlight"]


def test_signs_are_what_people_write() -> None:
    assert [sign(k) for k in ("full_stop", "shift+right", "escape", "h")] == [".", "shift+→", "esc", "h"]
