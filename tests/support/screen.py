"""Read back what a terminal would show, from the bytes a program wrote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyte
from wcwidth import iter_graphemes, wcswidth

_FRAME_BEGIN, _FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"
# pyte prints parts of the private sequences that it does not know: keyboard protocols, questions
_UNKNOWN = re.compile(rb"\x1b\[(?:[<>=][0-9;]*[ -/]*[@-~]|\?[0-9;]*[ -/]*[@-gi-km-~])")
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*)?\Z")
_OTHER_SCREEN = re.compile(rb"\x1b\[\?1049[hl]")


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: a grapheme ("" in the second half of a wide one) and how it is drawn.

    Colours are "default", an ANSI name such as "red", or six hexadecimal digits.
    """

    text: str
    foreground: str
    background: str
    bold: bool
    italic: bool
    underlined: bool
    struck: bool
    reversed: bool

    @property
    def seen(self) -> object:
        """All that a person sees of it: of a blank not the ink, unless that draws lines."""
        lines = self.underlined, self.struck, self.reversed
        ink = (self.foreground, self.bold, self.italic) if self.text != " " or any(lines) else ()
        return self.text, self.background, lines, ink


class _Canvas(pyte.Screen):
    """Draw by grapheme, as today's terminals do; pyte alone drops what follows a joiner."""

    def draw(self, data: str) -> None:
        for grapheme in iter_graphemes(data):
            width = wcswidth(grapheme)
            if width > 0:
                self._put(grapheme, width)
            elif self.cursor.x:
                self._combine(grapheme)
        self.dirty.add(self.cursor.y)

    def _put(self, grapheme: str, width: int) -> None:
        if self.cursor.x + width > self.columns:
            if pyte.modes.DECAWM in self.mode:
                self.carriage_return()
                self.linefeed()
            else:
                self.cursor.x = self.columns - width
        line = self.buffer[self.cursor.y]
        line[self.cursor.x] = self.cursor.attrs._replace(data=grapheme)
        for x in range(self.cursor.x + 1, self.cursor.x + width):
            line[x] = self.cursor.attrs._replace(data="")
        self.cursor.x += width

    def _combine(self, mark: str) -> None:
        line = self.buffer[self.cursor.y]
        x = self.cursor.x - 1
        while x and not line[x].data:
            x -= 1
        line[x] = line[x]._replace(data=line[x].data + mark)


class ScreenReader:
    """Turn bytes, fed in any portions, into rows of text and cells.

    What is inside an unfinished synchronised frame (mode 2026) is held back: nobody sees half of one.
    """

    def __init__(self, cols: int, rows: int) -> None:
        self._canvas = _Canvas(cols, rows)
        self._stream = pyte.ByteStream(self._canvas)
        self._held = b""

    def feed(self, data: bytes, *, final: bool = False) -> None:
        """Draw these bytes; `final` also draws a frame that was never finished."""
        held = self._held + data
        stop = len(held)
        if not final:
            begin = held.rfind(_FRAME_BEGIN)
            if begin > held.rfind(_FRAME_END):
                stop = begin
            elif unfinished := _UNFINISHED.search(held):
                stop = unfinished.start()
        self._held = held[stop:]
        # pyte has one screen: clearing it at each change of screen keeps the two apart
        known = _UNKNOWN.sub(b"", held[:stop])
        self._stream.feed(_OTHER_SCREEN.sub(lambda change: change[0] + b"\x1b[2J\x1b[H", known))

    def resize(self, cols: int, rows: int) -> None:
        """Change the size in cells."""
        self._canvas.resize(rows, cols)

    def rows(self) -> list[str]:
        """Give the text of each row, without trailing spaces."""
        return ["".join(self._row(y)).rstrip() for y in range(self._canvas.lines)]

    def cell(self, x: int, y: int) -> Cell:
        """Give the cell at column `x` of row `y`, from 0."""
        shown = self._canvas.buffer[y][x]
        return Cell(
            shown.data,
            shown.fg,
            shown.bg,
            shown.bold,
            shown.italics,
            shown.underscore,
            shown.strikethrough,
            shown.reverse,
        )

    def find(self, text: str) -> tuple[int, int] | None:
        """Find text on one row: the column and row of its first cell, or None."""
        for y in range(self._canvas.lines):
            row = list(self._row(y))
            at = "".join(row).find(text)
            if at >= 0:
                return _column(row, at), y
        return None

    def _row(self, y: int) -> Iterator[str]:
        line = self._canvas.buffer[y]
        return (line[x].data for x in range(self._canvas.columns))


def _column(cells: list[str], offset: int) -> int:
    for column, text in enumerate(cells):
        if offset < len(text):
            return column
        offset -= len(text)
    raise IndexError(offset)
