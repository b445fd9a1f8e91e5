"""Change from one inspection to the next: the grades that both give, the newer first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.ask import yes_no
from bot.ask.grade_area import COMMON, JUDGED, named_area, on_area, rank_of, words_of_area
from bot.ask.rank import is_boilerplate
from bot.ask.sentences import cut
from bot.phrases import counted, listed
from bot.question import leaning
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.registers.grades import Grade, grades_of
from bot.scope.holdings import Holdings, Scope
from bot.scope.later import supersedes
from bot.types import Entry, Quote
from corpus.types import Report
from corpus.vocabulary import asking
from corpus.vocabulary.asked import said_in, words_of
from corpus.vocabulary.scales import NOT_COMPARABLE
from index.search import Index

PAIR: Final = 2  # judgments of one area, in two inspections
CYCLE: Final = 2  # years of one inspection that a question names; more are a time from one to another
NO_TWO: Final = "No grade of the same area was found in two inspections of {body}, so no change of grade can be told."
_NONE: Final[tuple[Report | None, Report | None, list[tuple[Grade, Grade]]]] = (None, None, [])
NO_MEASURE: Final = "So a higher or lower grade by itself does not tell that the work got better or worse."
_OWN_WORD: Final = re.compile(
    r"\b(?:grades?|judge?ments?)\b[^.]*\b(?:cannot|can\u2019t|not)\b[^.]*\b(?:compar\w+|set beside|set against)\b", re.I
)
_BEFORE: Final = re.compile(
    r"\b(?:last|previous|earlier) inspection|\bthan (?:before|it (?:did|was|used to))\b|\bthis time\b", re.I
)
_DONE_SINCE: Final = re.compile(
    r"\bhow (?:has|have|is|are)\b[^?.]*\b(?:done|doing|changed|been|got on|fared)\b[^?.]*\bsince\b", re.I
)
_REPLY: Final = re.compile(r"\bresponses? to (?:the|this)\b", re.I)
_BETWEEN: Final = re.compile(  # what names the inspections that are set against each other
    r"\b(?:between|since|from|after)\b[^?.]*\b(?:inspections?|reports?|visits?|reviews?|time|peels?|\d{4})\b", re.I
)
ASKING: Final = frozenset(  # words that ask for change, and name no area of work
    "improve improved improving improvement better worse changed change changes progress progressed progressing made"
    " moved gone went done doing been got fared downhill up down turned around grade grades rating overall its their"
    " inspection inspections since then past years past".split()
).union(asking.words("fall"), asking.words("rise"), asking.words("beside"))
SINCE: Final = {  # what is looked for of a fall or a rise, in the later report
    "fall": ("declined since the last inspection", "what is not good enough:"),
    "rise": ("improved since the last inspection", "what has improved:"),
}
_HOW_DONE: Final = frozenset("performance standard standards quality handling record approach job".split())
_WAYS: Final = asking.words("fall") | asking.words("rise")
_LOWER: Final = "On the same matter by their names, lower in the newer one: {named}."
_HIGHER: Final = "On the same matter by their names, higher in the newer one: {named}."

_SAME: Final = "No area on the same matter, by its name, has a lower or a higher grade in the newer one."


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
    ways = bool(said & _WAYS)
    if _DONE_SINCE.search(question.text):
        return True  # *how has it done since 2022?*
    if question.seeks in ("grade", "passage") and ways and yes_no.asks(question.text) and not question.grades:
        return True  # *did it get worse?*
    return question.seeks == "compare" or (len(question.years) > 1 and ways)


def changed(index: Index, holdings: Holdings, question: Question, scope: Scope) -> Changed | None:
    """The grades of a body's two newest graded inspections of one family, on an area of work or overall and by area.

    None where a question asks for no change of one body, or there are no two such inspections that grade it.
    """
    if not asks_change(question) or len(scope.bodies) != 1 or scope.through_areas:
        return None
    on_body = [holdings.reports[i] for i in holdings.on(scope.bodies[0])]
    held = grades_of(index.store, holdings.among(scope) if len(question.years) > CYCLE else on_body)
    if 0 < len(question.years) <= CYCLE and (dated_so := _against(held, holdings.among(scope))):
        held = dated_so
    words = [word for word in _words(question, held) if word not in COMMON | ASKING and not word.isdigit()]
    on = _on(index, question, words, held) if words else list(filter(_is_overall, held))
    newer, older = two_newest(on)
    if not (newer and older):
        return None if words else _all_areas(index, held)
    later, before = _of(newer, on)[0], _of(older, on)[0]
    areas = [] if words else _same_matter(_of(newer, held), _of(older, held))
    message = (
        f"{later.area}: \u201c{later.label}\u201d in {title(newer)} ({dated(newer)}),"
        f" \u201c{before.label}\u201d in {title(older)} ({dated(older)})."
    )
    way, moved = _way(question, (later, before), areas)
    told = [message, *_moved(areas)] if later.cycle == before.cycle else [message]
    told += [NOT_COMPARABLE] * (later.cycle != before.cycle or newer.kind != older.kind)
    pairs = ((later, before), *areas)
    entries = _entries(pairs, newer)
    quotes = tuple(entry.quote for entry in entries[:PAIR] if entry.quote)
    matters = tuple(dict.fromkeys(one.area for one, _ in moved))
    return Changed(" ".join(told), entries, quotes, newer, way, matters, later if words else None)


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


def tells(sentence: str, way: str) -> bool:
    """Whether a sentence may tell of a fall or a rise: it says so, or leans so, and does not say the contrary."""
    said = {word for word, _, _ in words_of(sentence)}
    other = "rise" if way == "fall" else "fall"
    if said & asking.words(way):
        return True
    return not said & asking.words(other) and leaning.leaning(sentence) == ("weakness" if way == "fall" else "strength")


def tells_of_change(quote: Quote) -> bool:
    """Whether a quote sets how things were against how they were before, and is no reply to the report or a grade."""
    said = {word for word, _, _ in words_of(quote.text)}
    return bool(said & _WAYS or _BEFORE.search(quote.text)) and not _REPLY.search(" > ".join(quote.heading[-1:]))


def set_against(index: Index, report: Report) -> list[Quote]:
    """What a report says of its body against the inspection before, in its order."""
    return [
        cut(index, stored, number, number)
        for stored in index.store.passages_of(report.id)
        for number, sentence in enumerate(stored.sentences)
        if _BEFORE.search(sentence) and not is_boilerplate(stored) and not _OWN_WORD.search(sentence)
    ]


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


def _same_matter(later: Sequence[Grade], earlier: Sequence[Grade]) -> list[tuple[Grade, Grade]]:
    """The judgments of two inspections on the same area of work: by its name, or by the matters that both name."""
    parts = [[grade for grade in own if not _is_overall(grade)] for own in (later, earlier)]
    return [(new, old) for new in parts[0] for old in parts[1] if new.area == old.area or _matters(new) & _matters(old)]


def _matters(grade: Grade) -> frozenset[str]:
    """The areas of work that the name of a judgment names, whatever the framework calls them."""
    return frozenset(one.meaning for one in said_in(grade.area) if one.slot == "judged area")


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


def _moved(areas: Sequence[tuple[Grade, Grade]]) -> list[str]:
    """Which areas of work have a lower grade in the newer inspection, and which a higher one; or that none has."""
    told = []
    for form, turn in ((_LOWER, 1), (_HIGHER, -1)):
        before: dict[str, list[str]] = {}
        for new, old in areas:
            if turn * (rank_of(new) - rank_of(old)) > 0:
                own = before.setdefault(f"{new.judgment.area} (\u201c{new.label}\u201d", [])
                own.append(f"{old.judgment.area} \u201c{old.label}\u201d")
        named = [f"{new}; before: {listed(old)})" for new, old in before.items()]
        told += [form.format(named="; ".join(named))] if named else []
    return told or [_SAME] * bool(areas)


def in_general(question: Question, scope: Scope) -> bool:
    """Whether a question asks how one body has changed, and names no part of its work."""
    words = [word for word in _words(question, ()) if word not in COMMON | ASKING and not word.isdigit()]
    return asks_change(question) and len(scope.bodies) == 1 and not scope.through_areas and not words


def _all_areas(index: Index, held: Sequence[Grade]) -> Changed | None:
    """The areas that the two newest inspections both grade, where neither gives an overall grade."""
    reports = sorted({grade.report.id: grade.report for grade in held}.values(), key=lambda one: one.date, reverse=True)
    pairs = ((one, two) for one in reports for two in reports if supersedes(one, two))
    newer, older, both = next(((one, two, areas) for one, two in pairs if (areas := _in_both(one, two, held))), _NONE)
    if not (newer and older):
        return None
    told = [f"{NOT_COMPARABLE} {NO_MEASURE}"] * (both[0][0].cycle != both[0][1].cycle)
    told += [_counted(both, newer, older), *_each_way(both), *_in_one(both, newer, older, held)]
    moved_first = sorted(both, key=lambda pair: rank_of(pair[0]) == rank_of(pair[1]))
    quotes = (*_own_word(index, newer), *(new.quote for new, _ in moved_first))
    return Changed(" ".join(told), _entries(both, newer), quotes, newer)


def _counted(both: Sequence[tuple[Grade, Grade]], newer: Report, older: Report) -> str:
    """Of how many areas the grade is higher, lower or the same in the newer of two inspections."""
    steps = [rank_of(new) - rank_of(old) for new, old in both]
    counts = ((sum(step < 0 for step in steps), "higher"), (sum(step > 0 for step in steps), "lower"))
    each = [f"{count} {way}" for count, way in (*counts, (steps.count(0), "the same")) if count]
    return (
        f"By grade, of the {counted(len(both), 'area')} on the same matter graded in both {title(newer)}"
        f" ({dated(newer)}) and {title(older)} ({dated(older)}): {listed(each)} in the newer."
    )


def _each_way(both: Sequence[tuple[Grade, Grade]]) -> list[str]:
    """The areas with a higher, a lower and the same grade, each by its names and with its grades."""
    ways: dict[str, list[str]] = {"Higher": [], "Lower": [], "The same": []}
    for new, old in both:
        step = rank_of(new) - rank_of(old)
        name = new.area if new.area == old.area else f"{new.area} (then: {old.judgment.area})"
        grades = f"\u201c{new.label}\u201d" + f", before \u201c{old.label}\u201d" * bool(step)
        ways["Higher" if step < 0 else "Lower" if step else "The same"].append(f"{name}, {grades}")
    return [f"{way}: {'; '.join(areas)}." for way, areas in ways.items() if areas]


def _in_one(both: Sequence[tuple[Grade, Grade]], newer: Report, older: Report, held: Sequence[Grade]) -> list[str]:
    """The areas of which a grade was found in only one of two inspections, by its own names for them."""
    told = []
    for report, at, which in ((newer, 0, "newer"), (older, 1, "older")):
        paired = [pair[at] for pair in both]
        alone = [f"{one.judgment.area} (\u201c{one.label}\u201d)" for one in _of(report, held) if one not in paired]
        told += [f"Found only in the {which}: {'; '.join(alone)}."] if alone else []
    return told


def _own_word(index: Index, report: Report) -> list[Quote]:
    """The first sentence of a report that says that its grades cannot be compared with earlier ones."""
    return [
        cut(index, stored, number, number)
        for stored in index.store.passages_of(report.id)
        for number, sentence in enumerate(stored.sentences)
        if _OWN_WORD.search(sentence)
    ][:1]


def _in_both(newer: Report, older: Report, held: Sequence[Grade]) -> list[tuple[Grade, Grade]]:
    """The judgments on each area that two reports grade, the newer first: of one name, or else on one matter."""
    before = _of(older, held)
    names = {grade.area for grade in before}
    return [
        (grade, old)
        for grade in _of(newer, held)
        for old in before
        if grade.area == old.area or (grade.area not in names and (one := _matter(grade)) and one == _matter(old))
    ]


def _matter(grade: Grade) -> str:
    """The area of work that the name of a judgment names first, whatever the framework calls it."""
    return next((one.meaning for one in said_in(grade.area) if one.slot.startswith(JUDGED)), "")


def _words(question: Question, held: Sequence[Grade]) -> list[str]:
    """The words that may name an area of work, without those that name inspections."""
    areas = {area.lower() for grade in held for area in (grade.judgment.area, grade.area)}
    return words_of_area(replace(question, topic=_BETWEEN.sub(" ", question.topic)), areas)


def _is_overall(grade: Grade) -> bool:
    return grade.judgment.form == "outcome" or "overall" in grade.area.lower()


def two_newest(grades: Sequence[Grade]) -> tuple[Report | None, Report | None]:
    """The newest report that gives one of these, and the newest of those that it supersedes."""
    reports = sorted({grade.report.id: grade.report for grade in grades}.values(), key=lambda one: one.date)
    newer = reports[-1] if reports else None
    older = next((one for one in reversed(reports) if newer and supersedes(newer, one)), None)
    return newer, older


def _of(report: Report, grades: Sequence[Grade]) -> list[Grade]:
    return [grade for grade in grades if grade.report.id == report.id]
