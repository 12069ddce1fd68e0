"""Compare how soon commands end, text stands and keys are answered with Python's and Textual's best.

    .venv/bin/python bench/startup.py [--rounds N] [--articles N] [--keep]

Commands against `python -c pass`; the app, in a pseudo-terminal of 100 by 40 cells, against a Textual
program of one word. Everything runs in turn, round after round. The app is started where a person left it:
in a text of 5 kB, deep in one of 10 MB, and in a library of many articles. "Ready for keys" is when the
answer to a key that was typed as the program was started is painted.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.figures import Row, keep  # noqa: E402 - the root is only now on the path
from bench.made import make  # noqa: E402
from bench.pane.stopwatch import Stopwatch  # noqa: E402
from bench.timing import in_turn  # noqa: E402
from reader.early.record import Asked, find  # noqa: E402
from reader.library import Library  # noqa: E402

HELLO = """\
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("hello")
    def on_key(self):
        self.query_one(Static).update("answered")
Hello().run()
"""
HELLO_ARGV = [sys.executable, "-c", HELLO]
SHORT, LONG = 5_000, 10_000_000  # characters
TEXTUAL, PYTHON = "Textual, one word", "python -c pass"
LEFT = b"wherever that is."  # of the sentence in which the reader was left
PATIENCE = 60  # seconds
SCREEN = 100, 40  # columns and rows of a `Stopwatch`

Times = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--keep", action="store_true", help="keep the result for the README")
    options = parser.parse_args()
    # a program that ended goes on for a moment to paint its next start
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        apart(folder)
        many = Path(folder, "many")
        make(many, options.articles)
        command = command_rows(options.rounds, Path(folder, "samples"))
        places = {
            "5 kB": place(Path(folder, "short"), SHORT),
            "10 MB": place(Path(folder, "long"), LONG),
            f"{options.articles:,} articles": place(many, SHORT),
        }
        rows = [*app_rows(options.rounds, places), *command]
    if options.keep:
        of = f"A library of one text, and one of {options.articles:,}; a pseudo-terminal of 100 by 40 cells"
        keep("startup", of, rows)


def apart(folder: str) -> None:
    """Keep what is run apart from this machine's settings, and let it see what a terminal's programs see."""
    for name in [name for name in os.environ if name.startswith(("PYTHON", "READER_", "TERM", "FORCE_"))]:
        del os.environ[name]
    os.environ.update(
        HOME=folder,
        LOGNAME="eva",
        TERM="xterm-256color",
        COLORTERM="truecolor",
        XDG_CACHE_HOME=f"{folder}/cache",
        XDG_CONFIG_HOME=f"{folder}/config",
        XDG_DATA_HOME=f"{folder}/data",
    )


def reader(library: Path, *words: str) -> list[str]:
    """Give the command that a person types; without it installed, what it does."""
    script = Path(sys.executable).with_name("reader")
    program = [str(script)] if script.exists() else [sys.executable, "-m", "reader"]
    return [*program, "--library", str(library), *words]


def place(library: Path, size: int) -> Path:
    """Leave a library's reader deep in a text of some size, as a person does who quits there."""
    file = library.with_suffix(".txt")
    file.write_text(numbered(size), "utf-8")
    run(reader(library, "add", str(file)))
    with Library(library) as opened:
        newest = max(opened.page(limit=100), key=lambda article: article.id)
        opened.place(newest.id, opened.body(newest.id).text.rindex("Here it was left"), 0.9)
    with Stopwatch(reader(library)) as terminal:
        wait(terminal, LEFT)
        terminal.send("ctrl+q")
        terminal.wait_exit()
    wait_kept(library)
    return library


def wait_kept(library: Path) -> None:
    """Wait until what the next start shows is kept: it is painted when the program has ended."""
    end = time.monotonic() + PATIENCE
    while not ((record := find(Asked(str(library)), SCREEN)) and record.layers and record.layers[-1].holds()):
        if time.monotonic() > end:
            sys.exit(f"nothing was kept for the next start on {library.name}")
        time.sleep(0.01)


