"""Sessions for tests: a body from marked text, and a store that keeps highlights in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from reader.model import STARTING_TAGS, Article, ArticleView, Body, Codebook, Highlight
from reader.ui.pane.marking import Marking
from reader.ui.pane.motions import move
from reader.ui.pane.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ME = "me"


@dataclass
class MemoryStore:
    """Keeps highlights in a dictionary; the contract is `reader.library`'s."""

    body: Body
    annotator: str = ME
    kept: dict[int, Highlight] = field(default_factory=dict)
    ids: count[int] = field(default_factory=lambda: count(1))

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
        quote = self.body.text[start:end]
        new = Highlight(
            next(self.ids), article, start, end, quote, colour=colour, tags=tuple(tags), note=note,
            annotator=self.annotator,
        )  # fmt: skip
        self.kept[new.id] = new
        return new

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
        new = self.kept[highlight.id]
        if tags is not None:
            new = replace(new, tags=tuple(tags))
        if note is not None:
            new = replace(new, note=note)
        if colour is not None:
            new = replace(new, colour=colour)
        if start is not None and end is not None:
            new = replace(new, start=start, end=end, quote=self.body.text[start:end])
        self.kept[new.id] = new
        return new

    def delete(self, highlights: Sequence[Highlight]) -> None:
        for highlight in highlights:
            del self.kept[highlight.id]


class Reader:
    """A session that is driven by the ids of commands; `|` in the text is where the caret begins."""

    def __init__(self, marked: str, *, width: int = 60, rows: int = 20, body: Body | None = None) -> None:
        caret = max(0, marked.find("|"))
        self.body = body or Body.plain(marked.replace("|", ""))
        article = Article(1, "Title", position=caret, characters=len(self.body.text))
        self.session = Session(ArticleView(article, self.body, (), Codebook(STARTING_TAGS)))
        self.store = MemoryStore(self.body)
        self.marking = Marking(self.store)
        self.session.view.resize(width, rows)
        self.session.refresh()

    def do(self, *names: str) -> Reader:
        """Do motions and the commands of the session by their ids."""
        session = self.session
        other: dict[str, Callable[[], object]] = {
            "larger": lambda: session.resize_unit(1),
            "smaller": lambda: session.resize_unit(-1),
            "extend": lambda: session.extend(units=False),
            "extend-units": lambda: session.extend(units=True),
            "swap-ends": session.swap_ends,
            "escape": session.escape,
            "highlight": lambda: self.marking.highlight(session),
            "repeat": lambda: self.marking.repeat(session),
            "delete": lambda: self.marking.delete(session),
            "next-mark": lambda: session.pick_neighbour(1),
            "prev-mark": lambda: session.pick_neighbour(-1),
            "pick": session.pick_here,
            "edit-bounds": lambda: self.marking.edit_bounds(session),
            "keep-bounds": lambda: self.marking.keep_bounds(session),
        }
        for name in names:
            if name.startswith("#"):
                self.marking.toggle(session, name[1:])
            elif name in other:
                other[name]()
            else:
                move(session, name)
            session.refresh()
        return self

    @property
    def shown(self) -> str:
        """The text with `[` `]` around the selection, or around the unit, and `|` at the caret."""
        session = self.session
        start, end = session.selection.span if session.selection else session.unit_span()
        signs = sorted([(start, 0, "["), (session.caret, 1, "|"), (end, -1, "]")], reverse=True)
        text = self.body.text
        for at, _, sign in signs:
            text = text[:at] + sign + text[at:]
        return text

    @property
    def marks(self) -> list[tuple[str, tuple[str, ...]]]:
        """Quote and tags of every highlight kept, by place."""
        ordered = sorted(self.store.kept.values(), key=lambda h: (h.start, h.end))
        return [(h.quote, h.tags) for h in ordered]
