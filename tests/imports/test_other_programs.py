"""Lists and highlights of other programs, each in the shape that it gives its files."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from reader.library import Library
from reader.sources.files import SourceError
from reader.sources.imports import IMPORTERS, importer_of, imports_in, open_file
from tests.imports.helpers import bring, errors, one, read, views_of

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://example.org/wall"
TEXT = "Nobody had counted the gates of the old wall, until a retired teacher did so on a Sunday in spring."
CONTENT = f"<p>{TEXT}</p><p>There were <em>nine</em>. Two of them are walled up, and one is a bakery now.</p>"


def zipped(**members: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return out.getvalue()


# tables


def test_readwise(tmp_path: Path) -> None:
    content = (
        "\ufeffHighlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,"
        "Highlighted at,Document tags\r\n"
        '"Nine, they say.",The old wall,Eva Maas and Li Wei,B00,".claim\n.open\nWho?",pink,"a,b",page,12,'
        '2024-05-06 07:08:09+00:00,"walks,city"\r\n'
        "Another.,The old wall,Eva Maas and Li Wei,B00,,,,location,30,2024-05-07 07:08:09+00:00,\r\n"
    )
    imported = one(tmp_path / "r.csv", content, "readwise")
    assert (imported.metadata.title, imported.metadata.authors) == ("The old wall", ("Eva Maas", "Li Wei"))
    first, second = imported.passages
    assert (first.quote, first.note, first.tags) == ("Nine, they say.", "Who?", ("a", "b", "claim", "open"))
    assert (first.colour, first.created, second.note) == ("red", "2024-05-06T07:08:09Z", "")
    assert imported.tags == ("walks", "city")


def test_what_we_export_for_readwise(tmp_path: Path) -> None:
    content = "Highlight,Title,Author,URL,Note,Location,Date\r\n"
    content += f'Nine.,Wall,Eva,{URL}," .not a tag",4,2024-05-06 07:08:09\r\n'
    imported = one(tmp_path / "r.csv", content, "readwise")
    assert (imported.metadata.url, imported.passages[0].note) == (URL, ".not a tag")


def test_readwise_reader(tmp_path: Path) -> None:
    content = (
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
        f"The wall,{URL},01,\"['walks', 'x, y']\",2024-05-06 07:08:09+00:00,0.5,archive,True\n"
        f"Broken,{URL}2,02,\"[__import__('os')]\",,nan,new,False\n"
    )
    first, second = read(tmp_path / "r.csv", content, "readwise-reader")
    assert (first.metadata.title, first.metadata.url, first.status) == ("The wall", URL, "archived")
    assert (first.tags, first.kept.progress, first.kept.added) == (
        ("walks", "x; y"),
        0.5,
        "2024-05-06T07:08:09Z",
    )
    assert (second.tags, second.kept.progress, second.status) == ((), 0.0, "")


def test_instapaper(tmp_path: Path) -> None:
    content = (
        "URL,Title,Selection,Folder,Timestamp,Tags\n"
        f'{URL},The wall,There were nine.,Archive,1714979289,"[""walks""]"\n'
        f"{URL}2,Two,,To read,1714979289,\n"
    )
    first, second = read(tmp_path / "i.csv", content, "instapaper")
    assert (first.status, first.tags, first.kept.added) == ("archived", ("walks",), "2024-05-06T07:08:09Z")
    assert [passage.quote for passage in first.passages] == ["There were nine."]
    assert (second.tags, second.status, second.passages) == (("To read",), "", ())


TABLE = f"""title,url,time_added,tags,status
The wall,{URL},1714979289,walks|city,archive
{URL}2,{URL}2,1,,unread
"""


def test_pocket(tmp_path: Path) -> None:
    first, second = read(tmp_path / "p.csv", TABLE, "pocket")
    assert (first.metadata.title, first.tags, first.status) == ("The wall", ("walks", "city"), "archived")
    assert (second.metadata.title, second.metadata.url) == ("", f"{URL}2")
    marks = [{"url": URL, "title": "The wall", "highlights": [{"quote": "Nine.", "created_at": 1714979289}]}]
    raw = zipped(part_000000_DOT_csv=TABLE, annotations__part_000000_DOT_json=json.dumps(marks))
    found = read(tmp_path / "p.zip", raw, "pocket-zip")
    (passage,) = next(each for each in found if each.metadata.url == URL).passages
    assert (passage.quote, passage.created, len(found)) == ("Nine.", "2024-05-06T07:08:09Z", 2)


def test_bookmarks(tmp_path: Path) -> None:
    content = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1>
<DL><p>
    <DT><H3 ADD_DATE="1">Bookmarks bar</H3>
    <DL><p>
        <DT><A HREF="{URL}" ADD_DATE="1714979289" TAGS="walks,city">The &amp; wall</A>
        <DD>A note &lt;3
        <DT><H3>Towns</H3>
        <DL><p><DT><A HREF="{URL}2">Two</A></DL><p>
    </DL><p>
    <DT><A HREF="javascript:alert(1)">no</A>
    <DT><A HREF="{URL}3">Three</A>
</DL>"""
    *found, refused = read(tmp_path / "b.html", content, "bookmarks")
    first, second, third = found
    assert (first.metadata.title, first.tags, first.kept.note) == (
        "The & wall",
        ("walks", "city"),
        "A note <3",
    )
    assert (second.tags, third.tags, first.kept.added) == (("Towns",), (), "2024-05-06T07:08:09Z")
    assert refused.error == "b.html: 1 links lead to no web page and were left out."


