"""A named tuple of the reader's is one of Python's: the same fields, defaults, words and methods."""

from __future__ import annotations

import pickle
import typing

import pytest

from reader.tuples import NamedTuple


class Ours(NamedTuple):
    """A place."""

    row: int
    column: int = 2
    notes: tuple[int, ...] = ()

    @property
    def both(self) -> int:
        return self.row + self.column

    @classmethod
    def first(cls) -> Ours:
        return cls(0, 0)


class Pythons(typing.NamedTuple):
    """A place."""

    row: int
    column: int = 2
    notes: tuple[int, ...] = ()


def test_it_is_a_named_tuple_of_python() -> None:
    for name in ("_fields", "_field_defaults", "__doc__", "__module__", "__bases__", "__match_args__"):
        assert getattr(Ours, name) == getattr(Pythons, name), name
    assert {*dir(Pythons(1))} - {*dir(Ours(1))} <= {"__orig_bases__"}
    assert repr(Ours(1)) == "Ours(row=1, column=2, notes=())"
    assert Ours.__qualname__ == "Ours"
    assert Ours(1) == (1, 2, ())
    assert hash(Ours(1)) == hash(Pythons(1))
    assert Ours(1)._replace(column=5)._asdict() == {"row": 1, "column": 5, "notes": ()}
    assert pickle.loads(pickle.dumps(Ours(1))) == Ours(1)


def test_it_has_what_its_class_says() -> None:
    assert Ours(1).both == 3
    assert Ours.first() == Ours(0, 0)
    assert [*Ours.__annotations__] == ["row", "column", "notes"]


@pytest.mark.parametrize("given", [(), (1, 2, (), 4)])
def test_it_takes_no_other_number_of_values(given: tuple[typing.Any, ...]) -> None:
    with pytest.raises(TypeError):
        Ours(*given)
