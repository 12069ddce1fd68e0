"""What was said can be read again; an error that may cost something stays until it is dismissed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.library import NotFound, StoreFull
from reader.ui.said import Said, Sentence, lasts
from reader.ui.screens.said import SaidScreen
from tests.ui.apps import running
from tests.ui.hosts import rows
from tests.ui.hosts import screen as painted

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.ui.apps import Running

FULL = "Not saved: no space is left on the disk; what was there before is as it was, and nothing is lost."


def status(run: Running) -> str:
    return "\n".join(painted(run.app).splitlines()[-2:])


async def _listed(run: Running) -> SaidScreen:
    await run.line("messages")
    assert isinstance(run.app.screen, SaidScreen)
    return run.app.screen


def _fail(run: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **named: object) -> None:
        raise StoreFull(FULL)

    monkeypatch.setattr(run.library, "mark", refused)


def test_the_last_sentences_are_kept_and_the_same_again_only_once() -> None:
    times = iter("abcdefgh")
    said = Said(clock=lambda: next(times))
    for text in ("one", "one", "", "two"):
        said.note(text)
    said.note("two", error=True)
    assert said.newest_first == [Sentence("d", "two", True), Sentence("c", "two"), Sentence("b", "one")]
    many = Said(clock=lambda: "")
    for number in range(1000):
        many.note(str(number))
    assert [each.text for each in many.newest_first] == [str(n) for n in range(999, 799, -1)]


def test_an_error_stays_until_it_is_dismissed() -> None:
    said = Said()
    said.note("harmless", error=True)
    assert said.lasting == ""
    said.note("not saved", error=True, lasting=True)
    said.note("kept")
    assert said.lasting == "not saved"
    assert not said.dismiss("another")
    assert said.dismiss("not saved")
    assert not said.dismiss()
    assert said.lasting == ""
    assert lasts(StoreFull("x"))
    assert not lasts(NotFound("x"))


async def test_what_was_said_is_listed_with_its_time_the_last_first(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("h", "u", "ctrl+g")
        shown = await _listed(run)
        told = [row.lstrip("▌ ")[10:] for row in rows(shown.lines) if row.strip("▌ ")]
        assert [row.split()[0] for row in told] == ["ctrl+g", "took", "highlighted"]
        await run.press("y")
        assert "copied ctrl+g has no meaning here" in painted(run.app)
        assert run.app.clipboard.startswith("ctrl+g has no meaning here")
        await run.press("escape")
        assert run.app.screen is run.app.main


async def test_with_nothing_said_it_says_so(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        shown = await _listed(run)
        assert "Nothing was said yet" in "".join(rows(shown.lines))
        await run.press("y", "j", "q")
        assert run.app.screen is run.app.main


async def test_a_long_error_takes_two_rows_and_is_whole_in_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path, size=(60, 20)) as run:
        _fail(run, monkeypatch)
        await run.press("h")
        assert f"! {FULL[:40]}" in status(run) and FULL[-40:] in status(run)
        await run.press("right")  # it stays
        assert f"! {FULL[:40]}" in status(run)
        shown = await _listed(run)
        text = " ".join(" ".join(rows(shown.lines)).replace("▌", " ").split())
        assert f"! {FULL}" in text
        assert all(row == row[:60] for row in rows(shown.lines))
        await run.press("escape", "right")
        assert FULL[:20] not in status(run)  # it was read


async def test_escape_dismisses_the_error_first_and_then_steps_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(tmp_path) as run:
        _fail(run, monkeypatch)
        await run.press("V", "h")
        session = run.app.desk.session
        assert session
        assert session.selection
        await run.press("right", "t")
        assert "! Not saved" in status(run) and "esc dis" not in status(run)  # it leaves the prompt
        await run.press("escape")
        assert "esc dis" in status(run)
        await run.press("escape")
        assert "Not saved" not in status(run)
        assert session.selection
        await run.press("escape")
        assert not session.selection


async def test_what_a_popup_says_is_kept_too_and_progress_is_not(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("h", "X")
        await run.app.workers.wait_for_complete()
        run.app.screen.say("back: something")  # type: ignore[attr-defined]  # it is a popup
        await run.pilot.pause()
        run.app.main.say_how_far("adding 1 of 4")
        await run.press("escape")
        assert run.app.main.said.newest_first[0].text == "back: something"
