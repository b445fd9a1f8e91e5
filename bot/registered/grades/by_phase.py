"""Questions for a phase of monitoring (Engage, special measures): answered from the register of phases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from bot.phrases import counted, listed
from bot.question.question import Question
from bot.registers.monitoring import PHASE, PhaseEvent, latest, phase_events
from bot.remarks import yes_no
from bot.scope.holdings import Holdings, Scope
from bot.search.sentences import cut
from bot.types import Entry, Quote
from corpus.describe.gazetteer import Gazetteer
from corpus.vocabulary.dates import in_words
from corpus.vocabulary.monitoring import asks_phase
from index.search import Index

_NOW: Final = re.compile(r"^\W*(?:is|are)\b|\bstill\b|\bnow\b|\bcurrently\b", re.I)  # of how it stands
PRESENT: Final = (
    "Phases change between reports: the inspectorate\u2019s own pages have the present list of forces that it monitors."
)
NOT_TOLD: Final = "The reports held{about} say nothing of a phase of monitoring such as Engage. " + PRESENT


def phases(
    index: Index, names: Gazetteer, holdings: Holdings, question: Question, scope: Scope
) -> tuple[str, list[Quote], list[Entry]] | None:
    """The message, quotes and list for a question for a phase of monitoring; None for another question."""
    if not asks_phase(question.text):
        return None
    events = _events(index, names, holdings)
    if scope.bodies:
        return _of_bodies([event for event in events if event.body in scope.bodies], scope, question)
    last = latest(events)
    if not last:
        return None
    inside = [event for event in last.values() if not event.told.left]
    out = [event for event in last.values() if event.told.left]
    held = [name for name in holdings.bodies if holdings.kind_of(name) == "police"]
    told = listed(sorted(event.body for event in inside)) or "none"
    message = (
        f"By the last word of the reports held, in Engage (special measures): {told}. The reports tell of"
        f" {counted(len(last), 'body', 'bodies')}; {counted(len(held), 'police force')} held. {PRESENT}"
    )
    order = sorted(inside, key=_name) + sorted(out, key=_name)
    return message, [event.quote for event in order], [_entry(event) for event in order]


def last_word(index: Index, names: Gazetteer, holdings: Holdings, bodies: Sequence[str]) -> str:
    """What the reports tell last of the phase of monitoring of these bodies, in sentences; nothing where none tells."""
    if not any(holdings.kind_of(body) == "police" for body in bodies):
        return ""
    last = latest([event for event in _events(index, names, holdings) if event.body in bodies])
    return " ".join([*map(_told, last.values()), PRESENT]) if last else ""


def _events(index: Index, names: Gazetteer, holdings: Holdings) -> list[PhaseEvent]:
    reports = list(holdings.reports.values())
    return phase_events(index.store, index.lexical, names, reports, lambda stored, n: cut(index, stored, n, n))


def _name(event: PhaseEvent) -> str:
    return event.body


def _entry(event: PhaseEvent) -> Entry:
    return Entry(event.body, PHASE, event.value, event.quote)


def _of_bodies(events: Sequence[PhaseEvent], scope: Scope, question: Question) -> tuple[str, list[Quote], list[Entry]]:
    """What the reports tell of these bodies, the latest first."""
    last = latest(events)
    if not last:
        return NOT_TOLD.format(about=f" on {listed(scope.bodies)}"), [], []
    told = [_told(event) for event in last.values()]
    ordered = [*last.values(), *(event for event in events if event not in last.values())]
    seen = {quote.text: quote for quote in (event.quote for event in ordered)}
    if len(last) == len(scope.bodies) == 1 and yes_no.may_say(question) and _NOW.search(question.text):
        told = [yes_no.said(not next(iter(last.values())).told.left, told[0])]
    return f"{' '.join(told)} {PRESENT}", list(seen.values()), [_entry(event) for event in ordered]


def _told(event: PhaseEvent) -> str:
    when = in_words(event.told.date) if event.told.date else ""
    if event.told.left:
        return f"By the last word of the reports held, {event.body} had left Engage{f' ({when})' * bool(when)}."
    return f"By the last word of the reports held, {event.body} was in Engage{f' from {when}' * bool(when)}."
