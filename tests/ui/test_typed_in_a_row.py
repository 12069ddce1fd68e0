"""Keys that come in one piece, as over a slow line or from a program that types: each acts in its turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from reader.ui.widgets.fields import LineField, NoteField
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running

#: What is typed in a row, and what a field then holds.
TYPED = {
    "countt<y": "county",
    "brigde<<<dge": "bridge",
    "nothing/bridge": "bridge",
    "bc^a$d": "abcd",
}
KEYS = {"<": "backspace", "/": "ctrl+u", "^": "home", "$": "end"}


async def type_at_once(run: Running, *keys: str) -> None:
    """Let keys arrive before the first of them is looked at."""
    for key in keys:
        run.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await run.pilot.pause()


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("opener", ["a", "slash", "t"])
async def test_what_edits_a_field_acts_where_it_was_typed(tmp_path: Path, opener: str, typed: str) -> None:
    async with running(tmp_path) as run:
        await type_at_once(run, opener, *(KEYS.get(sign, sign) for sign in typed))
        field = run.app.focused
        assert isinstance(field, LineField | NoteField)
        assert field.text == TYPED[typed]


async def test_a_note_typed_in_one_piece_is_kept_as_it_was_typed(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await type_at_once(run, "a", *"countt", "backspace", *"y said", "escape")
        assert [mark.note for mark in run.marks] == ["county said"]


async def test_commands_behind_a_field_act_in_their_order(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await type_at_once(run, "slash", *"fivx", "backspace", "e", "enter", "1")
        assert [(mark.quote, mark.tags) for mark in run.marks] == [("Four five six!", ("claim",))]


async def test_what_changes_all_that_is_listed_acts_in_its_order(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("h", "H")
        await type_at_once(run, "b", "t", *"evid", "enter")
        assert [mark.tags for mark in run.marks] == [("evidence",)]
