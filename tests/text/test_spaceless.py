"""Where lines break in scripts that part words by no spaces and have no wide letters."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.text.breaking import wrap_paragraph
from reader.text.cells import cells, grapheme_start
from reader.text.spaceless import last_break

THAI = (
    "วัน|นี้|อากาศ|ดี|มาก|และ|ฉัน|อยาก|ไป|เดิน|เล่น|ที่|สวน|สาธารณะ|ใกล้|บ้าน|"
    "กับ|เพื่อน|ของ|ฉัน|เพราะ|ว่า|เรา|ไม่|ได้|เจอ|กัน|มา|นาน|แล้ว"
)
LAO = "ສະ|ບາຍ|ດີ|ຂ້ອຍ|ຢູ່|ບ້ານ|ໃນ|ເມືອງ|ຫຼວງ|ພະ|ບາງ"
BURMESE = "မြန်|မာ|နိုင်|ငံ|သည်|အ|ရှေ့|တောင်|အာ|ရှ|တွင်|တည်|ရှိ|သည်"
KHMER = "ភា|សា|ខ្មែរ|ជា|ភា|សា|ផ្លូវ|ការ|នៅ|ប្រ|ទេសក|ម្ពុ|ជា"
SIGNS = "กขคงนมวะาำิีืุู็่้๊์เแโใไๆฯ ກຂຄງນວລະາຳິີູ່້ເແໂໃໄ ကခဂငနမာိုူေးံ့်္ ကខគងនមាិុេះ្។ ab日"


def rows(text: str, width: int) -> list[str]:
    """Wrap a text without its bars, and return its rows."""
    starts: list[int] = []
    wrap_paragraph(text, 0, len(text), width, starts)
    return [text[a:b] for a, b in pairwise([*starts, len(text)])]


@pytest.mark.parametrize("width", [12, 20, 37])
@pytest.mark.parametrize("marked", [THAI, LAO, BURMESE, KHMER], ids=["thai", "lao", "burmese", "khmer"])
def test_lines_break_where_words_or_syllables_end(marked: str, width: int) -> None:
    words = marked.split("|") * 2
    allowed = {sum(map(len, words[:n])) for n in range(len(words) + 1)}
    found = rows("".join(words), width)
    assert len(found) > 1
    at = 0
    for row, after in pairwise(found):
        at += len(row)
        assert at in allowed, (row, after)
        assert cells(row) <= width
        assert cells(row) > width // 2 or width < 20  # and rows are filled


def test_a_word_stays_whole_behind_a_space() -> None:
    assert rows("Bangkok กรุงเทพมหานคร is the capital", 14)[0] == "Bangkok "


@settings(max_examples=150)
@given(st.text(SIGNS, min_size=1, max_size=120), st.integers(8, 30))
@example("aa日ฯaaaa", 8)
def test_no_line_begins_with_what_goes_with_the_letter_before(text: str, width: int) -> None:
    """Nor ends with a vowel that is written before its consonant, unless nothing else fits."""
    starts: list[int] = []
    wrap_paragraph(text, 0, len(text), width, starts)
    assert starts == sorted(set(starts))
    for start, at in pairwise(starts):
        assert grapheme_start(text, at) == at
        if " " not in text[start:at] and len(text[start:at]) >= width:
            continue  # a run longer than the row may have no place to break
        assert text[at] not in "ะาำๆฯະາຳ"
        assert text[at - 1] not in "เแโใไເແໂໃໄ"


def test_other_scripts_do_not_wait_for_the_model() -> None:
    code = (
        "import sys; from reader.text.body import Body; from reader.text.wrap import Layout;"
        "Layout(Body.plain('日本語を読む “one” ' * 40), 30).window(0, 9); plain = 'budoux' in sys.modules;"
        "Layout(Body.plain('ภาษาไทย' * 40), 30).window(0, 9); print(plain, 'budoux' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False True\n"


def test_a_break_is_the_same_wherever_the_row_begins() -> None:
    """The model looks at few letters: what it says of a place does not hang on how much is shown to it."""
    text = THAI.replace("|", "") * 2
    for end in range(20, len(text)):
        found = last_break(text, 0, end)
        assert 0 < found <= end
        for start in (found - 1, max(0, found - 7), max(0, found - 40)):
            assert last_break(text, start, end) == found
