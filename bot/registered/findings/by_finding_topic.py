"""Questions for findings of a kind on a topic: of one body, or of all bodies held, with how far the list goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.phrases import counted, listed
from bot.question import leaning
from bot.question.question import Question
from bot.quoting.place import title
from bot.registered.findings.by_finding import ASKING
from bot.registered.findings.by_finding_kind import (
    OnTopic,
    counts_of,
    entries_of,
    known_whole,
    newest_reports,
    of_kind,
    of_none,
)
from bot.registered.findings.counts_only import only_counts
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
NONE_LISTED: Final = (
    "No {kinds} about \u201c{topic}\u201d was found in the {newest} held on {bodies}, neither in their lists nor"
    " in a sentence that names one.{others}"
)
OTHERS: Final = (
    " They list {found}, of {of}, none of which was taken to be about it: ask for {kinds} without a topic to see them."
)
ANY_KIND: Final = ("area to improve", "areas to improve")  # a finding of whatever kind, and several
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
    index: Index, reports: Sequence[Report], kinds: Sequence[str], topic: str, *, denied: bool = False
) -> OnTopic | None:
    """The findings on a topic in these reports, the newest on each body; none where there is nothing to tell of it.

    Without a topic all of these kinds, or, where they are ``denied``, the bodies that have none.
    """
    if not topic:
        return of_none(index, reports, kinds) if denied else of_kind(index, reports, kinds)
    bodies = counted(len({report.body for report in reports}), "body", "bodies")
    if found := _listed_on(index, reports, kinds, topic, bodies):
        return found
    whole = known_whole(reports, kinds, index)
    said = [*_said(index, reports, kinds, topic)]
    if said:
        message = (
            f"No {_plural(kinds)} about \u201c{topic}\u201d are listed one by one in the {newest_reports(reports)}"
            f" held on {bodies}; these sentences name one, or stand in a letter that is one. {whole}"
        )
        return OnTopic(message, tuple(Entry(one.report.body, "", one.text, one) for one in said), tuple(said))
    none = NONE_LISTED.format(
        kinds=ANY_KIND[0] if {*kinds} == {*KINDS} else listed(kinds, "or"),
        topic=topic,
        newest=newest_reports(reports),
        bodies=bodies,
        others=_others(index, reports, kinds),
    )
    return OnTopic(f"{none} {whole}", (), ())


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
    message = (
        f"{told[:1].upper()}{told[1:]} about \u201c{topic}\u201d, of {having}; looked for in the"
        f" {newest_reports(reports)} held on {bodies}. {_how(len(naming), len(alike))}"
        f" {known_whole(reports, kinds, index)} {LATER}"
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
    """The findings on a topic that the newest reports on a body, or on some, list; None where they list none."""
    found = [one for some in _both(index, reports, kinds, topic) for one in some]
    if not found:
        return None
    counts = counts_of(kinds, [one.kind for one in found])
    names = listed({title(one.quote.report): None for one in found})
    subject = "The report lists" if len({one.quote.report.id for one in found}) == 1 else f"{names} list"
    entries = [Entry(one.quote.report.body, one.kind, "", one.quote) for one in found]
    message = f"{subject} {counts} on \u201c{topic}\u201d or near it."
    return OnTopic(message, tuple(entries), tuple(one.quote for one in found))


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
