"""What is put right in a page before its article is sought, and headings that are sought again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml.html import fromstring

from reader.sources.cell_spans import spread
from reader.sources.document import Document
from reader.sources.files import SourceError
from reader.sources.html import read

if TYPE_CHECKING:
    from reader.model import Imported

PROSE = "<p>A plain sentence of a text about nothing much, long enough to be one of its paragraphs.</p>"
MORE = "<p>Another sentence that says still less than the first one did, and takes as long to say it.</p>"
LAST = "<p>A third sentence, of which one might say the same if one were asked, is the last of them.</p>"
MENU = "<div><a href='/a'>One</a> <a href='/b'>Two</a></div>"


def article(body: str, title: str = "A plain title") -> Imported:
    page = f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return read(Document(page.encode(), "/p.html", "p.html"))


def blocks(found: Imported) -> list[tuple[str, str]]:
    return [(block.kind, found.body.text[block.start : block.end]) for block in found.body.blocks]


def test_a_time_in_a_line_is_one_of_its_words() -> None:
    head = "<h3><time>18:59</time> What we know</h3>"
    line = "<p>The train left at <time>14:20</time> with a load of sand.</p>"
    body = f"<h1>Live</h1><p><time>14 October</time></p>{PROSE}{head}{line}{MORE}{LAST}"
    found = blocks(article(f"<article>{body}</article>", "Live"))
    assert ("heading", "18:59 What we know") in found
    assert ("paragraph", "The train left at 14:20 with a load of sand.") in found
    assert not any("October" in text for _, text in found)  # it stands alone: when the page was written


def test_headings_and_lists_are_kept_where_nothing_says_what_the_article_is() -> None:
    items = "<ul><li>300 g flour</li><li>a lemon</li></ul><ol><li>Mix.</li><li>Wait.</li></ol>"
    text = f"<h1>A cake</h1>{PROSE}<h3>What it takes</h3>{items}{MORE}{LAST}"
    page = f"{MENU}<div id='x'>{text}</div>"
    found = blocks(article(page, "A cake"))
    assert [(kind, text) for kind, text in found if kind != "paragraph"] == [
        ("title", "A cake"),
        ("heading", "What it takes"),
        ("item", "300 g flour"),
        ("item", "a lemon"),
        ("item", "Mix."),
        ("item", "Wait."),
    ]
    assert "One" not in dict(found).values()


def test_headings_of_posts_and_teasers_are_no_outline() -> None:
    post = "<div class='x'><h3><a href='/{0}'>Re: a question</a></h3><div>{1}</div></div>"
    page = "".join(post.format(number, text) for number, text in enumerate((PROSE, MORE, PROSE + MORE)))
    found = blocks(article(f"{MENU}<div>{page}</div>", "A question"))
    assert {kind for kind, _ in found} == {"title", "paragraph"}


def test_a_table_that_arranges_the_page_becomes_its_blocks_and_one_of_facts_stays() -> None:
    facts = "<table><tr><td>Gwen</td><td>1871</td></tr><tr><td>Bess</td><td>1874</td></tr></table>"
    side = "<td width=100><a href='/a'>Home</a><br><a href='/b'>Links</a></td>"
    text = f"<b>The line</b><br><br>{PROSE}{MORE}<br>{facts}<br>{LAST}"
    page = f"<table><tr>{side}<td>{text}</td></tr></table>"
    found = blocks(article(page, "The line"))
    assert [text for kind, text in found if kind == "row"] == ["Gwen\t1871", "Bess\t1874"]
    assert sum(kind == "paragraph" and "sentence" in text for kind, text in found) == 3


def test_notes_with_links_back_are_footnotes_and_no_menu() -> None:
    notes = "".join(
        f"<li id='n{n}'>Said by nobody in particular, page {n}. <a href='#r{n}'>↩</a></li>"
        for n in range(1, 4)
    )
    marks = "".join(f"<a id='r{n}' href='#n{n}'>[{n}]</a>" for n in range(1, 4))
    page = f"<article>{PROSE}{LAST[:-4]}{marks}</p>{MORE}<h2>Notes</h2><ol>{notes}</ol></article>"
    imported = article(page)
    found = blocks(imported)
    assert [text for kind, text in found if kind == "footnote"] == [
        f"Said by nobody in particular, page {n}." for n in range(1, 4)
    ]
    assert [(mark.kind, mark.href) for mark in imported.body.marks] == [("footnote", n) for n in "123"]
    assert any(text.endswith("is the last of them.[1][2][3]") for _, text in found)


def test_a_caption_is_there_once_and_headings_lose_what_is_clicked() -> None:
    caption = "<figcaption>The <i>Signe</i> at the pier.</figcaption>"
    figure = f"<figure><img src='/p.jpg' alt='A boat'>{caption}</figure>"
    heading = (
        "<h2>The pier <a href='#pier'>¶</a><span class='mw-editsection'>[<a href='/e'>edit</a>]</span></h2>"
    )
    found = article(f"<article>{PROSE}{figure}{heading}{MORE}</article>")
    assert found.body.text.count("at the pier") == 1
    assert ("image", "The Signe at the pier.") in blocks(found)
    assert ("heading", "The pier") in blocks(found)


def test_a_label_and_its_link_go_together() -> None:
    teaser = "<div class='x'>Lire aussi : <a href='/o'>Le puits oublié</a></div>"
    found = article(f"<article>{PROSE}{teaser}{MORE}</article>")
    assert "puits" not in found.body.text
    assert found.metadata.dropped == ("Lire aussi : Le puits oublié",)
    kept = article(f"<article>{PROSE}<p>The source is <a href='/o'>the well</a>.</p>{MORE}</article>")
    assert "The source is the well." in kept.body.text


def test_the_title_is_not_the_name_of_the_site() -> None:
    page = f"<div><h1>The House Forum</h1></div><article>{PROSE}<p>It rattles.</p>{MORE}</article>"
    assert article(page, "A boiler that rattles - The House Forum").metadata.title == "A boiler that rattles"
    page = f"<article><h1>The long way home</h1>{PROSE}{MORE}</article>"
    assert article(page, "The long way home").metadata.title == "The long way home"
    assert article(page, "Daily: The long way home").metadata.title == "The long way home"


@pytest.mark.parametrize("head", ["<h1>What is a quay?</h1>", "<h2>What Is a Quay?</h2>", ""])
def test_the_title_is_that_of_the_page_and_not_of_its_book_or_of_a_box_that_is_not_shown(head: str) -> None:
    box = "<div id='mdbook-help-container'><h2 class='mdbook-help-title'>Keyboard shortcuts</h2></div>"
    book = "<div id='mdbook-menu-bar' class='menu-bar'><h1 class='menu-title'>The book of quays</h1></div>"
    found = article(
        f"{box}{book}<main>{head}{PROSE}{MORE}{LAST}</main>", "What is a quay? - The book of quays"
    )
    assert found.metadata.title.casefold() == "what is a quay?"
    assert "Keyboard shortcuts" not in found.body.text


def test_what_is_laid_out_in_lines_is_code_and_not_a_quote() -> None:
    page = f"<article>{PROSE}{MORE}<pre>a = 1\n  b = 2</pre>{LAST}</article>"
    assert ("code", "a = 1\n  b = 2") in blocks(article(page))


def test_headings_of_the_first_level_beside_each_other_are_chapters() -> None:
    page = f"<h1>One</h1>{PROSE}{MORE}<h1>Two</h1>{LAST}"
    heads = [text for kind, text in blocks(article(page, "A book")) if kind == "heading"]
    assert heads == ["One", "Two"]


def test_an_element_of_countless_attributes_costs_its_attributes_alone() -> None:
    crowd = " ".join(f"a{number}='<>'" for number in range(3000)).replace("<>", "x")
    found = blocks(article(f"<article><p {crowd}>One of many.</p>{PROSE}{MORE}</article>"))
    assert [kind for kind, _ in found] == ["title", "paragraph", "paragraph", "paragraph"]
    with pytest.raises(SourceError, match="has more than the limit of 200,000 tags"):
        article("<p>x</p>" * 100_001)


def rows_of(table: str) -> list[tuple[int, str]]:
    """The rows of a page's one table, with their level."""
    body = article(f"<p>Of towns, in a table.</p><table>{table}</table><p>So much of them.</p>").body
    return [(each.level, body.text[each.start : each.end]) for each in body.blocks if each.kind == "row"]


