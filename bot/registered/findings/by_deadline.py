"""What inspectors set a deadline for: the findings to be met *within six months*, *immediately* or *by March 2025*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.phrases import counted
from bot.question.question import Question
from bot.quoting.cut import lead_in, overlap
from bot.quoting.place import dated, digests, title
from bot.registered.findings.asked_in_text import ASKED
from bot.registers.findings import findings_of
from bot.search.sentences import cut
from bot.types import Entry, Quote
from corpus.types import Report
from corpus.vocabulary.asking import asks_of_body
from corpus.vocabulary.numbers import COUNTS, WORTH
from corpus.vocabulary.periods import MONTHS
from index.search import Index

SET: Final = "{title}, {date}{digest}, sets {counted} to be met {deadline}."
_UNIT: Final = r"(?:days?|weeks?|months?|years?)"
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_DEADLINE: Final = re.compile(
    rf"\bwithin (?:the next )?(?:\d+|{COUNTS}|a|one) (?:calendar |working )?{_UNIT}\b|\bimmediately\b"
    rf"|\bby (?:the end of )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTH})(?: (?:19|20)\d\d)?\b",
    re.I,
)
_MUST: Final = re.compile(
    r"\b(?:must|have to|has to|had to|need(?:s|ed)? to|should|required|told|asked|recommend\w*|deadlines?|due|to do)\b",
    re.I,
)


def deadline_of(question: Question) -> str:
    """The deadline that a question for what must be done names, or nothing."""
    match = _DEADLINE.search(question.text)
    return match[0] if match and (question.seeks == "findings" or _MUST.search(question.text)) else ""


def set_for(index: Index, reports: Sequence[Report], deadline: str) -> tuple[str, list[Entry]] | None:
    """The findings of the newest of these reports that has any for a deadline, as a list; None where none has.

    The deadline stands in the heading above a finding, in the sentence that introduces it, or in its own words. With
    them stands what the text sets the deadline for outside its lists of findings.
    """
    wanted = _plain(deadline)
    for report in reports:
        own = [one for one in findings_of(index.store, report) if wanted in _plain(_said(one.quote))]
        listed = [one.quote for one in own]
        in_text = [one for one in _in_text(index, report, wanted) if not any(overlap(one, two) for two in listed)]
        if own or in_text:
            entries = [Entry(report.body, one.kind, "", one.quote) for one in own]
            entries += [Entry(report.body, ASKED, "", one) for one in in_text]
            many = counted(len(entries), "point" if in_text else "finding")
            told = SET.format(
                title=title(report),
                date=dated(report),
                digest=digests([report]),
                counted=many,
                deadline=deadline.lower(),
            )
            return told, entries
    return None


def _in_text(index: Index, report: Report, wanted: str) -> Iterator[Quote]:
    """The sentences and list items that say what was to be done by a deadline."""
    for stored in index.store.passages_of(report.id):
        for number, sentence in enumerate(stored.sentences):
            said = f"{lead_in(stored, number) or ''} {sentence}"
            if wanted in _plain(said) and asks_of_body(said) and not sentence.endswith(":"):
                yield cut(index, stored, number, number)


def _said(quote: Quote) -> str:
    return " \n ".join((*quote.heading, quote.lead_in or "", quote.text))


def _plain(text: str) -> str:
    """A text in lower case, with numbers up to twelve as digits, and nothing between words but a blank."""
    words = re.findall(r"\w+", text.lower())
    return f" {' '.join(str(WORTH.get(word, word)) for word in words if word not in ('the', 'next'))} "
