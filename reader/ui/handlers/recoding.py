"""The commands that change the codebook's chosen tag all over the library: tried first, then one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import Codebook, ReaderError, Tag
from reader.text.query_nodes import Tagged
from reader.text.words import quoted
from reader.ui.handlers.codebook import CodebookCommands
from reader.ui.handlers.pieces import in_pieces
from reader.ui.prompts import asking
from reader.ui.prompts.tag_choice import TagChoices
from reader.ui.widgets.codebook_panes import About

if TYPE_CHECKING:
    from reader.library.outcomes import Touched
    from reader.model.recoding import Recoding
    from reader.ui.screens.codebook import CodebookScreen
    from reader.ui.screens.main import MainScreen

_TOP = Tag("/", definition="the top level")
_MOST_PARTS = 9  # of a tag that is split: a digit each


class RecodingCommands:
    """Renames, merges, splits, moves and deletes tags."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.library = screen, screen.desk.library
        self.codebook = CodebookCommands(screen)

    def codebook_rename(self) -> None:
        """Give the chosen tag another name, and those under it."""

        def ask(shown: CodebookScreen, tag: Tag) -> None:
            def given(name: str) -> None:
                if name.strip() != tag.name:
                    self._try(shown, self.library.renaming(tag.name, name))

            shown.ask(asking.LinePrompt(f"Rename #{tag.name}", tag.name), given)

        self.codebook.on_chosen(ask)

    def codebook_merge(self) -> None:
        """Merge the chosen tag into another one."""

        def ask(shown: CodebookScreen, tag: Tag) -> None:
            def given(chosen: asking.Tagged) -> None:
                if chosen.add:
                    self._try(shown, self.library.merging([tag.name], chosen.add[-1]))

            shown.ask(asking.TagPrompt(self._choices(tag), (), f"Merge #{tag.name} into", one=True), given)

        self.codebook.on_chosen(ask)

    def codebook_move(self) -> None:
        """Put the chosen tag under another one."""

        def ask(shown: CodebookScreen, tag: Tag) -> None:
            def given(chosen: asking.Tagged) -> None:
                if chosen.add:
                    self._try(shown, self.library.moving(tag.name, chosen.add[-1]))

            choices = self._choices(tag, *([_TOP] if "/" in tag.name else []))
            shown.ask(asking.TagPrompt(choices, (), f"Move #{tag.name} under", one=True), given)

        self.codebook.on_chosen(ask)

    def codebook_split(self) -> None:
        """Ask for the tags that the passages of the chosen one shall have, then which passage has which."""

        def ask(shown: CodebookScreen, tag: Tag) -> None:
            own = self.library.annotator
            passages = self.library.highlights(Tagged(tag.name))
            if not any(tag.name in each.tags and each.annotator == own for each in passages):
                raise ReaderError(f"no highlight of yours has #{tag.name}")

            def given(chosen: asking.Tagged) -> None:
                if len(chosen.add) > _MOST_PARTS:
                    raise ReaderError(f"a tag is split into at most {_MOST_PARTS}, one a digit")
                if chosen.add:
                    self._put(shown, tag, chosen.add)

            title = f"Split #{tag.name} into"
            shown.ask(asking.TagPrompt(self._choices(tag), (), title), given)

        self.codebook.on_chosen(ask)

    def _put(self, shown: CodebookScreen, tag: Tag, names: tuple[str, ...]) -> None:
        from reader.ui.lists.splitting import Splitting
        from reader.ui.screens.split import SplitScreen

        splitting = Splitting(self.library, tag.name, names)

        def ended(split: bool | None) -> None:
            if not split:
                return

            def done() -> None:
                shown.load(names[0])
                shown.say(f"{splitting.label} · u takes it back")

            try:
                in_pieces(shown, splitting.label, splitting.pieces(), done)
            except ReaderError as error:
                shown.say(str(error), error=True)

        self.screen.app.push_screen(SplitScreen(splitting), ended)

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
            self.codebook.follow(change)
            shown.load(change.new)
            shown.say(f"{change.label} · u takes it back")

        in_pieces(shown, change.label, self.library.recoding(change), done)

    def codebook_delete(self) -> None:
        """Delete the chosen tag, from the codebook or from all passages too."""

        def ask(shown: CodebookScreen, tag: Tag) -> None:
            everywhere = self.library.deleting([tag.name], from_passages=True)
            touched = self.library.touched(everywhere)
            known = any(everywhere.touches(each.name) for each in self.library.codebook.tags)
            choices = [
                asking.Choice("c", "from the codebook", reason="" if known else "it is not in the codebook"),
                asking.Choice("p", f"from {_many(touched.passages, 'highlight')} too"),
                asking.Choice("n", "leave it"),
            ]

            def given(key: str) -> None:
                if key != "n":
                    self._do(shown, self.library.deleting([tag.name], from_passages=key == "p"))

            shown.ask(asking.ChoicePrompt(f"Delete #{tag.name}", choices), given)
            shown.card.show(_preview(everywhere, touched))

        self.codebook.on_chosen(ask)


def _preview(change: Recoding, touched: Touched) -> About:
    """Tell what a change touches."""
    about = "" if touched.exact else "at most "
    where = f"{about}{_many(touched.passages, 'highlight')}, {_many(touched.articles, 'article')}"
    texts = [("", ""), (where, "row--accent"), ("", "")]
    texts += [(f"#{old} → {f'#{new}' if new else 'gone'}", "") for old, new in touched.names.items()]
    for quote in touched.quotes:
        texts += [("", ""), (quoted(quote.quote), "row--quiet"), (quote.title, "row--dim")]
    return About(((change.label, "row--strong"),), tuple(texts))


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'s' * (count != 1)}"
