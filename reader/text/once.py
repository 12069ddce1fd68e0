"""Whether a long piece of text stands only once in a text, asked for many pieces of a text of any length."""

from __future__ import annotations

_SIZE = 64  # code points of a block
_MOST = 64  # places of a block that are known; of one that stands more often no more is told
#: Pieces from this length on hold a whole block, wherever they stand.
SHORTEST = 2 * _SIZE - 1


class Once:
    """The blocks that a text is cut into, by their words: a piece that stands anywhere covers one of them.

    To look for a piece takes as many look-ups as a block has code points; to search the text each time would
    take as long as the text is.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, list[int]] = {}
        for at in range(0, len(text) - _SIZE + 1, _SIZE):
            places = self._places.setdefault(text[at : at + _SIZE], [])
            if len(places) <= _MOST:
                places.append(at)

    def only_at(self, piece: str, place: int) -> bool | None:
        """Tell whether a piece (SHORTEST or longer) stands at a place and nowhere else; None: not known."""
        text = self._text
        if not text.startswith(piece, place):
            return False
        for before in range(_SIZE):
            places = self._places.get(piece[before : before + _SIZE], ())
            if len(places) > _MOST:
                return None
            others = (at - before for at in places if at >= before and at - before != place)
            if any(text.startswith(piece, other) for other in others):
                return False
        return True
