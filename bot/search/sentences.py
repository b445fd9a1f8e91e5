"""Quotes cut from the store: those that answer, of a hit, and those at any place of a report."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, takewhile

from bot.question.leaning import headed_as
from bot.quoting.cut import CAVEAT, lead_in, leans, quote_at, results, turns
from bot.search.figures import gives_quantity, holds_sought, tells_when, updates
from bot.search.reread import CLEAR
from bot.types import Quote
from corpus.types import Report, Span
from index.search import Index, Topic
from index.types import Hit, StoredPassage

Adjoin = Callable[[Span, Span], bool]
MOST = 3  # sentences in a quote
ITEM = 80  # words up to which an item of a list is quoted whole
NAMES = 0.5  # share of what a topic tells from which a quote names it
MUCH = 0.25  # of that share, that what stands before must add
NEARLY = 0.85  # a neighbour this near to the best sentence's likeness is quoted with it

_SPELT = re.compile(r"[^\W\d_]{2,}")
_AGENCY = re.compile(
    r"\b(?:Trust|NHS|CCG|Council|Police|Constabulary|Service|Hospital|CAFCASS|CRC|NPS|YOT|YOS|police|hospitals?|GPs?"
    r"|children\u2019s social care)\b"
)


def quote(index: Index, hit: Hit, newer: Report | None, seeks: str = "", topic: Topic | None = None) -> Quote:
    """Cut the best sentences of a hit out of the store, with their page, and with what names the ``topic`` before."""
    adjoin = partial(index.store.adjoin, hit.stored.report_id)
    first, last = chosen(hit, adjoin, seeks)
    if topic:
        first = with_subject(hit, first, last, adjoin, partial(index.covered, topic))
    made = cut(index, hit.stored, first, last, score=round(max(0.0, min(1.0, hit.likeness)), 4), newer=newer)
    return replace(made, logit=max(hit.logits[first : last + 1], default=None))


def cut(
    index: Index, stored: StoredPassage, first: int, last: int, *, score: float = 1.0, newer: Report | None = None
) -> Quote:
    """Cut sentences ``first`` to ``last`` of a passage out of the store, with the one that takes them back, if any.

    A short item of a list is quoted whole, and a sentence that points back with the one before it.
    """
    adjoin = partial(index.store.adjoin, stored.report_id)
    first, last = whole_item(stored, _leant_on(stored, first, adjoin), last, adjoin)
    passage, last = stored.passage, _with_what_follows(index, stored, first, last)
    spans = [span for sentence in passage.sentences[first : last + 1] for span in sentence.spans]
    made = quote_at(
        index.store,
        index.reports[stored.report_id],
        spans,
        " ".join(stored.sentences[first : last + 1]),
        passage=stored.text,
        heading=passage.heading,
        lead_in=lead_in(stored, first) or _points_to(index, stored, first),
        score=score,
        newer=newer,
        goes_on=_goes_on(index, stored, last),
    )
    return replace(made, item=passage.sentences[first].kind == "item")


def _leant_on(stored: StoredPassage, first: int, adjoin: Adjoin) -> int:
    """The number of the sentence before the first, where that points back to it in one paragraph, else of the first."""
    if first == 0 or not leans(stored.sentences[first]):
        return first
    before, own = stored.passage.sentences[first - 1 : first + 1]
    together = before.block == own.block and adjoin(before.spans[-1], own.spans[0])
    return first - 1 if together else first


def whole_item(stored: StoredPassage, first: int, last: int, adjoin: Adjoin) -> tuple[int, int]:
    """The first and last sentence of the list item that sentences stand in, where it is short, else these sentences.

    ``adjoin`` is as in :func:`chosen`.
    """
    sentences = stored.passage.sentences
    own = [number for number, one in enumerate(sentences) if one.block == sentences[first].block]
    words = sum(len(stored.sentences[number].split()) for number in own)
    one_run = all(adjoin(sentences[at].spans[-1], sentences[at + 1].spans[0]) for at in own[:-1])
    is_item = sentences[first].kind == "item" and last in own
    return (own[0], own[-1]) if is_item and words <= ITEM and one_run else (first, last)


def _points_to(index: Index, stored: StoredPassage, first: int) -> str | None:
    """The sentence that a quote points back to with its first: the one before, or the last of the passage before.

    Both are of the same section.
    """
    if not (leans(stored.sentences[first]) and _is_prose(stored, first)):
        return None
    if first:
        own, other = stored.passage.sentences[first], stored.passage.sentences[first - 1]
        return stored.sentences[first - 1] if own.block == other.block else None
    before = index.store.passages([stored.id - 1]).get(stored.id - 1)
    same = before and (before.report_id, before.passage.heading) == (stored.report_id, stored.passage.heading)
    return before.sentences[-1] if same and before and _is_prose(before, -1) else None


def _with_what_follows(index: Index, stored: StoredPassage, first: int, last: int) -> int:
    """The last sentence to quote: on to one that takes back or updates it, or tells what came of it, if there is room.

    A newer figure may stand one sentence further on.
    """
    sentences, words = stored.passage.sentences, stored.sentences
    for at in range(last + 1, min(len(sentences), last + 3, first + MOST)):
        one, two = sentences[at - 1 : at + 1]
        parted = one.block != two.block or not index.store.adjoin(stored.report_id, one.spans[-1], two.spans[0])
        if parted or one.kind == "row":
            return last
        goes_on = at == last + 1 and (turns(words[at]) or results(words[at]))
        if goes_on or updates(" ".join(words[first : last + 1]), words[at]):
            return _with_what_follows(index, stored, first, at)
    return last


def _goes_on(index: Index, stored: StoredPassage, last: int) -> str:
    """What a finding still asks for; else the next sentence of the section where it takes back or updates the quote."""
    if not _is_prose(stored, last):
        return _doubts(stored, last, stored.sentences[last + 1 : last + 2])
    if listed := _list_after(index, stored, last):
        return listed
    after = _next(index, stored) if last + 1 == len(stored.sentences) else None
    return _doubts(stored, last, after.sentences[:1] if after else stored.sentences[last + 1 : last + 2])


def _doubts(stored: StoredPassage, last: int, following: Sequence[str]) -> str:
    """The sentence that follows, where it takes back or updates what is quoted, else nothing."""
    said = stored.sentences[last]
    return next((one for one in following if turns(one) or (_is_prose(stored, last) and updates(said, one))), "")


def _list_after(index: Index, stored: StoredPassage, last: int) -> str:
    """The list that a quote introduces, a line for each item, and the rest of the paragraph before; else nothing.

    A finding introduces the list behind its paragraph, any other quote only one that its last sentence leads to.
    """
    if headed_as(stored.passage.heading) != {"weakness"} and not stored.sentences[last].endswith(":"):
        return ""
    block = stored.passage.sentences[last].block
    lead = max(n for n, sentence in enumerate(stored.passage.sentences) if sentence.block == block)
    if not stored.sentences[lead].endswith(":"):
        return ""
    items = _items(stored, lead + 1)
    if lead + 1 + sum(map(len, items)) == len(stored.sentences):  # a long list goes on in the next passage
        after = _next(index, stored)
        items += _items(after, 0) if after and after.lead_in == stored.sentences[lead] else []
    paragraph = " ".join(stored.sentences[last + 1 : lead + 1])
    return "\n".join(filter(None, (paragraph, *map(" ".join, items)))) if items else ""


def _items(stored: StoredPassage, first: int) -> list[list[str]]:
    """The items of the list that begins at a sentence, each as its sentences."""
    numbered = zip(stored.passage.sentences[first:], stored.sentences[first:], strict=True)
    listed = takewhile(lambda pair: pair[0].kind == "item", numbered)
    return [[words for _, words in group] for _, group in groupby(listed, key=lambda pair: pair[0].block)]


def _next(index: Index, stored: StoredPassage) -> StoredPassage | None:
    """The next passage of the same section."""
    after = index.store.passages([stored.id + 1]).get(stored.id + 1)
    same = after and (after.report_id, after.passage.heading) == (stored.report_id, stored.passage.heading)
    return after if same else None


def _is_prose(stored: StoredPassage, number: int) -> bool:
    return stored.passage.sentences[number].kind == "paragraph"


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
    dates = _is_prose(hit.stored, first) and tells_when(words[first - 1]) and gives_quantity(words[first - 1], seeks)
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
