"""Macros: keys recorded under a letter, and pressed again in the order that keys always have."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual import events

from reader.model import ReaderError
from reader.text.cells import clip
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

#: Commands that say something only where they led nowhere, besides the motions.
LEADING = frozenset(("next-mark", "prev-mark", "pick", "next-article", "prev-article"))
MOST = 10_000  # keys that one playing may press, with those of the macros that it plays
_LONGEST = 80  # cells of a reason


class Press(NamedTuple):
    """A key as it was pressed, or (without a key) a text that was pasted."""

    key: str
    text: str | None

    def event(self) -> events.Key | events.Paste:
        """Return what the terminal sent."""
        return events.Key(self.key, self.text) if self.key else events.Paste(self.text or "")


class Macros:
    """The macros that the library keeps for this machine, and the one that is recorded or played.

    A macro may play another, or itself: it goes on until a step fails, or until `MOST` keys are pressed.
    """

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._unsaved: dict[str, tuple[Press, ...]] = {}  # those that the disk refused
        self.recording = ""  # the letter that is recorded under
        self._last = ""  # the letter that was played last
        self._taken: list[Press] = []
        self._waiting: deque[Press] = deque()
        self._letter = ""  # that is played
        self._pressed = 0
        self._failed = ""  # why the step before led nowhere
        self._entered = False  # it took the answer of a prompt
        self._held: list[events.Key | events.Paste] = []

    @property
    def kept(self) -> dict[str, tuple[Press, ...]]:
        """The macros by their letters."""
        kept = self.screen.desk.library.macros().items()
        return {letter: tuple(Press(*key) for key in keys) for letter, keys in kept} | self._unsaved

    # -- recording

    def take(self, event: events.Key | events.Paste) -> None:
        """Record what was typed or pasted, while that is wanted."""
        if self.recording and not self.playing:
            if isinstance(event, events.Key):
                self._taken.append(Press(event.key, event.character))
            else:
                self._taken.append(Press("", event.text))

    def record(self, letter: str) -> str:
        """Begin to record. Returns what to say."""
        self.recording, self._taken = letter, []
        return f"recording {letter} · Q ends it, @{letter} plays it"

    def end(self) -> str:
        """Keep what was recorded but for the key that ends it. Returns what to say.

        Raises LibraryError when it could not be saved: then it lasts until the program ends.
        """
        letter, keys = self.recording, tuple(self._taken[:-1])
        self.recording, self._taken = "", []
        if not keys:
            return "nothing was recorded"
        self._unsaved[letter] = keys
        self.screen.desk.library.set_macro(letter, keys)
        del self._unsaved[letter]
        return f"{letter} is {len(keys)} key{'s' * (len(keys) != 1)} · @{letter} plays it"

    # -- playing

    def holds(self, event: events.Key | events.Paste) -> bool:
        """Keep back what is typed while a macro plays; `esc` and ctrl+c stop it."""
        if not self.playing:
            return False
        if isinstance(event, events.Key) and event.key in ("escape", "ctrl+c"):
            self._held.clear()
            self.stop("stopped")
        else:
            self._held.append(event)
        return True

    def released(self) -> list[events.Key | events.Paste]:
        """Return what was typed while a macro played."""
        held, self._held = self._held, []
        return held

    @property
    def playing(self) -> bool:
        """Whether keys of a macro wait to be pressed."""
        return bool(self._letter)

    def play(self, letter: str) -> None:
        """Let the keys of a macro be pressed next; `@` is the one played last. ReaderError for none."""
        letter = self._last if letter == "@" else letter
        keys = self.kept.get(letter)
        if keys is None:
            none = f"there is no macro {letter} · Q{letter} records one"
            raise ReaderError(none if letter else "no macro was played yet")
        if not self.playing:
            self._letter, self._pressed, self._failed = letter, 0, ""
        self._last = letter
        self._waiting.extendleft(reversed(keys))

    def next(self) -> Press | None:
        """Return the key to press next; None when all are pressed, or a step failed, which is said."""
        if not self.playing:
            return None
        why = self._why() if self._pressed else ""
        if not why and max(self._pressed, len(self._waiting)) >= MOST:
            why = f"more than {MOST:,} keys"
        if why or not self._waiting:
            self.stop(why)
            return None
        self._pressed, self._failed = self._pressed + 1, ""
        press = self._waiting.popleft()
        self._entered = press.key == "enter"
        return press

    def standing(self) -> tuple[object, ...]:
        """Return what a motion moves."""
        session = self.screen.desk.session
        return (session.caret, session.view.top, session.selection) if session else ()

    def fail(self, why: str) -> None:
        """Take note that a step led nowhere, or meant nothing."""
        self._failed = why

    def _why(self) -> str:
        """Return why the step before failed; empty where it did not."""
        prompt = self.screen.prompts.open
        if self._entered and prompt and prompt.message:
            return prompt.message
        return self._failed or (self.screen.message if self.screen.is_error else "")

    def stop(self, why: str = "") -> None:
        """Press no more keys; say why, if there is a reason."""
        letter, pressed = self._letter, self._pressed
        self._letter = ""
        self._waiting.clear()
        if why:
            self.screen.say(
                f"{letter} stopped after {pressed:,} key{'s' * (pressed != 1)}: {clip(why, _LONGEST)}",
                error=True,
            )
