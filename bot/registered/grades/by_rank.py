"""Questions for the best or worst of all: answered by the grades of one area of work, or not at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from bot.phrases import counted, listed
from bot.question.parse import UNSUPPORTED
from bot.question.question import Question
from bot.quoting.place import dated, digests, place
from bot.registered.grades.denominator import beyond, current, unread
from bot.registers.grade_area import COMMON, as_entry, named_area, newest, on_area, rank_of, words_of_area
from bot.registers.grades import Grade, grades_of
from bot.registers.spread import spread
from bot.registers.tally import tally_of
from bot.remarks.as_held import MAY_EXIST
from bot.scope.holdings import Holdings
from bot.types import Entry, Quote
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.kinds import CHILDREN, SEND, family_of, kinds
from corpus.vocabulary.scales import folded
from index.search import Index

MOST: Final = 12  # bodies whose grades are counted in a refusal
_BODIES: Final = re.compile(
    r"\b(?:who|whose|forces?|councils?|services|service|areas|area|boroughs?|authorit(?:y|ies)|partnerships?|brigades?"
    r"|(?:best|worst) (?:at|for|on|in)|frs|places?|constabular(?:y|ies)|police|county|counties|regions?|bodies)\b",
    re.I,
)
_NATION: Final = frozenset("england wales english welsh britain british uk country nation national world".split())
_NO_RANKING: Final = re.compile(
    r"\b(?:best|top) (?:practice|interests?|of|way|start)\b|\bat (?:its|their) (?:best|worst)\b", re.I
)
_CHILDREN: Final = tuple(kind.name for kind in kinds() if kind.family == CHILDREN)
FRAMEWORKS: Final = "inspections of {family} under {count} frameworks, which differ"
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {"area SEND": (SEND,), "ILACS children's services": _CHILDREN}
GIVEN: Final = (
    "What they did give are grades by area of work, in the newest inspection held{digests}, by name: {counts}. {held}"
)
INFERRED: Final = "(inferred)"  # behind a grade that a digest infers from published accounts
TOO_FEW: Final = (
    "Best and worst cannot be told: such a grade could be read for {read} of the {held} bodies held with reports of"
    " this kind."
)
NOT_GRADED: Final = (
    "Best and worst can be told only by grades, and no area of work of this name is graded in the reports held: ask"
    " what the reports say on it, or which bodies have a grade for an area such as {areas}."
)


def superlative(question: Question) -> str:
    """*best*, *worst* or *rank* where a question asks for a rank among bodies, else nothing."""
    if _NO_RANKING.search(question.text) or not _BODIES.search(question.text):
        return ""
    return next((said.meaning for said in said_in(question.text) if said.slot == "superlative"), "")


def ranked(index: Index, holdings: Holdings, question: Question) -> tuple[str, list[Quote], list[Entry]]:
    """The message, quotes and list for a question for the best or worst of all bodies held; no quotes: no answer."""
    named = _kinds(question)
    reports = [one for one in holdings.reports.values() if not named or one.kind in named]
    every = current(grades_of(index.store, reports), reports)
    graded = newest([one for one in every if _is_of(one, question, holdings)])
    areas = {grade.area.lower() for grade in graded}
    left_out = COMMON | _NATION | _service_words(question, areas)
    words = [word for word in words_of_area(question, areas) if word not in left_out and not word.isdigit()]
    on = _overall(graded) if named and not words else _on(index, question, words, graded)
    if not on:
        return _refusal(index, holdings, graded, words), [], []
    cycle = max(on, key=lambda grade: grade.report.date).cycle
    same = [grade for grade in on if grade.cycle == cycle]
    apart = sorted({grade.report.body for grade in on if grade.cycle != cycle})
    held = [report for report in reports if report.body not in apart]
    whole = {grade.report.body for grade in graded if grade.cycle}  # of a form that is known, so read whole
    if len(lacking := [body for body in unread(same, held, holdings) if body not in whole]) > len(same):
        return TOO_FEW.format(read=len(same), held=len(same) + len(lacking)), [], []
    meaning = superlative(question)
    same.sort(key=lambda grade: ((-1 if meaning == "worst" else 1) * rank_of(grade), grade.report.body))
    ends = [grade for grade in same if grade.judgment.grade == same[0].judgment.grade]
    others = f" Graded in another cycle, and not compared: {listed(apart)}." * bool(apart)
    message = f"{_first(same, ends, meaning)}{others} {beyond(same, held, holdings)}".strip()
    shown = same if meaning == "rank" else ends
    return message, [grade.quote for grade in shown], [as_entry(grade) for grade in same]


def _first(same: Sequence[Grade], ends: Sequence[Grade], meaning: str) -> str:
    """The measure, among how many, and which bodies come first by it."""
    area = listed(sorted({grade.area for grade in same}), "or")
    place = {"worst": "Lowest grade", "best": "Best grade"}.get(meaning, "Grades, the best first,")
    cycle = same[0].cycle
    bodies = counted(len({grade.report.body for grade in same}), "body", "bodies")
    measure = f"{place} for {area} ({cycle.name if cycle else _framework(same)}) among the {bodies} held with one"
    if meaning == "rank":
        return f"{measure}."
    return f"{measure}: \u201c{same[0].judgment.grade}\u201d, {listed(map(_dated, ends))}."


def _dated(grade: Grade) -> str:
    return f"{grade.report.body} ({dated(grade.report)})"


def _framework(same: Sequence[Grade]) -> str:
    """The kind of the inspections that are compared; of several the family, with how many frameworks it had."""
    named = sorted({grade.report.kind for grade in same})
    return named[0] if len(named) == 1 else FRAMEWORKS.format(family=family_of(named[0]), count=len(named))


def _kinds(question: Question) -> tuple[str, ...]:
    """The kinds of report that a question implies by what it speaks of, else those that it names."""
    implied = [said.meaning for said in said_in(question.text) if said.slot in ("implied", "kind")]
    return next((_KINDS[one] for one in implied if one in _KINDS), tuple(question.kinds))


def _service_words(question: Question, areas: Collection[str]) -> set[str]:
    """The words of the phrases that name a service or a kind of report, and none of the ``areas`` of work."""
    spans = [said for said in said_in(question.text) if said.slot in ("implied", "kind", "named", "service")]
    spans = [said for said in spans if not any(question.text[said.start : said.end].lower() in one for one in areas)]
    named = [said for said in spans if said.slot != "service" or said.meaning != "police"]
    words = " ".join(
        question.text[said.start : said.end] for said in named if said.meaning in (*_KINDS, "area", "fire")
    )
    return set(re.findall(r"[\w'-]+", words.lower())) | {"service", "services"}


def _is_of(grade: Grade, question: Question, holdings: Holdings) -> bool:
    return not question.services or holdings.kind_of(grade.report.body) in question.services


def _on(index: Index, question: Question, words: Sequence[str], graded: Sequence[Grade]) -> list[Grade]:
    return on_area(index, named_area(index, question, words), graded) if words else []


def _overall(graded: Sequence[Grade]) -> list[Grade]:
    """The judgment of each inspection as a whole, but for those of a part of the services alone."""
    return [one for one in graded if one.is_overall and not one.part]


def _counted(index: Index, own: Sequence[Grade]) -> str:
    """How many areas of a body have each grade: by its report's own count, where that is of more than were read."""
    tally = tally_of(index.store.passages_of(own[0].report.id))
    if tally and tally.total > len(own):
        return spread([grade for grade, count in tally.counts for _ in range(count)])
    return spread([grade.judgment.grade for grade in own])


