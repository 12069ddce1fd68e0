"""Plug-ins, installed as packages are: the documented examples work, and one that fails is one sentence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "plugins.md").read_text("utf-8")
LONGEST = 10  # lines of code, as promised


def fences(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


class Site:
    """A folder of packages that are installed, and the program beside them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.packages = folder, folder / "site"
        self.packages.mkdir()
        self.ferry = folder / "ferry.txt"
        self.ferry.write_text("The night ferry\n\nIt leaves at nine. It is never late.\n")

    def install(self, module: str, code: str, project: str) -> None:
        """Put a module there with the metadata that an installer makes of its `pyproject.toml`."""
        import tomllib

        data = tomllib.loads(project)["project"]
        (self.packages / f"{module}.py").write_text(code)
        info = self.packages / f"{data['name'].replace('-', '_')}-{data['version']}.dist-info"
        info.mkdir()
        info.joinpath("METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {data['name']}\nVersion: {data['version']}\n"
        )
        lines = []
        for group, entries in data["entry-points"].items():
            lines += [f"[{group}]", *(f"{name} = {value}" for name, value in entries.items())]
        info.joinpath("entry_points.txt").write_text("\n".join(lines))

    def failing(self, group: str, name: str, code: str) -> None:
        self.install(
            name,
            code,
            f'[project]\nname = "reader-{name}"\nversion = "1.0"\n'
            f'[project.entry-points."reader.{group}"]\n{name} = "{name}"\n',
        )

    def run(self, *words: str) -> tuple[int, str, str]:
        done = subprocess.run(
            [sys.executable, "-m", "reader", *words],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONPATH": f"{self.packages}{os.pathsep}{ROOT}",
                "PATH": f"{self.packages}{os.pathsep}{os.environ['PATH']}",
                "READER_LIBRARY": str(self.folder / "library"),
                "PYTHONUTF8": "1",
            },
        )
        return done.returncode, done.stdout, done.stderr


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_the_examples_are_ten_lines() -> None:
    for code in fences("python"):
        lines = [line for line in code.splitlines() if line.strip() and not line.startswith('"""')]
        assert len(lines) <= LONGEST


def test_the_documented_format_is_written(site: Site) -> None:
    code, project = fences("python")[0], fences("toml")[0]
    site.install("quotes", code, project)
    _, added, _ = site.run("add", str(site.ferry))
    site.run("highlight", added.split()[1], "--quote", "It leaves at nine.", "--tag", "claim")
    assert site.run("export", "--format", "quotes") == (
        0,
        "The night ferry\n  “It leaves at nine.” (claim)\n",
        "",
    )
    assert site.run("export", "--format", "quotes", "-o", "out")[0] == 0
    (made,) = (site.folder / "out").iterdir()
    assert made.suffix == ".txt"
    assert "jsonl, quotes" in site.run("export")[2]


def test_the_documented_source_is_read(site: Site) -> None:
    site.install("latex", fences("python")[1], fences("toml")[1])
    pandoc = site.packages / "pandoc"  # in the place of the real one
    pandoc.write_text('#!/bin/sh\necho "<html><body><h1>Tides</h1>"; sed "s/.*/<p>&<\\/p>/" "$5"\n')
    pandoc.chmod(0o700)
    texts = site.folder / "texts"
    texts.mkdir()
    (texts / "tides.tex").write_text(f"{'It rises and it falls, as it has always done. ' * 20}\n")
    (texts / "plain.txt").write_text("Plain\n\nNot for the plug-in.\n")
    code, out, _ = site.run("add", "texts")
    assert code == 0
    assert sorted(line.split()[0] for line in out.splitlines()) == ["added", "added"]
    assert "It rises" in site.run("show", out.split()[1])[1] + site.run("show", out.split()[-2])[1]
    again = site.run("add", "texts/tides.tex")[1]
    assert again.startswith("known")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1/0", "ZeroDivisionError: division by zero"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("", "it has no function write"),
        ("def write(views):\n    yield b'half'\n    raise KeyError('x')", "KeyError: 'x'"),
        ("def write(views):\n    yield 'text'", "it gave str, not bytes"),
        ("def write(views):\n    return 1", "TypeError: 'int' object is not iterable"),
        ("write = print\ndef lost(view):\n    return 1", "AttributeError"),
    ],
)
def test_a_format_that_fails_is_one_sentence_and_no_file(site: Site, code: str, said: str) -> None:
    site.failing("exports", "bad", code)
    site.run("add", str(site.ferry))
    status, out, err = site.run("export", "--format", "bad", "-o", "out.txt")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("reader: The plug-in bad (reader-bad 1.0) failed: ")
    assert said in err
    assert not (site.folder / "out.txt").exists()
    assert site.run("export", "--format", "csv")[0] == 0


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1/0", "ZeroDivisionError"),
        ("def match(uri):\n    return uri.nothing\nload = match", "AttributeError"),
    ],
)
def test_a_source_that_fails_to_match_is_said_once_and_passed_over(site: Site, code: str, said: str) -> None:
    site.failing("sources", "bad", code)
    (site.folder / "other.txt").write_text("Another text.\n")
    status, out, err = site.run("add", str(site.ferry), "other.txt")
    assert (status, out.count("added")) == (0, 2)
    assert err.count(said) == err.count("The plug-in bad (reader-bad 1.0) failed: ") == 1


@pytest.mark.parametrize(
    ("load", "said"),
    [
        ("    yield 1", "it gave int, not a Document or Imported"),
        ("    raise OSError('no net')", "OSError: no net"),
        (
            "    from reader.model import Body, Imported, Metadata\n"
            "    yield Imported(uri, Metadata('a'), Body.plain('an \\x1b escape'))",
            "its text is not clean",
        ),
        (
            "    from reader.model import Body, Imported, Metadata\n"
            "    from reader.text.body import Block, Blocks, Marks\n"
            "    blocks = Blocks([Block('paragraph', 4, 7), Block('paragraph', 0, 3)])\n"
            "    yield Imported(uri, Metadata('a'), Body('One two', blocks, Marks()))",
            "its blocks or marks do not fit its text",
        ),
    ],
)
def test_a_source_that_fails_is_one_text_that_failed(site: Site, load: str, said: str) -> None:
    site.failing("sources", "bad", f"def match(uri):\n    return 'bad' in uri\ndef load(uri):\n{load}\n")
    status, out, err = site.run("add", "bad:1", str(site.ferry))
    assert (status, out.count("added")) == (1, 1)
    assert said in err
    assert err.count("\n") == 1
