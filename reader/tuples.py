"""Named tuples that are made in two fifths of the time: a start makes fifty, which takes eight milliseconds.

`typing.NamedTuple` compiles every annotation to see whether it may be a type, which mypy sees to.
"""

from __future__ import annotations

from collections import namedtuple

__all__ = ["NamedTuple"]

TYPE_CHECKING = False  # typing itself would take milliseconds to import
if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Maker(type):
        """Makes a named tuple of a class that is written as for `typing.NamedTuple`."""

        def __new__(cls, name, _bases, held):
            fields = held.get("__annotations__", {})
            defaults = [held.pop(field) for field in fields if field in held]
            made = namedtuple(name, fields, defaults=defaults, module=held["__module__"])
            for key, value in held.items():
                setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
