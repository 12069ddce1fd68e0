"""The reading pane as a Textual widget: it paints the rows of a session and does its motions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from reader.late import Part
from reader.ui.pane import styles
from reader.ui.pane.draw import row_parts
from reader.ui.pane.dress import Dress
from reader.ui.pane.motions import move
from reader.ui.pane.painted_row import PaintedRow
from reader.ui.pane.rows import row_keys
from reader.ui.widgets.sending import Sending

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from reader.ui.pane.pointer import Pointer
    from reader.ui.pane.scene import RowKey
    from reader.ui.pane.session import Session
    from reader.ui.theme.themes import Palette

_WHEEL_ROWS = 3


class ReadingPane(Sending, can_focus=True):
    """Shows a session and does its motions; keys are the screen's.

    Widgets of this kind cost Textual a frame a key: there are no children and no reactives, and only the rows
    whose key changed are painted again.
    """

    DEFAULT_CSS = "ReadingPane { width: 1fr; height: 1fr; }"

    _pointer: Part[Pointer] = Part("reader.ui.pane.pointer", "Pointer")

    class Moved(Message):
        """The caret, the view or the selection changed."""

        def __init__(self, *, by_mouse: bool = False) -> None:
            self.by_mouse = by_mouse
            super().__init__()

        def can_replace(self, message: Message) -> bool:
            """Let a later move stand for this one."""
            return isinstance(message, ReadingPane.Moved)

    class Left(Message):
        """A motion is about to leave a place that is worth coming back to."""

        def __init__(self, offset: int) -> None:
            self.offset = offset
            super().__init__()

    class MenuWanted(Message):
        """The right button asks what can be done here."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.session: Session | None = None
        self._styles = Dress(palette)
        self._keys: list[RowKey] = []
        self._next: list[RowKey] | None = None  # what is about to be painted, once it is known
        self._rows: list[PaintedRow] = []  # what was painted for the keys
        self._laid_out: tuple[int, int] = (0, 0)
        self.empty = ""  # what is said while no article is open
        self.locked = False  # a prompt asks about what is shown: only the wheel moves

    # -- what is shown

    def show(self, session: Session | None) -> None:
        """Show another session."""
        self.session = session
        self._laid_out, self._next = (0, 0), None
        if session:
            self._lay_out()
        self._rows = []
        self.refresh()

    def set_palette(self, palette: Palette) -> None:
        """Paint in other colours."""
        self._styles = Dress(palette)
        self._rows = []
        self.refresh()

    def notify_style_update(self) -> None:
        """Take another background."""
        super().notify_style_update()
        self._styles = Dress(self._styles.palette)
        self._rows = []

    def _lay_out(self) -> None:
        size = self.outer_size  # there is no border, and to look up what is inside one takes longer
        if self.session and size != self._laid_out and all(size):
            lower = size[1] < self._laid_out[1]
            self._laid_out = size
            self.session.view.resize(*size)
            self._next = None
            if lower:  # a prompt came up: it must not cover what it asks about
                self._reveal_target(self.session)
            self._rows = []

    @property
    def _has_keys(self) -> bool:
        """Whether the focus is here; `has_focus` says so only when the message of it was handled."""
        return self.is_attached and self.screen.focused is self

    @staticmethod
    def _reveal_target(session: Session) -> None:
        """Scroll so that selection, match, pick or unit is on the screen where it fits; the caret always."""
        start, end = session.selection.span if session.selection else session.match or session.unit_span()
        if session.picked and not session.selection:
            start, end = session.picked.start, session.picked.end
        session.view.reveal(start, max(start, end - 1), 0)
        session.view.follow()

    def repaint(self) -> None:
        """Paint the rows that differ from those on the screen."""
        if not self.session:
            return
        self.session.scene.awake = self._has_keys
        self._lay_out()
        self.session.refresh()
        old, new = self._keys, row_keys(self.session.view, self.session.scene)
        self._next = new
        changed = [y for y, (a, b) in enumerate(zip(old, new, strict=False)) if a is not b and a != b]
        if len(old) != len(new) or len(changed) > len(new) // 2:
            self.refresh()
        elif changed:
            self.refresh(*[Region(0, y, self.outer_size.width, 1) for y in changed])

    # -- painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of a region; only rows whose key is new are made."""
        self._take_filters()
        if not self.session:
            return [self._empty_row(y).crop(crop.x, crop.right) for y in range(crop.y, crop.bottom)]
        strips = [row.strip() for row in self._painted()[crop.y : crop.bottom]]
        if crop.x or crop.width != self.outer_size.width:
            strips = [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def sent(self, rows: Sequence[int]) -> list[str]:
        """Return what the terminal is sent for some rows."""
        if not self.session:
            return super().sent(rows)
        self._take_filters()
        painted = self._painted()
        return [painted[y].sent() for y in rows]

    def _take_filters(self) -> None:
        """Dress anew where the app filters colours otherwise than before."""
        filters = self.app.get_line_filters()
        if self._styles.ground is None or filters != self._styles.filters:
            ground = self.background_colors[1]
            self._styles = Dress(self._styles.palette, filters, ground, self.app.console)
            self._rows = []

    def _painted(self) -> list[PaintedRow]:
        """Return all rows as they are now; those that are on the screen already are not made anew."""
        assert self.session
        self._lay_out()
        if self._next is None:
            self.session.refresh()
            self._next = row_keys(self.session.view, self.session.scene)
        old, keys, rows = self._keys, self._next, self._rows
        self._keys, self._next = keys, None
        if len(rows) != len(keys):
            self._rows = [self._row(key) for key in keys]
        elif changed := [y for y, key in enumerate(keys) if key is not old[y] and key != old[y]]:
            known = {key.row: (key, row) for key, row in zip(old, rows, strict=True)}
            self._rows = rows = list(rows)
            for y in changed:
                before, row = known.get(keys[y].row, (None, None))
                rows[y] = row if row and before == keys[y] else self._row(keys[y])
        return self._rows

    def _empty_row(self, y: int) -> Strip:
        """Return a row of the pane while no article is open."""
        width = self.size.width
        text = self.empty if y == self.size.height // 3 else ""
        left = max(0, (width - len(text)) // 2)
        padded = (" " * left + text)[:width].ljust(width)
        return Strip([Segment(padded, self._styles[styles.BYLINE if text else styles.BLANK])], width)

    def render_line(self, y: int) -> Strip:
        """Return one row, as Textual asks for it."""
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def _row(self, key: RowKey) -> PaintedRow:
        assert self.session
        view = self.session.view
        return PaintedRow(row_parts(view, key), view.width, self._styles)

    # -- events

    def on_focus(self) -> None:
        """Wake the caret."""
        self._wake(True)

    def on_blur(self) -> None:
        """Put the caret to sleep."""
        self._wake(False)

    def _wake(self, awake: bool) -> None:
        if self.session:
            self.session.scene.awake = awake
            self.repaint()

    def on_resize(self) -> None:
        """Lay the text out anew; the caret's row keeps its place."""
        self.repaint()
        self.post_message(self.Moved())

    def move(self, motion: str) -> str:
        """Do a motion and paint what it changed; who asked for it lets the rest follow, in the same frame.

        Returns what to say where there was nowhere to go.
        """
        if not self.session:
            return ""
        said = move(self.session, motion)
        self.repaint()
        return said

    # -- the mouse

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Move the view down under the caret."""
        event.stop()
        self._pointer.wheel(_WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Move the view up under the caret."""
        event.stop()
        self._pointer.wheel(-_WHEEL_ROWS)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a drag."""
        self._pointer.press(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Go on with it."""
        self._pointer.pull(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End it."""
        self._pointer.release()

    def on_click(self, event: events.Click) -> None:
        """Do what a click does."""
        self._pointer.click(event)
