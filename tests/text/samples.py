"""What the tests of the text engine share: marked strings, alphabets, bodies to lay out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

from reader.text.build import BodyBuilder
from reader.text.nest import told
from reader.text.setting import SPACINGS, Setting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.text.body import Body


FAMILY = "👩\u200d👩\u200d👧\u200d👦"
CLUSTERS = [
    *"a b Z . , ! 1 é ß — “ ” … · ( )".split(" "),
    *" \u00a0",
    *"日本語。「」、ーっ：ﾊ！",
    *"한글각",
    *"ไทยกา",
    *"سلام،",
    *"ДяЖ",
    "e\u0301",
    "x\u0323\u0307",
    "か\u3099",
    "葛\U000e0100",
    "กำ",
    "ที่",
    "क्षि",
    "हि",
    "\u1112\u1161\u11ab",
    "각\u11a8",
    "ﷺ",
    "ب\u064e",
    "می\u200c",
    FAMILY,
    "👍🏽",
    "❤\ufe0f",
    "☺\ufe0f",
    "1\ufe0f\u20e3",
    "🇫🇷",
    "🇩🇪",
    "©",
    "👁\ufe0f\u200d🗨\ufe0f",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
]
#: Words with vowel signs and conjuncts, to which terminals give different cells.
WORDS = "हिन्दी தமிழ் മലയാളം ലക്ഷ്യം తెలుగు ગુજરાતી ਪੰਜਾਬੀ ଓଡ଼ିଆ বাংলা සිංහල မြန်မာ ខ្មែរ བོད ບ້ານ บ้าน้ำ".split()
#: Single code points that join their neighbours in every way that there is.
JOINERS = [
    *"a 日한.",
    "\u0301",
    "\u200d",
    "\u200c",
    "\ufe0f",
    "\u20e3",
    "\u0600",
    "\u1112",
    "\u1161",
    "\u11ab",
    "क",
    "\u094d",
    "\u093f",
    "🇫",
    "👩",
    "🏽",
    "©",
    "\u0e33",
    "\u3099",
]
texts = st.lists(st.sampled_from(CLUSTERS), max_size=40).map("".join)
rough_texts = st.lists(st.sampled_from(JOINERS), max_size=30).map("".join)

TRICKY = [
    "a",
    "日",
    FAMILY,
    "x" * 500,
    "word " * 100,
    "日本語テキスト" * 40,
    f"{FAMILY} " * 60,
    FAMILY * 30,
    "e\u0301" * 300,
    "🇫🇷🇩🇪" * 50,
    "\u0301zero width first",
    "क्षि " * 50,
    "ที่นี่กำลัง" * 30,
    "한국어 문장입니다. " * 20,
    "\u1112\u1161\u11ab" * 40,
    "سلام عليكم، كيف حالك؟ " * 20,
    "mixed 日本語 and e\u0301 and 👍🏽, then 🇫🇷 " * 20,
    "「" * 30 + "。" * 60,
    "a  double  space " * 20,
    "Ends in a space ",
    "space and mark \u0301" * 30,
    "\u1112" * 90 + " long cluster",
]


def marked(text: str, signs: str = "[]") -> tuple[str, int, int]:
    """Return the text without its two marks, and where they stood: `So[me te]xt`."""
    start = text.index(signs[0])
    end = text.index(signs[1]) - 1
    return text.replace(signs[0], "").replace(signs[1], ""), start, end


def show(text: str, span: tuple[int, int]) -> str:
    """Return the text with `[` and `]` around a span."""
    return f"{text[: span[0]]}[{text[span[0] : span[1]]}]{text[span[1] :]}"


class Part(NamedTuple):
    """A block to be built."""

    kind: str
    text: str
    level: int = 0
    label: str = ""
    within: str = ""


def body_of(
    *parts: tuple[str, str]
    | tuple[str, str, int]
    | tuple[str, str, int, str]
    | tuple[str, str, int, str, str],
) -> Body:
    """Build a body of (kind, text, level, label, within)."""
    builder = BodyBuilder()
    for part in parts:
        kind, text, level, label, within = Part(*part)
        assert builder.add(kind, text, level=level, label=label, within=within)
    return builder.body()


def name_of(value: object) -> str | None:
    """Return a short name for a parameter that is a long text; None for any other."""
    return ascii(value[:12]).strip("'") if isinstance(value, str) else None


ARTICLE = body_of(
    ("kicker", "Economy"),
    ("title", "A title that is long enough to take two rows at the least"),
    ("standfirst", "What it is about, in a sentence or two. Here is the second."),
    ("paragraph", "One two, three (four) five. Six “seven” — eight; nine? " * 4),
    ("heading", "First heading", 2),
    ("paragraph", "日本語の文章です。「はい。」と言った。長い行はどこで折り返すのか？ " * 3),
    ("quote", "A quoted sentence, which goes on for a while. And another.", 1),
    ("quote", "Deeper.", 2),
    ("item", "first item, with enough words to go on in a second row", 0, "•"),
    ("item", "second", 1, "10."),
    ("item", "third", 1, "11."),
    ("heading", "Second heading", 3),
    ("code", "def f(x):\n\n    return x  # a rather long comment here\n\n\nf(日本)", 0, "python"),
    ("row", "name\tsize", 1),
    ("row", "a\t12"),
    ("rule", "* * *"),
    ("image", "A caption."),
    ("heading", "Third heading", 2),
    ("paragraph", f"Emoji {FAMILY} and flags 🇫🇷🇩🇪, e\u0301, क्षि, ไทยที่นี่. End."),
    ("footnote", "A note.", 0, "1"),
    ("footnote", "Another note.", 0, "2"),
)

blocks = st.tuples(
    st.sampled_from(
        ["kicker", "title", "standfirst", "paragraph", "quote", "item", "rule", "image", "footnote"]
    ),
    texts,
    st.integers(0, 4),
    st.sampled_from(["", "•", "12.", "7"]),
)
headings = st.tuples(st.just("heading"), texts, st.integers(1, 4), st.just(""))
codes = st.tuples(
    st.just("code"), st.lists(texts, min_size=1, max_size=5).map("\n".join), st.just(0), st.just("")
)


def _build(parts: list[tuple[str, str, int, str]]) -> Body:
    return built((*part, []) for part in parts)


def built(parts: Iterable[tuple[str, str, int, str, list[str]]]) -> Body:
    """Build a body of (kind, text, level, label, the quotes and items around it)."""
    builder = BodyBuilder()
    for kind, text, level, label, inside in parts:
        is_in = told(kind, level, inside) if inside else (kind, level, label, "")
        builder.add(is_in[0], text, level=is_in[1], label=is_in[2] or label, within=is_in[3])
    return builder.body()


cells = st.one_of(texts, st.sampled_from(["", "12", "3,100", "-4.5 %", "a rather long cell of words " * 3]))
table_rows = st.tuples(
    st.just("row"), st.lists(cells, min_size=1, max_size=5).map("\t".join), st.integers(0, 1), st.just("")
)

#: Every way to set a page.
page_settings = st.builds(Setting, spacing=st.sampled_from(SPACINGS), justified=st.booleans())

#: What a block may stand in: quotes, items that begin or go on.
nests = st.lists(st.sampled_from([">", "-", "•", "12."]), max_size=5)
paragraphs = st.tuples(st.just("paragraph"), texts, st.just(0), st.just(""))
images = st.tuples(st.just("image"), texts, st.just(0), st.just(""))
nested_bodies = st.lists(
    st.tuples(st.one_of(paragraphs, headings, codes, table_rows, images), nests).map(lambda t: (*t[0], t[1])),
    max_size=8,
).map(built)
bodies = st.one_of(
    st.lists(st.one_of(blocks, headings, codes, table_rows), max_size=8).map(_build), nested_bodies
)
