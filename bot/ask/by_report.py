"""Questions about the reports themselves: which are held, and who inspected; told by what is known of each report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.phrases import listed
from bot.question.question import Question
from bot.quoting.place import dated, title
from bot.scope.holdings import Holdings, Scope
from corpus.types import Report

MOST: Final = 12  # reports that are listed in one sentence


def told(question: Question, holdings: Holdings, scope: Scope) -> str:
    """What is known of the reports on the bodies asked about, where a question asks just that; else nothing."""
    if question.seeks not in ("list_reports", "inspector") or not scope.bodies or scope.alone:
        return ""
    reports = sorted(holdings.among(scope), key=lambda report: (report.date, report.id), reverse=True)
    if not reports:
        return ""
    return _held(reports, scope) if question.seeks == "list_reports" else " ".join(map(_inspected, reports[:MOST]))


def _held(reports: Sequence[Report], scope: Scope) -> str:
    names = [f"{title(report)} ({report.kind}, {dated(report)})" for report in reports[:MOST]]
    more = f" and {len(reports) - MOST} more" * (len(reports) > MOST)
    return f"Held on {listed(scope.bodies)}: {'; '.join(names)}{more}."


def _inspected(report: Report) -> str:
    return f"{title(report)}: inspected by {listed(report.inspectorates) or 'nobody that is named'}."
