"""How fast long work goes and how long it will still take, in a few words."""

from __future__ import annotations

_EARLY = 1.0  # seconds; a rate of less is chance
_UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def rate_words(done: int, total: int, seconds: float, things: int | None = None) -> str:
    """Say how fast `done` of `total` steps went, and when the rest will be; nothing before one knows.

    `seconds` is how long they took; the rate is of `things`, where steps are only shares of the work.
    """
    if done <= 0 or seconds < _EARLY:
        return ""
    rate = (done if things is None else things) / seconds
    shown = f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s" if rate >= 1 else f"{60 * rate:.1f}/min"
    return f"{shown} · {_span((total - done) * seconds / done)} left" if done < total else shown


def _span(seconds: float) -> str:
    """Write a time in its largest unit, rounded; that of a moment is a second."""
    size, unit = next((each for each in _UNITS if seconds >= 1.5 * each[0]), _UNITS[-1])
    return f"{max(1, round(seconds / size))} {unit}"
