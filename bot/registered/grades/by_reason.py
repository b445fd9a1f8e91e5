"""Why a grade was given: the grade, then what the report says under the heading of that area, or in its summary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from bot.phrases import counted
from bot.question.carried import WHY
from bot.question.leaning import leaning
from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.quoting.place import dated
from bot.registered.grades.area_section import section_on
from bot.registered.grades.overview import WEAK, WORDS, leaning_run, summary
from bot.registers.front import FRONT
from bot.registers.grade_area import area_topic, newest, on_area, rank_of
from bot.registers.grades import Grade
from bot.registers.spread import spread
from bot.search.rank import is_boilerplate, is_contrary
from bot.search.sentences import cut
from bot.types import Quote, Wants
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.scales import OUTCOMES, WRITTEN, folded
from index.search import Index
from index.types import StoredPassage

_REASON: Final = re.compile(r"\bwhy\b|\bwhat (?:led to|explains)\b|\breasons?\b", re.I)
# The grades are asked for, too: *what grades did it get, and why?*
_GRADES_TOO: Final = re.compile(
    r"\bhow (?:was|were)\b.*\b(?:judged|rated|graded)\b"
    r"|\b(?:what|which)\s+(?:\w+\s+){0,2}?(?:grade|rating|judge?ment|outcome|mark)s?\b",
    re.I,
)
_STATED: Final = re.compile(rf"\b(?:{WRITTEN}|{'|'.join(OUTCOMES)})\b", re.I)
_SAYS_GRADE: Final = re.compile(
    rf"\b(?:{WRITTEN}|to be good|overall|effectiveness|grade[ds]?|judge[ds]?|judge?ments?|rat(?:ed|ings?)|services?"
    r"|children(?:[\u2019']s)?|council|local|authority|force|experiences?|progress|inspection|inspectors|found"
    r"|need|help|protection|looked after|care|last|inspected|when|were)\b",
    re.I,
)
_DENIED: Final = re.compile(r"\bnot\b|n['\u2019]t\b|\bfail(?:ed)? to\b", re.I)
SHORT: Final = 3  # letters of words that tell nothing by themselves
LITTLE: Final = 4  # words beside those of the grade, up to which a text gives no reason
MIXED: Final = ("inconsistent",)  # an outcome for which there are strengths as well as weaknesses
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
    if on or (topic and _goes_on(question)):
        return on
    grades = {said.meaning for said in said_in(question.text) if said.slot == "grade"}
    overall = list(filter(_overall, latest))
    denied = bool(_DENIED.search(question.text))  # *why did it not get a good?*
    fits = [grade for grade in overall if denied or not grades or grade.judgment.grade in grades]
    if not grades and not overall and _GRADES_TOO.search(question.text):
        return sorted(latest, key=rank_of, reverse=True)
    return fits or [grade for grade in latest if grade.judgment.grade in grades]


def on_named(index: Index, question: Question, on: Sequence[Grade]) -> bool:
    """Whether judgments are on the area that a question names."""
    topic = area_topic(index, question, on)
    return topic is not None and bool(on_area(index, topic, on))


def listed(question: Question, on: Sequence[Grade], held: Sequence[Grade]) -> list[Grade]:
    """The judgments to list: those whose reasons are given; where the grades are asked for, too, all beside them."""
    reports = {grade.report.id for grade in on}
    return [one for one in held if one.report.id in reports] if _GRADES_TOO.search(question.text) else [*on]


def told(on: Sequence[Grade], every: Sequence[Grade], held: Sequence[Grade]) -> str:
    """The judgments whose reasons are given, each with its date, and how many areas have which grade of all listed.

    Where none of them is overall, that of their reports, as far as they give one, stands before them.
    """
    reports = {one.report.id for one in on}
    overall = [] if any(map(_overall, on)) else [one for one in held if one.report.id in reports and one.is_overall]
    given = (*overall, *on)
    first = " ".join(f"{one.report.body}, {one.area}: \u201c{one.label}\u201d ({dated(one.report)})." for one in given)
    areas = [grade.judgment.grade for grade in every if not grade.is_overall]
    return first if len(every) == len(on) else f"{first} {counted(len(areas), 'area')} graded: {spread(areas)}."


def reasons(index: Index, grade: Grade, count: int) -> list[Quote]:
    """What a report says for a judgment, in its order: its section on an area of a known cycle, both sides of it.

    Else what leans the way of the judgment; of an overall one its summary.
    """
    first: Wants = "weakness" if grade.judgment.grade in WEAK else "strength"
    if section := section_on(index, grade, count, first).quotes:
        return [quote for quote in section if not restates(quote.text, grade)]
    passages = [one for one in index.store.passages_of(grade.report.id) if not (is_boilerplate(one) or _on_area(one))]
    if grade.judgment.grade in MIXED:
        both = zip_longest(*(_leaning_so(index, passages, grade, weak=weak) for weak in (True, False)))
        found = [quote for pair in both for quote in pair if quote]
    else:
        found = _leaning_so(index, passages, grade, weak=grade.judgment.grade in WEAK)
    kept: list[Quote] = []
    for quote in found:
        if not any(overlap(quote, other) for other in kept) and not restates(quote.text, grade):
            kept.append(quote)
    return kept[:count]


def _leaning_so(index: Index, passages: Sequence[StoredPassage], grade: Grade, *, weak: bool) -> list[Quote]:
    found = [*_under(index, passages, grade, weak=weak)] or [*_after_it(index, passages, grade, weak=weak)]
    return [*_summed_up(index, passages, weak=weak), *found] if grade.is_overall else found


def restates(text: str, grade: Grade) -> bool:
    """Whether each sentence of a text says hardly more than a grade, and so no reason for it."""
    names = {*folded(f"{grade.area} {grade.judgment.area} {grade.report.body}").split()}

    def tells(sentence: str) -> int:
        said = folded(_SAYS_GRADE.sub(" ", sentence)).split()
        return sum(len(word) > SHORT and word not in names for word in said)

    return all(_STATED.search(one) and tells(one) <= LITTLE for one in re.split(r"(?<=[.!?])\s+", text))


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


def _on_area(stored: StoredPassage) -> bool:
    """Whether a passage tells what there is in an area, and nothing of how good it is."""
    return any(heading.lower().startswith("information about") for heading in stored.passage.heading)


def _leans(stored: StoredPassage, *, weak: bool) -> bool:
    """Whether a passage of prose, and none under a heading of the contrary, has a sentence that leans so."""
    wanted = "weakness" if weak else "strength"
    if is_contrary(wanted, stored.passage.heading):
        return False
    return stored.passage.sentences[0].kind != "row" and any(leaning(one) == wanted for one in stored.sentences)


def _overall(grade: Grade) -> bool:
    return grade.is_overall
