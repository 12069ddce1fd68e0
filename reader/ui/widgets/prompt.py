"""What prompts have in common: a title, a place to type, a sentence when something is wrong, one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.message import Message
from textual.widget import Widget

from reader.text.cells import cells
from reader.ui.widgets.clicked_key import HINT, key_at, keyed
from reader.ui.widgets.folding import fold
from reader.ui.widgets.painted import Painted, Part, row_of, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen
    from textual.strip import Strip

_WIDE = 100  # columns; a prompt on fewer takes few rows
_MOST, _MOST_LOW = 10, 6  # rows
_APART = 2  # cells between a title and its hints


class Row(Painted):
    """One row of text. Of `hints`, the fullest first, the first that fits stands at its right end."""

    DEFAULT_CSS = "Row { width: 1fr; height: 1; background: $raised; }"

    def __init__(
        self, left: Sequence[Part] = (), right: Sequence[Part] = (), *, width: int = 0, inset: int = 0
    ) -> None:
        super().__init__()
        self._left, self._right, self._inset = left, right, inset  # cells that stay free at both ends
        self._hints: Sequence[str] = ()
        self._below: Sequence[Part] = ()
        if width:
            self.styles.width = width

    def show(
        self,
        left: Sequence[Part],
        right: Sequence[Part] = (),
        *,
        hints: Sequence[str] = (),
        below: Sequence[Part] = (),
    ) -> None:
        """Show other text; what is `below` in a second row, where it was given one."""
        self._left, self._right, self._hints, self._below = left, right, hints, below
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return the row."""
        return self.paint([(" " * self._inset, ""), *self._below] if y else keyed(self._parts()))

    def _parts(self) -> list[Part]:
        right, width = self._right, self.size.width - 2 * self._inset
        if self._hints:
            room = width - width_of(self._left) - _APART
            right = [(fitting(self._hints, room), HINT)]
        return [(" " * self._inset, ""), *row_of(self._left, right, width=width)]

    def on_click(self, event: events.Click) -> None:
        """Press the key whose hint is clicked."""
        key = key_at(self._parts(), event.x)
        if key:
            event.stop()
            self.app.simulate_key(key)


def fitting(hints: Sequence[str], room: int) -> str:
    """Return the first of some hints, the fullest first, that fits into the room; else the last."""
    return next((hint for hint in hints if cells(hint) <= room), hints[-1])


class Prompt(Widget, can_focus=True):
    """Asks one thing at the foot of the screen; posts `Done` with the answer, or `Cancelled`, once."""

    DEFAULT_CSS = """
    Prompt {
        layout: vertical;
        height: auto;
        max-height: 10;
        padding: 0 1;
        background: $raised;
        &.-low { max-height: 6; }
        & > .prompt--line { layout: horizontal; height: 1; }
    }
    """

    #: Whether a person types something that would be a pity to lose when the answer is refused.
    keeps_text: ClassVar[bool] = False

    class Done(Message):
        """The answer."""

        def __init__(self, result: object) -> None:
            self.result = result
            super().__init__()

    class Cancelled(Message):
        """No answer; nothing shall be written."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._answered = False
        self._message = ""
        self._fitted = 0  # cells, the width that it was fitted into
        self.wrong_rows = 0  # that what is wrong takes
        self.roomy = False  # where no text is to be seen above it
        self._wrong = Row()
        self._wrong.display = False

    @property
    def field(self) -> Widget:
        """The widget that takes the keys; the prompt itself where it has no other."""
        return self

    @property
    def has_keys(self) -> bool:
        """Tell whether it, or a part of it, has the focus."""
        focused = self.screen.focused
        return focused is not None and self in focused.ancestors_with_self

    @property
    def message(self) -> str:
        """What is said to be wrong, or nothing."""
        return self._message

    @property
    def most(self) -> int:
        """How many rows it may take: few on a narrow screen, that the text above it is seen."""
        return _MOST if self.roomy or self._fitted >= _WIDE - 2 else _MOST_LOW

    def error(self, message: str) -> None:
        """Say in a sentence what is wrong, and stay; an empty one takes it back."""
        self._message = message
        self._show_wrong()
        if self._fitted:
            self.share_rows(self.most)

    def _show_wrong(self) -> None:
        """Show what is wrong, in two rows where one is too short."""
        rows = fold(f"! {self._message}", self._fitted or _WIDE, 2) if self._message else []
        self.wrong_rows = len(rows)
        self._wrong.display = bool(rows)
        self._wrong.styles.height = max(1, len(rows))
        parts = [[(row, "row--warning")] for row in rows]
        self._wrong.show(*parts[:1] or [[]], below=[part for row in parts[1:] for part in row])

    def again(self) -> Prompt:
        """Return a new prompt like this, holding what was typed."""
        raise NotImplementedError

    def answer(self, result: object) -> None:
        """Post the answer."""
        if not self._answered:
            self._answered = True
            self.post_message(self.Done(result))

    def cancel(self) -> None:
        """Post that there is none."""
        if not self._answered:
            self._answered = True
            self.post_message(self.Cancelled())

    def focus(self, scroll_visible: bool = True) -> Prompt:
        """Take the keys at once, so that none typed meanwhile goes elsewhere."""
        if self.is_attached:
            target = self.field if self.field.is_attached else self
            self.screen.set_focus(target, scroll_visible=scroll_visible)
        return self

    def take(self, event: events.Key) -> None:
        """Pass on a key that was typed before the field had the focus."""
        self.field.post_message(events.Key(event.key, event.character))

    def press(self, key: str) -> bool:
        """Do what a key means here, and return True; False leaves it to the field."""
        return False

    def on_mount(self) -> None:
        """Give the keys to the field."""
        if self.screen.focused is not self.field:
            self.screen.set_focus(self.field)
        self.screen.screen_layout_refresh_signal.subscribe(self, self._fit_anyhow)
        self.call_after_refresh(self._fit_anyhow)

    def _fit_anyhow(self, _: Screen[object] | None = None) -> None:
        """Fit after it is laid out: Textual tells no size that was looked at before it was told.

        What a scroll bar takes is not counted, for it may come and go by what fits.
        """
        width = self.outer_size.width - self.styles.gutter.width
        if width > 0 and width != self._fitted:
            self.fit(width)

    def on_resize(self) -> None:
        """Fit into another width."""
        self._fit_anyhow()

    def fit(self, width: int) -> None:
        """Take few rows on a narrow screen."""
        self._fitted = width
        self._show_wrong()
        self.set_class(self.most == _MOST_LOW, "-low")
        self.share_rows(self.most)

    def share_rows(self, most: int) -> None:
        """Share `most` rows among the parts, where their heights are not their own."""

    def on_key(self, event: events.Key) -> None:
        """Do what the key means; a letter that comes here was typed before the field was there."""
        if event.key == "escape":
            self.leave()
        elif not self.press(event.key):
            if not event.is_printable or self.field is self:
                return
            self.take(event)
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Pass on what was pasted before the field was there."""
        if self.field is not self:
            event.stop()
            self.field.post_message(events.Paste(event.text))

    def leave(self) -> None:
        """Do what `esc` means: cancel."""
        self.cancel()
