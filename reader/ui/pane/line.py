"""A row of the pane as it is put together: texts and style numbers from left to right."""

from __future__ import annotations

from reader.text.cells import cells, clip, clusters
from reader.ui.pane import styles

Parts = list[tuple[str, int]]


class Line:
    """Parts that grow to the right; parts of one style are joined."""

    def __init__(self) -> None:
        self.parts: Parts = []
        self.width = 0

    def add(self, text: str, style: int, width: int | None = None) -> None:
        """Append text; `width` is its cells, where they are known."""
        if not text:
            return
        self.width += cells(text) if width is None else width
        if self.parts and self.parts[-1][1] == style:
            self.parts[-1] = (self.parts[-1][0] + text, style)
        else:
            self.parts.append((text, style))

    def begin(self, other: Line) -> None:
        """Take what another has, which stays as it is."""
        self.parts, self.width = list(other.parts), other.width

    def pad(self, width: int) -> None:
        """Cut what hangs over `width` cells, at a cluster, and fill up to it with blanks."""
        while self.width > width:
            text, style = self.parts.pop()
            self.width -= cells(text)
            self.add(clip(text, width - self.width, ""), style)
        if self.width < width:
            self.add(" " * (width - self.width), styles.BLANK, width - self.width)

    def dim(self) -> None:
        """Let all parts step back."""
        self.parts = [(text, styles.dimmed(style)) for text, style in self.parts]

    def write(self, column: int, text: str, style: int) -> None:
        """Write over what stands at a column; a wide character that is cut leaves a blank."""
        before = [(cluster, width, look) for part, look in self.parts for cluster, width in clusters(part)]
        self.parts, self.width = [], 0
        at, end, written = 0, column + cells(text), False
        for cluster, width, look in before:
            if at >= column and not written:
                self.add(" " * (column - self.width), look)
                self.add(text, style)
                written = True
            if at + width <= column:
                self.add(cluster, look, width)
            elif at >= end:
                self.add(" " * (at - self.width), look)
                self.add(cluster, look, width)
            at += width
        if not written:
            self.add(" " * (column - self.width), styles.BLANK)
            self.add(text, style)
