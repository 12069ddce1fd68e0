"""The headings of the text as a tree, found by typing; enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from reader.ui.screens.seeking import SeekingPopup
from reader.ui.widgets.outline_list import OutlineList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from reader.text.outline import Outline


class OutlineScreen(SeekingPopup[int | None]):
    """Shows an outline. The result is the offset to go to, or None."""

    MODE: ClassVar[str] = "OUTLINE"
    does = "enter goes there"

    def __init__(self, outline: Outline, offset: int) -> None:
        super().__init__()
        self._list = OutlineList(outline, outline.at(offset))

    @property
    def found(self) -> OutlineList:
        """The entries shown."""
        return self._list

    def middle(self) -> Iterable[Widget]:
        """Return the entries."""
        return (self._list,)

    def share_rows(self, width: int, most: int) -> int:
        """Take as many rows as there are entries, also while fewer are found: nothing moves."""
        return len(self._list.outline)

    def tell(self) -> None:
        """Say what is listed."""
        named = "Outline" if self._list.outline.has_headings else "No headings: paragraphs"
        self.entitle_found(named, f"{self._list.count:,}")

    def seek(self, text: str) -> None:
        """Show the entries that match."""
        self._list.show_entries(self._list.outline.matches(text), as_tree=not text.strip())

    def take(self) -> None:
        """Go to the chosen entry."""
        if self._list.entry is not None:
            self.dismiss(self._list.outline.starts[self._list.entry])

    def on_lines_clicked(self) -> None:
        """Go to what is clicked."""
        self.take()
