"""How the highlights of annotators are shown: in which colour, and whether at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model import Codebook, Highlight
    from reader.model.annotator import Annotator


class Shown:
    """What a person chose for annotators; without a choice all are shown as their tags are."""

    def __init__(self, annotators: Sequence[Annotator] = ()) -> None:
        self._colours = {each.name: each.colour for each in annotators if each.colour}
        self.hidden = frozenset(each.name for each in annotators if each.hidden)

    def alike(self, other: Shown) -> bool:
        """Tell whether another shows all highlights as this one does."""
        return self._colours == other._colours and self.hidden == other.hidden

    def shows(self, highlight: Highlight) -> bool:
        """Tell whether a highlight is shown."""
        return highlight.annotator not in self.hidden

    def among(self, highlights: Iterable[Highlight]) -> list[Highlight]:
        """Return those of some highlights that are shown."""
        return list(filter(self.shows, highlights) if self.hidden else highlights)

    def colour_of(self, highlight: Highlight, codebook: Codebook) -> str:
        """Return the colour that a highlight is seen in: its annotator's, its own, its first tag's."""
        chosen = self._colours.get(highlight.annotator)
        return chosen or highlight.colour or codebook.colour_of(highlight.tags)


ALL = Shown()
