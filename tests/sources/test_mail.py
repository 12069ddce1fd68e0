"""Messages, mailboxes and saved pages: what was written, who wrote it, and what was left out."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest

from reader.sources import load
from tests.support.articles import blocks, read, read_all

if TYPE_CHECKING:
    from pathlib import Path

HEAD = b"""\
Message-ID: <1@example.org>
From: =?utf-8?q?Ana_P=C3=A9rez?= <ana@example.org>
To: Li Wei <li@example.org>
Subject: =?utf-8?q?The_gates_=E2=80=94_again?=
Date: Thu, 19 Nov 2026 10:15:00 +0100
MIME-Version: 1.0
"""
PLAIN = b"""\
Dear Li,

nobody had counted the gates of the old wall before the summer of
1998, and two of them are walled up. Caf=E9 at nine?

> Are there nine?
>> I thought ten.
> Yes.

--=20
Ana
Keeper of the wall
"""
LETTER = (
    HEAD
    + b"""\
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: multipart/alternative; boundary=c

--c
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

"""
    + PLAIN
    + b"""
--c
Content-Type: text/html

<p>the same in colours</p>
--c--
--b
Content-Disposition: attachment; filename="../plan.pdf"
Content-Type: application/pdf
Content-Transfer-Encoding: base64

AAAA
--b
Content-Type: image/png; name=logo.png
Content-ID: <logo>

--b--
"""
)
TITLE = ("title", 0, "", "The gates — again")


@pytest.mark.parametrize("name", ["letter.eml", "letter.txt"])
def test_a_message_is_its_plain_text(tmp_path: Path, name: str) -> None:
    imported = read(tmp_path, LETTER, name)
    data = imported.metadata
    assert (imported.error, imported.source, data.title) == ("", "mail", TITLE[3])
    assert (data.authors, data.published) == (("Ana Pérez",), "2026-11-19T10:15:00+01:00")
    assert blocks(imported) == [
        TITLE,
        ("paragraph", 0, "", "Dear Li,"),
        (
            "paragraph",
            0,
            "",
            "nobody had counted the gates of the old wall before the summer of 1998, and two of them are"
            " walled up. Café at nine?",
        ),
        ("quote", 1, "", "Are there nine?"),
        ("quote", 2, "", "I thought ten."),
        ("quote", 1, "", "Yes."),
    ]
    assert data.dropped == ("Ana", "Keeper of the wall")
    assert imported.report == ("left out what is attached: ../plan.pdf",)
    assert imported.raw == LETTER
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_is_signed_ends_where_a_quote_follows(tmp_path: Path) -> None:
    imported = read(tmp_path, HEAD + b"\nNine.\n\n-- \nAna\n\n> How many?\n", "a.eml")
    assert blocks(imported)[1:] == [("paragraph", 0, "", "Nine."), ("quote", 1, "", "How many?")]
    assert imported.metadata.dropped == ("Ana",)


def test_lines_that_flow_are_joined(tmp_path: Path) -> None:
    text = b"Content-Type: text/plain; format=flowed\n\nOne \nline.\nTwo.\n > no quote\n> a \n> quote\n"
    assert blocks(read(tmp_path, HEAD + text, "a.eml"))[1:] == [
        ("paragraph", 0, "", "One line."),
        ("paragraph", 0, "", "Two."),
        ("paragraph", 0, "", "> no quote"),
        ("quote", 1, "", "a quote"),
    ]


SENTENCE = "Nobody had counted the gates of the old wall before the summer of 1998, and two are walled up. "


def test_a_message_without_plain_text_is_its_page(tmp_path: Path) -> None:
    text = f"<p>{SENTENCE * 2}</p><p>{SENTENCE}<b>So</b> it was.</p>"
    page = f"<html><body><article>{text}</article></body></html>"
    imported = read(tmp_path, HEAD + b"Content-Type: text/html\n\n" + page.encode(), "a.eml")
    assert (imported.error, imported.source, imported.metadata.title) == ("", "mail", TITLE[3])
    assert blocks(imported)[0] == TITLE
    assert "So it was." in imported.body.text


def test_a_page_too_short_for_an_article_is_a_message_all_the_same(tmp_path: Path) -> None:
    text = b"Content-Type: text/html\n\n<style>p {}</style><p>Nine it&nbsp;is.<br>Ana</p>"
    assert blocks(read(tmp_path, HEAD + text, "a.eml")) == [
        TITLE,
        ("paragraph", 0, "", "Nine it is."),
        ("paragraph", 0, "", "Ana"),
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "a.eml holds no text."),
        (HEAD + b"\n-- \nAna\n", "a.eml holds no text."),
        (HEAD + b"Content-Type: image/png\n\nAAAA", "a.eml holds no text."),
        (HEAD + b"\n" + bytes(5000), "a.eml is not text but binary data."),
    ],
)
def test_a_message_that_cannot_be_read_is_one_sentence(tmp_path: Path, raw: bytes, said: str) -> None:
    assert read(tmp_path, raw, "a.eml").error == said


@pytest.mark.parametrize(
    "header",
    [
        b"From: " + b'"' * 3000,
        b"From: " + b"(" * 100_000,
        b"Subject: " + b"=?utf-8?b?//79?= " * 500,
        b"Date: 99999999999999999",
        b"Content-Type: text/plain; charset=none-such",
        b"Content-Type: text/plain; " + b"; ".join(b"a*%d=b" % i for i in range(20_000)),
        b"Subject: =?utf-8?q?=1B[2J=9B31m=0A?=",
    ],
)
def test_a_header_of_no_known_shape_costs_no_text(tmp_path: Path, header: bytes) -> None:
    imported = read(tmp_path, header + b"\nMessage-ID: <1@example.org>\n\nThe text.\n", "a.eml")
    assert imported.error == ""
    assert blocks(imported)[-1] == ("paragraph", 0, "", "The text.")


# -- mailboxes

FROM = b"From ana@example.org Thu Nov 19 10:15:00 2026\n"


def test_each_message_of_a_mailbox_is_an_article(tmp_path: Path) -> None:
    second = b"From: li@example.org\nSubject: Two\n\n>From the tower.\nFrom here too.\n"
    third = b"From: li@example.org\nSubject: Two\nMessage-ID: <1@example.org>\n\nAnother.\n"
    empty = b"From: li@example.org\n\n"
    box = b"\n".join(FROM + message for message in (LETTER, second, third, empty))
    found = read_all(tmp_path, box, "box")
    assert [imported.metadata.title for imported in found[:3]] == [TITLE[3], "Two", "Two"]
    assert blocks(found[1])[1:] == [
        ("paragraph", 0, "", "From the tower."),
        ("paragraph", 0, "", "From here too."),
    ]
    # an origin each, or the one with the id of another would count as its newer version
    origins = [imported.origin.removeprefix(f"{tmp_path}/box#") for imported in found]
    assert (origins[0], origins[2], len(set(origins))) == ("1@example.org.eml", "1@example.org-2.eml", 4)
    assert found[3].error == "box, message 4 holds no text."
    assert found[0].raw == LETTER


def test_a_mailbox_as_the_standard_library_writes_it(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "box")
    for number in (1, 2):
        message = EmailMessage()
        message["From"], message["Subject"] = "Ana Pérez <ana@example.org>", f"Nº {number}"
        message.set_content(f"From the tower.\n\nFrom: here too, {number}.\n", cte="8bit")
        box.add(message)
    box.close()
    found = list(load(str(tmp_path / "box")))
    assert [imported.metadata.title for imported in found] == ["Nº 1", "Nº 2"]
    assert [text for _, _, _, text in blocks(found[1])][1:] == ["From the tower.", "From: here too, 2."]


def test_a_mailbox_that_has_grown_keeps_the_names_of_its_messages(tmp_path: Path) -> None:
    nameless = FROM + b"From: li@example.org\nSubject: Two\n\nA text.\n"
    (before,) = read_all(tmp_path, nameless, "a.mbox")
    after = read_all(tmp_path, FROM + LETTER + b"\n" + nameless, "a.mbox")
    assert before.origin == after[1].origin


def test_a_mailbox_without_a_message_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, b"A text.\n", "a.mbox").error == "a.mbox holds no message."


# -- saved pages

PAGE = (
    f'<!DOCTYPE html><html lang="en"><head><title>The old wall - Site</title></head><body><article>'
    f"<h1>The old wall</h1><p>{SENTENCE * 2}</p><p>{SENTENCE}Café.</p></article></body></html>"
)
SAVED = b"""\
From: <Saved by Blink>
Snapshot-Content-Location: https://www.example.org/wall
Subject: The old wall - Site
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; start="<2>"; boundary=b

