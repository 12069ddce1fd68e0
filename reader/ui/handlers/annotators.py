"""The command that says how the highlights of annotators are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import COLOURS
from reader.model.annotator import Annotator
from reader.ui.prompts import asking

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_TURN, _NONE = "h", "n"


class AnnotatorCommands:
    """Shows or hides the highlights of an annotator, or gives all of them one colour."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk, self.library = screen, screen.desk, screen.desk.library

    def annotators(self) -> None:
        """Choose an annotator, and how their highlights are shown."""
        known = self._known()
        by_letter = dict(zip(_LETTERS, known.values(), strict=False))
        choices = [
            asking.Choice(letter, self._told(each), each.colour, "") for letter, each in by_letter.items()
        ]
        self.screen.prompts.ask(
            asking.ChoicePrompt("Highlights of", choices), lambda letter: self._ask(by_letter[letter])
        )

    def _known(self) -> dict[str, Annotator]:
        """Return oneself, then those who marked what is open, then those with a choice of their own."""
        chosen = {each.name: each for each in self.library.annotators()}
        names = [self.library.annotator]
        if self.desk.session:
            names += [h.annotator for h in self.library.highlights_of(self.desk.session.article.id)]
        names += [item.highlight.annotator for item in self.screen.collection.items]
        return {name: chosen.get(name) or Annotator(name) for name in [*names, *chosen] if name}

    def _told(self, annotator: Annotator) -> str:
        own = " (you)" if annotator.name == self.library.annotator else ""
        return f"{annotator.name}{own}{' · hidden' if annotator.hidden else ''}"

    def _ask(self, annotator: Annotator) -> None:
        own = annotator.name == self.library.annotator
        turn = "show them" if annotator.hidden else "hide them"
        letters = {letter: name for name, letter in COLOURS.items()}
        choices = [
            asking.Choice(_TURN, turn, reason="your own stay in sight" if own else ""),
            *(asking.Choice(letter, name, name) for letter, name in letters.items()),
            asking.Choice(_NONE, "the colours of their tags"),
        ]

        def given(key: str) -> None:
            if key == _TURN:
                self._keep(annotator._replace(hidden=not annotator.hidden))
            else:
                self._keep(annotator._replace(colour=letters.get(key, "")))

        self.screen.prompts.ask(asking.ChoicePrompt(f"Highlights of {annotator.name}", choices), given)

    def _keep(self, annotator: Annotator) -> None:
        self.library.show_annotator(annotator)
        self.desk.reload()
        self.screen.collection.renew()
        if annotator.hidden:
            said = f"{annotator.name}'s highlights are hidden"
        else:
            said = f"{annotator.name}'s highlights in {annotator.colour or 'the colours of their tags'}"
        self.screen.say(f"{said} · u takes it back")