def test_pockets_old_list(tmp_path: Path) -> None:
    content = (
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>"
        f'<li><a href="{URL}" time_added="1714979289" tags="walks">The wall</a></li></ul>'
        f'<h1>Read Archive</h1><ul><li><a href="{URL}2" time_added="1" tags="">Two</a></li></ul></body>'
    )
    first, second = read(tmp_path / "ril_export.html", content, "bookmarks")
    assert (first.tags, first.status, first.kept.added) == (("walks",), "", "2024-05-06T07:08:09Z")
    assert (second.tags, second.status) == ((), "archived")


# JSON


def test_wallabag(tmp_path: Path) -> None:
    entry = {
        "id": 1, "title": "The wall", "url": URL, "is_archived": 1, "is_starred": 1, "content": CONTENT,
        "created_at": "2024-05-06T09:08:09+0200", "language": "en_GB", "tags": ["walks"],
        "published_by": ["Eva"], "annotations": [{"id": 7, "quote": "There were nine.", "text": "Who says?"}],
    }  # fmt: skip
    imported = one(tmp_path / "w.json", json.dumps([entry]), "wallabag")
    assert (imported.status, imported.tags, imported.metadata.authors) == (
        "archived",
        ("walks", "starred"),
        ("Eva",),
    )
    assert (imported.kept.added, imported.metadata.language) == ("2024-05-06T07:08:09Z", "en-GB")
    with Library(tmp_path / "library") as library:
        bring(library, [imported])
        (view,) = views_of(library)
    (mark,) = view.highlights
    assert TEXT in view.body.text and mark.note == "Who says?"
    assert (mark.anchor, view.body.text[mark.start : mark.end], view.article.origin) == (
        "exact",
        "There were nine.",
        URL,
    )


def test_readeck(tmp_path: Path) -> None:
    mark = {"id": "m1", "text": "Nine.", "color": "blue", "note": "Who?", "created": "2024-05-06T07:08:09Z"}
    book = {
        "id": "b1", "title": "The wall", "url": URL, "site_name": "Example", "authors": ["Eva"], "lang": "en",
        "labels": ["walks"], "is_marked": True, "is_archived": True, "read_progress": 50,
        "created": "2024-05-06T07:08:09Z",
    }  # fmt: skip
    imported = one(tmp_path / "b.json", json.dumps([book]), "readeck")
    assert (imported.status, imported.kept.progress, imported.tags) == ("archived", 0.5, ("walks", "starred"))
    apart = {**mark, "bookmark_id": "b1", "bookmark_title": "The wall", "bookmark_url": URL}
    (passage,) = one(tmp_path / "m.json", json.dumps([apart]), "readeck").passages
    assert (passage.quote, passage.colour, passage.note, passage.key) == (
        "Nine.",
        "blue",
        "Who?",
        "readeck:m1",
    )


