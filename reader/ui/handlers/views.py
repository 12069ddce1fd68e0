"""The commands of saved views: shown in the list and among all highlights, made, renamed and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui.prompts import asking

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model.saved_view import SavedView
    from reader.text.query_completion import Completion
    from reader.ui.screens.main import MainScreen


class ViewCommands:
    """Queries under names."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.library = screen, screen.desk.library

    def list_view(self, key: str) -> str:
        """Show the view of a digit in the list; once more all articles."""
        views = self.library.views()
        if int(key) > len(views):
            raise ReaderError(f"there is no view {key} · the palette saves a query as a view")
        view = views[int(key) - 1]
        if self.screen.shelf.text == view.query:
            self.screen.shelf.show_query("")
            return "all articles"
        return self.show(view)

    def show(self, view: SavedView) -> str:
        """Show what a view finds, where one is."""
        if self.screen.place == "collection":
            found = self.screen.collection.ask(view.query)
            self.screen.collection.look()
            return f"{view.name} · {found or self.screen.collection.why_none() or 'looking …'}"
        self.screen.shelf.show_query(view.query)
        return f"{view.name} · {self.screen.shelf.found()}"

    def list_views(self) -> None:
        """Show a view by its name."""
        self._choose("View", self._say_shown)

    def collection_views(self) -> None:
        """Show the passages of a view by its name."""
        self._choose("View", self._say_shown)

    def _say_shown(self, view: SavedView) -> None:
        self.screen.say(self.show(view))

    def save_view(self) -> None:
        """Keep the query of the list, or of all highlights, under a name."""
        query = self.screen.collection.text if self.screen.place == "collection" else self.screen.shelf.text
        if not query:
            raise ReaderError("there is no query to save · / in the list or in all highlights asks one")

        def given(name: str) -> None:
            view = self.library.save_view(name, query)
            self.screen.shelf.reload()
            self.screen.say(f"saved as {view.name} · u takes it back")

        self.screen.prompts.ask(asking.LinePrompt(f"Save {query} as", ""), given)

    def rename_view(self) -> None:
        """Give a view another name."""

        def rename(view: SavedView) -> None:
            def given(name: str) -> None:
                self.library.rename_view(view.name, name)
                self.screen.shelf.reload()
                self.screen.say(f"{view.name} is {name.strip()} now · u takes it back")

            self.screen.prompts.ask(asking.LinePrompt(f"Rename {view.name}", view.name), given)

        self._choose("Rename the view", rename)

    def delete_view(self) -> None:
        """Delete a view; what it shows stays."""

        def delete(view: SavedView) -> None:
            self.library.delete_view(view.name)
            self.screen.shelf.reload()
            self.screen.say(f"{view.name} is deleted · u brings it back")

        self._choose("Delete the view", delete)

    def _choose(self, title: str, then: Callable[[SavedView], None]) -> None:
        """Ask for a view by its name, or the beginning of one."""
        views = self.library.views()
        if not views:
            raise ReaderError("there is no view yet · the palette saves a query as one")

        def complete(line: str, at: int) -> Completion:
            from reader.text.query_completion import Completion

            return Completion(0, len(line), tuple(view.name for view in _fitting(views, line)))

        def given(line: str) -> None:
            fitting = _fitting(views, line)
            exact = [view for view in fitting if view.name.casefold() == line.strip().casefold()]
            if not line.strip() or not fitting:
                raise ReaderError(f"there is no view “{line.strip()}”")
            then((exact or fitting)[0])

        hint = " · ".join(view.name for view in views)
        self.screen.prompts.ask(asking.QueryPrompt(title, "", hint, complete, selected=False), given)


def _fitting(views: list[SavedView], line: str) -> list[SavedView]:
    """Return the views whose names begin with a text, then those that hold it."""
    sought = line.strip().casefold()
    begun = [view for view in views if view.name.casefold().startswith(sought)]
    return begun + [view for view in views if sought in view.name.casefold() and view not in begun]
