"""The main screen: list, text and sidebar, the prompt and the status line, and the keys that reach them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from reader.late import Part
from reader.model import Article, ReaderError
from reader.text.words import both_ends
from reader.tuples import NamedTuple
from reader.ui.commands import BY_ID, sign
from reader.ui.handlers.every import Handlers
from reader.ui.idle import Idle
from reader.ui.keys.macros import LEADING, Macros
from reader.ui.learning.teaching import Teaching
from reader.ui.lists.collection import Collection
from reader.ui.lists.shelf import Shelf
from reader.ui.lists.sidebar import Sidebar
from reader.ui.live_settings import LiveSettings
from reader.ui.pane.motions import MOTIONS
from reader.ui.pane.reasons import why_waits
from reader.ui.pane.widget import ReadingPane
from reader.ui.panes import Panes
from reader.ui.prompts.prompts import Prompts
from reader.ui.reading.aids import Aids
from reader.ui.reading.standing import status_of
from reader.ui.reading.states import waiting_words
from reader.ui.reading.suggesting import Suggesting
from reader.ui.reading.travel import Travel
from reader.ui.screens.messages import PaneMessages
from reader.ui.terminal.at_once import AtOnce
from reader.ui.widgets.article_list import ArticleList
from reader.ui.widgets.coding_card import CodingCard
from reader.ui.widgets.ground import Columns, Holder
from reader.ui.widgets.marks import MarksPane
from reader.ui.widgets.picked_card import PickedCard
from reader.ui.widgets.status import StatusLine
from reader.ui.widgets.view_list import ViewList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from reader.ui.commands import Command
    from reader.ui.keys.keymap import Keymap
    from reader.ui.reading.desk import Desk
    from reader.ui.reading.finder import Finder
    from reader.ui.tasks.intake import Intake
    from reader.ui.tasks.outgoing import Outgoing
    from reader.ui.theme.themes import Palette

_MOST, _MOST_NARROW = 12, 6  # rows of a prompt
_MOST_COPIED = 60  # code points said of what was copied
_POLL = 1.0  # seconds between looks at what other processes changed


class First(NamedTuple):
    """What is shown first: an article or none, where the focus is, something to say, a passage to pick."""

    article: int | None = None
    focus_list: bool = False
    message: str = ""
    highlight: int | None = None


class MainScreen(PaneMessages):
    """Wires the panes to the commands."""

    AUTO_FOCUS = ""  # which pane has the focus first is for us to say

    finder: Part[Finder] = Part("reader.ui.reading.finder", "Finder")
    intake: Part[Intake] = Part("reader.ui.tasks.intake", "Intake")
    outgoing: Part[Outgoing] = Part("reader.ui.tasks.outgoing", "Outgoing")

    def __init__(self, desk: Desk, keymap: Keymap, palette: Palette, first: First) -> None:
        super().__init__(first.message)
        self.desk, self.keymap, self._first = desk, keymap, first
        self.articles, self.views = ArticleList(id="articles"), ViewList()
        self.left = Holder(id="left")
        self.text = ReadingPane(palette, id="text")
        self.marks, self.passages = MarksPane(id="marks"), MarksPane(id="passages")
        self.status = StatusLine(id="status")
        self.foot, self.code_foot = PickedCard(), CodingCard()
        holder = Holder(id="prompt")
        self._columns, self._holder = Columns(id="panes"), holder
        painted = (
            self.articles,
            self.text,
            self.marks,
            self.passages,
            self.foot,
            self.code_foot,
            self.status,
        )
        self.at_once = AtOnce(self, painted, (self._columns, holder))
        self.shelf = Shelf(self, self.articles)
        self.sidebar, self.collection = Sidebar(self, self.marks), Collection(self, self.passages)
        self.prompts = Prompts(self, holder)
        self.travel = Travel(self)
        self.panes = Panes(self)
        self.idle = Idle()
        self.macros = Macros(self)
        self.aids, self.suggesting = Aids(self), Suggesting(self)
        self.first_shown = asyncio.Event()
        self.live, self.teaching = LiveSettings(self), Teaching(self)
        self.handlers = Handlers(self)

    def compose(self) -> ComposeResult:
        """Lay the panes out."""
        with self._columns:
            with self.left:
                yield self.views
                yield self.articles
            yield self.passages
            yield self.text
            yield self.marks
        yield self.foot
        yield self.code_foot
        yield self._holder
        yield self.teaching.line
        yield self.status

    def on_mount(self) -> None:
        """Show the list and open the first article."""
        if notice := self.desk.library.notice():
            self.say(notice, error=True, lasting=True)
        self.shelf.load()
        opened = self._first.article
        if opened is None and not self._first.focus_list:
            last = self.desk.library.last_read()
            opened = last.id if last else None
        self.call_later(self._stand)  # behind what lays all out
        if opened is not None:
            self.travel.open(opened, remember=False, focus=False)
        if opened is not None and self._first.highlight is not None:
            self.say(self.travel.show(opened, self._first.highlight, remember=False))
        self.panes.focus("list" if self._first.focus_list else self.panes.home)
        self.show_session()
        if opened is None and self.desk.config.path and not self.desk.library.count():
            from reader.ui.handlers.beginning import BeginningCommands

            BeginningCommands(self).greet()
        self.desk.library.poll()  # from here on
        self.set_interval(_POLL, self.look_when_idle)

    def _stand(self) -> None:
        """Let keys act once the text knows its size: they bring the next frame."""
        self.text.call_later(self.travel.begin)

    def on_unmount(self) -> None:
        """Export no further."""
        self.outgoing.leave()

    # -- commands

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands, with the keys that they have now."""
        return self.keymap.commands

    def press(self, key: str) -> bool:
        """Do what a key means in the pane that has the focus; False where it means nothing."""
        self.idle.key()
        self.prompts.hold()
        command = None if self.prompts.open else self.keymap.find(self.place, key)
        if command:
            self.run(command.id, key)
        elif not self.prompts.open:
            self.say(f"{sign(key)} has no meaning here · ? shows the keys")
            self.macros.fail(self.message)
        return command is not None

    def run(self, command: str, key: str = "") -> None:
        """Run a command by its id, and show what came of it."""
        try:
            self.do(command, key)
        except ReaderError as error:
            self.refuse(error)
            self.aids.follow(command)
            self.show_session()

    def do(self, command: str, key: str = "", words: str = "") -> None:
        """Do a command, by a key or with words of the command line.

        Raises:
            ReaderError: it could not be done.
        """
        self.message, self.is_error = "", False
        taken = self.aids.take(command)
        if taken is not None:
            self.say(taken)
            return
        if command not in ("undo", "redo"):
            self.desk.forget_warning()
        waits = why_waits(self.desk.session, command) if self.desk.session else ""
        if waits:
            raise ReaderError(waits)
        if command in MOTIONS:
            if command in ("top", "bottom"):
                self.desk.remember()
            before = self.macros.standing()
            self.message = self.text.move(command)
            if self.macros.standing() == before:
                self.macros.fail(self.message or "there is nowhere to go")
            self.aids.follow(command)
            self.follow()
            return
        said = self.keymap.told(self.handlers.find(command)(*BY_ID[command].arguments(key, words)) or "")
        if said:
            self.message, self.is_error = said, False  # shown with all else
            self.said.note(said)
            if command in LEADING:
                self.macros.fail(said)
        self.aids.follow(command)
        self.show_session()

    def waiting_words(self, count: int) -> str:
        """Say how many passages wait, with the key that decides on them."""
        return waiting_words(count, self.keymap.sign("triage"))

    def copy(self, text: str) -> str:
        """Copy a text to the terminal's clipboard. Returns what to say."""
        self.app.copy_to_clipboard(text)
        return f"copied {both_ends(text, _MOST_COPIED)}"

    # -- showing

    def show_session(self) -> None:
        """Bring every pane up to date with the open article."""
        session = self.desk.session
        if self.text.session is not session:
            before, now = (each and each.article.has_text for each in (self.text.session, session))
            self.text.show(session)
            if before != now:
                self.panes.arrange()
            self.articles.opened = session.article.id if session else None
            self.shelf.show_pace()
        self.text.repaint()
        self.follow()

    def follow(self) -> None:
        """Let sidebar and status line follow the caret."""
        self.sidebar.refresh()
        self.collection.refresh()
        self.suggesting.follow()
        self.show_status()

    def show_status(self) -> None:
        """Bring the status line up to date, and the card of what is picked."""
        self.foot.show(self.sidebar.foot_card())
        self.code_foot.show(self.desk.coded_tags())
        self.teaching.show()
        self.status.show(self.teaching.line.begin(status_of(self), self.size.width))

    def give_room(self, *, narrow: bool, tall: bool) -> None:
        """Leave a row free on top of a tall screen, and the prompt fewer rows on a narrow one."""
        self._columns.styles.margin = (int(tall), 0, 0, 0)
        self._holder.styles.max_height = _MOST_NARROW if narrow else _MOST

    def chosen_article(self) -> Article:
        """Return the article that a command is about: the list's, else the open one."""
        if self.place == "list" and self.articles.selected:
            return self.articles.selected
        return self.desk.opened.article

    def look_when_idle(self) -> None:
        """Look at what others changed, and collect garbage, between keys and not under them."""
        if self.idle.resting():
            self.idle.run(self.look)
            self.suggesting.look()
            self.idle.collect()

    def look(self) -> None:
        """Take what other processes changed, and keep the place that is being read."""
        desk = self.desk
        self.live.look()
        try:
            session = desk.session
            changes = desk.library.poll()
            if any(change.kind == "codebook" for change in changes):
                desk.reload()
            if changes or self.shelf.unfinished:
                for article in {change.article for change in changes}:
                    desk.reload_if(article)
                self.shelf.reload()
                self.collection.reload()
                self.show_session()
            if session and desk.session is None:
                self.say(f"“{session.article.title}” was put in the trash elsewhere", error=True)
            elif session and desk.session and session.article.digest != desk.session.article.digest:
                waiting = sum(h.waits for h in desk.library.highlights_of(session.article.id))
                self.say(" · ".join(filter(None, ("the text was updated", self.waiting_words(waiting)))))
        except ReaderError as error:
            self.refuse_once(str(error))
            return
        desk.save_place()
        if desk.session and desk.looked:
            desk.looked(desk.session.article.id)
        self.refuse_once(desk.unsaved)
