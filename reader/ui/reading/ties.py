"""The links of highlights as cards show them, looked up once. Knows no toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.words import first_words, quoted

if TYPE_CHECKING:
    from reader.library import Library
    from reader.library.outcomes import Linked
    from reader.model import Highlight
    from reader.ui.pane.passages import Passages

_MOST_QUOTE = 60  # code points
_KEPT = 4000  # passages of other articles whose links are known


class Ties:
    """What links start from passages and lead to them; of the open article's it is known which have any."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.version = 0  # grows whenever links were changed
        self._targets: set[int] = set()  # of the open article's passages those that links lead to
        self._of: tuple[object, ...] = ()  # the passages that this is known of
        self._known: dict[int, list[Linked]] = {}
        self._elsewhere: dict[int, tuple[str, ...]] = {}

    def forget(self) -> None:
        """Look everything up again, for links were changed."""
        self.version += 1
        self._of, self._known, self._elsewhere = (), {}, {}

    def differ(self, old: Highlight | None, new: Highlight | None) -> bool:
        """Tell whether links may be others, now that a passage was changed, taken away or brought back."""
        if old and new:
            return old.links != new.links
        return old is None or bool(old.links) or old.id in self._targets

    def follow(self, passages: Passages) -> None:
        """Learn which of the open article's passages have links; they were opened, or changed."""
        if self._of[:1] != (passages,):
            self._targets = self._library.linked(highlight.id for highlight in passages)
        if self._of != (passages, passages.version):
            self._of, self._known, self._elsewhere = (passages, passages.version), {}, {}

    def of(self, highlight: Highlight) -> list[Linked]:
        """Return the links of one of the open article's passages."""
        if not highlight.links and highlight.id not in self._targets:
            return []
        if highlight.id not in self._known:
            self._known[highlight.id] = self._library.links(highlight)
        return self._known[highlight.id]

    def words(self, highlight: Highlight) -> tuple[str, ...]:
        """Return a line for each link of one of the open article's passages."""
        return tuple(map(told, self.of(highlight)))

    def words_anywhere(self, highlight: Highlight) -> tuple[str, ...]:
        """Return a line for each link of a passage of any article."""
        if highlight.id not in self._elsewhere:
            if len(self._elsewhere) >= _KEPT:
                self._elsewhere.clear()
            self._elsewhere[highlight.id] = tuple(map(told, self._library.links(highlight)))
        return self._elsewhere[highlight.id]


def told(link: Linked) -> str:
    """Tell of a link in a line: `→ supports “the other passage”`."""
    arrow = "←" if link.incoming else "→"
    quote = quoted(first_words(link.other.quote, _MOST_QUOTE)) if link.other else "a passage that was deleted"
    return f"{arrow} {link.words} {quote}"
