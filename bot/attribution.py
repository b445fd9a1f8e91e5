"""What the sentence around a quotation says of its source, and whether the source agrees."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from bot.cite import dated
from bot.newest import NARROW, supersedes
from bot.phrases import listed
from bot.understand import INSPECTORATES
from corpus.dates import years_in
from corpus.gazetteer import Body, Gazetteer
from corpus.types import CONSTABULARY, Report


class Attribution:
    """The bodies, years and inspectorates that a draft names beside a quotation."""

    def __init__(self, around: str, names: Gazetteer) -> None:
        self._mentions = tuple(names.find(around))
        self._names = names
        self.bodies = tuple(dict.fromkeys(around[mention.start : mention.end] for mention in self._mentions))
        self.years = years_in(around)
        self.inspectorates = tuple(name for name, pattern in INSPECTORATES.items() if re.search(pattern, around))

    def fits(self, report: Report) -> int:
        """How many of the things it names are the report's."""
        return sum(
            (self._names_body_of(report), bool(self.years & years_of(report)), self._names_inspectors_of(report))
        )

    def flags(self, report: Report) -> Iterator[str]:
        """What it says of the source that is not so, in a sentence each."""
        if self.bodies and not self._names_body_of(report):
            yield f"attributed to {listed(self.bodies)}; the words are from a report on {listed(report.bodies)}"
        known = years_of(report)
        if self.years and known and not self.years & known:
            yield f"attributed to {listed(map(str, sorted(self.years)))}; the report is of {dated(report)}"
        if self.inspectorates and report.inspectorates and not self._names_inspectors_of(report):
            yield f"attributed to {listed(self.inspectorates)}; the report is by {listed(report.inspectorates)}"

    def _names_body_of(self, report: Report) -> bool:
        if not report.bodies:
            return True
        held = [body for name in report.bodies if (body := self._names.get(name))]
        named = [body for mention in self._mentions for body in mention.bodies]
        return any(body.name in report.bodies or any(_belong(body, other) for other in held) for body in named)

    def _names_inspectors_of(self, report: Report) -> bool:
        named = set(self.inspectorates)
        return bool(
            named & (set(report.inspectorates) | (CONSTABULARY if CONSTABULARY & set(report.inspectorates) else set()))
        )


def _belong(one: Body, other: Body) -> bool:
    """Whether one is a force or service and the other an area within it."""
    return one.name in other.areas or other.name in one.areas


def years_of(report: Report) -> frozenset[int]:
    """The years that a report may be called by: of publication, of the inspection, of its title."""
    return years_in(f"{report.title} {report.published or ''} {(report.inspected or '').replace('/', ' ')}")


def superseding(report: Report, held: Collection[Report]) -> Report | None:
    """The newest later report on the same body that is held, but for letters on a single matter."""
    later = [other for other in held if other.kind not in NARROW and supersedes(other, report)]
    return max(later, key=lambda other: other.date, default=None)
