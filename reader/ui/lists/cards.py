"""Cards that are made when they are looked at, for of a long list few are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from reader.ui.widgets.card import Card

if TYPE_CHECKING:
    from collections.abc import Callable


class Cards(Sequence[Card]):
    """As many cards as `count` says, each made by `make` from its number."""

    def __init__(self, count: Callable[[], int], make: Callable[[int], Card]) -> None:
        self._count, self._make = count, make

    def __len__(self) -> int:
        return self._count()

    @overload
    def __getitem__(self, index: int) -> Card: ...
    @overload
    def __getitem__(self, index: slice) -> list[Card]: ...
    def __getitem__(self, index: int | slice) -> Card | list[Card]:
        if isinstance(index, slice):
            return [self._make(at) for at in range(*index.indices(len(self)))]
        return self._make(index)
