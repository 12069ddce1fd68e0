"""What was said: the last sentences, to be read again, and the error that stays until it is dismissed."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from reader.library import ShardDamaged, StoreFull, StoreReadOnly
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import ReaderError

_KEPT = 200  # sentences
_LASTING = (StoreFull, StoreReadOnly, ShardDamaged)  # something of the person's may be lost by these


class Sentence(NamedTuple):
    """What was said at a time (local, `hh:mm:ss`)."""

    at: str
    text: str
    error: bool = False


class Said:
    """Keeps sentences while the program runs. Nothing of it is written to disk."""

    def __init__(self, *, clock: Callable[[], str] = lambda: time.strftime("%H:%M:%S")) -> None:
        self._clock = clock
        self._last: deque[Sentence] = deque(maxlen=_KEPT)
        self.lasting = ""
        self.promised = ""  # the label of a step of which it was said last that undo takes it back

    @property
    def newest_first(self) -> list[Sentence]:
        """The sentences."""
        return [*reversed(self._last)]

    def note(self, text: str, *, error: bool = False, lasting: bool = False) -> None:
        """Keep a sentence, the same again only once. A `lasting` one is an error that stays."""
        if not text:
            return
        if self._last and (self._last[-1].text, self._last[-1].error) == (text, error):
            self._last.pop()
        self._last.append(Sentence(self._clock(), text, error))
        if lasting:
            self.lasting = text

    def dismiss(self, text: str = "") -> bool:
        """Let the error that stays go (if it is this one, where one is given); tell whether there was one."""
        if not self.lasting or text not in ("", self.lasting):
            return False
        self.lasting = ""
        return True


def lasts(error: ReaderError) -> bool:
    """Tell whether an error stays until it is dismissed: what the library could not save or read."""
    return isinstance(error, _LASTING)
