"""What is measured in this process: finding all of a word, and opening an article with its highlights."""

import time
from collections.abc import Callable

from bench.pane.libraries import Opened
from bench.pane.texts import COMMON
from reader.library import Library
from reader.text.body import Body
from reader.text.find import Search
from reader.text.wrap import Layout
from reader.ui.pane.session import Session

_ROUNDS = 5


def find_all(text: str) -> float:
    """Return what finding every place of a common word takes, over wrapping the text once."""
    body = Body.plain(text)

    def found() -> None:
        for _ in Search(text, COMMON).count():
            pass

    def wrapped() -> None:
        layout = Layout(body, 72)
        for piece in range(len(layout.pieces)):
            layout.rows_of(piece)

    return _best(found, wrapped)


def opened(place: Opened) -> tuple[float, int]:
    """Return the milliseconds in which an article is ready to be shown, and how many highlights it has."""
    with Library(place.root) as library:
        article = library.page(None, order="added", offset=0, limit=1)[0].id
        library.view(article)  # the file has been read
        times = []
        for _ in range(_ROUNDS):
            start = time.perf_counter()
            session = Session(library.view(article))
            times.append(time.perf_counter() - start)
        return 1000 * min(times), len(session.passages)


def _best(one: Callable[[], None], other: Callable[[], None]) -> float:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for act, taken in zip((one, other), times, strict=True):
            start = time.perf_counter()
            act()
            taken.append(time.perf_counter() - start)
    return min(times[0]) / min(times[1])
