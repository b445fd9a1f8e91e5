"""Questions for findings of a kind on a topic: of one body, or of all bodies held, with how far the list goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.phrases import counted, listed
from bot.question import leaning
from bot.question.question import Question
from bot.quoting.cut import overlap
from bot.quoting.place import title
from bot.registered.findings.asked_in_text import ASKED, asked_in_text, of_other_kinds, tells_part
from bot.registered.findings.by_finding import ASKING
from bot.registered.findings.by_finding_kind import (
    MENTION,
    OnTopic,
    counts_of,
    entries_of,
    known_whole,
    newest_reports,
    of_kind,
    of_none,
)
from bot.registered.findings.counts_only import only_counts
from bot.registered.findings.none_listed import ANY_KIND, none_told
from bot.registers.closings import WORDS, kinds_in
from bot.registers.findings import LATER, PLURALS, Listed, findings_about, findings_naming, findings_of
from bot.registers.grade_area import COMMON, NAMED
from bot.search.rank import is_boilerplate
from bot.search.sentences import cut
from bot.types import Entry, Quote
from corpus.registers.findings import CONCERN, KINDS
from corpus.types import Report
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.asking import told_to_improve
from corpus.vocabulary.kinds import ACCELERATED
from corpus.vocabulary.plain_words import as_written
from index.search import Index, Topic

FEW: Final = 3  # bodies up to which each is spoken of by itself, and no list is made of all
MOST: Final = 400  # passages looked into for sentences that name a kind of finding
_NONE: Final = re.compile(r"\b(?:no|without(?: any)?|not have(?: any)?|n[\u2019']t have(?: any)?)\s+\S", re.I)
IN_TEXT: Final = (
    "The {newest} held on {bodies} do not list {kinds} about \u201c{topic}\u201d one by one; what follows names one,"
    " stands in a letter that is one, or says what a body was asked to do."
)
IN_TEXT_OF: Final = (
    "What is held does not list all {kinds} one by one; what its text says was asked on \u201c{topic}\u201d follows."
)
EARLIER: Final = "Earlier reports, which later inspections have followed, have these. {told}"
OTHERS: Final = (
    " They list {found}, of {of}, none of which was taken to be about it: ask for {kinds} without a topic to see them."
)
MORE_ASKED: Final = "more passage of digests or letters, outside their lists, names one on it or tells what was asked."
MORE_ASKED_MANY: Final = (
    "more passages of digests or letters, outside their lists, name one on it or tell what was asked."
)
ALL_BY_WORDS: Final = "They use these words; others may put it in other words."
BY_WORDS: Final = (
    "{count} of them {use} these words, and the rest {others} like them; others may put it in other words."
)
BY_LIKENESS: Final = "They were chosen by how like their words are, so others may be put in other words."
LIKE: Final = "in like words"  # of a finding that does not use the words of the topic
_OF_BODIES: Final = re.compile(  # which bodies, or all of them
    r"^\W*(?:who|where)\b|\b(?:which|what|how many|every|each|all|any|list|name|those|other)\b(?:\s+[\w'-]+){0,2}?\s+"
    r"(?:areas?|councils?|forces?|services?|authorit(?:y|ies)|boroughs?|partnerships?|places?|brigades?|bod(?:y|ies)"
    r"|count(?:y|ies))\b|^\W*(?:areas|councils|forces|authorities|boroughs|partnerships|places|brigades)\b",
    re.I,
)
_BODIES: Final = frozenset(  # words for those who have findings and for what tells of them, which are no topic
    "police force forces fire frs brigade brigades service services council councils authority authorities borough"
    " boroughs area areas partnership partnerships body bodies inspection inspections reports visits letters"
    " across nationally anywhere everywhere moment now present today currently still local"
    " which".split()
)


def kinds_and_topic(question: Question) -> tuple[tuple[str, ...], str]:
    """The kinds of finding that a question names, and the words that say what they are to be about.

    All kinds, where it asks which bodies were told to improve something.
    """
    if question.seeks_grade and question.names_grade:
        return (), ""
    said = [one for text in (question.topic, question.text) for one in said_in(text) if one.slot == "finding"]
    words = leaning.without_inspection(question.topic)
    of_some = not question.bodies and not _OF_BODIES.search(question.text)
    told_to = not (said or of_some) and bool(told_to_improve(question.text))
    if told_to and (match := told_to_improve(words)):
        words = words[: match.start()] + " " * (match.end() - match.start()) + words[match.end() :]
    for one in reversed(said_in(words)):
        if one.slot in ("finding", "who"):
            words = words[: one.start] + " " * (one.end - one.start) + words[one.end :]
    wanted = {*question.telling} - ASKING - COMMON - _BODIES
    found = [match for match in re.finditer(r"[\w'\u2019-]+", words) if match[0].lower() in wanted]
    topic = " ".join(words[found[0].start() : found[-1].end()].split()) if found else ""
    named = {one.meaning for one in said}
    kinds = tuple(kind for kind in KINDS if kind in named or (told_to and topic))
    return kinds, topic


def denies(question: Question) -> bool:
    """Whether a question asks which bodies have none of a kind."""
    return bool(_NONE.search(question.text))


def of_all(
    index: Index,
    reports: Sequence[Report],
    kinds: Sequence[str],
    topic: str,
    *,
    denied: bool = False,
    earlier: Sequence[Report] = (),
) -> OnTopic | None:
    """The findings on a topic in these reports, the newest on each body; none where there is nothing to tell of it.

    Without a topic all of these kinds, or, where they are ``denied``, the bodies that have none. Where the newest have
    nothing on it, what ``earlier`` reports have, which is told to be earlier.
    """
    if not topic:
        return of_none(index, reports, kinds) if denied else of_kind(index, reports, kinds)
    bodies = counted(len({report.body for report in reports}), "body", "bodies")
    if found := _found_on(index, reports, kinds, topic, bodies):
        return found
    none = none_told(index, reports, kinds, topic, f"the {newest_reports(reports)} held on {bodies}")
    none += _others(index, reports, kinds)
    if before := _found_on(index, earlier, kinds, topic, ""):
        return replace(before, message=f"{none} {EARLIER.format(told=before.message)}")
    return OnTopic(none, (), ())


def _found_on(index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str, bodies: str) -> OnTopic | None:
    """What these reports list on a topic, name in a sentence, or say in their text to have been asked; None if nothing.

    ``bodies`` are those that they are the newest on, empty for earlier reports.
    """
    asked = _asked(index, reports, kinds, topic)
    said = [Entry(one.report.body, MENTION, "", one) for one in _said(index, reports, kinds, topic)]
    if found := _listed_on(index, reports, kinds, topic, bodies):
        in_part = [entry for entry in said if entry.quote and tells_part(entry.quote.report)]
        rest = [one for one in (*in_part, *asked) if one.quote and not _overlaps(one.quote, found.quotes)]
        quotes = tuple(entry.quote for entry in rest if entry.quote)
        more = f" {counted(len(rest), MORE_ASKED, MORE_ASKED_MANY)}" * bool(rest)
        return OnTopic(found.message + more, (*found.entries, *rest), (*found.quotes, *quotes))
    own = [entry.quote for entry in asked if entry.quote]
    entries = [*asked, *(entry for entry in said if entry.quote and not _overlaps(entry.quote, own))]
    if not entries:
        return None
    whole = known_whole(reports, kinds, index)
    told = IN_TEXT.format(kinds=_plural(kinds), topic=topic, newest=newest_reports(reports), bodies=bodies)
    quotes = tuple(entry.quote for entry in entries if entry.quote)
    return OnTopic(f"{told} {whole}" if bodies else whole, tuple(entries), quotes)


def _overlaps(quote: Quote, others: Sequence[Quote]) -> bool:
    return any(overlap(quote, other) for other in others)


def _asked(index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str) -> list[Entry]:
    """What digests and letters tell on a topic that bodies were asked to do, as other kinds of finding or as none."""
    return [
        Entry(report.body, what, "", quote)
        for report in sorted(reports, key=lambda one: (one.body, one.date))
        for what, quote in (
            *((ASKED, quote) for quote in asked_in_text(index, report, kinds, topic)),
            *((one.kind, one.quote) for one in of_other_kinds(index, report, kinds, topic)),
        )
    ]


def _listed_on(
    index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str, bodies: str
) -> OnTopic | None:
    """The findings that use a topic's words, then those that are only like it; None where there are neither."""
    naming, alike = _both(index, reports, kinds, topic)
    found = [*naming, *alike]
    if not found:
        return None
    having = counted(len({one.quote.report.body for one in found}), "body", "bodies")
    told = counts_of(kinds, [one.kind for one in found])
    looked = f"; looked for in the {newest_reports(reports)} held on {bodies}" * bool(bodies)
    message = (
        f"{told[:1].upper()}{told[1:]} about \u201c{topic}\u201d, of {having}{looked}."
        f" {_how(len(naming), len(alike))} {known_whole(reports, kinds, index)} {LATER}"
    )
    entries = (
        *entries_of(index, reports, _by_body(naming)),
        *entries_of(index, reports, _by_body(alike), LIKE * bool(naming)),
    )
    return OnTopic(message, entries, tuple(one.quote for one in found))


