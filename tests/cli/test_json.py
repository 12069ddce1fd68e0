"""`--json` everywhere: every command that prints is run and held against docs/schema.json."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator

import reader
from reader.cli import feeds, tags, views, watching
from reader.cli.commands import COMMANDS
from tests.cli.conftest import WALL
from tests.support.web import Web

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.cli.conftest import Run

FEED = (
    b"<rss version='2.0'><channel><title>The Bell</title><link>https://bell.example/</link></channel></rss>"
)
ROOT = Path(reader.__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs" / "schema.json").read_text(encoding="utf-8"))
SHAPES = {
    name: (kind, shape) for kind, names in SCHEMA["commands"].items() if kind != "description"
    for name, shape in names.items()
}  # fmt: skip
#: Commands of which each action has a shape of its own.
ACTIONS: dict[str, Iterable[str]] = {
    "feed": feeds._ACTIONS,
    "tag": tags._ACTIONS,
    "views": views._ACTIONS,
    "trash": ("list", "restore"),
    "config": ("init", "check", "path"),
}


@cache
def checker(shape: str) -> Draft202012Validator:
    return Draft202012Validator({**SCHEMA, "$ref": f"#/$defs/{quote(shape)}"})


def faults(name: str, out: str) -> list[str]:
    """Say what does not fit of what a command printed; that nothing was printed is a fault too."""
    kind, shape = SHAPES[name]
    documents = [json.loads(line) for line in out.splitlines()] if kind == "lines of" else [json.loads(out)]
    values: list[Any] = documents
    if kind == "list of":
        (values,) = documents
    elif kind == "list of lists of":
        values = [each for group in documents[0] for each in group]
    wrong = [f"{error.json_path}: {error.message}" for v in values for error in checker(shape).iter_errors(v)]
    return wrong if values else [f"{name} printed nothing to look at"]


def test_every_command_that_prints_has_a_shape() -> None:
    printing = {command.name for command in COMMANDS.values() if command.prints}
    whole = {f"{name} {action}" for name, actions in ACTIONS.items() for action in actions}
    whole |= printing - ACTIONS.keys() - {"export"}
    extra = {"feed export FILE", "tag export FILE", "highlights --jsonl", "export --format json"}
    assert whole | extra == SHAPES.keys()


@pytest.fixture
def started(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Fill a library: two articles that are alike, one of which changes, marks, a feed, a view."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("wall.txt", WALL), ("again.txt", WALL.replace("bakery", "school"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert run("add", "wall.txt").code == 0
    made = run("highlight", "last", "--quote", "Two of them are walled up", "--tag", "claim", "--json").json
    run("highlight", "last", "--quote", "There were nine", "--tag", "clam")
    run("highlight", "last", "--quote", "one is a bakery", "--tag", "source")
    run("apply", stdin=json.dumps({"op": "note", "highlight": made["id"], "note": "who?"}).encode())
    return run


def walk(run: Run, folder: Path, feed: str) -> Iterator[tuple[str, tuple[str, ...], bytes]]:
    """Yield every command with what it is run on; `run` is for what must stand before."""
    opml = b'<opml><body><outline text="Crier" xmlUrl="http://127.0.0.1:9/feed"/></body></opml>'
    yield "add", ("again.txt",), b""
    yield "list", (), b""
    yield "show", ("last",), b""
    yield "search", ("bakery",), b""
    yield "duplicates", (), b""
    yield "watch", (".",), b""
    yield "highlights", (), b""
    yield "highlights --jsonl", (), b""
    yield "highlight", ("last", "--quote", "third"), b""
    yield "apply", (), json.dumps({"op": "status", "article": "last", "status": "done"}).encode()
    yield "tags", (), b""
    yield "tag check", (), b""
    yield "tag rename", ("clam", "claim/loose"), b""
    yield "tag move", ("source", "claim"), b""
    yield "tag merge", ("claim/loose", "question"), b""
    yield "tag split", ("claim", "old", "walled"), b""
    yield "tag set", ("claim", "--definition", "said"), b""
    yield "tag export", (), b""
    yield "tag export FILE", ("codebook.toml",), b""
    yield "tag import", ("codebook.toml",), b""
    yield "tag delete", ("old", "--from-passages"), b""
    yield "views save", ("Loose", "#claim -has:note"), b""
    yield "views list", (), b""
    yield "views rename", ("Loose", "Looser"), b""
    yield "views delete", ("Looser",), b""
    yield "feed import", ("-",), opml
    yield "feed list", (), b""
    yield "feed add", (feed, "--allow-private"), b""
    yield "feed fetch", ("Crier",), b""
    yield "feed export", (), b""
    yield "feed export FILE", ("feeds.opml",), b""
    yield "feed remove", ("Crier",), b""
    yield "export --format json", (), b""
    (folder / "all.json").write_text(run("export", "--format", "json").out, encoding="utf-8")
    yield "import", ("all.json",), b""
    (folder / "wall.txt").write_text(WALL.replace("Two of them are walled up, and", "So"), encoding="utf-8")
    yield "refresh", (), b""
    yield "check", (), b""
    yield "history", (), b""
    gone = run("highlights", "--json").json[0]["id"]
    run("apply", stdin=json.dumps({"op": "delete", "highlight": gone}).encode())
    yield "trash list", (), b""
    yield "trash restore", (gone,), b""
    (folder / "library" / "articles" / "00").mkdir(mode=0o700, exist_ok=True)
    (folder / "library" / "articles" / "00" / "stray.txt").touch(0o600)
    yield "doctor", ("--repair",), b""
    yield "backup", ("all.tar.gz",), b""
    yield "restore", ("all.tar.gz", "--library", "new"), b""
    yield "config path", (), b""
    yield "config init", (), b""
    yield "config check", (), b""
    yield "completion", ("zsh",), b""
    yield "man", (), b""


def test_what_every_command_prints_is_as_the_schema_says(
    started: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def appearing(folders: list[str]) -> Iterator[list[str]]:
        (tmp_path / "third.txt").write_text("A third text.\n\nIt has two lines.", encoding="utf-8")
        yield folders
        raise KeyboardInterrupt

    monkeypatch.setattr(watching, "_appearing", appearing)
    wrong: dict[str, object] = {}
    seen = set()
    with Web({"/": lambda request: request.answer(FEED, "application/rss+xml")}) as web:
        for name, words, stdin in walk(started, tmp_path, web.url("/")):
            called = [word for word in name.split() if word != "FILE"]
            done = started(*called, *words, "--json", stdin=stdin)
            seen.add(name)
            found = faults(name, done.out) if done.out else done.err
            if found:
                wrong[name] = found
    assert wrong == {}
    assert seen == SHAPES.keys()
