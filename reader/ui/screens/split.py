"""The passages of a tag in their context, each put to one of its new tags by a digit, or left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, overload

from reader.text.cells import cells, clip
from reader.text.words import first_words, quoted
from reader.ui.lists.hit_rows import BEFORE, last_cells
from reader.ui.screens.popup import INSET, Popup
from reader.ui.screens.rows import go_about
from reader.ui.widgets.codebook_panes import About, TagCard
from reader.ui.widgets.lines import Line, Lines
from reader.ui.widgets.painted import Nothing
from reader.ui.widgets.prompt import Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual import events
    from textual.widget import Widget

    from reader.model import Article, Highlight
    from reader.ui.lists.splitting import Splitting
    from reader.ui.widgets.painted import Part

_HINTS = (
    "1–9 puts, 0 leaves · enter splits · esc closes",
    "1–9 puts · enter splits · esc closes",
    "enter splits · esc closes",
    "esc closes",
)
_LEAVE = ("0", "space", "x", "delete")
_NAME = 24  # cells of a tag
_LONGEST = 400  # code points of a passage that are shown


class _PassageRows(Sequence[Line]):
    """The passages as rows, each made when it is looked at."""

    def __init__(self, splitting: Splitting) -> None:
        self._splitting = splitting
        self.before = BEFORE

    def __len__(self) -> int:
        return len(self._splitting.passages)

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> list[Line]: ...
    def __getitem__(self, index: int | slice) -> Line | list[Line]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        splitting = self._splitting
        return self._row(*splitting.passages[index], splitting.put[index])

    def _row(self, article: Article, highlight: Highlight, put: int) -> Line:
        out, after = (_one_line(text) for text in self._splitting.library.around(article, highlight))
        out, _ = last_cells(out.lstrip(), "", self.before)
        quote = " ".join(highlight.quote[:_LONGEST].split())
        left: list[Part] = [(f"{put} " if put else "· ", "row--key" if put else "row--faint")]
        left += [(" " * (self.before - cells(out)), ""), (out, "row--dim"), (quote, "")]
        left += [(after, "row--dim")]
        name = f"#{clip(self._splitting.names[put - 1], _NAME)}" if put else ""
        return Line(tuple(left), ((name, "row--accent"),) if name else ())


def _one_line(text: str) -> str:
    """Make one blank of all white space that stands together."""
    return " ".join(re.split(r"\s+", text))


class SplitScreen(Popup[bool]):
    """Lists the passages while they are read. The result says whether to split."""

    MODE: ClassVar[str] = "SPLIT"

    DEFAULT_CSS = """
    SplitScreen {
        & .split--names { margin-bottom: 1; }
        & TagCard { height: 7; margin-top: 1; }
    }
    """

    def __init__(self, splitting: Splitting) -> None:
        super().__init__(wide=True)
        self.splitting = splitting
        self.looking = True
        self._rows = _PassageRows(splitting)
        self._lines = Lines(Nothing("No passage of yours has this tag"))
        self._names = Row(inset=INSET).add_class("split--names")
        self._whole = TagCard()  # the chosen passage

    @property
    def lines(self) -> Lines:
        """The rows shown."""
        return self._lines

    def middle(self) -> Iterable[Widget]:
        """Return the tags, the rows, and the chosen passage in full."""
        return self._names, self._lines, self._whole

    def on_mount(self) -> None:
        """Begin to read."""
        self._tell()
        self.run_worker(self._look, thread=True, exit_on_error=False)

    def on_unmount(self) -> None:
        """Read no further."""
        self.splitting.stopped = True

    def share_rows(self, width: int, most: int) -> None:
        """Show less before each passage where there is little room."""
        self._rows.before = min(BEFORE, width // 5)
        self._lines.refresh()

    def _look(self) -> None:
        for passages in self.splitting.pages():
            self.app.call_from_thread(self._take, passages)
        self.app.call_from_thread(self._looked)

    def _take(self, passages: list[tuple[Article, Highlight]]) -> None:
        self.splitting.add(passages)
        if len(self._rows):
            self._lines.show(self._rows)
        self._tell()

    def _looked(self) -> None:
        self.looking = False
        self._lines.show(self._rows)
        self._tell()

    def _tell(self) -> None:
        """Say how many passages go where, and what the keys do."""
        splitting = self.splitting
        stay, *counts = splitting.counts()
        more = f" · {splitting.others:,} of others stay" if splitting.others else ""
        more += f" · only the first {len(splitting.passages):,} are listed" if splitting.more else ""
        told = f"{stay:,} stay{'s' * (stay == 1)}{more}{' · looking…' * self.looking}"
        self.entitle(f"Split #{splitting.tag}", [(told, "row--dim")], hints=_HINTS)
        names: list[Part] = []
        for number, (name, count) in enumerate(zip(splitting.names, counts, strict=True), 1):
            names += [(f"{number} ", "row--key"), (f"#{name}", ""), (f" {count:,}   ", "row--dim")]
        self._names.show(names)
        self._whole.show(self._chosen())

    def _chosen(self) -> About:
        """Tell the chosen passage in full: where it is, what other tags and note it has."""
        if not len(self._rows):
            return About()
        article, highlight = self.splitting.passages[self._lines.chosen]
        beside = "".join(f"  #{tag}" for tag in highlight.tags if tag != self.splitting.tag)
        quote, note = (first_words(text, _LONGEST) for text in (highlight.quote, highlight.note))
        texts = ((quoted(quote), ""), *(((note, "row--quiet"),) if note else ()))
        return About(((article.title, "row--dim"), (beside, "row--dim")), texts)

    def on_key(self, event: events.Key) -> None:
        """Move, put, leave, or end."""
        event.stop()
        event.prevent_default()
        key, said = event.key, self.message
        self.say("")
        if key in ("escape", "q"):
            self._leave(said)
        elif key in _LEAVE:
            self._put(0)
        elif key.isdigit():
            self._put(int(key))
        elif key == "enter":
            self._end()
        else:
            go_about(self._lines, key)
        self._tell()

    def _put(self, number: int) -> None:
        """Put the chosen passage to a tag, and go to the next."""
        at = self._lines.chosen
        if number > len(self.splitting.names):
            self.say(f"there is no tag {number}", error=True)
        elif at < len(self._rows):
            self.splitting.put[at] = number
            self._lines.go(at + 1)

    def _end(self) -> None:
        if not any(self.splitting.put):
            self.say("every passage stays: a digit puts one to its tag", error=True)
        else:
            self.dismiss(True)

    def _leave(self, said: str) -> None:
        """Leave; what was put is not dropped by one press."""
        warning = "esc once more, and all stay as they are"
        if any(self.splitting.put) and said != warning:
            self.say(warning, error=True)
        else:
            self.dismiss(False)
