"""Every format, whole, against files that were read by eye."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from reader.exports import FORMATS
from tests.exports.views import EVERYDAY, HOSTILE

GOLDEN = Path(__file__).parent / "golden"
TEXT_FORMATS = sorted(FORMATS.keys() - {"markdown", "json", "anki", "refi-qda"})


@pytest.mark.parametrize("name", TEXT_FORMATS)
def test_an_export_is_as_it_was_read_by_eye(name: str) -> None:
    form = FORMATS[name]
    written = b"".join(form.write(iter([EVERYDAY, HOSTILE])))
    assert written == (GOLDEN / f"several-{name}{form.suffix}").read_bytes()


def test_a_project_holds_what_was_read_by_eye() -> None:
    archive = zipfile.ZipFile(BytesIO(b"".join(FORMATS["refi-qda"].write(iter([EVERYDAY, HOSTILE])))))
    assert archive.testzip() is None
    *sources, project = archive.namelist()
    assert project == "project.qde"
    assert archive.read(project) == (GOLDEN / "several-project.qde").read_bytes()
    assert [archive.read(name).decode() for name in sources] == [EVERYDAY.body.text, HOSTILE.body.text]


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"anki"}))  # of that the notes are compared
def test_the_same_library_gives_the_same_bytes(name: str) -> None:
    once, again = (b"".join(FORMATS[name].write(iter([EVERYDAY, HOSTILE]))) for _ in range(2))
    assert once == again


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_nothing_to_export_is_no_error(name: str) -> None:
    b"".join(FORMATS[name].write(iter([])))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_losses_are_numbers_above_nought(name: str) -> None:
    lost = FORMATS[name].lost(EVERYDAY)
    assert all(type(count) is int and count > 0 for count in lost.values())