def _refusal(index: Index, holdings: Holdings, graded: Sequence[Grade], words: Sequence[str]) -> str:
    """That there is no ranking of this; without an area of work how many grades of each kind the bodies held have."""
    names = Counter(grade.area for grade in graded if "overall" not in folded(grade.area))
    if words:
        areas = listed((f"\u201c{name}\u201d" for name, _ in names.most_common(3)), "or")
        return NOT_GRADED.format(areas=areas) if areas else UNSUPPORTED["ranking"]
    bodies: dict[str, list[Grade]] = {}
    for grade in graded:
        bodies.setdefault(grade.report.body, []).append(grade)
    shown = list(bodies.values())[:MOST]
    more = f"; and {len(bodies) - MOST} more: the command grades lists all" if len(bodies) > MOST else ""
    told = GIVEN.format(
        digests=digests([own[0].report for own in shown]),
        counts="; ".join(f"{_placed(own)}: {_counted(index, own)}{_inferred(own)}" for own in shown) + more,
        held=beyond(graded, [], holdings),
    )
    return UNSUPPORTED["ranking"] + f" {told} {MAY_EXIST}" * bool(shown)


def _placed(own: Sequence[Grade]) -> str:
    """A body with the date of its report and the page of its first grade."""
    return f"{own[0].report.body} ({', '.join(filter(None, (dated(own[0].report), place(own[0].quote))))})"


def _inferred(own: Sequence[Grade]) -> str:
    """How many of the grades of a body a digest infers; nothing where it infers none."""
    count = sum(INFERRED in grade.label for grade in own)
    return f", {count} of them inferred by the digest" if count else ""
