"""Walk over every screen with all that is hostile in the library; end with 1 at a byte too much.

.venv/bin/python bench/torture/screens.py [--size 80x24] [--size 120x40] [--files DIR] [--jobs N]
    [--articles N] [--times N] [--captures DIR]

The library holds each payload of `tests/hostile` as title, text, tag, note and name, and what can be taken
out of the files in `--files`. The scenes are in `scenes_of_all`: with each article those of each, with the
first of every few all, then, once, those of the library, listed up to `--times` pages. Each byte for the
terminal is judged (`tests/support/escapes`); `--captures` keeps them, for another judge.
"""

import argparse
import contextlib
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

from scenes_of_all import EACH, LIBRARY, SOME  # noqa: E402 - the root is only now on the path
from walk import Seen, Undrawn, Walk  # noqa: E402

from reader import sources  # noqa: E402
from reader.library import Library  # noqa: E402
from reader.model import Imported, Metadata, ReaderError  # noqa: E402
from reader.text.build import BodyBuilder  # noqa: E402
from reader.text.ids import show_id  # noqa: E402
from tests.hostile.payloads import TITLES, URLS  # noqa: E402
from tests.support.escapes import violations  # noqa: E402

_ALLOWED = ("clipboard", "bell")
_ONE_LIFE = 24  # articles that one program shows
_OF_A_FILE = 3  # articles at most: a feed has thousands
_EVERY = 9  # article is thrown away, payload a saved view
_LAST_WRITTEN = b"\x1b[?1006l"
_OFFSET = re.compile(r"at (\d+):")


@dataclass(frozen=True)
class Job:
    """Some articles of a library, or the library itself, to be walked over in a terminal of a size."""

    filled: Path
    ids: list[str]
    size: tuple[int, int]
    times: int
    captures: Path | None


def fill(root: Path, files: Path | None) -> int:
    """Make the library; return how many files were refused."""
    refused = 0
    with Library(root, annotator=TITLES["csi-clear"]) as library:
        for file in sorted(path for path in files.rglob("*") if path.is_file()) if files else ():
            try:
                for imported in islice(sources.load(str(file)), _OF_A_FILE):
                    refused += bool(imported.error)
                    if not imported.error:
                        library.add(imported)
            except ReaderError:
                refused += 1
        for number, (name, payload) in enumerate(TITLES.items()):
            known = Metadata(
                payload, kicker=payload, authors=(payload,), site=payload, standfirst=payload,
                published=payload, url=URLS[number % len(URLS)],
            )  # fmt: skip
            body = BodyBuilder()
            for paragraph in (f"{name} Before it. {payload} After it.", payload, "The PWN after it."):
                body.add("paragraph", paragraph)
            with contextlib.suppress(ReaderError):  # a tag that is nothing once it is clean
                library.add(Imported(f"/texts/{number}", known, body.body(), tags=(payload,)))
                continue
            library.add(Imported(f"/texts/{number}", known, body.body()))
        _mark(library)
    return refused


def _mark(library: Library) -> None:
    """Give every article passages, tags and notes, throw some away, and save views."""
    payloads = list(TITLES.values())
    for number, article in enumerate(library.page(limit=10_000)):
        length = len(library.body(article.id).text)
        for turn in range(3):
            payload, start = payloads[(number * 3 + turn) % len(payloads)], length // 4 * turn
            with contextlib.suppress(ReaderError):
                library.mark(article.id, start, start + 40, note=payload)
                library.mark(article.id, start, start + 20, note=payload, tags=(payload,))
        library.change_article(article.id, note=payloads[number % len(payloads)])
        if number % _EVERY == 0:
            library.trash(article.id)
    for number, payload in enumerate(payloads[::_EVERY]):
        with contextlib.suppress(ReaderError):
            library.save_view(payload, f"title:{number}")


def walk(job: Job) -> Seen:
    """Do a job in a folder of its own, where nothing that the program could start is to be found."""
    seen = Seen()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(job.filled, work / "library")
        for name in ("bin", "names"):
            (work / name).mkdir()
        for payload in TITLES.values():
            with contextlib.suppress(OSError, ValueError):
                (work / "names" / payload.replace("/", "_")).write_text(payload, "utf-8", "replace")
        _run(work, job, seen, lambda walk: _articles(walk, job, seen) if job.ids else _library(walk, job))
    return seen


