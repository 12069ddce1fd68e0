"""Asks for a query, or a path; tab completes the word that is being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reader.ui.widgets.clicked_key import HINT, KEY
from reader.ui.widgets.line_prompt import LinePrompt

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widgets import Input

    from reader.text.query_completion import Completion
    from reader.ui.widgets.painted import Part

_MOST = 12  # choices shown


class QueryPrompt(LinePrompt):
    """A line that tells its text as it is typed; under it stands what the word may become.

    `tab` takes the first, and each `tab` after it the next; `shift+tab` goes back. Where there is but one,
    `tab` then looks what may stand behind it.
    """

    hints_beside: ClassVar[bool] = False

    def __init__(
        self,
        title: str,
        text: str,
        hint: str,
        complete: Callable[[str, int], Completion],
        *,
        selected: bool = False,
    ) -> None:
        super().__init__(title, text, hint, live=True, selected=selected)
        self._complete = complete
        self._offer: Completion | None = None
        self._taken = -1  # which of the texts stands in the line
        self._own = ""  # the line as `tab` made it

    @property
    def offered(self) -> tuple[str, ...]:
        """What the word may become."""
        return self._offer.texts if self._offer else ()

    def again(self) -> QueryPrompt:
        """Return a new prompt with the same text."""
        return QueryPrompt(self.title, self.text, self._hint, self._complete, selected=False)

    def press(self, key: str) -> bool:
        """Complete the word with `tab`."""
        if key in ("tab", "shift+tab"):
            self._take(1 if key == "tab" else -1)
            return True
        return super().press(key)

    def _take(self, step: int) -> None:
        if self._offer is None or (self._taken == 0 and len(self._offer.texts) == 1):
            self._look()
        offer, line = self._offer, self._field.value
        if offer is None or not offer.texts:
            return
        stands = offer.end - offer.start if self._taken < 0 else len(offer.texts[self._taken])
        first = 0 if step > 0 else -1
        self._taken = (first if self._taken < 0 else self._taken + step) % len(offer.texts)
        text = offer.texts[self._taken]
        self._own = self._field.value = f"{line[: offer.start]}{text}{line[offer.start + stands :]}"
        self._field.cursor_position = offer.start + len(text)
        self._tell()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the text as it is typed, and look for what the word may become."""
        if event.value != self._own:
            self._look()
        super().on_input_changed(event)

    def _look(self) -> None:
        self._offer = self._complete(self._field.value, self._field.cursor_position)
        self._taken, self._own = -1, ""
        self._tell()

    def _tell(self) -> None:
        parts: list[Part] = []
        for number, text in enumerate(self.offered[:_MOST]):
            parts += [(text, "row--key" if number == max(0, self._taken) else "row--dim"), ("  ", "")]
        told = [("tab ", KEY), *parts] if parts else [(self._hint, "row--faint")]
        self._under.show(told, [("esc leaves", HINT)])
