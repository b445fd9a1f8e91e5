"""Questions about the reports themselves: which are held, and who inspected; told by what is known of each report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from bot.phrases import counted, listed
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.registered.facts import by_date, by_front
from bot.registers import front
from bot.scope.holdings import Holdings, Scope
from bot.types import Quote
from corpus.types import Report
from index.search import Index

_WHICH: Final = re.compile(
    r"^\W*(?:which|what|list|how many)\b(?: all| every| the)?(?: \w+){0,4}?"
    r" (?:inspections|reports|letters|JTAIs?|inspected)\b",
    re.I,
)
_WHO: Final = re.compile(r"^\W*(?:(?:and|so|but)\s+)?(?:who|whom|whose|why)\b", re.I)  # which no report is
_OF_REPORTS: Final = re.compile(  # what asks for reports, and not for what they say
    r"\b(?:reports?|inspect\w*|letters?|documents?|docs|visit\w*|reviews?|jtais?|peel|ilacs|send|hold|held|have|got|list"
    r"|show|open|link|cover\w*|published|everything|anything)\b",
    re.I,
)
_NEWEST: Final = re.compile(r"\b(?:most recent(?:ly)?|latest|newest|last)\b", re.I)
_JOINT: Final = re.compile(r"\bjoint\b", re.I)
NO_LEAD: Final = "No lead inspector is named in the reports held."
MOST: Final = 12  # reports that are listed in one sentence
_ASKING: Final = frozenset(  # words that ask for reports or inspectors, and are no topic
    "held hold have got any show list which what inspected inspection inspections inspector inspectors inspectorate"
    " inspectorates inspect report reports documents letters available carried out did done wrote written link open"
    " full who whom by were was there in year years joint targeted area made took place published latest recent"
    " regulator children's services service send jtai jtais peel police fire council read find every many most recently"
    " newest last area areas councils force forces".split()
)


def asks_inspected(question: Question) -> bool:
    """Whether a question asks only which bodies were inspected, and not how they were judged."""
    asks = bool(_WHICH.match(question.text)) and "inspected" in question.telling
    return asks and all(word in _ASKING or word.isdigit() for word in question.telling)


def told(
    index: Index, question: Question, holdings: Holdings, scope: Scope, count: int
) -> tuple[str, list[Quote], bool] | None:
    """What is known of the reports on the bodies asked about, with the lines that date them or name who inspected.

    The last of the three is whether nothing else is asked. None for another question.
    """
    whole = all(word in _ASKING or word.isdigit() for word in question.telling)
    listing = question.seeks == "list_reports" and not _WHO.match(question.text)
    listing = listing and bool(_OF_REPORTS.search(question.text))
    listing = listing or (whole and bool(_WHICH.match(question.text)))
    asks = listing or question.seeks == "inspector"
    newest = bool(_NEWEST.search(question.text))
    if not asks or scope.alone or not (scope.bodies or question.kinds or question.years or newest):
        return None
    reports = sorted(holdings.among(scope), key=lambda report: (report.date, report.id), reverse=True)
    if not reports:
        return None
    if not scope.bodies and _NEWEST.search(question.text):
        return _newest(index, reports) if whole else None
    if not scope.bodies:
        joint = bool(_JOINT.search(question.text))
        return _of_all(index, [one for one in reports if "joint" in one.kind or not joint]) if whole else None
    if listing:
        return _held(reports, scope), list(islice(by_date.quoted(index, reports, "published"), count)), whole
    led = by_front.asked(question) == "lead"  # of whom no report tells, or a register had answered
    told = " ".join(map(_inspected, reports[:MOST]))
    return f"{NO_LEAD} {told}" if led else told, list(islice(_signed(index, reports), count)), whole or led


def _newest(index: Index, reports: Sequence[Report]) -> tuple[str, list[Quote], bool]:
    """The newest of these reports, with the line that dates it."""
    kinds = {report.kind for report in reports}
    what = kinds.pop() if len(kinds) == 1 else "report"
    message = f"The newest of the {counted(len(reports), what)} held is {title(reports[0])}, {dated(reports[0])}."
    return message, list(by_date.quoted(index, reports[:1], "published")), True


def _of_all(index: Index, reports: Sequence[Report]) -> tuple[str, list[Quote], bool]:
    """How many reports of a kind or a time are held, and on which bodies, with the lines that date them."""
    bodies = sorted({report.body for report in reports})
    message = f"{counted(len(reports), 'such report is', 'such reports are')} held, on {listed(bodies)}."
    return message, list(islice(by_date.quoted(index, reports, "inspected"), len(reports))), True


def _signed(index: Index, reports: Sequence[Report]) -> Iterator[Quote]:
    """For each report the words that say who took part in the inspection or led it, where there are any."""
    kinds: tuple[front.Kind, ...] = ("part", "lead")
    for report in reports:
        found = (one for kind in kinds if (one := front.told(index.store, report, kind)))
        yield from (one.quote for one in islice(found, 1))


def _held(reports: Sequence[Report], scope: Scope) -> str:
    names = [f"{title(report)} ({report.kind}, {dated(report)})" for report in reports[:MOST]]
    more = f" and {len(reports) - MOST} more" * (len(reports) > MOST)
    return f"Held on {listed(scope.bodies)}: {'; '.join(names)}{more}."


def _inspected(report: Report) -> str:
    return f"{title(report)}: inspected by {listed(report.inspectorates) or 'nobody that is named'}."
