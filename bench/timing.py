"""Times of work, for the benches."""

import statistics
import time
from collections.abc import Callable, Mapping


def once(work: Callable[[], object]) -> float:
    """Return how many seconds `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(rounds: int, work: Callable[[], object]) -> float:
    """Return the median seconds of several rounds."""
    return statistics.median(once(work) for _ in range(rounds))


def in_turn(rounds: int, ways: Mapping[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Do each way in turn, round after round; return the seconds of each."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            times[name].append(once(way))
    return times


def shown(seconds: float) -> str:
    """Write a time in milliseconds."""
    return f"{1000 * seconds:.2f} ms"