def _both(
    index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str
) -> tuple[list[Listed], list[Listed]]:
    """The findings that use a topic's words, and the others that are like it."""
    naming = findings_naming(index, reports, kinds, topic)
    named = {one.quote.spans for one in naming}
    return naming, [one for one in findings_about(index, reports, kinds, topic) if one.quote.spans not in named]


def _how(naming: int, alike: int) -> str:
    """By what findings were taken to be on a topic, and how far that goes."""
    if not naming:
        return BY_LIKENESS
    if not alike:
        return ALL_BY_WORDS
    return BY_WORDS.format(count=naming, use="uses" if naming == 1 else "use", others="is" if alike == 1 else "are")


def _by_body(found: Sequence[Listed]) -> list[Quote]:
    return [one.quote for one in sorted(found, key=lambda one: one.quote.report.body)]


def _others(index: Index, reports: Sequence[Report], kinds: Sequence[str]) -> str:
    """How many findings of some kinds these reports list at all, with a blank before it; nothing where there are none.

    Where the topic was not understood, that none is about it must not read as if there were none.
    """
    found = [(report.body, one.kind) for report in reports for one in findings_of(index.store, report)]
    found = [(body, kind) for body, kind in found if kind in kinds]
    if not found:
        return ""
    of = counted(len({body for body, _ in found}), "body", "bodies")
    return OTHERS.format(found=counts_of(kinds, [kind for _, kind in found]), of=of, kinds=_plural(kinds))


