"""Questions about the reports themselves: which are held, and who inspected; told by what is known of each report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from bot.ask import by_date
from bot.phrases import listed
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.registers import front
from bot.scope.holdings import Holdings, Scope
from bot.types import Quote
from corpus.types import Report
from index.search import Index

MOST: Final = 12  # reports that are listed in one sentence
_ASKING: Final = frozenset(  # words that ask for reports or inspectors, and are no topic
    "held hold have got any show list which what inspected inspection inspections inspector inspectors inspectorate"
    " inspectorates inspect report reports documents letters available carried out did done wrote written link open"
    " full who whom by latest recent regulator children's services service send jtai peel police fire council read"
    " find every".split()
)


def told(
    index: Index, question: Question, holdings: Holdings, scope: Scope, count: int
) -> tuple[str, list[Quote], bool] | None:
    """What is known of the reports on the bodies asked about, with the lines that date them or name who inspected.

    The last of the three is whether nothing else is asked. None for another question.
    """
    if question.seeks not in ("list_reports", "inspector") or not scope.bodies or scope.alone:
        return None
    reports = sorted(holdings.among(scope), key=lambda report: (report.date, report.id), reverse=True)
    if not reports:
        return None
    whole = all(word in _ASKING for word in question.telling)
    if question.seeks == "list_reports":
        return _held(reports, scope), list(islice(by_date.quoted(index, reports, "published"), count)), whole
    return " ".join(map(_inspected, reports[:MOST])), list(islice(_signed(index, reports), count)), whole


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
