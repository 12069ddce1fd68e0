"""Asking for a query, in the list and of passages: followed as it is typed, completed from what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.prompts import asking
from reader.ui.prompts.queries import Misread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.ui.reading.desk import Desk
    from reader.ui.screens.main import MainScreen

_NEWEST = 300  # articles whose sites, authors and languages are offered


def ask_query(
    screen: MainScreen,
    title: str,
    text: str,
    hint: str,
    *,
    show: Callable[[str], None],
    given: Callable[[str], None],
    dropped: Callable[[], None],
) -> None:
    """Ask for a query, beginning with one; `show` is told it as it is typed.

    `show` raises Misread for one that cannot be read, and keeps what it showed.
    """
    from reader.text.query_completion import complete

    words = _Words(screen.desk)

    def typed(line: str) -> str:
        try:
            show(line)
        except Misread as error:
            prompt = screen.prompts.open
            begun = isinstance(prompt, asking.QueryPrompt) and bool(prompt.offered)
            return "" if begun else str(error)  # what it may become is more use
        return ""

    prompt = asking.QueryPrompt(
        title, text, hint, lambda line, at: complete(line, at, words.tags, words.values), selected=True
    )
    screen.prompts.ask(prompt, given, changed=typed, dropped=dropped)


class _Words:
    """The names that may stand in a query, read when the first is begun."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tags: list[str] | None = None
        self._values: dict[str, list[str]] | None = None

    def tags(self) -> Sequence[str]:
        """Return the tags, those used last first."""
        if self._tags is None:
            library = self._desk.library
            self._tags = list(dict.fromkeys([*library.recent_tags(), *library.tag_counts()]))
        return self._tags

    def values(self, field: str) -> Sequence[str]:
        """Return names that a field has in the articles that were added last."""
        if self._values is None:
            newest = self._desk.library.page(limit=_NEWEST)
            session = self._desk.session
            people = [h.annotator for h in session.passages] if session else []
            found = {
                "site": [article.site for article in newest],
                "author": [author for article in newest for author in article.authors],
                "lang": [article.language for article in newest],
                "by": [self._desk.library.annotator, *people],
            }
            self._values = {name: sorted({*each} - {""}) for name, each in found.items()}
        return self._values.get(field, ())
