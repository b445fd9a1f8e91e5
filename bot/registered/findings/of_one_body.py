"""A follow-up that narrows findings of all bodies to one: that none is on the topic, and what is said of it there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from bot import answers
from bot.phrases import listed
from bot.question.leaning import headed_as
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.registered.findings.none_listed import none_told
from bot.registers.grade_area import NAMED
from bot.scope import messages
from bot.scope.holdings import Scope
from bot.search.figures import states_grade
from bot.search.sentences import cut
from bot.search.threshold import SURE
from bot.types import Answer, Asked, Quote
from corpus.types import Report
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.plain_words import as_written
from index.search import Index

UNDER: Final = "What names one, or stands under a heading of such findings, follows first."
LOOKED: Final = 20  # quotes among which those under a heading of findings are looked for
ELSEWHERE: Final = "What is said of it elsewhere, without calling it such, follows."

Search = Callable[[Asked, Question, Scope], Answer]
Sought = tuple[Sequence[str], str, Sequence[Report]]  # kinds, topic and reports


def narrows(question: Question, scope: Scope) -> bool:
    """Whether a follow-up asks of one body what the question before asked of all."""
    return len(scope.bodies) == 1 and {"topic", "seeks"} <= question.taken_over


def told(
    index: Index,
    search: Search,
    asked: Asked,
    question: Question,
    scope: Scope,
    sought: Sought,
) -> Answer:
    """That no finding of the kinds ``sought`` is on their topic in their reports; then what these say of the topic."""
    kinds, topic, reports = sought
    among = replace(scope, reports=frozenset(one.id for one in reports))
    asks = replace(question, seeks="passage", topic=topic, wide=False, insists=False)
    found = search(replace(asked, count=LOOKED), asks, among)
    telling = index.topic(as_written(topic))
    on_it = [
        quote
        for number, quote in enumerate(found.quotes)
        if not states_grade(quote.text)
        and (index.covered(telling, quote.text) >= NAMED or (number == 0 and found.evidence >= SURE))
    ]
    first = _naming(index, reports, kinds, topic)
    first += [quote for quote in on_it if headed_as(quote.heading) == {"weakness"}]
    quotes = answers.each_once([*first, *on_it])[: asked.count]
    named = listed(f"{title(one)} ({dated(one)})" for one in reports)
    message = UNDER if first else none_told(index, reports, kinds, topic, named)
    if not quotes:
        return answers.silent(question, scope, "not_found", message)
    message = f"{message} {ELSEWHERE * (not first)}".strip()
    message = f"{message} {messages.found(quotes, scope, (), 'those first' if first else 'best evidence first')}"
    return replace(answers.answered(question, scope, message, quotes), evidence=found.evidence)


def _naming(index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str) -> list[Quote]:
    """The sentences of reports that name both the topic and a finding of these kinds."""
    telling = index.topic(as_written(topic))
    return [
        cut(index, stored, number, number)
        for report in reports
        for stored in index.store.passages_of(report.id)
        for number, sentence in enumerate(stored.sentences)
        if index.covered(telling, sentence) >= NAMED
        and any(one.slot == "finding" and one.meaning in kinds for one in said_in(sentence))
    ]
