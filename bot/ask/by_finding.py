"""Questions for areas for improvement, causes of concern and the like: all that is listed, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.ask.grade_area import COMMON
from bot.ask.rank import is_boilerplate
from bot.ask.sentences import cut
from bot.phrases import counted, listed
from bot.question import leaning
from bot.question.question import Question
from bot.quoting.place import title
from bot.registers.findings import LATER, PLURALS, Listed, findings_of
from bot.registers.whole import lists_all, why_not_all
from bot.scope.later import NARROW
from bot.types import Entry, Quote
from corpus.registers.findings import CONCERN, KINDS
from corpus.types import Report
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.kinds import ACCELERATED
from corpus.vocabulary.numbers import COUNTS
from index.search import Index

_ASKING: Final = leaning.GENERAL | frozenset(
    "many number list all every each one ones give show table count total raised raise open still current currently"
    " received receive named name identified identify accelerated draft gold group theme page afi afis recs".split()
)
OTHERWISE: Final = "What it lists of other kinds is quoted."
_GAPS: Final = re.compile(r"\bgaps\b", re.I)
_COUNTED: Final = re.compile(rf"\b(?:\d+|one|no|none|{COUNTS})\b", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """What the reports on one body list of the kinds asked for, and say of them; the message tells how far it goes."""

    message: str
    entries: tuple[Entry, ...]
    quotes: tuple[Quote, ...]


def kinds_named(question: Question) -> tuple[str, ...]:
    """The kinds of finding that a question is for, where it is for nothing else; else nothing."""
    if question.seeks_grade:
        return ()
    named = {said.meaning for said in said_in(question.text) if said.slot == "finding"}
    if any(word not in _ASKING for word in question.telling):
        return ()
    return tuple(kind for kind in KINDS if kind in named)


def kinds_and_topic(question: Question) -> tuple[tuple[str, ...], str]:
    """The kinds of finding that a question names, and the topic that they are to be on."""
    said = [one for one in said_in(question.topic) if one.slot == "finding"]
    words = question.topic
    for one in reversed(said):
        words = words[: one.start] + " " * (one.end - one.start) + words[one.end :]
    for one in reversed([one for one in said_in(words) if one.slot in ("turn", "wide", "service")]):
        words = words[: one.start] + " " * (one.end - one.start) + words[one.end :]
    wanted = {*question.telling} - _ASKING - COMMON
    telling = [word for word in words.split() if word.lower().strip("?.,") in wanted]
    kinds = tuple(kind for kind in KINDS if kind in {one.meaning for one in said})
    return ((), "") if question.seeks_grade and question.names_grade else (kinds, " ".join(telling).strip(" ?.,"))


def listed_of(entries: Sequence[Entry], kinds: Sequence[str]) -> str:
    """How many findings of some kinds are listed, of how many bodies; digests and letters do not list all."""
    bodies = counted(len({entry.body for entry in entries}), "body", "bodies")
    told = listed(_count(sum(entry.what == kind for entry in entries), kind) for kind in kinds)
    return f"{told[:1].upper()}{told[1:]} of {bodies}, as far as the reports held list them. {LATER}"


def named_findings(index: Index, reports: Sequence[Report], kinds: Sequence[str], *, count: bool) -> Found | None:
    """The findings of some kinds in the newest full report on a body and in what came after it; ``reports``: all on it.

    Where their number is asked for, sentences that count them come first.
    """
    current = _current(reports)
    told, entries, others, said = list[str](), list[Entry](), list[Entry](), list[Quote]()
    for report in current:
        own = findings_of(index.store, report)
        for one in own:
            (entries if one.kind in kinds else others).append(Entry(report.body, one.kind, "", one.quote))
        told.append(_told(report, kinds, own, alone=len(current) == 1))
        if not all(lists_all(report, kind, len(own)) for kind in kinds):
            said += _said(index, report, kinds, [one for one in own if one.kind in kinds])
    if not said and not entries:
        said = [quote for report in current if report.digest for quote in _said(index, report, KINDS, [])]
    said.sort(key=lambda quote: _turn(quote, kinds, count=count))
    own_words = [entry.quote for entry in entries if entry.quote]
    quotes = [*said, *own_words] if count and said else [*own_words, *said]
    others.sort(key=lambda entry: KINDS.index(entry.what))
    if not quotes and others:
        quotes = [entry.quote for entry in others if entry.quote]
        told += [OTHERWISE] * (not any("It lists" in one for one in told))
    return Found(" ".join(told), tuple(entries), tuple(quotes)) if current else None


def _turn(quote: Quote, kinds: Sequence[str], *, count: bool) -> tuple[bool, bool, bool]:
    """The place of a sentence: known gaps last, what names the kinds before what only stands under their heading."""
    named = _names(quote.text, kinds)
    return bool(_GAPS.search(quote.lead_in or "")), not named, count and not _COUNTED.search(quote.text)


def _current(reports: Sequence[Report]) -> list[Report]:
    """The newest full report and the letters since, newest first; all letters where there is no full report."""
    ordered = sorted(reports, key=lambda report: report.date, reverse=True)
    full = next((n for n, report in enumerate(ordered) if report.kind not in NARROW), len(ordered) - 1)
    return ordered[: full + 1]


def _told(report: Report, kinds: Sequence[str], own: Sequence[Listed], *, alone: bool) -> str:
    """How many findings of each kind a report lists, and whether these are all."""
    name = "The report" if alone else f"\u201c{title(report)}\u201d"
    if report.kind == ACCELERATED and CONCERN in kinds:
        return f"{name} is itself an accelerated cause of concern."
    counts = {kind: sum(one.kind == kind for one in own) for kind in KINDS}
    whole = [kind for kind in kinds if lists_all(report, kind, len(own))]
    listed_whole = listed(_count(counts[kind], kind) for kind in whole)
    told = f"{name} lists {listed_whole} under headings of their own." if whole else ""
    if whole and not any(counts[kind] for kind in kinds):
        told += f" It lists {listed(_count(n, kind) for kind, n in counts.items() if n)}."
    part = [kind for kind in kinds if kind not in whole]
    return f"{told} {_in_part(report, name, {kind: counts[kind] for kind in part})}".strip() if part else told


def _in_part(report: Report, name: str, counts: Mapping[str, int]) -> str:
    """What a report sets out that does not list all its findings."""
    some = listed(_count(n, kind) for kind, n in counts.items() if n)
    none = listed((PLURALS[kind] for kind, n in counts.items() if not n), "or")
    given = f"{name} sets out {some} one by one." if some else ""
    lacking = f"{name} sets out no {none} one by one, which does not mean that there are none." if none else ""
    return " ".join(filter(None, (given, lacking, why_not_all(report, counts))))


def _count(count: int, kind: str) -> str:
    return counted(count, kind, PLURALS[kind]) if count else f"no {PLURALS[kind]}"


def _said(index: Index, report: Report, kinds: Sequence[str], wanted: Sequence[Listed]) -> Iterator[Quote]:
    """The sentences of a report that name the kinds, apart from the findings themselves; its known gaps, too."""
    taken = {span for one in wanted for span in one.quote.spans}
    for stored in index.store.passages_of(report.id):
        if is_boilerplate(stored) and not _GAPS.search(stored.lead_in or " ".join(stored.sentences[:1])):
            continue
        headed = _names(" ".join(stored.passage.heading[-1:]), kinds) and not is_boilerplate(stored)
        for number, sentence in enumerate(stored.sentences):
            spans = stored.passage.sentences[number].spans
            names = headed or _names(sentence, kinds)
            if names and not sentence.endswith(":") and not taken & {*spans}:
                yield cut(index, stored, number, number)


def _names(text: str, kinds: Sequence[str]) -> bool:
    """Whether a text names one of some kinds of finding."""
    return any(one.slot == "finding" and one.meaning in kinds for one in said_in(text))
