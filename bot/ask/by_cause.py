"""Why something is so that was quoted before: what stands round that very quote is looked at first."""

from __future__ import annotations

import re
from typing import Final

from bot.question.carried import WHY
from bot.question.question import Question
from bot.search.sentences import cut
from bot.types import Quote
from index.search import Index
from index.types import StoredPassage

ROUND: Final = "What stands round the sentence quoted before comes first; the report need not call it the reason."
NEAR: Final = 2  # sentences before and after a quote that are looked at
# What tells a cause, or a difficulty that is one.
_CAUSE: Final = re.compile(
    r"\b(?:because|due to|owing to|as a (?:result|consequence)|result(?:s|ed|ing)? (?:from|in)|caused? by|led to"
    r"|lead(?:s|ing)? to|means? that|meant that|reasons?|challeng\w*|shortages?|vacanc\w*|turnover|lack(?:s|ed|ing)?"
    r"|insufficient\w*|sufficien\w*|capacity|demand|pressures?|too few|not enough|limited)\b",
    re.I,
)
# How a sentence begins that tells what came of the one before, and so no cause of it.
_EFFECT: Final = re.compile(
    r"(?:As a (?:result|consequence)|Consequently|Therefore|Because of this|(?:This|That|These|It)"
    r" (?:\w+ )?(?:means?|meant|led|leads|results?|resulted))\b"
)


def asks(question: Question) -> bool:
    """Whether a follow-up asks why what was said before is so."""
    return bool(WHY.match(question.text)) and "topic" in question.taken_over


def around(index: Index, quote: Quote) -> Quote | None:
    """A quote on to the nearest sentence of its paragraph that tells a cause, or else with the one before it.

    None where there is neither.
    """
    found = _place(index, quote)
    if not found:
        return None
    stored, first, last = found
    sentences = stored.passage.sentences
    block = [n for n, sentence in enumerate(sentences) if sentence.block == sentences[first].block]
    near = [n for n in block if n not in range(first, last + 1) and first - NEAR <= n <= last + NEAR]
    telling = [n for n in near if _tells(stored, n, after=n > last)]
    best = min(telling, key=lambda n: min(abs(n - first), abs(n - last)), default=first - 1)
    if best not in near:
        return None
    return cut(index, stored, min(first, best), max(last, best), score=quote.score, newer=quote.newer)


def _tells(stored: StoredPassage, number: int, *, after: bool) -> bool:
    """Whether a sentence before a quote, or ``after`` it, tells a cause of what is quoted."""
    words = stored.sentences[number]
    return bool(_CAUSE.search(words)) and not (after and _EFFECT.match(words))


def _place(index: Index, quote: Quote) -> tuple[StoredPassage, int, int] | None:
    """The passage that a quote was cut from, with the numbers of its first and last sentence."""
    if not quote.spans:
        return None
    for stored in index.store.passages_of(quote.report.id):
        own = [n for n, one in enumerate(stored.passage.sentences) if {*one.spans} & {*quote.spans}]
        if own:
            return stored, own[0], own[-1]
    return None
