"""`views`: queries kept under names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def test_a_view_is_saved_listed_renamed_and_deleted(run: Run, wall: str) -> None:
    saved = run("views", "save", "Loose claims", "#claim", "-has:note", "--json")
    assert saved.json == {"did": "saved", "name": "Loose claims", "query": "#claim -has:note"}
    assert run("views").out == "Loose claims  #claim -has:note\n"
    assert run("views", "list", "--json").json == [{"name": "Loose claims", "query": "#claim -has:note"}]
    assert run("views", "rename", "Loose claims", "Loose").out == "renamed  Loose\n"
    assert run("views", "delete", "Loose").out == "deleted  Loose\n"
    nothing = run("views")
    assert (nothing.code, nothing.out) == (0, "") and "no view is kept" in nothing.err
    assert run("views", "--json").json == []


def test_a_view_stands_for_its_query(run: Run, wall: str) -> None:
    run("highlight", wall, "--quote", "There were nine.", "--tag", "claim")
    run("highlight", wall, "--quote", "The teacher shrugs.", "--tag", "claim", "--note", "n")
    run("highlight", wall, "--quote", "She has counted twice.")
    run("views", "save", "Loose claims", "#claim", "-has:note")
    run("views", "save", "Elsewhere", "site:elsewhere")

    def quotes(*words: str) -> list[str]:
        return [shape["quote"] for shape in run("highlights", *words, "--json").json]

    assert quotes("--view", "Loose claims") == ["There were nine."]
    assert quotes("--view=Loose claims", "shrugs") == []
    assert quotes("nine", "--view", "Loose claims") == ["There were nine."]
    run("views", "save", "Claims", "#claim")
    assert len(run("list", "--view", "Claims", "--json").json) == 1
    assert run("list", "--view", "Elsewhere", "--json").json == []
    exported = run("export", "--view", "Claims", "shrugs", "--format", "jsonl")
    assert "The teacher shrugs." in exported.out and '"quote": "She has counted' not in exported.out
    none = run("list", "--view", "Nowhere")
    assert (none.code, none.err) == (1, "reader: There is no view “Nowhere”; `reader views` lists them.\n")
    offered = run("--complete", "list", "--view", "L").out
    assert offered == "Loose claims\t#claim -has:note\n"


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("save", "A"), 2, "`reader views save` takes NAME QUERY"),
        (("save", "A", "#claim ("), 1, "At 8: This bracket is never closed."),
        (("save", "", "#claim"), 1, "It needs a name."),
        (("rename", "A", "B"), 1, "There is no view “A”."),
        (("delete", "A"), 1, "There is no view “A”."),
        (("list", "A"), 2, "`reader views list` takes no word"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    run: Run, wall: str, words: tuple[str, ...], code: int, why: str
) -> None:
    done = run("views", *words)
    assert (done.code, done.out) == (code, "")
    assert why in done.err and done.err.count("\n") == 1
