"""How far two long sequences that are nearly the same are the same, without a step for each element."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def ends_alike(one: list[T], other: list[T]) -> tuple[int, int]:
    """Return how many elements are equal at the start, and how many of the rest at the end."""
    head = _alike(one, other)
    return head, _alike(one[head:][::-1], other[head:][::-1])


def _alike(one: list[T], other: list[T]) -> int:
    """Return how many elements are equal from the start on: lists are compared in halves, which C does."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
