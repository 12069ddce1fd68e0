"""The part of `bench/library.py` that looks for words in all texts, in turn with ripgrep."""

import shutil
import statistics
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.made import Prose
from bench.timing import in_turn, once, shown
from reader.library import Library

QUERIES = 20


def searching(library: Library, root: Path) -> Iterator[tuple[str, str]]:
    """Look for words and give the rows; ripgrep looks for the same ones in the same files, if it is there."""
    queries = sought()
    looks: dict[str, Callable[[], object]] = {text: partial(library.search, text) for text in queries}
    ripgrep = shutil.which("rg")
    if ripgrep:
        looks |= {f"rg {text}": partial(grep, ripgrep, text, root / "texts") for text in queries}
    once(lambda: library.search(queries[0]))  # brings in what was changed
    times = in_turn(3, looks)
    ours = p95([taken for text in queries for taken in times[text]])
    yield f"full text, first 20, p95 of {QUERIES} queries", shown(ours)
    if ripgrep:
        theirs = p95([taken for text in queries for taken in times[f"rg {text}"]])
        yield "full text, first 20, p95 over that of ripgrep over the same files", f"{ours / theirs:.2f}x"
    else:
        yield "full text, first 20, p95 over that of ripgrep over the same files", "- (rg is not here)"


def sought() -> list[str]:
    """Return the queries: words from frequent to rare, alone and in pairs."""
    words = Prose(1).words
    ranks = [int(8 * 1.45**number) for number in range(QUERIES)]
    return [words[rank] if rank % 2 else f"{words[rank]} {words[rank + 3]}" for rank in ranks]


def grep(ripgrep: str, text: str, folder: Path) -> None:
    """Let ripgrep look for the first word of a query, in whole words; it stops at none."""
    command = [ripgrep, "--files-with-matches", "--ignore-case", "--word-regexp", "--fixed-strings", "--glob"]
    subprocess.run(
        [*command, "*.txt", "--", text.split(maxsplit=1)[0], folder], stdout=subprocess.DEVNULL, check=False
    )


def p95(times: list[float]) -> float:
    """Return the time that 95 of 100 stay under."""
    return statistics.quantiles(times, n=20)[18]
