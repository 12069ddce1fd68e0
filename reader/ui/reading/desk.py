"""What lies on the desk: the open article, where one has been, undo and redo. Knows no toolkit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.config import Config
from reader.library import NotFound
from reader.model import ReaderError, Tag
from reader.tuples import NamedTuple
from reader.ui.pane.marking import Marking
from reader.ui.pane.session import Session
from reader.ui.pane.shown import Shown
from reader.ui.reading.byline import byline
from reader.ui.reading.coding import Coding
from reader.ui.reading.keeping import Keeping, Place
from reader.ui.reading.ties import Ties

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library import Change, Library, Undone
    from reader.model import Codebook, Highlight
    from reader.text.query_nodes import Query
    from reader.text.setting import Setting
    from reader.ui.lists.stretch import Item, Walk

_KEPT_PLACES = 200


class Listing(NamedTuple):
    """A list of passages: what was asked, the walks that give it in its order, and from where one came."""

    text: str
    query: Query | None
    walks: tuple[Walk, ...]
    origin: Origin | None


class Origin(NamedTuple):
    """Where one was before a list of passages: the pane, the place in the text, the screen's first offset."""

    pane: str
    place: Place | None
    top: int


class Row(NamedTuple):
    """A row of a list of passages that was left for its passage."""

    listing: Listing
    item: Item


