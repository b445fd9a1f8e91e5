"""What reports say of the closing of causes of concern, recommendations and areas for improvement."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.registers.findings import KINDS
from corpus.types import Report
from corpus.vocabulary.asked import said_in
from index.search import Index
from index.types import StoredPassage

WORDS: Final = "closed discharged lifted cause concern recommendation improvement"
MOST: Final = 200  # passages looked into
CLOSED: Final = re.compile(r"\b(?:closed|discharged|lifted|signed off|no longer (?:a|an|has|have|in force))\b", re.I)
_NOT_YET: Final = re.compile(
    r"\b(?:will|would|until|unless|could|can|may|might|should|before|whether|consider\w*|if)\b[^.;]{0,50}"
    r"\b(?:closed|discharged|lifted|signed off)\b",
    re.I,
)
OPEN: Final = re.compile(r"\b(?:remain(?:s|ed)?|stay(?:s|ed)?|still|not (?:yet )?|kept?) (?:open|closed)\b", re.I)
_OF_ONE: Final = re.compile(r"\b(?:about|on|over|regarding|relating to|how|concerning)\b", re.I)


@dataclass(frozen=True, slots=True)
class Closing:
    """A sentence of a report that tells of closing: its number in a passage, and the kinds of finding it names."""

    report: Report
    stored: StoredPassage
    number: int
    kinds: frozenset[str]

    @property
    def words(self) -> str:
        """The sentence."""
        return self.stored.sentences[self.number]

    @property
    def matter(self) -> str:
        """The words for the one matter that it tells of; nothing where it tells of all findings."""
        about, closed = _OF_ONE.search(self.words), CLOSED.search(self.words)
        if not about:
            return ""
        end = closed.start() if closed and closed.start() > about.end() else len(self.words)
        return self.words[about.end() : end]


def kinds_in(text: str) -> frozenset[str]:
    """The kinds of finding that a text names."""
    return frozenset(one.meaning for one in said_in(text) if one.slot == "finding" and one.meaning in KINDS)


def closings(index: Index, reports: Collection[Report]) -> list[Closing]:
    """What these reports tell of closing, the newest report first; also that something was not closed."""
    by_id = {report.id: report for report in reports}
    found = index.lexical.search(index.lexical.stems(WORDS), MOST, list(by_id))
    passages = index.store.passages([i for i, _ in found]).values()
    told = [one for stored in passages for one in _told(stored, by_id[stored.report_id])]
    return sorted(told, key=lambda one: (one.report.date, -one.stored.id), reverse=True)


def _told(stored: StoredPassage, report: Report) -> Iterator[Closing]:
    for number, sentence in enumerate(stored.sentences):
        if CLOSED.search(sentence) and not _NOT_YET.search(sentence) and (kinds := kinds_in(sentence)):
            yield Closing(report, stored, number, kinds)


def closing_of(index: Index, words: str, report: Report, told: Sequence[Closing]) -> Closing | None:
    """What tells of the closing of a finding given by its ``words`` in a report: in that report, or in a later one.

    A sentence on one matter must share half of its telling words with the finding; one that says it is open has none.
    """
    if OPEN.search(words):
        return None
    kinds, names = kinds_in(words), {*index.lexical.stems(" ".join(report.bodies))}
    stems = _telling(index, words) - names
    fits = (
        one
        for one in told
        if one.kinds & kinds
        and (one.report.id == report.id or one.report.date > report.date)
        and _is_on(stems, _telling(index, one.matter) - names)
    )
    return next(fits, None)


def _is_on(stems: set[str], matter: set[str]) -> bool:
    """Whether words share half of the telling words of a matter, or none is told."""
    return 2 * len(stems & matter) >= len(matter)


def _telling(index: Index, words: str) -> set[str]:
    """The stems of a text but those of the names of kinds."""
    text = words
    for one in reversed(said_in(words)):
        if one.slot == "finding":
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    common = {*index.lexical.stems(f"police force service report inspection {CLOSED.pattern}")}
    return {*index.lexical.stems(text)} - common
