"""Letters that are no words: what a PDF gives whose fonts tell false letters for their glyphs.

A page is judged by how likely each letter is behind the one before it, in English or in Welsh (``letters.tsv``:
base-2 logarithms, from the counts of pairs in Wikipedia that the package langdetect 1.0.9 holds, Apache-2.0).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("letters.tsv")
FEWEST_LETTERS = 150  # of a page that is judged: fewer say too little
UNLIKELY = -5.2  # mean logarithm of a letter's probability: real pages have -4.1 and more, ciphers -5.6 and less
FEWEST_LATIN = 0.5  # of a page's letters; a page in other letters is none in English or Welsh
MOST_UNKNOWN = 0.3  # of a page's characters that stand for no letter: private use, control, replacement
_WORDS = re.compile(r"[a-z]{2,}")


def is_gibberish(text: str) -> bool:
    """Whether the letters of a page make no words of English or Welsh."""
    shown = [character for character in text if not character.isspace()]
    unknown = sum(unicodedata.category(character) in ("Co", "Cc", "Cn") or character == "\ufffd" for character in shown)
    if len(shown) > FEWEST_LETTERS and unknown > MOST_UNKNOWN * len(shown):
        return True
    letters = [character for character in shown if character.isalpha()]
    if len(letters) < FEWEST_LETTERS:
        return False
    plain = _plain(text)
    latin = sum("a" <= character <= "z" for character in plain)
    return latin < FEWEST_LATIN * len(letters) or likeness(plain) < UNLIKELY


def likeness(plain: str) -> float:
    """The mean base-2 logarithm of a letter's probability in its word, in the language that it fits better."""
    pairs: Counter[str] = Counter()
    for word in _WORDS.findall(plain):
        pairs.update(a + b for a, b in zip(f"_{word}", f"{word}_", strict=True))
    count = sum(pairs.values())
    if not count:
        return 0.0
    english, welsh = (sum(table[pair] * n for pair, n in pairs.items()) / count for table in _tables())
    return max(english, welsh)


def _plain(text: str) -> str:
    """Letters without their accents, in lower case."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(character for character in apart if not unicodedata.combining(character))


@cache
def _tables() -> tuple[dict[str, float], dict[str, float]]:
    """The logarithms of each pair of letters in English and in Welsh; ``_`` is a word's edge."""
    rows = [line.split("\t") for line in DATA.read_text(encoding="utf-8").splitlines()[1:]]
    return {pair: float(english) for pair, english, _ in rows}, {pair: float(welsh) for pair, _, welsh in rows}
