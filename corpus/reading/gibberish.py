"""Letters that are no words: what a PDF gives whose fonts tell false letters for their glyphs.

A page, and each few words of it, is judged by how likely each letter is behind the one before it, in English or in
Welsh (``letters.tsv``: base-2 logarithms, from the counts of pairs in Wikipedia that the package langdetect 1.0.9
holds, Apache-2.0).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from operator import add
from pathlib import Path
from unicodedata import category

DATA = Path(__file__).with_name("letters.tsv")
FEWEST_LETTERS = 150  # of a page or of words that are judged: fewer say too little
# Mean logarithms of a letter's probability. Real pages have -4.1 and more, ciphers -5.6 and less; of some words of a
# page real ones have -4.5 and more, Polish has -5.2, and all but one in a thousand ciphers have less than -5.4.
UNLIKELY = -5.2
UNLIKELY_FEW = -5.4
FEWEST_LATIN = 0.5  # of a page's letters; a page in other letters is none in English or Welsh
MOST_UNKNOWN = 0.3  # of a page's characters that stand for no letter: private use, control, replacement
_NOT_PRINTED = re.compile(r"[^!-~\u2010-\u2026]")
_WORDS = re.compile(r"[a-z]{2,}")


def is_gibberish(text: str) -> bool:
    """Whether the letters of a page, or of some words of it, are those of no words of English or Welsh."""
    shown = "".join(text.split())
    if len(shown) > FEWEST_LETTERS and _unknown(shown) > MOST_UNKNOWN * len(shown):
        return True
    letters = sum(map(str.isalpha, shown))
    if letters < FEWEST_LETTERS:
        return False
    words = _WORDS.findall(_plain(text))
    if sum(map(len, words)) < FEWEST_LATIN * letters:
        return True
    return _likeness(words) < UNLIKELY or any(_likeness(few) < UNLIKELY_FEW for few in _parts(words))


def _unknown(shown: str) -> int:
    """How many characters stand for no letter."""
    return sum(one == "\ufffd" or category(one) in ("Co", "Cc", "Cn") for one in _NOT_PRINTED.findall(shown))


def likeness(plain: str) -> float:
    """The mean base-2 logarithm of a letter's probability in its word, in the language that it fits better."""
    return _likeness(_WORDS.findall(plain))


def _parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """The words of a page, so many together as hold the letters that can be judged: one of its fonts may lie."""
    start = count = 0
    for number, word in enumerate(words, start=1):
        count += len(word)
        if count >= FEWEST_LETTERS:
            yield words[start:number]
            start, count = number, 0


def _likeness(words: Sequence[str]) -> float:
    if not words:
        return 0.0
    row = f"_{'_'.join(words)}_"
    pairs, count = Counter(map(add, row, row[1:])), len(row) - 1
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
