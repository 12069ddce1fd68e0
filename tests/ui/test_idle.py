"""What comes round waits while keys come, but not for ever, and longer where it takes long."""

from __future__ import annotations

import asyncio
import gc
import weakref
from typing import TYPE_CHECKING

import pytest
from textual.widget import Widget

from reader.ui import idle
from reader.ui.idle import Idle
from reader.ui.prompts import asking
from reader.ui.widgets.fields import NoteField
from tests.ui.apps import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Clock:
    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        monkeypatch.setattr(idle, "monotonic", lambda: self.now)

    def later(self, seconds: float) -> None:
        self.now += seconds


def put_off(resting: Idle) -> int:
    """Return how often it is put off while a key comes before each look."""
    count = 0
    while True:
        resting.key()
        if resting.resting():
            return count
        count += 1


def test_nothing_waits_where_no_key_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    resting = Idle()
    assert resting.resting()
    resting.key()
    assert not resting.resting()
    clock.later(0.5)
    assert resting.resting()


def test_keys_put_it_off_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch)
    resting = Idle()
    first = put_off(resting)
    assert first > 0
    assert put_off(resting) == first


def test_what_takes_long_waits_for_a_longer_rest_until_that_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(monkeypatch)
    resting = Idle()
    short = put_off(resting)
    resting.run(lambda: clock.later(0.3))
    resting.key()
    clock.later(0.5)
    assert not resting.resting()
    clock.later(3)
    assert resting.resting()
    assert put_off(resting) > short
    for _ in range(30):
        resting.run(lambda: None)
    assert put_off(resting) == short


@pytest.fixture
def collected_by_hand() -> Iterator[None]:
    """No garbage is collected but where a test says so."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("collected_by_hand")
@pytest.mark.parametrize("generation", [1, 2])
async def test_what_was_closed_is_let_go(
    tmp_path: Path, generation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Idle, "collect", lambda _: None)  # nor when the screen rests
    async with running(tmp_path) as run:
        standing = set(run.app.main.walk_children())
        closed = []
        for _ in range(2):
            for key in ("question_mark", "T", "colon", "number_sign"):
                await run.press(key)
                shown = [each for each in run.app.screen.walk_children(Widget) if each not in standing]
                assert shown, key
                closed.append([weakref.ref(each._styles_cache) for each in shown])
                del shown
                await run.press("escape")
        run.app.main.idle.let_go(generation)
        kept = [any(each() for each in caches) for caches in closed]
        assert not any(kept[:4]), kept  # of the second round Textual may still keep what was asked last


async def test_a_field_that_was_closed_is_not_kept_for_what_it_looked_after(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        for key in ("a", "d", "colon"):
            await run.press(key)
            assert list(run.app.main.text_selection_started_signal._subscriptions)
            await run.press("escape")
            assert not list(run.app.main.text_selection_started_signal._subscriptions), key
            watchers = getattr(run.app, "__watchers", {}).get("theme", [])
            assert not [node for node, _ in watchers if isinstance(node, NoteField)], key


@pytest.mark.usefixtures("collected_by_hand")
def test_what_was_there_at_a_look_is_collected_when_it_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle, "_SMALL", -1)
    resting, frozen = Idle(), gc.get_freeze_count()
    for _ in range(2 * idle._OLD):
        resting.collect()
    assert gc.get_freeze_count() <= frozen


async def test_prompts_are_loaded_one_after_the_other_and_what_comes_meanwhile_is_done_between() -> None:
    done = 0

    async def comes_meanwhile() -> None:
        nonlocal done
        while not loading.done():
            done += 1
            await asyncio.sleep(0)

    loading = asyncio.ensure_future(Idle.load_prompts())
    await comes_meanwhile()
    assert set(asking.__all__) <= set(vars(asking))
    assert done >= len(asking.__all__)
