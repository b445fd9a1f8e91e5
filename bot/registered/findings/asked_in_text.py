"""What digests and letters say in their text that a body was asked to do, whatever kind of finding that is.

They do not list all findings one by one, so that what is missing in their lists may stand in their sentences.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bot.question.leaning import headed_as
from bot.quoting.cut import lead_in
from bot.registered.findings.counts_only import only_counts
from bot.registers.closings import CLOSED, kinds_in
from bot.registers.findings import Listed, findings_of
from bot.registers.grade_area import NAMED
from bot.scope.later import NARROW
from bot.search.on_service import REPLY
from bot.search.rank import is_boilerplate
from bot.search.sentences import cut
from bot.types import Quote
from corpus.registers.findings import CONCERN, PRIORITY
from corpus.types import Report
from corpus.vocabulary.asked import said_in
from corpus.vocabulary.asking import asks_of_body
from corpus.vocabulary.plain_words import as_written
from index.search import Index, Topic
from index.types import StoredPassage

GRAVE: Final = frozenset((CONCERN, PRIORITY))  # of which no other sentence, however like, is an answer
ASKED: Final = "asked in the text"  # of what a source does not call a finding of a kind


def tells_part(report: Report) -> bool:
    """Whether a source is one that tells only a part of what inspectors asked for: a digest, a letter on one matter."""
    return report.digest or report.kind in NARROW


def asked_in_text(
    index: Index, report: Report, kinds: Sequence[str], topic: str = "", *, anywhere: bool = False
) -> Iterator[Quote]:
    """The sentences and list items of such a source that say what a body was asked to do, and are in no register.

    On a topic they may stand ``anywhere`` in it; without one they stand under a heading of findings.
    """
    if {*kinds} <= GRAVE or not tells_part(report):
        return
    taken = {span for one in findings_of(index.store, report) for span in one.quote.spans}
    sought = index.topic(as_written(topic)) if topic else None
    for stored in index.store.passages_of(report.id):
        if is_boilerplate(stored):
            continue
        under = _is_under(stored.passage.heading[-1:], kinds)
        for number in range(len(stored.sentences)):
            asked = (under or sought or anywhere) and _asks(stored, number, kinds, under=under)
            on_topic = not sought or _is_on(index, report, stored, number, sought)
            if asked and on_topic and not taken & {*stored.passage.sentences[number].spans}:
                yield cut(index, stored, number, number)


def of_other_kinds(index: Index, report: Report, kinds: Sequence[str], topic: str) -> Iterator[Listed]:
    """What such a source lists on a topic as findings of other kinds, which tell of it too."""
    if {*kinds} <= GRAVE or not tells_part(report):
        return
    sought = index.topic(as_written(topic))
    for one in findings_of(index.store, report):
        said = f"{one.quote.text} {one.quote.lead_in} {_matter(report)}"
        if one.kind not in {*kinds} | GRAVE and index.covered(sought, said) >= NAMED:
            yield one


def _is_under(heading: Sequence[str], kinds: Sequence[str]) -> bool:
    """Whether a heading is one of findings, and not of other kinds alone (*The cause of concern of 2021*)."""
    named = kinds_in(" ".join(heading))
    return headed_as(heading) == {"weakness"} and (not named or bool(named & {*kinds}))


def _asks(stored: StoredPassage, number: int, kinds: Sequence[str], *, under: bool) -> bool:
    """Whether a sentence asks something of a body: by its words, or as an item of a list under such a heading."""
    sentence, introduced = stored.sentences[number], lead_in(stored, number)
    if sentence.endswith(":") or CLOSED.search(sentence) or only_counts(sentence):
        return False
    if any(one.slot == "graded" for one in said_in(sentence)) or REPLY.search(" ".join(stored.passage.heading[-1:])):
        return False  # what grades should not be set beside, and what others said of the report
    if kinds_in(f"{sentence} {introduced}") - {*kinds}:
        return False
    item = under and stored.passage.sentences[number].kind == "item" and bool(introduced)
    return item or asks_of_body(sentence)


def _is_on(index: Index, report: Report, stored: StoredPassage, number: int, sought: Topic) -> bool:
    said = f"{stored.sentences[number]} {lead_in(stored, number)} {_matter(report)}"
    return index.covered(sought, said) >= NAMED


def _matter(report: Report) -> str:
    """What all of a letter on one matter is about, by its title; nothing of a report on more."""
    return report.title if report.kind in NARROW else ""
