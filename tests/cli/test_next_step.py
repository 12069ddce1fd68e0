"""What is wrong in a command line is said in one sentence, with what to do next; it ends with 1 or 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.text.query_nodes import And, Near, Not, Or, Tagged, Word, tags_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("list --jsn", 2, "there is no option --jsn; did you mean --json? `reader list --help` tells more."),
        ("list --zzz", 2, "there is no option --zzz; `reader list --help` tells more."),
        ("lst", 1, "did you mean the command `reader list`?"),
        ("list stauts:inbox", 2, "There is no field “stauts”; did you mean “status:”?"),
        ("list tag:claim", 2, "A tag is written with its sign: #claim."),
        ("list status:inbx", 2, "“status:” takes one of new, inbox, reading, done, archived."),
        ("list (#claim", 2, "This bracket is never closed."),
        ("list #clam", 0, "no article fits; there is no tag #clam; did you mean #claim?"),
        ("highlights #clam", 0, "no highlight fits; there is no tag #clam; did you mean #claim?"),
        ("highlights #evidence", 0, "no highlight fits\n"),
        ("export #clam --format markdown", 0, "there is no tag #clam; did you mean #claim?"),
        ("export --format markdwn", 2, "there is no format markdwn; did you mean markdown?"),
        ("export --format zzz", 2, "there is no format zzz; formats: markdown, "),
        ("export", 2, "--format is needed; formats: markdown, "),
        (
            "tag renam a b",
            2,
            "ACTION cannot be “renam”; did you mean rename? `reader tag --help` tells more.",
        ),
        ("completion tcsh", 2, "SHELL cannot be “tcsh”; there are bash, zsh, fish; `reader completion"),
        ("tag rename clam c", 1, "There is no tag “clam”; did you mean claim?"),
        ("show zzzz", 1, "There is no article “zzzz”; `reader list` shows the ids."),
        ("open zzzz", 1, "There is no article “zzzz”; `reader list` shows the ids."),
        ("highlight zzzz --quote x", 1, "There is no article “zzzz”; `reader list` shows the ids."),
        ("open :zzzz", 1, "No highlight ends in “zzzz”; `reader highlights` shows the ids."),
        ("highlight last", 2, "either --quote or --range is needed, and not both"),
        ("highlight", 2, "ID is missing; `reader highlight --help` tells more."),
        ("highlight last --quote nowhere", 1, "“nowhere” does not stand in the text."),
        ("highlight last --quote the --colour pnk", 1, "There is no colour “pnk”, only yellow, "),
        ("add nothere.txt", 1, "nothere.txt cannot be read: there is no such file or folder."),
        ("import wall.txt", 1, "cannot be read: there is no such file"),
    ],
)
def test_what_is_wrong_is_said_with_the_next_step(
    run: Run, wall: str, words: str, code: int, said: str
) -> None:
    assert run("highlight", wall, "--range", "0:9", "--tag", "claim").code == 0
    done = run(*words.split())
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert all(line.startswith("reader: ") for line in done.err.splitlines())


def test_a_library_that_is_named_and_is_none_is_not_made(run: Run, tmp_path: Path) -> None:
    for words in (["list"], ["tags"], ["export", "--format", "json"], ["search", "x"], ["highlights"]):
        done = run(*words, "--library", tmp_path / "slip")
        assert (done.code, done.err) == (
            1,
            f"reader: There is no library at {tmp_path / 'slip'}; `reader add` makes one.\n",
        )
    assert not (tmp_path / "slip").exists()


def test_the_tags_a_query_asks_for() -> None:
    a, b, c = Tagged("a"), Tagged("b"), Tagged("c")
    assert list(tags_of(And((a, Or((b, Word("x"))), Not(c), Near(c, a))))) == ["a", "b", "c", "a"]
    assert list(tags_of(None)) == []
