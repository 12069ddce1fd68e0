"""The hits of a pattern in their context: each kept or dropped, then all that are kept marked in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.screen import ModalScreen

from reader.library.bulk import Outcome, bulk_words
from reader.model import ReaderError
from reader.ui.hit_rows import BEFORE, HitRows
from reader.ui.screens.rows import Lines
from reader.ui.widgets.prompt import Row, hint_beside

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from reader.library.bulk import Hit
    from reader.ui.gathering import Gathered, Gathering
    from reader.ui.widgets.painted import Part

#: What the keys do, from the fullest on; the first that fits is shown.
_HINTS = (
    "space toggles · x drops · y keeps · a all · n none · enter marks · esc leaves",
    "space toggles · a all · n none · enter marks · esc leaves",
    "space toggles · enter marks · esc leaves",
    "esc leaves",
)
_BAR = 20  # cells
_MOVES = {"down": 1, "j": 1, "up": -1, "k": -1}
_PAGES = {"pagedown": 1, "ctrl+d": 1, "pageup": -1, "ctrl+u": -1}
_ENDS = {"home": 0, "g": 0, "end": -1, "G": -1}


class HitsScreen(ModalScreen[str | None]):
    """Shows what is found while it is found. The result says what was done, or is None."""

    MODE: ClassVar[str] = "MARK ALL"

    DEFAULT_CSS = """
    HitsScreen {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            width: 100%;
            max-width: 160;
            height: 100%;
            padding: 1 2 0 2;
            background: $raised;
        }
        & .hits--head { margin-bottom: 1; }
    }
    """

    def __init__(self, gathering: Gathering) -> None:
        super().__init__()
        self.gathering, self.bulk = gathering, gathering.bulk
        self.looking, self.marking = True, False
        self.rows = HitRows(titled=not gathering.single)
        self.message = ""
        self._digests: dict[int, str] = {}
        self._seen = self._done = 0
        self._lines = Lines("nothing is found")
        self._head, self._foot = Row().add_class("hits--head"), Row()
        self._stopped = False  # while marking

    @property
    def lines(self) -> Lines:
        """The rows shown."""
        return self._lines

    def compose(self) -> ComposeResult:
        """Set the rows between what is done and how far one is."""
        with Vertical():
            yield self._head
            yield self._lines
            yield self._foot

    def on_mount(self) -> None:
        """Begin to look."""
        self._tell()
        self.run_worker(self._look, thread=True, exit_on_error=False)

    def on_unmount(self) -> None:
        """Look no further."""
        self.gathering.stopped = self._stopped = True

    def on_resize(self) -> None:
        """Tell the keys in the room there is, and show less before each place where that is little."""
        self.rows.before = min(BEFORE, self.size.width // 5)
        self._lines.refresh()
        self._tell()

    # -- looking

    def _look(self) -> None:
        self.gathering.run(lambda gathered: self.app.call_from_thread(self._take, gathered))
        self.app.call_from_thread(self._looked)

    def _take(self, gathered: Gathered) -> None:
        self.rows.add(gathered)
        self._digests.update(gathered.digests)
        self._seen, self._done = gathered.articles, gathered.done
        if len(self.rows):
            self._lines.show(self.rows)
        self._tell()

    def _looked(self) -> None:
        self.looking = False
        self._lines.show(self.rows)
        self._say(self.gathering.wrong, error=True)

    # -- what is told

    @property
    def kept(self) -> int:
        """How many hits are kept."""
        return self.rows.kept.count(1)

    def _say(self, message: str, *, error: bool = False) -> None:
        self.message = message
        self._tell(error=error)

    def _tell(self, *, error: bool = False) -> None:
        done = f" · {self._done:,} done already" if self._done else ""
        articles = f" in {len(self._digests):,} articles" if not self.gathering.single else ""
        count = f"{self.kept:,} of {len(self.rows):,} kept{articles}{done}"
        hints = _HINTS if len(self.rows) or self.looking else _HINTS[-1:]
        hint = hint_beside(f"{bulk_words(self.bulk)}  {count}", self.size.width, hints)
        self._head.show(
            [(f"{bulk_words(self.bulk)}  ", "row--accent"), (count, "row--dim")], [(hint, "row--faint")]
        )
        total = len(self.gathering.articles)
        if self.message:
            self._foot.show([(self.message, "row--warning" if error else "")])
        elif self.looking and total > 1:
            self._foot.show(
                [*_bar(self._seen, total), (f"  {self._seen:,} of {total:,} · esc stops", "row--dim")]
            )
        else:
            self._foot.show([])

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """Move, keep or drop, mark, stop or leave."""
        event.stop()
        event.prevent_default()
        key, lines = event.key, self._lines
        if self.marking:
            self._stopped = self._stopped or key == "escape"
            return
        if self.message and not self.looking:
            self._say("")
        if key in ("escape", "q"):
            self._leave()
        elif key in _MOVES:
            lines.go(lines.chosen + _MOVES[key])
        elif key in _PAGES:
            lines.page(_PAGES[key])
        elif key in _ENDS:
            lines.go(_ENDS[key] and len(self.rows))
        elif key in ("space", "x", "y", "delete"):
            self._set(key)
        elif key in ("a", "n"):
            self.rows.kept[:] = (b"\1" if key == "a" else b"\0") * len(self.rows)
            self._shown()
        elif key == "enter":
            self._mark()

    def _set(self, key: str) -> None:
        """Keep or drop the chosen hit, and go to the next."""
        at = self._lines.chosen
        if at < len(self.rows):
            self.rows.kept[at] = 1 - self.rows.kept[at] if key == "space" else key == "y"
            self._lines.go(at + 1)
            self._shown()

    def _shown(self) -> None:
        self._lines.refresh()
        self._tell()

    def _leave(self) -> None:
        """Stop looking; then leave."""
        if self.looking and not self.gathering.stopped:
            self.gathering.stopped = True
            self._say(f"stopped after {self._seen:,} articles")
        else:
            self.dismiss(None)

    # -- marking

    def _mark(self) -> None:
        if self.looking and not self.gathering.stopped:
            self._say("still looking · esc stops it, then enter marks what was found", error=True)
            return
        hits: dict[int, list[Hit]] = {}
        for hit, kept in zip(self.rows.hits, self.rows.kept, strict=True):
            if kept:
                hits.setdefault(hit.article, []).append(hit)
        if not hits:
            self._say("nothing is kept", error=True)
            return
        self.marking, self._stopped = True, False
        self.run_worker(lambda: self._work(hits), thread=True, exit_on_error=False)

    def _work(self, hits: dict[int, list[Hit]]) -> None:
        """Mark all that is kept, some articles at a time; runs in a thread."""
        outcome, wrong = Outcome(0, 0), ""
        try:
            for outcome in self.gathering.library.bulk(self.bulk, hits, self._digests):
                self.app.call_from_thread(self._progressed, outcome, len(hits))
                if self._stopped:
                    break
        except ReaderError as error:
            wrong = str(error)
        self.app.call_from_thread(self._marked, outcome, wrong)

    def _progressed(self, outcome: Outcome, total: int) -> None:
        seen = outcome.articles + outcome.left
        self._foot.show([*_bar(seen, total), (f"  {seen:,} of {total:,} articles · esc stops", "row--dim")])

    def _marked(self, outcome: Outcome, wrong: str) -> None:
        self.marking = False
        if wrong:
            self._say(wrong, error=True)
            return
        where = f" in {outcome.articles:,} articles" if outcome.articles > 1 else ""
        passages = f"{outcome.passages:,} highlight{'s' * (outcome.passages != 1)}"
        left = f" · {outcome.left:,} articles stayed as they are" if outcome.left else ""
        stopped = "stopped: " if self._stopped else ""
        self.dismiss(f"{stopped}{bulk_words(self.bulk)}: {passages}{where}{left} · u takes it back")


def _bar(done: int, total: int) -> list[Part]:
    """Return a bar that shows how much is done."""
    full = _BAR * done // max(1, total)
    return [("━" * full, "row--accent"), ("━" * (_BAR - full), "row--faint")]