def test_zotero(tmp_path: Path) -> None:
    item = {"itemType": "journalArticle", "key": "I", "title": "The <i>wall</i>", "date": "2024-05-06",
            "url": URL,
            "creators": [{"creatorType": "author", "firstName": "Eva", "lastName": "Maas"}],
            "tags": [{"tag": "walks"}]}  # fmt: skip
    file = {"itemType": "attachment", "key": "F", "parentItem": "I", "filename": "wall.pdf"}
    mark = {"itemType": "annotation", "key": "A", "parentItem": "F", "annotationType": "highlight",
            "annotationText": "<i>Nine</i>.", "annotationComment": "<b>Who</b>?",
            "annotationColor": "#5fb236",
            "annotationPosition": "{\"pageIndex\":1}", "tags": [{"tag": "claim"}],
            "dateAdded": "2024-05-06T07:08:09Z"}  # fmt: skip
    image = {**mark, "key": "B", "annotationType": "image", "annotationText": "", "annotationComment": ""}
    note = {"itemType": "note", "key": "N", "parentItem": "I", "note": "<p>A <b>note</b>.</p>"}
    document = [{"key": each["key"], "data": each} for each in (item, file, mark, image, note)]
    imported = one(tmp_path / "z.json", json.dumps(document), "zotero")
    (passage,) = imported.passages
    assert (passage.quote, passage.note, passage.colour, passage.tags) == (
        "Nine.",
        "Who?",
        "green",
        ("claim",),
    )
    assert (imported.metadata.authors, imported.metadata.published) == (("Eva Maas",), "2024-05-06")
    assert (imported.kept.note, imported.tags, imported.lost) == (
        "A note.",
        ("walks",),
        {"annotation without words": 1},
    )
    alone = one(tmp_path / "y.json", json.dumps([{"data": mark}]), "zotero")
    assert alone.metadata.title == "Zotero F"


def test_better_bibtex_writes_annotations_into_attachments_into_items(tmp_path: Path) -> None:
    mark = {"annotationType": "highlight", "annotationText": "Nine.", "key": "A", "tags": [{"tag": "claim"}]}
    paper = {
        "itemType": "book", "title": "The wall", "citationKey": "maas2024", "itemKey": "I",
        "notes": ["<p>Mine.</p>"],
        "attachments": [{"title": "PDF", "annotations": [mark, {"annotationType": "ink"}]}],
    }  # fmt: skip
    document = {
        "config": {"label": "BetterBibTeX JSON"},
        "items": [paper, {**paper, "itemKey": "J", "title": "B"}],
    }
    first, second = read(tmp_path / "b.json", json.dumps(document), "zotero")
    (passage,) = first.passages
    assert (passage.quote, passage.key, passage.tags) == ("Nine.", "zotero:A", ("claim",))
    assert (first.kept.note, first.lost) == ("Mine.", {"annotation without words": 1})
    assert second.metadata.title == "B"


# archives and databases


def test_omnivore(tmp_path: Path) -> None:
    entry = {
        "id": "x", "slug": "the-wall", "title": "The wall", "author": "Eva", "url": URL, "state": "Archived",
        "readingProgress": 40, "labels": ["walks"], "savedAt": "2024-05-06T07:08:09Z", "publishedAt": None,
    }  # fmt: skip
    marks = (
        "# Highlights\n\n> There were nine. [⤴️](https://omnivore.app/me/x#1)\n\n#claim #open\n\nWho says?\n\n"
        "> one is a bakery now #shops\n"
    )
    raw = zipped(
        export__metadata_0_to_20_DOT_json=json.dumps([entry, {**entry, "slug": "none", "url": f"{URL}2"}]),
        **{"export/content/the-wall.html": CONTENT, "export/highlights/the-wall.md": marks},
    )
    imported, bare = read(tmp_path / "o.zip", raw, "omnivore")
    assert (imported.status, imported.kept.progress, imported.tags) == ("archived", 0.4, ("walks",))
    assert [(each.quote, each.note, each.tags) for each in imported.passages] == [
        ("There were nine.", "Who says?", ("claim", "open")),
        ("one is a bakery now", "", ("shops",)),
    ]
    assert TEXT in imported.body.text and not bare.body.text
    with Library(tmp_path / "library") as library:
        assert bring(library, [imported])[0].orphans == 0


OMNIVORE = (
    "A note of the page.\n\n\n\n> There were nine.\nand so on\n> Then two. \n\n#two words #open"
    "\n\n# No label.\n\nA note.\n\n> one is a bakery now \n\n> the rest "
)


