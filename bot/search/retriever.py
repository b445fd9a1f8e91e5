"""What is quoted on a topic from the reports of one scope: the passages that answer, in their order, or nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Final

from bot.question.question import Question
from bot.registers.grade_area import NAMED
from bot.remarks import as_of_now
from bot.scope.holdings import Holdings, Scope
from bot.scope.later import newest_of
from bot.search.abbreviations import together
from bot.search.chosen import says_something
from bot.search.figures import holds_sought
from bot.search.newest_first import newest_first
from bot.search.on_topic import FEW_REPORTS, on_short_topic, short_topic, speaks_of
from bot.search.once import once
from bot.search.one_report import spoken
from bot.search.phrase_match import Worded
from bot.search.rank import contrary_last, is_boilerplate, ranked, speaks_of_service
from bot.search.reread import CLEAR, clear_of_noise, least_of, reread
from bot.search.sentences import quote
from bot.search.threshold import strength
from bot.types import Quote
from corpus.describe.gazetteer import Gazetteer
from corpus.types import Report
from corpus.vocabulary.named import CALLED
from corpus.vocabulary.offices import lists_addressees
from corpus.vocabulary.plain_words import as_written
from index.search import Index, Topic
from index.types import Hit, Reader

FAR: Final = 0.6  # of the best likeness: what is less alike is not quoted
NEAR: Final = 0.75  # the same where one passage of each body is quoted; read off 12 questions on the bundled digests
FURTHER: Final = 40  # quotes looked at where only those on one service are kept
NOT_READ: Final = -math.inf
SAME: Final = 0.9  # share of words at which two passages of one report count as one


class Retriever:
    """Finds and orders quotes; below the strength of evidence ``threshold``, from 0 to 1, there are none."""

    def __init__(
        self, index: Index, names: Gazetteer, holdings: Holdings, threshold: float, reader: Reader | None
    ) -> None:
        self._index = index
        self._names = names
        self._holdings = holdings
        self._threshold = threshold
        self._reader = reader

    def quotes(
        self,
        topic: Topic,
        question: Question,
        scope: Scope,
        count: int,
        others: Sequence[Topic] = (),
        *,
        of_each: bool = False,
    ) -> tuple[list[Quote], float]:
        """The quotes that answer from one scope, and the strength of the evidence.

        ``others`` are other spellings of the topic. With ``of_each`` every body is to be heard: what is nearly as like
        the topic as the best is kept, whatever stands before it. Lists of the people that a letter goes to answer
        nothing.
        """
        now = question.turn == "latest" or question.seeks == "compare" or as_of_now.asks(question)
        found = self._hits(topic, scope)
        for other in others:
            found = together(found, self._hits(other, scope))
        found = [hit for hit in found if not lists_addressees(hit.stored.text) and _says_something(hit)]
        hits = ranked(found, question, "police" if scope.through_areas else "")
        if question.about:
            hits, found = ([hit for hit in each if speaks_of_service(hit, question.about)] for each in (hits, found))
        if self._reader and not (question.is_vague or question.is_general):
            hits = reread(
                self._reader, topic, hits, newest_of(self._holdings.among(scope)) if now and scope.bodies else ()
            )
        strong = 1.0 if question.is_vague else strength(self._index, topic, hits, question)
        telling = _telling(hits) if strong >= self._threshold else []
        if of_each:
            telling = self._nearly_as_like(telling, question)
        elif not (question.wide or scope.alone):
            telling = self._without_noise(telling, question.sought)
        if scope.alone:
            return self._alone(topic, question, telling, found, count, [other.text for other in others]), strong
        if scope.bodies and not question.is_general:
            telling = on_short_topic(self._index, topic, question, scope.reports, telling)
            telling = contrary_last(telling, question.wants)
        kept = _distinct(newest_first(telling, self._index.reports, question.sought, now=now))
        quotes = (quote(self._index, hit, newer or self._after(hit), question.sought, topic) for hit, newer in kept)
        cut = once(self._of_force(quotes, scope), count) or self._said(question, scope, found, count)
        return cut, max(strong, self._threshold) if cut else strong

    def _of_force(self, quotes: Iterator[Quote], scope: Scope) -> Iterator[Quote]:
        """Quotes on areas that stand in for a force, those alone that speak of the police, if any does."""
        if not scope.through_areas:
            return quotes
        every = list(islice(quotes, FURTHER))
        return iter([one for one in every if re.search(CALLED["police"], f"{one.lead_in} {one.text}", re.I)] or every)

    def _without_noise(self, hits: Sequence[Hit], seeks: str) -> list[Hit]:
        """Hits without what clearly does not answer, where another may, and gives what a question seeks."""
        logits = {hit.stored.id: _logit(hit, seeks) for hit in hits}
        best = max(logits.values(), default=NOT_READ)
        if best == NOT_READ:
            return [*hits]
        reports = self._index.reports
        least = least_of(best)
        first = [reports[hit.stored.report_id] for hit in hits if logits[hit.stored.id] >= min(best, CLEAR)]
        newest = max(report.date for report in first)
        own = {report.body for report in first}
        held = {hit.stored.report_id for hit in hits}
        later = {id for id in held if reports[id].date > newest}
        return clear_of_noise(hits, least, later, {id for id in held if reports[id].body not in own})

    def _nearly_as_like(self, hits: Sequence[Hit], question: Question) -> list[Hit]:
        """The hits that are nearly as like the topic as the best, name it, or are read to answer."""
        best = max((hit.likeness for hit in hits), default=0.0)
        named = self._index.topic(as_written(short_topic(question)))
        return [
            hit
            for hit in hits
            if hit.answers
            or hit.likeness >= NEAR * best
            or (named.stems and self._index.coverage(named, hit.stored) >= NAMED)
        ]

    def _after(self, hit: Hit) -> Report | None:
        """The later inspection of the same services that is held, whether or not it speaks of the topic."""
        return self._holdings.after(self._index.reports[hit.stored.report_id])

    def _said(self, question: Question, scope: Scope, found: Sequence[Hit], count: int) -> list[Quote]:
        """Sentences of a body's few reports that say a short topic in its very words, however little like it."""
        few = len(scope.reports or ()) in range(1, FEW_REPORTS + 1)
        if not scope.bodies or not few or question.is_general or question.sought:
            return []
        says = Worded(self._index.lexical, short_topic(question))
        own = [hit for hit in found if not is_boilerplate(hit.stored)]
        return list(islice(spoken(self._index, [], own, says, lambda _: False), count))

    def _alone(
        self,
        topic: Topic,
        question: Question,
        hits: Sequence[Hit],
        found: Sequence[Hit],
        count: int,
        spelt: Sequence[str],
    ) -> list[Quote]:
        """Quotes of one report: of its ``hits`` those on the topic; where none says it, of all that is ``found``."""
        kept = [hit for hit, _ in _distinct((hit, None) for hit in hits)]
        on_topic = partial(speaks_of, self._index, topic)
        if question.sought:  # a number, a sum or a grade: the topic's words alone are no answer
            cut = (quote(self._index, hit, None, question.sought, topic) for hit in kept)
            return list(islice(filter(on_topic, cut), count))
        says = Worded(self._index.lexical, question.topic, topic.text, *spelt)
        return list(islice(spoken(self._index, kept, found, says, on_topic), count))

    def _hits(self, topic: Topic, scope: Scope) -> list[Hit]:
        """Hits of the scope's reports, and of general reports those that name its bodies."""
        general = self._holdings.beyond(scope) - (scope.reports or frozenset())
        if scope.reports is None or not general:
            return self._index.search(topic, scope.reports)
        hits = self._index.search(topic, scope.reports | general)
        return [h for h in hits if h.stored.report_id not in general or self._names_body(h, scope)]

    def _names_body(self, hit: Hit, scope: Scope) -> bool:
        words = " ".join((*hit.stored.passage.heading, hit.stored.text))
        return any(body.name in scope.bodies for mention in self._names.find(words) for body in mention.bodies)


