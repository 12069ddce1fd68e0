"""What the panes tell, and who follows: the part of the main screen that Textual calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.screens.speaking import Speaking

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

    from reader.ui.lists.collection import Collection
    from reader.ui.lists.sidebar import Sidebar
    from reader.ui.pane.widget import ReadingPane
    from reader.ui.panes import Panes
    from reader.ui.prompts.prompts import Prompts
    from reader.ui.reading.aids import Aids
    from reader.ui.reading.desk import Desk
    from reader.ui.reading.travel import Travel
    from reader.ui.widgets.article_list import ArticleList
    from reader.ui.widgets.choice_prompt import ChoicePrompt
    from reader.ui.widgets.hint_line import HintLine
    from reader.ui.widgets.line_prompt import LinePrompt
    from reader.ui.widgets.marks import MarksPane
    from reader.ui.widgets.prompt import Prompt
    from reader.ui.widgets.status import StatusLine
    from reader.ui.widgets.view_list import ViewList


class PaneMessages(Speaking):
    """Takes the messages of the panes and of the prompt; the main screen holds what they are about."""

    aids: Aids
    desk: Desk
    articles: ArticleList
    text: ReadingPane
    marks: MarksPane
    passages: MarksPane
    views: ViewList
    collection: Collection
    panes: Panes
    prompts: Prompts
    sidebar: Sidebar
    travel: Travel

    @property
    def place(self) -> str:
        """Where keys go: "list", "text", "marks" or "collection"."""
        return self.panes.place

    @property
    def side(self) -> Sidebar | Collection:
        """The cards that keys act on: the open article's, or those of the whole library."""
        return self.collection if self.place == "collection" else self.sidebar

    def run(self, command: str, key: str = "") -> None:
        """Run a command by its id, and show what came of it."""
        raise NotImplementedError

    def follow(self) -> None:
        """Let sidebar and status line follow the caret."""
        raise NotImplementedError

    def on_resize(self, event: events.Resize) -> None:
        """Share the width among the panes anew, before Textual lays them out."""
        self.panes.arrange(event.size)
        self.call_after_refresh(self.collection.fill)

    def on_screen_suspend(self) -> None:
        """Say what has the keys now."""
        self.show_status()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Say that the panes have the keys again. Their styles are as they were, at the start just made."""
        event.refresh_styles = False
        self.show_status()

    def on_descendant_focus(self) -> None:
        """Follow the focus that the mouse moved."""
        places: dict[Widget, str] = {
            self.articles: "list",
            self.text: "text",
            self.marks: "marks",
            self.passages: "collection",
        }
        place = places.get(self.focused) if self.focused else None
        if place and self.prompts.open:
            self.prompts.open.focus()  # what is asked is answered or left first
        if place and place != self.place and not self.prompts.open:
            if place == "marks":
                self.sidebar.enter()
            if self.place == "collection" and place == "text" and self.collection.items:
                self.collection.stay()
                return
            self.panes.place = place
            self.panes.arrange()
            self.show_status()

    def on_reading_pane_moved(self, message: ReadingPane.Moved) -> None:
        """Let sidebar and status line follow the caret."""
        if message.by_mouse:
            self.message = ""
            self.aids.follow("mouse")
        self.follow()

    def on_reading_pane_left(self, message: ReadingPane.Left) -> None:
        """Remember a place that a jump leaves."""
        self.desk.remember(message.offset)

    def on_reading_pane_menu_wanted(self) -> None:
        """Open the menu."""
        self.run("menu")

    def on_article_list_highlighted(self) -> None:
        """Tell of the article that was chosen in the list."""
        self.show_status()

    def on_article_list_opened(self, message: ArticleList.Opened) -> None:
        """Open what was clicked."""
        if self.prompts.open:
            return
        self.travel.open(message.article.id)

    def on_view_list_chosen(self, message: ViewList.Chosen) -> None:
        """Show a view that was clicked."""
        if not self.prompts.open:
            self.panes.focus("list")
            self.run("list-view", str(self.views.views.index(message.view) + 1))

    def on_marks_pane_moved(self, message: MarksPane.Moved) -> None:
        """Let the text follow the cards."""
        if self.place == "collection":
            self.collection.moved()
        elif self.place == "marks":  # not left meanwhile
            self.sidebar.pick(message.card)

    def on_marks_pane_chosen(self, message: MarksPane.Chosen) -> None:
        """Go to the passage of a card that was clicked."""
        if self.prompts.open:
            return
        if self.place == "collection":
            self.collection.moved()
        else:
            self.sidebar.pick(message.card)

    def on_prompt_done(self, message: Prompt.Done) -> None:
        """Take a prompt's answer."""
        self.prompts.done(message.result)

    def on_prompt_cancelled(self) -> None:
        """Close the prompt."""
        self.prompts.cancel()

    def on_choice_prompt_moved(self, message: ChoicePrompt.Moved) -> None:
        """Show what would be chosen."""
        self.prompts.changed(message.key)

    def on_line_prompt_changed(self, message: LinePrompt.Changed) -> None:
        """Follow what is being typed."""
        self.prompts.changed(message.text)

    def on_click(self, event: events.Click) -> None:
        """Leave a choice beside which the text was clicked: nothing was typed that could be lost."""
        from reader.ui.prompts import asking

        prompt = self.prompts.open
        at = event.screen_x, event.screen_y
        if isinstance(prompt, asking.ChoicePrompt) and not prompt.region.contains(*at):
            prompt.cancel()

    # -- the line that teaches

    def on_hint_line_clicked(self, message: HintLine.Clicked) -> None:
        """Do what was taught."""
        message.stop()
        self.run(message.command)

    # -- the status line

    def on_status_line_clicked(self, message: StatusLine.Clicked) -> None:
        """Do what the digit does here; of the mode open the palette, of the hint the keys."""
        message.stop()
        if self.prompts.open:
            return
        if message.digit:
            self.run("digit" if self.place == "text" else "marks-digit", message.digit)
        else:
            self.run("help" if message.hint else "palette")
