"""The register of what inspectors asked for: the findings of the reports held, by body, kind, year and topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.links import link
from bot.scope import Holdings, Scope
from bot.types import Quote
from corpus.findings import KINDS
from corpus.gazetteer import Gazetteer
from corpus.plain_words import as_written
from corpus.types import Report
from index.search import Index
from index.store import Store
from index.types import StoredFinding

# From which likeness a finding is on a topic, read off the 1,190 findings of 104 real reports: topics of many words
# are a little like everything, so that the best one counts, too.
ALIKE: Final = 0.45
NEAR_BEST: Final = 0.75
PLURALS: Final = {
    "area for improvement": "areas for improvement",
    "area for priority action": "areas for priority action",
    "cause of concern": "causes of concern",
    "recommendation": "recommendations",
}
LATER: Final = "A finding may have been closed since: look for later letters and reports on the body."

IN_DIGESTS: Final = "Digests name only some of what was asked for, in other words than the inspectorate's."


@dataclass(frozen=True, slots=True)
class FindingsSought:
    """What findings are asked for: a body by any name, kinds, words of a topic, years from and to; all where empty."""

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
    """What was found: by body, the newest report first, in its order; of a topic, the most alike first.

    ``message`` says in one sentence what this is, or why there is nothing; ``choices`` are the bodies that the
    name given may mean.
    """

    message: str
    found: tuple[Listed, ...] = ()
    choices: tuple[str, ...] = ()


def title_of(sought: FindingsSought) -> str:
    """What is sought, in a few words."""
    kinds = _and([PLURALS[kind] for kind in sought.kinds]).capitalize() if sought.kinds else "Findings"
    topic = f" about \u201c{sought.topic}\u201d" if sought.topic else ""
    years = f", from {sought.since}" * bool(sought.since) + f", until {sought.until}" * bool(sought.until)
    return kinds + f" on {sought.body}" * bool(sought.body) + topic + years


def find_findings(store: Store, names: Gazetteer, sought: FindingsSought, index: Index | None = None) -> Findings:
    """The findings that are sought; a topic needs the open ``index``.

    Raises:
        ValueError: there is a topic, and no index.
    """
    holdings = Holdings(store.reports(), names)
    scope = holdings.named(sought.body) if sought.body else Scope()
    if scope is None:
        return Findings(f"\u201c{sought.body}\u201d is not a force, service or area known here.")
    if scope.choices:
        return Findings(f"Which do you mean: {' or '.join(scope.choices)}?", choices=scope.choices)
    about = f" on {' or '.join(scope.bodies)}" * bool(scope.bodies)
    scope = holdings.between(scope, sought.since, sought.until)
    reports = [r for i, r in holdings.reports.items() if scope.reports is None or i in scope.reports]
    if not reports:
        return Findings(f"No report{about} {scope.missing}".rstrip() + " is held.")
    found = [(report, one) for report in reports for one in store.findings(report.id)]
    if sought.topic:
        if index is None:
            raise ValueError("a topic is looked for with the index")
        found = _on_topic(index, sought.topic, found)
    kept = tuple(
        Listed(one.finding.kind, quote)
        for report, one in found
        if not sought.kinds or one.finding.kind in sought.kinds
        for quote in [_quote(store, report, one)]
    )
    return Findings(_message(kept, reports, about, sought), kept)


def _on_topic(
    index: Index, words: str, found: Sequence[tuple[Report, StoredFinding]]
) -> list[tuple[Report, StoredFinding]]:
    """The findings on a topic, the most alike first."""
    topic = index.topic(as_written(words))
    alike = index.likeness(topic, [one for _, one in found])
    least = max(ALIKE, NEAR_BEST * max((score for score in alike if score < 1), default=0.0))
    ranked = sorted(zip(alike, found, strict=True), key=lambda pair: -pair[0])
    return [pair for score, pair in ranked if score >= least]


def _quote(store: Store, report: Report, one: StoredFinding) -> Quote:
    finding, paged = one.finding, report.page_count > 0
    page = finding.page if paged else None
    return Quote(
        text=one.text,
        passage=one.text,
        report=report,
        page=page,
        page_end=finding.page_end if paged else None,
        score=1.0,
        heading=finding.heading,
        lead_in=one.lead_in or None,
        page_label=store.page_label(report.id, finding.page) if paged else None,
        link=link(store, report, one.text, page),
        spans=finding.spans,
        page_label_end=store.page_label(report.id, finding.page_end) if paged else None,
    )


def _message(kept: Sequence[Listed], reports: Sequence[Report], about: str, sought: FindingsSought) -> str:
    topic = f" on the topic of \u201c{sought.topic}\u201d" if sought.topic else ""
    held = f"{len(reports)} report{'s' * (len(reports) != 1)}{about}"
    digests = f" {IN_DIGESTS}" * any(report.digest for report in reports)
    if not kept:
        wanted = " or ".join(PLURALS[kind] for kind in sought.kinds) or "findings"
        return f"No {wanted}{topic} in {held}.{digests}"
    counts = {kind: sum(one.kind == kind for one in kept) for kind in KINDS}
    parts = [f"{count} {kind if count == 1 else PLURALS[kind]}" for kind, count in counts.items() if count]
    within = len({one.quote.report.id for one in kept})
    return f"{_and(parts)}{topic}, of {within} of {held}. {LATER}{digests}"


def _and(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
