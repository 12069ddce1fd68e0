"""The tutorial: an article to be marked, and steps that are done when the article is as they ask.

Nothing counts keys: what is marked, tagged, noted and undone is looked for in the session and the library,
so that any way of doing it counts, the mouse and keys of one's own too.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reader.model import Imported, Metadata
from reader.text.build import BodyBuilder

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.model import Body, Highlight
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

## A mark is one key

The city says that the old wall has eight gates. Nobody there can say who counted them. A retired
teacher went round on a Sunday in spring and found nine, two of them walled up and one a bakery.
Somewhere in this paragraph is a sentence that you would ask about. Go to it, and mark it.

## A tag says what it is

A mark alone says that something matters; a tag says why. Five tags lie on the digits, and you will
change them for your own some day. Give your mark a tag: is it a claim, a piece of evidence, a
source?

## A note is in your words

The ministry announced on Tuesday that the harvest had been the best in years. Its own figures,
printed the week before, speak of the third best. Mark one of these two and write what you would ask
the ministry.

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
it. This article is yours, with its marks; keep it or throw it away.
"""


@cache
def body() -> Body:
    """Return the text."""
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
    return Imported(ORIGIN, Metadata(TITLE, language="en"), body(), source="text")


class Step(NamedTuple):
    """What to do: the commands that do it, words with `{}` for their key, whether it is done."""

    commands: tuple[str, ...]
    words: str
    done: Callable[[MainScreen], bool]


def _marks(screen: MainScreen) -> list[Highlight]:
    return list(screen.desk.session.passages) if screen.desk.session else []


def _moved(screen: MainScreen) -> bool:
    session = screen.desk.session
    return session is not None and (
        session.caret >= body().text.index("When the light") or bool(session.passages)
    )


def _repeated(screen: MainScreen) -> bool:
    tags = [tag for mark in _marks(screen) for tag in mark.tags]
    return len(tags) > len(set(tags))


STEPS = (
    Step(("next-unit",), "{} goes to the next sentence: go on to “When the light …”", _moved),
    Step(("highlight",), "{} marks the sentence that is lit", lambda screen: bool(_marks(screen))),
    Step(
        ("digit", "tag"),
        "{} to 5 put a tag on it: their names stand below",
        lambda screen: any(mark.tags for mark in _marks(screen)),
    ),
    Step(
        ("note",),
        "{} writes a note on a sentence, esc keeps it",
        lambda screen: any(m.note for m in _marks(screen)),
    ),
    Step(("repeat",), "{} puts the last tag on another sentence: two of one kind", _repeated),
    Step(
        ("undo",), "{} takes the last change back", lambda screen: screen.desk.library.next_redo() is not None
    ),
    Step(
        ("tag-passages",),
        "{} lists every passage of a tag: choose one, and press enter",
        lambda screen: screen.collection.listing is not None,
    ),
)
DONE = "that was all · {} shows the keys that count · {} finds any command"


class Tutorial:
    """How far one is; a step that was done once stays done while the program runs."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen = screen
        self._at = 0

    @property
    def is_open(self) -> bool:
        """Whether the tutorial is the open article."""
        session = self.screen.desk.session
        return session is not None and session.article.title == TITLE and session.view.text == body().text

    def follow(self) -> None:
        """Take note of what was done, in lists too, once it was begun."""
        if self._at or self.is_open:
            self.step()

    def step(self) -> Step | None:
        """Return the step that is to be done; None when all are."""
        while self._at < len(STEPS) and STEPS[self._at].done(self.screen):
            self._at += 1
        return STEPS[self._at] if self._at < len(STEPS) else None

    def line(self) -> tuple[str, str]:
        """Return what to do now, and how far one is."""
        step, sign = self.step(), self.screen.keymap.sign
        if step is None:
            return DONE.format(sign("help"), sign("palette")), "done"
        return step.words.format(sign(*step.commands)), f"{self._at + 1} of {len(STEPS)}"
