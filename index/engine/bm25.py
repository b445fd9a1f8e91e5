"""BM25 as tantivy reckons it, so that an engine's words score as those of a folder.

Robertson and Zaragoza 2009, with the lengths of texts in 8 bits as Lucene has them. All is reckoned in 32 bits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from index.lexical import HEADING_WEIGHT

VERSION: Final = "1"  # of what is packed: raise it when it changes
K1, B = np.float32(1.2), np.float32(0.75)
# One passage that holds a word: how often in its text and in the headings above, and the lengths of both in 8 bits.
POSTING: Final = np.dtype([("id", "<i4"), ("text", "<u2"), ("heading", "<u2"), ("size", "u1"), ("heading_size", "u1")])
Postings = npt.NDArray[np.void]
Floats = npt.NDArray[np.float32]


def _sizes() -> list[int]:
    """The lengths that 8 bits stand for: exact up to 40, then to an eighth (Lucene's SmallFloat.byte4ToInt)."""
    above = [number if number < 16 else (number & 7 | 8) << ((number >> 3) - 1) for number in range(256 - 24)]
    return [*range(24), *(24 + size for size in above)]


SIZES: Final = np.array(_sizes(), dtype=np.int64)


def packed_size(words: int) -> int:
    """The 8 bits for a length: those of the greatest one that is not above it."""
    return int(np.searchsorted(SIZES, words, side="right")) - 1


def postings_of(texts: Sequence[tuple[int, list[str], list[str]]]) -> dict[str, Postings]:
    """The postings of each stem in passages: of each its id, the stems of its text and those of its headings."""
    found: dict[str, list[tuple[int, int, int, int, int]]] = {}
    for id, text, heading in texts:
        in_text, in_heading = Counter(text), Counter(heading)
        sizes = packed_size(len(text)), packed_size(len(heading))
        for stem in in_text | in_heading:
            found.setdefault(stem, []).append((id, in_text[stem], in_heading[stem], *sizes))
    return {stem: np.array(rows, dtype=POSTING) for stem, rows in found.items()}


def counted(postings: Postings) -> tuple[int, int]:
    """How many of these passages hold the word in their text, and how many in the headings above."""
    return int((postings["text"] > 0).sum()), int((postings["heading"] > 0).sum())


class Scores:
    """Scores of passages in a collection: of so many passages, with so many words in texts and in headings."""

    def __init__(self, passages: int, words: int, heading_words: int) -> None:
        self._passages = passages
        self._text = _lengths(words, passages)
        self._heading = _lengths(heading_words, passages)

    def best(
        self, postings: Mapping[str, Postings], held: Mapping[str, tuple[int, int]], count: int
    ) -> list[tuple[int, float]]:
        """Ids and scores, best first; ``held`` tells how many passages hold each stem in text and in headings."""
        if not postings:
            return []
        first = min(int(rows["id"].min()) for rows in postings.values())
        last = max(int(rows["id"].max()) for rows in postings.values())
        scores = np.zeros(last + 1 - first, dtype=np.float32)
        for stem, rows in postings.items():
            in_text, in_heading = held[stem]
            one = self._of(rows["text"], self._text[rows["size"]], in_text)
            above = self._of(rows["heading"], self._heading[rows["heading_size"]], in_heading)
            scores[rows["id"] - first] += one + np.float32(HEADING_WEIGHT) * above
        return [(first + at, float(scores[at])) for at in _highest(scores, count)]

    def _of(self, often: npt.NDArray[np.uint16], lengths: Floats, held: int) -> Floats:
        """The score for a word that stands so often in texts of these lengths."""
        rest = np.float32(self._passages - held) + np.float32(0.5)
        rare = np.log(np.float32(1) + rest / (np.float32(held) + np.float32(0.5)))
        times = often.astype(np.float32)
        score: Floats = rare * (np.float32(1) + K1) * (times / (times + lengths))
        return score


def _highest(scores: Floats, count: int) -> list[int]:
    """The places of the highest scores above 0, best first, and of equal ones those that come first."""
    found = np.flatnonzero(scores)
    if len(found) > count:
        least = np.partition(scores[found], -count)[-count]
        found = found[scores[found] >= least]
    best: list[int] = found[np.lexsort((found, -scores[found]))][:count].tolist()
    return best


def _lengths(words: int, passages: int) -> Floats:
    """What each of the 256 lengths adds to the number of times a word stands there."""
    mean = np.float32(words) / np.float32(max(1, passages))
    relative = SIZES.astype(np.float32) / (mean if mean else np.float32(1))
    lengths: Floats = (K1 * (np.float32(1) - B + B * relative)).astype(np.float32)
    return lengths