def test_a_list_of_omnivore_in_its_folder(tmp_path: Path) -> None:
    """As its exporter joins them: other lines of a quote as they are, labels with spaces, notes of a page."""
    entry = {
        "slug": "the-wall", "title": "The wall", "url": URL, "state": "ARCHIVED", "readingProgress": 40,
        "labels": ["walks"], "savedAt": "2024-05-06T07:08:09Z",
    }  # fmt: skip
    for name, text in (("content/the-wall.html", CONTENT), ("highlights/the-wall.md", OMNIVORE)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text, "utf-8")
    imported = one(tmp_path / "metadata_0_to_20.json", json.dumps([entry]), "omnivore")
    assert [(each.quote, each.note, each.tags) for each in imported.passages] == [
        ("There were nine.\nand so on\nThen two.", "# No label.\n\nA note.", ("two words", "open")),
        ("one is a bakery now", "", ()),
        ("the rest", "", ()),
    ]
    assert TEXT in imported.body.text and imported.kept.note == "A note of the page."
    assert imports_in(str(tmp_path)) == [str(tmp_path / "metadata_0_to_20.json")]
    with pytest.raises(SourceError, match="holds no file of a known program"):
        imports_in(str(tmp_path / "content"))


def database(path: Path, *statements: tuple[str, list[tuple[object, ...]]]) -> bytes:
    """Make a database and return its bytes."""
    with closing(sqlite3.connect(path)) as made:
        for statement, given in statements:
            if given:
                made.executemany(statement, given)
            else:
                made.execute(statement)
        made.commit()
    return path.read_bytes()


WALL = "file:///mnt/onboard/wall.epub"
KOBO: tuple[tuple[str, list[tuple[object, ...]]], ...] = (
    ("CREATE TABLE content(ContentID TEXT, ContentType TEXT, Title TEXT, Attribution TEXT)", []),
    ("INSERT INTO content VALUES(?, 6, ?, ?)", [(WALL, "The old wall", "Eva Maas, Li Wei")]),
    (
        "CREATE TABLE Bookmark(BookmarkID TEXT NOT NULL, VolumeID TEXT NOT NULL, ContentID TEXT, Text TEXT,"
        " Annotation TEXT, DateCreated TEXT, Type TEXT, Color TEXT, Hidden BOOL NOT NULL DEFAULT 0)",
        [],
    ),
    (
        "INSERT INTO Bookmark VALUES(?, ?, '', ?, ?, ?, ?, ?, ?)",
        [
            ("b1", WALL, "  There were nine. ", "Who?", "2024-05-06T07:08:09.000", "highlight", 1, "false"),
            ("b2", WALL, None, None, "2024-05-06T07:09:00Z", "dogear", None, 0),
            ("b3", "file:///mnt/onboard/other%20book.kepub.epub", "Two.", None, None, "highlight", 0, 0),
            ("b4", WALL, "Deleted.", None, None, "highlight", 0, "true"),
        ],
    ),
)  # fmt: skip


def test_kobo(tmp_path: Path) -> None:
    raw = database(tmp_path / "made", *KOBO)
    (tmp_path / ".kobo").mkdir()
    (tmp_path / ".kobo" / "KoboReader.sqlite").write_bytes(raw)
    assert imports_in(str(tmp_path))[-1] == str(tmp_path / ".kobo" / "KoboReader.sqlite")
    found = {each.metadata.title: each for each in read(tmp_path / "KoboReader.sqlite", raw, "kobo")}
    (passage,) = found["The old wall"].passages
    assert (passage.quote, passage.note, passage.colour) == ("There were nine.", "Who?", "red")
    assert (passage.created, passage.key) == ("2024-05-06T07:08:09Z", "kobo:b1")
    assert found["The old wall"].metadata.authors == ("Eva Maas", "Li Wei")
    assert found["The old wall"].lost == {"bookmark": 1}
    assert len(found) == 2


def test_a_database_is_only_read(tmp_path: Path) -> None:
    database(tmp_path / "made", ("PRAGMA journal_mode = WAL", []), *KOBO)
    folder = tmp_path / "device"
    folder.mkdir()
    (folder / "x ?#.sqlite").write_bytes((tmp_path / "made").read_bytes())
    with open_file(str(folder / "x ?#.sqlite")) as file:
        assert importer_of(file) == "kobo"
        assert len(list(IMPORTERS["kobo"].read(file))) == 2
    assert [path.name for path in folder.iterdir()] == ["x ?#.sqlite"]


