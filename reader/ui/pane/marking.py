"""What the marking keys do to a session's target, through the library. Each returns what to say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reader.model import ReaderError
from reader.ui.pane.target import Target, for_deletion, for_marking, for_passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.model import Highlight
    from reader.ui.pane.session import Session


#: What is said where a highlight without a place is given one.
PLACES = "o changes the other end · enter places it here · esc leaves it"


class Store(Protocol):
    """What marking needs of a library."""

    annotator: str

    def mark(
        self,
        article: int,
        start: int,
        end: int,
        *,
        tags: Sequence[str] = (),
        note: str = "",
        colour: str = "",
    ) -> Highlight:
        """Keep a new highlight."""

    def change(
        self,
        highlight: Highlight,
        *,
        tags: Sequence[str] | None = None,
        note: str | None = None,
        colour: str | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> Highlight:
        """Change what is given of a highlight."""

    def delete(self, highlights: Sequence[Highlight]) -> None:
        """Delete highlights of one article."""


class Marking:
    """The marking commands of one person; what `.` repeats lives here, over articles."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.last_tags: tuple[str, ...] = ()
        self.last_colour = ""
        self._last: int | None = None  # the highlight of the last mark

    def target(self, session: Session) -> Target:
        """Return what a marking key would act on."""
        return for_marking(session, self.store.annotator)

    def passage(self, session: Session) -> Target:
        """Return what a note, a colour or a copy would act on."""
        target = for_passage(session, self.store.annotator)
        assert target
        return target

    # -- marks

    def highlight(self, session: Session) -> str:
        """Highlight the target."""
        target = self.target(session)
        if target.highlight:
            return "already highlighted"
        self._remember(session, self._mark(session, target), joins=False)
        return f"highlighted the {target.what}"

    def toggle(self, session: Session, tag: str) -> str:
        """Put a tag on the target, or take it off."""
        target = self.target(session)
        if target.highlight and tag in target.highlight.tags:
            return self.tag(session, (), (tag,), target)
        return self.tag(session, (tag,), (), target)

    def tag(
        self, session: Session, add: Sequence[str], remove: Sequence[str] = (), target: Target | None = None
    ) -> str:
        """Add tags to the target and take others off, as one step."""
        target = target or self.target(session)
        old = target.highlight
        kept = [t for t in old.tags if t not in remove] if old else []
        tags = (*kept, *(t for t in add if t not in kept))
        if tags == (old.tags if old else ()):
            return "nothing changed"
        joins = self._joins(session, old)
        new = self._change(session, old, tags=tags) if old else self._mark(session, target, tags=tags)
        if add or joins:  # to take a tag off is no mark
            self._remember(session, new, tags=add, gone=remove, joins=joins)
        said = [f"#{t}" for t in add] + [f"#{t} taken off" for t in remove if old and t in old.tags]
        return " ".join(said)

    def repeat(self, session: Session) -> str:
        """Add the tags and the colour of the last mark to the target; it never removes."""
        if self._last is None:
            raise ReaderError("nothing to repeat yet")
        target = self.target(session)
        old = target.highlight
        if old is None:
            new = self._mark(session, target, tags=self.last_tags, colour=self.last_colour)
        else:
            tags = (*old.tags, *(t for t in self.last_tags if t not in old.tags))
            colour = self.last_colour or old.colour
            if (tags, colour) == (old.tags, old.colour):
                return "already so marked"
            new = self._change(session, old, tags=tags, colour=colour)
        self._last, session.touched = new.id, False
        return " ".join(f"#{t}" for t in self.last_tags) or "highlighted"

    def colour(self, session: Session, colour: str) -> str:
        """Give the passage a colour, marking it where it is not marked."""
        target = self.passage(session)
        self._own(target)
        joins = self._joins(session, target.highlight)
        if target.highlight:
            new = self._change(session, target.highlight, colour=colour)
        else:
            new = self._mark(session, target, colour=colour)
        self._remember(session, new, colour=colour, joins=joins)
        return colour

    def note(self, session: Session, target: Target, text: str) -> str:
        """Keep a note on a passage; an empty note makes no highlight."""
        self._own(target)
        old = target.highlight
        if text == (old.note if old else ""):
            return ""
        from reader.text.clean import clean_note

        new = self._change(session, old, note=text) if old else self._mark(session, target, note=text)
        if new.note != clean_note(text):
            return "note kept, with what was written elsewhere meanwhile"
        return "note kept" if text else "note removed"

    def delete(self, session: Session) -> str:
        """Delete the highlight; of a selection, the own highlights wholly inside."""
        doomed = for_deletion(session, self.store.annotator)
        if not doomed:
            if not session.selection and session.picked:
                self._own(self._picked(session))
            raise ReaderError("there is no highlight here")
        self.store.delete(doomed)
        for highlight in doomed:
            session.forget(highlight)
        session.unselect()
        count = len(doomed)
        return "deleted · u brings it back" if count == 1 else f"deleted {count} · u brings them back"

    # -- bounds

    def edit_bounds(self, session: Session) -> str:
        """Make the highlight's bounds a selection, to be kept by `keep_bounds`."""
        if session.selection:
            raise ReaderError("edit bounds works on one highlight, not on a selection")
        target = for_passage(session, self.store.annotator, or_unit=False)
        if target is None or target.highlight is None:
            raise ReaderError("there is no highlight here")
        self._own(target)
        if not session.article.has_text:
            raise ReaderError("the text is not here, so it cannot have a place in it")
        if not target.highlight.attached:
            place = target.start, target.end
            session.edit(target.highlight, place if place[0] < place[1] else session.unit_span())
            session.view.centre()
            return PLACES
        session.edit(target.highlight)
        return "move to change the end · o the other end · enter keeps"

    def keep_bounds(self, session: Session) -> str:
        """Give the highlight that is being edited the bounds of the selection."""
        highlight, selection = session.editing, session.selection
        assert highlight and selection
        start, end = selection.span
        placed = highlight.attached and not highlight.waits
        if placed and (start, end) == (highlight.start, highlight.end):
            session.pick(highlight, go=False)
            return "bounds as before"
        others = (h for h in session.passages.meeting(start, end) if h.id != highlight.id)
        if any((h.start, h.end) == (start, end) and h.annotator == highlight.annotator for h in others):
            raise ReaderError("another of your highlights has these bounds")
        self._change(session, highlight, start=start, end=end)
        return "bounds changed" if placed else "placed · u takes it back"

    # -- doing it

    def _picked(self, session: Session) -> Target:
        target = for_passage(session, self.store.annotator, or_unit=False)
        assert target
        return target

    def _own(self, target: Target) -> None:
        if target.highlight and target.highlight.annotator != self.store.annotator:
            raise ReaderError(f"this highlight is {target.highlight.annotator}'s: it can only be read")

    def _mark(
        self,
        session: Session,
        target: Target,
        *,
        tags: Sequence[str] = (),
        note: str = "",
        colour: str = "",
    ) -> Highlight:
        new = self.store.mark(
            session.article.id, target.start, target.end, tags=tags, note=note, colour=colour
        )
        return self._settle(session, new)

    def _change(
        self,
        session: Session,
        old: Highlight,
        *,
        tags: Sequence[str] | None = None,
        note: str | None = None,
        colour: str | None = None,
        start: int | None = None,
        end: int | None = None,
    ) -> Highlight:
        new = self.store.change(old, tags=tags, note=note, colour=colour, start=start, end=end)
        return self._settle(session, new)

    def _settle(self, session: Session, highlight: Highlight) -> Highlight:
        """Show a highlight as it is now, picked; the caret stays, or stands at the selection's end."""
        session.show(highlight)
        if session.selection:
            session.view.go(session.selection.span[1] - 1)
        session.pick(highlight, go=False)
        return highlight

    def _joins(self, session: Session, old: Highlight | None) -> bool:
        """Tell whether a mark belongs to the one before: one target, and no motion between."""
        return not session.touched and old is not None and old.id == self._last

    def _remember(
        self,
        session: Session,
        marked: Highlight,
        *,
        tags: Sequence[str] = (),
        gone: Sequence[str] = (),
        colour: str = "",
        joins: bool,
    ) -> None:
        """Note what `.` repeats, once it is kept: notes, bounds and deletions are not."""
        self._last, session.touched = marked.id, False
        before = self.last_tags if joins else ()
        kept = tuple(t for t in before if t not in gone and t not in tags)
        self.last_tags = (*kept, *tags)
        self.last_colour = colour or (self.last_colour if joins else "")
