"""Reading aloud, with a program on the path that writes down what it is to speak."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

import pytest

from reader.ui.reading.voice import MISSING, SPEAKERS, find_speaker
from tests.support.processes import lives

from .apps import running
from .test_finder import caret, reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .apps import Running

TEXT = "One two. --three four.\n\n* * *\n\nFünf six; $(touch gone). The end."

#: Notes its arguments and what it reads, with its process, then speaks until it is let go on.
_FAKE = """#!{python}
import os, sys, time
text = "" if "--wait" in sys.argv else sys.stdin.read()
with open("{folder}/said", "a") as said:
    said.write(repr((sys.argv[1:], text, os.getpid())) + "\\n")
while not os.path.exists("{folder}/on"):
    time.sleep(0.002)
{then}
"""


class Fake:
    """A speaker on a path that holds no other."""

    def __init__(self, folder: Path, name: str, then: str = "") -> None:
        self.folder = folder
        (folder / "bin").mkdir()
        program = folder / "bin" / name
        program.write_text(_FAKE.format(python=sys.executable, folder=folder, then=then))
        program.chmod(0o755)

    @property
    def said(self) -> list[tuple[list[str], str, int]]:
        """What it was told to speak: arguments, standard input, process."""
        path = self.folder / "said"
        return [eval(line) for line in path.read_text().splitlines()] if path.exists() else []

    def go_on(self) -> None:
        """Let it end every sentence at once from now on."""
        (self.folder / "on").touch()

    async def until(self, run: Running, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(30):
            while not holds():
                await run.pilot.pause()


@pytest.fixture
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


async def test_each_sentence_is_spoken_and_the_text_follows(nothing_installed: Path) -> None:
    fake = Fake(nothing_installed, "espeak-ng")
    fake.go_on()
    async with reading(nothing_installed, TEXT) as run:
        run.app.main.run("read-aloud")
        await run.app.workers.wait_for_complete()
        assert run.message == "finished · s d marks it done"
        assert caret(run) == TEXT.index("The end.")
    spoken = ["One two.", "--three four.", "Fünf six; $(touch gone).", "The end."]  # no rule between
    assert [text for _, text, _ in fake.said] == spoken
    assert {tuple(arguments) for arguments, _, _ in fake.said} == {("-v", "en", "--stdin")}


async def test_escape_stops_the_voice_at_once(nothing_installed: Path) -> None:
    fake = Fake(nothing_installed, "say")
    async with reading(nothing_installed, TEXT) as run:
        run.app.main.run("read-aloud")
        await fake.until(run, lambda: len(fake.said) == 1)
        await run.press("escape")
        assert run.message == "stopped"
        await fake.until(run, lambda: not lives(fake.said[0][2]))
        assert caret(run) == 0
        run.app.main.run("read-aloud")
        await fake.until(run, lambda: len(fake.said) == 2)
        run.app.main.run("read-aloud")  # the same again stops too
        await fake.until(run, lambda: not lives(fake.said[1][2]))
    assert fake.said[0][0] == ["-f", "-"]


async def test_a_motion_lets_the_voice_go_on_from_there_and_a_mark_does_not(nothing_installed: Path) -> None:
    fake = Fake(nothing_installed, "spd-say")
    async with reading(nothing_installed, TEXT) as run:
        run.app.main.run("read-aloud")
        await fake.until(run, lambda: len(fake.said) == 1)
        await run.press("h")
        assert [mark.quote for mark in run.marks] == ["One two."]
        await run.press("right")
        await fake.until(run, lambda: len(fake.said) == 2)
        assert not lives(fake.said[0][2])
        run.app.main.aids.stop()
    arguments = [arguments for arguments, _, _ in fake.said]
    assert arguments[0] == ["--language", "en", "--wait", "--", "One two."]
    assert arguments[1][-2:] == ["--", "--three four."]  # an argument, and no option


async def test_while_something_is_asked_the_voice_waits_and_goes_on_from_what_was_found(
    nothing_installed: Path,
) -> None:
    fake = Fake(nothing_installed, "espeak-ng")
    async with reading(nothing_installed, TEXT) as run:
        run.app.main.run("read-aloud")
        await fake.until(run, lambda: len(fake.said) == 1)
        await run.press("slash", *"fünf")
        fake.go_on()
        await fake.until(run, lambda: not lives(fake.said[0][2]))
        assert caret(run) == TEXT.index("Fünf")
        await run.press("enter")
        await run.app.workers.wait_for_complete()
    assert [text for _, text, _ in fake.said] == ["One two.", "Fünf six; $(touch gone).", "The end."]


async def test_listening_is_time_with_the_article(nothing_installed: Path) -> None:
    now = 0.0
    fake = Fake(nothing_installed, "espeak-ng")
    async with reading(nothing_installed, TEXT) as run:
        attention = run.app.desk.attention
        attention._clock = lambda: now
        attention.begin(0)
        run.app.main.run("read-aloud")
        await fake.until(run, lambda: len(fake.said) == 1)
        now += 40
        fake.go_on()
        await run.app.workers.wait_for_complete()
        assert run.app.desk.seconds(run.ids["Text"]) == 40


async def test_another_article_silences_the_voice(nothing_installed: Path) -> None:
    fake = Fake(nothing_installed, "espeak-ng")
    async with running(nothing_installed) as run:
        run.app.main.run("read-aloud")
        await fake.until(run, lambda: len(fake.said) == 1)
        await run.press("K")
        await fake.until(run, lambda: not run.app.main.aids.voice.running)
        assert run.app.desk.opened.article.title == "Second"
        assert not lives(fake.said[0][2])
    assert len(fake.said) == 1


async def test_quitting_ends_the_program_that_speaks(nothing_installed: Path) -> None:
    fake = Fake(nothing_installed, "espeak-ng")
    async with reading(nothing_installed, TEXT) as run:
        run.app.main.run("read-aloud")
        await fake.until(run, lambda: len(fake.said) == 1)
        assert lives(fake.said[0][2])
        await run.press("ctrl+q")
    async with asyncio.timeout(30):
        while lives(fake.said[0][2]):
            await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("then", "message"),
    [
        (
            "print('a\\nno such voice', file=sys.stderr); sys.exit(3)",
            "espeak-ng stopped with 3: no such voice",
        ),
        ("sys.exit(2)", "espeak-ng stopped with 2"),
        ("print('no card', file=sys.stderr)", "espeak-ng makes no sound: no card"),
    ],
)
async def test_what_goes_wrong_is_said(nothing_installed: Path, then: str, message: str) -> None:
    fake = Fake(nothing_installed, "espeak-ng", then)
    fake.go_on()
    async with reading(nothing_installed, "Long " * 40_000) as run:  # nobody can have spoken it
        run.app.main.run("read-aloud")
        await run.app.workers.wait_for_complete()
        assert run.message == message
        assert len(fake.said) == 1


async def test_without_a_program_that_speaks_it_says_which(nothing_installed: Path) -> None:
    assert find_speaker() is None
    async with reading(nothing_installed, TEXT) as run:
        run.app.main.run("read-aloud")
        assert run.message == MISSING == "no voice: install one of espeak-ng, say, spd-say"
        assert run.app.main.is_error


@pytest.mark.parametrize("language", ["-x", "en us", "", "e", "DE"])
def test_no_language_becomes_an_option_of_its_own(language: str) -> None:
    for speaker in SPEAKERS:
        assert language not in speaker.command("text", language)[:-1]