def numbered(size: int) -> str:
    """Write numbered paragraphs; nine tenths on stands the one where the reader was left."""
    sentence = "The ferry leaves at nine, and whoever comes at five past nine reads about it in the paper. "
    paragraphs = [f"{n}. {sentence * 4}" for n in range(size // (4 * len(sentence)))]
    paragraphs.insert(len(paragraphs) * 9 // 10, "Here it was left, wherever that is. There it goes on.")
    return "A long way\n\n" + "\n\n".join(paragraphs)


def command_rows(rounds: int, samples: Path) -> list[Row]:
    run(reader(samples, "add", str(ROOT / "sample_articles")))
    ways = {
        PYTHON: [sys.executable, "-c", "pass"],
        "`reader --version`": [*reader(samples)[:-2], "--version"],
        "`reader list`, the samples": reader(samples, "list"),
        "`reader list --json`, the samples": reader(samples, "list", "--json"),
        "`reader tags`, the samples": reader(samples, "tags"),
    }
    times = in_turn(rounds + 1, {name: partial(run, argv) for name, argv in ways.items()})
    return ratios(times, PYTHON, "5x `python -c pass`")


def run(argv: Sequence[str]) -> None:
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)


def app_rows(rounds: int, places: dict[str, Path]) -> list[Row]:
    first = {TEXTUAL: partial(first_text, HELLO_ARGV, b"hello")}
    ready = {TEXTUAL: partial(answer, HELLO_ARGV, b"answered", "ctrl+q")}
    for name, library in places.items():
        argv = reader(library)
        first[f"first text, {name}"] = partial(first_text, argv, LEFT)
        late = partial(answer, [*argv, "--no-early-paint"], LEFT, "ctrl+q")
        first[f"first text with `--no-early-paint`, {name}"] = partial(left_again, late, library)
        # there is nothing to do again, which is said
        keyed = partial(answer, argv, b"nothing to do again", "ctrl+q")
        ready[f"ready for keys, {name}"] = partial(left_again, keyed, library)
    return [
        *ratios(in_turns(rounds, first), TEXTUAL, "0.15x a Textual program of one word"),
        *ratios(in_turns(rounds, ready), TEXTUAL, "1.15x a Textual program of one word"),
    ]


def first_text(argv: Sequence[str], text: bytes) -> float:
    """Return the seconds until a program has written a text; kill it, before it changes anything."""
    start = time.perf_counter()
    with Stopwatch(list(argv)) as terminal:
        wait(terminal, text)
        return time.perf_counter() - start


def answer(argv: Sequence[str], text: bytes, leave: str) -> float:
    """Return the seconds until a program has written its answer to a key typed at once; then leave it."""
    start = time.perf_counter()
    with Stopwatch(list(argv)) as terminal:
        terminal.send("U")
        wait(terminal, text)
        taken = time.perf_counter() - start
        terminal.send(leave)
        terminal.wait_exit()
    return taken


def left_again(work: Callable[[], float], library: Path) -> float:
    """Do what changes where the reader was left; wait until the next start is kept anew."""
    taken = work()
    wait_kept(library)
    return taken


def wait(terminal: Stopwatch, text: bytes) -> None:
    end = time.monotonic() + PATIENCE
    while text not in terminal.raw:
        if not terminal._pump(end):
            sys.exit(f"no {text!r} came")


def in_turns(rounds: int, ways: dict[str, Callable[[], float]]) -> Times:
    """Do each way in turn, round after round; return the seconds that each says it took."""
    times: Times = {name: [] for name in ways}
    for _ in range(rounds + 1):
        for name, way in ways.items():
            times[name].append(way())
    return times


def ratios(times: Times, base: str, target: str) -> list[Row]:
    """Print each row's ratio to the base, best to best and median to median, the first round left out."""
    print(f"\n| {base:42} |  best | median |\n|{'-' * 44}|{'-' * 7}|{'-' * 8}|")
    rows = []
    for name, taken in times.items():
        best = min(taken[1:]) / min(times[base][1:])
        middle = statistics.median(taken[1:]) / statistics.median(times[base][1:])
        print(f"| {name:42} | {best:4.2f}x | {middle:5.2f}x |")
        if name != base:
            rows.append(Row(name, "-" if "--no-early-paint" in name else target, f"{middle:.2f}x"))
    return rows


if __name__ == "__main__":
    main()
