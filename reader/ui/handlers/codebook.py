"""The commands of the codebook: on the chosen tag of its screen, which each of them opens where it is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.model import COLOURS, Codebook, ReaderError, Tag
from reader.text.query_nodes import Tagged
from reader.text.tags import TagError, normalise_tag
from reader.ui import asking
from reader.ui.handlers.pieces import in_pieces
from reader.ui.tag_choice import TagChoices
from reader.ui.widgets.codebook_panes import About

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from reader.library.outcomes import Touched
    from reader.model.recoding import Recoding
    from reader.ui.screens.codebook import CodebookScreen
    from reader.ui.screens.main import MainScreen

_TOP = Tag("/", definition="the top level")
_FIELDS = {"key": "Key", "colour": "Colour", "definition": "Means", "when": "When", "when_not": "Not"}
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
        self.desk.reload()
        self.screen.shelf.reload()
        self.screen.show_session()

    def _on_chosen(self, do: Callable[[CodebookScreen, Tag], None]) -> None:
        shown = self._shown()
        if shown is None:
            return
        try:
            do(shown, shown.node.tag)
        except ReaderError as error:
            shown.say(str(error), error=True)

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
                raise ReaderError(f"no passage has #{tag.name}")
            shown.dismiss(None)
            self.screen.say(self.screen.collection.show(f"#{tag.name}", Tagged(tag.name)))

        self._on_chosen(go)

    # -- all over the library

    def codebook_rename(self) -> None:
        """Give the chosen tag another name, and those under it."""

        def ask(shown: CodebookScreen, tag: Tag) -> None:
            def given(name: str) -> None:
                if name.strip() != tag.name:
                    self._try(shown, self.library.renaming(tag.name, name))

            shown.ask(asking.LinePrompt(f"Rename #{tag.name}", tag.name), given)

        self._on_chosen(ask)

    def codebook_merge(self) -> None:
        """Merge the chosen tag into another one."""

        def ask(shown: CodebookScreen, tag: Tag) -> None:
            def given(chosen: asking.Tagged) -> None:
                if chosen.add:
                    self._try(shown, self.library.merging([tag.name], chosen.add[-1]))

            shown.ask(asking.TagPrompt(self._choices(tag), (), f"Merge #{tag.name} into", one=True), given)

        self._on_chosen(ask)

    def codebook_move(self) -> None:
        """Put the chosen tag under another one."""

        def ask(shown: CodebookScreen, tag: Tag) -> None:
            def given(chosen: asking.Tagged) -> None:
                if chosen.add:
                    self._try(shown, self.library.moving(tag.name, chosen.add[-1]))

            choices = self._choices(tag, *([_TOP] if "/" in tag.name else []))
            shown.ask(asking.TagPrompt(choices, (), f"Move #{tag.name} under", one=True), given)

        self._on_chosen(ask)

    def _choices(self, but: Tag, *more: Tag) -> TagChoices:
        book, counts = self.library.codebook, self.library.tag_counts()
        tags = (*more, *(tag for tag in book.tags if tag.name != but.name))
        recent = [name for name in self.library.recent_tags() if name != but.name]
        counts.pop(but.name, None)
        return TagChoices(Codebook(tags), [] if more else recent, counts)

    def _try(self, shown: CodebookScreen, change: Recoding) -> None:
        """Show what a change would touch, and do it when that is confirmed; at once where it is nothing."""
        touched = self.library.touched(change)
        if not touched.articles:
            self._do(shown, change)
            return
        choices = [asking.Choice("y", "do it"), asking.Choice("n", "leave it")]
        shown.ask(
            asking.ChoicePrompt(change.label, choices),
            lambda key: self._do(shown, change) if key == "y" else None,
        )
        shown.card.show(_preview(change, touched))

    def _do(self, shown: CodebookScreen, change: Recoding) -> None:
        def done() -> None:
            shown.load(change.new)
            shown.say(f"{change.label} · u takes it back")

        in_pieces(shown, change.label, self.library.recoding(change), done)

    def codebook_delete(self) -> None:
        """Delete the chosen tag, from the codebook or from all passages too."""

        def ask(shown: CodebookScreen, tag: Tag) -> None:
            everywhere = self.library.deleting(tag.name, from_passages=True)
            touched = self.library.touched(everywhere)
            known = any(everywhere.touches(each.name) for each in self.library.codebook.tags)
            choices = [
                asking.Choice("c", "from the codebook", reason="" if known else "it is not in the codebook"),
                asking.Choice("p", f"from {_many(touched.passages, 'passage')} too"),
                asking.Choice("n", "leave it"),
            ]

            def given(key: str) -> None:
                if key != "n":
                    self._do(shown, self.library.deleting(tag.name, from_passages=key == "p"))

            shown.ask(asking.ChoicePrompt(f"Delete #{tag.name}", choices), given)
            shown.card.show(_preview(everywhere, touched))

        self._on_chosen(ask)

    # -- in the codebook

    def codebook_edit(self) -> None:
        """Write the name, key, colour, definition and rules of the chosen tag."""
        self._on_chosen(lambda shown, tag: self._form(shown, tag, f"#{tag.name}"))

    def codebook_new(self) -> None:
        """Make a tag."""
        if shown := self._shown():
            under = f"{shown.tags.node.tag.name.rpartition('/')[0]}/" if shown.tags.node else ""
            self._form(shown, Tag(under.lstrip("/")), "New tag")

    def _form(self, shown: CodebookScreen, tag: Tag, title: str) -> None:
        fields = [asking.FormField("name", "Name", tag.name)]
        for name, label in _FIELDS.items():
            fields.append(asking.FormField(name, label, getattr(tag, name), multiline=name not in _LINES))
        old = tag.name if title.startswith("#") else ""

        def given(values: tuple[tuple[str, str], ...]) -> None:
            self._keep(shown, old, _checked(replace(tag, **dict[str, Any](values))))

        shown.ask(asking.FormPrompt(title, fields), given)

    def _keep(self, shown: CodebookScreen, old: str, tag: Tag) -> None:
        if not old and self.library.codebook.get(tag.name):
            raise ReaderError(f"There is a tag “{tag.name}” already.")

        def done() -> None:
            shown.load(tag.name)
            shown.say(f"#{tag.name} is kept · u takes it back")

        in_pieces(shown, f"#{tag.name} in the codebook", self._kept(old, tag), done)

    def _kept(self, old: str, tag: Tag) -> Generator[tuple[int, int]]:
        """Rename a tag and keep what is told of it, in one step, piece by piece."""
        renamed = old and old != tag.name
        pieces = self.library.recoding(self.library.renaming(old, tag.name)) if renamed else None
        yield next(pieces) if pieces else (0, 0)
        with self.library.step(f"#{tag.name} in the codebook"):
            if pieces:
                yield from pieces
            self.library.change_codebook(lambda book: _keyed(book, tag))

    def codebook_key(self, key: str) -> None:
        """Give the chosen tag a digit, or take it away."""

        def give(shown: CodebookScreen, tag: Tag) -> None:
            given = "" if tag.key == key else key
            with self.library.step(f"key {key} for #{tag.name}"):
                self.library.change_codebook(
                    lambda book: _keyed(book, replace(book.get(tag.name) or tag, key=given))
                )
            shown.load(tag.name)
            shown.say(f"{key} is {tag.name}" if given else f"{key} is free")

        self._on_chosen(give)


def _keyed(book: Codebook, tag: Tag) -> Codebook:
    """Put a tag into the codebook; the one that had its key has none then."""
    freed = (replace(t, key="") if tag.key and t.key == tag.key else t for t in book.tags)
    return Codebook(tuple(freed)).put(tag)


def _checked(tag: Tag) -> Tag:
    """Return a tag as it was typed; ReaderError when it cannot be so."""
    try:
        name = normalise_tag(tag.name)
    except TagError as error:
        raise ReaderError(str(error)) from error
    if tag.key not in ("", *"123456789"):
        raise ReaderError("A key is a digit from 1 to 9.")
    if tag.colour and tag.colour not in COLOURS:
        raise ReaderError(f"A colour is one of {', '.join(COLOURS)}.")
    return replace(tag, name=name)


def _preview(change: Recoding, touched: Touched) -> About:
    """Tell what a change touches."""
    about = "" if touched.exact else "at most "
    where = f"{about}{_many(touched.passages, 'passage')}, {_many(touched.articles, 'article')}"
    texts = [("", ""), (where, "row--accent"), ("", "")]
    texts += [(f"#{old} → {f'#{new}' if new else 'gone'}", "") for old, new in touched.names.items()]
    for quote in touched.quotes:
        texts += [("", ""), (f"“{quote.quote}”", "row--quiet"), (quote.title, "row--dim")]
    return About(((change.label, "row--strong"),), tuple(texts))


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
