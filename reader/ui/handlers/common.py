"""The commands that hold everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.model import ReaderError, minutes_of
from reader.text.ids import show_id
from reader.ui.prompts import asking
from reader.ui.prompts.drafting import ask_form

if TYPE_CHECKING:
    from reader.model import Article
    from reader.ui.screens.main import MainScreen
    from reader.ui.tasks.exporting import Scope

PANES = ("list", "text", "marks")


class CommonCommands:
    """Panes, lists of passages, details, export, help and leaving."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk

    # -- panes

    def next_pane(self) -> None:
        """Go to the next pane."""
        self._turn(1)

    def prev_pane(self) -> None:
        """Go to the pane before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        panes = self.screen.panes
        if self.desk.session is None:  # nothing can be done in the others
            panes.focus("list")
            return
        if self.screen.place == "collection":
            panes.focus("list" if step < 0 else "text")
            return
        at = PANES.index(self.screen.place) + step
        while panes.hidden(PANES[at % len(PANES)]):
            at += step
        panes.focus(PANES[at % len(PANES)])

    def toggle_list(self) -> str:
        """Show or hide the article list."""
        return self._toggle("list", "the list is hidden", "toggle-list")

    def toggle_marks(self) -> str:
        """Show or hide the sidebar."""
        return self._toggle("marks", "the sidebar is hidden", "toggle-marks")

    def _toggle(self, place: str, hidden: str, command: str) -> str:
        if not self.screen.panes.toggle(place):
            key = self.screen.keymap.sign("prev-pane" if place == "list" else "next-pane")
            return f"{key} goes to it" if key and self.screen.place == "text" else ""
        back = self.screen.keymap.sign(command)
        return f"{hidden} · {back} shows it" if back else hidden

    # -- lists of passages

    def tag_passages(self) -> None:
        """List every passage of a tag, or of any of several."""

        def given(chosen: asking.Tagged) -> None:
            from reader.text.query_completion import written
            from reader.text.query_nodes import Or, Tagged

            tags = [Tagged(name) for name in chosen.add]
            text = " or ".join(f"#{written(name)}" for name in chosen.add)
            self.screen.say(self.screen.collection.show(text, tags[0] if len(tags) == 1 else Or((*tags,))))

        prompt = asking.TagPrompt(
            self.screen.prompts.tag_choices(), (), "Passages of", new=False, verb="lists them"
        )
        self.screen.prompts.ask(prompt, given)

    def all_highlights(self) -> str:
        """List every highlight of the library."""
        return self.screen.collection.show("")

    # -- the article

    def outline(self) -> None:
        """List the headings of the open article, to go to one."""
        from reader.text.outline import Outline
        from reader.ui.screens.outline import OutlineScreen

        session = self.desk.opened

        def chosen(offset: int | None) -> None:
            if offset is not None:
                self.screen.travel.jump(offset)

        self.screen.app.push_screen(OutlineScreen(Outline(session.view.body), session.caret), chosen)

    def details(self) -> None:
        """Correct what is known of the article; its tags and note."""
        article = self.screen.chosen_article()
        fields = [
            asking.FormField("title", "Title", article.title),
            asking.FormField("kicker", "Kicker", article.kicker),
            asking.FormField("authors", "Authors", "; ".join(article.authors), hint="one; another"),
            asking.FormField("published", "Date", article.published, hint="YYYY-MM-DD"),
            asking.FormField("site", "Site", article.site),
            asking.FormField("tags", "Tags", ", ".join(article.tags), hint="one, another"),
            asking.FormField("note", "Note", article.note, multiline=True),
        ]

        def given(values: tuple[tuple[str, str], ...]) -> None:
            if changed := _changes(article, dict(values)):
                self.screen.shelf.change_article(article.id, **changed, seen=article)

        seconds = self.desk.seconds(article.id)
        pace = f"{self.desk.attention.pace.per_minute:.0f} words/min"
        title = f"Details · read for {minutes_of(seconds)} · pace {pace}" if seconds else "Details"
        ask_form(self.screen.prompts, title, fields, given, key=show_id(article.id))

    def export(self) -> None:
        """Ask for a format, and write what is meant here to a file beside where the program was started."""
        from reader.ui.tasks.exporting import scope_of

        self._export(scope_of(self.screen))

    def export_library(self) -> None:
        """Ask for a format, and write the whole library."""
        from reader.ui.tasks.exporting import LIBRARY

        self._export(LIBRARY)

    def _export(self, scope: Scope) -> None:
        from reader.ui.prompts.format_choice import FormatChoices, format_rows, recent_formats

        choices = FormatChoices(format_rows(), recent_formats())
        self.screen.prompts.ask(
            asking.FormatPrompt(f"Export {scope.words} as", choices),
            lambda name: self.screen.outgoing.start(scope, name),
        )

    # -- the program

    def palette(self) -> None:
        """Find any command by its name, for the screen that is open, and do it there."""
        from reader.ui.keys.palette import Runs
        from reader.ui.screens.palette import PaletteScreen

        below = self.screen.app.screen
        runs = below if isinstance(below, Runs) else self.screen

        def chosen(command: str | None) -> None:
            if command:
                runs.run(command)

        self.screen.app.push_screen(PaletteScreen(self.screen.keymap.commands), chosen)

    def help(self) -> None:
        """Show the keys that count here."""
        from reader.ui.screens.help import HelpScreen

        def chosen(command: str | None) -> None:
            if command:
                self.screen.run(command)

        self.screen.app.push_screen(HelpScreen(self.screen.place, self.screen.keymap.commands), chosen)

    def escape(self) -> str:
        """Take one step out."""
        return self.screen.travel.step_out()

    def quit_step(self) -> None:
        """Go from the sidebar to the text, from there to the list, from there out; close any other screen."""
        if self.screen.place == "collection":
            self.screen.collection.leave()
        elif self.screen.place == "marks" and self.screen.panes.home == "text":
            self.screen.panes.focus("text")
        elif self.screen.place in ("text", "marks"):
            self.screen.panes.focus("list")
        else:
            self.quit()

    def quit(self) -> None:
        """Quit; everything is saved."""
        self.screen.aids.stop()
        self.desk.leave()
        self.screen.app.exit()

    def suspend(self) -> None:
        """Go back to the shell."""
        self.screen.aids.stop()
        self.desk.save_place()
        self.screen.app.action_suspend_process()

    def copy_selection(self) -> str:
        """Copy the selection; without one say so, and stay."""
        session = self.desk.session
        if session is None or session.selection is None:
            return "nothing selected to copy · ctrl+q quits"
        start, end = session.selection.span
        return self.screen.copy(session.view.text[start:end])


def _changes(article: Article, values: dict[str, str]) -> dict[str, str | tuple[str, ...]]:
    """Return what a form changed, by field. Raises ReaderError when the title is empty."""
    if not values["title"].strip():
        raise ReaderError("an article needs a title")
    split = {"authors": ";", "tags": ","}
    changed: dict[str, str | tuple[str, ...]] = {}
    for name, text in values.items():
        sep = split.get(name)
        value = tuple(p.strip() for p in text.split(sep) if p.strip()) if sep else text.strip()
        if value != getattr(article, name):
            changed[name] = value
    return changed
