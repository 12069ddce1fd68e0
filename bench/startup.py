"""Compare the time that commands take with `python -c pass`, and the app's first screen with Textual's.

    .venv/bin/python bench/startup.py [--rounds N] [--app]

The commands run in turn, round after round, on a library of `sample_articles`. `--app` also opens the app on
those and on a text of 10 MB, in a pseudo-terminal of 100 by 40 cells, and a Textual program of one word.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.terminal import Terminal  # noqa: E402 - the root is only now on the path

HELLO = """\
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("hello")
Hello().run()
"""
LONG_TEXT = 10_000_000  # characters

Times = dict[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--app", action="store_true", help="measure the app's first screen too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        samples, home = Path(folder, "samples"), {"HOME": folder, "LOGNAME": "eva"}
        for name in [name for name in os.environ if name.startswith(("PYTHON", "READER_"))]:
            del os.environ[name]
        os.environ.update(home, XDG_CONFIG_HOME=f"{folder}/config", XDG_DATA_HOME=f"{folder}/data")
        add(samples, ROOT / "sample_articles")
        # the first of each row is what the others are compared with
        table(rounds(commands(samples), options.rounds))
        if options.app:
            text = Path(folder, "long.txt")
            text.write_text(long_text(), "utf-8")
            add(Path(folder, "long"), text)
            table(rounds(screens(samples, Path(folder, "long")), options.rounds))


def reader() -> list[str]:
    """Give the command that a person types; without it installed, what it does."""
    script = Path(sys.executable).with_name("reader")
    return [str(script)] if script.exists() else [sys.executable, "-m", "reader"]


def add(library: Path, source: Path) -> None:
    subprocess.run([*reader(), "--library", library, "add", source], check=True, stdout=subprocess.DEVNULL)


def long_text() -> str:
    sentence = "The ferry leaves at nine, and whoever comes at five past nine reads about it in the paper. "
    paragraph = sentence * 8 + "\n\n"
    return "A long way\n\n" + paragraph * (LONG_TEXT // len(paragraph))


def commands(samples: Path) -> dict[str, Callable[[], float]]:
    return {
        "python -c pass": lambda: until_end([sys.executable, "-c", "pass"]),
        "reader --version": lambda: until_end([*reader(), "--version"]),
        "reader --help": lambda: until_end([*reader(), "--help"]),
        "reader list": lambda: until_end([*reader(), "--library", str(samples), "list"]),
        "reader list --json": lambda: until_end([*reader(), "--library", str(samples), "list", "--json"]),
        "reader tags": lambda: until_end([*reader(), "--library", str(samples), "tags"]),
    }


def screens(samples: Path, long: Path) -> dict[str, Callable[[], float]]:
    return {
        "Textual, one word": lambda: until_shown([sys.executable, "-c", HELLO], "hello"),
        "reader, 11 samples": lambda: until_shown([*reader(), "--library", str(samples)], "inbox"),
        "reader, 10 MB": lambda: until_shown([*reader(), "--library", str(long)], "A long way"),
    }


def until_end(argv: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def until_shown(argv: Sequence[str], text: str) -> float:
    start = time.perf_counter()
    with Terminal(argv, cols=100, rows=40) as terminal:
        terminal.wait_for(text)
        return time.perf_counter() - start


def rounds(what: dict[str, Callable[[], float]], count: int) -> Times:
    times: Times = {name: [] for name in what}
    for number in range(count + 1):
        for name, measure in what.items():
            taken = measure()
            if number:  # the first round fills the caches
                times[name].append(taken)
    return times


def table(times: Times) -> None:
    """Print each row's ratio to the first row, best to best and median to median."""
    base = next(iter(times))
    print(f"\n| {'':18} |  best | median |\n|{'-' * 20}|{'-' * 7}|{'-' * 8}|")
    for name, taken in times.items():
        best = min(taken) / min(times[base])
        middle = statistics.median(taken) / statistics.median(times[base])
        print(f"| {name:18} | {best:4.2f}x | {middle:5.2f}x |")


if __name__ == "__main__":
    main()