def _plural(kinds: Sequence[str]) -> str:
    return ANY_KIND[1] if {*kinds} == {*KINDS} else listed((PLURALS[kind] for kind in kinds), "or")


def of_bodies(index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str) -> OnTopic | None:
    """The findings on a topic that the newest reports on some bodies list or tell; None where they have none."""
    found = [one for some in _both(index, reports, kinds, topic) for one in some]
    quotes = [one.quote for one in found]
    asked = [one for one in _asked(index, reports, kinds, topic) if one.quote and not _overlaps(one.quote, quotes)]
    if not (found or asked):
        return None
    quotes += [one.quote for one in asked if one.quote]
    counts = counts_of(kinds, [one.kind for one in found])
    names = listed({title(one.quote.report): None for one in found})
    subject = "The report lists" if len({one.quote.report.id for one in found}) == 1 else f"{names} list"
    message = f"{subject} {counts} on \u201c{topic}\u201d or near it." if found else ""
    if asked:
        more = counted(len(asked), MORE_ASKED, MORE_ASKED_MANY)
        message = f"{message} {more}" if found else IN_TEXT_OF.format(kinds=_plural(kinds), topic=topic)
    entries = [Entry(one.quote.report.body, one.kind, "", one.quote) for one in found]
    return OnTopic(message, (*entries, *asked), tuple(quotes))


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
