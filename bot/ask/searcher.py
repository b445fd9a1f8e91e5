"""An answer made of what a search of the reports finds, with how sure it is and what it leaves open."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot import answers
from bot.ask import talk
from bot.phrases import counted
from bot.question.leaning import headed_as, leaning
from bot.question.question import Question
from bot.registered.findings.counts_only import with_contents
from bot.registered.grades.by_comparison import compared_on
from bot.registered.grades.with_section import with_section
from bot.registers.grade_area import areas_alone, meant_in
from bot.scope import messages
from bot.scope.holdings import Holdings, Scope
from bot.scope.later import newest_of
from bot.search import newest_beside, quantity
from bot.search.abbreviations import spellings
from bot.search.each_body import OfEach, of_each
from bot.search.figures import GRADED_ROW, gives_quantity
from bot.search.on_topic import of_the_named, short_topic, speaks_of
from bot.search.phrase_match import Worded
from bot.search.rank import is_contrary
from bot.search.retriever import Retriever
from bot.search.sides import Sides
from bot.search.threshold import SURE
from bot.search.unheard_names import told as unheard_told
from bot.search.unheard_names import unheard_names
from bot.types import Answer, Asked, Quote
from corpus.describe.gazetteer import Gazetteer
from corpus.vocabulary.plain_words import as_written
from corpus.vocabulary.scales import NOT_COMPARABLE, cycle_of, scales_with
from index.search import Index, Topic
from index.types import Reader

_HOW_MANY = re.compile(r"\bhow many (?:of the )?(?:reports|inspections|areas|forces|councils|services)\b", re.I)
_CHANGE = re.compile(r"\b(?:improved?|better|worse|changed?|declined)\b.*\b(?:since|than|compared)\b", re.I)
_BETWEEN = re.compile(r"\bchang\w*\b|\bbetween\b", re.I)
OF_EACH = (
    "No force, service or area is named: of each of the {bodies} held the newest reports were searched, and of {count}"
    " one passage each is quoted. {more}Name one for more."
)
OTHERS = "What fits best is shown, and the others may speak of it, too. "
# The share of the quotes asked for that is shown where they may not answer: of 78 questions whose best quote a reader
# did not take to answer, 61 found what answers among the first three, 2 behind them.
NEAREST = 0.6
BOTH = 2  # times that a question names, to ask what changed from one to the other
FURTHER = 40  # quotes looked at where some are kept for what they hold, or one for each body
# What is looked for of a body that is asked about in general.
OVERVIEWS = {
    "": "Overall summary: main findings and graded judgments",
    "weakness": "Areas for improvement: what is not good enough and needs to improve",
    "strength": "Strengths: what works well and is effective",
}


@dataclass(frozen=True, slots=True)
class _Search:
    """What is searched for: the topic, its ``others`` spellings, and the ``parts`` of the scope that each get a share.

    ``named`` tells how much of the thing asked about a quote names, from 0 to 1. ``of_each`` is true where one passage
    of each body is quoted.
    """

    question: Question
    scope: Scope
    topic: Topic
    others: Sequence[Topic]
    parts: Sequence[Scope]
    count: int
    general: bool
    wide: bool
    on_topic: Callable[[Quote], bool]
    named: Callable[[Quote], float]
    of_each: bool = False

    @property
    def each(self) -> int:
        """The most quotes of a part."""
        return -(-self.count // len(self.parts))


class Searcher:
    """Answers from what is found; below the strength of evidence ``threshold``, from 0 to 1, nothing is quoted."""

    def __init__(
        self, index: Index, names: Gazetteer, holdings: Holdings, threshold: float, reader: Reader | None
    ) -> None:
        self._index, self._names, self._holdings, self._reader = index, names, holdings, reader
        self._sides = Sides(index.encoder)
        self._retriever = Retriever(index, names, holdings, threshold, reader)

    def answer(self, asked: Asked, question: Question, scope: Scope) -> Answer:
        """The quotes that answer, or plainly that the reports searched do not say."""
        newest = self._newest_of_each(question, scope)
        found = self._answer(asked, question, replace(scope, reports=newest), each=True) if newest else None
        if found and found.quotes and not (found.entries or _is_doubtful(found)):
            return self._of_each_body(found, newest)
        every = self._answer(asked, question, scope)
        if found is None or every.entries:
            return every
        if found.quotes and (found.entries or _is_doubtful(every)):
            return found if found.entries else self._of_each_body(found, newest)
        kept = first_of_each([quote for quote in every.quotes if quote.report.id in newest])
        if not kept:
            return every
        doubt = f"{messages.DOUBTFUL} " * _is_doubtful(every)
        message = f"{doubt}{messages.found(kept, scope)}"
        return self._of_each_body(replace(every, quotes=tuple(kept), message=message), newest)

    def _of_each_body(self, answer: Answer, newest: frozenset[str]) -> Answer:
        """An answer that quotes one passage each of some bodies, with of how many."""
        held = len({self._holdings.reports[i].body for i in newest})
        count = len({quote.report.body for quote in answer.quotes})
        told = OF_EACH.format(bodies=counted(held, "body", "bodies"), count=count, more=OTHERS * (count < held))
        return replace(answer, message=f"{answer.message} {told}")

    def _newest_of_each(self, question: Question, scope: Scope) -> frozenset[str]:
        """The reports that no later one supersedes, for a question on a matter that names no body and no time."""
        general = question.seeks == "passage" and not question.wide and question.turn not in ("previous", "first")
        if scope.bodies or scope.alone or scope.elsewhere or question.years or not general:
            return frozenset()
        return frozenset(one.id for one in self._holdings.among(scope) if not self._holdings.after(one))

    def _answer(self, asked: Asked, question: Question, scope: Scope, *, each: bool = False) -> Answer:
        """The quotes that answer from one scope; with ``each`` one passage of each body."""
        search = replace(self._search(asked, question, scope), of_each=each)
        of_all = self._of_each(search) if search.wide and not search.question.sought else None
        if of_all and of_all.phrase:
            quotes = list(of_all.quotes[: asked.count])
            message = f"{of_all.message} {messages.found(quotes, scope)}"
            return answers.answered(search.question, scope, message, quotes, of_all.entries)
        kept, evidence = self._kept(search)
        quotes = [quote for part in search.parts for quote in self._both_sides(search, part, kept[part.bodies])]
        if len(search.parts) == 1:
            quotes = of_the_named(self._index, search.topic, quotes)
        quotes = in_time(search.question, quotes[: asked.count])
        if len(search.parts) == 1 and scope.bodies and question.seeks == "passage":
            quotes = with_section(self._index, quotes, asked.count)
        if not quotes:
            return replace(self._not_said(search), evidence=evidence)
        doubtful = self._reader is not None and evidence < SURE and not self._says(search, quotes[0])
        doubtful = doubtful or self._unheard(search)
        if doubtful and any(name[:1].isupper() for name in unheard_names(self._index.lexical, search.topic)):
            return replace(self._not_said(search), evidence=evidence)
        if doubtful and len(search.parts) == 1:
            quotes = quotes[: math.ceil(NEAREST * asked.count)]
        if of_all and not doubtful:  # what is shown of a list is what is in it
            quotes = list(of_all.quotes[: asked.count])
            message = f"{self._told(search, quotes, kept, doubtful=False)} {of_all.message}"
            answer = answers.answered(search.question, scope, message, quotes, of_all.entries)
        else:
            newer = self._beside(search, quotes)
            quotes = [*quotes[: asked.count - len(newer)], *newer]
            message = self._told(search, quotes, kept, doubtful=doubtful) + f" {newest_beside.SAID}" * bool(newer)
            answer = answers.answered(search.question, scope, message, quotes)
        return replace(answer, evidence=evidence)

    def _beside(self, search: _Search, quotes: Sequence[Quote]) -> list[Quote]:
        """What the newest full inspection of one body says where older reports alone give the figure sought."""
        if len(search.scope.bodies) != 1 or search.scope.through_areas:
            return []
        reports = self._holdings.among(search.scope)
        return newest_beside.beside(self._index, reports, search.question, quotes)

    def _search(self, asked: Asked, question: Question, scope: Scope) -> _Search:
        general = bool(scope.bodies) and (question.is_vague or question.is_general)
        words = compared_on(question) if len(scope.bodies) > 1 else question.topic
        sought = OVERVIEWS[question.wants] if general else as_written(words or question.text)
        newest = newest_of(self._holdings.among(scope)) if scope.bodies else ()
        topic, *others = map(self._index.topic, spellings(self._index, sought, newest))
        wide = (question.wide or bool(_HOW_MANY.search(question.text))) and not scope.bodies
        # Where reports that say it are counted, or no number is asked for in words, no sentence has to hold one.
        if question.seeks == "count" and (wide or not quantity.explicit(question.text)):
            question = replace(question, seeks="passage")
        things = [quantity.thing_of(self._index.lexical, one, question) for one in (topic, *others)]
        return _Search(
            question,
            scope,
            topic,
            others,
            self._holdings.apart(scope),
            asked.count,
            general,
            wide,
            partial(speaks_of, self._index, topic),
            partial(quantity.share_named, self._index, things),
        )

    def _kept(self, search: _Search) -> tuple[dict[tuple[str, ...], list[Quote]], float]:
        """The quotes of each part, by its bodies, that hold what is sought; and the strength of the evidence."""
        question = search.question
        looked = FURTHER if search.wide or question.sought or search.of_each else search.each
        kept: dict[tuple[str, ...], list[Quote]] = {}
        evidence = 0.0
        for part in search.parts:
            quotes, strong = self._retriever.quotes(
                search.topic, question, part, looked, search.others, of_each=search.of_each
            )
            quotes = with_contents(question, first_of_each(quotes) if search.of_each else quotes)
            kept[part.bodies] = quantity.kept(self._index.lexical, quotes, question, search.on_topic, search.named)
            evidence = max(evidence, strong)
        return kept, evidence

    def _told(
        self,
        search: _Search,
        quotes: Sequence[Quote],
        kept: dict[tuple[str, ...], list[Quote]],
        *,
        doubtful: bool,
    ) -> str:
        """Where the quotes are from, which bodies do not say, and how far the answer goes."""
        question, parts = search.question, search.parts
        silent = [name for part in parts for name in part.bodies if len(parts) > 1 and not kept[part.bodies]]
        message = messages.found(quotes, search.scope, answers.held(silent, search.scope))
        if all(is_contrary(question.wants, quote.heading) for quote in quotes):
            message += messages.contrary(question.wants)
        if doubtful and not search.general:
            message = f"{messages.DOUBTFUL} {unheard_told(unheard_names(self._index.lexical, search.topic))}{message}"
        unsaid = quantity.unsaid(self._index.lexical, quotes, question, search.named)
        return f"{unsaid} {message}".strip() + self._on_scales(question, search.scope)

    def _both_sides(self, search: _Search, part: Scope, kept: Sequence[Quote]) -> list[Quote]:
        """What is shown of one part, with the other side of the same report where a general question gets only one."""
        shown = self._sides.as_wanted(search.question, kept)[: search.each]
        if len(search.parts) > 1 and quantity.asks_wait(search.question):
            shown = sorted(shown, key=lambda quote: not gives_quantity(quote.text, "duration"))
        side = self._sides.lacking(search.question, shown) if part.bodies else ""
        other = replace(search.question, polarity=side)
        if not side or other.is_general:
            return [*shown]
        found, _ = self._retriever.quotes(search.topic, other, part, FURTHER, search.others)
        return self._sides.with_other(shown, found, side, search.on_topic, search.each)

    def _says(self, search: _Search, first: Quote) -> bool:
        """Whether the first quote says what is asked about in its very words, or stands under a heading of that name.

        Of a number or a grade words alone are no evidence.
        """
        says = Worded(self._index.lexical, short_topic(search.question), search.topic.text)
        named = areas_alone(short_topic(search.question))
        headed = any(says.is_heading(one) or named & meant_in(one) for one in first.heading)
        return not search.question.sought and (headed or says(first.text))

    def _unheard(self, search: _Search) -> bool:
        """Whether no report held has any word of the topic, so that whatever is found is only like it."""
        stems = {*self._index.lexical.stems(as_written(short_topic(search.question)))}
        return bool(stems) and stems <= {*search.topic.unknown}

    def _on_scales(self, question: Question, scope: Scope) -> str:
        """The scale of a grade whose meaning is asked, or that cycles are not compared, with a blank before it."""
        if question.seeks == "definition":
            return "".join(f" {told}" for told in scales_with(question.text))
        cycles = {cycle for report in self._holdings.among(scope) if (cycle := cycle_of(report))}
        asks = question.seeks == "compare" or bool(_CHANGE.search(question.text))
        return f" {NOT_COMPARABLE}" * (asks and len(scope.bodies) == 1 and len(cycles) > 1)

    def _of_each(self, search: _Search) -> OfEach | None:
        """The best passage of each body, none that only states a grade; None where fewer than two have one."""
        wants = search.question.wants or leaning(search.question.topic)

        def leans_so(quote: Quote) -> bool:
            return leans(quote, wants) and not GRADED_ROW.search(quote.text)

        found = of_each(self._index, self._reader, search.topic, self._holdings.among(search.scope), leans_so)
        return found if len(found.entries) > 1 else None

    def _not_said(self, search: _Search) -> Answer:
        """The answer where the reports say nothing: what was searched, and what helps."""
        question, scope = search.question, search.scope
        told = messages.not_found(scope, self._holdings) if scope.reports or not scope.bodies else ""
        if not told:
            message = messages.not_held(scope, self._holdings, self._names)
            return answers.silent(question, scope, "not_held", message)
        if not scope.alone:
            hits = self._index.search(search.topic, scope.reports)
            told += f" {talk.helped(self._index, hits, question.text, self._holdings.among(scope))}"
        names = unheard_names(self._index.lexical, search.topic)
        return answers.silent(question, scope, "not_found", f"{unheard_told(names)}{told}")


def _is_doubtful(answer: Answer) -> bool:
    return not answer.quotes or answer.message.startswith(messages.DOUBTFUL)


def in_time(question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """Quotes in their order; from the oldest on, where one body is asked about from one year to another."""
    both = len({time.years for time in question.times}) >= BOTH
    changed = len(question.years) > 1 and _BETWEEN.search(question.text)
    if not (both or changed) or len({quote.report.body for quote in quotes}) != 1:
        return list(quotes)
    return sorted(quotes, key=lambda quote: quote.report.date)


def first_of_each(quotes: Sequence[Quote]) -> list[Quote]:
    """The first quote of each body that does more than state a grade."""
    first: dict[str, Quote] = {}
    for quote in quotes:
        if not GRADED_ROW.search(quote.text):
            first.setdefault(quote.report.body, quote)
    return [*first.values()]


def leans(quote: Quote, wants: str) -> bool:
    """Whether a quote leans as wanted, by the heading above or else by its words; true where nothing is wanted."""
    headed = headed_as(quote.heading)
    return not wants or wants in headed or (not headed and leaning(quote.text) == wants)
