"""Questions for findings of a kind on a topic: of one body, or of all bodies held, with how far the list goes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.ask.by_finding import ASKING, naming
from bot.ask.closed import words_of
from bot.ask.counts_only import only_counts
from bot.ask.grade_area import COMMON, NAMED
from bot.ask.rank import is_boilerplate
from bot.ask.sentences import cut
from bot.phrases import counted, listed
from bot.question import leaning
from bot.question.question import Question
from bot.quoting.place import title
from bot.registers.closings import WORDS, closing_of, closings, kinds_in
from bot.registers.findings import LATER, PLURALS, Listed, findings_about, findings_of
from bot.registers.whole import lists_all
from bot.types import Entry, Quote
from corpus.registers.findings import CONCERN, KINDS, PRIORITY
from corpus.types import Report
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.kinds import ACCELERATED
from corpus.vocabulary.plain_words import as_written
from index.search import Index, Topic

MOST: Final = 400  # passages looked into for sentences that name a kind of finding
CLOSING_TOLD: Final = "said {no}to be closed"
EACH: Final = 3  # sentences of a report that names findings and lists none
_NEGATED: Final = re.compile(r"\b(?:not|never|n[\u2019']t)\b", re.I)
_NONE: Final = re.compile(r"\b(?:no|without(?: any)?|not have(?: any)?|n[\u2019']t have(?: any)?)\s+\S", re.I)
GRAVE: Final = frozenset((CONCERN, PRIORITY))  # of which no other sentence, however like, is an answer
NONE_LISTED: Final = (
    "No {kinds} about \u201c{topic}\u201d was found in the newest reports held on {bodies}, neither in their lists nor"
    " in a sentence that names one.{others}"
)
OTHERS: Final = " They list {found} on other matters, of {of}: ask for {kinds} without a topic to see them."
LISTS_ALL: Final = "{whole} of these {reports} {are} known to list all {kinds}{others}."
NUMBER: Final = "number only"  # of findings that a report counts, and does not name
NUMBERED: Final = " {those} {bodies} only give{s} the number, and not what they are about."
MENTION: Final = "mention"  # of a kind of finding in the text of a report that lists none
MENTIONED: Final = " {those} {bodies} only mention{s} one in the text, which need not be a finding of the inspectorate."
BY_LIKENESS: Final = "They were chosen by how like their words are, so others may be put in other words."
_BODIES: Final = frozenset(  # words for those who have findings and for what tells of them, which are no topic
    "police force forces fire frs brigade brigades service services council councils authority authorities borough"
    " boroughs area areas partnership partnerships body bodies inspection inspections reports visits letters"
    " moment now present today currently still local"
    " which".split()
)


@dataclass(frozen=True, slots=True)
class OnTopic:
    """Findings of some kinds on a topic, the most alike first, as a list and as quotes; the message tells how far."""

    message: str
    entries: tuple[Entry, ...]
    quotes: tuple[Quote, ...]


def kinds_and_topic(question: Question) -> tuple[tuple[str, ...], str]:
    """The kinds of finding that a question names, and the words that say what they are to be about."""
    if question.seeks_grade and question.names_grade:
        return (), ""
    said = [one for one in said_in(question.topic) if one.slot == "finding"]
    words = leaning.without_inspection(question.topic)
    for one in reversed(said_in(words)):
        if one.slot in ("finding", "who"):
            words = words[: one.start] + " " * (one.end - one.start) + words[one.end :]
    wanted = {*question.telling} - ASKING - COMMON - _BODIES
    found = [match for match in re.finditer(r"[\w'\u2019-]+", words) if match[0].lower() in wanted]
    kinds = tuple(kind for kind in KINDS if kind in {one.meaning for one in said})
    return kinds, " ".join(words[found[0].start() : found[-1].end()].split()) if found else ""


def denies(question: Question) -> bool:
    """Whether a question asks which bodies have none of a kind."""
    return bool(_NONE.search(question.text))


def of_all(
    index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str, *, denied: bool = False
) -> OnTopic | None:
    """The findings on a topic in these reports, the newest on each body; none where there is nothing to tell of it.

    Without a topic all of these kinds, or, where they are ``denied``, the bodies that have none.
    """
    if not topic:
        return _of_none(index, reports, kinds) if denied else _of_kind(index, reports, kinds)
    found = findings_about(index, reports, kinds, topic)
    entries = [*_entries(index, reports, [one.quote for one in found])]
    bodies = counted(len({report.body for report in reports}), "body", "bodies")
    if entries:
        told = _counted(kinds, [one.kind for one in found])
        of = counted(len({entry.body for entry in entries}), "body", "bodies")
        message = (
            f"{told[:1].upper()}{told[1:]} about \u201c{topic}\u201d, of {of}; looked for in the newest reports on"
            f" {bodies}. {_whole(reports, kinds, index)} {BY_LIKENESS} {LATER}"
        )
        return OnTopic(message, tuple(entries), tuple(one.quote for one in found))
    said = [*_said(index, reports, kinds, topic)]
    if said:
        names = listed((PLURALS[kind] for kind in kinds), "or")
        message = (
            f"No {names} about \u201c{topic}\u201d are listed one by one in the newest reports on {bodies}; these"
            f" sentences name one, or stand in a letter that is one. {_whole(reports, kinds, index)}"
        )
        return OnTopic(message, tuple(Entry(one.report.body, "", one.text, one) for one in said), tuple(said))
    others = _others(index, reports, kinds)
    none = NONE_LISTED.format(kinds=listed(kinds, "or"), topic=topic, bodies=bodies, others=others)
    return OnTopic(f"{none} {_whole(reports, kinds, index)}", (), ())


def _others(index: Index, reports: Sequence[Report], kinds: Sequence[str]) -> str:
    """How many findings of some kinds these reports list at all, with a blank before it; nothing where there are none.

    Where the topic was not understood, that none is about it must not read as if there were none.
    """
    found = [(report.body, one.kind) for report in reports for one in findings_of(index.store, report)]
    found = [(body, kind) for body, kind in found if kind in kinds]
    if not found:
        return ""
    of = counted(len({body for body, _ in found}), "body", "bodies")
    names = listed((PLURALS[kind] for kind in kinds), "or")
    return OTHERS.format(found=_counted(kinds, [kind for _, kind in found]), of=of, kinds=names)


def _counted(kinds: Sequence[str], found: Sequence[str]) -> str:
    """How many there are of each kind: *2 causes of concern and 1 recommendation*."""
    return listed(counted(n, kind, PLURALS[kind]) for kind in kinds if (n := found.count(kind)))


def _of_kind(index: Index, reports: Sequence[Report], kinds: Sequence[str]) -> OnTopic | None:
    """All findings of some kinds in these reports, by body, then of those that list none the sentences on one.

    A sentence that names one is no finding, unless it is of a letter that is one: it is told as a mention.
    """
    found: list[Listed] = []
    mentions: list[Quote] = []
    for report in sorted(reports, key=lambda one: (one.body, one.date)):
        own = [one for one in findings_of(index.store, report) if one.kind in kinds]
        said = [] if own else [*naming(index, report, kinds)][:EACH]
        is_one = report.kind == ACCELERATED and CONCERN in kinds
        found += own or [Listed(CONCERN, quote) for quote in said[:1] if is_one]
        mentions += [] if is_one else said
    names = listed((PLURALS[kind] for kind in kinds), "or")
    bodies = counted(len({report.body for report in reports}), "body", "bodies")
    quotes = [one.quote for one in found]
    if not quotes and not mentions:
        message = f"No {names} were found in the newest reports held on {bodies}. {_whole(reports, kinds, index)}"
        return OnTopic(message, (), ()) if {*kinds} <= GRAVE else None
    numbers = [quote for quote in mentions if only_counts(quote.text)]
    mentions = [quote for quote in mentions if quote not in numbers]
    having = {quote.report.body for quote in quotes}
    counts = _counted(kinds, [one.kind for one in found])
    list_ = "lists" if len(having) == 1 else "list"
    told = f"The newest reports held on {len(having) or 'none'} of {bodies} {list_} {names}"
    told += f": {counts}." if found else "."
    told += _mentioned(MENTIONED, mentions, having) + _mentioned(NUMBERED, numbers, having)
    message = f"{told} {_whole(reports, kinds, index)} {LATER}"
    lines = ((quotes, ""), (mentions, MENTION), (numbers, NUMBER))
    entries = [entry for some, what in lines for entry in _entries(index, reports, some, what)]
    return OnTopic(message, tuple(entries), (*quotes, *mentions, *numbers))


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


def _entries(index: Index, reports: Sequence[Report], quotes: Sequence[Quote], what: str = "") -> Iterator[Entry]:
    """A line for each finding, or for each mention (``what``); one whose closing is told says so first."""
    told = closings(index, reports)
    for quote in quotes:
        closed = closing_of(index, words_of(quote), quote.report, told)
        told_of = CLOSING_TOLD.format(no="not " * bool(_NEGATED.search(closed.words))) if closed else ""
        value = f"{told_of}: {quote.text}" if closed and closed.words != quote.text else quote.text
        yield Entry(quote.report.body, what, value, quote)


def _of_none(index: Index, reports: Sequence[Report], kinds: Sequence[str]) -> OnTopic:
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


def of_bodies(index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str) -> OnTopic | None:
    """The findings on a topic that the newest reports on a body, or on some, list; None where they list none."""
    found = findings_about(index, reports, kinds, topic)
    if not found:
        return None
    counts = _counted(kinds, [one.kind for one in found])
    names = listed({title(one.quote.report): None for one in found})
    subject = "The report lists" if len({one.quote.report.id for one in found}) == 1 else f"{names} list"
    entries = [Entry(one.quote.report.body, one.kind, "", one.quote) for one in found]
    message = f"{subject} {counts} on \u201c{topic}\u201d or near it."
    return OnTopic(message, tuple(entries), tuple(one.quote for one in found))


def _whole(reports: Sequence[Report], kinds: Sequence[str], index: Index) -> str:
    """How many of these reports list all their findings of these kinds."""
    whole = sum(
        all(lists_all(report, kind, len(index.store.findings(report.id))) for kind in kinds) for report in reports
    )
    names = listed(PLURALS[kind] for kind in kinds)
    return LISTS_ALL.format(
        reports=counted(len(reports), "report"),
        whole="All" if whole == len(reports) > 1 else whole or "None",
        are="is" if whole == 1 else "are",
        kinds=names,
        others=f"; {'the others' if whole else 'they'} may have more" * (whole < len(reports)),
    )


def _said(index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str) -> Iterator[Quote]:
    """Sentences that name one of these kinds and the topic, by their own words and the heading above."""
    sought = index.topic(as_written(topic))
    found = index.lexical.search(index.lexical.stems(WORDS), MOST, [report.id for report in reports])
    for stored in index.store.passages([i for i, _ in found]).values():
        for number, sentence in enumerate(stored.sentences):
            names = kinds_in(f"{sentence} {stored.lead_in}") & {*kinds}
            held = index.covered(sought, f"{sentence} {stored.lead_in}") >= NAMED
            if names and held and not (is_boilerplate(stored) or sentence.endswith(":") or only_counts(sentence)):
                yield cut(index, stored, number, number)
    for report in reports if CONCERN in kinds else ():
        yield from _in_letter(index, report, sought) if report.kind == ACCELERATED else ()


def _in_letter(index: Index, report: Report, sought: Topic) -> Iterator[Quote]:
    """The sentences on a topic of a letter that is a cause of concern itself."""
    for stored in index.store.passages_of(report.id):
        for number, sentence in enumerate(stored.sentences):
            if index.covered(sought, f"{sentence} {stored.lead_in}") >= NAMED and not is_boilerplate(stored):
                yield cut(index, stored, number, number)
