"""The status line: mode, message, target, digits and place, by their weight."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from textual.message import Message

from reader.text.cells import cells, clip
from reader.tuples import NamedTuple
from reader.ui.widgets.clicked_key import HINT, part_at
from reader.ui.widgets.folding import fold
from reader.ui.widgets.looks import tint
from reader.ui.widgets.painted import Painted, Part, cut, shown, width_of

if TYPE_CHECKING:
    from textual import events
    from textual.strip import Strip

_GAP = 2  # cells between groups
_LONGEST_NAMES = (40, 16)  # cells of a digit's name in full, and of its last level
_LEAST_TARGET = 8

#: One way to show a group: its cells, and its parts.
Version = tuple[int, list[Part]]


class Status(NamedTuple):
    """What there is to say. `digits`: key, tag's name, colour; `place`: parts joined by ` · `."""

    mode: str = "READ"
    message: str = ""
    error: bool = False
    target: str = ""
    digits: tuple[tuple[str, str, str], ...] = ()
    place: str = ""
    hint: str = ""


def compose(status: Status, width: int) -> list[Part]:
    """Return parts of exactly `width` cells; what weighs less is shortened or left out.

    The order of weight is mode, message, target, digits, per cent, hint, the digits' names, the rest of the
    place. The names, whole words all, are left out from the farthest on.
    """
    if width < 1:
        return []
    mode: list[Part] = [(" ", ""), (clip(shown(status.mode), width), "row--key")]
    room = width - width_of(mode) - 1  # a cell stays free at the right edge
    groups: dict[str, list[Part]] = {}
    percent = status.place.partition(" · ")[0]
    hint = cells(shown(status.hint)) + _GAP if status.hint else 0
    reserve = hint + (cells(shown(percent)) + _GAP if percent else 0)
    for name, versions, kept in (
        ("message", _message(status, room - _GAP), 0),
        ("target", _target(status, room - _GAP), 0),
        ("digits", _digits(status.digits), reserve),
        ("place", _place(status), hint),
        ("hint", [_measured((shown(status.hint), "row--faint"))] if status.hint else [], 0),
    ):
        fitting = _fitting(versions, room - _GAP, kept)
        if fitting:
            wide, groups[name] = fitting
            room -= wide + _GAP
            if name == "message" and status.target and room < _LEAST_TARGET + _GAP:
                break  # a long message has the line to itself
    left = _joined([mode, *(groups[name] for name in ("message", "target", "place") if name in groups)])
    right = _joined([groups[name] for name in ("digits", "hint") if name in groups])
    gap = width - 1 - width_of(left) - width_of(right)
    row: list[Part] = [*left, (" " * max(0, gap), ""), *right, (" ", "")]
    return [part for part in row if part[0]] if gap >= 0 else cut(row, width)


def _joined(groups: list[list[Part]]) -> list[Part]:
    joined: list[Part] = []
    for group in groups:
        joined += [(" " * _GAP, ""), *group] if joined else group
    return joined


def _measured(*parts: Part) -> Version:
    return width_of(parts), list(parts)


def _fitting(versions: list[Version], room: int, kept: int) -> Version | None:
    """Return the first version that leaves `kept` cells of `room`, else the first that fits at all."""
    for free in (room - kept, room):
        for version in versions:
            if version[0] <= free:
                return version
    return None


def split_message(status: Status, width: int) -> tuple[str, Status]:
    """Return what a row above may show of a message too long for one, and the status with the rest of it."""
    message = shown(status.message)
    if not message.strip() or cells(message) <= width - cells(shown(status.mode)) - 2 * _GAP:
        return "", status
    first, *_ = fold(message, max(1, width - 2), 2)
    return first.removesuffix(" ·"), status._replace(message=message.removeprefix(first).lstrip(" ·"))


def _message(status: Status, room: int) -> list[Version]:
    text = _closed(shown(status.message), max(1, room))
    return [_measured((text, "row--warning" if status.error else "row--text"))] if text else []


def _closed(text: str, room: int) -> str:
    """Clip a sentence; a quotation that is cut ends with its mark."""
    cut, shorter = clip(text, room), clip(text, room - 1)
    return f"{shorter}”" if cut != text and shorter.count("“") > shorter.count("”") else cut


def _target(status: Status, room: int) -> list[Version]:
    if not status.target:
        return []
    target = shown(status.target)
    return [
        _measured((clip(target, length), "row--text"))
        for length in (10_000, room // 2, _LEAST_TARGET)
        if length >= _LEAST_TARGET
    ]


@lru_cache(4)  # they are the same with nearly every key
def _digits(digits: tuple[tuple[str, str, str], ...]) -> list[Version]:
    if not digits:
        return []
    full, last = _LONGEST_NAMES
    names = [clip(shown(name), full) for _, name, _ in digits]
    short = [clip(shown(name.rsplit("/", 1)[-1]), last) for _, name, _ in digits]
    return [
        _labelled(digits, names, gap=2),
        *(_labelled(digits, short, gap=gap) for gap in (2, 1)),
        *(_labelled(digits, short[:count], gap=1) for count in reversed(range(len(short)))),
    ]


def _labelled(digits: tuple[tuple[str, str, str], ...], names: list[str], *, gap: int) -> Version:
    """Return the digits, the first of them with names."""
    parts: list[Part] = []
    names = [*names, *[""] * (len(digits) - len(names))]
    for (key, _, colour), name in zip(digits, names, strict=True):
        parts += [(" " * gap, ""), (shown(key), tint(colour)), (f" {name}" if name else "", "row--dim")]
    return _measured(*parts[1:])


def _place(status: Status) -> list[Version]:
    pieces = status.place.split(" · ") if status.place else []
    return [_measured((shown(" · ".join(pieces[:n])), "row--dim")) for n in range(len(pieces), 0, -1)]


class StatusLine(Painted):
    """Shows a status in one row."""

    DEFAULT_CSS = """
    StatusLine {
        height: 1;
        background: $background;
    }
    """

    class Clicked(Message):
        """A digit was clicked, or with none the mode or (`hint`) the hint."""

        def __init__(self, digit: str = "", *, hint: bool = False) -> None:
            self.digit, self.hint = digit, hint
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._status = Status()

    @property
    def status(self) -> Status:
        """What is shown."""
        return self._status

    def show(self, status: Status) -> None:
        """Show a status; the same again costs nothing."""
        if status != self._status:
            self._status = status
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the row."""
        return self.paint(compose(self._status, self.outer_size.width) if y == 0 else [])

    def on_click(self, event: events.Click) -> None:
        """Tell what was clicked: the mode, a digit or its name, the hint."""
        event.stop()
        parts = compose(self._status, self.size.width)
        number, _ = part_at(parts, event.x)
        if number < 0:
            return
        digits = {digit for digit, *_ in self._status.digits}
        for text, look in (parts[number], parts[number - 1]):
            if look.startswith("tint--") and text in digits and parts[number][0].strip():
                self.post_message(self.Clicked(text))
                return
        if parts[number][1] == "row--key":
            self.post_message(self.Clicked())
        elif parts[number][1] == HINT:
            self.post_message(self.Clicked(hint=True))
