"""The commands of the codebook: on the chosen tag of its screen, which each of them opens where it is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.model import COLOURS, Codebook, ReaderError, Tag
from reader.text.query_nodes import Tagged
from reader.text.tags import TagError, normalise_tag
from reader.ui.handlers.pieces import in_pieces
from reader.ui.prompts import asking

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from reader.model.recoding import Recoding
    from reader.ui.screens.codebook import CodebookScreen
    from reader.ui.screens.main import MainScreen

_RULES = {"when": "Use when", "when_not": "Not when"}
_FIELDS = {"key": "Key", "colour": "Colour", "definition": "Means", **_RULES}
_LINES = ("key", "colour")


class CodebookCommands:
    """Opens the codebook, goes about in it, and changes it."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk, self.library = screen, screen.desk, screen.desk.library

    def codebook(self) -> None:
        """Open the codebook."""
        self._shown()

    def _shown(self) -> CodebookScreen | None:
        """Return the screen; None where it is only now opened."""
        from reader.ui.screens.codebook import CodebookScreen

        for screen in self.screen.app.screen_stack:
            if isinstance(screen, CodebookScreen):
                return screen
        self.screen.app.push_screen(CodebookScreen(self.screen), lambda _: self._closed())
        return None

    def _closed(self) -> None:
        try:
            self.desk.reload()
        except ReaderError as error:
            self.screen.refuse(error)
        self.screen.shelf.reload()
        self.screen.show_session()

    def on_chosen(self, do: Callable[[CodebookScreen, Tag], None]) -> None:
        """Do something to the chosen tag; open the codebook where it is not open."""
        shown = self._shown()
        if shown is None:
            return
        try:
            do(shown, shown.node.tag)
        except ReaderError as error:
            shown.say(str(error), error=True)

    def follow(self, change: Recoding) -> None:
        """Let what `.` repeats and what coding mode puts on have the names that tags have now."""
        if change.only is None and not change.book_alone:
            marking, coding = self.desk.marking, self.desk.coding
            marking.last_tags, coding.tags = change.tags(marking.last_tags), change.tags(coding.tags)
            if self.desk.session:
                coding.go_on(self.desk.session)

    # -- going about

    def codebook_down(self) -> None:
        """Choose the next tag."""
        self._go(1)

    def codebook_up(self) -> None:
        """Choose the tag before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        if shown := self._shown():
            shown.tags.go(shown.tags.chosen + step)

    def codebook_page_down(self) -> None:
        """Go a page down."""
        if shown := self._shown():
            shown.tags.page(1)

    def codebook_page_up(self) -> None:
        """Go a page up."""
        if shown := self._shown():
            shown.tags.page(-1)

    def codebook_top(self) -> None:
        """Choose the first tag."""
        if shown := self._shown():
            shown.tags.go(0)

    def codebook_bottom(self) -> None:
        """Choose the last tag."""
        if shown := self._shown():
            shown.tags.go(len(shown.tags.nodes))

    def codebook_filter(self) -> None:
        """Show only the tags that hold what is typed."""
        if shown := self._shown():
            shown.ask(asking.LinePrompt("Find", shown.filter, live=True), shown.find, shown.find)

    def codebook_passages(self) -> None:
        """List the passages of the chosen tag."""

        def go(shown: CodebookScreen, tag: Tag) -> None:
            if not any(self.library.highlights(Tagged(tag.name))):
                raise ReaderError(f"no highlight has #{tag.name}")
            shown.dismiss(None)
            self.screen.say(self.screen.collection.show(f"#{tag.name}", Tagged(tag.name)))

        self.on_chosen(go)

    # -- in the codebook

    def codebook_edit(self) -> None:
        """Write the name, key, colour, definition and rules of the chosen tag."""
        self.on_chosen(lambda shown, tag: self._form(shown, tag, f"#{tag.name}"))

    def codebook_new(self) -> None:
        """Make a tag."""
        if shown := self._shown():
            under = f"{shown.tags.node.tag.name.rpartition('/')[0]}/" if shown.tags.node else ""
            self._form(shown, Tag(under.lstrip("/")), "New tag")

    def _form(self, shown: CodebookScreen, tag: Tag, title: str) -> None:
        fields = [asking.FormField("name", "Name", tag.name, wrong=_wrong_name)]
        for name, label in _FIELDS.items():
            value, lines, wrong = getattr(tag, name), name not in _LINES, _WRONG.get(name)
            fields.append(asking.FormField(name, label, value, multiline=lines, wrong=wrong))
        old = tag.name if title.startswith("#") else ""

        def given(values: tuple[tuple[str, str], ...]) -> None:
            changed = {name: value for name, value in values if value != getattr(tag, name)}
            changed["name"] = normalise_tag(changed.get("name", tag.name))
            self._keep(shown, old, replace(tag, **dict[str, Any](changed)), changed)

        shown.ask(asking.FormPrompt(title, fields), given)

    def _keep(self, shown: CodebookScreen, old: str, tag: Tag, changed: dict[str, Any]) -> None:
        if not old and self.library.codebook.get(tag.name):
            raise ReaderError(f"There is a tag “{tag.name}” already.")

        other = self._holder(tag.key, old or tag.name)

        def done() -> None:
            shown.load(tag.name)
            freed = f" · {tag.key} was #{other}’s" if other else ""
            shown.say(f"#{tag.name} is kept{freed} · u takes it back")

        in_pieces(shown, f"#{tag.name} in the codebook", self._kept(old, tag, changed), done)

    def _kept(self, old: str, tag: Tag, changed: dict[str, Any]) -> Generator[tuple[int, int]]:
        """Rename a tag and keep what was changed of it, in one step, piece by piece."""

        def keep(book: Codebook) -> Codebook:  # others may have changed the rest of it meanwhile
            return _keyed(book, replace(book.get(tag.name) or tag, **changed))

        renamed = old and old != tag.name
        change = self.library.renaming(old, tag.name) if renamed else None
        pieces = self.library.recoding(change) if change else None
        yield next(pieces) if pieces else (0, 0)
        with self.library.step(f"#{tag.name} in the codebook"):
            if pieces:
                yield from pieces
            self.library.change_codebook(keep)
        if change:
            self.follow(change)

    def codebook_key(self, key: str) -> None:
        """Give the chosen tag a digit, or take it away."""

        def give(shown: CodebookScreen, tag: Tag) -> None:
            given = "" if tag.key == key else key
            other = self._holder(given, tag.name)
            with self.library.step(f"key {key} for #{tag.name}"):
                self.library.change_codebook(
                    lambda book: _keyed(book, replace(book.get(tag.name) or tag, key=given))
                )
            shown.load(tag.name)
            freed = f", no longer {other}" if other else ""
            shown.say(f"{key} is {tag.name}{freed}" if given else f"{key} is free")

        self.on_chosen(give)

    def _holder(self, key: str, besides: str) -> str:
        """Return the tag that a digit would be taken from, or nothing."""
        tags = self.library.codebook.tags
        return next((tag.name for tag in tags if key and tag.key == key and tag.name != besides), "")


def _keyed(book: Codebook, tag: Tag) -> Codebook:
    """Put a tag into the codebook; the one that had its key has none then."""
    freed = (replace(t, key="") if tag.key and t.key == tag.key else t for t in book.tags)
    return Codebook(tuple(freed)).put(tag)


def _wrong_name(name: str) -> str:
    try:
        normalise_tag(name)
    except TagError as error:
        return str(error)
    return ""


def _wrong_key(key: str) -> str:
    return "" if key in ("", *"123456789") else "A key is a digit from 1 to 9."


def _wrong_colour(colour: str) -> str:
    return "" if colour in ("", *COLOURS) else f"A colour is one of {', '.join(COLOURS)}."


#: Field -> what returns what is wrong with its text.
_WRONG = {"key": _wrong_key, "colour": _wrong_colour}
