"""One frame for all that lies over the panes: a title with its hints, the middle, a line at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen, ScreenResultType

from reader.ui.widgets.folding import fold
from reader.ui.widgets.prompt import Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from reader.ui.widgets.painted import Part

_MOST, _MOST_WIDE, _MOST_ROWS = 104, 160, 48  # cells of the box
_BESIDE, _OVER = 32, 6  # cells that have to be left beside and over it, or it takes the whole screen
INSET = 2  # cells beside what stands in the box; the bar of a list's chosen row hangs in them
_TALL = 46  # rows; on fewer it takes all
_LOW = 16  # rows; on fewer the frame takes none that it can spare
_LEAST = 12  # rows of the middle: what is shorter still lies on a sheet
_FRAME, _FRAME_LOW = 6, 2  # rows of the box that are not the middle's


class Popup(ModalScreen[ScreenResultType]):
    """Lies over the panes. What a subclass adds is its middle, and what its keys do.

    Of its `hints` the first that fits beside the title is shown; they are given the fullest first.
    """

    MODE: ClassVar[str] = ""  # as the status line names it

    DEFAULT_CSS = """
    Popup {
        align: center middle;
        background: $background 60%;
        & > .popup--box {
            width: 100%;
            height: 100%;
            border: round $gutter;
            background: $raised;
        }
        & .popup--head { margin-bottom: 1; }
        & .popup--foot { margin-top: 1; }
        &.-whole > .popup--box { border: none; padding: 1 0 0 0; }
        &.-low > .popup--box { padding: 0; }
        &.-low .popup--head { margin: 0; }
        &.-low .popup--foot { margin: 0; }
        & .popup--foot.-two { height: 2; margin: 0; }
    }
    """

    class Said(Message):
        """Something was said at the foot."""

        def __init__(self, text: str, *, error: bool) -> None:
            self.text, self.error = text, error
            super().__init__()

    def __init__(self, *, wide: bool = False) -> None:
        super().__init__()
        self._most = _MOST_WIDE if wide else _MOST
        self.message = ""  # what is said at the foot
        self.box = Vertical(classes="popup--box")
        self.head, self.foot = Row(inset=INSET), Row(inset=INSET)
        self.head.add_class("popup--head")
        self.foot.add_class("popup--foot")
        self._aside: tuple[Sequence[Part], Sequence[Part], Sequence[str]] = ((), (), ())

    def middle(self) -> Iterable[Widget]:
        """Return what stands between head and foot."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Set the middle between what it is and what is said."""
        with self.box:
            yield self.head
            yield from self.middle()
            yield self.foot

    def on_resize(self, event: events.Resize) -> None:
        """Fit into another screen."""
        self.fit(*event.size)

    def fit(self, width: int, height: int) -> None:
        """Take all of a small screen, the foot on its last row; of a larger one as much as is needed."""
        low, whole = height < _LOW, width < self._most + _BESIDE or height < _TALL
        self.set_class(low, "-low")
        self.set_class(whole, "-whole")
        around = _FRAME_LOW if low else _FRAME - whole
        if not whole:
            width, height = self._most, min(_MOST_ROWS, height - _OVER)
        rows = self.share_rows(width, height - around)
        self.box.styles.width = width
        self.box.styles.height = height if whole or rows is None else min(height, max(_LEAST, rows) + around)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close, once: when two keys typed at once ask for it, Textual would close the screen below too."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def share_rows(self, width: int, most: int) -> int | None:
        """Return how many of `most` rows the middle needs in a width; None: all of them."""
        return None

    def entitle(self, name: str, more: Sequence[Part] = (), *, hints: Sequence[str] = ()) -> None:
        """Say what is shown, what more there is to say of it, and what the keys do."""
        self.head.show([(f"{name}  ", "row--accent"), *more], hints=hints)

    def say(self, message: str, *, error: bool = False) -> None:
        """Show a sentence at the foot; an empty one gives the foot back to what stands there else."""
        self.message = message
        if message:
            self.post_message(self.Said(message, error=error))
        self._show_foot("! " * error + message if message else "", "row--warning" if error else "")

    def _show_foot(self, said: str, look: str) -> None:
        """Show what is said, in the row above too where one is too short; the middle keeps its rows."""
        width = self.foot.size.width - 2 * INSET
        first, *more = fold(said, width, 1 if self.has_class("-low") else 2) or [said]
        self.foot.set_class(bool(more), "-two")
        if said:
            self.foot.show([(first, look)], below=[(" ".join(more), look)])
        else:
            self._show_aside()

    def set_aside(
        self, left: Sequence[Part], right: Sequence[Part] = (), *, hints: Sequence[str] = ()
    ) -> None:
        """Let something stand at the foot while nothing is said; of some hints the first that fits."""
        self._aside = left, right, hints
        if not self.message:
            self._show_aside()

    def _show_aside(self) -> None:
        left, right, hints = self._aside
        self.foot.show(left, right, hints=hints)
