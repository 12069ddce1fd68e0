"""Where people type: one line, or several. What is pasted is cleaned before it is shown.

Textual keeps each field that there ever was, with its text: the screen for when a selection begins, the app
for when the theme changes. Here they forget one that is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input, TextArea
from textual.widgets.input import Selection

from reader.text.clean import clean_inline, clean_note
from reader.ui.widgets.ground import row_of

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Region
    from textual.strip import Strip


class LineField(Input):
    """One line without a frame; the cursor stands behind the text, which may be selected."""

    DEFAULT_CSS = """
    LineField {
        width: 1fr;
        color: $ink;
        background: $raised;
        &:focus { background-tint: $raised 0%; }
        & > .input--placeholder, & > .input--suggestion { color: $faint; }
    }
    """

    def __init__(self, text: str = "", *, name: str | None = None, selected: bool = False) -> None:
        super().__init__(compact=True, select_on_focus=False, name=name)
        self._begin = Selection(0 if selected else len(text), len(text))
        self.cursor_blink = False
        self._first: str | None = text  # until it is mounted: an Input takes a value in an app only

    @property
    def text(self) -> str:
        """What the line holds."""
        return self.value if self._first is None else self._first

    def on_mount(self) -> None:
        """Begin where it was said."""
        with self.prevent(Input.Changed):
            self.value, self._first = self._first or "", None
        self.selection = self._begin

    def on_unmount(self) -> None:
        """Let the screen forget the field."""
        self.screen.text_selection_started_signal.unsubscribe(self)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return a region's lines; taken off, it may be painted once more and has no styles any longer."""
        return super().render_lines(crop) if self.is_attached else [row_of(self, crop.width)] * crop.height

    def begin_at(self, column: int) -> None:
        """Let the cursor stand at a character when the field is shown."""
        self._begin = Selection.cursor(column)

    def on_paste(self, event: events.Paste) -> None:
        """Put clean text in, on one line."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        self.replace(clean_inline(event.text).strip(), start, end)


class NoteField(TextArea):
    """Several lines, folded at the edge."""

    DEFAULT_CSS = """
    NoteField {
        width: 1fr;
        color: $ink;
        background: $raised;
        padding: 0;
        scrollbar-size-vertical: 1;
        & .text-area--cursor-line { background: $raised; }
        &:dark .text-area--cursor, &:light .text-area--cursor {
            background: $caret;
            color: $caret-text;
        }
    }
    """

    def __init__(self, text: str = "", *, name: str | None = None, over: str = "") -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, compact=True, name=name)
        self.cursor_blink = False
        self.highlight_cursor_line = False
        self._over = over  # put over the text as if it had been typed, so that ctrl+z brings that back

    def on_mount(self) -> None:
        """Begin at the end of the text."""
        if self._over:
            self.replace(self._over, (0, 0), self.document.end)
        self.move_cursor(self.document.end)

    def on_unmount(self) -> None:
        """Let screen and app forget the field; of what the app looks after, no public name tells."""
        self.screen.text_selection_started_signal.unsubscribe(self)
        watchers = getattr(self.app, "__watchers", {}).get("theme", [])
        watchers[:] = [(node, call) for node, call in watchers if node is not self]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return a region's lines; taken off, it may be painted once more and has no styles any longer."""
        return super().render_lines(crop) if self.is_attached else [row_of(self, crop.width)] * crop.height

    def on_paste(self, event: events.Paste) -> None:
        """Put clean text in."""
        event.stop()
        event.prevent_default()
        start, end = sorted(self.selection)
        self.replace(clean_note(event.text), start, end)
