"""The tutorial: an article to be marked, and steps that are done when the article is as they ask.

Nothing counts keys: what is marked, tagged, noted and undone is looked for in the session and the library,
so that any way of doing it counts, the mouse and keys of one's own too.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.library import Undone
    from reader.model import Body, Highlight, Imported
    from reader.ui.learning.learned import Learned
    from reader.ui.screens.main import MainScreen

TITLE = "How to read with a pen"
ORIGIN = "-"  # it has no file that could be read again
#: The standfirst, then headings and paragraphs.
_TEXT = """\
A tutorial of three minutes. What to do next stands in the line at the foot of the screen.

## One sentence is always yours

You need not select anything here. One sentence of the page is always the current one; it is lit,
and whatever you do is done to it. Walk on through this paragraph, sentence by sentence. There is no
hurry. When the light stands on this sentence, you have seen how one moves.

## A highlight is one key

The city says that the old wall has eight gates. Nobody there can say who counted them. A retired
teacher went round on a Sunday in spring and found nine, two of them walled up and one a bakery.
Somewhere in this paragraph is a sentence that you would ask about. Go to it, and highlight it.

## A tag says what it is

A highlight alone says that something matters; a tag says why. Five tags lie on the digits, and you
will change them for your own some day. Give your highlight a tag: is it a claim, a piece of
evidence, a source?

## A note is in your words

The ministry announced on Tuesday that the harvest had been the best in years. Its own figures,
printed the week before, speak of the third best. Highlight one of these two and write what you would
ask the ministry.

## The same again

Much of reading closely is doing the same thing many times. Prices rose by a tenth, say the shops.
Prices rose by a twentieth, says the office. Give two sentences here the same tag; the second time
one key is enough.

## Nothing is lost

Every change is on disk before you see it, and every change can be taken back, today or next week.
Take back the last one.

## All of a kind

Tags pay off when there are many texts. List every passage that has the tag you used, go to one of
them, and come back.

## That is all

The rest is found by looking: the keys that count where you are, and every command by any word of
it. This article is yours, with its highlights; keep it or throw it away.
"""


@cache
def body() -> Body:
    """Return the text."""
    from reader.text.build import BodyBuilder

    builder = BodyBuilder()
    builder.add("title", TITLE)
    standfirst, *blocks = _TEXT.split("\n\n")
    builder.add("standfirst", " ".join(standfirst.split()))
    for block in blocks:
        text = " ".join(block.split())
        if text.startswith("## "):
            builder.add("heading", text[3:], level=2)
        else:
            builder.add("paragraph", text)
    return builder.body()


def imported() -> Imported:
    """Return the article as the library takes it."""
    from reader.model import Imported, Metadata

    return Imported(ORIGIN, Metadata(TITLE, language="en"), body(), source="text")


class Step(NamedTuple):
    """What to do: the commands that do it, words with `{}` for their key, whether it is done."""

    commands: tuple[str, ...]
    words: str
    done: Callable[[Tutorial], bool]


def _moved(tutorial: Tutorial) -> bool:
    session = tutorial.screen.desk.session
    return session is not None and (
        session.caret >= body().text.index("When the light") or bool(tutorial.marks)
    )


def _repeated(tutorial: Tutorial) -> bool:
    tags = [tag for mark in tutorial.marks for tag in mark.tags]
    return len(tags) > len(set(tags))


STEPS = (
    Step(("next-unit",), "{} goes to the next sentence: go on to “When the light …”", _moved),
    Step(("highlight",), "{} highlights the sentence that is lit", lambda tutorial: bool(tutorial.marks)),
    Step(
        ("digit", "tag"),
        "{} to 5 put a tag on it: their names stand below",
        lambda tutorial: any(mark.tags for mark in tutorial.marks),
    ),
    Step(
        ("note",),
        "{} writes a note on a sentence, esc keeps it",
        lambda tutorial: any(mark.note for mark in tutorial.marks),
    ),
    Step(
        ("repeat",),
        "on another sentence, {} puts the same tag once more",
        _repeated,
    ),
    Step(("undo",), "{} takes the last change back", lambda tutorial: tutorial.took_back),
    Step(
        ("tag-passages",),
        "{} lists every passage of a tag: choose one, and press enter",
        lambda tutorial: tutorial.screen.collection.listing is not None,
    ),
)
DONE = "that was all · {} shows the keys that count · {} finds any command"
_NAMES = [f"tutorial/{step.commands[0]}" for step in STEPS]


class Tutorial:
    """How far one is; a step that was done once stays done, until one begins again."""

    def __init__(self, screen: MainScreen, learned: Learned) -> None:
        self.screen: MainScreen = screen
        self._learned = learned
        self._before: dict[int, Highlight] = {}  # the marks that were there when one began
        self._redo: Undone | None = None

    @property
    def is_open(self) -> bool:
        """Whether the tutorial is the open article."""
        session = self.screen.desk.session
        return session is not None and session.article.title == TITLE and session.view.text == body().text

    @property
    def marks(self) -> list[Highlight]:
        """The article's highlights that were made or changed since one began."""
        session = self.screen.desk.session
        marks = session.passages if session and self.is_open else ()
        return [mark for mark in marks if self._before.get(mark.id) != mark]

    @property
    def took_back(self) -> bool:
        """Whether something was taken back since one began."""
        return self.screen.desk.library.next_redo() not in (None, self._redo)

    @property
    def is_done(self) -> bool:
        """Whether every step was done."""
        return all(map(self._learned.count, _NAMES))

    def begin(self) -> None:
        """Begin again at the first step: what is marked by now does not count. The article is open."""
        self._learned.forget(set(_NAMES))
        self._redo = self.screen.desk.library.next_redo()
        self._before = {}
        self._before = {mark.id: mark for mark in self.marks}

    def follow(self) -> None:
        """Take note of what was done, in lists too, once it was begun."""
        if self.is_open or self.screen.collection.listing is not None:
            self.step()

    def step(self) -> Step | None:
        """Return the step that is to be done; None when all are. One after another is seen to be done."""
        for name, step in zip(_NAMES, STEPS, strict=True):
            if self._learned.count(name):
                continue
            if not step.done(self):
                return step
            self._learned.add(name)
        return None

    def line(self) -> tuple[str, str]:
        """Return what to do now, and how far one is."""
        step, sign = self.step(), self.screen.keymap.sign
        if step is None:
            return DONE.format(sign("help"), sign("palette")), "done"
        return step.words.format(sign(*step.commands)), f"{STEPS.index(step) + 1} of {len(STEPS)}"
