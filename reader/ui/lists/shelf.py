"""What the article list shows, and what is done to articles as a whole."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.model import ReaderError
from reader.ui.prompts.queries import nothing_matches, read_query

if TYPE_CHECKING:
    from reader.model import Article
    from reader.text.query import Query
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.article_list import ArticleList

OPENS = "enter opens an article · ? shows the keys"
_LONGEST = 200  # code points of a path that is said


class Shelf:
    """The list under one query and one order."""

    def __init__(self, screen: MainScreen, widget: ArticleList) -> None:
        self.screen, self.widget = screen, widget
        self.library = screen.desk.library
        self.text = ""
        self.query: Query | None = None
        self.order = "added"
        self.total = 0
        self.unfinished = False  # the library's index does not know all articles yet
        self._ordered = ""  # the last query that the person gave another order than by relevance

    @property
    def shown_order(self) -> str:
        """The order of the list: what is looked for by its words stands by relevance, until `o`."""
        if self.query is None or self.text == self._ordered:
            return self.order
        from reader.text.query_nodes import asks_words

        return "relevance" if asks_words(self.query) else self.order

    def _fetch(self, offset: int, limit: int) -> list[Article]:
        return self.library.page(self.query, order=self.shown_order, offset=offset, limit=limit)

    def load(self, *, keep: bool = True) -> None:
        """Show the list from its beginning.

        Under the bar stays the article that was there, else the open one, where they are in it; with
        `keep` false it is the first.
        """
        before = self.widget.selected
        kept = [before.id] if before else []
        kept += [self.widget.opened] if self.widget.opened is not None else []
        self.total = self.library.count(self.query)
        self.show_pace()
        self.widget.passages_key = self.screen.keymap.sign("all-highlights")
        self.widget.show(self._fetch, self.total, self._heading(), self.text, self.shown_order)
        self.screen.views.show(self.library.views(), self.text)
        self.screen.text.empty = OPENS if self.total else ""
        if keep:
            any(map(self.widget.select, kept))
        if self.widget.selected and self.widget.selected != before:
            self.widget.post_message(self.widget.Highlighted(self.widget.selected))

    def show_pace(self) -> None:
        """Tell the minutes as over the text."""
        if self.widget.pace != self.screen.desk.attention.told:
            self.widget.pace = self.screen.desk.attention.told
            self.widget.refresh()

    def _heading(self) -> str:
        """Say how many are in the inbox, or how far the library is read."""
        unread = self.library.unread()
        self.unfinished = unread is not None
        if unread:
            return f"reading {100 * unread[0] // unread[1]}%"
        counts = {status: self.library.count_of(status) for status in ("new", "inbox")}
        return " · ".join(f"{name} {count}" for name, count in counts.items() if count)

    def reload(self) -> None:
        """Take what changed in the library."""
        self.load()

    def show_query(self, text: str) -> None:
        """Show what matches. Raises Misread for a query that cannot be read; the last result stays."""
        query = read_query(text)
        self.text, self.query, self.total = text.strip(), query, self.library.count(query)
        self.load(keep=self.shown_order != "relevance")  # what fits best is meant, not what was there

    def found(self) -> str:
        """Say how many articles the query found, or why there are none."""
        return f"{self.total:,} match" if self.total else nothing_matches(self.library, self.query)

    def order_by(self, order: str) -> None:
        """Order the list by another column."""
        self.order, self._ordered = order, self.text
        self.load()
        self.screen.say(f"ordered by {order}")

    def change_article(self, article: int, **fields: Any) -> None:
        """Change fields of an article (those of `Library.change_article`)."""
        if fields:
            self.screen.desk.save_place()  # gives a new article another status; what is asked comes after it
            self.library.change_article(article, **fields)
            self.screen.desk.reload_if(article)
            self.reload()
            self.screen.say("kept")

    def trash(self, article: Article) -> None:
        """Put an article in the trash."""
        desk = self.screen.desk
        desk.save_place()
        self.library.trash(article.id)
        if desk.session and desk.session.article.id == article.id:
            desk.close()
        self.widget.move(1)
        if self.widget.selected and self.widget.selected.id == article.id:
            self.widget.move(-1)
        self.reload()
        self.screen.show_session()

    def add(self, path: str) -> None:
        """Add a file, a folder or an address, in the background. Raises ReaderError where there is none."""
        if "://" not in path:
            from reader.text.clean import clean_line

            file = Path(path).expanduser()
            if not os.path.lexists(file):
                raise ReaderError(f"there is no file or folder {clean_line(path, _LONGEST)}")
            path = str(file)
        self.screen.intake.start(path)
