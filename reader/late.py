"""What is loaded when it is first asked for: names of a package (PEP 562), parts of an object."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
