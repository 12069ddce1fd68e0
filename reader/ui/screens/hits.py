"""The hits of a pattern in their context: each kept or dropped, then all that are kept marked in one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal

from reader.library.editing.bulk import Outcome, bulk_words
from reader.model import Body, ReaderError
from reader.text.bulk import SCOPES, UNITS
from reader.ui.lists.hit_rows import BEFORE, HitRows
from reader.ui.lists.triage import Context
from reader.ui.screens.popup import Popup
from reader.ui.screens.rows import go_about
from reader.ui.widgets.bar import bar
from reader.ui.widgets.clicked_key import HINT
from reader.ui.widgets.context_pane import ContextPane
from reader.ui.widgets.lines import PATIENCE, Lines
from reader.ui.widgets.painted import Nothing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual import events
    from textual.widget import Widget

    from reader.library.editing.bulk import Hit
    from reader.text.bulk import Bulk
    from reader.ui.lists.gathering import Gathered, Gathering

#: What the keys do, from the fullest on; the first that fits is shown.
_HINTS = (
    "space toggles · x drops · y keeps · a all · n none · enter marks · esc closes",
    "space toggles · a all · n none · enter marks · esc closes",
    "space toggles · enter marks · esc closes",
    "space drops · enter marks",
    "esc closes",
)
_LOOKING = ("esc stops",)
_UNITS = {"match": "words", "sentence": "sentences", "paragraph": "paragraphs"}
_SCOPES = {"article": "this article", "list": "the list", "library": "the library"}
_LARGER = {"plus": 1, "equals_sign": 1, "minus": -1}
#: What stands before and behind the pattern that was typed, and what `w` finds next, one after the other.
_EDGES = (("", "", "word starts"), (r"\b(?:", r")\w*", "whole words"), (r"\b(?:", r")\b", "anywhere"))
_WARNING = "esc once more, and what was dropped is forgotten"


class HitsScreen(Popup[str | None]):
    """Shows what is found while it is found. The result says what was done, or is None."""

    MODE: ClassVar[str] = "MARK ALL"

    DEFAULT_CSS = """
    HitsScreen {
        & .hits--whole { margin-top: 1; padding: 0 4 0 2; }
        &.-low .hits--whole { display: none; }
    }
    """

    def __init__(self, bulk: Bulk, gather: Callable[[Bulk], Gathering], scopes: Sequence[str]) -> None:
        super().__init__(wide=True)
        self._gather, self._scopes = gather, scopes
        self.marking = self._stopped = False
        self._slow = False  # to find them takes long enough for a bar
        self._typed, self._edges = bulk.pattern, 0
        self._lines = Lines(Nothing("Nothing matches", (("esc", "goes back"),)))
        self._whole = ContextPane()  # the chosen hit, with more than its row holds
        self._under = Horizontal(self._whole, classes="hits--whole")
        self._take_up(bulk)

    def _take_up(self, bulk: Bulk, before: HitRows | None = None) -> None:
        """Look for what a line asks; what was dropped `before` is dropped again."""
        self.bulk, self.gathering, self.looking = bulk, self._gather(bulk), True
        self.rows = HitRows(titled=not self.gathering.single, before=before)
        self._digests: dict[int, str] = {}
        self._seen = self._done = 0

    @property
    def lines(self) -> Lines:
        """The rows shown."""
        return self._lines

    def middle(self) -> Iterable[Widget]:
        """Return the rows, and the chosen hit in its text."""
        return self._lines, self._under

    def on_mount(self) -> None:
        """Begin to look."""
        self._begin()

    def _begin(self) -> None:
        self._slow = False
        self._tell()
        self.set_timer(PATIENCE, self._say_so)
        gathering = self.gathering
        self.run_worker(lambda: self._look(gathering), thread=True, exit_on_error=False)

    def on_unmount(self) -> None:
        """Look no further."""
        self.gathering.stopped = self._stopped = True

    def share_rows(self, width: int, most: int) -> None:
        """Show less before each place where there is little room, and less of the chosen one."""
        self.rows.before = min(BEFORE, width // 5)
        self._under.styles.height = min(5, most // 4)
        self._lines.refresh()

    def _say_so(self) -> None:
        self._slow = True
        self._tell()

    # -- looking

    def _look(self, gathering: Gathering) -> None:
        gathering.run(lambda gathered: self.app.call_from_thread(self._take, gathering, gathered))
        self.app.call_from_thread(self._looked, gathering)

    def _take(self, gathering: Gathering, gathered: Gathered) -> None:
        if gathering is not self.gathering:
            return  # another is looked for by now
        self.rows.add(gathered)
        self._digests.update(gathered.digests)
        self._seen, self._done = gathered.articles, gathered.done
        if len(self.rows):
            self._lines.show(self.rows)
        self._tell()

    def _looked(self, gathering: Gathering) -> None:
        if gathering is not self.gathering:
            return
        self.looking = False
        self._lines.show(self.rows)
        self._tell()
        self.say(self.gathering.wrong, error=True)

    # -- what is told

    @property
    def kept(self) -> int:
        """How many hits are kept."""
        return self.rows.kept.count(1)

    def _tell(self) -> None:
        done = f" · {self._done:,} done already" if self._done else ""
        articles = f" in {len(self._digests):,} articles" if not self.gathering.single else ""
        count = f"{self.kept:,} of {len(self.rows):,} kept{articles}{done}"
        found = len(self.rows) > 0
        told = [(count, "row--dim")] if found or not self.looking else []  # before that nobody knows
        self.entitle(
            bulk_words(self.bulk), told, hints=_HINTS if found else _LOOKING if self.looking else _HINTS[-1:]
        )
        self.show_chosen()
        total = len(self.gathering.articles)
        if self.looking and self._slow and total > 1:
            self.set_aside(
                [*bar(self._seen, total), (f"{self._seen:,} of {total:,} · esc stops", "row--dim")]
            )
        else:
            self._offer()

    def show_chosen(self) -> None:
        """Show the chosen hit in its text, with all that is marked for it."""
        if not len(self.rows):
            self._whole.show(None, "")
            return
        hit = self.rows.hits[min(self._lines.chosen, len(self.rows) - 1)]
        start, end = (min(max(0, at - hit.first), len(hit.shown)) for at in (hit.start, hit.end))
        self._whole.show(Context(Body.plain(hit.shown), start, end), "yellow")

    def _offer(self) -> None:
        """Say what is marked and where it is sought, and the keys that change it."""
        unit = UNITS.index(self.bulk.unit)
        more = [f"+ {_UNITS[each]}" for each in UNITS[unit + 1 : unit + 2]]
        less = [f"- {_UNITS[UNITS[unit - 1]]}"] * bool(unit)
        what = " · ".join([f"marks {_UNITS[self.bulk.unit]}", *more, *less]) * (self.bulk.verb != "untag")
        where = [f"in {_SCOPES[self.bulk.scope]}"]
        where += [f"tab {_SCOPES[self._next_scope]}"] * (self._next_scope != self.bulk.scope)
        right = " · ".join(where)
        self.set_aside([(what, HINT)], hints=(f"w {_EDGES[self._edges][2]} · {right}", right, ""))

    @property
    def _next_scope(self) -> str:
        """Where `tab` looks: in more, and from the library in the least again."""
        wider = [each for each in self._scopes if SCOPES.index(each) > SCOPES.index(self.bulk.scope)]
        return (wider or self._scopes)[0]

    # -- keys

    def on_key(self, event: events.Key) -> None:
        """Move, keep or drop, mark, stop or leave."""
        event.stop()
        event.prevent_default()
        key = event.key
        if self.marking:
            self._stopped = self._stopped or key == "escape"
            return
        said = self.message
        if self.message and not self.looking:
            self.say("")
        if key in ("escape", "q"):
            self._leave(said)
        elif key in ("space", "x", "y", "delete"):
            self._set(key)
        elif key in ("a", "n"):
            self.rows.kept[:] = (b"\1" if key == "a" else b"\0") * len(self.rows)
            self._shown()
        elif key == "enter":
            self._mark()
        elif key in _LARGER:
            unit = UNITS.index(self.bulk.unit) + _LARGER[key]
            self._ask(self.bulk._replace(unit=UNITS[max(0, min(unit, len(UNITS) - 1))]))
        elif key == "tab":
            self._ask(self.bulk._replace(scope=self._next_scope))
        elif key == "w":
            self._edges = (self._edges + 1) % len(_EDGES)
            before, behind, _ = _EDGES[self._edges]
            self._ask(self.bulk._replace(pattern=before + self._typed + behind))
        else:
            go_about(self._lines, key)
            self.show_chosen()

    def _set(self, key: str) -> None:
        """Keep or drop the chosen hit, and go to the next."""
        at = self._lines.chosen
        if at < len(self.rows):
            self.rows.kept[at] = 1 - self.rows.kept[at] if key == "space" else key == "y"
            self._lines.go(at + 1)
            self._shown()

    def _ask(self, bulk: Bulk) -> None:
        """Look for another unit, or elsewhere; what is taken off is whole passages, of any unit."""
        if bulk != self.bulk and (bulk.verb != "untag" or bulk.unit == self.bulk.unit):
            self.gathering.stopped = True
            self._take_up(bulk, self.rows)
            self._lines.show(self.rows)
            self._begin()

    def _shown(self) -> None:
        self._lines.refresh()
        self._tell()

    def on_lines_clicked(self) -> None:
        """Show what is clicked in its text."""
        self.show_chosen()

    def _leave(self, said: str) -> None:
        """Stop looking; then leave, but what was dropped is not forgotten by one press."""
        if self.looking and not self.gathering.stopped:
            self.gathering.stopped = True
            self.say(f"stopped after {self._seen:,} articles")
        elif 0 in self.rows.kept and said != _WARNING:
            self.say(_WARNING, error=True)
        else:
            self.dismiss(None)

    # -- marking

    def _mark(self) -> None:
        if self.looking and not self.gathering.stopped:
            self.say("still looking · esc stops it, then enter marks what was found", error=True)
            return
        hits: dict[int, list[Hit]] = {}
        for hit, kept in zip(self.rows.hits, self.rows.kept, strict=True):
            if kept:
                hits.setdefault(hit.article, []).append(hit)
        if not hits:
            self.say("nothing is kept", error=True)
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
        self.set_aside([*bar(seen, total), (f"{seen:,} of {total:,} articles · esc stops", "row--dim")])

    def _marked(self, outcome: Outcome, wrong: str) -> None:
        self.marking = False
        if wrong:
            self.say(wrong, error=True)
            return
        where = f" in {outcome.articles:,} articles" if outcome.articles > 1 else ""
        passages = f"{outcome.passages:,} highlight{'s' * (outcome.passages != 1)}"
        left = f" · articles left as before: {outcome.left:,}" if outcome.left else ""
        back = " · u takes it back" * bool(outcome.passages)
        stopped = "stopped: " if self._stopped else ""
        self.dismiss(f"{stopped}{bulk_words(self.bulk)}: {passages}{where}{left}{back}")
