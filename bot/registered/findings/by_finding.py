"""Questions for areas for improvement, causes of concern and the like: all that is listed, and what is said of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.phrases import counted, listed
from bot.question import leaning
from bot.question.leaning import headed_as
from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.quoting.place import dated, title
from bot.registered.findings.asked_in_text import asked_in_text
from bot.registered.findings.closed import words_of
from bot.registered.findings.counts_only import number_said, only_counts
from bot.registers.closings import CLOSED, OPEN, Closing, closing_of, closings, kinds_in
from bot.registers.findings import PLURALS, Listed, findings_of
from bot.registers.whole import lists_all, why_not_all
from bot.scope.later import NARROW
from bot.search.rank import is_boilerplate
from bot.search.section import section_headed
from bot.search.sentences import cut
from bot.types import Entry, Quote
from corpus.registers.findings import CONCERN, KINDS
from corpus.types import Report
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.asking import told_to_improve, words
from corpus.vocabulary.kinds import ACCELERATED, family_of
from corpus.vocabulary.numbers import COUNTS
from index.search import Index

ASKING: Final = frozenset(
    "many number table count total open still current currently accelerated draft gold group theme page numbers"
    " reference references afi afis recs"
    " closed discharged lifted active outstanding present first urgently happening".split()
).union(leaning.GENERAL, words("giving"), words("word"))
_STATUS: Final = re.compile(r"\b(?:open|closed|discharged|lifted|still|active|outstanding)\b", re.I)
_DENIES: Final = re.compile(
    r"\b(?:no|not|nor|never|without|whether|previous(?:ly)?|earlier|last inspection|uses? an?|issues? an?)\b"
    r"|n[\u2019']t\b",
    re.I,
)
_NONE: Final = re.compile(
    r"\b(?:there (?:are|were|is|was)|found|identified|made|set) no\b|\bnot (?:find|identify) any\b", re.I
)
STILL_OPEN: Final = "What the reports say stayed open is quoted first, then what they say of closing."
ON_CLOSING: Final = "What the reports say of closing is quoted first."
FOLLOWED: Final = "What is held does not tell of closing in so many words; what followed the inspection is quoted."
_AFTER: Final = re.compile(r"\b(?:follow-?up|revisit|re-?inspection|monitoring to)\b", re.I)
MOST_CLOSINGS: Final = 2  # sentences that tell of closing, before the findings
NUMBER_SAID: Final = "{name} speaks of {numbers}."
ASKED_ANYWHERE: Final = "What its text says elsewhere that the body should do is quoted, which it may not call so."
OTHERWISE: Final = "What it lists of other kinds is quoted."
_GAPS: Final = re.compile(r"\bgaps\b", re.I)
_COUNTED: Final = re.compile(rf"\b(?:\d+|one|no|none|{COUNTS})\b", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """What the reports on one body list of the kinds asked for, and say of them; the message tells how far it goes.

    ``decides`` is whether the body has any, where the reports settle it.
    """

    message: str
    entries: tuple[Entry, ...]
    quotes: tuple[Quote, ...]
    decides: bool | None = None


def kinds_named(question: Question) -> tuple[str, ...]:
    """The kinds of finding that a question is for, where it is for nothing else; else nothing."""
    if question.seeks_grade:
        return ()
    named = {said.meaning for said in said_in(question.text) if said.slot == "finding"}
    if any(word not in ASKING for word in question.telling):
        return ()
    return tuple(kind for kind in KINDS if kind in named)


def told_to(question: Question) -> bool:
    """Whether a question asks only what a body was told to improve, of whatever kind."""
    match = told_to_improve(question.topic)
    own = ASKING.union(match[0].lower().split()) if match else ASKING
    return bool(match) and not question.names_grade and own.issuperset(question.telling)


def named_findings(index: Index, reports: Sequence[Report], kinds: Sequence[str], question: Question) -> Found | None:
    """The findings of some kinds in the newest full report on a body and in what came after it; ``reports``: all on it.

    Where their number is asked for, sentences that count them come first; what tells of their closing before all.
    """
    current, count = _current(index, reports, kinds), question.seeks == "count"
    told, later, entries, others, said = list[str](), list[str](), list[Entry](), list[Entry](), list[Quote]()
    for report in current:
        own = findings_of(index.store, report)
        for one in own:
            (entries if one.kind in kinds else others).append(Entry(report.body, one.kind, "", one.quote))
        in_text: list[Quote] = []
        if not all(lists_all(report, kind, len(own)) for kind in kinds):
            in_text = [*_said(index, report, kinds, [one for one in own if one.kind in kinds])]
        named = any(_names(quote.text, kinds) and not _GAPS.search(quote.lead_in or "") for quote in in_text)
        sentences = [*_number(index, report, kinds, len(own))]
        sentences.append(_told(report, kinds, own, alone=len(current) == 1, named=named))
        (told if any(one.kind in kinds for one in own) else later).extend(sentences)  # what lists some comes first
        said += in_text
    told += later
    if not said and not entries:
        said = [quote for report in current if report.digest for quote in _said(index, report, KINDS, [])]
    if not any(headed_as(one.heading[-1:]) for one in said) and not entries:
        asked = [one for report in current for one in asked_in_text(index, report, kinds, anywhere=True)]
        told += [ASKED_ANYWHERE] * bool(asked)
        said = [*asked, *said]
    said.sort(key=lambda quote: _turn(quote, kinds, count=count))
    own_words = [entry.quote for entry in entries if entry.quote]
    counting = [one for one in said if count and _names(one.text, kinds) and _COUNTED.search(one.text)]
    quotes = [*counting, *own_words, *(one for one in said if one not in counting)]
    others.sort(key=lambda entry: KINDS.index(entry.what))
    if not quotes and others:
        quotes = [entry.quote for entry in others if entry.quote]
        told += [OTHERWISE] * (not any("It lists" in one for one in told))
    closed = _closings(index, reports, current, kinds, entries, question)
    if closed:
        still, first = _on_status(index, closed, quotes, question)
        quotes = [*first, *(quote for quote in quotes if not any(overlap(quote, one) for one in first))]
        told.append(STILL_OPEN if still else ON_CLOSING)
    elif _STATUS.search(question.text) and (after := [*_followed(index, current)]):
        quotes = [*quotes[:1], *after, *quotes[1:]]
        told.append(FOLLOWED)
    decides = None if closed else _decides(index, current, kinds, entries)
    shown = _denied_first(index, current, kinds, quotes) if decides is False else quotes
    return Found(" ".join(told), tuple(entries), tuple(shown), decides) if current else None


def _followed(index: Index, reports: Sequence[Report]) -> Iterator[Quote]:
    """What reports tell of the time after their own inspection, under a heading that says so."""
    for report in reports:
        yield from section_headed(index, report, lambda path: bool(_AFTER.search(" ".join(path))), MOST_CLOSINGS).quotes


def _closings(
    index: Index,
    reports: Sequence[Report],
    current: Sequence[Report],
    kinds: Sequence[str],
    entries: Sequence[Entry],
    question: Question,
) -> list[Closing]:
    """What tells of the closing of these findings; asked how they stand, or where none is listed, of any such.

    A letter that is a cause of concern itself was not closed by what an earlier report says.
    """
    told = [one for one in closings(index, reports) if one.kinds & {*kinds}]
    if _STATUS.search(question.text):
        of_that = [
            one for one in told if "accelerated" not in question.text.lower() or "accelerated" in one.words.lower()
        ]
        return of_that[:MOST_CLOSINGS]
    if not entries:
        since = max(
            (one.date for one in current if one.kind == ACCELERATED), default=current[-1].date if current else ""
        )
        return [one for one in told if one.report.date >= since][:MOST_CLOSINGS]
    own = (closing_of(index, words_of(entry.quote), entry.quote.report, told) for entry in entries if entry.quote)
    return list({(one.stored.id, one.number): one for one in own if one}.values())[:MOST_CLOSINGS]


def _on_status(
    index: Index, closed: Sequence[Closing], quotes: Sequence[Quote], question: Question
) -> tuple[bool, list[Quote]]:
    """What reports say of closing, behind what they say stayed open where that is asked; and whether any does."""
    still = [quote for quote in quotes if _STATUS.search(question.text) and OPEN.search(quote.text)]
    return bool(still), [*still, *(cut(index, one.stored, one.number, one.number) for one in closed)]


def naming(index: Index, report: Report, kinds: Sequence[str]) -> Iterator[Quote]:
    """The sentences of a report that say that there are findings of some kinds: none that denies or closes any."""
    for stored in index.store.passages_of(report.id):
        for number, sentence in enumerate(stored.sentences):
            denies = _DENIES.search(sentence) or CLOSED.search(sentence)
            if kinds_in(sentence) & {*kinds} and not (denies or is_boilerplate(stored) or sentence.endswith(":")):
                yield cut(index, stored, number, number)


def _denied_first(
    index: Index, current: Sequence[Report], kinds: Sequence[str], quotes: Sequence[Quote]
) -> list[Quote]:
    """Quotes behind the sentences of the reports themselves that say that there are no findings of some kinds."""
    own = [
        cut(index, stored, number, number)
        for report in current
        for stored in index.store.passages_of(report.id)
        for number, sentence in enumerate(stored.sentences)
        if _NONE.search(sentence) and kinds_in(sentence) & {*kinds}
    ]
    return [*own, *(quote for quote in quotes if not any(overlap(quote, one) for one in own))]


def _decides(index: Index, current: Sequence[Report], kinds: Sequence[str], entries: Sequence[Entry]) -> bool | None:
    """Whether there are findings of these kinds; None where the reports do not settle it, or their text names one."""
    if entries or (CONCERN in kinds and any(report.kind == ACCELERATED for report in current)):
        return True
    own = {report.id: len(index.store.findings(report.id)) for report in current}
    whole = current and all(lists_all(report, kind, own[report.id]) for report in current for kind in kinds)
    return False if whole and not any(any(naming(index, report, kinds)) for report in current) else None


def _turn(quote: Quote, kinds: Sequence[str], *, count: bool) -> tuple[bool, bool, bool]:
    """The place of a sentence: known gaps last, what names the kinds before what only stands under their heading.

    What only counts them comes last, and first where their number is asked for.
    """
    named = _names(quote.text, kinds)
    turn = not _COUNTED.search(quote.text) if count else only_counts(quote.text)
    return bool(_GAPS.search(quote.lead_in or "")), not named and not turn, turn


def _current(index: Index, reports: Sequence[Report], kinds: Sequence[str]) -> list[Report]:
    """The newest full report and the letters since, newest first; all letters where there is no full report.

    With them the newest of each other series of inspections that lists a finding of these kinds.
    """
    ordered = sorted(reports, key=lambda report: report.date, reverse=True)
    full = next((n for n, report in enumerate(ordered) if report.kind not in NARROW), len(ordered) - 1)
    newest: dict[str, Report] = {}
    for report in ordered[full:]:
        newest.setdefault(family_of(report.kind), report)
    others = [report for report in newest.values() if report not in ordered[: full + 1] and report.kind not in NARROW]
    return [*ordered[: full + 1], *(one for one in others if _lists(index, one, kinds))]


def _lists(index: Index, report: Report, kinds: Sequence[str]) -> bool:
    return any(one.finding.kind in kinds for one in index.store.findings(report.id))


def _told(report: Report, kinds: Sequence[str], own: Sequence[Listed], *, alone: bool, named: bool) -> str:
    """How many findings of each kind a report lists, and whether these are all; ``named``: its text names some."""
    name = (
        f"The {'digest' if report.digest else 'report'}" if alone else f"\u201c{title(report)}\u201d ({dated(report)})"
    )
    if report.kind == ACCELERATED and CONCERN in kinds:
        return f"{name} is itself an accelerated cause of concern."
    counts = {kind: sum(one.kind == kind for one in own) for kind in KINDS}
    whole = [kind for kind in kinds if lists_all(report, kind, len(own))]
    listed_whole = listed(_count(counts[kind], kind) for kind in whole)
    told = f"{name} lists {listed_whole} under headings of their own." if whole else ""
    if whole and not any(counts[kind] for kind in kinds):
        told += f" It lists {listed(_count(n, kind) for kind, n in counts.items() if n)}."
    part = [kind for kind in kinds if kind not in whole]
    return f"{told} {_in_part(report, name, {kind: counts[kind] for kind in part}, named)}".strip() if part else told


def _number(index: Index, report: Report, kinds: Sequence[str], found: int) -> list[str]:
    """The number of findings in the words of a report that does not list all of them, in a sentence."""
    passages = index.store.passages_of(report.id)
    said = [words for kind in kinds if not lists_all(report, kind, found) and (words := number_said(passages, kind))]
    name = f"The {'digest' if report.digest else 'report'} of {dated(report)}"
    return [NUMBER_SAID.format(name=name, numbers=listed(f"\u201c{words}\u201d" for words in said))] if said else []


def _in_part(report: Report, name: str, counts: Mapping[str, int], named: bool) -> str:
    """What a report sets out that does not list all its findings."""
    some = listed(_count(n, kind) for kind, n in counts.items() if n)
    none = listed((PLURALS[kind] for kind, n in counts.items() if not n), "or")
    given = f"{name} sets out {some} one by one." if some else ""
    lacking = f"{name} sets out no {none} one by one, which does not mean that there are none." if none else ""
    if none and named:
        lacking = f"{name} names {none} in its text, and does not set them out one by one: see the quotes."
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
            counts_others = only_counts(sentence) and not kinds_in(sentence) & {*kinds}
            names = _names(sentence, kinds) or (headed and not counts_others)
            if names and not sentence.endswith(":") and not taken & {*spans}:
                yield cut(index, stored, number, number)


def _names(text: str, kinds: Sequence[str]) -> bool:
    """Whether a text names one of some kinds of finding."""
    return any(one.slot == "finding" and one.meaning in kinds for one in said_in(text))
