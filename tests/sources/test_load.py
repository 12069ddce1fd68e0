import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from reader.model import Imported
from reader.sources import count, files, load
from reader.text.clean import is_clean

from ..hostile.payloads import NAMES, TITLES


def load_one(path: Path | str, encoding: str = "") -> Imported:
    (imported,) = load(str(path), encoding=encoding)
    return imported


@pytest.mark.parametrize(
    ("name", "content", "source"),
    [
        ("a.txt", "# Not Markdown", "text"),
        ("a.md", "# Markdown", "markdown"),
        ("a.MARKDOWN", "# Markdown", "markdown"),
        ("a", "No suffix", "text"),
        ("a.xyz", "Another suffix", "text"),
        ("a.md", "<b>Markdown</b> all the same", "markdown"),
        ("a.html", "no tags", "text"),
        (
            "a.txt",
            f"<!DOCTYPE html><title>A page</title><p>{'It is a page, whatever its name. ' * 9}",
            "html",
        ),
        ("a.md", f"<?xml version='1.0'?>\n<html><body><p>{'It is a page, whatever its name. ' * 9}", "html"),
    ],
)
def test_content_first_and_name_second(tmp_path: Path, name: str, content: str, source: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    imported = load_one(path)
    assert (imported.error, imported.source, imported.origin) == ("", source, str(path))


def test_a_folder_is_read_in_order_without_links_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "A.md", "c/d.txt", "c/e/f.html", ".hidden/x.txt", ".x.txt", "g.odp", "h.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<p>{name} has a text in it, and it is a long one</p>")
    (tmp_path / "c" / "loop").symlink_to(tmp_path)
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "dir.txt").mkdir()
    origins = [Path(i.origin).relative_to(tmp_path).as_posix() for i in load(str(tmp_path))]
    assert origins == ["c/e/f.html", "c/d.txt", "b.txt", "A.md"]
    assert count(str(tmp_path)) == 4
    assert count(str(tmp_path / "b.txt")) == count("-") == 1


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(b"\0" * 5000)
    (tmp_path / "2.txt").write_text("")
    (tmp_path / "3.txt").write_text("Good.")
    assert [i.error for i in load(str(tmp_path))] == [
        "",
        "2.txt holds no text.",
        "1.txt is not text but binary data.",
    ]


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert load_one(tmp_path).error == f"There are no texts in {tmp_path.name}."


def test_what_is_not_there(tmp_path: Path) -> None:
    imported = load_one(tmp_path / "no.txt")
    assert imported.error == "no.txt cannot be read: there is no such file or folder."
    assert imported.origin == str(tmp_path / "no.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the platform has no named pipes")
def test_pipes_and_devices_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert load_one(tmp_path / "pipe.txt").error == "pipe.txt is not a regular file."
    assert load_one("/dev/zero").error == "zero is not a regular file."
    assert load_one(tmp_path).error.startswith("There are no texts")


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(files.MAX_BYTES + 1)
    assert load_one(path).error == "big.txt is larger than the limit of 64 MB of text."


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_permission_denied(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    assert load_one(path).error == "a.txt cannot be read: permission was denied."


@pytest.mark.parametrize("name", [*NAMES.values(), *list(TITLES.values())[::7], ""], ids=ascii)
def test_hostile_names_give_one_clean_sentence(name: str) -> None:
    for imported in load("/no/such/folder/" + name):
        assert imported.error and is_clean(imported.error) and "\n" not in imported.error
        assert len(imported.error) < 300
        assert is_clean(imported.origin)


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9\x1b[2J.txt"
    try:
        with open(path, "wb") as file:
            file.write(b"A text.")
    except OSError:
        pytest.skip("the file system refuses the name")
    (imported,) = load(str(tmp_path))
    assert imported.body.text == "A text."
    assert imported.metadata.title == "caf\ufffd"
    assert is_clean(imported.origin)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"Piped in. And more.")))
    imported = load_one("-")
    found = (imported.origin, imported.metadata.title, imported.body.text)
    assert found == (
        "-",
        "Piped in.",
        "Piped in. And more.",
    )
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"")))
    assert load_one("-").error == "Standard input holds no text."
    monkeypatch.setattr(sys, "stdin", None)
    assert load_one("-").error == "There is no standard input."


def test_the_encoding_is_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("Привет".encode("koi8_r"))
    assert load_one(path, "koi8-r").body.text == "Привет"
    assert load_one(path, "no-such").error == "a.md cannot be decoded as 'no-such'."


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, reader.sources, reader.sources.text, reader.sources.markdown, reader.sources.html\n"
        "heavy = {'trafilatura', 'lxml', 'markdown_it', 'ftfy', 'charset_normalizer', 'rich', 'tinydb'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
