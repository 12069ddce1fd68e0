"""A guess at the language of a text, good enough to choose rules for its sentences."""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 6000  # code points looked at
_LEAST = 0.06  # of all words: fewer common words than this are no evidence
#: The commonest words of a language that are not common in the others.
_COMMON = {
    "en": "the and of to that was with for on as his it is at by which",
    "de": "der die und das nicht ist mit den dem ein eine sich von auf auch es war zu",
    "fr": "le les et des une est dans que qui pour pas sur au il elle du ne",
    "es": "el los las y que en una por con para se su del lo como más",
    "it": "il che di gli una per non sono della con del le nel anche alla",
    "pt": "o os que uma não com para se do da em na ao mais como foi",
    "nl": "de het een van en dat niet zijn op te voor met aan er ook was",
    "pl": "i w się na nie że z do jest to jak po za był od",
    "sv": "och att det som en är på av för med inte den till var",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = r"[^\W\d_]+"  # patterns are text: `re` compiles and keeps them when they are first used
_SCRIPTS = (
    ("ja", "[\u3041-\u30ff]"),
    ("ko", "[\uac00-\ud7a3]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("ru", "[\u0430-\u044f]"),
    ("hi", "[\u0900-\u097f]"),
    ("ar", "[\u0621-\u064a]"),
)
#: Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
_RIGHT_TO_LEFT = (
    "[\u05d0-\u05ea\u0620-\u064a\u066e-\u06d3\u0710-\u07ea\u08a0-\u08c7\ufb1d-\ufdfb\ufe70-\ufefc]"
)


def guess(text: str) -> str:
    """Return the language code of a text by its script or its commonest words; empty where nothing tells."""
    sample = text[:_SAMPLE]
    for language, letters in _SCRIPTS if not sample.isascii() else ():
        if len(re.findall(letters, sample)) * 8 > len(sample):
            return language
    words = Counter(re.findall(_WORD, sample.lower()))
    counts = {language: sum(words[word] for word in common) for language, common in _WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if words and counts[best] >= _LEAST * words.total() else ""


def is_right_to_left(text: str) -> bool:
    """Tell whether a text is written from right to left, by the letters that it begins with."""
    sample = text[:_SAMPLE]
    if sample.isascii():
        return False
    return 3 * len(re.findall(_RIGHT_TO_LEFT, sample)) > sum(map(str.isalpha, sample))
