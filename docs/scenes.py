"""The screens that `photographs` takes: a library that has something of everything, and the keys to each."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader import sources
from reader.library import Library
from reader.model import Body, Codebook, Imported, Metadata, Tag

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.ui.app import ReaderApp

_ROOT = Path(__file__).resolve().parent.parent
SAMPLES = [path for folder in ("sample_articles", "tests/texts") for path in (_ROOT / folder).iterdir()]
NEWS, ESSAY, BREATH = "cis-summit.txt", "a-finger-in-the-margin.md", "one-breath.txt"
JAPANESE, NUMBER = "night-library-ja.txt", "how-to-read-a-number.md"
BOOK, HEBREW = "book.md", "hebrew.txt"

_BOOK = """\
# The keeper's handbook

*For those who look after what others wrote.*

## Of lists that hold lists

1. Begin with the shelf.
   - Dust it from the top.
     - Never from the foot: dust falls.
   - Count the gaps.
2. Then look at the books[^1], one by one, with the patience of somebody who has nothing else to do today.
   1. The spine
   2. The hinge, which is where most of them break

> A book that is not opened keeps its secret,
> and so does one that is read too fast.

## Of tables

| Year | Books | Lost | What happened |
|------|------:|-----:|---------------|
| 1871 | 412 | 3 | The cellar stood under water for the whole of March |
| 1902 | 12,908 | 0 | A good year |
| 1944 | 9,114 | 3,794 | *Nobody wrote it down* |

## Of code

```python
def lost(before: int, after: int) -> int:
    # more than there were: somebody gave us some
    return max(0, before - after)
```

