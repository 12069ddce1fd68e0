"""Clippings of a Kindle, in its languages and with its habits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reader.sources.imports.kindle_words import date_of, kind_of, page_of, place_of
from tests.imports.helpers import errors, one, read

if TYPE_CHECKING:
    from pathlib import Path

BOOK = "The Old Wall: A Walk (Maas, Eva)"


def clippings(*blocks: tuple[str, str, str]) -> str:
    return "\ufeff" + "".join(
        f"{title}\r\n- {told}\r\n\r\n{words}\r\n==========\r\n" for title, told, words in blocks
    )


#: Second line of a clipping, its kind, page, place and date.
LINES = (
    (
        "- Your Highlight on page 12 | Location 123-125 | Added on Monday, April 21, 2025 10:08:07 PM",
        ("highlight", "12", (123, 125), "2025-04-21T22:08:07Z"),
    ),
    (
        "- Your Note at location 3040 | Added on Saturday, 26 March 2016 12:05:09 AM",
        ("note", "", (3040, 3040), "2016-03-26T00:05:09Z"),
    ),
    (
        "- Highlight Loc. 3040-45 | Added on Thursday, April 11, 2013, 09:15 AM",
        ("highlight", "", (3040, 3045), "2013-04-11T09:15:00Z"),
    ),
    (
        "- La subrayado en la página 6 | posición 36-40 | "
        "Añadido el lunes, 30 de septiembre de 2019 18:00:39",
        ("highlight", "6", (36, 40), "2019-09-30T18:00:39Z"),
    ),
    (
        "- Seu destaque ou posição 333-334 | Adicionado: sábado, 16 de maio de 2015 13:16:48",
        ("highlight", "", (333, 334), "2015-05-16T13:16:48Z"),
    ),
    (
        "- Ihre Markierung auf Seite 42 | Position 1234-1236 | "
        "Hinzugefügt am Montag, 30. Dezember 2024 14:46:33",
        ("highlight", "42", (1234, 1236), "2024-12-30T14:46:33Z"),
    ),
    (
        "- Ihr Lesezeichen bei Position 5 | Hinzugefügt am Dienstag, 3. März 2020 07:00:00",
        ("bookmark", "", (5, 5), "2020-03-03T07:00:00Z"),
    ),
    (
        "- Votre surlignement sur la page 200 | emplacement 3054-3056 | "
        "Ajouté le mercredi 16 août 2017 02:14:10",
        ("highlight", "200", (3054, 3056), "2017-08-16T02:14:10Z"),
    ),
    (
        "- Votre surlignement Emplacement 307-307 | Ajouté le lundi 17 décembre 2012 à 08:27:45",
        ("highlight", "", (307, 307), "2012-12-17T08:27:45Z"),
    ),
    (
        "-  La tua evidenziazione alla posizione 453-454 | Aggiunto in data lunedì 8 marzo 2021 22:52:57",
        ("highlight", "", (453, 454), "2021-03-08T22:52:57Z"),
    ),
    (
        "- Uw markering op pagina 3 | locatie 40-41 | Toegevoegd op vrijdag 1 januari 2024 10:30:45",
        ("highlight", "3", (40, 41), "2024-01-01T10:30:45Z"),
    ),
    (
        "- Ваше выделение в месте 7, позиция 80–81 | Добавлено: пятница, 5 января 2024 г. в 10:30:45",
        ("highlight", "", (80, 81), "2024-01-05T10:30:45Z"),
    ),
    (
        "- 您在位置 #42-43的标注 | 添加于 2024年4月1日星期一 下午2:30:45",
        ("highlight", "", (42, 43), "2024-04-01T14:30:45Z"),
    ),
    (
        "- 您在第 128 页（位置 #1955）的笔记 | 添加于 2024年4月1日星期一 上午12:30:45",
        ("note", "128", (1955, 1955), "2024-04-01T00:30:45Z"),
    ),
    (
        "– Ваш выделенный отрывок на странице 6 | Место 53–55 | "
        "Добавлено: воскресенье, 3 марта 2024 г. в 18:48:36",
        ("highlight", "6", (53, 55), "2024-03-03T18:48:36Z"),
    ),
    (
        "– Ваша закладка в месте 40 | Добавлено: вторник, 2 мая 2023 г. в 8:13:22",
        ("bookmark", "", (40, 40), "2023-05-02T08:13:22Z"),
    ),
    (
        "- Je highlight op locatie 55 t/m 88 | Toegevoegd op Thursday, August 13, 2026 8:01:02 PM",
        ("highlight", "", (55, 88), "2026-08-13T20:01:02Z"),
    ),
    (
        "- Evidenziazione a pagina 47 | Pos. 717-18  | "
        "Aggiunta il domenica 1 maggio 16 21:40:19 Ora media di Greenwich",
        ("highlight", "47", (717, 718), "2016-05-01T21:40:19Z"),
    ),
    (
        "- Highlight Loc. 143-46  | Added on Friday, 6 July 12 07:37:42 GMT+01:00",
        ("highlight", "", (143, 146), "2012-07-06T07:37:42Z"),
    ),
    (
        "- Your Underline on Location 50-55 | Added on Tuesday, 7 July, 2026 12:32:25\u202fAM",
        ("highlight", "", (50, 55), "2026-07-07T00:32:25Z"),
    ),
    (
        "- Your Highlight on page xvi-xvi | Added on Monday, April 18, 2016 7:28:27 AM",
        ("highlight", "", (0, 0), "2016-04-18T07:28:27Z"),
    ),
    (
        "- メモ 位置No. 3 | 追加日： 2013年4月26日 (金曜日) 0:33:16",
        ("note", "", (3, 3), "2013-04-26T00:33:16Z"),
    ),
    (
        "- 我的书签 第222页 | 位置8 | 已添加至 2013年4月26日 星期五 0:44:37",
        ("bookmark", "222", (8, 8), "2013-04-26T00:44:37Z"),
    ),
    (
        "- 12ページ|位置No. 170-171のハイライト |作成日: 2024年1月5日金曜日 10:30:45",
        ("highlight", "12", (170, 171), "2024-01-05T10:30:45Z"),
    ),
)


@pytest.mark.parametrize(("told", "known"), LINES)
def test_the_second_line_is_read_in_its_language(told: str, known: tuple[object, ...]) -> None:
    date = told.rpartition("|")[2]
    where = told[: -len(date)]
    assert (kind_of(where), page_of(where), place_of(where), date_of(date)) == known


def test_a_book_with_a_note_an_edit_and_a_bookmark(tmp_path: Path) -> None:
    first, longer = "There were nine.", "Nobody had counted the gates. There were nine."
    content = clippings(
        (
            BOOK,
            "Your Highlight on page 1 | Location 10-11 | Added on Monday, April 21, 2025 10:00:00 PM",
            first,
        ),
        (BOOK, "Your Bookmark on page 2 | Location 20 | Added on Monday, April 21, 2025 10:01:00 PM", ""),
        (
            BOOK,
            "Your Highlight on page 1 | Location 9-11 | Added on Monday, April 21, 2025 10:02:00 PM",
            longer,
        ),
        (
            BOOK,
            "Your Note on page 1 | Location 11 | Added on Monday, April 21, 2025 10:03:00 PM",
            "Who says?",
        ),
        (
            BOOK,
            "Your Highlight on page 3 | Location 30-31 | Added on Monday, April 21, 2025 10:04:00 PM",
            "Other.",
        ),
        (BOOK, "Your Note on page 9 | Location 99 | Added on Monday, April 21, 2025 10:05:00 PM", "Loose."),
    )
    imported = one(tmp_path / "My Clippings.txt", content, "kindle")
    assert (imported.metadata.title, imported.metadata.authors) == ("The Old Wall: A Walk", ("Eva Maas",))
    counted, other = imported.passages
    assert (counted.quote, counted.note, counted.created) == (longer, "Who says?", "2025-04-21T22:00:00Z")
    assert (other.quote, other.note, imported.kept.note) == ("Other.", "", "Loose.")
    assert imported.lost == {"bookmark": 1, "repeated or shorter highlight": 1}
    earlier = one(
        tmp_path / "earlier.txt",
        clippings(
            (
                BOOK,
                "Your Highlight on page 1 | Location 10-11 | Added on Monday, April 21, 2025 10:00:00 PM",
                first,
            )
        ),
    )
    assert earlier.passages[0].key == counted.key


def test_passages_come_in_the_order_of_the_book(tmp_path: Path) -> None:
    told = "Your {} on Location {} | Added on Monday, April 21, 2025 10:0{}:00 PM"
    content = clippings(
        (BOOK, told.format("Highlight", "300-301", 0), "Third, and read first."),
        (BOOK, told.format("Highlight", "90-91", 1), "First."),
        (BOOK, told.format("Highlight", "100-101", 2), "Second."),
        (BOOK, told.format("Note", "100", 3), "Its note."),
    )
    found = one(tmp_path / "My Clippings.txt", content, "kindle").passages
    assert [(each.quote, each.note) for each in found] == [
        ("First.", ""),
        ("Second.", "Its note."),
        ("Third, and read first.", ""),
    ]


def test_titles_with_brackets_and_books_without_an_author(tmp_path: Path) -> None:
    told = "Your Highlight on page 1 | Location 10-11 | Added on Monday, April 21, 2025 10:00:00 PM"
    titles = (
        "A (short) walk (Li (Wei))",
        "Notes",
        "Two (A; B)",
        "深度工作（卡尔·纽波特）",
        "Alone (no name)  ",
    )
    found = read(tmp_path / "c.txt", clippings(*((title, told, "Words of it.") for title in titles)))
    assert [(each.metadata.title, each.metadata.authors) for each in found] == [
        ("A (short) walk", ("Li (Wei)",)),
        ("Notes", ()),
        ("Two", ("A", "B")),
        ("深度工作", ("卡尔·纽波特",)),
        ("Alone (no name)", ()),
    ]


def test_a_russian_kindle_opens_its_lines_with_a_longer_dash(tmp_path: Path) -> None:
    told = "– Ваш выделенный отрывок в месте 900–930 | Добавлено: среда, 12 августа 2026 г. в 7:45:00"
    content = f"\ufeffВойна и мир (Лев Толстой)\r\n{told}\r\n\r\nНу, князь.\r\n==========\r\n"
    imported = one(tmp_path / "My Clippings.txt", content, "kindle")
    assert (imported.metadata.title, imported.passages[0].quote) == ("Война и мир", "Ну, князь.")


def test_of_a_note_that_was_edited_the_last_counts(tmp_path: Path) -> None:
    told = "Your {} on page 1 | Location 10{} | Added on Monday, April 21, 2025 10:0{}:00 PM"
    said = (
        ("Highlight", "-11", "Words."),
        ("Note", "", "Who?"),
        ("Note", "", "Why."),
        ("Note", "", "Who? When?"),
    )
    blocks = [(BOOK, told.format(kind, end, at), words) for at, (kind, end, words) in enumerate(said)]
    assert one(tmp_path / "c.txt", clippings(*blocks)).passages[0].note == "Why.\n\nWho? When?"


def test_what_is_no_clipping_is_counted_and_said(tmp_path: Path) -> None:
    told = "Your Highlight on page 1 | Location 10-11 | Added on Monday, April 21, 2025 10:00:00 PM"
    content = (
        clippings((BOOK, told, "Words."), ("Only a title", "nothing known here", "x")) + "\x00\x1b[2J\r\n"
    )
    found = read(tmp_path / "c.txt", content)
    assert errors(found) == ["c.txt: 2 clippings are of no known shape."]
    assert found[0].passages[0].quote == "Words."


def test_a_clipping_beyond_the_limit_says_nothing(tmp_path: Path) -> None:
    told = "Your Highlight on page 1 | Location 10-11 | Added on Monday, April 21, 2025 10:00:00 PM"
    imported = one(
        tmp_path / "c.txt", clippings((BOOK, told, "<You have reached the clipping limit for this item>"))
    )
    assert (imported.passages, imported.lost) == ((), {"passage without words": 1})
    told_of = "The first words <You have reached the clipping limit set by the publisher, A. House>"
    assert one(tmp_path / "d.txt", clippings((BOOK, told, told_of))).passages[0].quote == "The first words"


def test_many_highlights_at_one_place_are_all_kept(tmp_path: Path) -> None:
    told = "Your Highlight on page 1 | Location 1-99999999 | Added on Monday, April 21, 2025 10:00:00 PM"
    blocks = ((BOOK, told, f"{number} and no other number. " * 9) for number in range(100, 700))
    assert len(one(tmp_path / "c.txt", clippings(*blocks)).passages) == 600
