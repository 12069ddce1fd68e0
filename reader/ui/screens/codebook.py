"""The codebook over the screen: the tree of tags, the chosen one beside it (below, where it is narrow)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Container

from reader.model import ReaderError
from reader.text.words import quoted
from reader.ui.commands import BY_ID
from reader.ui.lists.codebook_tree import tree
from reader.ui.screens.popup import Popup
from reader.ui.widgets.codebook_panes import About, Named, TagCard, TagTree

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

    from textual import events
    from textual.message import Message
    from textual.widget import Widget

    from reader.library import Library
    from reader.library.outcomes import Undone
    from reader.model import Highlight, Tag
    from reader.ui.commands import Command
    from reader.ui.lists.codebook_tree import Node
    from reader.ui.screens.main import MainScreen
    from reader.ui.widgets.line_prompt import LinePrompt
    from reader.ui.widgets.painted import Part
    from reader.ui.widgets.prompt import Prompt

_HINTS = (
    "enter passages · e edit · m merge · s split · n rename · > move · x delete · ? keys · esc closes",
    "enter passages · e edit · m merge · s split · x delete · + new · ? keys · esc closes",
    "enter passages · e edit · m merge · x delete · ? keys · esc closes",
    "enter passages · e edit · + new · ? keys · esc closes",
    "enter passages · e edit · ? keys · esc closes",
    "? keys · esc closes",
    "esc closes",
)
_WIDE = 100  # columns from which the two stand side by side
_CLOSE = ("escape", "quit-step", "codebook", "back")
_BESIDE = 5
_LEAST = 28  # rows that are taken where they are: a tag is told of and changed in them
_EXAMPLES = 3
_ROOMY = 22  # rows from which a form stands whole under the tags


class CodebookScreen(Popup[None]):
    """Shows the tags; what the keys do to the chosen one is in `CodebookCommands`."""

    MODE: ClassVar[str] = "CODEBOOK"

    DEFAULT_CSS = """
    CodebookScreen {
        & #codebook-panes { layout: vertical; height: 1fr; }
        & #codebook-panes TagCard { height: 40%; margin-top: 1; }
        & #codebook-panes.-wide { layout: horizontal; }
        & #codebook-panes.-wide TagTree { width: 2fr; max-width: 48; }
        & #codebook-panes.-wide TagCard { margin-top: 0; height: 1fr; width: 3fr; }
        & #codebook-prompt { height: auto; & > Prompt { margin-top: 1; padding: 0 2; } }
    }
    """

    def __init__(self, main: MainScreen) -> None:
        super().__init__(wide=True)
        self.main, self.library = main, main.desk.library
        self.tags, self.card = TagTree(), TagCard()
        self.prompt: Prompt | None = None
        self.filter = ""
        self._most_rows = _LEAST
        self._given: Callable[[Any], None] | None = None
        self._changed: Callable[[str], None] | None = None
        self._panes = Container(self.tags, self.card, id="codebook-panes")
        self._holder = Container(id="codebook-prompt")

    def middle(self) -> Iterable[Widget]:
        """Return the tree and the card, and the place of a prompt."""
        return self._panes, self._holder

    def on_mount(self) -> None:
        """Show the tags, and what others make of them."""
        self.load()
        self.main.idle.also = self._look

    def on_unmount(self) -> None:
        """Look no more."""
        if self.main.idle.also == self._look:  # not one that was opened meanwhile
            self.main.idle.also = None

    def share_rows(self, width: int, most: int) -> int:
        """Set the two halves side by side where there is room; leave some for what is told and asked."""
        self.card.display = bool(self.tags.nodes)  # without a tag nothing is to be told
        self._panes.set_class(width >= _WIDE and self.card.display, "-wide")
        self._most_rows = max(self._most_rows, len(self.tags.nodes))
        return self._most_rows

    # -- what is shown

    @property
    def node(self) -> Node:
        """The chosen tag; ReaderError when there is none."""
        if self.tags.node is None:
            raise ReaderError("there is no tag here; + makes one")
        return self.tags.node

    def say(self, message: str, *, error: bool = False) -> None:
        """Show a sentence at the foot, with the person's own keys."""
        super().say(self.main.keymap.told(message), error=error)

    def load(self, name: str = "") -> None:
        """Take the tags as the library has them now; choose the one of a name."""
        self.tags.show_tags(self._fitting(), flat=bool(self.filter), name=name)
        self.fit(*self.size)
        self._tell()

    def _fitting(self) -> list[Node]:
        nodes = tree(self.library.codebook, self.library.tag_counts())
        words = self.filter.casefold().split()
        return [node for node in nodes if all(word in node.tag.name.casefold() for word in words)]

    def _look(self) -> None:
        """Show what others changed, while nothing is asked."""
        if self.prompt is None:
            with suppress(ReaderError):  # of the disk, which the main screen says
                if self._fitting() != self.tags.nodes:
                    self.load()

    def _tell(self) -> None:
        """Say how many tags are shown, and what can be done."""
        count = len(self.tags.nodes)
        told = f"{count:,} tag{'s' * (count != 1)}" + (f"  /{self.filter}" if self.filter else "")
        self.entitle("Codebook", [(told, "row--dim")], hints=_HINTS if count else _HINTS[-2:])

    def find(self, text: str) -> None:
        """Show only the tags whose names hold every word of a text."""
        self.filter = text.strip()
        self.load()

    def on_tag_tree_moved(self) -> None:
        """Tell of the chosen tag."""
        if self.prompt is None or self._changed:
            node = self.tags.node
            self.card.show(
                _about(node, self.library, self.main.suggesting.rate_words(node.tag.name))
                if node
                else About()
            )

    # -- asking

    def ask(
        self, prompt: Prompt, given: Callable[[Any], None], changed: Callable[[str], None] | None = None
    ) -> None:
        """Show a prompt; `given` takes its answer, `changed` its text as it is typed."""
        if self.prompt:
            self.prompt.remove()
        self.prompt, self._given, self._changed = prompt, given, changed
        prompt.roomy = self.size.height >= _ROOMY
        self._holder.mount(prompt)
        prompt.focus()

    def close_prompt(self) -> None:
        """Put the prompt away; the keys are the tree's again."""
        if self.prompt:
            self.prompt.remove()
        self.prompt = self._given = self._changed = None
        self.set_focus(None)
        self.on_tag_tree_moved()

    def on_prompt_done(self, message: Prompt.Done) -> None:
        """Give the answer on; what is refused is asked again, where something was typed."""
        message.stop()
        prompt, given, changed = self.prompt, self._given, self._changed
        if prompt is None or given is None:
            return
        self.close_prompt()
        try:
            given(message.result)
        except ReaderError as error:
            self.say(str(error), error=True)
            if prompt.keeps_text and self.prompt is None:
                self.ask(prompt.again(), given, changed)

    def on_prompt_cancelled(self, message: Message) -> None:
        """Put the prompt away; nothing is written."""
        message.stop()
        if self._changed:
            self._changed("")
        self.close_prompt()
        self.say("")

    def on_line_prompt_changed(self, message: LinePrompt.Changed) -> None:
        """Follow what is being typed."""
        message.stop()
        if self._changed:
            self._changed(message.text)

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """Run the command of a key; while something is asked, the keys are the prompt's."""
        if self.prompt:
            if not self.prompt.has_keys:  # the mouse, or a change of size, took them away
                self.prompt.focus()
                self.prompt.on_key(event)
            return
        event.stop()
        event.prevent_default()
        command = self.main.keymap.find("codebook", event.key)
        if command:
            self.run(command.id, event.key)

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands, with the keys that they have now."""
        return self.main.keymap.commands

    def run(self, command: str, key: str = "") -> None:
        """Run a command by its id; one that is not of the codebook closes it first."""
        self.say("")
        if command in _CLOSE:
            if self.filter and command == "escape":
                self.find("")
            else:
                self.dismiss(None)
        elif command == "help":
            self._help()
        elif command in ("palette", "quit", "suspend") or BY_ID[command].place == "codebook":
            self.main.run(command, key)
        elif command in ("undo", "redo"):
            self._walk(redo=command == "redo")
        else:
            self.dismiss(None)
            self.main.run(command, key)

    def _walk(self, *, redo: bool) -> None:
        """Take the last step back, or do it again; one in many articles piece by piece."""
        from reader.ui.handlers.pieces import in_pieces

        step = self.library.next_redo() if redo else self.library.next_undo()
        turned: list[Undone | None] = []

        def work() -> Generator[tuple[int, int]]:
            turned.append((yield from self.library.turning(redo=redo)))

        def done() -> None:
            said = f"{'done again' if redo else 'took back'}: {step.words}" if step else "there is nothing"
            remark = turned[0].remark if turned and turned[0] else ""
            self.load()
            self.say(f"{said} · but {remark}" if remark else said)

        try:
            in_pieces(self, step.words if step else "", work(), done)
        except ReaderError as error:
            self.load()
            self.say(str(error), error=True)

    def _help(self) -> None:
        from reader.ui.screens.help import HelpScreen

        def chosen(command: str | None) -> None:
            if command:
                self.run(command)

        self.app.push_screen(HelpScreen("codebook", self.main.keymap.commands), chosen)


def _about(node: Node, library: Library, suggested: str) -> About:
    """Tell of a tag: its definition, its rules, what stands beside it, its examples."""
    tag = node.tag
    head = ((f"#{tag.name}", "row--strong"),)
    marked = f"{node.count:,} highlight{'s' * (node.count != 1)}" if node.count else "no highlight yet"
    known = (f"key {tag.key}" if tag.key else "", tag.colour, marked)
    texts: list[Part | Named] = [
        (" · ".join(filter(None, known)), "row--dim"),
        ("", ""),
        (tag.definition or "no definition yet · e writes one", "" if tag.definition else "row--dim"),
    ]
    if not node.known:
        texts.append(("in use, not in the codebook · e takes it in", "row--dim"))
    beside = " · ".join(f"#{name} {count:,}" for name, count in library.tags_beside(tag.name, _BESIDE))
    rules = (("When", tag.when), ("Not", tag.when_not), ("Often with", beside))
    named: list[Named] = [(text, "", name) for name, text in rules if text]
    texts += [("", ""), *named] if named else []
    texts += [("", ""), (suggested, "row--dim")] if suggested else []
    for number, passage in enumerate(_examples(tag, library)):
        texts += [("", ""), (quoted(passage.quote), "row--quiet", "" if number else "For example")]
    return About(head, tuple(texts))


def _examples(tag: Tag, library: Library) -> list[Highlight]:
    found = []
    for number in tag.examples[:_EXAMPLES]:
        with suppress(ReaderError):  # deleted since
            found.append(library.highlight(number))
    return found