A line of `code` in a paragraph, a [link](https://example.org/keepers), **strong words**, and a rule:

---

The rest is silence, or in this house the sound of the heating.

[^1]: By which the keepers mean anything that is bound, also the telephone directory.
"""
_HEBREW = "ספריית הלילה\n\n" + "בלילה הספרייה שייכת לאחרים. " * 12 + "\n\nالمكتبة في الليل ملك للآخرين. " * 6
_MARKS = (
    (NEWS, "The organisation has turned thirty", (), "", "teal"),
    (
        NEWS,
        "Vladimir Putin called for further cooperation among the members.",
        ("claim",),
        "Wanted by whom? Only the host is quoted.",
        "",
    ),
    (NEWS, "further cooperation", ("question",), "", ""),
    (NEWS, "The CIS was founded in December 1991", ("evidence", "source"), "", ""),
    (NEWS, "Tens of thousands of soldiers stand near Ukraine", ("claim",), "", ""),
    (ESSAY, "I learned how people read", ("context",), "", ""),
    (NUMBER, "Forty per cent of complaints concern the buses", ("claim/number",), "of what?", ""),
    (JAPANESE, "怖いのは夜ではない。", ("claim",), "", ""),
)
_TAGS = (
    ("claim", "What somebody says is so.", "a sentence that could be false", "what the author only asks"),
    ("evidence", "What shows that a claim holds.", "", ""),
    ("claim/number", "A claim that stands on a figure.", "", ""),
    ("method/interview", "How it was found out: by asking.", "", ""),
)


def fill(folder: Path) -> dict[str, int]:
    """Make the library; return the articles' ids by the names of their files."""
    ids = {}
    with Library(folder, annotator="eva") as library:
        texts = sorted(SAMPLES, key=lambda path: path.name == NEWS)
        for name, text in ((BOOK, _BOOK), (HEBREW, _HEBREW)):
            path = folder.parent / name
            path.write_text(text, encoding="utf-8")
            texts.insert(0, path)
        for path in texts:
            for imported in sources.load(str(path)):
                ids[path.name] = library.add(imported).article.id
        for name, quote, tags, note, colour in _MARKS:
            text = library.body(ids[name]).text
            start = text.lower().index(quote.lower())
            library.mark(ids[name], start, start + len(quote), tags=tags, note=note, colour=colour)
        library.change_codebook(_with_definitions)
        library.change_article(ids["der-letzte-wagen.txt"], status="done")
        library.change_article(ids["verse.txt"], status="archived")
        library.place(ids["interview-night-ferry.txt"], 900, 0.4)
        library.delete([library.mark(ids[ESSAY], 0, 22, tags=("context",))])
        library.trash(ids["signs-and-wonders.txt"])
    return ids


def _with_definitions(codebook: Codebook) -> Codebook:
    tags = {tag.name: tag for tag in codebook.tags}
    for name, definition, when, when_not in _TAGS:
        was = tags.get(name, Tag(name))
        tags[name] = replace(was, definition=definition, when=when, when_not=when_not)
    return Codebook(tuple(tags.values()))


def change_text(library: Library, article: int) -> None:
    """Let the text of an article be another one at its source, so that passages of it wait."""
    text = library.body(article).text
    text = text.replace("called for further cooperation among", "has called for closer ties among")
    text = text.replace("Tens of thousands of soldiers stand near Ukraine", "Many stand there")
    metadata = Metadata(library.article(article).title)
    library.renew(article, Imported("", metadata, Body.plain(text)))


@dataclass(frozen=True)
class Scene:
    """A screen: what is open, the keys that lead there, and what is done to the program before them."""

    name: str
    keys: tuple[str, ...] = ()
    article: str | None = NEWS
    focus_list: bool = False
    bare: bool = False  # an empty library
    before: Callable[[ReaderApp], None] | None = None
    after: Callable[[ReaderApp], None] | None = None
    sizes: tuple[tuple[int, int], ...] = ()  # where it is taken, if not at every size
    waits: bool = True  # until what is done in threads is done
    message: str = ""


def _typed(text: str) -> tuple[str, ...]:
    return tuple("space" if char == " " else char for char in text)


def _hold(name: str) -> Callable[[ReaderApp], None]:
    """Return what lets a method of the library wait until the photograph is taken."""

    def before(app: ReaderApp) -> None:
        wait = threading.Event()
        app.photographed = wait  # type: ignore[attr-defined]  # set by the photographer
        real = getattr(app.desk.library, name)

        def held(*args: object, **named: object) -> object:
            wait.wait(60)
            return real(*args, **named)

        setattr(app.desk.library, name, held)

    return before


def _waiting(app: ReaderApp) -> None:
    assert app.desk.session
    change_text(app.desk.library, app.desk.session.article.id)
    app.desk.reload()


def _forbid(app: ReaderApp) -> None:
    from reader.library.errors import StoreFull

    def refused(*args: object, **named: object) -> object:
        raise StoreFull("Not saved: there is no room left on the disk. What was there is as it was.")

    app.desk.library.mark = refused  # type: ignore[method-assign,assignment]


def _command(text: str) -> tuple[str, ...]:
    return (":", *_typed(text), "enter")


SCENES = (
    Scene("greeting", article=None, bare=True),
    Scene("empty", ("escape",), article=None, bare=True),
    Scene("list", ("j", "j"), article=None, focus_list=True),
    Scene("list-and-text", ("j",), focus_list=True),
    Scene("list-nothing-matches", ("/", *_typed("zebra"), "enter"), article=None, focus_list=True),
    Scene("list-query", ("/", "#"), article=None, focus_list=True),
    Scene("list-query-wrong", ("/", "(", "enter"), article=None, focus_list=True),
    Scene("list-views", ("v",), article=None, focus_list=True),
    Scene("list-adding", ("+", *_typed("no such")), article=None, focus_list=True),
    Scene("empty-trash", ("escape", "X"), article=None, bare=True),
    Scene("empty-history", ("escape", *_command("history")), article=None, bare=True),
    Scene("news", (*"ppp", "1", "right", "right")),
    Scene("unmarked", (*"pp",), article="letter-from-the-coast.txt"),
    Scene("book", (*"pppp",), article=BOOK),
    Scene("book-end", (*"pppp", "G"), article=BOOK),
    Scene("japanese", (*"pp", "right"), article=JAPANESE),
    Scene("right-to-left", ("p", "right", "1"), article=HEBREW),
    Scene("selection", (*"ppp", "right", "V", "right")),
    Scene("picked", (*"ppp", ";", ";")),
    Scene("sidebar", ("tab", "j")),
    Scene("sidebar-none", ("tab", "/", *_typed("zebra"), "enter")),
    Scene("tag-prompt", (*"ppp", "t", "c")),
    Scene("tag-new", (*"ppp", "t", *_typed("method/survey"))),
    Scene("note", (*"ppp", ";", ";", "a")),
    Scene("colours", (*"ppp", "c")),
    Scene("menu", (*"ppp", "enter")),
    Scene("status", ("s",)),
    Scene("details", ("d",)),
    Scene("details-changed", ("d", "x", "escape")),
    Scene("passages-of-a-tag-prompt", ("#",)),
    Scene("passages-of-a-tag", ("#", *_typed("cl"), "enter", "j")),
    Scene("all-highlights", ("H", "j", "j")),
    Scene("codebook", ("T", "j", "j")),
    Scene("codebook-edit", ("T", "j", "e")),
    Scene("codebook-merge", ("T", "j", "m")),
    Scene("codebook-none", ("T", "/", *_typed("zzz"))),
    Scene("command-line", (":",)),
    Scene("command-line-typed", (":", *_typed("exp"))),
    Scene("command-line-wrong", _command("nonsense")),
    Scene("hits", _command("g/the/tag claim")),
    Scene("hits-none", _command("g/zebra/tag claim")),
    Scene("coding-prompt", (*"pppM",)),
    Scene("coding", (*"pppM", *"cl", "tab", "enter", "enter")),
    Scene("find", ("/", *_typed("moscow"))),
    Scene("find-none", ("/", *_typed("zebra"))),
    Scene("outline", ("D",), article=ESSAY),
    Scene("outline-found", ("D", *_typed("mar")), article=ESSAY),
    Scene("outline-none", ("D", *_typed("zzz")), article=ESSAY),
    Scene("links", (">", ">", ">", "W"), article=ESSAY),
    Scene("labels", (*"pp", "f")),
    Scene("help", ("?",)),
    Scene("help-found", ("?", *_typed("mark"))),
    Scene("help-none", ("?", *_typed("zzz"))),
    Scene("palette", ("ctrl+p",)),
    Scene("palette-found", ("ctrl+p", *_typed("high"))),
    Scene("palette-none", ("ctrl+p", *_typed("zzz"))),
    Scene("options", _command("options")),
    Scene("themes", _command("choose-theme")),
    Scene("export", ("E",)),
    Scene("export-none", ("E", *_typed("zzz"))),
    Scene("annotators", _command("annotators")),
    Scene("triage", ("r",), before=_waiting),
    Scene("trash", ("X",)),
    Scene("history", _command("history")),
    Scene("messages", ("1", "u", "ctrl+g", "1", *_command("messages")), before=_forbid),
    Scene("messages-none", _command("messages")),
    Scene("split", ("T", "s", *_typed("fact"), "tab", *_typed("mood"), "tab", "enter")),
    Scene("error-stays", (*"ppp", "1", "right"), before=_forbid),
    Scene("history-loading", _command("history"), before=_hold("history"), waits=False),
    Scene("hits-loading", _command("g/the/tag claim in library"), before=_hold("hits"), waits=False),
    Scene("tutorial", _command("tutorial")),
    Scene(
        "adding",
        after=lambda app: app.main.say_how_far("adding 37 of 120 · 14/s · 6 s left · esc stops", 37, 120),
    ),
    Scene("asking-feeds", _command("ask-feeds")),
    Scene("error", (*"ppp", "1"), before=_forbid),
    Scene("no-meaning", ("ctrl+g",)),
    Scene("newer-library", message="This library was written by a newer reader; it can only be read."),
    Scene("zen", (*"ppp", "Z")),
    Scene("focus-mode", (*"pppp", "C")),
    Scene("one-paragraph", ("right", "right"), article=BREATH),
    Scene("tiny", (*"ppp",), sizes=((40, 10),)),
    Scene("tiny-list", focus_list=True, sizes=((40, 10),)),
    Scene("tiny-tags", (*"ppp", "t"), sizes=((40, 10),)),
    Scene("tiny-help", ("?",), sizes=((40, 10),)),
    Scene("tiny-hits", _command("g/the/tag claim"), sizes=((40, 10),)),
    Scene("tiny-codebook", ("T",), sizes=((40, 10),)),
    Scene("tiny-palette", ("ctrl+p",), sizes=((40, 10),)),
    Scene("tiny-options", _command("options"), sizes=((40, 10),)),
    Scene("list-alone", article=None, focus_list=True, sizes=((100, 30),)),
    Scene("marks-hidden", ("S",), sizes=((100, 30),)),
)