class Desk(Keeping):
    """The library as one person reads in it."""

    def __init__(self, library: Library, config: Config | None = None) -> None:
        super().__init__(library)
        self.config = config or Config()
        self.setting = self.config.setting
        self.focuses = False  # focus mode
        self.marking = Marking(library)
        self.coding = Coding(self.marking)
        self.ties = Ties(library)
        self.link_begun: tuple[Highlight, str] | None = None  # from where, and its kind if that was said
        self._left: Place | None = None  # the last place that a jump left
        self._trail: list[Place | Row] = []
        self._warned: Undone | None = None  # a step in another article that was only named so far
        self._codebook: Codebook | None = None
        self._shown: Shown | None = None
        library.subscribe(self._take_change)

    def _take_change(self, change: Change) -> None:
        if change.kind == "codebook":
            self._codebook = self._shown = None

    @property
    def codebook(self) -> Codebook:
        """The codebook as it was last looked at: no key waits for the disk."""
        if self._codebook is None:
            self._codebook = self.library.codebook
        return self._codebook

    def coded_tags(self) -> list[Tag]:
        """Return the tags that one codes with, as the codebook has them."""
        return [self.codebook.get(name) or Tag(name) for name in self.coding.tags]

    @property
    def shown(self) -> Shown:
        """How annotators are shown, as it was last looked at."""
        if self._shown is None:
            self._shown = Shown(self.library.annotators())
        return self._shown

    def colour_of(self, highlight: Highlight) -> str:
        """Return the colour that a highlight is seen in."""
        return self.shown.colour_of(highlight, self.codebook)

    def whose(self, highlight: Highlight) -> str:
        """Return the annotator of a highlight that is not one's own."""
        return "" if highlight.annotator == self.library.annotator else highlight.annotator

    # -- opening

    def open(self, article: int, offset: int | None = None, *, glimpse: bool = False) -> Session:
        """Open an article where it was left, or at an offset. Raises ReaderError when it cannot be read.

        With `glimpse` it is only looked into: its place and when it was read stay what they were.
        """
        session = self.session
        if session is None or session.article.id != article:
            self.leave()
            session = self._begin(article, glimpse)
        elif glimpse:
            self.note_place()
        if offset is not None:
            session.go(offset)
        if glimpse:
            self.glimpse()
        return session  # the place is kept when it stands on the screen, which does not wait for that

    def _begin(self, article: int, glimpse: bool) -> Session:
        before = self.session
        session = self.session = Session(self.library.opened(article), setting=self.setting, shown=self.shown)
        self.coding.go_on(session, before)
        session.focuses = self.focuses
        self.begin(session, glimpse=glimpse)
        self.show_length()
        return session

    def show_length(self) -> None:
        """Say over the text how long it takes to read."""
        self.opened.scene.byline = byline(self.opened.article, self.attention.told)

    def set(self, setting: Setting) -> None:
        """Set this article, and those that are opened from now on, in another way."""
        self.setting = setting
        if self.session:
            self.session.view.set(setting)

    def keep(self, key: str, value: str | int | bool) -> str:
        """Keep a choice in the configuration file; return what to say where that could not be done."""
        if self.config.path is None:
            return ""
        from reader.config_edit import NotKeptError, keep

        try:
            keep(self.config.path, key, value)
        except NotKeptError as error:
            return f"for now: {error}"
        theme = str(value) if key == "theme" else self.config.theme
        self.config = self.config._replace(setting=self.setting, theme=theme)
        return ""

    def focus(self) -> bool:
        """Turn focus mode on or off; return whether it is on."""
        self.focuses = not self.focuses
        if self.session:
            self.session.focuses = self.focuses
        return self.focuses

    def close(self) -> None:
        """Put the open article away; its place is kept."""
        self.leave()
        self.session = None

    def reload(self) -> None:
        """Take the open article's metadata, codebook and highlights as the library has them now.

        Where it has another text, that is opened at the place that goes with the one before. One that is in
        the trash is put away.
        """
        self._codebook = self._shown = None
        try:
            article = self.library.article(self.session.article.id) if self.session else None
        except NotFound:
            article = self.session = None
        if self.session is None or article is None:
            self.ties.forget()
            return
        if article.digest != self.session.article.digest:
            self.ties.forget()
            self._begin(article.id, not self._reads)
            return
        before, highlights = self.session.codebook, self.library.highlights_of(article.id)
        turned = self.session.renew(article, self.codebook, self.shown, highlights)
        if self.codebook != before or any(self.ties.differ(*each) for each in turned):
            self.ties.forget()
        self.show_length()

    # -- places

    def remember(self, offset: int | None = None) -> None:
        """Remember the caret's place, or another in the open article, to come back to."""
        if self.session:
            self.remember_at((self.session.article.id, self.session.caret if offset is None else offset))

    def remember_at(self, place: Place | Row) -> None:
        """Remember a place, or a row of a list, to come back to."""
        if not self._trail or self._trail[-1] != place:
            self._trail = [*self._trail[-_KEPT_PLACES:], place]
        if not isinstance(place, Row):
            self._left = place

    def letters(self) -> dict[str, Place]:
        """Return the places under a letter; under `'` the last that a jump left."""
        return {**self.library.letters(), **({"'": self._left} if self._left else {})}

    def here(self) -> Place | None:
        """Return where the caret is."""
        return (self.session.article.id, self.session.caret) if self.session else None

    def back(self) -> Place | Row | None:
        """Return the last remembered place that is not here, and forget it; None when there is none."""
        here = self.here()
        while self._trail:
            place = self._trail.pop()
            if place != here:
                return place
        return None

    # -- undo

    def forget_warning(self) -> None:
        """Let a step in another article be named again before it is done."""
        self._warned = None

    def undo(
        self, *, redo: bool = False, listed: bool = False, everywhere: bool = False
    ) -> tuple[str, Place | None]:
        """Take the last step back (or make it again). Returns what to say, and where to go.

        A step in another article is only named at first; the second call does it. Where articles are
        `listed`, what was done to one as a whole is in sight, and needs no naming; where the passages of
        `everywhere` are, nothing does.
        """
        if named := self.name_step(redo=redo, listed=listed, everywhere=everywhere):
            return named, None
        return self.turned(self.library.redo if redo else self.library.undo)

    def next_step(self, *, redo: bool) -> Undone:
        """Return the step that is turned next; ReaderError when there is none."""
        step = self.library.next_redo() if redo else self.library.next_undo()
        if step is None:
            raise ReaderError("nothing to do again" if redo else "nothing to take back")
        return step

    def name_step(self, *, redo: bool, listed: bool = False, everywhere: bool = False) -> str:
        """Name the step that is turned next, where it was not named yet and is not in sight; else nothing."""
        step = self.next_step(redo=redo)
        here = self.session.article.id if self.session else None
        in_sight = everywhere or (listed and step.start is None)
        elsewhere = step.article and step.article != here and not in_sight
        if elsewhere and (self._warned is None or self._warned != step):
            self._warned = step
            key, does = ("U", "does again") if redo else ("u", "takes back")
            return f"{key} once more {does}: {step.words} · in “{self._title(step.article)}”"
        self._warned = None
        return ""

    def turned(self, turn: Callable[[], Undone | None]) -> tuple[str, Place | None]:
        """Turn a step, and show it in the open article. Returns what to say, and where to go."""
        before = self.session
        try:
            done = turn()
        finally:
            if self.session:  # of a step in several articles a part may be done
                self.reload_if(self.session.article.id)
        assert done
        place = (done.article, done.start) if done.start is not None else None
        said = f"{'took back' if done.undone else 'done again'}: {done.words}"
        if before and not self.session:  # the article itself went
            said = f"{said} · redo brings it back"
        return f"{said} · but {done.remark}" if done.remark else said, place

    def reload_if(self, article: int) -> None:
        """Take the open article anew, if it is this one."""
        if self.session and self.session.article.id == article:
            self.reload()

    def _title(self, article: int) -> str:
        try:
            return self.library.article(article).title
        except ReaderError:
            return "the trash"

    # -- what is said of a passage

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Return (number of the paragraph at an offset, number of paragraphs)."""
        assert self.session
        blocks = self.session.view.body.blocks
        return blocks.at(offset) + 1, len(blocks)

    def paragraph_of(self, highlight: Highlight) -> int:
        """Return the number of the paragraph where a highlight of the open article begins."""
        return self.paragraph(highlight.start)[0]
