"""All findings of a kind in the newest reports on all bodies, with how far the list goes and what reports say of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.phrases import counted, listed
from bot.question.leaning import headed_as
from bot.quoting.cut import overlap
from bot.registered.findings.asked_in_text import ASKED, GRAVE, asked_in_text
from bot.registered.findings.by_finding import naming
from bot.registered.findings.closed import words_of
from bot.registered.findings.counts_only import number_said, only_counts
from bot.registered.findings.none_listed import none_told
from bot.registers.closings import closing_of, closings, kinds_in
from bot.registers.findings import LATER, PLURALS, Listed, findings_of
from bot.registers.whole import lists_all
from bot.types import Entry, Quote
from corpus.registers.findings import CONCERN, KINDS
from corpus.types import Report
from corpus.vocabulary.kinds import ACCELERATED
from index.search import Index

CLOSING_TOLD: Final = "said {no}to be closed"
_COUNTABLE: Final = ("inspection", "letter", "review", "assessment")  # ends of the names of kinds, put in the plural
EACH: Final = 3  # sentences of a report that names findings and lists none
_NEGATED: Final = re.compile(r"\b(?:not|never|n[\u2019']t)\b", re.I)
NUMBERS: Final = " Their text gives a number: {numbers}."
ONE_LISTS: Final = "This report is {no}known to list all {kinds}."
LISTS_ALL: Final = "{whole} of these {reports} {are} known to list all {kinds}{others}."
OTHERS: Final = "; the others may have more"
EACH_MORE: Final = ": each may have more"
NUMBER: Final = "number only"  # of findings that a report counts, and does not name
NUMBERED: Final = " {those} {bodies} only give{s} the number, and not what they are about."
MENTION: Final = "mention"  # of a kind of finding in the text of a report that lists none
IN_TEXT: Final = " {those} {bodies} say{s} in the text what was asked, without calling it such."
MENTIONED: Final = " {those} {bodies} only mention{s} one in the text, which need not be a finding of the inspectorate."


@dataclass(frozen=True, slots=True)
class OnTopic:
    """Findings of some kinds on a topic, the most alike first, as a list and as quotes; the message tells how far."""

    message: str
    entries: tuple[Entry, ...]
    quotes: tuple[Quote, ...]


def of_kind(index: Index, reports: Sequence[Report], kinds: Sequence[str]) -> OnTopic | None:
    """All findings of some kinds in these reports, by body, then of those that list none the sentences on one.

    A sentence that names one is no finding, unless it is of a letter that is one: it is told as a mention.
    """
    found: list[Listed] = []
    mentions, asked = list[Quote](), list[Quote]()
    for report in sorted(reports, key=lambda one: (one.body, one.date)):
        own = [one for one in findings_of(index.store, report) if one.kind in kinds]
        said = [] if own else [*naming(index, report, kinds)][:EACH]
        is_one = report.kind == ACCELERATED and CONCERN in kinds
        found += own or [Listed(CONCERN, quote) for quote in said[:1] if is_one]
        mentions += [] if is_one else said
        asked += [
            quote for quote in asked_in_text(index, report, kinds) if not any(overlap(quote, one) for one in said)
        ]
    names = listed((PLURALS[kind] for kind in kinds), "or")
    bodies = counted(len({report.body for report in reports}), "body", "bodies")
    quotes = [one.quote for one in found]
    if not (quotes or mentions or asked):
        none = none_told(index, reports, kinds, "", f"the {newest_reports(reports)} held on {bodies}")
        return OnTopic(none, (), ()) if {*kinds} <= GRAVE else None
    numbers = [quote for quote in mentions if only_counts(quote.text)]
    mentions = [quote for quote in mentions if quote not in numbers]
    having = {quote.report.body for quote in quotes}
    counts = counts_of(kinds, [one.kind for one in found])
    told = f"Of the {newest_reports(reports)} held on {bodies}, those on {len(having)} list {names} one by one:"
    told += f" {counts}."
    if not having:
        told = f"None of the {newest_reports(reports)} held on {bodies} lists {names} one by one."
    told += _numbers(index, reports, kinds)
    told += _mentioned(IN_TEXT, asked, having)
    having |= {quote.report.body for quote in asked}
    told += _mentioned(MENTIONED, mentions, having) + _mentioned(NUMBERED, numbers, having)
    message = f"{told} {known_whole(reports, kinds, index)} {LATER}"
    lines = ((quotes, ""), (asked, ASKED), (mentions, MENTION), (numbers, NUMBER))
    entries = [entry for some, what in lines for entry in entries_of(index, reports, some, what)]
    return OnTopic(message, tuple(entries), (*quotes, *asked, *mentions, *numbers))


def themed(entries: Sequence[Entry]) -> list[Entry]:
    """Lines of a list with the heading that names the theme of each, where one stands above it."""
    return [replace(one, what=_theme(one.quote) or one.what) if one.quote else one for one in entries]


def _theme(quote: Quote) -> str:
    return next((words for words in reversed(quote.heading) if not (headed_as([words]) or kinds_in(words))), "")


def newest_reports(reports: Collection[Report]) -> str:
    """What the newest reports on all bodies are: *newest PEEL inspections*, where they are of one kind.

    A letter that a later inspection follows is none of them, though it may be the newest of its kind.
    """
    kinds = {report.kind for report in reports}
    one = next(iter(kinds)) if len(kinds) == 1 else ""
    return f"newest {one}s" if one.endswith(_COUNTABLE) else "newest inspections and later letters"


def _numbers(index: Index, reports: Sequence[Report], kinds: Sequence[str]) -> str:
    """The numbers of findings in the words of reports that do not list all of them, with a blank before; or nothing."""
    said = [
        f"{report.body} (\u201c{words}\u201d)"
        for report in sorted(reports, key=lambda one: (one.body, one.date))
        for kind in kinds
        if not lists_all(report, kind, len(index.store.findings(report.id)))
        and (words := number_said(index.store.passages_of(report.id), kind))
    ]
    return NUMBERS.format(numbers=listed(said)) if said else ""


def _mentioned(form: str, mentions: Sequence[Quote], having: Collection[str]) -> str:
    """On which bodies the reports only mention or count findings, after a blank; nothing where there are none."""
    bodies = sorted({quote.report.body for quote in mentions} - {*having})
    if not bodies:
        return ""
    one = len(bodies) == 1
    return form.format(
        those="That on" if one else f"Those on {len(bodies)} others,",
        bodies=listed(bodies) + "," * (not one),
        s="s" * one,
    )


def entries_of(index: Index, reports: Sequence[Report], quotes: Sequence[Quote], what: str = "") -> Iterator[Entry]:
    """A line for each finding, or for each mention (``what``); one whose closing is told says so first."""
    told = closings(index, reports)
    for quote in quotes:
        closed = closing_of(index, words_of(quote), quote.report, told)
        told_of = CLOSING_TOLD.format(no="not " * bool(_NEGATED.search(closed.words))) if closed else ""
        value = f"{told_of}: {quote.text}" if closed and closed.words != quote.text else quote.text
        yield Entry(quote.report.body, what, value, quote)


def of_none(index: Index, reports: Sequence[Report], kinds: Sequence[str]) -> OnTopic:
    """The bodies whose newest reports list all their findings of some kinds, with none among them, and name none."""
    having, unknown = set[str](), set[str]()
    for report in reports:
        own = findings_of(index.store, report)
        if any(one.kind in kinds for one in own) or any(naming(index, report, kinds)):
            having.add(report.body)
        elif not all(lists_all(report, kind, len(own)) for kind in kinds):
            unknown.add(report.body)
    without = sorted({report.body for report in reports} - having - unknown)
    names = listed((PLURALS[kind] for kind in kinds), "or")
    message = (
        f"{len(without) or 'None'} of {counted(len({one.body for one in reports}), 'body', 'bodies')} held"
        f" {'has' if len(without) < 2 else 'have'} no {names} in their newest reports, which list all of them:"
        f" {listed(without) or 'none'}."
    )
    told = f" Of {counted(len(unknown), 'other body', 'other bodies')} it cannot be told." * bool(unknown)
    return OnTopic(message + told, (), ())


def counts_of(kinds: Sequence[str], found: Sequence[str]) -> str:
    """How many there are of each kind: *2 causes of concern and 1 recommendation*."""
    return listed(counted(n, kind, PLURALS[kind]) for kind in kinds if (n := found.count(kind)))


def known_whole(reports: Sequence[Report], kinds: Sequence[str], index: Index) -> str:
    """How many of these reports list all their findings of these kinds; of all kinds, all that their form has."""
    every = {*kinds} == {*KINDS}
    enough = any if every else all
    found = {report.id: len(index.store.findings(report.id)) for report in reports}
    whole = sum(enough(lists_all(report, kind, found[report.id]) for kind in kinds) for report in reports)
    named = "that must improve" if every else listed(PLURALS[kind] for kind in kinds)
    if len(reports) == 1:
        return ONE_LISTS.format(no="not " * (not whole), kinds=named)
    return LISTS_ALL.format(
        reports=counted(len(reports), "report"),
        whole="All" if whole == len(reports) > 1 else whole or "None",
        are="are" if whole > 1 else "is",
        kinds=named,
        others=(OTHERS if whole else EACH_MORE) * (whole < len(reports)),
    )
