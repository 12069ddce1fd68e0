"""`H` and `#`: every passage of the library, read as far as it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.ui.widgets.line_prompt import LinePrompt
from reader.ui.widgets.query_prompt import QueryPrompt
from tests.ui.apps import running
from tests.ui.hosts import rows, screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.apps import Running

MANY = 150  # articles besides the two
SIZES = [(80, 24), (120, 40), (200, 60)]


def fill(library: Library) -> None:
    """Add articles with a passage each, every third with #odd."""
    texts = [f"First of {n}. Second of {n} goes on. Third of {n}." for n in range(MANY)]
    library.add_all(
        Imported(f"/many{n}.txt", Metadata(f"Many {n}"), Body.plain(text)) for n, text in enumerate(texts)
    )
    ids = {article.title: article.id for article in library.page(limit=2 * MANY)}
    with library.together():
        for n, text in enumerate(texts):
            start = text.index("Second")
            library.mark(ids[f"Many {n}"], start, start + 6, tags=("odd",) if n % 3 == 0 else ())


def quotes(run: Running) -> list[str]:
    return [item.highlight.quote for item in run.app.main.collection.items]


def titles(run: Running) -> list[str]:
    return list(dict.fromkeys(item.article.title for item in run.app.main.collection.items))


def current(run: Running) -> str:
    collection = run.app.main.collection
    return collection.items[collection.widget.index].article.title


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_list_is_read_as_far_as_it_is_looked_at(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(tmp_path, size=size) as run:
        fill(run.library)
        await run.press("H")
        main = run.app.main
        assert main.place == "collection"
        assert main.text.display == (size[0] >= 110)
        assert not main.articles.display and not main.marks.display
        assert len(main.collection.items) < MANY
        assert current(run) == f"Many {MANY - 1}"
        assert f"by place · {MANY}" in rows(main.passages)[0]
        assert "“Second” of 149 goes on." in screen(run.app)
        assert any(row.strip() for row in rows(main.passages)[-3:])
        await run.press("G")
        assert current(run) == "Many 0"
        await run.press("k")
        assert current(run) == "Many 1"
        await run.press(*["pageup"] * 3, "g")
        assert current(run) == f"Many {MANY - 1}"
        for _ in range(4):
            await run.press("pagedown")
        far = current(run)
        assert far not in (f"Many {MANY - 1}", "Many 0")
        await run.press("enter")
        assert run.app.desk.session and run.app.desk.session.article.title == far
        await run.press("w", "backspace")
        assert main.place == "collection" and current(run) == far
        await run.press("j", "k", "escape")
        assert main.place == "text"
        assert run.app.desk.session and run.app.desk.session.article.title == "First"


async def test_passages_are_tagged_there_with_the_keys_of_the_text(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as run:
        fill(run.library)
        await run.press("H", "j", "1", "c", "r", "a", "w", "h", "y", "escape")
        item = run.app.main.collection.items[1]
        assert (item.highlight.tags, item.highlight.colour, item.highlight.note) == (("claim",), "red", "why")
        assert run.library.highlight(item.highlight.id) == item.highlight
        await run.press("j", "full_stop")
        assert run.app.main.collection.items[2].highlight.tags == ("claim", "odd")
        await run.press("x")
        assert current(run) == f"Many {MANY - 4}"
        assert f" {MANY - 1}" in rows(run.app.main.passages)[0]
        await run.press("u")
        assert f" {MANY}" in rows(run.app.main.passages)[0]
        assert current(run) == f"Many {MANY - 3}"  # one is where it came back
        assert run.app.main.place == "collection"


@pytest.mark.parametrize(
    ("order", "headings"),
    [
        ("t", ["#claim", "#odd", "without a tag"]),
        ("c", ["yellow", "red"]),
        ("n", ["today"]),
        ("p", ["Second", "First"]),
    ],
)
async def test_each_order_has_headings(tmp_path: Path, order: str, headings: list[str]) -> None:
    async with running(tmp_path) as run:
        ids = run.ids
        run.library.mark(ids["First"], 0, 3, tags=("claim", "odd"))
        run.library.mark(ids["First"], 4, 7, colour="red")
        run.library.mark(ids["Second"], 0, 5)
        await run.press("H", "o", order)
        shown = [row[2:].strip() for row in rows(run.app.main.passages)]
        assert ("newest first ·" if order == "n" else "by ") in shown[0]
        assert [row for row in shown if row in headings and not row.startswith("#claim #")][:1] == headings[
            :1
        ]
        groups = list(dict.fromkeys(item.group for item in run.app.main.collection.items))
        assert groups == headings


async def test_a_query_is_followed_as_it_is_typed_and_can_be_dropped(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        fill(run.library)
        await run.press("1", "H", "slash", *"#claim")
        assert quotes(run) == ["One two, three."]
        await run.press(*" (")
        prompt = run.app.main.prompts.open
        assert isinstance(prompt, LinePrompt)
        assert prompt.message == "at 8: This bracket is never closed"
        assert quotes(run) == ["One two, three."]
        await run.press("escape")
        assert run.app.main.place == "collection"
        assert len(quotes(run)) > 9
        await run.press("j", "j", "j")
        before = current(run)
        await run.press("slash", *"#claim", "escape")
        assert current(run) == before  # the same row
        assert run.app.desk.session and run.app.desk.session.article.title == before
        await run.press("slash", *"nowhere", "enter")
        assert quotes(run) == []
        assert "Nothing matches" in screen(run.app)
        await run.press("slash", "backspace", "enter")
        assert len(quotes(run)) > 9


async def test_what_the_index_cannot_narrow_is_found_between_keys(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        fill(run.library)
        await run.press("1", "H", "slash", *"three", "enter")  # only the last article has it
        for _ in range(50):
            await run.pilot.pause()
        assert quotes(run) == ["One two, three."]
        assert rows(run.app.main.passages)[0].strip().endswith("1")


async def test_nothing_to_list_is_said_and_nothing_opened(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("H")
        assert run.message == "no highlights yet · h marks a sentence, :g/word/ every place of it"
        assert run.app.main.place == "text"
        await run.press("1", "number_sign", *"evidence", "enter")
        assert run.message == "no highlight matches"


@pytest.mark.parametrize("where", ["H", "shift+tab"])  # all highlights, the article list
async def test_a_tag_that_nothing_has_is_told_where_a_query_finds_nothing(where: str, tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("t", *"oral history", "enter", where)
        for typed, said in (
            ("#claim", "nothing matches"),  # of the codebook, though nothing has it
            ("#clam", "there is no tag #clam; did you mean #claim?"),
            ("#oral history", 'there is no tag #oral; did you mean #"oral history"?'),
            ("#zzz -nothing", "there is no tag #zzz"),
        ):
            await run.press("slash", "ctrl+u", *typed, "enter")
            assert run.message == said


async def test_a_tag_that_is_begun_offers_tags_and_a_lone_sign_is_no_fault_before_enter(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as run:
        await run.press("t", *"oral history", "enter", "H", "slash", "#")
        prompt = run.app.main.prompts.open
        assert isinstance(prompt, QueryPrompt)
        assert (prompt.offered[0], prompt.message) == ('#"oral history"', "")
        await run.press("enter")
        prompt = run.app.main.prompts.open
        assert isinstance(prompt, QueryPrompt)
        assert prompt.message == "at 1: A tag needs a name"
        await run.press(*"oral h")
        assert (prompt.text, prompt.offered) == ("#oral h", ('#"oral history"',))
        await run.press("tab", "enter")
        assert run.message == "1 highlight"


async def test_n_steps_on_past_what_was_read(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as run:
        fill(run.library)
        await run.press("number_sign", *"odd", "enter", "enter")
        seen = []
        for _ in range(49):
            await run.press("n")
            assert run.app.desk.session
            seen.append(run.app.desk.session.article.title)
        assert seen == [f"Many {n}" for n in range(MANY - 6, -1, -3)]
        await run.press("n")
        assert run.message == "the last highlight of the list"


async def test_another_process_is_seen_and_the_row_stays(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        fill(run.library)
        await run.press("H", "j", "j")
        before = current(run)
        with Library(tmp_path / "library", annotator="other") as other:
            other.mark(run.ids["First"], 0, 3)
            newest = other.page(limit=1)[0]
            other.mark(newest.id, 0, 5)
        run.app.main.look()
        assert current(run) == before
        await run.press("g")
        assert run.app.main.collection.items[0].highlight.quote == "First"


async def test_a_resized_screen_is_filled(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as run:
        fill(run.library)
        await run.press("H")
        await run.pilot.resize_terminal(120, 60)
        await run.pilot.pause()
        assert any(row.strip() for row in rows(run.app.main.passages)[-3:])
        assert run.app.main.text.display
        await run.press("q")
        assert run.app.main.place == "text"


async def test_tab_completes_a_query(tmp_path: Path) -> None:
    async with running(tmp_path, size=(80, 24)) as run:
        fill(run.library)
        await run.press("1", "H", "slash", *"#o", "tab")
        prompt = run.app.main.prompts.open
        assert isinstance(prompt, QueryPrompt)
        assert prompt.text == "#odd"
        assert len(titles(run)) > 9 and all("odd" in i.highlight.tags for i in run.app.main.collection.items)
        await run.press(*" st", "tab", "tab")
        assert prompt.text == "#odd status:new", "behind the only one, what may follow it"
        await run.press(*["backspace"] * 3, *"i", "tab", "enter")
        assert run.app.main.collection.text == "#odd status:inbox"
        await run.press("slash", *"status:", "tab", "tab", "shift+tab", "shift+tab")
        prompt = run.app.main.prompts.open
        assert isinstance(prompt, QueryPrompt)
        assert prompt.text == "status:archived"
        assert "status:inbox" in prompt.offered
        await run.press("escape")
        assert run.app.main.collection.text == "#odd status:inbox"


async def test_passages_of_several_tags_are_chosen_as_tags_are_put_on(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1", "right", "t", *"due date", "enter", "right", "3")
        await run.press("number_sign", *"cla", "tab", *"due", "tab", "enter")
        assert quotes(run) == ["One two, three.", "Four five six!"]
        listing = run.app.main.collection.listing
        assert listing is not None
        assert listing.text == '#claim or #"due date"'
