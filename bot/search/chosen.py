"""Which sentences of a hit are quoted: the best one, and neighbours that it needs or equals."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.quoting.cut import CAVEAT, lead_in, leans
from bot.search.figures import gives_quantity, holds_sought, tells_when
from bot.search.reread import CLEAR
from corpus.types import Span
from index.types import Hit, StoredPassage

Adjoin = Callable[[Span, Span], bool]
MOST = 3  # sentences in a quote
NAMES = 0.5  # share of what a topic tells from which a quote names it
MUCH = 0.25  # of that share, that what stands before must add
NEARLY = 0.85  # a neighbour this near to the best sentence's likeness is quoted with it
_SPELT = re.compile(r"[^\W\d_]{2,}")
_AGENCY = re.compile(
    r"\b(?:Trust|NHS|CCG|Council|Police|Constabulary|Service|Hospital|CAFCASS|CRC|NPS|YOT|YOS|police|hospitals?|GPs?"
    r"|children\u2019s social care)\b"
)


def chosen(hit: Hit, adjoin: Adjoin, seeks: str = "") -> tuple[int, int]:
    """The first and last sentence to quote: the best one, and neighbours it needs or equals.

    ``adjoin`` tells whether nothing stands between two spans of the report. What a reader takes to answer is better
    than what is only alike. Where a grade is
    sought, a sentence or row that states one is the best. Where a number, a sum or a length of time
    is sought, the nearest sentence that gives one is quoted, too.
    """
    scores = hit.sentence_cosines
    graded = [seeks != "grade" or holds_sought(sentence, seeks) for sentence in hit.stored.sentences]
    read = [logit > 0 for logit in hit.logits] or [False] * len(scores)
    says = [says_something(hit.stored, n) for n in range(len(scores))]
    best = max(range(len(scores)), key=lambda n: (says[n], not _introduces(hit, n), graded[n], read[n], scores[n], -n))
    first = last = best
    while last - first + 1 < MOST and _leans(hit, first) and _one_run(hit, first - 1, adjoin):
        first -= 1
    if last - first + 1 < MOST and _is_limited(hit, first) and _one_run(hit, first - 1, adjoin):
        first -= 1
    following = scores[last + 1] if last + 1 < len(scores) and _one_run(hit, last, adjoin) else -1.0
    if last - first + 1 < MOST and following >= NEARLY * scores[best]:
        last += 1
    first, last = _with_clear(hit, first, last, adjoin)
    return _with_time(hit, *_with_quantity(hit, first, last, adjoin, seeks), adjoin, seeks)


def _with_time(hit: Hit, first: int, last: int, adjoin: Adjoin, seeks: str) -> tuple[int, int]:
    """The first and last sentence to quote, with the one before where that tells of what time a figure is."""
    words = hit.stored.sentences
    full = first == 0 or last - first + 1 >= MOST
    if full or seeks not in ("count", "money", "duration") or tells_when(" ".join(words[first : last + 1])):
        return first, last
    dates = is_prose(hit.stored, first) and tells_when(words[first - 1]) and gives_quantity(words[first - 1], seeks)
    return (first - 1, last) if dates and _one_run(hit, first - 1, adjoin) else (first, last)


def _with_clear(hit: Hit, first: int, last: int, adjoin: Adjoin) -> tuple[int, int]:
    """The first and last sentence to quote, on to neighbours that a reader takes to answer clearly, the next first."""
    clear = [logit >= CLEAR for logit in hit.logits]
    if not any(clear[first : last + 1]):
        return first, last
    while last - first + 1 < MOST and last + 1 < len(clear) and clear[last + 1] and _one_run(hit, last, adjoin):
        last += 1
    while last - first + 1 < MOST and first and clear[first - 1] and _one_run(hit, first - 1, adjoin):
        first -= 1
    return first, last


def _with_quantity(hit: Hit, first: int, last: int, adjoin: Adjoin, seeks: str) -> tuple[int, int]:
    """The first and last sentence to quote, on to the nearest that gives the quantity sought, the next ones first."""
    words = hit.stored.sentences
    if seeks not in ("count", "money", "duration") or gives_quantity(" ".join(words[first : last + 1]), seeks):
        return first, last
    for end in range(last + 1, min(len(words), first + MOST)):
        if not _one_run(hit, end - 1, adjoin):
            break
        if gives_quantity(words[end], seeks):
            return first, end
    for start in range(first - 1, max(-1, last - MOST), -1):
        if not _one_run(hit, start, adjoin):
            break
        if gives_quantity(words[start], seeks):
            return start, last
    return first, last


def with_subject(hit: Hit, first: int, last: int, adjoin: Adjoin, covered: Callable[[str], float]) -> int:
    """The first sentence to quote: one before, where the quote does not name its topic, and from that one on it does.

    ``covered`` tells how much of a topic words hold, from 0 to 1. *The average wait is 18 months*: for what, is told
    before.
    """
    stored = hit.stored
    above = " ".join((*stored.passage.heading[-1:], lead_in(stored, first) or ""))
    held = covered(f"{above} {' '.join(stored.sentences[first : last + 1])}")
    for start in range(first - 1, max(-1, last - MOST), -1):
        if held >= NAMES or not _one_run(hit, start, adjoin):
            return first
        if covered(f"{above} {' '.join(stored.sentences[start : last + 1])}") >= held + MUCH:
            return start
    return first


def says_something(stored: StoredPassage, number: int) -> bool:
    """Whether a sentence has two words at least: a lone one (*and*, *(Recommendation)*) is torn off by the layout."""
    is_row = stored.passage.sentences[number].kind == "row"
    return is_row or len(_SPELT.findall(stored.sentences[number])) > 1


def is_prose(stored: StoredPassage, number: int) -> bool:
    """Whether a sentence stands in a paragraph, and in no list, table or heading."""
    return stored.passage.sentences[number].kind == "paragraph"


def _introduces(hit: Hit, number: int) -> bool:
    """Whether a sentence says nothing by itself: a list's lead-in, or the first row of a table."""
    following = hit.stored.passage.sentences[number + 1 : number + 2]
    before = hit.stored.passage.sentences[number - 1 : number] if number else ()
    if hit.stored.passage.sentences[number].kind == "row":
        first = not before or before[0].kind != "row"
        return first and not hit.stored.lead_in and bool(following) and following[0].kind == "row"
    return hit.stored.sentences[number].endswith(":") and bool(following)


def _leans(hit: Hit, number: int) -> bool:
    """Whether a sentence is understood only with the one before it, which can be quoted with it.

    In a list item *The …* may go on about the agency that the sentence before names.
    """
    if number == 0:
        return False
    before, own = hit.stored.sentences[number - 1 : number + 1]
    of_item = hit.stored.passage.sentences[number].kind == "item" and own.startswith("The ")
    return leans(own) or (of_item and bool(_AGENCY.search(before)) and not _AGENCY.search(own))


def _is_limited(hit: Hit, number: int) -> bool:
    """Whether the sentence before says that it is too early to tell, or the like."""
    return number > 0 and bool(CAVEAT.search(hit.stored.sentences[number - 1]))


def _one_run(hit: Hit, number: int, adjoin: Adjoin) -> bool:
    """Whether a sentence and the next are of one block, and nothing parts them in the source."""
    one, two = hit.stored.passage.sentences[number : number + 2]
    return one.block == two.block and adjoin(one.spans[-1], two.spans[0])
