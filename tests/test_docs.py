"""What README and docs say is tried: examples are run, fields and links compared with what there is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator

import reader
from bench import figures
from reader.cli.commands import COMMANDS
from reader.cli.operations import OPERATIONS
from reader.exports import FORMATS
from reader.model import Article, Highlight
from reader.sources.imports import IMPORTERS
from reader.text.body import BLOCK_KINDS, MARK_KINDS
from reader.text.query_nodes import COLOURS, FIELDS, HAVING, STATUSES

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
PAGES = [README, *sorted((ROOT / "docs").glob("*.md"))]
SCRIPTING, QUERIES, LIBRARY, IMPORTING = (
    ROOT / "docs" / f"{name}.md" for name in ("scripting", "queries", "library", "importing")
)

MOST_README_LINES = 80
END_OF_BLOCK = "\x1e"
#: A command line (`sh`) and what it prints (`text` or `json`); other fences are not run.
_fence = re.compile(r"^```(sh|text|json)\n(.*?)^```$|^<!-- before:(.*?)-->$", re.MULTILINE | re.DOTALL)
#: What is another in every run. `…` stands for what an example leaves out.
_varying = re.compile(
    r"(?P<rest>…)"
    r"|(?P<stamp>\b2\d{7}T\d{9}Z[0-9a-f]{4}-[0-9a-z]{1,16}\b)"
    r"|(?P<time>\b2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ?)"
    r"|(?P<number>\b[1-9]\d{17,18}\b)"
    r"|(?P<id>\b[0-7][0-9a-hjkmnp-tv-z]{12}\b|\b(?=[a-z]*[0-9])(?=[0-9]*[a-z])[0-9a-hjkmnp-tv-z]{6}\b)"
)
_pattern_of = {
    "rest": r"(?s:.*?)",
    "stamp": r"2\d{7}T\d{9}Z[0-9a-f]{4}-[0-9a-z]{1,16}",
    "time": r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ?",
    "number": r"[1-9]\d{17,18}",
}


@dataclass(frozen=True)
class Example:
    """A block of a page: what comes before unseen, the command lines, what they print if that is shown."""

    page: Path
    line: int
    before: str
    code: str
    language: str = ""
    output: str = ""

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def section(page: Path, heading: str) -> str:
    """Return what stands under a heading, up to the next of its level."""
    level = heading.split(" ", maxsplit=1)[0]
    after = text_of(page).split(f"\n{heading}\n")[1]
    return re.split(rf"^#{{1,{len(level)}}} ", after, maxsplit=1, flags=re.MULTILINE)[0]


@cache
def examples_of(page: Path) -> list[Example]:
    text = section(page, "## From the shell") if page == README else text_of(page)
    first = text_of(page).index(text)
    found: list[Example] = []
    before, end = "", -1
    for match in _fence.finditer(text):
        language, content, unseen = match.groups()
        if unseen is not None:
            before = unseen.strip()
        elif language == "sh":
            line = text_of(page).count("\n", 0, first + match.start()) + 1
            found.append(Example(page, line, before, content))
            before = ""
        else:
            assert found and not text[end : match.start()].strip(), (
                f"an output without its command: {content}"
            )
            last = found.pop()
            found.append(Example(last.page, last.line, last.before, last.code, language, content))
        end = match.end()
    return found


EXAMPLES = [example for page in PAGES for example in examples_of(page)]


def program(folder: Path) -> dict[str, str]:
    """Put the samples into a folder; return the environment in which `reader` and `python3` run there."""
    shutil.copytree(ROOT / "sample_articles", folder / "sample_articles")
    commands = folder / ".bin"
    commands.mkdir()
    for name, words in (("reader", " -m reader"), ("python3", "")):
        (commands / name).write_text(f'#!/bin/sh\nexec "{sys.executable}"{words} "$@"\n', encoding="utf-8")
        (commands / name).chmod(0o700)
    return {
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LOGNAME": "eva",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONPATH": str(ROOT),
        "READER_LIBRARY": str(folder / "library"),
    }


@cache
def run_page(page: Path) -> tuple[list[str], str]:
    """Run a page's examples one after another in one shell; return what each printed, and how it ended."""
    folder = Path(mkdtemp(prefix="reader-docs-"))
    try:
        script = ["set -eu -o pipefail"]
        for example in examples_of(page):
            script += [f"{{ {example.before or ':'}\n}} > before.log 2>&1", "rm before.log"]
            script += [example.code.rstrip("\n"), f"printf '{END_OF_BLOCK}'"]
        done = subprocess.run(
            ["bash"],
            input="\n".join(script) + "\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=program(folder),
            encoding="utf-8",
            check=False,
        )
    finally:
        shutil.rmtree(folder)
    *outputs, rest = done.stdout.split(END_OF_BLOCK)
    return outputs, f"ended with {done.returncode}: {rest}"


