"""What a question is told by: its words, their parts and pairs, the spans found, and pairs of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from bot.question.times import Time
from corpus.describe.gazetteer import Mention
from corpus.vocabulary.asked import said_in, words_of

BODY: Final = "xbody"  # stands for the name of a body
TIME: Final = "xtime"  # stands for a time
CROSS: Final = 1 / 3  # length of all pairs of spans, against 1 of all words
PARTS: Final = 1.5  # length of all parts of words
_SIZES: Final = (3, 4, 5, 6)  # letters of a part
_LENGTHS: Final = (2, 4, 7, 12)  # words; a feature each for questions up to so many
_DENIED: Final = re.compile(
    r"(?:\bnot|n['\u2019]t|\b(?:is|are|was|were|do|does|did|has|have|had)nt)\b"
    r" (?:[\w-]+ ){0,6}(?:work|well|good|effective)|\bnot (?:quite |yet |all )?right\b(?! (?:to|that)\b)",
    re.I,
)
# Slots that tell what a follow-up takes over and of which day it is asked, and not what a question is for.
_NOT_READ: Final = frozenset(("carries", "now"))
_MARK: Final = re.compile(r"\?\s*$")


def denies_strength(text: str) -> bool:
    """Whether a question asks what does not work, or is not good."""
    return bool(_DENIED.search(text))


def masked(text: str, mentions: Sequence[Mention], times: Sequence[Time]) -> str:
    """A question with a word in place of each name of a body and each time."""
    spans = {(one.start, one.end, BODY) for one in mentions} | {(one.start, one.end, TIME) for one in times}
    for start, end, word in sorted(spans, reverse=True):
        text = f"{text[:start]} {word} {text[end:]}"
    return " ".join(text.split())


def features(text: str, mentions: Sequence[Mention], times: Sequence[Time], *, follows: bool) -> dict[str, float]:
    """The features of a question by name, each from 0 to 1."""
    plain = masked(text, mentions, times)
    spans = dict.fromkeys(_of_spans(plain, mentions, times, follows))
    telling = sorted(name for name in spans if not name.startswith(("first:", "last:", "relation:")))
    crosses = [f"x:{one}&{other}" for one, other in combinations(telling, 2)]
    words = _even(list(dict.fromkeys(_of_words(plain))), 1.0)
    parts = _even(list(dict.fromkeys(_of_parts(plain))), PARTS)
    return words | parts | _even(crosses, CROSS) | dict.fromkeys(spans, 1 / 2)


def _even(names: Sequence[str], length: float) -> dict[str, float]:
    """Features of one value each, together of a length."""
    return dict.fromkeys(names, length / max(1, len(names)) ** 0.5)


def _of_words(plain: str) -> Iterator[str]:
    words = ["^", *(word for word, _, _ in words_of(plain)), "$"]
    yield from (f"w:{word}" for word in words[1:-1])
    yield from (f"p:{one} {two}" for one, two in pairwise(words))


def _of_parts(plain: str) -> Iterator[str]:
    """The parts of each word with its ends: what a misspelt or a longer one shares with the word that is known."""
    for word, _, _ in words_of(plain):
        ended = f"<{word}>"
        yield from (f"c:{ended[at : at + size]}" for size in _SIZES for at in range(len(ended) - size + 1))


def _of_spans(plain: str, mentions: Sequence[Mention], times: Sequence[Time], follows: bool) -> Iterator[str]:
    count = len(words_of(plain))
    for said in said_in(plain):
        if said.slot in _NOT_READ:
            continue
        yield f"s:{said.slot} {said.meaning}"
        if said.start == 0:
            yield f"first:{said.slot} {said.meaning}"
        if said.end >= len(plain) - 1:
            yield f"last:{said.slot} {said.meaning}"
    yield from (f"length:{size}" for size in _LENGTHS if count <= size)
    yield f"bodies:{min(2, len(mentions))}"
    yield from (f"kind:{body.kind}" for mention in mentions for body in mention.bodies)
    yield from (f"time:{time.precision}" for time in times)
    yield from (f"relation:{time.relation}" for time in times)
    yield f"times:{min(2, len(times))}"
    if follows:
        yield "follows"
    if _MARK.search(plain):
        yield "?"