def _articles(walk: Walk, job: Job, seen: Seen) -> None:
    walk.begin("READ")
    for number in range(len(job.ids)):
        for scene, keys in (EACH if number else EACH | SOME).items():
            walk.to("READ", "LINK")
            walk.go(scene, keys)
        seen.articles += 1
        walk.to("READ")
        walk.press("J")


def _library(walk: Walk, job: Job) -> None:
    walk.begin("LIST")
    for scene, (keys, on) in LIBRARY.items():
        walk.to("LIST")
        walk.go(scene, keys, on, job.times)


def _run(work: Path, job: Job, seen: Seen, over: Callable[[Walk], None]) -> None:
    """Run the program for a walk; judge how it ends, what it wrote, and whether it had to apologise."""
    name, (cols, rows) = job.ids[0] if job.ids else "library", job.size
    env = {"HOME": str(work), "PATH": str(work / "bin"), "VISUAL": "false"}
    env |= {f"XDG_{each}_HOME": str(work / each.lower()) for each in ("CACHE", "CONFIG", "DATA")}
    words = ["open", job.ids[0]] if job.ids else []
    argv = [sys.executable, "-m", "reader", "--library", str(work / "library"), *words]
    with Undrawn(argv, cols=cols, rows=rows, env=env, cwd=work) as terminal:
        modes, way = terminal.modes, Walk(terminal, seen)
        try:
            over(way)
            terminal.send("ctrl+q")
            assert terminal.wait_exit() == 0, terminal.drawn()
            assert terminal.modes == modes, "the terminal's modes are not as they were"
        except AssertionError as error:
            seen.faults.append(f"{name}, in {way.scene_at(len(terminal.raw))}: {error}")
        written = bytes(terminal.raw)
    if job.captures:
        (job.captures / f"{cols}x{rows}-{name}.raw").write_bytes(written)
    seen.size += len(written)
    end = written.rfind(_LAST_WRITTEN) + len(_LAST_WRITTEN) if _LAST_WRITTEN in written else len(written)
    for found in violations(written[:end], cols, rows, allow=_ALLOWED, formats=True, ended=True):
        at = _OFFSET.match(found)
        seen.faults.append(f"{name}, in {way.scene_at(int(at[1])) if at else 'the end'}: {found}")
    seen.faults += [f"{name}: {report.read_text('utf-8')}" for report in work.glob("cache/**/reports/*")]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", action="append", metavar="WxH")
    parser.add_argument("--files", type=Path, metavar="DIR")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--articles", type=int, default=10_000, metavar="N", help="no more than so many")
    parser.add_argument("--times", type=int, default=100, help="pages of each list of the library")
    parser.add_argument("--captures", type=Path, metavar="DIR")
    options = parser.parse_args()
    os.environ.pop("READER_LIBRARY", None)
    if options.captures:
        options.captures.mkdir(parents=True, exist_ok=True)
    start, failed = time.perf_counter(), False
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(options.jobs) as pool:
        filled = Path(folder) / "library"
        refused = fill(filled, options.files)
        with Library(filled) as library:
            ids = [show_id(each.id) for each in library.page(limit=options.articles)]
        print(f"{len(ids)} articles, {refused} files refused", flush=True)
        for size in [tuple(map(int, each.split("x"))) for each in options.size or ("80x24", "120x40")]:
            parts = [[], *(ids[at : at + _ONE_LIFE] for at in range(0, len(ids), _ONE_LIFE))]
            jobs = [Job(filled, part, size, options.times, options.captures) for part in parts]
            whole = Seen()
            for seen in pool.map(walk, jobs):
                whole += seen
                print(*seen.faults, sep="\n", end="\n" if seen.faults else "", flush=True)
            still = [scene for scene in whole.visits if not whole.changed[scene]]
            print(
                f"{size[0]}x{size[1]}: {whole.articles} articles, {len(whole.visits)} scenes, "
                f"{whole.visits.total()} visits, {whole.size:,} bytes, {len(whole.faults)} faults; "
                f"nothing was painted in {still or 'none'} ({time.perf_counter() - start:.0f} s)",
                flush=True,
            )
            failed = failed or bool(whole.faults or still)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