def expected(output: str, language: str) -> tuple[re.Pattern[str], list[str]]:
    """Turn a shown output into a pattern, and the ids in it that its groups stand for."""
    ids: list[str] = []

    def pattern(match: re.Match[str]) -> str:
        if match.lastgroup != "id":
            return _pattern_of[match.lastgroup or ""]
        ids.append(match.group())
        return f"([0-9a-z]{{{len(match.group())}}})"

    parts, at = [], 0
    for match in _varying.finditer(output):
        parts += [re.escape(output[at : match.start()]), pattern(match)]
        at = match.end()
    return re.compile("".join([*parts, re.escape(output[at:])])), ids


def without_spaces(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_example(example: Example) -> None:
    outputs, ending = run_page(example.page)
    number = examples_of(example.page).index(example)
    assert number < len(outputs), f"it was not done to its end: the page {ending}"
    if not example.output:
        return
    shown, printed = example.output, outputs[number]
    if example.language == "json":
        shown, printed = without_spaces(shown), without_spaces(printed)
    pattern, ids = expected(shown, example.language)
    match = pattern.fullmatch(printed)
    assert match, f"it prints\n{printed}"
    meant: dict[str, str] = {}
    for written, real in zip(ids, match.groups(), strict=True):
        assert meant.setdefault(written[-6:], real[-6:]) == real[-6:], f"{written} is two things"


def test_every_page_ran_to_its_end() -> None:
    assert {example.page for example in EXAMPLES} == {README, SCRIPTING, QUERIES, LIBRARY, IMPORTING}
    for page in (README, SCRIPTING, QUERIES, LIBRARY, IMPORTING):
        assert run_page(page)[1] == "ended with 0: "


def test_an_example_that_prints_something_else_is_noticed() -> None:
    pattern, ids = expected("added  7pnzht  Title\n… 0saqwtrfgam53\n", "text")
    assert ids == ["7pnzht", "0saqwtrfgam53"]
    assert pattern.fullmatch("added  abcdef  Title\nand more\nyet 0123456789abc\n")
    assert not pattern.fullmatch("added  abcdef  Another\nand more\nyet 0123456789abc\n")
    assert not pattern.fullmatch("added  abcdef  Title\nand more\nyet 0123456789abc\nand\n")


# links


def anchors(page: Path) -> set[str]:
    """Name the headings of a page as their links do."""
    headings = re.findall(r"^#+ (.*)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        there = page.parent / name if name else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


# what there is


def documented(name: str) -> set[str]:
    """Return the fields in the table that is marked with this name."""
    (table,) = (
        match[1]
        for page in PAGES
        for match in re.finditer(rf"^<!-- fields: {name} -->\n((?:\|.*\n)+)", text_of(page), re.MULTILINE)
    )
    cells = [row.split("|")[1] for row in table.splitlines()[2:]]
    fields = [field for cell in cells for field in re.findall(r"`(\w+)`", cell)]
    assert len(fields) == len(set(fields)) > 0
    return set(fields)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The objects that the commands print, by the name of the table that tells their fields."""
    folder = tmp_path_factory.mktemp("fields")
    env = program(folder)

    def run(*words: str, stdin: str = "", ends: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "reader", *words],
            input=stdin,
            capture_output=True,
            cwd=folder,
            env=env,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == (ends or "refused" in stdin), done.stderr
        return done.stdout

    added = json.loads(run("add", "sample_articles", "--json"))
    listed = json.loads(run("list", "--json"))
    shown = [json.loads(run("show", article["id"], "--json")) for article in listed]
    made = json.loads(run("highlight", listed[0]["id"], "--range", "0:9", "--tag", "a/b", "--json"))
    good = json.dumps({"op": "note", "highlight": made["id"], "note": "who?"})
    answers = [json.loads(line) for line in run("apply", stdin=f"{good}\nrefused\n").splitlines()]
    exported = json.loads(run("export", "--format", "json"))
    articles = [entry["article"] for entry in exported["articles"]]
    (folder / "everything.json").write_text(json.dumps(exported, separators=(",", ":")), "utf-8")
    imported = json.loads(run("import", "everything.json", "--json"))
    assert all(entry.keys() == {"article", "highlights"} for entry in exported["articles"])
    assert all(tag.keys() == documented("tag") - {"count"} for tag in exported["codebook"])
    run("apply", stdin=json.dumps({"op": "delete", "highlight": made["id"]}))
    (folder / "nested.md").write_text("1. One.\n\n   > Said in it.\n", "utf-8")
    nested = json.loads(run("add", "nested.md", "--json"))[0]["id"]
    shown.append(json.loads(run("show", nested, "--json")))
    (folder / "draft.txt").write_text("Draft of a letter\n\nIt stays.\n\nIt goes away.\n", "utf-8")
    draft = json.loads(run("add", "draft.txt", "--json"))[0]["id"]
    run("highlight", draft, "--quote", "It goes away.")
    (folder / "draft.txt").write_text("Draft of a letter\n\nIt stays.\n", "utf-8")
    renewed = json.loads(run("refresh", "title:draft", "--json"))
    checked = json.loads(run("check", "--json", ends=1))
    (folder / "library" / "articles" / "00").mkdir(mode=0o700, exist_ok=True)
    (folder / "library" / "articles" / "00" / "stray.txt").touch(0o600)
    findings = json.loads(run("doctor", "--repair", "--json"))
    doubts = json.loads(run("tag", "check", "--json", stdin="refused"))
    outline = '<outline text="Crier" xmlUrl="https://crier.example/feed"/>'
    run("feed", "import", "-", stdin=f"<opml><body>{outline}</body></opml>")
    archive = str(folder / "all.tar.gz")
    own = {"list": documented("list"), "show": documented("show")}
    return {
        "add": [*added, *renewed],
        "import": imported,
        "check": checked,
        "feed list": json.loads(run("feed", "list", "--json")),
        "list": listed,
        "show": [{name: each[name] for name in each.keys() - own["list"]} for each in shown],
        "block": [block for each in shown for block in each["blocks"]],
        "mark": [mark for each in shown for mark in each["marks"]],
        "highlight": [made, *json.loads(run("highlights", "--json"))],
        "search": json.loads(run("search", "soldiers", "--json")),
        "tag": json.loads(run("tags", "--json")),
        "recoded": [json.loads(run("tag", "rename", "claim", "c", "--json"))],
        "doubt": doubts,
        "answer": [answer for answer in answers if answer["ok"]],
        "refusal": [answer for answer in answers if not answer["ok"]],
        "step": json.loads(run("history", "--json")),
        "trashed": json.loads(run("trash", "list", "--json")),
        "finding": findings,
        "config": [json.loads(run("config", "check", "--json"))],
        "backup": [json.loads(run("backup", archive, "--json"))],
        "restore": [json.loads(run("restore", archive, "--library", str(folder / "new"), "--json"))],
        "export": [exported],
        "exported article": [
            {name: each[name] for name in each.keys() - own["list"] - own["show"]} for each in articles
        ],
    }


#: What tests/cli/test_json.py walks over.
TOLD = ("alike", "view", "changed view", "changed tags", "file of tags", "file of feeds", "completion", "man")


@pytest.mark.parametrize("name", TOLD)
def test_fields_are_those_of_the_schema(name: str) -> None:
    schema = json.loads(text_of(ROOT / "docs" / "schema.json"))
    assert schema["$defs"][name]["properties"].keys() == documented(name)


CARE = ("config", "check", "feed list", "step", "trashed", "finding", "backup", "restore")
ALWAYS_ALL = (
    *(
        "add",
        "import",
        "list",
        "show",
        "highlight",
        "search",
        "tag",
        "recoded",
        "doubt",
        "answer",
        "refusal",
        "export",
        "exported article",
    ),
    *CARE,
)


@pytest.mark.parametrize("name", ALWAYS_ALL)
def test_fields_are_those_printed(name: str, printed: dict[str, list[dict[str, Any]]]) -> None:
    assert printed[name]
    for each in printed[name]:
        assert each.keys() == documented(name)


@pytest.mark.parametrize("name", ["block", "mark"])
def test_fields_that_may_be_missing_are_those_printed(
    name: str, printed: dict[str, list[dict[str, Any]]]
) -> None:
    assert {field for each in printed[name] for field in each} == documented(name)
    assert all(each.keys() >= {"kind", "start", "end"} for each in printed[name])


@pytest.mark.parametrize("name", [*ALWAYS_ALL, "block", "mark"])
def test_the_schema_fits_what_is_printed(name: str, printed: dict[str, list[dict[str, Any]]]) -> None:
    schema = json.loads(text_of(ROOT / "docs" / "schema.json"))
    assert schema["$defs"][name]["properties"].keys() == documented(name)
    check = Draft202012Validator({**schema, "$ref": f"#/$defs/{quote(name)}"}).iter_errors
    for each in printed[name]:
        whole = each if name != "show" else {**printed["list"][0], **each}
        assert [f"{error.json_path}: {error.message}" for error in check(whole)] == []
        assert all(list(check({**whole, field: {"": []}})) for field in documented(name))


def test_fields_of_files_are_those_of_the_model() -> None:
    article = {*Article._fields} - {"id", "highlights"}
    highlight = Highlight.__dataclass_fields__.keys() - {"id", "article", "updated"}
    assert documented("article document") == article | {"kind", "v", "t", "corrected"}
    assert documented("passage document") == highlight | {"kind", "t"}


def test_every_command_format_and_operation_is_told() -> None:
    for command in COMMANDS.values():
        words = " ".join(filter(None, ("reader", command.name, command.usage)))
        told = section(SCRIPTING, f"### {command.name}")
        assert told.startswith(f"\n`{words.replace(' [-]', '')}`\n")
        assert "```sh\n" in told
    contents = text_of(SCRIPTING).split("\n## In general\n")[0]
    assert [name for name in COMMANDS if f"[`{name}`](#{name})" not in contents] == []
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|", section(SCRIPTING, "### apply"), re.MULTILINE))
    assert rows.keys() == OPERATIONS.keys() | {"op"}
    for name, operation in OPERATIONS.items():
        assert set(re.findall(r"`(\w+)`", rows[name])) == {*operation.needs, *operation.takes}
    assert all(f"`{name}`" in section(SCRIPTING, "### export") for name in FORMATS)
    assert all(f"`{name}`" in text_of(IMPORTING) for name in IMPORTERS)


def test_every_word_of_the_languages_is_told() -> None:
    terms = section(QUERIES, "## Terms")
    assert all(f"`{name}:" in terms for name in FIELDS)
    assert all(f"`{name}`" in terms for name in STATUSES)
    assert all(f"`has:{what}`" in terms for what in HAVING)
    assert all(name in section(SCRIPTING, "### highlight") for name in COLOURS)
    for kinds, name in ((BLOCK_KINDS, "block"), (MARK_KINDS, "mark")):
        (row,) = re.findall(rf"<!-- fields: {name} -->\n.*\n.*\n\| `kind` \| (.*) \|", text_of(SCRIPTING))
        assert re.findall(r"`(\w+)`", row) == list(kinds)


def test_the_tables_of_keys_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "tables.py", "--check"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_changes_name_this_version() -> None:
    newest = re.search(r"^## (\S+)", text_of(ROOT / "CHANGELOG.md"), re.MULTILINE)
    assert newest and newest[1] == reader.__version__


def test_the_readme_is_one_screen() -> None:
    text = text_of(README).replace(figures.in_readme(), "")  # a table that grows with what is measured
    assert len(text.splitlines()) <= MOST_README_LINES
