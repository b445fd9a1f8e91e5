"""The register of what inspectors asked for: the findings of the reports held, by body, kind, year and topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.phrases import counted, listed
from bot.quoting.cut import quote_at
from bot.scope.holdings import Holdings, Scope
from bot.scope.messages import about, through_areas
from bot.scope.narrowing import NothingAllowed, narrowed
from bot.types import Quote
from corpus.describe.gazetteer import Gazetteer
from corpus.registers.findings import CONCERN, IMPROVEMENT, KINDS, PRIORITY, RECOMMENDATION
from corpus.types import Report
from corpus.vocabulary.plain_words import as_written
from index.search import Index
from index.store import Store
from index.types import StoredFinding

# The least likeness of a finding on a topic, chosen on the 1,190 findings of 104 real reports. A topic of many words
# is a little like everything, so a finding must also reach this share of the best likeness.
ALIKE: Final = 0.45
NEAR_BEST: Final = 0.75
NAMING: Final = 0.75  # share of what a topic tells that the words of a finding must hold to use its words
PLURALS: Final = {
    IMPROVEMENT: "areas for improvement",
    PRIORITY: "areas for priority action",
    CONCERN: "causes of concern",
    RECOMMENDATION: "recommendations",
}
_JOINED: Final = re.compile(r"\s+(?:and|or)\s+", re.I)
LATER: Final = "A finding may have been closed since: look for later letters and reports on the body."

IN_DIGESTS: Final = (
    "Digests give only some of the findings, not in the inspectorate's own words, and mention others in passing: ask a"
    " question about them, too."
)


@dataclass(frozen=True, slots=True)
class FindingsSought:
    """The findings asked for: a body by any of its names, kinds, a topic, first and last year; empty means all."""

    body: str | None = None
    kinds: tuple[str, ...] = ()
    topic: str | None = None
    since: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding: ``quote`` has its exact words, place and report."""

    kind: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings found: by body, the newest report first, in its order; on a topic, the most similar first.

    ``message`` says in one sentence what they are, or why there are none; ``choices`` are the bodies that the
    given name may mean.
    """

    message: str
    found: tuple[Listed, ...] = ()
    choices: tuple[str, ...] = ()


def title_of(sought: FindingsSought) -> str:
    """What is sought, in a few words."""
    kinds = listed(PLURALS[kind] for kind in sought.kinds).capitalize() if sought.kinds else "Findings"
    topic = f" about “{sought.topic}”" if sought.topic else ""
    years = f", from {sought.since}" * bool(sought.since) + f", until {sought.until}" * bool(sought.until)
    return kinds + f" on {sought.body}" * bool(sought.body) + topic + years


def find_findings(store: Store, names: Gazetteer, sought: FindingsSought, index: Index | None = None) -> Findings:
    """Find the findings asked for; a topic needs the open ``index``.

    Raises:
        ValueError: a topic is given without an index.
    """
    holdings = Holdings(store.reports(), names)
    try:
        scope = narrowed(holdings, names, sought.body, sought.since, sought.until)
    except NothingAllowed as reason:
        return Findings(str(reason), choices=reason.choices)
    reports = holdings.among(scope)
    found = [(report, one) for report in reports for one in store.findings(report.id)]
    if sought.topic:
        if index is None:
            raise ValueError("a topic is looked for with the index")
        found = _on_topic(index, sought.topic, found)
    kept = [_as_listed(store, *pair) for pair in found if not sought.kinds or pair[1].finding.kind in sought.kinds]
    return Findings(_message(kept, reports, scope, sought), tuple(kept))


def findings_of(store: Store, report: Report) -> list[Listed]:
    """The findings of a report, in its order."""
    return [_as_listed(store, report, one) for one in store.findings(report.id)]


def findings_about(index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str) -> list[Listed]:
    """The findings of some kinds on a topic in these reports, the most similar first."""
    every = [(report, one) for report in reports for one in index.store.findings(report.id)]
    found = [pair for pair in every if pair[1].finding.kind in kinds]
    return [_as_listed(index.store, *pair) for pair in _on_topic(index, topic, found)] if found else []


def findings_naming(index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str) -> list[Listed]:
    """The findings of some kinds in these reports that use the words of a topic, the most similar first.

    Where none uses all of them, those that use the words of one of the things that the topic joins by *and* or *or*.
    """
    every = [(report, one) for report in reports for one in index.store.findings(report.id)]
    every = [pair for pair in every if pair[1].finding.kind in kinds]
    sought = index.topic(as_written(topic))
    found = [pair for pair in every if index.covered(sought, pair[1].text) >= NAMING]
    parts = [index.topic(as_written(part)) for part in _JOINED.split(topic)]
    found = found or [pair for pair in every if any(index.covered(part, pair[1].text) >= NAMING for part in parts)]
    alike = index.likeness(sought, [one for _, one in found])
    ranked = sorted(zip(alike, found, strict=True), key=lambda pair: -pair[0])
    return [_as_listed(index.store, *pair) for _, pair in ranked]


def _on_topic(
    index: Index, words: str, found: Sequence[tuple[Report, StoredFinding]]
) -> list[tuple[Report, StoredFinding]]:
    """The findings on a topic, the most similar first."""
    topic = index.topic(as_written(words))
    alike = index.likeness(topic, [one for _, one in found])
    least = max(ALIKE, NEAR_BEST * max((score for score in alike if score < 1), default=0.0))
    ranked = sorted(zip(alike, found, strict=True), key=lambda pair: -pair[0])
    return [pair for score, pair in ranked if score >= least]


def _as_listed(store: Store, report: Report, one: StoredFinding) -> Listed:
    finding, lead_in = one.finding, one.lead_in or None
    quote = quote_at(store, report, finding.spans, one.text, heading=finding.heading, lead_in=lead_in)
    return Listed(finding.kind, replace(quote, item=True))


def _message(kept: Sequence[Listed], reports: Sequence[Report], scope: Scope, sought: FindingsSought) -> str:
    topic = f" about \u201c{sought.topic}\u201d" if sought.topic else ""
    read = replace(scope, bodies=scope.through_areas or scope.bodies)
    held = f"{counted(len(reports), 'report')}{about(read)}"
    digests = f" {IN_DIGESTS}" * any(report.digest for report in reports)
    if not kept:
        wanted = listed((PLURALS[kind] for kind in sought.kinds), "or") or "findings"
        return f"No {wanted}{topic} under a heading of their own in {held}.{through_areas(scope)}{digests}"
    counts = {kind: sum(one.kind == kind for one in kept) for kind in KINDS}
    parts = [counted(count, kind, PLURALS[kind]) for kind, count in counts.items() if count]
    within = len({one.quote.report.id for one in kept})
    return f"{listed(parts)}{topic}, of {within} of {held}.{through_areas(scope)} {LATER}{digests}"
