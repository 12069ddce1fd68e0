"""What is loaded when it is first asked for: names of a package (PEP 562), parts of an object, modules."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

T = TypeVar("T")


def late(package: str, names: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package; `names` are those that each module holds."""
    homes = {name: module for module, held in names.items() for name in held}

    def get(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(homes[name]), name)
        setattr(sys.modules[package], name, value)  # from now on it is found without asking
        return value

    return get


class Part(Generic[T]):
    """A part of an object, made of it by a class that is loaded with the first use."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._class = module, name

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, whole: object, owner: type) -> T:
        part: T = getattr(import_module(self._module), self._class)(whole)
        vars(whole)[self._name] = part  # from now on it is found without asking
        return part


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


@contextmanager
def put_off(*modules: str) -> Iterator[None]:
    """Let what is imported meanwhile do without modules of which it uses names inside functions only.

    What is left out is not missing: its names stand for it, and load it when one of them is used.
    """
    stand_ins = [_stand_in(name) for name in modules if name not in sys.modules]
    sys.modules.update((each.__name__, each) for each in stand_ins)
    try:
        yield
    finally:
        for each in stand_ins:
            del sys.modules[each.__name__]


def _stand_in(module: str) -> ModuleType:
    made = ModuleType(module)
    made.__dict__["__getattr__"] = lambda name: Name(module, name)  # PEP 562
    return made
