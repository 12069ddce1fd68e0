"""What the doctor finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Finding:
    """Something wrong with a file: its path within the library, a word for it, sentences for people.

    `remedy` is what repairing would do, empty when nothing can be done; `outcome` what it did.
    """

    path: str
    kind: str
    problem: str
    remedy: str
    repaired: bool = False
    outcome: str = ""


@dataclass(frozen=True)
class Problem:
    """A finding with what puts it right; `mend` says what it did, and raises LibraryError or OSError."""

    path: str
    kind: str
    problem: str
    remedy: str = ""
    mend: Callable[[], str] | None = None
