"""Try at length what the tests try in short; print a line a check, end with 1 when one failed.

.venv/bin/python bench/torture/run.py [CHECK ...] [--apply N] [--app N] [--processes P] [--times M]
    [--damages N] [--seeds N] [--examples N] [--outcomes N] [--minutes N] [--seed N]
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import pytest  # noqa: E402 - the root is only now on the path
from hypothesis import HealthCheck, settings  # noqa: E402
from hypothesis.stateful import run_state_machine_as_test  # noqa: E402

from tests.e2e.monkey import Zoo  # noqa: E402
from tests.library import test_crash as crash  # noqa: E402
from tests.library import test_powercut as whole  # noqa: E402
from tests.library import trials  # noqa: E402
from tests.library.machine import LibraryMachine  # noqa: E402

MOST_GROWTH = 1.2  # of memory, from the second quarter of a life to its last
Check = Callable[[Path, argparse.Namespace], tuple[bool, str]]


def powercut(folder: Path, options: argparse.Namespace) -> tuple[bool, str]:
    counts = {how: crash.crashed(how, power=True, seeds=options.seeds) for how in crash.OURS + crash.NAIVE}
    good = all(counts[how].keys() == {"good"} for how in crash.OURS)
    controls = all(counts[how]["good"] < counts[how].total() for how in crash.NAIVE)
    shares = (f"{how}: {c.total() - c['good']} of {c.total()} bad" for how, c in counts.items())
    return good and controls, ", ".join(shares)


def library(folder: Path, options: argparse.Namespace) -> tuple[bool, str]:
    shares, good = [], True
    for how in (whole.ours, *whole.CONTROLS):
        counts = Counter(whole.cuts(folder / how.__name__, how, options.outcomes))
        bad = counts.total() - counts["good"]
        good = good and (bad == 0) == (how is whole.ours)
        shares.append(f"{how.__name__}: {bad} of {counts.total()} bad")
    return good, ", ".join(shares)


def errors(folder: Path, options: argparse.Namespace) -> tuple[bool, str]:
    refused = 0
    for error in trials.ERRORS:
        for stays in (False, True):
            with pytest.MonkeyPatch.context() as patch:
                place = folder / f"{error} {stays}"
                refused += trials.every_call_fails(place, patch, error, stays=stays)
    return refused > 0, f"{refused} refusals, memory was the disk after each, none doubled"


def apply(folder: Path, options: argparse.Namespace) -> tuple[bool, str]:
    told = lost = 0
    for batch in range(0, options.apply, 25):  # each batch in a library of its own, that it stays small
        count = min(25, options.apply - batch)
        one, two = trials.killed_apply(folder / str(batch), count, seed=batch)
        told, lost = told + one, lost + two
    return not lost, f"{options.apply} kills, {told} acknowledged, {lost} lost"


def app(folder: Path, options: argparse.Namespace) -> tuple[bool, str]:
    told, lost = trials.killed_app(folder / "library", options.app)
    return not lost, f"{options.app} kills, {told} shown as saved, {lost} lost"


def processes(folder: Path, options: argparse.Namespace) -> tuple[bool, str]:
    wanted = options.processes * options.times
    found = trials.counted(folder / "library", options.processes, options.times)
    return found == wanted, f"{options.processes} x {options.times}: {found}"


def freshness(folder: Path, options: argparse.Namespace) -> tuple[bool, str]:
    unseen = trials.stale(folder / "library", options.times)
    return not unseen, f"{options.times} changes of another process, {unseen} not seen at once"


def truncation(folder: Path, options: argparse.Namespace) -> tuple[bool, str]:
    article, path, raw = trials.damaged_file(folder / "library")
    for size in range(len(raw)):
        trials.outlives(folder / "library", article, path, raw, raw[:size])
    return True, f"cut at each of {len(raw)} bytes"


def damages(folder: Path, options: argparse.Namespace) -> tuple[bool, str]:
    article, path, raw = trials.damaged_file(folder / "library")
    written = [
        trials.outlives(folder / "library", article, path, raw, damaged)
        for damaged in trials.damages(raw, options.damages)
    ]
    return any(written), f"{options.damages} damages, {written.count(True)} written on, the others refused"


def machine(folder: Path, options: argparse.Namespace) -> tuple[bool, str]:
    trial = settings(
        max_examples=options.examples,
        stateful_step_count=60,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(LibraryMachine, settings=trial)
    return True, f"{options.examples} runs of up to 60 changes, memory and disk as the model after each"


def monkey(folder: Path, options: argparse.Namespace) -> tuple[bool, str]:
    """Let monkeys act for some minutes; memory is compared within the longest life of the program."""
    zoo = Zoo(folder, options.seed)
    until = time.monotonic() + 60 * options.minutes
    zoo.open(enough=lambda _: time.monotonic() > until)
    told = zoo.told
    life = max(told.memory, key=len)
    quarter = len(life) // 4
    early, late = (statistics.median(part) / 1024 for part in (life[quarter : 2 * quarter], life[-quarter:]))
    return late < MOST_GROWTH * early, (
        f"seed {options.seed}: {told.actions} actions, {told.starts} starts, "
        f"{len(told.acknowledged)} highlights of another process, none lost; "
        f"in the longest life, of {len(life)} looks, {early:.0f} MB, at its end {late:.0f} MB"
    )


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        powercut, library, errors, apply, app, processes, freshness, truncation, damages, machine, monkey,
    )
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checks", nargs="*", help=f"of {', '.join(CHECKS)}; all without one")
    for name, count in {
        "apply": 1000,
        "app": 200,
        "processes": 4,
        "times": 2000,
        "damages": 3000,
        "seeds": 20,
        "examples": 500,
        "outcomes": 10,
        "minutes": 30,
        "seed": 1,
    }.items():
        parser.add_argument(f"--{name}", type=int, default=count)
    options = parser.parse_args()
    if unknown := set(options.checks) - CHECKS.keys():
        parser.error(f"there is no check {', '.join(sorted(unknown))}")
    os.environ.pop("READER_LIBRARY", None)
    failed = False
    for name in options.checks or CHECKS:
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            try:
                good, said = CHECKS[name](Path(folder), options)
            except AssertionError as error:
                good, said = False, str(error)
        failed = failed or not good
        word = "good" if good else "FAILED"
        print(f"{name:12} {word:7} {said} ({time.perf_counter() - start:.0f} s)", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
