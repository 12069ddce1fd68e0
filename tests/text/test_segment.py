from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
import sentencex
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from reader.text.body import Body
from reader.text.cells import grapheme_start
from reader.text.segment import UNITS, Segmenter, next_character, prev_character, sentence_starts

from .samples import ARTICLE, FAMILY, TRICKY, bodies, body_of, marked, name_of, show, texts


def sentences(text: str, language: str = "en") -> list[str]:
    starts = [*sentence_starts(text, language), len(text)]
    return [text[a:b].rstrip() for a, b in pairwise(starts)]


# -- sentences


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Dr. Smith met Mr. Jones at 5 p.m. on Monday.", "They left."]),
        ("en", ["We saw e.g. cats, i.e. animals.", "U.S. troops left.", "It was fun."]),
        ("en", ["J. R. R. Tolkien wrote No. 5.", "See p. 5 and Fig. 3."]),
        (
            "en",
            [
                "“Go.”",
                "He left.",
                '"Why?" she asked.',
                "“Really?!”",
                "They ran… and ran.",
                "Wait...",
                "What?",
            ],
        ),
        ("en", ["all in lower case.", "another one.", "and another."]),
        ("en", ["It is 3.5 metres.", "Is it?", "Yes!"]),
        ("de", ["Das ist z. B. gut.", "Am 3. Mai kam er.", "Dr. Müller ging."]),
        ("de", ["Prof. Dr. Meier hat ca. 5 Mio. Euro bzw. mehr.", "„Nein.“", "Sie ging."]),
        (
            "fr",
            [
                "Il a dit... oui.",
                "M. Dupont et le Dr. Lenoir parlent.",
                "Fini ?",
                "L’an 5 av. J.-C. est loin.",
            ],
        ),
        ("it", ["La S.p.A. crolla.", "Il sig. Rossi parla."]),
        ("es", ["¿Qué?", "¡No!", "El Sr. López vino."]),
        ("ru", ["«Привет!» — сказал он.", "Это т. е. да.", "Нет."]),
        ("pl", ["Np. dr. Kowalski i prof. Nowak.", "Tak."]),
        ("nl", ["Bijv. dhr. Jansen en mevr. De Vries.", "Ja."]),
        ("hi", ["यह है।", "वह है।"]),
        ("ar", ["هل أنت؟", "نعم."]),
        ("en", ["I: Why that?", "B: Because. #00:01:20-3#"]),
        ("en", ["Why that?", "[00:01:20] Because it was. [1:21]"]),
        ("en", ["B: Now?", "(12:30 was too late)"]),
        ("xx", ["An unknown code.", "Still two."]),
        ("", ["No code.", "Still two."]),
    ],
)
def test_sentences(language: str, expected: list[str]) -> None:
    assert sentences(" ".join(expected), language) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", ["彼は「行く。」と言った。", "雨だ！", "「はい。」", "本当？", "「そう…」彼は笑った。"]),
        ("ja", ["「来い。」って言われた。", "終わり。"]),
        ("zh", ["真的吗？！", "是的。"]),
    ],
)
def test_sentences_without_spaces(language: str, expected: list[str]) -> None:
    assert sentences("".join(expected), language) == expected


@pytest.mark.parametrize("text", ["", " ", ".", "a", "...", "  .  ", "\u3000", "A", "!?", "\u0301"])
def test_hardly_any_text_is_one_sentence(text: str) -> None:
    assert sentence_starts(text) == [0]


@pytest.mark.parametrize("space", "\x85\xa0\u1680\u2003\u2028\u2029\u202f\u205f\u3000\x1f\x0b")
def test_space_that_makes_sentencex_panic(space: str) -> None:
    assert sentences(f"vitamine B{space}. Suite du texte. Fin.", "fr")[-1] == "Fin."
    assert sentence_starts(f"vitamine B{space}.", "fr") == [0]


def test_a_plain_rule_serves_where_sentencex_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """What a panic in Rust is to Python."""

    def fail(*_: object) -> None:
        raise Panic

    monkeypatch.setattr(sentencex, "segment", fail)
    assert sentences("One. Two! “Three?” Four… five. 「六。」七。") == [
        "One.",
        "Two!",
        "“Three?”",
        "Four…",
        "five.",
        "「六。」",
        "七。",
    ]


