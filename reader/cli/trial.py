"""Telling what `reader add` would do: the same outcomes, and nothing on disk is changed."""

from __future__ import annotations

import os
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reader.cli.adding import Outcome, shown
from reader.cli.context import open_library
from reader.library import Library, LibraryError, StoreReadOnly

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator, Sequence

    from reader.model import Imported


@contextmanager
def trial_library(options: Namespace) -> Iterator[Library]:
    """Open the library that is named; where there is none, an empty one that goes away."""
    from reader.config import library_path

    path = library_path(options.library)
    if os.path.lexists(path / "library.json") or os.path.isdir(path / "articles"):
        with open_library(options, writing=True) as library:
            yield library
    else:
        with TemporaryDirectory() as folder, Library(folder) as library:
            yield library


def foretelling(library: Library, tags: Sequence[str]) -> Callable[[Sequence[Imported]], Iterator[Outcome]]:
    """Return what tells the outcomes of texts, those that came before borne in mind."""
    trial = library.foretelling()

    def outcomes(texts: Sequence[Imported]) -> Iterator[Outcome]:
        for imported in texts:
            path, remarks = shown(imported.origin), imported.report
            try:
                article, status, waiting = trial.foretell(imported, tags)
            except StoreReadOnly:
                raise  # the next one would fail in the same way
            except LibraryError as error:
                yield Outcome(path, "failed", error=imported.error or str(error), remarks=remarks)
            else:
                yield Outcome(path, status, article, remarks=remarks, waiting=waiting)

    return outcomes