def test_a_hostile_database_gets_one_sentence(tmp_path: Path) -> None:
    raw = database(tmp_path / "made", *KOBO)
    endless = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r"
    view = database(
        tmp_path / "view",
        ("CREATE TABLE x(y)", []),
        (f"CREATE VIEW Bookmark AS {endless}", []),
        ("CREATE TABLE Bookmarked(y TEXT DEFAULT 'CREATE TABLE Bookmark')", []),
    )
    cut = raw[: len(raw) // 2]
    for name, given in {
        "view.db": view,
        "cut.db": cut,
        "odd.db": raw[:100] + b"\xff" * 4000 + raw[4100:],
    }.items():
        path = tmp_path / name
        path.write_bytes(given)
        with open_file(str(path)) as file:
            (said,) = errors(IMPORTERS["kobo"].read(file))
        assert said.startswith(f"{name} is damaged: ") and said.endswith("."), said


def test_taguette(tmp_path: Path) -> None:
    contents = "<h1>Interview</h1><p>Nobody had counted.</p><p>There were <b>nine</b> gates.</p>"
    raw = database(
        tmp_path / "made",
        ("CREATE TABLE tags(id INTEGER, project_id INTEGER, path TEXT, description TEXT)", []),
        ("INSERT INTO tags VALUES(?, 1, ?, ?)", [(1, "claim", "What is said."), (2, "claim.open", "")]),
        ("CREATE TABLE documents(id INTEGER, name TEXT, contents TEXT)", []),
        ("INSERT INTO documents VALUES(1, 'Interview', ?)", [(contents,)]),
        ("CREATE TABLE highlights(id INTEGER, document_id INTEGER, start_offset INTEGER, end_offset INTEGER,"
         " snippet TEXT)", []),
        ("INSERT INTO highlights VALUES(7, 1, 30, 60, ?)", [("There were <b>nine</b> gates.",)]),
        ("CREATE TABLE highlight_tags(highlight_id INTEGER, tag_id INTEGER)", []),
        ("INSERT INTO highlight_tags VALUES(7, ?)", [(1,), (2,)]),
    )  # fmt: skip
    book, imported = read(tmp_path / "t.sqlite3", raw, "taguette")
    assert [(tag.name, tag.definition) for tag in book.codebook] == [
        ("claim", "What is said."),
        ("claim.open", ""),
    ]
    with Library(tmp_path / "library") as library:
        bring(library, [book, imported])
        (view,) = views_of(library)
    (mark,) = view.highlights
    assert (view.body.text[mark.start : mark.end], mark.anchor) == ("There were nine gates.", "exact")
    assert mark.tags == ("claim", "claim.open")


def test_a_codebook_of_taguette(tmp_path: Path) -> None:
    content = 'tag,description,number of highlights\nclaim,"Said, not shown",3\n"a, b",,0\n'
    (book,) = read(tmp_path / "codebook.csv", content, "taguette")
    assert book.is_codebook
    assert [(tag.name, tag.definition) for tag in book.codebook] == [
        ("claim", "Said, not shown"),
        ("a; b", ""),
    ]


# all of them

HOSTILE = "a\x1b]52;c;AAAA\x07b\x00\x9b2Jc\u202e\ud800".encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("form", sorted(IMPORTERS))
@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[" * 200_000, b'{"a": ' * 5000, b"null", b"\x00" * 3000, b"PK\x03\x04" + b"\xff" * 400,
     b"SQLite format 3\0" + b"\x07" * 400, b"return {" + b"{" * 5000, HOSTILE * 50, b'"' * 3001,
     b"url,title,highlight,quote,article_id\n" + b'"' * 999, b"<a " * 30_000, b"=" * 30_000, b">" * 30_000],
    ids=range(15),
)  # fmt: skip
def test_anything_gets_sentences_from_every_importer(form: str, raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "given"
    path.write_bytes(raw)
    with open_file(str(path)) as file:
        importer_of(file)
        for imported in IMPORTERS[form].read(file):
            assert imported.error or imported.passages or imported.metadata.title or imported.metadata.url
            assert not set(imported.error) & set("\x1b\x07\x00\x9b\u202e\n")