def test_an_interrupt_is_not_taken_for_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sentencex, "segment", interrupt)
    with pytest.raises(KeyboardInterrupt):
        sentence_starts("One. Two.")


def test_leading_space_is_no_sentence() -> None:
    assert sentence_starts("  One. Two.") == [0, 7]


@given(st.one_of(texts, st.text(max_size=60)), st.sampled_from(["en", "de", "fr", "ja", "hi", "zz"]))
def test_sentences_partition_any_text(text: str, language: str) -> None:
    starts = sentence_starts(text, language)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] < max(1, len(text))
    assert all(grapheme_start(text, at) == at for at in starts)


# -- units


@pytest.mark.parametrize(
    ("name", "pos", "expected"),
    [
        ("word", 0, "[One] two, three (four) five. Six?"),
        ("word", 2, "[One] two, three (four) five. Six?"),
        ("word", 3, "One [two], three (four) five. Six?"),
        ("word", 7, "One two[,] three (four) five. Six?"),
        ("word", 18, "One two, three ([four]) five. Six?"),
        ("word", 33, "One two, three (four) five. Six[?]"),
        ("word", 99, "One two, three (four) five. Six[?]"),
        ("clause", 0, "[One two,] three (four) five. Six?"),
        ("clause", 10, "One two, [three] (four) five. Six?"),
        ("clause", 17, "One two, three [(four)] five. Six?"),
        ("clause", 30, "One two, three (four) five. [Six?]"),
        ("sentence", 5, "[One two, three (four) five.] Six?"),
        ("sentence", 27, "[One two, three (four) five.] Six?"),
        ("sentence", 28, "One two, three (four) five. [Six?]"),
        ("paragraph", 28, "[One two, three (four) five. Six?]"),
        ("section", 28, "[One two, three (four) five. Six?]"),
    ],
)
def test_units(name: str, pos: int, expected: str) -> None:
    text, *_ = marked(expected)
    assert show(text, Segmenter(Body.plain(text)).unit(name, pos)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("don’t e-mail 3.5 a.m. x—y", ["don’t", "e-mail", "3.5", "a.m", ".", "x", "—", "y"]),
        ("“Go,” he … said.", ["“", "Go", ",”", "he", "…", "said", "."]),
        ("日本語とカタカナ", list("日本語とカタカナ")),
        ("か\u3099葛\U000e0100飾", ["か\u3099", "葛\U000e0100", "飾"]),
        ("한국어 \u1112\u1161\u11ab글", ["한국어", "\u1112\u1161\u11ab글"]),
        ("हिन्दी में लिखा क्षि।", ["हिन्दी", "में", "लिखा", "क्षि", "।"]),
        ("ที่นี่ กำลัง", ["ที่นี่", "กำลัง"]),
        ("می\u200cخواهم ۱۲۳، سَلام؟", ["می\u200cخواهم", "۱۲۳", "،", "سَلام", "؟"]),
        ("שָׁלוֹם x\u0323y", ["שָׁלוֹם", "x\u0323y"]),
        ("\u0600123 ක්\u200dරිකට්", ["\u0600123", "ක්\u200dරිකට්"]),
        (f"a{FAMILY} ❤\ufe0f 1\ufe0f\u20e3 🇫🇷!", ["a", FAMILY, "❤\ufe0f", "1\ufe0f\u20e3", "🇫🇷!"]),
        ("a🏽b !\u094d? \u0600. x", ["a🏽", "b", "!\u094d?", "\u0600.", "x"]),
        ("Straße Łódź İzmir Ⅻ", ["Straße", "Łódź", "İzmir", "Ⅻ"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    segmenter = Segmenter(Body.plain(text))
    seen: list[str] = []
    pos = 0
    while not seen or segmenter.next_start("word", pos) != pos:
        pos = segmenter.next_start("word", pos) if seen else 0
        start, end = segmenter.unit("word", pos)
        assert start == pos
        assert {segmenter.unit("word", at) for at in range(start, end)} == {(start, end)}
        seen.append(text[start:end])
    assert seen == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came — I think — late; she, too.", ["He came —", "I think —", "late;", "she,", "too."]),
        ("One thing—and more (of it) here.", ["One thing—", "and more", "(of it)", "here."]),
        ("“Well,” he said: “Go.”", ["“Well,”", "he said:", "“Go.”"]),
        ("今日は、雨だ；明日も。", ["今日は、", "雨だ；明日も。"]),
        ("No clauses here.", ["No clauses here."]),
        ("Of 1,000 or 3:15 none.", ["Of 1,000 or 3:15 none."]),
        ("many words, \u0301with a mark.", ["many words,", " \u0301with a mark."]),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    segmenter = Segmenter(Body.plain(text))
    seen = []
    pos = 0
    while True:
        start, end = segmenter.unit("clause", pos)
        seen.append(text[start:end])
        after = segmenter.next_start("clause", pos)
        if after == start:
            break
        pos = after
    assert seen == expected


def sections(body: Body) -> list[str]:
    segmenter = Segmenter(body)
    return [body.text[slice(*segmenter.unit("section", b.start))] for b in body.blocks]


def test_sections_hold_their_lower_headings() -> None:
    body = body_of(
        ("paragraph", "Before."),
        ("heading", "A", 2),
        ("paragraph", "a"),
        ("heading", "B", 3),
        ("paragraph", "b"),
        ("heading", "C", 2),
    )
    whole = "A\n\na\n\nB\n\nb"
    assert sections(body) == ["Before.", whole, whole, "B\n\nb", "B\n\nb", "C"]


@pytest.mark.parametrize("kind", ["kicker", "title", "heading", "row", "rule", "image"])
def test_these_blocks_are_one_sentence(kind: str) -> None:
    body = body_of((kind, "One. Two. Three."))
    assert Segmenter(body).sentence(7) == (0, 16)


@pytest.mark.parametrize("kind", ["standfirst", "paragraph", "quote", "item", "footnote"])
def test_these_blocks_are_split(kind: str) -> None:
    body = body_of((kind, "One. Two. Three."))
    assert Segmenter(body).sentence(7) == (5, 9)


def test_a_sentence_of_code_is_a_line() -> None:
    body = body_of(("code", "one. two\n\n    three\nfour"))
    segmenter = Segmenter(body)
    found = segmenter.sentences_between(0, len(body.text))
    assert [body.text[a:b] for a, b in found] == ["one. two", "three", "four"]


def test_sentences_between() -> None:
    body = body_of(("paragraph", "One. Two."), ("paragraph", "Three."))
    segmenter = Segmenter(body)
    assert segmenter.sentences_between(0, 17) == [(0, 4), (5, 9), (11, 17)]
    assert segmenter.sentences_between(1, 6) == [(5, 9)]
    assert segmenter.sentences_between(6, 11) == []
    assert segmenter.sentences_between(9, 12) == [(11, 17)]
    assert Segmenter(Body.plain("")).sentences_between(0, 10) == []


def test_a_language_may_have_a_region() -> None:
    body = Body.plain("Er kommt am 3. Mai z. B. nicht. Ende.")
    assert Segmenter(body, "de-AT").sentence(0) == Segmenter(body, "DE").sentence(0) == (0, 31)


@given(bodies, st.sampled_from(UNITS))
def test_units_partition_the_body(body: Body, name: str) -> None:
    """Units in order meet no other, leave out space alone, split no cluster, and one leads to the next."""
    segmenter = Segmenter(body)
    units: dict[tuple[int, int], None] = {}
    for block in body.blocks:
        for at in range(block.start, block.end):
            start, end = segmenter.unit(name, at)
            assert start < end
            last = body.text[grapheme_start(body.text, end - 1) : end]
            assert not last.isspace() or end - start == 1
            if not start <= at < end:
                assert body.text[at].isspace() or body.text[at] == "\u0301"
            units[start, end] = None
    ordered = sorted(units)
    assert name == "section" or list(units) == ordered
    inner = ordered if name != "section" else []
    for (start, end), (following, _) in pairwise(inner):
        assert end <= following
        assert not body.text[end:following].strip()
        assert segmenter.next_start(name, start) == following
        assert segmenter.prev_start(name, following) == start
    for start, end in ordered:
        assert grapheme_start(body.text, start) == start
        assert grapheme_start(body.text, end) == end
        assert segmenter.unit(name, start) == (start, end) or name == "section"
    if inner:
        assert segmenter.next_start(name, inner[-1][0]) == inner[-1][0]
        assert segmenter.prev_start(name, inner[0][0]) == inner[0][0]


@pytest.mark.parametrize("text", TRICKY, ids=name_of)
@pytest.mark.parametrize("name", UNITS)
def test_every_motion_goes_on_and_comes_to_an_end(text: str, name: str) -> None:
    body = body_of(("paragraph", text), ("code", text), ("paragraph", text))
    segmenter = Segmenter(body)
    at, seen = 0, [0]
    while (after := segmenter.next_start(name, at)) != at:
        assert after > at
        at = after
        seen.append(at)
    assert at >= body.blocks[2].start or name == "section"
    while (before := segmenter.prev_start(name, at)) != at:
        assert before < at
        at = before
    assert at == 0


def test_an_empty_body_has_empty_units() -> None:
    segmenter = Segmenter(Body.plain(""))
    for name in UNITS:
        assert segmenter.unit(name, 0) == (0, 0)
        assert segmenter.next_start(name, 0) == segmenter.prev_start(name, 0) == 0
    assert segmenter.next_heading(0) == segmenter.prev_heading(0) == 0


def test_a_body_of_one_character() -> None:
    segmenter = Segmenter(Body.plain("a"))
    for name in UNITS:
        assert segmenter.unit(name, 0) == (0, 1)
        assert segmenter.next_start(name, 0) == segmenter.prev_start(name, 0) == 0


# -- motions


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("word", [0, 4, 7, 9, 14, 16, 21, 27]),
        ("clause", [0, 9, 16, 27]),
        ("sentence", [0, 16, 27]),
        ("paragraph", [0, 27]),
    ],
)
def test_there_and_back(name: str, places: list[int]) -> None:
    segmenter = Segmenter(body_of(("paragraph", "One two, three. Four five"), ("paragraph", "Six")))
    there = list(accumulate(places[1:], lambda at, _: segmenter.next_start(name, at), initial=0))
    assert there == places
    back = list(accumulate(places[1:], lambda at, _: segmenter.prev_start(name, at), initial=places[-1]))
    assert back == places[::-1]


def test_previous_goes_over_the_start_of_this_unit() -> None:
    segmenter = Segmenter(Body.plain("One here. Two here. Three here."))
    assert segmenter.prev_start("sentence", 16) == 0
    assert segmenter.prev_start("sentence", 4) == 0
    assert segmenter.next_start("sentence", 4) == 10


def test_headings() -> None:
    segmenter = Segmenter(ARTICLE)
    starts = [b.start for b in ARTICLE.blocks if b.kind == "heading"]
    at, seen = 0, []
    for _ in starts:
        at = segmenter.next_heading(at)
        seen.append(at)
    assert seen == starts
    assert segmenter.next_heading(at) == ARTICLE.blocks[-1].start
    back = [segmenter.prev_heading(len(ARTICLE.text))]
    for _ in starts[1:]:
        back.append(segmenter.prev_heading(back[-1]))
    assert back == starts[::-1]
    assert segmenter.prev_heading(starts[0]) == 0
    assert segmenter.prev_heading(starts[0] + 3) == starts[0]


@given(bodies)
def test_caret_stops_are_clusters_there_and_back(body: Body) -> None:
    stops = [0, *accumulate(map(len, iter_graphemes(body.text)))][:-1]
    stops = [at for at in stops if body.text[at] != "\n"]
    if not stops:
        return
    at, walked = stops[0], [stops[0]]
    while (after := next_character(body.text, at)) != at:
        at = after
        walked.append(at)
    assert walked == stops
    back = [at]
    while (before := prev_character(body.text, at)) != at:
        at = before
        back.append(at)
    assert back == stops[::-1]


def test_characters_at_the_ends() -> None:
    assert next_character("", 0) == prev_character("", 0) == 0
    assert next_character("a\n", 0) == 0
    assert prev_character("\n\na", 2) == 2
    assert next_character("a\n\nb", 0) == 3
    assert prev_character("a\n\nb", 3) == 0
