"""Quotes cut from the store: those that answer, of a hit, and those at any place of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby, takewhile

from bot.question.leaning import headed_as
from bot.quoting.cut import lead_in, leans, quote_at, results, turns
from bot.search.chosen import MOST, Adjoin, chosen, is_prose, with_subject
from bot.search.figures import updates
from bot.types import Quote
from corpus.types import Report
from index.search import Index, Topic
from index.types import Hit, StoredPassage

ITEM = 80  # words up to which an item of a list is quoted whole


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
    if not (leans(stored.sentences[first]) and is_prose(stored, first)):
        return None
    if first:
        own, other = stored.passage.sentences[first], stored.passage.sentences[first - 1]
        return stored.sentences[first - 1] if own.block == other.block else None
    before = index.store.passages([stored.id - 1]).get(stored.id - 1)
    same = before and (before.report_id, before.passage.heading) == (stored.report_id, stored.passage.heading)
    return before.sentences[-1] if same and before and is_prose(before, -1) else None


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
    if not is_prose(stored, last):
        return _doubts(stored, last, stored.sentences[last + 1 : last + 2])
    if listed := _list_after(index, stored, last):
        return listed
    after = _next(index, stored) if last + 1 == len(stored.sentences) else None
    return _doubts(stored, last, after.sentences[:1] if after else stored.sentences[last + 1 : last + 2])


def _doubts(stored: StoredPassage, last: int, following: Sequence[str]) -> str:
    """The sentence that follows, where it takes back or updates what is quoted, else nothing."""
    said = stored.sentences[last]
    return next((one for one in following if turns(one) or (is_prose(stored, last) and updates(said, one))), "")


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
