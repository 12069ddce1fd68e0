"""How fast a person reads."""

from __future__ import annotations

from reader.tuples import NamedTuple

USUAL = 230  # words a minute, of most people
_BEGUN = 1_000.0  # words for which the usual pace stands until the person's own is known
_MEMORY = 30_000.0  # words after which older ones count for less


def minutes_of(seconds: int) -> str:
    """Write a time of reading for a person: `under a minute`, `12 min`, `2 h 5 min`."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return f"{minutes} min" if minutes else "under a minute"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


class Pace(NamedTuple):
    """Words that were read and the seconds they took; begins as most people read."""

    words: float = _BEGUN
    seconds: float = _BEGUN / USUAL * 60

    @property
    def per_minute(self) -> float:
        """Words a minute."""
        return self.words / self.seconds * 60

    def after(self, words: float, seconds: float) -> Pace:
        """Return the pace after some more words, read in some more seconds; long ago counts for less."""
        fade = min(1.0, _MEMORY / (self.words + words))
        return Pace((self.words + words) * fade, (self.seconds + seconds) * fade)

    def length(self, words: float) -> str:
        """Write how long a text of some words takes, at least a minute."""
        return minutes_of(60 * max(1, self.minutes(words)))

    def minutes(self, words: float) -> int:
        """Return how many minutes some words take."""
        return round(words / self.per_minute)
