"""How one begins: a greeting where the library is empty, the sample articles, the tutorial."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.model import ReaderError
from reader.ui.prompts import asking

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

#: By key: the command, what it is called here, and what comes of it. Those with a key of their own keep it.
_OFFERS = {
    "t": ("tutorial", "learn it in three minutes", "a page to mark; it sees what you do"),
    "s": ("samples", "add the sample articles", "news, essays, a book: to try things on"),
    "+": ("list-add", "add something of yours", "a file, a folder or an address"),
    "?": ("help", "see the keys", "those that count here, found by typing"),
    "q": ("quit", "quit", "the library stays empty"),
}
_PACKAGE = Path(__file__).resolve().parents[2]


class BeginningCommands:
    """Tutorial and samples; both are found in the palette later."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen

    def tutorial(self) -> str:
        """Open the tutorial, added to the library where it is not there yet; a finished one begins again."""
        from reader.ui.learning.tutorial import imported

        added = self.screen.desk.library.add(imported())
        tutorial = self.screen.teaching.tutorial
        begins = added.status == "added" or tutorial.is_done
        self.screen.shelf.reload()
        self.screen.travel.open(added.article.id, 0 if begins else None)
        self.screen.panes.focus("text")
        if begins:
            tutorial.begin()
            return "the tutorial · what to do stands in the line above"
        return "the tutorial, where you left it · what to do stands in the line above"

    def samples(self) -> None:
        """Add the sample articles. Raises ReaderError where they are not installed."""
        places = [above / "sample_articles" for above in (_PACKAGE, _PACKAGE.parent)]
        folder = next(filter(Path.is_dir, places), None)
        if folder is None:
            raise ReaderError("the sample articles are not installed here")
        self.screen.shelf.add(str(folder))

    def greet(self) -> None:
        """Welcome a person whose library is empty, with what there is to do."""
        choices = [asking.Choice(key, label, about=about) for key, (_, label, about) in _OFFERS.items()]
        prompt = asking.ChoicePrompt("Welcome to reader. What first?", choices)
        self.screen.prompts.ask(prompt, lambda key: self.screen.run(_OFFERS[key][0]))
