"""Times of work, for the benches."""

import random
import time
from collections.abc import Callable, Mapping


def once(work: Callable[[], object]) -> float:
    """Return how many seconds `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def best(rounds: int, work: Callable[[], object]) -> float:
    """Return the least seconds of several rounds."""
    return min(once(work) for _ in range(rounds))


def in_turn(rounds: int, ways: Mapping[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Do each way once a round; return the seconds of each.

    In another order each round: what one leaves for the disk to do, the next one waits for.
    """
    times: dict[str, list[float]] = {name: [] for name in ways}
    order, chance = list(ways), random.Random(rounds)
    for _ in range(rounds):
        chance.shuffle(order)
        for name in order:
            times[name].append(once(ways[name]))
    return times


def shown(seconds: float) -> str:
    """Write a time in milliseconds."""
    return f"{1000 * seconds:.2f} ms"
