"""Generates the texts that the pane is measured on: the same on every machine."""

import random
from collections.abc import Callable
from itertools import accumulate

COMMON, RARE = "the", "quillon"  # words to look for
_SYLLABLES = (
    "ba be bi bo bu da de di do du fa fe fi fo ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe pi po "
    "ra re ri ro sa se si so ta te ti to va ve vi vo sh th st tr"
).split()
_FREQUENT = (
    "the of and a to in that he was it his is with as had for at on by but not be him they you which she all "
    "have from one were her so we there who when out would been their no more if up said them what into"
).split()
_VOCABULARY = 20_000
_JAPANESE = (
    "夜の図書館では本がゆっくりと目をさます。",
    "駅へ行く道は、雨のあとで光っていた。",
    "「もう遅い」と彼は言った。",
    "コーヒーを一杯のんでから、手紙の続きを書くことにした。",
    "川の向こうに見える町は、子どものころのままだ。",
    "その写真は（だれが撮ったのか）裏に日付だけがある。",
)
_EMOJI = ("👩‍👩‍👧‍👦", "👍🏽", "🇫🇷", "❤️", "e\u0301", "🧑‍🚀", "क्षि", "한글")


def _words(chance: random.Random) -> Callable[[int], list[str]]:
    made = {"".join(chance.choices(_SYLLABLES, k=chance.randrange(2, 5))) for _ in range(_VOCABULARY)}
    vocabulary = [*_FREQUENT, *sorted(made)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(vocabulary))))
    return lambda count: chance.choices(vocabulary, cum_weights=weights, k=count)


def plain(size: int, seed: int = 7) -> str:
    """Write paragraphs of ASCII, a code point a byte."""
    chance = random.Random(seed)
    words, parts, written = _words(chance), [], 0
    while written < size:
        sentences = []
        for _ in range(chance.choice((1, 2, 3, 5, 6, 8))):
            some = words(chance.randrange(4, 33))
            if len(some) > 12:
                some[len(some) // 2] += ","
            sentences.append(" ".join(some).capitalize() + chance.choice("....?!"))
        if chance.random() < 0.02:
            sentences.append(f"There lay a {RARE}.")
        parts.append(" ".join(sentences))
        written += len(parts[-1]) + 2
    return "\n\n".join(parts)[:size].rstrip()


def one_paragraph(size: int) -> str:
    """Write sentences without a line feed."""
    return plain(size).replace("\n\n", " ")


def typographic(size: int) -> str:
    """Write paragraphs with quotation marks, dashes and accents, and every twentieth one with emoji."""
    chance = random.Random(11)
    parts = []
    for number, part in enumerate(plain(size).split("\n\n")):
        text = part.replace(" the ", " “the” ", 1).replace(", ", "—", 1).replace("e", "é", 1) + " …"
        if number % 20 == 19:
            words = text.split(" ")
            words[::5] = chance.choices(_EMOJI, k=len(words[::5]))
            text = " ".join(words)
        parts.append(text)
    return _to_size("\n\n".join(parts), size)


def japanese(size: int) -> str:
    """Write paragraphs of Japanese, three bytes a character."""
    chance = random.Random(13)
    parts, written = [], 0
    while written < size:
        part = "".join(chance.choices(_JAPANESE, k=chance.randrange(1, 12)))
        parts.append(part)
        written += 3 * len(part) + 2
    return "\n\n".join(parts)


def _to_size(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore").rstrip()
