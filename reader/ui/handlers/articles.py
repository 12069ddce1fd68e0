"""The commands of the article list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.text.ids import show_id
from reader.ui.prompts import asking
from reader.ui.prompts.asking_query import ask_query
from reader.ui.prompts.drafting import ask_note

if TYPE_CHECKING:
    from reader.model import Article
    from reader.ui.screens.main import MainScreen

ORDERS = {
    "a": "added",
    "r": "read",
    "t": "title",
    "s": "site",
    "p": "progress",
    "w": "words",
    "h": "highlights",
}


class ListCommands:
    """Going about in the list, and what is done to an article as a whole."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk, self.list = screen, screen.desk, screen.articles

    @property
    def selected(self) -> Article:
        """The article under the bar; ReaderError when the list is empty."""
        if self.list.selected is None:
            raise ReaderError("no article is selected")
        return self.list.selected

    def list_down(self) -> None:
        """Go to the next article."""
        self.list.move(1)

    def list_up(self) -> None:
        """Go to the article before."""
        self.list.move(-1)

    def list_page_down(self) -> None:
        """Go a page down."""
        self.list.page(1)

    def list_page_up(self) -> None:
        """Go a page up."""
        self.list.page(-1)

    def list_top(self) -> None:
        """Go to the first article."""
        self.list.top()

    def list_bottom(self) -> None:
        """Go to the last article."""
        self.list.bottom()

    def list_open(self) -> str:
        """Open the article and go to its text."""
        self.screen.travel.open(self.selected.id)
        if self.screen.message or self.screen.place != "text":  # there is something else to say
            return ""
        return self.screen.finder.take_up(self.screen.shelf.query)

    def list_query(self) -> None:
        """Show what matches a query, as it is typed."""
        shelf = self.screen.shelf
        before = shelf.text

        def given(text: str) -> None:
            shelf.show_query(text)
            self.screen.say(shelf.found() if text else "")

        hint = "words  #tag  status:inbox  site:name  has:note  added:7d  -not"
        ask_query(
            self.screen,
            "Show",
            before,
            hint,
            show=shelf.show_query,
            given=given,
            dropped=lambda: shelf.show_query(before),
        )

    def list_order(self) -> None:
        """Choose the order of the list."""

        def given(letter: str) -> None:
            self.screen.shelf.order_by(ORDERS[letter])

        now = list(ORDERS.values()).index(self.screen.shelf.order)
        choices = [asking.Choice(key, name) for key, name in ORDERS.items()]
        self.screen.prompts.ask(asking.ChoicePrompt("Order by", choices, chosen=now), given)

    def list_status(self) -> None:
        """Set the article's status."""
        self.screen.prompts.ask_status(self.selected.id)

    def list_tag(self) -> None:
        """Tag the article."""
        article = self.selected

        def given(chosen: asking.Tagged) -> None:
            kept = [t for t in article.tags if t not in chosen.remove]
            tags = (*kept, *(t for t in chosen.add if t not in kept))
            self.screen.shelf.change_article(article.id, tags=tags, seen=article)

        self.screen.prompts.ask(
            asking.TagPrompt(self.screen.prompts.tag_choices(), article.tags, "Tag the article"), given
        )

    def list_note(self) -> None:
        """Write a note on the article."""
        article = self.selected

        def given(text: str) -> None:
            if text != article.note:
                self.screen.shelf.change_article(article.id, note=text, seen=article)

        ask_note(self.screen.prompts, "Note on the article", given, key=show_id(article.id), old=article.note)

    def list_trash(self) -> str:
        """Put the article in the trash."""
        article = self.selected
        self.screen.shelf.trash(article)
        return f"“{article.title}” is in the trash · u brings it back"

    def list_add(self) -> None:
        """Add a file, a folder or an address."""

        def given(path: str) -> None:
            if path.strip():
                self.screen.shelf.add(path.strip())

        from reader.ui.prompts.path_completion import complete_path

        hint = "a file, a folder, or an address: https://… · tab completes"
        self.screen.prompts.ask(asking.QueryPrompt("Add", "", hint, complete_path), given)
