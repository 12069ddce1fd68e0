"""Sources that other packages offer: modules with `match(uri)` and `load(uri)`, under `reader.sources`.

`match` tells whether a path or address is for it. `load` yields a `Document` for each text that one of our
readers is to read (its `kind`: text, markdown, html …), or an `Imported` with a text that is clean already.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model import Imported, ReaderError
from reader.model.plugins import plugins
from reader.sources.document import Document
from reader.sources.files import origin_of
from reader.text.clean import clean_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.model import Body
    from reader.model.plugins import Plugin

GROUP = "reader.sources"
_failed: dict[str, str] = {}  # plug-ins that are asked no more, and why; said once


def claimant(uri: str) -> Plugin | None:
    """Return the plug-in that a path or address is for; one that fails at that is asked no more."""
    for plugin in plugins(GROUP).values():
        if plugin.name in _failed:
            continue
        try:
            if plugin.module("match", "load").match(uri):
                return plugin
        except (Exception, SystemExit) as error:
            _failed[plugin.name] = str(error if isinstance(error, ReaderError) else plugin.fault(error))
    return None


def remarks() -> tuple[str, ...]:
    """Return what is to be said of plug-ins that failed, once."""
    said = tuple(filter(None, _failed.values()))
    _failed.update(dict.fromkeys(_failed, ""))
    return said


def load(plugin: Plugin, uri: str, read: Callable[[Document], Iterator[Imported]]) -> Iterator[Imported]:
    """Yield the texts that a plug-in finds; where it fails, say so in the place of the rest."""
    origin = origin_of(uri) if os.path.exists(uri) else uri
    try:
        for given in plugin.module("load").load(uri):
            if not isinstance(given, Document | Imported):
                raise plugin.fault(f"it gave {type(given).__name__}, not a Document or Imported")
            found = replace(given, origin=origin) if given.origin in ("", uri) else given
            if isinstance(found, Document):
                yield from read(found)
            elif clean_text(found.body.text) != found.body.text:
                raise plugin.fault("its text is not clean; give a Document")
            elif found.body.text and not _fits(found.body):
                raise plugin.fault("its blocks or marks do not fit its text; give a Document")
            else:
                yield found
    except (GeneratorExit, KeyboardInterrupt):
        raise
    except BaseException as error:
        fault = error if isinstance(error, ReaderError) else plugin.fault(error)
        yield Imported(origin, error=str(fault))


def _fits(body: Body) -> bool:
    """Tell whether the blocks of a body come one behind the other, and all that is told of it lies in it."""
    last, size = 0, len(body.text)
    for block in body.blocks:
        if not last <= block.start < block.end <= size:
            return False
        last = block.end
    return last > 0 and all(mark.end <= size for mark in body.marks)
