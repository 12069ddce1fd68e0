"""Reading aloud through a program of the system, sentence after sentence; the text follows the voice."""

from __future__ import annotations

import asyncio
import re
import shutil
import time
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.text.clean import clean_line
from reader.tuples import NamedTuple
from reader.ui.reading.aids import FINISHED

if TYPE_CHECKING:
    from asyncio.subprocess import Process

    from textual.worker import Worker

    from reader.ui.pane.session import Session
    from reader.ui.reading.aids import Aids

Span = tuple[int, int]

_FASTEST = 200  # code points a second that nobody can speak
_PAUSE = 0.1  # seconds between looks whether something is still asked
_LONGEST = 100  # code points of a program's complaint
_language = re.compile("[a-z]{2,3}").fullmatch


class Speaker(NamedTuple):
    """A program that speaks: its options, the one that takes a language, and how it takes the text."""

    program: str
    options: tuple[str, ...]
    language: str = ""
    by_stdin: bool = True

    def command(self, text: str, language: str) -> list[str]:
        """Return the argument list that speaks a text."""
        spoken = [self.language, language] if self.language and _language(language) else []
        return [self.program, *spoken, *self.options, *([] if self.by_stdin else ["--", text])]


SPEAKERS = (
    Speaker("espeak-ng", ("--stdin",), "-v"),
    Speaker("say", ("-f", "-")),
    Speaker("spd-say", ("--wait",), "--language", by_stdin=False),
)
MISSING = f"no voice: install one of {', '.join(speaker.program for speaker in SPEAKERS)}"


def find_speaker() -> Speaker | None:
    """Return the first speaker that is installed."""
    return next((speaker for speaker in SPEAKERS if shutil.which(speaker.program)), None)


def why_never(command: str) -> str:
    """Return why a command cannot be done on this machine; empty where it can."""
    return MISSING if command == "read-aloud" and find_speaker() is None else ""


class Voice:
    """Speaks the sentence at the caret and goes on; where the caret is put elsewhere, from there.

    While something is asked it says its sentence to the end, and waits.
    """

    MODE = "ALOUD"  # in the status line

    def __init__(self, aids: Aids) -> None:
        self.screen = aids.screen
        self._worker: Worker[None] | None = None
        self._process: Process | None = None
        self._spoken: Span | None = None  # the sentence that is being spoken
        self._session: Session | None = None

    @property
    def running(self) -> bool:
        """Whether it speaks."""
        return self._worker is not None

    def toggle(self, session: Session) -> str:
        """Begin or stop. Returns what to say; ReaderError where nothing is installed that speaks."""
        if self.running:
            self.stop()
            return "silent"
        speaker = find_speaker()
        if speaker is None:
            raise ReaderError(MISSING)
        session.unselect()
        self._session = session
        self._worker = self.screen.run_worker(self._read(speaker, session), group="voice", exclusive=True)
        return "reading aloud · → skips a sentence · esc stops"

    def stop(self) -> None:
        """Stop at once."""
        if self._worker:
            self._worker.cancel()
        self._worker = None
        self._hush()

    def follow(self, session: Session | None) -> None:
        """Speak from the caret, if it was put outside the sentence that is being spoken."""
        if self._spoken is None:
            return
        start, end = self._spoken
        if session is None or session is not self._session or not start <= session.caret < end:
            self._spoken = None
            self._hush()

    async def _read(self, speaker: Speaker, session: Session) -> None:
        segmenter = session.view.segmenter
        said = ""
        while self.screen.desk.session is session:
            self._spoken = span = segmenter.sentence(session.caret)
            wrong = await self._say(
                speaker, " ".join(session.view.text[slice(*span)].split()), segmenter.language
            )
            self.screen.desk.attention.aside(session)
            while self.screen.prompts.open or not self.screen.is_current:
                await asyncio.sleep(_PAUSE)
            self.follow(self.screen.desk.session)
            if self._spoken is not span:
                continue
            following = segmenter.next_start("sentence", span[0])
            if wrong or following <= span[0]:
                said = wrong or (FINISHED if self.screen.desk.finishes() else "read to the end")
                break
            session.view.go_to(*segmenter.sentence(following))
            session.moved()
            self.screen.show_session()
        self._worker = self._spoken = None
        self.screen.say(said)

    async def _say(self, speaker: Speaker, text: str, language: str) -> str:
        """Speak a text to its end; return what went wrong."""
        if not any(letter.isalnum() for letter in text):
            return ""
        pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
        began = time.monotonic()
        try:
            self._process = process = await asyncio.create_subprocess_exec(
                *speaker.command(text, language),
                stdin=pipe if speaker.by_stdin else nowhere,
                stdout=nowhere,
                stderr=pipe,
            )
        except OSError as error:
            return f"{speaker.program} does not start: {error.strerror}"
        try:
            _, complaint = await process.communicate(text.encode() if speaker.by_stdin else None)
        finally:
            self._hush()
        why = clean_line(complaint.decode(errors="replace").strip().rpartition("\n")[2], _LONGEST)
        if process.returncode:
            return f"{speaker.program} stopped with {process.returncode}" + (f": {why}" if why else "")
        silent = why and time.monotonic() - began < len(text) / _FASTEST
        return f"{speaker.program} makes no sound: {why}" if silent else ""

    def _hush(self) -> None:
        """End the program that speaks."""
        process, self._process = self._process, None
        if process and process.returncode is None:
            process.kill()
