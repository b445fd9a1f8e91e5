"""The register of monitoring phases: what the reports last say of each body, entered or left, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.types import Quote
from corpus.describe.gazetteer import Gazetteer
from corpus.types import Report
from corpus.vocabulary.dates import in_words
from corpus.vocabulary.monitoring import PhaseTold, phase_told
from index.parts import Words
from index.store import Store
from index.types import StoredPassage

WORDS: Final = "engage scan special measures monitoring"
MOST: Final = 400  # passages looked into
DAY: Final = 10  # characters of an ISO date with its day
PHASE: Final = "monitoring phase"

Cut = Callable[[StoredPassage, int], Quote]  # the quote of a sentence of a passage, by its number


@dataclass(frozen=True, slots=True)
class PhaseEvent:
    """What one sentence tells of a body's phase; ``date`` is that of the event, else that of the report."""

    body: str
    told: PhaseTold
    report: Report
    quote: Quote

    @property
    def date(self) -> str:
        """The ISO date to order events by."""
        return (self.told.date or self.report.date).ljust(10, "-")

    @property
    def value(self) -> str:
        """In a few words: *left Engage, January 2025*."""
        state = "left Engage" if self.told.left else "in Engage"
        if not self.told.date:
            return f"{state}, no date given"
        after = ", after the report was published" * (self.told.date > self.report.date[: len(self.told.date)] > "")
        at = " from" if not self.told.left else " on" if len(self.told.date) == DAY else " in"
        return f"{state}{at} {in_words(self.told.date)}{after}"


def phase_events(
    store: Store, lexical: Words, names: Gazetteer, reports: Sequence[Report], cut: Cut
) -> list[PhaseEvent]:
    """What the reports tell of phases, by the newest report first; each sentence under the body that it names."""
    found = lexical.search(lexical.stems(WORDS), MOST, [report.id for report in reports])
    by_id = {report.id: report for report in reports}
    passages = store.passages([i for i, _ in found]).values()
    events = [one for stored in passages for one in _events(stored, by_id[stored.report_id], names, cut)]
    return sorted(events, key=lambda event: (event.report.date, event.date), reverse=True)


def latest(events: Sequence[PhaseEvent]) -> dict[str, PhaseEvent]:
    """Of each body what the newest report tells last; events come in that order."""
    last: dict[str, PhaseEvent] = {}
    for event in events:
        last.setdefault(event.body, event)
    return last


def _events(stored: StoredPassage, report: Report, names: Gazetteer, cut: Cut) -> Iterator[PhaseEvent]:
    for number, sentence in enumerate(stored.sentences):
        told = phase_told(sentence)
        body = _body(sentence, report, names) if told else ""
        if told and body:
            yield PhaseEvent(body, told, report, cut(stored, number))


def _body(sentence: str, report: Report, names: Gazetteer) -> str:
    """The body that a sentence is about: the one force or service that it names, else that of its report alone."""
    named = {
        body.name for mention in names.find(sentence) for body in mention.bodies if body.kind in ("police", "fire")
    }
    own = named & {*report.bodies}
    if own:
        return next(iter(own)) if len(own) == 1 else ""
    if named:
        return next(iter(named)) if len(named) == 1 else ""
    return report.body if len(report.bodies) == 1 and names.get(report.body) else ""