def test_all_rows_of_headings_are_the_head() -> None:
    found = rows_of(
        "<caption>By year</caption><tr><th rowspan=2>Town</th><th colspan=2>2011</th></tr>"
        "<tr><th><b>Men</b></th><th>Women</th></tr><tr><td>Ost</td><td>1</td><td>2</td></tr>"
    )
    assert found == [(1, "By year"), (1, "Town\t2011"), (1, "\tMen\tWomen"), (0, "Ost\t1\t2")]


def test_a_row_with_a_heading_of_its_own_is_no_head() -> None:
    found = rows_of("<tr><th>Born</th><td>1871</td></tr><tr><th>Died</th><td>1940</td></tr>")
    assert found == [(0, "Born\t1871"), (0, "Died\t1940")]


def test_a_list_in_a_cell_is_kept() -> None:
    found = rows_of(
        "<tr><th>Day</th><th>Who</th></tr>"
        "<tr><td>Monday</td><td><ul><li>The mayor</li><li>Two ministers</li></ul></td></tr>"
    )
    assert found == [(1, "Day\tWho"), (0, "Monday\tThe mayor; Two ministers")]


def test_references_as_a_wiki_writes_them_are_footnotes() -> None:
    def reference(number: int, name: str = "") -> str:
        place = f"cite_ref-{number}{name}"
        return f"<sup id='{place}' class='reference'><a href='#cite_note-{number}'>[{number}]</a></sup>"

    links = "<a href='#cite_ref-1a'><sup>a</sup></a> <a href='#cite_ref-1b'>b</a>"
    named = "<span class='reference-text'>Said by <a href='/n'>nobody</a>.</span>"
    one = f"<li id='cite_note-1'><span class='mw-cite-backlink'>^ {links}</span> {named}</li>"
    two = "<li id='cite_note-2'><b><a href='#cite_ref-2'>^</a></b> <span>Said by all.</span></li>"
    text = (
        f"{PROSE[:-4]}{reference(1, 'a')}</p>{MORE[:-4]}{reference(2)}</p>{LAST[:-4]}{reference(1, 'b')}</p>"
    )
    imported = article(f"<article>{text}<h2>References</h2><ol class='references'>{one}{two}</ol></article>")
    notes = [
        (b.label, imported.body.text[b.start : b.end]) for b in imported.body.blocks if b.kind == "footnote"
    ]
    assert notes == [("1", "Said by nobody."), ("2", "Said by all.")]
    assert [mark.href for mark in imported.body.marks if mark.kind == "footnote"] == ["1", "2", "1"]


def test_a_table_does_not_grow_beyond_measure() -> None:
    rows = "<tr><td rowspan=60000 colspan=100>x</td></tr>" + "<tr></tr>" * 3000
    tree = fromstring(f"<table>{rows}</table>")
    spread(list(tree.iter("tr")), "th")
    assert len(list(tree.iter("td"))) < 21_000
