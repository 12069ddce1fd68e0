"""The commands that link one highlight to another, and follow such links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import LINK_KINDS, Link, ReaderError
from reader.text.words import first_words, quoted
from reader.ui.commands import sign
from reader.ui.keys.labels import labels
from reader.ui.pane.reshaping import the_own
from reader.ui.pane.target import for_passage
from reader.ui.prompts import asking
from reader.ui.reading.ties import told

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library.outcomes import Linked
    from reader.model import Highlight
    from reader.ui.screens.main import MainScreen

    #: What is done with a link; returns what to say.
    Follow = Callable[[Linked], str]

_OTHER = "o"
_MOST_QUOTE = 32  # code points
_MOST_CHOICES = 26  # one letter each


class RelatingCommands:
    """Links: begun on one highlight, made on another, of any article; followed from both ends."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk, self.library = screen, screen.desk, screen.desk.library

    def link(self, kind: str = "") -> str:
        """Begin a link at the highlight here, or let the one that was begun lead here.

        Where there is none, the unit is highlighted for it.
        """
        begun = self.desk.link_begun
        if begun is None:
            self.desk.link_begun = self._own(), kind
            keys = self.screen.keymap.keys["link"]
            key = sign(keys[0]) if keys else ":link"
            return f"go to the other passage · {key} there links to it · esc drops it"
        source, kind = begun[0], kind or begun[1]
        target = self._found()
        if target and target.id == source.id:
            raise ReaderError("the link begins here: go to another passage, or drop it with esc")
        if kind:
            return self._link(source, target or self._marked(), kind)
        self._ask_kind(source, target)
        return ""

    def _ask_kind(self, source: Highlight, target: Highlight | None) -> None:
        """Ask what a passage does to another, or to the unit here, which is not highlighted yet."""
        kinds = {kind[0]: kind for kind in LINK_KINDS}
        choices = [asking.Choice(key, kind) for key, kind in kinds.items()]
        choices.append(asking.Choice(_OTHER, "something else …"))

        def given(key: str) -> None:
            if key == _OTHER:
                hint = "is the cause of · is an example of · …"
                self.screen.prompts.ask(asking.LinePrompt("What it does", "", hint), typed)
            else:
                typed(kinds[key])

        def typed(kind: str) -> None:
            self.screen.say(self._link(source, target or self._marked(), kind))

        title = f"{_quoted(source.quote)} … {_quoted(target.quote if target else self._unit())}"
        self.screen.prompts.ask(asking.ChoicePrompt(title, choices), given)

    def _link(self, source: Highlight, target: Highlight, kind: str) -> str:
        self._show(self.library.link(source, target, kind))
        self.desk.link_begun = None
        return f"{_quoted(source.quote)} {' '.join(kind.split())} {_quoted(target.quote)} · u takes it back"

    def _show(self, highlight: Highlight) -> None:
        """Show a highlight whose links were changed, where it is the open article's."""
        self.desk.ties.forget()
        session = self.desk.opened
        if highlight.article == session.article.id:
            session.show(highlight)
        self.screen.collection.reload()

    def unlink(self) -> str:
        """Take one of the links of the highlight here away."""
        here = self._here()
        links = [link for link in self.library.links(here) if self._is_own(here, link)]
        if not links:
            raise ReaderError("no link of yours starts from this passage or leads to it")
        return self._choose("Take away which link?", links, lambda link: self._unlink(here, link))

    def _is_own(self, here: Highlight, link: Linked) -> bool:
        source = link.other if link.incoming else here
        return source is not None and source.annotator == self.library.annotator

    def _unlink(self, here: Highlight, link: Linked) -> str:
        source, target = (link.other, here.id) if link.incoming else (here, link.id)
        assert source
        self._show(self.library.unlink(source, Link(link.kind, target)))
        return f"no longer: {told(link)[2:]} · u takes it back"

    def follow_link(self) -> str:
        """Go to the other end of a link of the highlight here."""
        here = self._here()
        links = self.library.links(here)
        if not links:
            keys = self.screen.keymap.keys["link"]
            more = f" · {sign(keys[0])} begins one" if keys else ""
            raise ReaderError(f"no link starts from this passage or leads to it{more}")
        return self._choose("Follow which link?", links, lambda link: self._go(here, link))

    def _go(self, here: Highlight, link: Linked) -> str:
        other = link.other
        if other is None:
            raise ReaderError("the passage at the other end was deleted · X shows the trash")
        listed = self.screen.place == "collection"
        if listed:
            self.screen.collection.remember()
        self.screen.travel.open(other.article, other.start if other.attached else None, remember=not listed)
        session = self.desk.session
        there = session.passages.get(other.id) if session else None
        if session and there:
            session.pick(there, go=False)
        if not other.attached:
            return f"{quoted(other.quote)} has no place in its text now"
        return told(link._replace(id=here.id, other=here, incoming=not link.incoming))

    def _choose(self, title: str, links: list[Linked], do: Follow) -> str:
        """Do something with the only link, or with the one that is chosen."""
        if len(links) == 1:
            return do(links[0])
        keys = labels(min(len(links), _MOST_CHOICES))
        choices = [asking.Choice(key, told(link)) for key, link in zip(keys, links, strict=False)]
        self.screen.prompts.ask(
            asking.ChoicePrompt(title, choices), lambda key: self.screen.say(do(links[keys.index(key)]))
        )
        return ""

    def _own(self) -> Highlight:
        """Return the own highlight here, made where there is none."""
        return the_own(self.desk.opened, self.library.annotator) if self._found() else self._marked()

    def _marked(self) -> Highlight:
        """Highlight the unit, or the selection."""
        session = self.desk.opened
        self.desk.marking.highlight(session)
        assert session.picked
        return session.picked

    def _unit(self) -> str:
        session = self.desk.opened
        return session.view.text[slice(*self.desk.marking.target(session)[:2])]

    def _here(self) -> Highlight:
        """Return the highlight here, anyone's; ReaderError when there is none."""
        if found := self._found():
            return found
        raise ReaderError("there is no highlight here")

    def _found(self) -> Highlight | None:
        """Return the highlight here, anyone's."""
        session = self.desk.opened
        if session.picked:
            return session.picked
        target = for_passage(session, self.library.annotator, or_unit=False)
        if target and target.highlight:
            return target.highlight
        here = session.passages.at(session.caret) if not session.selection else ()
        return here[0] if here else None


def _quoted(quote: str) -> str:
    return quoted(first_words(quote, _MOST_QUOTE))
