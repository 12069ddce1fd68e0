"""What stands where there is nothing: a sentence, and below it the keys that help."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.ui.widgets.painted import row_of, width_of

if TYPE_CHECKING:
    from reader.ui.widgets.painted import Part

_AIRY = 60  # cells of a width in which it stands in the middle
_GOLDEN = 3  # the middle that the eye takes for one is above the middle
_EDGE = 2  # cells before it where there is less


class Nothing(NamedTuple):
    """What is said, and keys with what each does; without a key that is said alone."""

    said: str
    keys: tuple[tuple[str, str], ...] = ()

    def parts(self, y: int, width: int, height: int) -> list[Part]:
        """Return a row of a place of some size: in the middle of it where there is room, else at its top."""
        rows = self._rows()
        wide = max(map(width_of, rows))
        airy = width >= _AIRY
        y -= max(0, (height - len(rows)) // _GOLDEN) if airy else 0
        left = (width - wide) // 2 if airy else _EDGE
        return row_of([(" " * left, ""), *rows[y]], width=width) if 0 <= y < len(rows) else []

    def _rows(self) -> list[list[Part]]:
        wide = max((len(key) + 2 for key, _ in self.keys if key), default=0)
        keys: list[list[Part]] = [
            [(f"{key:{wide}}", "row--key"), (does, "row--dim")] for key, does in self.keys
        ]
        return [[(self.said, "row--strong")], *[[]] * bool(keys), *keys]


LOOKING = Nothing("Looking…")
#: Of a list that is narrowed while one types.
NO_NAME = Nothing("Nothing is named so", (("esc", "shows all"),))
