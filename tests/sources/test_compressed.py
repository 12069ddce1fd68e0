"""Compressed texts are read as what is inside, as far as the limit."""

from __future__ import annotations

import bz2
import gzip
import lzma
from typing import TYPE_CHECKING

import pytest

from reader.sources import compressed
from tests.support.articles import blocks, read, read_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Compress = Callable[[bytes], bytes]

WAYS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}
BOX = b"From a@b Thu Nov 19 10:15:00 2026\nFrom: a@b\nSubject: One\n\nA text.\n"


@pytest.mark.parametrize(("suffix", "compress"), WAYS.items(), ids=WAYS)
def test_a_compressed_text_is_read_as_what_is_inside(tmp_path: Path, suffix: str, compress: Compress) -> None:
    imported = read(tmp_path, compress(b"# One\n\n*Two* three."), f"a.md{suffix}")
    assert (imported.error, imported.source) == ("", "markdown")
    assert [text for _, _, _, text in blocks(imported)] == ["One", "Two three."]
    assert imported.origin == f"{tmp_path}/a.md{suffix}#a.md"
    assert imported.raw == b"# One\n\n*Two* three."


@pytest.mark.parametrize("compress", WAYS.values(), ids=WAYS)
def test_what_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compress: Compress
) -> None:
    monkeypatch.setattr(compressed, "MAX_BYTES", 3 << 20)
    assert read(tmp_path, compress(b"a " * (1 << 20)), "a.gz").error == ""
    assert read(tmp_path, compress(b"a " * (2 << 20)), "a.gz").error.startswith(
        "a.gz unpacks to more than the limit"
    )


@pytest.mark.parametrize("compress", WAYS.values(), ids=WAYS)
def test_what_cannot_be_unpacked_is_one_sentence(tmp_path: Path, compress: Compress) -> None:
    raw = compress(b"A text." * 999)
    assert read(tmp_path, raw[: len(raw) // 2], "a.gz").error == "a.gz is damaged: it cannot be unpacked."


def test_what_is_packed_again_and_again_is_refused(tmp_path: Path) -> None:
    raw = b"A text."
    for _ in range(3):
        raw = gzip.compress(raw)
    assert read(tmp_path, raw, "a.txt.gz").error == ""
    again = read(tmp_path, gzip.compress(raw), "a.txt.gz")
    assert again.error == "a.txt is packed more than 3 times."


def test_a_compressed_mailbox_is_its_messages(tmp_path: Path) -> None:
    found = read_all(tmp_path, gzip.compress(BOX + b"\n" + BOX), "a.mbox.gz")
    assert [(imported.error, imported.metadata.title) for imported in found] == [("", "One"), ("", "One")]
    assert found[0].origin.startswith(f"{tmp_path}/a.mbox.gz#a.mbox#")


def test_what_zstd_packed_is_said_to_be_that(tmp_path: Path) -> None:
    assert "is packed by zstd: unpack it" in read(tmp_path, b"\x28\xb5\x2f\xfd\x04\x00", "a.md.zst").error