def _says_something(hit: Hit) -> bool:
    """Whether any sentence of a passage can be quoted by itself."""
    return any(says_something(hit.stored, number) for number in range(len(hit.stored.sentences)))


def _logit(hit: Hit, seeks: str) -> float:
    """The best logit of those sentences of a hit that hold what is sought."""
    read = zip(hit.logits, hit.stored.sentences, strict=False)
    return max((logit for logit, words in read if holds_sought(words, seeks)), default=NOT_READ)


def _telling(hits: Sequence[Hit]) -> list[Hit]:
    """Hits that are not far less like the question than the most alike one."""
    least = FAR * max((hit.likeness for hit in hits), default=0.0)
    return [hit for hit in hits if hit.likeness >= least]


def _distinct(hits: Iterable[tuple[Hit, Report | None]]) -> Iterator[tuple[Hit, Report | None]]:
    """Hits without those that repeat an earlier one of the same report nearly word for word."""
    kept: list[Hit] = []
    for hit, newer in hits:
        if not any(_alike(hit, other) for other in kept):
            kept.append(hit)
            yield hit, newer


def _alike(one: Hit, other: Hit) -> bool:
    if one.stored.report_id != other.stored.report_id:
        return False
    ours, theirs = (set(hit.stored.text.lower().split()) for hit in (one, other))
    return len(ours & theirs) >= SAME * max(len(ours), len(theirs))
