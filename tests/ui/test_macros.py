"""Macros: keys recorded under a letter and played again; a failing step ends them; none goes on for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from reader.library import Library, StoreFull
from reader.ui.keys import macros as module
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running


async def _play(run: Running, *keys: str) -> None:
    """Press keys that play a macro, and wait until it is played."""
    await run.press(*keys)
    while run.app.main.macros.playing:
        await run.pilot.pause()
    await run.pilot.pause()


def _tags(run: Running) -> list[tuple[str, tuple[str, ...]]]:
    return [(mark.quote, mark.tags) for mark in run.marks]


async def test_what_was_recorded_is_played(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("Q", "a", "1", "3", "right")
        assert run.app.main.status.status.mode == "●a READ"
        await run.press("Q")
        assert run.message == "a is 3 keys · @a plays it"
        assert run.app.main.status.status.mode == "READ"
        await _play(run, "at", "a")
        assert _tags(run) == [
            ("One two, three.", ("claim", "source")),
            ("Four five six!", ("claim", "source")),
        ]
        await _play(run, "at", "at")
        assert len(run.marks) == 3
        await run.press("u")
        assert run.marks[2].tags == ("claim",)  # each key is a step of its own


async def test_a_macro_is_there_after_a_restart(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("Q", "a", "t", *"mood", "enter", "right", "Q")
        run.library.delete(run.marks)
        assert run.library.macros()["a"][:2] == (("t", "t"), ("m", "m"))
    async with running(tmp_path) as run:
        await _play(run, "g", "at", "a")
        assert _tags(run) == [("One two, three.", ("mood",))]


async def test_a_macro_that_cannot_be_saved_lasts_until_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreFull("Not saved: no space is left on the disk.")

    async with running(tmp_path) as run:
        monkeypatch.setattr(Library, "set_macro", refuse)
        await run.press("Q", "a", "1", "Q")
        assert (run.message, run.app.main.is_error) == ("Not saved: no space is left on the disk.", True)
        await _play(run, "right", "at", "a")
        assert len(run.marks) == 2


async def test_prompts_are_answered_as_they_were(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("Q", "n", "t", *"mood", "enter", "a", *"why?", "escape", "right", "Q")
        await _play(run, "at", "n")
        assert [(mark.tags, mark.note) for mark in run.marks] == [(("mood",), "why?")] * 2


async def test_what_was_pasted_is_pasted(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("Q", "p")
        await run.line("tag city life, town")
        await run.press("right", "Q")
        await _play(run, "at", "p")
        assert [mark.tags for mark in run.marks] == [("city life", "town")] * 2


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (("right", "h", "right", "right", "right", "right", "right", "h"), "the end of the text"),
        (("semicolon",), "nothing is highlighted in this text yet"),
        (("x",), "there is no highlight here"),
        (("Y",), "Y has no meaning here"),
        (("t", "slash", "enter"), "A tag needs a name"),
    ],
)
async def test_a_failing_step_stops_it_with_its_reason(
    keys: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    async with running(tmp_path) as run:
        typed = {"slash": "/", "semicolon": ";"}
        taken = ((key, typed.get(key, key if len(key) == 1 else None)) for key in (*keys, "1"))
        run.library.set_macro("a", tuple(taken))
        await _play(run, "at", "a")
        assert run.message.startswith("a stopped after ")
        assert said in run.message
        assert not any(mark.tags for mark in run.marks)


async def test_one_that_plays_itself_goes_on_until_a_step_fails(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        keys = (("2", "2"), ("right", None), ("at", "@"), ("a", "a"))
        run.library.set_macro("a", keys)
        await _play(run, "at", "a")
        assert [mark.tags for mark in run.marks] == [("evidence",)] * 5
        assert run.message == "a stopped after 18 keys: there is nowhere to go"


async def test_none_goes_on_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 30)
    async with running(tmp_path) as run:
        for keys in ("@a", "@aw", "wb@a"):
            run.library.set_macro("a", tuple(("at" if key == "@" else key, key) for key in keys))
            await _play(run, "g", "at", "a")
            assert "more than 30 keys" in run.message
        assert run.app.main.prompts.open is None or run.app.main.prompts.open.title.startswith("Play")


async def test_escape_stops_it_and_other_keys_wait(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        macros = run.app.main.macros
        run.library.set_macro("a", (("w", "w"), ("b", "b")) * 20)
        macros.play("a")
        assert macros.holds(events.Key("2", "2"))
        assert [event.key for event in macros.released() if isinstance(event, events.Key)] == ["2"]
        assert macros.holds(events.Key("escape", None))
        assert run.message == "a stopped after 0 keys: stopped"
        macros.play("a")
        run.app.call_later(run.app._play_on)
        run.app.post_message(events.Key("2", "2"))
        while macros.playing:
            await run.pilot.pause()
        await run.pilot.pause()
        assert _tags(run) == [("One two, three.", ("evidence",))]


async def test_what_cannot_be_is_said(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("at", "z")
        assert run.message == "there is no macro z · Qz records one"
        await run.press("at", "at")
        assert run.message == "no macro was played yet"
        await run.press("Q", "b", "Q")
        assert run.message == "nothing was recorded"
        await run.press("Q", "at")
        assert run.message == "@ is the macro played last; one needs another letter"
        await run.press("Q", "b", "right", "Q", "Q", "c", "at", "b", "Q")
        assert [press.key for press in run.app.main.macros.kept["c"]] == ["at", "b"]
