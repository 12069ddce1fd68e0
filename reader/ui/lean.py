"""Python's loop of events and Textual, without what the reader never asks of them before its first key.

Textual loads its command palette with all that this shows, its markup, canvas and more when it is imported,
each for a function or two that we seldom or never call: a seventh of the time until keys are answered. What
is left out is not missing: its names stand for it, and load it when one of them is used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

#: Modules of which Textual's app uses names inside functions only (a test sees to that).
PUT_OFF = ("platformdirs", "rich.table", "textual.canvas", "textual.command", "textual.markup")


class Name:
    """What a module calls by some name; the module is loaded when this is called or asked for something."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def _meant(self) -> object:
        return getattr(import_module(self._module), self._name)

    def __call__(self, *args: object, **named: object) -> object:
        """Call what is meant."""
        return self._meant()(*args, **named)  # type: ignore[operator]

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what Python asks of everything
            raise AttributeError(name)
        return getattr(self._meant(), name)

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        """Be no base of a class: nobody makes one of Textual's that has such a base."""
        return ()


def import_textual() -> None:
    """Import it, unless some of it is loaded already."""
    if "textual" in sys.modules:
        return
    import_asyncio()
    stand_ins = [_stand_in(name) for name in PUT_OFF if name not in sys.modules]
    sys.modules.update((each.__name__, each) for each in stand_ins)
    try:
        import textual.app  # noqa: F401
    finally:
        for each in stand_ins:
            del sys.modules[each.__name__]


def _stand_in(module: str) -> ModuleType:
    made = ModuleType(module)
    made.__dict__["__getattr__"] = lambda name: Name(module, name)  # PEP 562
    return made


def import_asyncio() -> None:
    """Import it as where Python has no TLS: nothing of ours goes over TLS in the loop of events.

    To load that takes as long as our first screen. What is imported later has it.
    """
    if "asyncio" in sys.modules or "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # so an import fails, as Python documents
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
