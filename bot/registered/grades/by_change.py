"""Change from one inspection to the next: the grades that both give, the newer first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.registered.grades.areas_paired import (
    counted_ways,
    each_way,
    given_in,
    in_both,
    in_one,
    is_overall,
    same_matter,
    which_moved,
)
from bot.registered.grades.change_said import WAYS, own_word
from bot.registers.grade_area import COMMON, named_area, on_area, rank_of, without_areas, words_of_area
from bot.registers.grades import Grade, grades_of
from bot.remarks import yes_no
from bot.scope.holdings import Holdings, Scope
from bot.scope.later import supersedes
from bot.types import Entry, Quote
from corpus.types import Report
from corpus.vocabulary import asking
from corpus.vocabulary.asked import words_of
from corpus.vocabulary.scales import NOT_COMPARABLE
from index.search import Index

PAIR: Final = 2  # judgments of one area, in two inspections
CYCLE: Final = 2  # years of one inspection that a question names; more are a time from one to another
NO_TWO: Final = "No grade of the same area was found in two inspections of {body}, so no change of grade can be told."
EACH: Final = "What each inspection comes to, by its own words, follows."
ONE: Final = "One inspection of {body} is held, of {date}: there is no other to tell a change by."
ONE_SINCE: Final = "Of that time one inspection of {body} is held, of {date}: no later one tells a change since."
_NONE: Final[tuple[Report | None, Report | None, list[tuple[Grade, Grade]]]] = (None, None, [])
NO_MEASURE: Final = "So a higher or lower grade by itself does not tell that the work got better or worse."
_DONE_SINCE: Final = re.compile(
    r"\bhow (?:has|have|is|are)\b[^?.]*\b(?:done|doing|changed|been|got on|fared)\b[^?.]*\bsince\b", re.I
)
_BETWEEN: Final = re.compile(  # what names the inspections that are set against each other
    r"\b(?:between|since|from|after)\b[^?.]*\b(?:inspections?|reports?|visits?|reviews?|time|peels?|\d{4})\b", re.I
)
# An event, as that from which on a change is asked for.
_SINCE: Final = re.compile(r"\bsince (?:(?!(?:on|in|for|at|about|of|with)\b)[\w\u2019'-]+ ?){1,4}\W*$", re.I)
_UP_OR_DOWN: Final = re.compile(  # what numbers do
    r"\b(?:go(?:es|ing|ne)?|went) (?:up|down)\b|\b(?:up or down|r[io]s(?:en?|ing)|fall(?:en|ing)?|fell"
    r"|(?:in|de)creas(?:e[sd]?|ing)|more or (?:fewer|less)|(?:fewer|less) or more)\b",
    re.I,
)
ASKING: Final = frozenset(  # words that ask for change, and name no area of work
    "improve improved improving improvement better worse changed change changes progress progressed progressing made"
    " moved gone went done doing been got fared downhill up down turned around grade grades rating overall its their"
    " inspection inspections since then past years past things thing situation".split()
).union(asking.words("fall"), asking.words("rise"), asking.words("beside"))
SINCE: Final = {  # what is looked for of a fall or a rise, in the later report
    "fall": ("declined since the last inspection", "what is not good enough:"),
    "rise": ("improved since the last inspection", "what has improved:"),
}
_HOW_DONE: Final = frozenset("performance standard standards quality handling record approach job".split())


@dataclass(frozen=True, slots=True)
class Changed:
    """The grades of two inspections of a body: the message, the list, and the quotes of those that answer first.

    ``way`` is *fall* or *rise* where that is asked, or where the grades went that way; ``newer`` the later report.
    ``matters`` are the areas that went that way; ``on`` is the newer judgment where one area of work is named.
    """

    message: str
    entries: tuple[Entry, ...]
    quotes: tuple[Quote, ...]
    newer: Report
    way: str = ""
    matters: tuple[str, ...] = ()
    on: Grade | None = None


def asks_change(question: Question) -> bool:
    """Whether a question compares, or asks for a rise or a fall from one year to another."""
    said = {word for word, _, _ in words_of(question.text)}
    ways = bool(said & WAYS)
    if _DONE_SINCE.search(question.text):
        return True  # *how has it done since 2022?*
    if question.seeks in ("grade", "passage") and ways and yes_no.asks(question.text) and not question.grades:
        return True  # *did it get worse?*
    return question.seeks == "compare" or (len(question.years) > 1 and ways)


def changed(index: Index, holdings: Holdings, question: Question, scope: Scope) -> Changed | None:
    """The grades of a body's two newest graded inspections of one family, on an area of work or overall and by area.

    None where a question asks for no change of one body, or there are no two such inspections that grade it.
    """
    if not asks_change(question) or len(scope.bodies) != 1 or scope.through_areas or _of_numbers(question):
        return None
    on_body = [holdings.reports[i] for i in holdings.on(scope.bodies[0])]
    held = grades_of(index.store, holdings.among(scope) if len(question.years) > CYCLE else on_body)
    if 0 < len(question.years) <= CYCLE and (dated_so := _against(held, holdings.among(scope))):
        held = dated_so
    words = [word for word in _words(question, held) if word not in COMMON | ASKING and not word.isdigit()]
    on = _on(index, question, words, held) if words else list(filter(is_overall, held))
    newer, older = two_newest(on)
    if not (newer and older):
        return None if words else _all_areas(index, held)
    later, before = given_in(newer, on)[0], given_in(older, on)[0]
    areas = [] if words else same_matter(given_in(newer, held), given_in(older, held))
    message = (
        f"{later.area}: \u201c{later.label}\u201d in {title(newer)} ({dated(newer)}),"
        f" \u201c{before.label}\u201d in {title(older)} ({dated(older)})."
    )
    way, moved = _way(question, (later, before), areas)
    told = [message, *which_moved(areas)] if later.cycle == before.cycle else [message]
    told += [NOT_COMPARABLE] * (later.cycle != before.cycle or newer.kind != older.kind)
    pairs = ((later, before), *areas)
    entries = _entries(pairs, newer)
    quotes = tuple(entry.quote for entry in entries[:PAIR] if entry.quote)
    matters = tuple(dict.fromkeys(one.area for one, _ in moved))
    return Changed(" ".join(told), entries, quotes, newer, way, matters, later if words else None)


def _of_numbers(question: Question) -> bool:
    """Whether it is asked if the number of something has risen or fallen, and not how well an area of work is done."""
    left = replace(question, topic=_UP_OR_DOWN.sub(" ", without_areas(question.topic)))
    return bool(_UP_OR_DOWN.search(question.topic)) and not COMMON.union(ASKING).issuperset(left.telling)


def _against(held: Sequence[Grade], then: Sequence[Report]) -> list[Grade]:
    """The judgments of the newest inspection and of those of the time that it is set against; none without both."""
    newest = max((grade.report for grade in held), key=lambda report: report.date, default=None)
    older = {report.id for report in then if newest and report.id != newest.id}
    kept = [grade for grade in held if newest and grade.report.id in {newest.id, *older}]
    return kept if {grade.report.id for grade in kept} & older else []


def _on(index: Index, question: Question, words: Sequence[str], held: Sequence[Grade]) -> list[Grade]:
    """The judgments on the area that these words name; those that say how it is done need not be of its name."""
    some = [word for word in words if word not in _HOW_DONE]
    topics = (named_area(index, question, each) for each in (words, some) if each)
    return next((on for topic in topics if (on := on_area(index, topic, held))), [])


def _entry(grade: Grade, newer: Report) -> Entry:
    quote = grade.quote if grade.report.id == newer.id else replace(grade.quote, newer=newer)
    return Entry(grade.report.body, f"{grade.judgment.area}, {dated(grade.report)}", grade.label, quote)


def _entries(pairs: Sequence[tuple[Grade, Grade]], newer: Report) -> tuple[Entry, ...]:
    """Pairs of judgments as a list, each judgment once."""
    entries: list[Entry] = []
    for entry in (_entry(grade, newer) for pair in pairs for grade in pair):
        if entry not in entries:
            entries.append(entry)
    return tuple(entries)


def _way(
    question: Question, overall: tuple[Grade, Grade], areas: Sequence[tuple[Grade, Grade]]
) -> tuple[str, list[tuple[Grade, Grade]]]:
    """*fall* or *rise*, as it is asked unless all grades went the other way; and the areas that went so."""
    said = {word for word, _, _ in words_of(question.text)}
    asked = [way for way in SINCE if said & asking.words(way)]
    steps = [step for new, old in (overall, *areas) if (step := rank_of(new) - rank_of(old))]
    went = [("fall" if step > 0 else "rise") for step in steps]
    way = asked[0] if len(asked) == 1 and (asked[0] in went or not went) else next(iter(went), "")
    turn = {"fall": 1, "rise": -1}.get(way, 0)
    return way, [(new, old) for new, old in areas if turn * (rank_of(new) - rank_of(old)) > 0]


def in_general(question: Question, scope: Scope) -> bool:
    """Whether a question asks how one body has changed, since whatever event, and names no part of its work."""
    question = replace(question, topic=_SINCE.sub(" ", question.topic))
    words = [word for word in _words(question, ()) if word not in COMMON | ASKING and not word.isdigit()]
    return asks_change(question) and len(scope.bodies) == 1 and not scope.through_areas and not words


def _all_areas(index: Index, held: Sequence[Grade]) -> Changed | None:
    """The areas that the two newest inspections both grade, where neither gives an overall grade."""
    reports = sorted({grade.report.id: grade.report for grade in held}.values(), key=lambda one: one.date, reverse=True)
    pairs = ((one, two) for one in reports for two in reports if supersedes(one, two))
    newer, older, both = next(((one, two, areas) for one, two in pairs if (areas := in_both(one, two, held))), _NONE)
    if not (newer and older):
        return None
    told = [f"{NOT_COMPARABLE} {NO_MEASURE}"] * (both[0][0].cycle != both[0][1].cycle)
    told += [counted_ways(both, newer, older), *each_way(both), *in_one(both, newer, older, held)]
    moved_first = sorted(both, key=lambda pair: rank_of(pair[0]) == rank_of(pair[1]))
    quotes = (*own_word(index, newer), *(new.quote for new, _ in moved_first))
    return Changed(" ".join(told), _entries(both, newer), quotes, newer)


def _words(question: Question, held: Sequence[Grade]) -> list[str]:
    """The words that may name an area of work, without those that name inspections."""
    areas = {area.lower() for grade in held for area in (grade.judgment.area, grade.area)}
    return words_of_area(replace(question, topic=_BETWEEN.sub(" ", question.topic)), areas)


def two_newest(grades: Sequence[Grade]) -> tuple[Report | None, Report | None]:
    """The newest report that gives one of these, and the newest of those that it supersedes."""
    reports = sorted({grade.report.id: grade.report for grade in grades}.values(), key=lambda one: one.date)
    newer = reports[-1] if reports else None
    older = next((one for one in reversed(reports) if newer and supersedes(newer, one)), None)
    return newer, older