--b
Content-Type: text/html
Content-ID: <1>
Content-Location: https://example.org/frame

<p>an advertisement</p>
--b
Content-Type: text/html; charset=iso-8859-1
Content-ID: <2>
Content-Location: https://www.example.org/wall
Content-Transfer-Encoding: 8bit

"""


@pytest.mark.parametrize("name", ["wall.mhtml", "wall.eml"])
def test_a_saved_page_is_the_page_with_its_address(tmp_path: Path, name: str) -> None:
    saved = SAVED + PAGE.encode("cp1252") + b"\n--b--\n"
    imported = read(tmp_path, saved, name)
    data = imported.metadata
    assert (imported.error, imported.source, data.title) == ("", "mhtml", "The old wall")
    assert (data.url, data.site) == ("https://www.example.org/wall", "example.org")
    assert "Café." in imported.body.text
    assert "advertisement" not in imported.body.text
    assert imported.raw == saved


def test_a_saved_page_from_no_web_address_has_none(tmp_path: Path) -> None:
    saved = SAVED.replace(b"https://www.example.org/wall", b"file:///home/ana/wall.html")
    data = read(tmp_path, saved + PAGE.encode("cp1252") + b"\n--b--\n", "wall.mht").metadata
    assert (data.url, data.site) == ("", "")


def test_a_saved_page_without_a_page_is_one_sentence(tmp_path: Path) -> None:
    raw = SAVED.partition(b"--b")[0] + b"--b--\n"
    assert read(tmp_path, raw, "wall.mht").error == "wall.mht is a saved page without a page in it."
