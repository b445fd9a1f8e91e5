"""Why a grade was given: the grade, then what the report says under the heading of that area, or in its summary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.ask.grade_area import area_topic, newest, on_area
from bot.ask.overview import WEAK, WORDS, leaning_run, summary
from bot.ask.rank import is_boilerplate, is_contrary
from bot.ask.sentences import cut
from bot.question.conversation import WHY
from bot.question.leaning import leaning
from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.quoting.place import dated
from bot.registers.front import FRONT
from bot.registers.grades import Grade
from bot.types import Quote
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.scales import folded
from index.search import Index
from index.types import StoredPassage

_REASON: Final = re.compile(
    r"\bwhy\b|\bwhat (?:led to|was the reason|were the reasons|explains)\b|\breasons? (?:for|why|behind)\b", re.I
)
NO_REASONS: Final = "No reasons were found under the heading of that area."
_SUMMING: Final = re.compile(r"\b(?:summary|overall effectiveness|key findings|main findings)\b|\bbecause\b", re.I)


def asks_why(question: Question) -> bool:
    """Whether a question asks why a grade was given: one that it names, or that the question before was about."""
    if _goes_on(question):
        return True
    named = any(said.slot in ("grade", "graded") for said in said_in(question.text))
    return named and bool(_REASON.search(question.text))


def _goes_on(question: Question) -> bool:
    """Whether a follow-up asks why, and takes over what the question before was about."""
    return bool(WHY.match(question.text)) and "topic" in question.taken_over


def judged_so(index: Index, question: Question, held: Sequence[Grade]) -> list[Grade]:
    """The judgments whose reasons are asked for: on the area named, else overall, else all with the grade named."""
    latest = newest(held)
    topic = area_topic(index, question, latest)
    on = on_area(index, topic, latest) if topic else []
    if on or _goes_on(question):
        return on
    grades = {said.meaning for said in said_in(question.text) if said.slot == "grade"}
    overall = list(filter(_overall, latest))
    fits = [grade for grade in overall if not grades or grade.judgment.grade in grades]
    return fits or [grade for grade in latest if grade.judgment.grade in grades]


def given(grade: Grade) -> str:
    """A judgment and when it was given, as a sentence."""
    return f"{grade.area}: \u201c{grade.label}\u201d ({dated(grade.report)})."


def reasons(index: Index, grade: Grade, count: int) -> list[Quote]:
    """What a report says for a judgment, as far as it leans that way, in its order; of an overall one its summary."""
    passages = [one for one in index.store.passages_of(grade.report.id) if not is_boilerplate(one)]
    weak = grade.judgment.grade in WEAK
    found = [*_under(index, passages, grade, weak=weak)] or [*_after_it(index, passages, grade, weak=weak)]
    if grade.is_overall:
        found = [*_summed_up(index, passages, weak=weak), *found]
    kept: list[Quote] = []
    for quote in found:
        if not any(overlap(quote, other) for other in kept):
            kept.append(quote)
    return kept[:count]


def _under(index: Index, passages: Sequence[StoredPassage], grade: Grade, *, weak: bool) -> Iterator[Quote]:
    """From each passage under the heading of the area the first sentence that leans so, with the one before it."""
    names = {folded(grade.area), folded(grade.judgment.area)}
    for stored in passages:
        under = any(name in folded(heading) for name in names for heading in stored.passage.heading)
        if under and _leans(stored, weak=weak):
            yield cut(index, stored, *leaning_run(stored, weak=weak))


def _after_it(index: Index, passages: Sequence[StoredPassage], grade: Grade, *, weak: bool) -> Iterator[Quote]:
    """What follows the sentence that states the judgment within its section, as far as it leans so."""
    area, section = folded(grade.judgment.area), None
    for stored in passages:
        if section and stored.passage.heading != section:
            return
        for number, sentence in enumerate(stored.sentences):
            states = folded(sentence).startswith(area) and grade.judgment.grade in sentence.lower()
            if states and stored.passage.sentences[number].kind not in ("row", "note"):
                section = stored.passage.heading
            elif section == stored.passage.heading and leaning(sentence) == ("weakness" if weak else "strength"):
                yield cut(index, stored, number, number)


def _summed_up(index: Index, passages: Sequence[StoredPassage], *, weak: bool) -> Iterator[Quote]:
    """The first paragraph of the report, and what its summary says that leans so."""
    yield from summary(index, passages)
    for stored in passages:
        on_front = stored.passage.sentences[0].spans[0].page <= FRONT and len(stored.passage.heading) < 2
        front = on_front and len(stored.sentences[0].split()) >= WORDS
        sums_up = front or any(_SUMMING.search(heading) for heading in stored.passage.heading[-2:])
        if sums_up and _leans(stored, weak=weak):
            yield cut(index, stored, *leaning_run(stored, weak=weak))


def _leans(stored: StoredPassage, *, weak: bool) -> bool:
    """Whether a passage of prose, and none under a heading of the contrary, has a sentence that leans so."""
    wanted = "weakness" if weak else "strength"
    if is_contrary(wanted, stored.passage.heading):
        return False
    return stored.passage.sentences[0].kind != "row" and any(leaning(one) == wanted for one in stored.sentences)


def _overall(grade: Grade) -> bool:
    return grade.is_overall
