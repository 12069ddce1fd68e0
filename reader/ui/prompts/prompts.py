"""Asking: one prompt at a time at the foot of the screen, and what its answer is given to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.model import STATUSES, ReaderError
from reader.ui.commands import BY_ID, sign
from reader.ui.keys.labels import labels
from reader.ui.prompts import asking
from reader.ui.prompts.queries import Misread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.containers import Container

    from reader.ui.handlers.links import Offer
    from reader.ui.pane.session import Session
    from reader.ui.prompts.tag_choice import TagChoices
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.prompt import Prompt


class Prompts:
    """The place of the prompts. The text keeps its own place while one is open."""

    def __init__(self, screen: MainScreen, container: Container) -> None:
        self.screen, self.container = screen, container
        self.open: Prompt | None = None
        self._given: Callable[[Any], None] | None = None
        self._changed: Callable[[str], str] | None = None
        self._dropped: Callable[[], None] | None = None
        self._top: int | None = None
        self._afterwards: Callable[[], None] | None = None

    def afterwards(self, then: Callable[[], None]) -> None:
        """Have `then` called once, when what is asked now, and what that asks, is answered or left."""
        self._afterwards = then

    def _come_back(self) -> None:
        """Call what waits for the end of all prompts, if this is it."""
        then = self._afterwards
        if self.open is None and then:
            self._afterwards = None
            then()

    def ask(
        self,
        prompt: Prompt,
        given: Callable[[Any], None],
        *,
        changed: Callable[[str], str] | None = None,
        dropped: Callable[[], None] | None = None,
    ) -> None:
        """Show a prompt: `given` takes its answer, `changed` its text as it is typed, returning an error."""
        if self.open:
            self.open.remove()
        session = self.screen.desk.session
        self._top = session.view.top if session else None
        self.open, self._given, self._changed, self._dropped = prompt, given, changed, dropped
        self.screen.text.locked = True
        self.container.mount(prompt)
        prompt.focus()
        self.screen.show_status()

    def hold(self) -> None:
        """Give the keys to the open prompt, whatever the mouse or a change of size did to the focus."""
        if self.open and not self.open.has_keys:
            self.open.focus()

    def changed(self, text: str) -> None:
        """Pass on what is being typed, and show what is wrong with it; what was wrong before is past."""
        if self.open:
            self.open.error(self._changed(text) if self._changed else "")

    def done(self, answer: object) -> None:
        """Close the prompt and give its answer on; an answer that is refused leaves it open."""
        prompt, given, changed, dropped = self.open, self._given, self._changed, self._dropped
        if prompt is None or given is None:
            return
        self._close()
        try:
            given(answer)
        except ReaderError as error:
            if prompt.keeps_text and self.open is None:
                prompt = prompt.again()
                self.ask(prompt, given, changed=changed, dropped=dropped)
            if isinstance(self.open, asking.LinePrompt):
                self.open.error(str(error))  # beside the line, and gone with it
                if isinstance(error, Misread):
                    signs = self.open.text[error.column :] == "#"  # a tag's name goes behind its sign
                    self.open.begin_at(error.column + signs)
            else:
                self.screen.refuse(error)
        self._come_back()
        self.screen.show_session()

    def cancel(self) -> None:
        """Close the prompt; nothing is written."""
        dropped = self._dropped
        if self.open is None:
            return
        self._close()
        if dropped:
            dropped()
        self._come_back()
        self.screen.show_session()

    def keep(self) -> bool:
        """Keep a note that is being typed; False when it was refused, and stands there still.

        What was changed in a form is kept as a draft, and offered when the form is opened again.
        """
        if self.open is None:
            return True
        if isinstance(self.open, asking.NotePrompt):
            self.done(self.open.text)
        elif isinstance(self.open, asking.FormPrompt):
            self.open.keep_draft()
        return not isinstance(self.open, asking.NotePrompt)

    def keep_draft(self) -> None:
        """Keep what is being typed, to be offered again."""
        if isinstance(self.open, asking.NotePrompt | asking.FormPrompt):
            self.open.keep_draft()

    def _close(self) -> None:
        assert self.open
        self.open.remove()
        self.screen.text.locked = False
        self.open = self._given = self._changed = self._dropped = None
        session = self.screen.desk.session
        if session and self._top is not None:
            session.view.top = self._top
            self.screen.desk.attention.aside(session)
        self.screen.panes.focus(self.screen.place)

    # -- the questions that several commands ask

    def tag_choices(self) -> TagChoices:
        """Return the tags to choose from, as the library has them now."""
        from reader.ui.prompts.tag_choice import TagChoices

        library = self.screen.desk.library
        return TagChoices(library.codebook, library.recent_tags(), library.tag_counts())

    def ask_label(
        self, session: Session, title: str, places: Sequence[int], given: Callable[[int], None]
    ) -> None:
        """Write a label on each of some places of the text; `given` takes the number of the one typed."""
        names = labels(len(places))
        session.scene.labels = dict(zip(places, names, strict=False))

        def clear() -> None:
            session.scene.labels = {}

        def taken(label: str) -> None:
            clear()
            given(names.index(label))

        self.ask(asking.LabelPrompt(title, names), taken, dropped=clear)

    def ask_status(self, article: int) -> None:
        """Ask for an article's status."""

        def given(letter: str) -> None:
            status = next(name for name, key in STATUSES.items() if key == letter)
            self.screen.shelf.change_article(article, status=status)
            self.screen.say(f"status: {status}")

        now = list(STATUSES).index(self.screen.desk.library.article(article).status)
        choices = [asking.Choice(key, name) for name, key in STATUSES.items()]
        self.ask(asking.ChoicePrompt("Status", choices, chosen=now), given)

    def ask_menu(self, reasons: dict[str, str], first: Sequence[Offer] = ()) -> None:
        """Ask which of some commands to run; each has the reason why it cannot be run now, or nothing.

        What is here, as a link, has offers of its own, which come `first`.
        """
        keys = self.screen.keymap.keys
        by_key = {keys[i][0]: i for i in reasons if keys[i]}
        offered = {choice.key: do for choice, do in first}

        def given(key: str) -> None:
            if key in offered:
                offered[key]()
            else:
                self.screen.run(next(i for k, i in by_key.items() if sign(k) == key))

        choices = [choice for choice, _ in first]
        choices += [asking.Choice(sign(key), BY_ID[i].title, reason=reasons[i]) for key, i in by_key.items()]
        self.ask(asking.ChoicePrompt("Here", choices), given)
