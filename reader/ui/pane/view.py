"""Where one is in a body: caret, top of the screen, column; and how both move. Knows no toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.body import BLOCK_KINDS
from reader.text.cells import grapheme_start, prev_grapheme
from reader.text.segment import Segmenter, next_character, prev_character
from reader.text.setting import PLAIN
from reader.text.wrap import Layout

if TYPE_CHECKING:
    from reader.model import Body
    from reader.text.setting import Setting

GUTTER = 4  # cells left of the text: note sign, two highlight bars, a space
RIGHT = 3  # and right of it: a blank, in which a space may hang, the scroll bar, a margin
_HEADING, _TITLE = BLOCK_KINDS.index("heading"), BLOCK_KINDS.index("title")
_FIRST_BLOCKS = 4  # among which the title is
_LONGEST_HEAD = 200  # code points
_KEPT = 2  # rows of the old screen that a page keeps
_HEADED = 15  # rows from which there is room for a running head
_AROUND = 3  # rows kept free around a unit that is gone to, where there is room


class View:
    """The caret (an offset) in a body laid out for a screen: `width` cells, `headroom` and `rows` rows."""

    def __init__(self, body: Body, *, language: str = "", caret: int = 0, setting: Setting = PLAIN) -> None:
        self.body, self.text = body, body.text
        self.segmenter = Segmenter(body, language)
        self._language = language or self.segmenter.language
        self.setting = setting
        self.layout = self._laid(setting.measure)
        self.width, self.rows, self.left = 80, 24, 0
        self.headroom = 0  # rows above the text: the running head
        self.last = grapheme_start(self.text, max(0, self._end() - 1))
        self.caret = self.stop(caret)
        self.top = self.layout.row_start(self.caret)
        self._goal: int | None = None  # the column that j and k keep
        self._laid_out = False

    def _end(self) -> int:
        return self.body.blocks.ends[-1] if len(self.body.blocks) else 0

    def stop(self, offset: int) -> int:
        """Return the caret stop nearest to an offset: inside a block, at the start of a cluster."""
        at = grapheme_start(self.text, max(0, min(offset, self.last)))
        blocks = self.body.blocks
        if not len(blocks):
            return 0
        block = blocks.at(at)
        if at < blocks.starts[block]:
            return blocks.starts[block]
        return at if at < blocks.ends[block] else prev_grapheme(self.text, blocks.ends[block])

    # -- the screen

    def _laid(self, width: int) -> Layout:
        return Layout(self.body, width, self.segmenter.pieces, self.setting, self._language)

    def set(self, setting: Setting) -> None:
        """Set the text in another way, on the same screen."""
        self.setting = setting
        self.resize(self.width, self.rows + self.headroom)

    def resize(self, width: int, height: int) -> None:
        """Lay the body out for a screen; the caret's row stays where it was on it."""
        row = self.screen_row() if self._laid_out else height // 3
        below = row + self.headroom if row is not None else None  # the pane's upper edge
        self._laid_out = True
        measure = max(8, min(self.setting.measure, width - GUTTER - RIGHT))
        if measure != self.layout.width or self.setting != self.layout.setting:
            self.layout = self._laid(measure)
        self.headroom = 1 if height >= _HEADED else 0
        self.width, self.rows = width, max(1, height - self.headroom)
        self.left = max(0, (width - measure - GUTTER - RIGHT) // 2)
        if below is not None:
            row = max(0, min(below - self.headroom, self.rows - 1))
            top = self.layout.move(self.caret, -row)
            self.top = min(top, self._last_top()) if self._end() else 0
        self.follow()

    def screen_row(self) -> int | None:
        """Return the screen row of the caret, counted from 0; None while it is not on the screen."""
        line = self.layout.row_start(self.caret)
        if line < self.layout.row_start(self.top):
            return None
        row = self.layout.rows_between(self.top, line, self.rows)
        return row if row < self.rows else None

    def follow(self) -> None:
        """Scroll just enough for the caret to be on the screen; to the middle when it is far."""
        self.reveal(self.caret, self.caret, 0)

    def reveal(self, start: int, end: int, around: int = _AROUND) -> None:
        """Scroll so that the rows of `start` to `end` are on the screen, with rows around where they fit."""
        layout, rows = self.layout, self.rows
        size = layout.rows_between(start, end, rows) + 1
        around = max(0, min(around, (rows - size) // 2))
        top, first = layout.row_start(self.top), layout.row_start(start)
        if first < top:
            far = layout.rows_between(first, top, rows) >= rows
            self.top = layout.move(first, -((rows - size) // 2 if far and size < rows else around))
            return
        above = layout.rows_between(top, first, 2 * rows)
        if above >= 2 * rows - 1:
            self.top = min(layout.move(first, -max(0, (rows - size) // 2)), self._last_top())
        elif above < around:
            self.top = layout.move(first, -around)
        elif above + size + around > rows:
            shift = min(above, above + size + around - rows)
            self.top = min(layout.move(top, shift), self._last_top())

    def _last_top(self) -> int:
        """Return the lowest top: with the last row at the foot of the screen."""
        return self.layout.move(self.last, 1 - self.rows)

    def shown(self) -> tuple[int, int]:
        """Return the half-open range of the body that is on the screen."""
        window = self.layout.window(self.top, self.rows)
        return (window[0].start, window[-1].end) if window else (0, 0)

    def section(self) -> str:
        """Return the heading that the screen begins under; nothing while that is on the screen itself."""
        blocks, top = self.body.blocks, self.layout.row_start(self.top)
        if not len(blocks):
            return ""
        found = blocks.kinds.rfind(_HEADING, 0, blocks.at(top) + 1)
        found = blocks.kinds.find(_TITLE, 0, _FIRST_BLOCKS) if found < 0 else found
        if found < 0 or blocks.ends[found] > top:
            return ""
        return self.text[blocks.starts[found] : min(blocks.ends[found], blocks.starts[found] + _LONGEST_HEAD)]

    # -- the caret

    def go(self, offset: int, *, keep_column: bool = False) -> None:
        """Put the caret at an offset and scroll to it."""
        self.caret = self.stop(offset)
        if not keep_column:
            self._goal = None
        self.follow()

    def go_to(self, start: int, end: int) -> None:
        """Put the caret at `start` and bring all of `[start, end)` on the screen where it fits."""
        self.caret = self.stop(start)
        self._goal = None
        self.reveal(self.caret, max(self.caret, min(end, self._end()) - 1))

    def line(self, count: int) -> None:
        """Move down `count` rows of text (up, if negative), keeping the column."""
        layout = self.layout
        start = layout.row_start(self.caret)
        if self._goal is None:
            here = layout.row_at(self.caret)
            self._goal = layout.column(here, self.caret) + layout.indent_of(here.block)
        step = 1 if count > 0 else -1
        target = start
        for _ in range(abs(count)):
            target = self._next_line(target, step)
        row = layout.row_at(target)
        self.go(layout.offset_at(row, self._goal - layout.indent_of(row.block)), keep_column=True)

    def _next_line(self, start: int, step: int) -> int:
        """Return the row of text after (before) a row, over empty rows; the same one at the ends."""
        at = start
        while True:
            after = self.layout.move(at, step)
            if after == at:
                return start
            at = after
            if not self.layout.is_space(self.layout.row_at(at)):
                return at

    def line_edge(self, *, end: bool) -> None:
        """Go to the start or the end of the row."""
        row = self.layout.row_at(self.caret)
        self.go(self.layout.offset_at(row, 1 << 30) if end else row.start)

    def page(self, rows: int) -> None:
        """Turn the screen by `rows` rows; the caret goes to the first sentence that starts on it."""
        old = self.layout.row_start(self.top)
        low = self._last_top() if self._end() else 0
        wanted = self.layout.move(old, rows)
        self.top = max(0, min(wanted, low))
        self._goal = None
        if rows > 0 and (old >= low or (wanted > low and self._first_sentence() <= self.caret)):
            self.caret = self._last_sentence()
        elif rows < 0 and self.top == old == self.layout.row_start(0):
            self.caret = self.stop(0)
        else:
            self.caret = self._first_sentence()
        self.follow()

    def page_rows(self) -> int:
        """Return how many rows a page turns."""
        return max(1, self.rows - _KEPT)

    def wheel(self, rows: int, *, hold_caret: bool = False) -> bool:
        """Move the screen under the caret; tell whether the caret had to leave its place."""
        return self._roll(self.layout.move(self.top, rows), down=rows > 0, hold_caret=hold_caret)

    def is_bar(self, x: int) -> bool:
        """Tell whether a column of the screen is the scroll bar's, beside a text that is longer than it."""
        first, last = self.shown()
        return x > self.width - RIGHT and last - first < len(self.text)

    def roll_to(self, y: int, *, hold_caret: bool = False) -> bool:
        """Show what a row of the scroll bar stands for, as `wheel` does."""
        row = max(0, min(y - self.headroom, self.rows - 1))
        offset = len(self.text) * row // max(1, self.rows - 1)
        top, old = self.layout.move(min(offset, self.last), -row), self.top
        return self._roll(top, down=top > old, hold_caret=hold_caret)

    def _roll(self, top: int, *, down: bool, hold_caret: bool) -> bool:
        self.top = max(0, min(top, max(0, self._last_top())))
        if hold_caret or self.screen_row() is not None:
            return False
        self.caret = self._first_sentence() if down else self._last_sentence()
        self._goal = None
        return True

    def centre(self) -> None:
        """Bring the caret's row to the middle of the screen."""
        self.top = self.layout.move(self.caret, -(self.rows // 2))

    def head(self) -> None:
        """Bring the caret's row near the top of the screen."""
        above = min(_AROUND, self.rows // 4)
        self.top = max(0, min(self.layout.move(self.caret, -above), self._last_top()))

    def _first_sentence(self) -> int:
        start, end = self.shown()
        first = self.segmenter.first_sentence(start, end)
        return first[0] if first else self.stop(start)

    def _last_sentence(self) -> int:
        start, end = self.shown()
        starts = self.segmenter.sentences_between(start, end)
        return starts[-1][0] if starts else self.stop(end - 1)

    def offset_at(self, x: int, y: int) -> int | None:
        """Return the caret stop at a cell of the screen; None where there is no text row."""
        y -= self.headroom
        window = self.layout.window(self.top, y + 1)
        if y < 0 or y >= len(window):
            return None
        row = window[y]
        if self.layout.is_space(row):
            return None
        column = x - self.left - GUTTER - self.layout.indent_of(row.block)
        return self.layout.offset_at(row, column)

    # -- motions of one step: where they lead from an offset

    def character(self, offset: int, step: int) -> int:
        """Return the next (previous) caret stop from an offset."""
        return next_character(self.text, offset) if step > 0 else prev_character(self.text, offset)
