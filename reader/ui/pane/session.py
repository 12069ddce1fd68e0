"""One open article as it is being read: caret, unit, selection, pick and search, and the motions on them.

Product semantics live here and in `target` and `marking`, without a terminal; the widget only paints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.cells import grapheme_start, next_grapheme
from reader.text.selection import Selection
from reader.text.setting import PLAIN
from reader.ui.pane.overview import Overview
from reader.ui.pane.passages import Passages
from reader.ui.pane.scene import Scene
from reader.ui.pane.selecting import SENTENCE, Selecting
from reader.ui.pane.shown import ALL, Shown
from reader.ui.pane.stance import Stance
from reader.ui.pane.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.model import Article, ArticleView, Codebook, Highlight
    from reader.text.find_pattern import AnySearch
    from reader.text.setting import Setting
    from reader.ui.pane.selecting import Span


_FEW = 500  # highlights that are put in their places one by one


class Session(Selecting):
    """An article, its body and its highlights under a caret."""

    def __init__(self, opened: ArticleView, *, setting: Setting = PLAIN, shown: Shown = ALL) -> None:
        self.article: Article = opened.article
        self.codebook: Codebook = opened.codebook
        self.shown = shown
        language, caret = opened.article.language, opened.article.position
        super().__init__(View(opened.body, language=language, caret=caret, setting=setting))
        self.scene = Scene(Overview(len(opened.body.text)))
        self.editing: Highlight | None = None  # whose bounds the selection is
        self._before_edit: Stance | None = None
        self.touched = False  # a motion has been made since the last mark
        self.focuses = False  # all but the paragraph at the caret is dimmed
        self.dragged = False  # the mouse made the selection
        self.match: Span | None = None  # what was found, until the next motion
        self.passages = Passages()
        self.take_highlights(opened.highlights)

    @property
    def picked(self) -> Highlight | None:
        """The highlight that is picked."""
        return self.passages.get(self.scene.picked)

    def take_highlights(self, highlights: Iterable[Highlight]) -> None:
        """Show these highlights, in place of the ones before."""
        self.passages = Passages(self.shown.among(highlights))
        self.scene.clear(self.passages.spans)
        for highlight in self.passages:
            self.scene.put(highlight, self.shown.colour_of(highlight, self.codebook))
        if self.picked is None:
            self.scene.picked = None

    def renew(
        self, article: Article, codebook: Codebook, shown: Shown, highlights: Sequence[Highlight]
    ) -> list[tuple[Highlight | None, Highlight | None]]:
        """Take all that belongs to the article as it is now; mostly few of the highlights are other ones.

        Returns how each of these few was and is; nothing where all were taken anew.
        """
        alike = codebook == self.codebook and shown.alike(self.shown)
        self.article, self.codebook, self.shown = article, codebook, shown
        changed, gone = self.passages.differing(shown.among(highlights))
        if not alike or len(changed) + len(gone) > _FEW:
            self.take_highlights(highlights)
            return []
        turned = [*((old, None) for old in gone), *((self.passages.get(new.id), new) for new in changed)]
        for old in gone:
            self.forget(old)
        for new in changed:
            self.show(new)
        return turned

    def show(self, highlight: Highlight) -> None:
        """Take a highlight as it is now, new or changed."""
        if self.passages.get(highlight.id) != highlight:
            self.passages.put(highlight)
        self.scene.put(highlight, self.shown.colour_of(highlight, self.codebook))

    def forget(self, highlight: Highlight) -> None:
        """Show a highlight no longer."""
        self.passages.drop(highlight.id)
        self.scene.drop(highlight.id)
        if self.scene.picked == highlight.id:
            self.scene.picked = None

    def refresh(self) -> None:
        """Bring what is drawn up to date with the caret, the unit and the selection."""
        self.scene.selection = self.selection.span if self.selection else None
        self.scene.unit = (0, 0) if self.selection else self.unit_span()
        self.scene.lone = self.unit_at(self.caret, "paragraph") if self.focuses else None

    # -- the pick

    def resize_unit(self, step: int) -> bool:
        """Make the unit larger (1) or smaller (-1), or fit a selection to one; tell whether there is one."""
        if not self.selection:
            self.scene.picked = None
        return super().resize_unit(step)

    def pick(self, highlight: Highlight, *, go: bool = True) -> None:
        """Pick a highlight; the caret goes to its start, unless it is to stay."""
        self.unselect()
        self.rest_unit()
        self.scene.picked = highlight.id
        if go:
            self.view.go_to(highlight.start, highlight.end)
            self.touched = True

    def pick_neighbour(self, step: int) -> bool:
        """Pick the next (previous) highlight; tell whether there is one."""
        find = self.passages.after if step > 0 else self.passages.before
        found = find(self.caret, self.picked)
        if found:
            self.pick(found)
        return found is not None

    def pick_here(self) -> bool:
        """Pick the next of the highlights at the caret, smallest first; tell whether there is one."""
        here = self.passages.at(self.caret)
        if not here:
            return False
        at = here.index(self.picked) + 1 if self.picked in here else 0
        self.pick(here[at % len(here)], go=False)
        return True

    def moved(self) -> None:
        """Say that a motion was made: nothing is picked any longer."""
        self.scene.picked = self.match = None
        self.touched = True

    # -- selection

    def extend(self, *, units: bool) -> None:
        """Begin a selection with the word at the caret, or with the whole unit."""
        span = self.unit_span() if units else self.unit_at(self.caret, "word")
        self.selection, self.whole_units = Selection(span, span), units
        self._to_moving_end()
        self.moved()

    def select(self, start: int, end: int) -> None:
        """Select `[start, end)`, the later end moving."""
        if end > start:
            self.whole_units = False
            last = grapheme_start(self.view.text, end - 1)
            self.selection = Selection(self.char_at(start), (last, end))
            self._to_moving_end()
            self.moved()

    def click(self, offset: int) -> None:
        """Put the caret where the mouse points, and pick the smallest highlight there."""
        self.unselect()
        self.go(offset)
        here = self.passages.at(self.caret)
        if here:
            self.scene.picked = here[0].id

    def drag(self, origin: int, offset: int) -> None:
        """Select from where the button went down to where the mouse points."""
        self.whole_units, self.dragged = False, True
        self.selection = Selection(self.char_at(origin), self.char_at(offset))
        self.view.go(offset)
        self.moved()

    def edit(self, highlight: Highlight, span: Span | None = None) -> None:
        """Make a highlight's bounds, or a span, the selection, until it is dropped."""
        self._before_edit = Stance.of(self)
        self.select(*(span or (highlight.start, highlight.end)))
        self.editing = highlight

    def unselect(self) -> None:
        """Drop the selection, and with it the bounds that are being edited; the caret stays."""
        super().unselect()
        self.editing = None

    def escape(self) -> bool:
        """Take one step out: edit, selection, unit, pick, find marks. Tell whether there was one to take."""
        if self.editing and self._before_edit:
            self.unselect()
            self._before_edit.resume(self)
            self.view.follow()
        elif self.selection:
            self.unselect()
        elif self.unit != SENTENCE:
            self.unit = SENTENCE
        elif self.scene.picked is not None:
            self.scene.picked = None
        elif self.scene.search is not None:
            self.scene.search = None
        else:
            return False
        return True

    # -- going somewhere

    def go(self, offset: int) -> None:
        """Put the caret at an offset; a selection extends to the word there."""
        self.view.go(offset)
        if self.selection:
            self.reach(self.unit_at(self.caret, "word"))
        else:
            self.rest_unit()
        self.moved()

    def seek(self, search: AnySearch, origin: int) -> Span | None:
        """Mark what a search finds and go to the first match from `origin`; None where there is none."""
        self.scene.search = search
        return self._to_match(search.next(origin), 1)

    def find_again(self, step: int) -> Span | None:
        """Go to the next (previous) match; None where there is none."""
        search = self.scene.search
        if search is None:
            return None
        at = self.caret
        if self.match and self.view.stop(self.match[0]) == at:  # it may begin between paragraphs
            at = self.match[0]
        after = next_grapheme(self.view.text, at)
        return self._to_match(search.next(after) if step > 0 else search.prev(at), step)

    def _to_match(self, match: Span | None, step: int) -> Span | None:
        if match is not None:
            self.arrive(match, step)
            self.match = match
        return match

    def arrive(self, span: Span, step: int) -> None:
        """Go to a span that lies ahead (1) or behind (-1); a selection grows to its far edge."""
        start, end = span
        if self.selection:
            last = grapheme_start(self.view.text, end - 1)
            self.reach((grapheme_start(self.view.text, start), self.char_at(last)[1]), step)
        else:
            self.rest_unit()
            self.view.go_to(start, end)
        self.moved()
