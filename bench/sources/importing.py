"""Importing many text files by `reader add`: how fast, in how much memory, and killed on the way."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench import figures
from bench.made import Prose
from reader.library import Library
from reader.text.ids import show_id

ROOT = Path(__file__).resolve().parents[2]
_WORDS = 900
_POLL = 0.05  # seconds


class Run(NamedTuple):
    """How a `reader add` went: seconds, those of the processor, most memory (MB), the status of each id."""

    seconds: float
    worked: float
    memory: float
    said: list[tuple[str, str]]


def rows(folder: Path, count: int) -> Iterator[figures.Row]:
    """Import texts, three times as many, and the first with a kill in the middle; measure it.

    Memory grows until the cache of the index is full, which is when some 10,000 texts were added.
    """
    texts, more = write(folder / "texts", count), write(folder / "more", 3 * count)
    few, many = add(folder / "one", texts), add(folder / "two", more)
    for run, all_of_them in ((few, count), (many, 3 * count)):
        assert [status for _, status in run.said] == ["added"] * all_of_them, "not all texts were added"
    rates = f"{count / few.seconds:.0f}; {count / few.worked:.0f} a second of the processor"
    yield figures.Row(f"{count:,} text files of {_WORDS} words imported, a second", "at least 200", rates)
    reached = f"{many.memory / few.memory:.2f}x ({few.memory:.0f} and {many.memory:.0f} MB)"
    yield figures.Row(f"memory at {3 * count:,} over that at {count:,}", "at most 1.1x", reached)
    yield killed(folder / "three", texts, count)


def write(folder: Path, count: int) -> Path:
    """Write text files, the same each time, a hundred a folder."""
    prose = Prose(count)
    for number in range(count):
        path = folder / f"{number // 100:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text {number}\n\n{prose.text(_WORDS)}\n", "utf-8")
    return folder


def add(root: Path, texts: Path, *, kill_at: int = 0) -> Run:
    """Run `reader add` of a folder; with `kill_at` end it by SIGKILL once it has said so many."""
    answers = root.with_suffix(".said")
    command = [sys.executable, "-m", "reader", "--library", str(root), "add", str(texts), "--json"]
    cache = str(root.with_suffix(".cache"))
    environment = {**os.environ, "XDG_CACHE_HOME": cache, "READER_CACHE": cache, "PYTHONUNBUFFERED": "1"}
    began = time.perf_counter()
    with answers.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stdin=subprocess.DEVNULL, cwd=ROOT, env=environment)
    memory, ended = 0.0, 0
    while not ended:
        time.sleep(_POLL)
        memory = max(memory, most_memory(process.pid))
        if kill_at and answers.read_bytes().count(b'"status"') >= kill_at:
            os.kill(process.pid, signal.SIGKILL)  # Popen's own would wait for it, and its usage be lost
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    seconds = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    assert code == (-signal.SIGKILL if kill_at else 0), f"reader add ended with {code}"
    lines = answers.read_text("utf-8").splitlines()
    shapes = [json.loads(line.rstrip(",")) for line in lines if line.startswith("{") and "}" in line]
    said = [(shape["id"], shape["status"]) for shape in shapes]
    return Run(seconds, usage.ru_utime + usage.ru_stime, memory, said)


def most_memory(process: int) -> float:
    """Return the most memory a process has had (MB); that of its resources counts its parent's too."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return max((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), default=0.0)


def killed(root: Path, texts: Path, count: int) -> figures.Row:
    """Kill an import in the middle, run it again, and count what is there twice or not at all."""
    first = add(root, texts, kill_at=count // 2)
    again = Counter(status for _, status in add(root, texts).said)
    with Library(root) as library:
        articles = library.page(limit=10 * count)
        bodies = Counter(library.body(article.id).text for article in articles)
    doubles = bodies.total() - len(bodies)
    missing = count - len(bodies)
    broken = len({each for each, _ in first.said} - {show_id(article.id) for article in articles})
    reached = (
        f"{doubles} doubles, {missing} missing, {broken} lost of {len(first.said):,} that were said; "
        f"then {again['added']:,} added, {again['known']:,} known"
    )
    target = "0 doubles, 0 missing, 0 lost"
    return figures.Row(f"{count:,} texts, killed in the middle and run again", target, reached)
